"""What one may do at a statement right where it stands in its room: answer it, and everything that its own page offers."""

from collections.abc import Iterable
from typing import Any

from goodoffices.consultation.models import Statement, room_of
from goodoffices.process.extensions import Part
from goodoffices.process.models import Seat


def answers(seat: Seat, room: Any) -> bool:
    return seat.speaks and seat.process.takes(room.book.audience)


def answer(seat: Seat, statement: Statement) -> Iterable[Part]:
    room = room_of(seat, statement.book_id)
    if room is not None and answers(seat, room) and statement.stands:
        yield Part("consultation/_answer.html", {"statement": statement, "room": room.id})


def reads(seat: Seat, room: Any) -> bool:
    return True


def more(seat: Seat, statement: Statement) -> Iterable[Part]:
    yield Part("consultation/_more.html", {"statement": statement})
