"""Rooms: closed for the time being, and opened again."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.consultation.models import Closure, is_open
from goodoffices.process.audience import is_room
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, Note, NotThere, Refused, book_read_by
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw


class InRoom(Act):
    """An act in a room, in the book of the room’s audience."""

    room: Id

    def audience(self, seat: Seat) -> Audience:
        """The room’s book."""
        book = book_read_by(seat, self.room)
        if not is_room(book.audience):
            raise NotThere
        return book.audience


class CloseRoom(InRoom):
    """The mediator closes a room for the time being; it stays readable."""

    kind: ClassVar[str] = "consultation.close_room"
    says: ClassVar = gettext_lazy("%(by)s closed the room.")
    label: ClassVar = gettext_lazy("Close this room for now")

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        if not is_open(seat, self.room):
            raise Refused(_("This room is already closed. Reopen it when it is time."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"closure": draw.id("closure")}

    def apply(self, entry: Entry) -> None:
        Closure.make(entry, id=entry.facts["closure"], words=self.words)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room


class ReopenRoom(InRoom):
    """The mediator opens a closed room again."""

    kind: ClassVar[str] = "consultation.reopen_room"
    says: ClassVar = gettext_lazy("%(by)s reopened the room.")
    label: ClassVar = gettext_lazy("Reopen this room")

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        if is_open(seat, self.room):
            raise Refused(_("This room is open. Speak, or close it first."))

    def apply(self, entry: Entry) -> None:
        Closure.objects.of(entry).filter(reopened__isnull=True).update(reopened=entry.number, changed=entry.number)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.room


def demand_open_room(seat: Seat, room: str) -> None:
    """Refused while the mediator keeps this room closed; to those who closed it, it is open: to say when it goes on."""
    if not seat.leads and not is_open(seat, room):
        raise Refused(_("The mediator has closed this room. Your text is kept here. Ask the mediator to reopen it."))
