"""What acts about commitments share: the terms they write, where they stand, and when they may be done."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.followup.clocks import CommitmentId
from goodoffices.followup.labels import FIELD_NAMES, PUBLICITY
from goodoffices.followup.models import Closure, Commitment
from goodoffices.followup.states import why_not
from goodoffices.process.attribution import Attributed
from goodoffices.process.models import Seat
from goodoffices.record.acts import Line, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import derived

FIELD_LABELS: dict[str, Any] = {**FIELD_NAMES, "words": gettext_lazy("In words")}
CHOICE_LABELS: dict[str, Any] = {"publicity": PUBLICITY}

Publicity = Literal["parties", "table", "public"]
EvidenceKinds = Annotated[list[Line], Field(max_length=30)]


class OnCommitment(Attributed):
    """An act about one commitment, in its own book."""

    states: ClassVar[tuple[str, ...]] = ("in_force",)  # in which it may be done

    commitment: CommitmentId

    def audience(self, seat: Seat) -> Audience:
        """The commitment’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        found = self.found(seat)
        demand_following(seat, found.audience)
        if found.state not in self.states:
            raise Refused(why_not(seat, found))

    def found(self, seat: Seat) -> Commitment:
        commitment: Commitment = visible_or_404(Commitment, seat, self.commitment)
        return commitment

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.commitment


def demand_following(seat: Seat, audience: Audience) -> None:
    """What was agreed is followed up after the talks are concluded, too; nothing of it while they rest without consent."""
    if seat.process.state not in ("concluded", "adjourned"):
        seat.process.demand_open(audience)


def note_closure(entry: Entry, commitment: str, how: str) -> None:
    """For `apply`: its story tells that it ended, and how."""
    Closure.make(entry, derived(entry.book_id, entry.number, "closure"), commitment_id=commitment, how=how, at=entry.at)
