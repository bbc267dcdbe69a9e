"""Heads initial a revision, which freezes the text ne varietur; then they sign it."""

from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.process.acts.rules import Language
from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Called, Id, Line, Names, Refused, Touched
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw
from goodoffices.text.acts.base import OnDraft, demand_workable, who
from goodoffices.text.agreed import parties_of
from goodoffices.text.ending import final_revision, initials_of, obstacles, renderings_of, signatures_of
from goodoffices.text.languages import authentic_of, name_of, original_of
from goodoffices.text.models import Draft, Initialling, Revision, Signature
from goodoffices.text.testimonium import testimonium

RevisionId = Annotated[Id, Names("text.Revision")]


class _OnRevision(OnDraft):
    revision: RevisionId

    def revision_found(self, seat: Seat) -> Revision:
        found: Revision = visible_or_404(Revision, seat, self.revision, "draft", "draft__book", "book")
        return found

    def found(self, seat: Seat) -> Draft:
        return self.revision_found(seat).draft

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that decides in this room."""
        draft = self.found(seat)
        return bool(seat.decides and seat.delegate and any(p.id == seat.party_id for p in parties_of(seat, draft)))

    def everyone_has(self, seat: Seat, done: Any) -> bool:
        """Whether with this party all have."""
        return {each.id for each in parties_of(seat, self.found(seat))} <= {*done, seat.party_id}

    def demand_first(self, seat: Seat, done: Any, sentence: str) -> None:
        """A party does it once; again only where one that was still to do it has left, so that nothing else is missing."""
        if seat.party_id in done and not self.everyone_has(seat, done):
            raise Refused(sentence)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.revision

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("draft", row_named(Revision, self.revision).draft_id)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        row = row_named(Revision, self.revision)
        title = Called(row.draft.book_id, row.draft.number, row.draft.title, row.draft.citation)
        return {"revision": row.revision, "title": title}


class Initial(_OnRevision):
    """A head initials a revision, ne varietur. With the last head the text is closed and nothing in it changes any more."""

    kind: ClassVar[str] = "text.initial"
    says: ClassVar = gettext_lazy("%(by)s initialled Rev. %(revision)s of “%(title)s”.")
    label: ClassVar = gettext_lazy("Initial this revision")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, initial it")
    consequence: ClassVar = gettext_lazy(
        "Once every head has initialled it, these words stand ne varietur: nobody can change them in this text any more."
    )
    counts_as_unread: ClassVar[bool] = True

    def possible(self, seat: Seat) -> None:
        demand_workable(seat, self.found(seat))
        revision = self.revision_found(seat)
        sentence = _("Your party has initialled this revision. It is waiting for the other heads.")
        self.demand_first(seat, initials_of(seat, revision), sentence)
        if found := obstacles(seat, revision):
            raise Refused(found[0])
        now = renderings_of(seat, revision.draft)
        if any(each.renderings != now for each in initials_of(seat, revision).values()):
            raise Refused(
                _("The renderings have changed since another head initialled. Ask the mediator to issue a revision.")
            )

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """Which revision, in which languages, its fingerprint and its words."""
        revision = self.revision_found(seat)
        languages = authentic_of(seat, revision.draft).names
        return [
            (_("What you initial"), revision.title),
            *([(_("Authentic languages"), ", ".join(languages))] if languages else []),
            ("SHA-256", revision.sha256),
            (_("In words"), revision.in_words()),
        ]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        revision = self.revision_found(seat)
        return {
            "initial": draw.id("initial"),
            **who(seat, self.audience(seat)),
            "renderings": renderings_of(seat, revision.draft),
            "complete": self.everyone_has(seat, initials_of(seat, revision)),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        Initialling.make(
            entry,
            id=facts["initial"],
            revision_id=self.revision,
            seat_id=entry.actor,
            party_id=facts["party"],
            named=facts["named"],
            renderings=facts["renderings"],
            at=entry.at,
        )
        if facts["complete"]:
            draft = Revision.objects.of(entry).values_list("draft_id", flat=True).get(id=self.revision)
            Draft.change(entry, draft, state="initialled")


class Sign(_OnRevision):
    """A head signs the initialled revision, under the testimonium that all signatures share."""

    kind: ClassVar[str] = "text.sign"
    says: ClassVar = gettext_lazy("%(by)s signed “%(title)s” (Rev. %(revision)s). %(done)s")
    label: ClassVar = gettext_lazy("Sign it")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, sign it")
    consequence: ClassVar = gettext_lazy(
        "A signature is not taken back. Only while no other party has signed can you sign once more, with another place, day, language or depositary."
    )
    counts_as_unread: ClassVar[bool] = True
    field_labels: ClassVar = {
        "place": gettext_lazy("Done at"),
        "date": gettext_lazy("On"),
        "authentic_languages": gettext_lazy("Authentic languages"),
        "depositary": gettext_lazy("Depositary"),
    }

    place: Line
    date: date
    authentic_languages: Annotated[list[Language], Field(min_length=1, max_length=15)]
    depositary: Line | None = None

    def possible(self, seat: Seat) -> None:
        draft, revision = self.found(seat), self.revision_found(seat)
        seat.process.demand_open(draft.audience)
        if draft.open:
            raise Refused(_("This revision is not initialled by all. Initial it first."))
        final = final_revision(seat, draft)
        if final is None or final.id != revision.id:
            raise Refused(_("Another revision was initialled. Sign that one."))
        if seat.party_id not in initials_of(seat, revision):
            raise Refused(_("Your party has not initialled this text. Only those who initialled it sign."))
        signed = signatures_of(seat, revision)
        sentence = _("Your party has signed. Read who else has, on the page of this revision.")
        if draft.state == "signed" and seat.party_id in signed:
            raise Refused(sentence)
        if set(signed) != {seat.party_id}:
            self.demand_first(seat, signed, sentence)

    def everyone_has(self, seat: Seat, done: Any) -> bool:
        """Whether with this party all have signed who initialled it and are still here."""
        initialled = initials_of(seat, self.revision_found(seat))
        here = {each.id for each in parties_of(seat, self.found(seat))}
        return here & set(initialled) <= {*done, seat.party_id}

    def check(self, seat: Seat) -> None:
        revision = self.revision_found(seat)
        agreed, original = authentic_of(seat, revision.draft).languages, original_of(revision.draft)[0]
        named = set(agreed or filter(None, [original]))
        if named and named != set(self.authentic_languages):
            names = ", ".join([name_of(code) for code in sorted(named)])
            sentence = (
                _("The heads have named other authentic languages: %(languages)s. Sign in these.")
                if agreed
                else _("The heads have named no authentic languages, and the text is in %(languages)s. Sign in that.")
            )
            raise Refused(sentence % {"languages": names}, "authentic_languages")
        for party, other in signatures_of(seat, revision).items():
            if party != seat.party_id and self._testimonium() != (
                other.place,
                other.date,
                sorted(other.languages),
                other.depositary,
            ):
                raise Refused(
                    _("%(party)s has signed under other words: %(words)s Sign under the same.")
                    % {"party": other.party.name, "words": testimonium(other)}
                )

    def _testimonium(self) -> tuple[str, str, list[str], str]:
        languages = sorted({str(code) for code in self.authentic_languages})
        return self.place, self.date.isoformat(), languages, self.depositary or ""

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """Which revision, its fingerprint, and the testimonium."""
        revision = self.revision_found(seat)
        return [
            (_("What you sign"), revision.title),
            ("SHA-256", revision.sha256),
            (_("Testimonium"), testimonium(self._unsigned())),
        ]

    def _unsigned(self) -> Signature:
        place, day, languages, depositary = self._testimonium()
        return Signature(place=place, date=day, languages=languages, depositary=depositary)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        if self.date > day_of(seat.process, draw.now()):
            raise Refused(_("This day is still to come. Enter the day on which it is signed."), "date")
        revision = self.revision_found(seat)
        return {
            "signature": draw.id("signature"),
            **who(seat, self.audience(seat)),
            "complete": self.everyone_has(seat, signatures_of(seat, revision)),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        place, day, languages, depositary = self._testimonium()
        Signature.make(
            entry,
            id=facts["signature"],
            revision_id=self.revision,
            seat_id=entry.actor,
            party_id=facts["party"],
            place=place,
            date=day,
            languages=languages,
            depositary=depositary,
            named=facts["named"],
            at=entry.at,
        )
        if facts["complete"]:
            draft = Revision.objects.of(entry).values_list("draft_id", flat=True).get(id=self.revision)
            Draft.change(entry, draft, state="signed")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "done": testimonium(self._unsigned())}
