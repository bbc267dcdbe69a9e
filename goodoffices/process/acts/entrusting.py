"""What a head lets others of the delegation do: table its positions, release what was said in its caucus."""

from typing import Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.seating import SeatId
from goodoffices.process.audience import delegation_of
from goodoffices.process.labels import TO_DO
from goodoffices.process.models import Seat, Trust
from goodoffices.record.acts import Act, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class _ForOurDelegation(Act):
    """An act of the head about a seat of the same delegation, in the delegation’s own book."""

    seat: SeatId
    to_do: Literal["tabling", "releasing"]

    choice_labels: ClassVar = {"to_do": TO_DO}
    field_labels: ClassVar = {"seat": gettext_lazy("Seat"), "to_do": gettext_lazy("To do what")}

    def audience(self, seat: Seat) -> Audience:
        """The delegation’s own book."""
        return delegation_of(seat.party_key)

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, of another seat of its delegation."""
        other: Seat = visible_or_404(Seat, seat, self.seat)
        return seat.delegate and seat.decides and other.party_id == seat.party_id and other.id != seat.id

    def standing(self, seat: Seat) -> bool:
        rows = Trust.objects.seen_by(seat).filter(seat_id=self.seat, to_do=self.to_do, ended__isnull=True)
        return bool(rows.exists())

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to_do": TO_DO[self.to_do]}


class Entrust(_ForOurDelegation):
    """A head lets a seat of the delegation table positions, or release what was said in the caucus."""

    kind: ClassVar[str] = "process.entrust"
    says: ClassVar = gettext_lazy("%(by)s authorised a seat of the delegation: %(to_do)s.")
    label: ClassVar = gettext_lazy("Authorise this seat")

    def possible(self, seat: Seat) -> None:
        if visible_or_404(Seat, seat, self.seat).left is not None:
            raise Refused(_("This seat has left the table. Choose one that is still there."))
        if self.standing(seat):
            raise Refused(_("This seat is already authorised to do this. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, str]:
        return {"trust": draw.id("trust")}

    def apply(self, entry: Entry) -> None:
        Trust.make(entry, id=entry.facts["trust"], seat_id=self.seat, to_do=self.to_do)


class EndEntrusting(_ForOurDelegation):
    """A head takes back what a seat was entrusted with."""

    kind: ClassVar[str] = "process.end_entrusting"
    says: ClassVar = gettext_lazy("%(by)s withdrew the authority of a seat of the delegation: %(to_do)s.")
    label: ClassVar = gettext_lazy("Strike it")

    def possible(self, seat: Seat) -> None:
        if not self.standing(seat):
            raise Refused(_("This seat has no such authority. There is nothing to withdraw."))

    def apply(self, entry: Entry) -> None:
        rows = Trust.objects.of(entry).filter(seat_id=self.seat, to_do=self.to_do, ended__isnull=True)
        rows.update(ended=entry.number, changed=entry.number)
