"""Which interpreter works in which room. An assignment says where somebody works; it lets nobody read more."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.seating import SeatId, name_of
from goodoffices.process.audience import is_caucus, is_room, party_key_of, readers_of
from goodoffices.process.models import Assignment, Seat, assignments
from goodoffices.record.acts import Act, Id, InBook, Names, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

AssignmentId = Annotated[Id, Names("process.Assignment")]


class AssignInterpreter(InBook):
    """Assign an interpreter to a room: one of the third party’s, or a party’s own in its caucus and its delegation room."""

    kind: ClassVar[str] = "process.assign_interpreter"
    says: ClassVar = gettext_lazy("%(by)s assigned “%(name)s” to interpret in this room.")
    label: ClassVar = gettext_lazy("Assign")
    field_labels: ClassVar = {"seat": gettext_lazy("Interpreter")}

    seat: SeatId

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, in a room that it reads; a party’s head, in the rooms of that party alone."""
        audience = self.audience(seat)
        return is_room(audience) and (seat.leads or _heads(seat, audience))

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()
        if not self.seat:
            return  # a form that has not asked for it yet
        other, audience = visible_or_404(Seat, seat, self.seat), self.audience(seat)
        if other.left is not None:
            raise Refused(_("This seat has left the table. Choose one that is still there."))
        if seat.leads and not other.interprets:
            raise Refused(_("This seat is no interpreter of the third party. Name one, or admit an interpreter first."))
        if not seat.leads and (other.party_id != seat.party_id or other.id == seat.id):
            raise Refused(_("A party brings an interpreter of its own delegation. Name another seat of yours."))
        book = seat.shelf().of(audience)
        if book is None or not readers_of(book.id, [other]):
            raise Refused(
                _(
                    "This seat does not read that room, and does not come to read it by working there. Choose another room."
                )
            )
        if any(row.seat_id == other.id and row.book_id == book.id for row in assignments(seat)):
            raise Refused(_("This interpreter is already assigned to that room. There is nothing left to do."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        """In a caucus, whom the third party assigns works once the party’s head accepts."""
        waits = seat.leads and is_caucus(self.audience(seat))
        return {"id": draw.id(), "state": "waiting" if waits else "standing"}

    def apply(self, entry: Entry) -> None:
        Assignment.make(entry, seat_id=self.seat, state=entry.facts["state"], at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": name_of(entry, self.seat)}


class _OnAssignment(Act):
    """An act about one assignment, in its own room’s book."""

    assignment: AssignmentId

    def audience(self, seat: Seat) -> Audience:
        """The book of the room that it is for."""
        return self.found(seat).audience

    def found(self, seat: Seat) -> Assignment:
        row: Assignment = visible_or_404(Assignment, seat, self.assignment, "seat")
        return row

    def possible(self, seat: Seat) -> None:
        if self.found(seat).state == "ended":
            raise Refused(_("This assignment has ended. Assign the interpreter again."))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": name_of(entry, Assignment.objects.of(entry).get(id=self.assignment).seat_id)}


class AcceptInterpreter(_OnAssignment):
    """A party’s head accepts an interpreter whom the third party assigned to its caucus."""

    kind: ClassVar[str] = "process.accept_interpreter"
    says: ClassVar = gettext_lazy("%(by)s accepted “%(name)s” as interpreter in this room.")
    label: ClassVar = gettext_lazy("Accept this interpreter")

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party whose room it is."""
        return _heads(seat, self.audience(seat))

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        row = self.found(seat)
        if row.state == "standing":
            raise Refused(_("This interpreter already works here. There is nothing left to do."))
        if row.seat.left is not None:
            raise Refused(_("This interpreter has left the table. Ask the third party to assign another."))

    def apply(self, entry: Entry) -> None:
        Assignment.change(entry, self.assignment, state="standing")


class EndInterpreter(_OnAssignment):
    """An interpreter works in a room no more, or is not accepted there."""

    kind: ClassVar[str] = "process.end_interpreter"
    says: ClassVar = gettext_lazy("%(by)s ended the work of “%(name)s” as interpreter in this room.")
    label: ClassVar = gettext_lazy("End this assignment")

    def allowed(self, seat: Seat) -> bool:
        """Who leads the third party, of its own interpreters; the head of the party whose room it is, of any."""
        row = self.found(seat)
        return (seat.leads and row.seat.third) or _heads(seat, row.audience)

    def apply(self, entry: Entry) -> None:
        Assignment.change(entry, self.assignment, state="ended")


def _heads(seat: Seat, audience: Audience) -> bool:
    """Whether this seat decides for the one party whose room it is."""
    key = party_key_of(audience)
    return bool(key) and seat.delegate and seat.decides and seat.party_key == key
