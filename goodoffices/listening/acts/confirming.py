"""Whom a head lets confirm for the delegation's speakers. The table knows it, as it knows who sits: otherwise a
confirmation would tell the other readers of a caucus what was arranged in the delegation's room."""

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.listening.models import Confirmer
from goodoffices.listening.queries import confirmers
from goodoffices.process.acts.seating import SeatId
from goodoffices.process.models import Seat, seats_by_number
from goodoffices.record.acts import Act, NotThere, Refused
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class _OfOurSide(Act):
    """An act about a seat of one’s own side."""

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """The head, of a seat of the same delegation; who leads the third party, of one of its seats."""
        other = _seat(seat, self.seat)
        return (seat.decides and other.party_id == seat.party_id) or (seat.leads and other.third)

    def standing(self, seat: Seat) -> bool:
        return self.seat in confirmers(seat)


class EntrustConfirming(_OfOurSide):
    """Let a seat confirm restatements for every speaker of one’s own side."""

    kind: ClassVar[str] = "consultation.entrust_confirming"
    says: ClassVar = gettext_lazy("%(by)s let a seat confirm for the delegation’s speakers.")
    label: ClassVar = gettext_lazy("Let this seat confirm")
    field_labels: ClassVar = {"seat": gettext_lazy("Seat")}

    def possible(self, seat: Seat) -> None:
        if _seat(seat, self.seat).left is not None:
            raise Refused(_("This seat has left the table. Choose one that is still there."))
        if self.standing(seat):
            raise Refused(_("This seat may already confirm. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, str]:
        return {"confirmer": draw.id("confirmer")}

    def apply(self, entry: Entry) -> None:
        Confirmer.make(entry, id=entry.facts["confirmer"], seat_id=self.seat)


class EndConfirming(_OfOurSide):
    """Take back that a seat confirms for one’s own speakers."""

    kind: ClassVar[str] = "consultation.end_confirming"
    says: ClassVar = gettext_lazy("%(by)s ended a seat’s confirming for the delegation’s speakers.")
    label: ClassVar = gettext_lazy("Strike it")

    def possible(self, seat: Seat) -> None:
        if not self.standing(seat):
            raise Refused(_("This seat confirms only for itself. There is nothing to end."))

    def apply(self, entry: Entry) -> None:
        rows = Confirmer.objects.of(entry).filter(seat_id=self.seat, ended__isnull=True)
        rows.update(ended=entry.number, changed=entry.number)


def _seat(seat: Seat, id: str) -> Seat:
    found = next((other for other in seats_by_number(seat) if other.id == id), None)
    if found is None:
        raise NotThere
    return found
