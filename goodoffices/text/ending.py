"""How a text ends: what keeps a revision from being initialled, who has initialled and signed it, and the testimonium."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.decisions.models import Decision
from goodoffices.process.models import Party, Seat
from goodoffices.record.scope import seen_by
from goodoffices.text import frozen
from goodoffices.text.agreed import agreed_on, parties_of
from goodoffices.text.languages import conditions_of, name_of, says_something
from goodoffices.text.models import Draft, Initialling, Provision, Revision, Signature
from goodoffices.text.numbering import in_this_language
from goodoffices.text.openings import opening
from goodoffices.text.stances import in_play
from goodoffices.text.working import provisions_of

MOST_NAMED = 5  # provisions that a refusal names; the rest are counted


# ---- What keeps it from being initialled


def obstacles(seat: Seat, revision: Revision) -> list[str]:
    """Why this revision cannot be initialled yet, each as a sentence with a way forward; empty if nothing is in the way."""
    draft = revision.draft
    rows = provisions_of(seen_by(seat), draft.id)
    for each in rows:
        each.draft = draft
    return list(_obstacles(seat, revision, rows))


def _obstacles(seat: Seat, revision: Revision, rows: list[Provision]) -> Iterator[str]:
    draft = revision.draft
    if not draft.open:
        return
    if [row["words"] for row in revision.rows] != [each.words for each in rows]:
        yield _("The text has changed since this revision. Issue a revision, and initial that one.")
        return
    if bracketed := _bracketed(revision):
        yield _("Brackets remain in %(which)s. Settle them, and issue a revision.") % {"which": _listed(bracketed)}
    elif revision.figures.get("loose"):
        yield _("A bracket is opened and never closed, or the other way round. Mend it, and issue a revision.")
    if draft.single:
        if not _adopted(seat, revision):
            yield _("The single text has not been accepted by all. Put the final call first.")
    else:
        agreed = agreed_on(seat, draft, rows)
        if missing := [each.label for each in rows if says_something(each) and not agreed[each.id].state]:
            yield _("Not agreed by all: %(which)s. Let each head agree to it first.") % {"which": _listed(missing)}
    yield from _unchecked(seat, draft, rows)


def _bracketed(revision: Revision) -> list[str]:
    read = frozen.draft_of(revision)
    found = []
    for row in revision.rows:
        if in_play(read, row["id"]):
            found.append(in_this_language(row.get("cited", "")) or row.get("label") or opening(row["words"]))
    return found


def _adopted(seat: Seat, revision: Revision) -> bool:
    """Whether all have accepted these very words, of the draft or of this revision."""
    about = [revision.id, revision.draft_id]
    rows = Decision.objects.seen_by(seat).adopted().filter(subject__in=about).values_list("frozen", flat=True)
    return any(words.strip() == revision.in_words() for words in rows)


def _unchecked(seat: Seat, draft: Draft, rows: list[Provision]) -> Iterator[str]:
    """Language by language, the provisions without a checked rendering."""
    labels = {each.id: each.label for each in rows}
    left: dict[str, list[str]] = {}
    for id, versions in conditions_of(seat, draft.id).items():
        for each in versions:
            if not each.final:
                left.setdefault(each.language, []).append(labels.get(id, ""))
    for code, missing in left.items():
        words = _("No checked rendering in %(language)s: %(which)s. Have it rendered, and checked by someone else.")
        yield words % {"language": name_of(code), "which": _listed(missing)}


def _listed(labels: list[str]) -> str:
    named = "; ".join(labels[:MOST_NAMED])
    more = len(labels) - MOST_NAMED
    return _("%(named)s; and %(more)s more") % {"named": named, "more": more} if more > 0 else named


def renderings_of(seat: Seat, draft: Draft) -> dict[str, dict[str, str]]:
    """The renderings that are initialled with a revision: {language: {provision: id of its checked rendering}}."""
    found: dict[str, dict[str, str]] = {}
    for id, versions in conditions_of(seat, draft.id).items():
        for each in versions:
            if each.rendering is not None:
                found.setdefault(each.language, {})[id] = each.rendering.id
    return found


# ---- Who has initialled and signed


@dataclass(frozen=True)
class OfParty:
    """What one party did with a revision."""

    party: Party
    initialled: Initialling | None
    signed: Signature | None


@dataclass(frozen=True)
class Ending:
    """A revision at its end: party by party, and the testimonium that the signatures share."""

    revision: Revision
    parties: tuple[OfParty, ...]
    languages: tuple[str, ...]  # the authentic ones that the first signature names

    @property
    def begun(self) -> bool:
        return any(each.initialled for each in self.parties)

    @property
    def first(self) -> Signature | None:
        """The earliest signature: the others repeat its place, day, languages and depositary."""
        signed = [each.signed for each in self.parties if each.signed]
        return min(signed, key=lambda each: each.number) if signed else None

    @property
    def language_names(self) -> str:
        return ", ".join([name_of(code) for code in self.languages])


def ending_of(seat: Seat, revision: Revision) -> Ending:
    initialled = initials_of(seat, revision)
    signed = signatures_of(seat, revision)
    parties = {each.id: each for each in parties_of(seat, revision.draft)}
    rows: list[Initialling | Signature] = [*initialled.values(), *signed.values()]
    parties |= {each.party_id: each.party for each in rows}
    every = sorted(parties.values(), key=lambda each: each.mark)
    first = min(signed.values(), key=lambda each: each.number) if signed else None
    return Ending(
        revision,
        tuple(OfParty(each, initialled.get(each.id), signed.get(each.id)) for each in every),
        tuple(sorted(first.languages, key=name_of)) if first else (),
    )


def initials_of(seat: Seat, revision: Revision) -> Mapping[str, Initialling]:
    rows = Initialling.objects.seen_by(seat).filter(revision=revision).select_related("book", "party", "seat")
    return {each.party_id: each for each in rows.order_by("number")}


def signatures_of(seat: Seat, revision: Revision) -> Mapping[str, Signature]:
    rows = Signature.objects.seen_by(seat).filter(revision=revision).select_related("book", "party", "seat")
    return {each.party_id: each for each in rows.order_by("number")}


def final_revision(seat: Seat, draft: Draft) -> Revision | None:
    """The revision that was initialled by all; None while the text is worked on."""
    if draft.open:
        return None
    last = Initialling.objects.seen_by(seat).filter(revision__draft=draft).order_by("-number").first()
    if last is None:
        return None
    rows = Revision.objects.seen_by(seat).select_related("book", "draft", "draft__book")
    found: Revision | None = rows.filter(id=last.revision_id).first()
    return found
