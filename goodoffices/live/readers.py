"""Who may read what, asked again on every act: one question that tells whether anything about it has changed.

The rule itself is `process.audience`'s. Here stands only how to notice, cheaply, that its answer may be another now.
"""

from functools import cache

from django.db import connection

from goodoffices.process.models import GroundRules, Party, Seat
from goodoffices.process.models import Membership as TaskForceMembership
from goodoffices.process.seats import seats_of
from goodoffices.record.models import Book, Recorded

Books = tuple[tuple[str, int], ...]  # id, and the first number that may be read there
Membership = tuple[int, ...]  # how many rows, and how often changed: none ever falls, so that a later one is never less

RESTS_ON: tuple[type[Recorded], ...] = (Seat, Party, GroundRules, TaskForceMembership)


def membership_of(process: str) -> Membership:
    """What the audiences of a process rest on, in numbers."""
    question = _question()
    with connection.cursor() as cursor:
        cursor.execute(question, [process] * question.count("%s"))
        return tuple(number for row in cursor.fetchall() for number in row)


def books_read_by(seat: Seat) -> Books:
    return tuple(sorted(seat.books().items()))


def readers(process: str, seats: set[str]) -> dict[str, Books]:
    """Those of the given seats that still sit, with what they read now."""
    return {seat.id: books_read_by(seat) for seat in seats_of(process) if seat.id in seats}


@cache
def _question() -> str:
    # In SQL, since it is asked on every act: the ORM takes ten times as long to put it together as SQLite to answer.
    tables = [_numbers_of(place, model) for place, model in enumerate(RESTS_ON)]
    books = f"SELECT {len(tables)} AS place, COUNT(*), 0 FROM {Book._meta.db_table} WHERE register_id = %s"  # noqa: S608
    return " UNION ALL ".join([*tables, books]) + " ORDER BY place"


def _numbers_of(place: int, model: type[Recorded]) -> str:
    # The sum, not the maximum: two task forces count their entries each for itself.
    return (
        f"SELECT {place} AS place, COUNT(*), COALESCE(SUM(t.changed), 0) "  # noqa: S608
        f"FROM {model._meta.db_table} t JOIN {Book._meta.db_table} b ON b.id = t.book_id WHERE b.register_id = %s"
    )
