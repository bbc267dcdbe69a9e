"""What acts about a chaired room have in common."""

from typing import Any

from goodoffices.chairing.models import Floor
from goodoffices.chairing.queries import Chairing, chairing_in, chairs
from goodoffices.process.audience import is_room
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Id, NotThere, Touched, book_read_by
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry


class Chaired(Act):
    """An act about how a room is chaired, in the room’s book."""

    def book(self, seat: Seat) -> str:
        raise NotImplementedError

    def audience(self, seat: Seat) -> Audience:
        """The room’s book."""
        book = book_read_by(seat, self.book(seat))
        if not is_room(book.audience):
            raise NotThere
        return book.audience

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("floor", entry.book_id)]

    def now(self, seat: Seat) -> Chairing:
        """How the room stands."""
        return chairing_in(seat, self.book(seat))


class InRoom(Chaired):
    room: Id

    def book(self, seat: Seat) -> str:
        return self.room


class ByChair(Chaired):
    def allowed(self, seat: Seat) -> bool:
        """Who chairs the room: who leads the third party, and in a delegation’s own room who decides for it."""
        return chairs(seat, self.audience(seat))


def told_of(speaker: Seat, named: str) -> dict[str, Any]:
    """How a speaker is named, for an entry’s facts: no more than is told to its readers."""
    facts: dict[str, Any] = {"named": named}
    if named != "nobody" and speaker.party_id:
        facts["party"] = speaker.party_id
    return facts


def named_of(entry: Entry) -> dict[str, Any]:
    return {"named": entry.facts["named"], "party_id": entry.facts.get("party")}


def end_floor(entry: Entry) -> None:
    Floor.objects.of(entry).standing().update(ended_at=entry.at, changed=entry.number)
