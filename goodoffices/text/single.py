"""Single negotiating texts: their numbers, what changed since the last one, and what each side finds missing in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodoffices.agenda.models import Position
from goodoffices.decisions.acts import PutDecision
from goodoffices.decisions.deciding import open_subjects
from goodoffices.process.audience import in_delegations
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Refused
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.text.comparing import in_this_language
from goodoffices.text.models import Criticism, Draft, OneText, Provision, Revision, ShownSingle
from goodoffices.text.working import provisions_of, whole


def single_of(seat: Seat, draft: str) -> OneText | None:
    """Which number of a single text this draft is; None where it is none."""
    rows = OneText.objects.seen_by(seat).filter(draft=draft).select_related("book", "draft", "draft__book", "follows")
    found: OneText | None = rows.first()
    return found


def series_of(seat: Seat, one: OneText) -> list[OneText]:
    """Every draft of the same single text, the first one first."""
    rows = OneText.objects.seen_by(seat).filter(first=one.first).select_related("book", "draft", "draft__book")
    return list(rows.order_by("ordinal"))


def last_of_series(seat: Seat, one: OneText) -> OneText:
    return series_of(seat, one)[-1]


def latest_singles(seat: Seat) -> list[Draft]:
    """The last draft of each single text, for the choice of what a new one takes the place of."""
    last: dict[str, OneText] = {}
    rows = OneText.objects.seen_by(seat).select_related("draft", "draft__book").order_by("ordinal")
    for each in rows:
        last[each.first] = each
    return [each.draft for each in last.values() if each.draft.open]


def taken_from(seat: Seat, source: str) -> OneText | None:
    """The last number of the single text that was shown from this draft of the third party's."""
    rows = ShownSingle.objects.seen_by(seat).filter(source=source).order_by("-number")
    shown = rows.values_list("shown_id", flat=True).first()
    found = single_of(seat, str(shown)) if shown else None
    return last_of_series(seat, found) if found else None


# ---- What may not be done


def demand_next(seat: Seat, before: OneText, words: str) -> None:
    """Refused where the last draft is with the parties for their final answer, is initialled, or says the same."""
    if before.draft_id in open_subjects(seat) or _revisions_put(seat, before.draft_id):
        raise Refused(_("The last draft is put to a decision. Wait for its outcome, or withdraw it first."))
    if not before.draft.open:
        raise Refused(_("The last draft is initialled and stays as it is. Show this as a text of its own."))
    if before.draft.text.strip() == words.strip():
        raise Refused(
            _("Nothing has changed since draft %(number)s. Change the words first.") % {"number": before.ordinal}
        )


def demand_latest(seat: Seat, draft: Draft) -> None:
    """Refused where a later draft of the single text has taken this one's place."""
    one = single_of(seat, draft.id)
    if one is not None and (last := last_of_series(seat, one)).ordinal > one.ordinal:
        raise Refused(_("Draft %(number)s has taken the place of this one. Read that one.") % {"number": last.ordinal})


def demand_criticisable(seat: Seat, draft: Draft) -> None:
    if not draft.open:
        raise Refused(_("This text is initialled and stays as it is. Say what is missing in your caucus."))
    demand_latest(seat, draft)


def demand_final_call(seat: Seat, act: PutDecision) -> None:
    """A single text is accepted by a blind answer of all at once, of its last draft, and by nothing else."""
    draft = _draft_put(seat, act.about) if act.about else None
    if draft is None or not draft.single:
        return
    demand_latest(seat, draft)
    if act.method != "blind":
        raise Refused(
            _("A single negotiating text is accepted by all at once, or not at all. Choose blind acceptance."), "method"
        )


def _draft_put(seat: Seat, about: str) -> Draft | None:
    """The draft that a decision is about, by itself or by a revision of it or a provision in it."""
    for model, name in ((Draft, "id"), (Revision, "draft_id"), (Provision, "draft_id")):
        id = model.objects.seen_by(seat).filter(id=about).values_list(name, flat=True).first()
        if id is not None:
            found: Draft | None = Draft.objects.seen_by(seat).filter(id=id).select_related("book").first()
            return found
    return None


def _revisions_put(seat: Seat, draft: str) -> bool:
    ids = Revision.objects.seen_by(seat).filter(draft=draft).values_list("id", flat=True)
    return any(id in open_subjects(seat) for id in ids)


# ---- What each side finds missing


@dataclass
class OfSide:
    """What one party says of a provision."""

    party: Party
    said: list[Criticism] = field(default_factory=list)


@cached
def criticism_on(seat: Seat, draft: str) -> dict[str, list[Criticism]]:
    """By provision, what this seat may read of it: its own side's; the third party reads all sides'."""
    provisions = list(Provision.objects.seen_by(seat).filter(draft=draft).values_list("id", flat=True))
    rows = Criticism.objects.seen_by(seat).filter(provision__in=provisions)
    found: dict[str, list[Criticism]] = {}
    every = list(rows.select_related("book", "party", "seat", "position").order_by("at", "number"))
    positions = _positions(seat, [each.position_id for each in every if each.position_id])
    for each in every:
        each.named_position = positions.get(each.position_id)
        found.setdefault(each.provision_id, []).append(each)
    return found


def _positions(seat: Seat, ids: Iterable[str]) -> dict[Any, Position]:
    rows = Position.objects.seen_by(seat).filter(id__in=list(ids)).select_related("book", "issue", "issue__book")
    return {each.id: each for each in rows}


def sides_apart(said: Iterable[Criticism]) -> list[OfSide]:
    """The same, party by party in the order of their marks."""
    found: dict[str, OfSide] = {}
    for each in said:
        found.setdefault(each.party_id, OfSide(each.party)).said.append(each)
    return sorted(found.values(), key=lambda each: each.party.mark)


def own_positions(seat: Seat) -> list[Position]:
    """What this seat's party has tabled: the readers of its caucus may read that."""
    rows = Position.objects.seen_by(seat).filter(party=seat.party_id).exclude(in_delegations())
    return list(rows.select_related("book", "issue").order_by("at")) if seat.party_id else []


# ---- What changed since the last draft


def what_changed(seat: Seat, one: OneText) -> SafeString:
    """The redline from the draft before, as HTML; empty for draft 1."""
    from goodoffices.engines.brackets.comparing import redline_html

    if one.follows_id is None:
        return mark_safe("")
    before = Draft.objects.seen_by(seat).filter(id=one.follows_id).select_related("book").first()
    if before is None:  # shown before this reader came to the table
        return mark_safe("")
    old, new = (whole(each, provisions_of(seen_by(seat), each.id)) for each in (before, one.draft))
    # The engine escapes every word.
    return mark_safe(redline_html.fragment(old, new, words=in_this_language()))
