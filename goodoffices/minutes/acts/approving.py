"""Heads approve a version; once all have, or once a decision adopted them, minutes are locked."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from goodoffices.minutes.labels import WAYS
from goodoffices.minutes.locking import approving_parties, demand_open, has_approved, would_be_approved
from goodoffices.minutes.models import Approval, Correction, Minutes
from goodoffices.process.attribution import Attributed
from goodoffices.process.finding import found_once
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Names, Refused, Stale
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

MinutesId = Annotated[Id, Names("minutes.Minutes")]


class _OnMinutes(Act):
    minutes: MinutesId

    def audience(self, seat: Seat) -> Audience:
        """The minutes’ own book."""
        return self._found(seat).audience

    def possible(self, seat: Seat) -> None:
        demand_open(self._found(seat))

    def _found(self, seat: Seat) -> Minutes:
        minutes: Minutes = found_once(Minutes, seat, self.minutes, "session")
        return minutes

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.minutes


class ApproveMinutes(Attributed, _OnMinutes):
    """A head approves a version for its party; with the last party the minutes are locked."""

    kind: ClassVar[str] = "minutes.approve"
    says: ClassVar = gettext_lazy("%(by)s approved version %(version)s of minutes.")
    label: ClassVar = gettext_lazy("Approve for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, approve for our party")
    consequence: ClassVar = gettext_lazy(
        "With the last party’s approval they are locked. A new version would ask for your approval again."
    )

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that reads the room: its head, or who acts for the head."""
        return bool(
            seat.decides
            and seat.delegate
            and any(party.id == seat.party_id for party in approving_parties(seat, self._found(seat)))
        )

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        seat.process.demand_going()
        found = self._found(seat)
        if has_approved(seat, found):
            raise Refused(_("Your party has approved this version. It is waiting for the other parties."))

    def check(self, seat: Seat) -> None:
        found = self._found(seat)
        if self.version != found.version:
            raise Stale(found)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """Which minutes, in which version, and how many corrections would stand as notes."""
        found = self._found(seat)
        open = Correction.objects.seen_by(seat).filter(minutes=found, state="open").count()
        notes = ngettext(
            "%(count)s correction is open and would stand as a note.",
            "%(count)s corrections are open and would stand as notes.",
            open,
        )
        said: list[tuple[str | Promise, str]] = [
            (_("What you approve"), found.title),
            (_("Version"), str(found.version)),
        ]
        return [*said, (_("Corrections"), notes % {"count": open})] if open else said

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"approval": draw.id("approval"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Approval.make(
            entry,
            id=entry.facts["approval"],
            minutes_id=self.minutes,
            version=self.version,
            seat_id=entry.actor,
            party_id=entry.facts["party"],
            at=entry.at,
        )

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        """Once every party has approved this version, the minutes are locked."""
        if would_be_approved(seat, self._found(seat)):
            return [LockMinutes(minutes=self.minutes, how="approved")]
        return []


class LockMinutes(_OnMinutes):
    """The minutes are locked, and corrections that are still open stand as notes of those who proposed them."""

    kind: ClassVar[str] = "minutes.lock"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("Minutes were locked: %(outcome)s.")

    how: Literal["approved", "consent", "silence", "blind"]

    def hides_author(self, seat: Any) -> bool:
        """Nobody locks minutes: it follows."""
        return True

    def apply(self, entry: Entry) -> None:
        Minutes.change(entry, self.minutes, state="locked", how=self.how, locked_at=entry.at, locked_by=entry.number)
        for correction in Correction.objects.of(entry).filter(minutes=self.minutes, state="open"):
            Correction.change(entry, correction.id, state="note", ended_at=entry.at, ended=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"outcome": WAYS[self.how]}
