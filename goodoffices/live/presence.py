"""Who is here, and who is writing: what the pages of other floors may ask and tell. Never recorded.

Presence is per process, the same in every room: two people vanishing together from the plenary's list at 02:00 would be
a caucus, seen. That somebody writes is told in the room where they write, to its readers alone.
"""

import time

from goodoffices.live import hub, sse
from goodoffices.process.attribution import named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book

QUIET = 3.0  # seconds between two words that the same seat is writing in the same room

# house: kept between requests: when a seat last said that it writes in a room
_told: dict[tuple[str, str], float] = {}


def here(process: str) -> set[str]:
    """The seats that have an open stream, or had one a moment ago; everyone else is away."""
    current = hub.current()
    return current.attendance.here(process) if current else set()


def typing(book: Book, seat: Seat) -> None:
    """This seat is writing in this room. Nobody is named where the ground rules hide who speaks."""
    if book.id not in seat.books():
        raise NotThere
    current = hub.current()
    if current is None or not _due(book.id, seat.id):
        return
    named = named_how(seat, book.audience) == "seat"
    told = {"book": book.id, "seat": seat.id if named else None, "name": seat.name if named else None}
    current.say_soon(seat.process_id, book.id, sse.event("typing", told), but=seat.id)


def _due(book: str, seat: str) -> bool:
    # Counted per room: were it per seat, writing in a caucus would be missed as silence in the plenary.
    now = time.monotonic()
    if now - _told.get((book, seat), -QUIET) < QUIET:
        return False
    if len(_told) > 10_000:
        _told.clear()
    _told[book, seat] = now
    return True
