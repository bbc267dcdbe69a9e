"""Who is present, and who is typing: what the pages of other floors may ask and send. Never recorded.

Presence is per process, the same in every room: two people vanishing together from the plenary's list at 02:00 would be
a caucus, seen. That somebody is typing is sent in that room alone, to its readers.
"""

import time

from goodoffices.live import hub, sse
from goodoffices.process.attribution import named_how
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Book

TYPING_INTERVAL = 3.0  # seconds between two messages that the same seat is typing in the same room

# house: kept between requests: when a seat was last said to be typing in a room
_last_sent: dict[tuple[str, str], float] = {}


def present(process: str) -> set[str]:
    """The seats that have an open stream, or had one a moment ago; everyone else is away."""
    current = hub.current()
    return current.attendance.present(process) if current else set()


def typing(book: Book, seat: Seat) -> None:
    """This seat is typing in this room. Nobody is named where the ground rules hide who speaks."""
    if book.id not in seat.books():
        raise NotThere
    current = hub.current()
    if current is None or not _due(book.id, seat.id):
        return
    named = named_how(seat, book.audience) == "seat"
    message = {"book": book.id, "seat": seat.id if named else None, "name": seat.name if named else None}
    current.broadcast_soon(seat.process_id, book.id, sse.event("typing", message), except_seat=seat.id)


def _due(book: str, seat: str) -> bool:
    # Counted per room: were it per seat, typing in a caucus would be missed as silence in the plenary.
    now = time.monotonic()
    if now - _last_sent.get((book, seat), -TYPING_INTERVAL) < TYPING_INTERVAL:
        return False
    if len(_last_sent) > 10_000:
        _last_sent.clear()
    _last_sent[book, seat] = now
    return True
