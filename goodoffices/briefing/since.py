"""The point from which a brief starts: the heads of the books when the reader left, on a day, or at the beginning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from goodoffices.briefing.departures import departures_of
from goodoffices.briefing.models import Departure
from goodoffices.process.days import begin_of
from goodoffices.process.extensions import read_marks_of
from goodoffices.process.models import Seat
from goodoffices.record.appending import number_before

START, READ = "start", "read"


@dataclass(frozen=True)
class Since:
    """A point in each of the reader's books. `at` is the moment it stands for, where there is one."""

    choice: str  # left-1, left-2 …, start, read, or an ISO date
    heads: Mapping[str, int]
    at: str = ""


def since(seat: Seat, asked: str, left: list[Departure] | None = None) -> Since:
    """What the reader chose; by itself, since the last page was closed, and from the first that was still unread then; or
    else since what has been read.

    `left` are the seat's departures, where they have been read.
    """
    left = departures_of(seat) if left is None else left
    for choice, departure in choices(left):
        if asked == choice:
            return _departed(seat, choice, departure)
    if asked == START:
        return Since(START, dict.fromkeys(seat.books(), 0))
    if (day := _day(asked)) is not None:
        return _on(seat, day)
    read = read_marks_of(seat)
    if left and asked != READ:
        departed = _departed(seat, "left-1", left[0])
        heads = {book: min(head, read.get(book, head)) for book, head in departed.heads.items()}
        return Since(departed.choice, heads, departed.at)
    return Since(READ, {book: read.get(book, 0) for book in seat.books()})


def choices(left: list[Departure]) -> list[tuple[str, Departure]]:
    """The times when the seat left, as it may choose them."""
    return [(f"left-{n}", departure) for n, departure in enumerate(left, 1)]


def _departed(seat: Seat, choice: str, departure: Departure) -> Since:
    return Since(choice, {book: departure.heads.get(book, 0) for book in seat.books()}, departure.at)


def _on(seat: Seat, day: date) -> Since:
    """The beginning of a day in the host city.

    Before the reader's admission no day tells from another: else asking day by day would show when the others wrote.
    """
    at, first = begin_of(seat.process, day), seat.books()
    heads = {id: max(number_before(book, at), first[id] - 1) for id, book in seat.shelf().items()}
    return Since(day.isoformat(), heads, at)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
        return day if day and 1000 <= day.year < 9999 else None  # beyond, it has no moment in some zone
    except ValueError:
        return None
