"""Who belongs to which audience: answered here and nowhere else. No other file compares the kind of a book."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from goodoffices.record import sql
from goodoffices.record.appending import BOOK_ROW, BookRow
from goodoffices.record.audience import PLENARY, PUBLIC, THIRD_PARTY, Audience
from goodoffices.record.cache import remembered_of_table

Reads = tuple[tuple[BookRow, int], ...]  # a book, and the number from which on it is read

#: Kinds of book whose members are named one by one, each from an entry on.
WITH_MEMBERS = ("task_force",)
#: Kinds of book on whose structure it depends who reads what.
DECIDING = ("plenary", *WITH_MEMBERS)

# In SQL, since every request asks for it. The books of the process, each with this seat's membership where there is one.
MEMBERSHIP = 'LEFT JOIN process_membership m ON m.book_id = b.id AND m.seat_id = {seat} AND m."left" IS NULL'
_ROWS = (
    f"SELECT {BOOK_ROW}, m.number FROM record_book b "  # noqa: S608
    f"{MEMBERSHIP.format(seat='%s')} WHERE b.register_id = %s ORDER BY b.id"
)
_ALL_ROWS = f"SELECT {BOOK_ROW} FROM record_book b WHERE b.register_id = %s ORDER BY b.id"  # noqa: S608
_WELCOMED = (
    "SELECT m.seat_id, m.book_id, m.number FROM process_membership m JOIN record_book b ON b.id = m.book_id "
    'WHERE b.register_id = %s AND m."left" IS NULL'
)


class Sitting(Protocol):
    """A seat, as far as it matters to which audiences it belongs."""

    id: str
    process_id: str
    book_id: str
    number: int
    role: str
    left: int | None

    @property
    def third(self) -> bool: ...

    @property
    def party_key(self) -> str: ...


# ---- who reads what --------------------------------------------------------------------------------------------------


def book_rows(process: str, seat: str) -> tuple[BookRow, ...]:
    """Every book of a process, as this seat finds it."""
    return tuple([BookRow(*row) for row in sql.rows(_ROWS, [seat, process])])


def books_of(seat: Sitting, rows: tuple[BookRow, ...] | None = None) -> Reads:
    """The books that the seat reads, by id, each with the number from which on it reads it.

    Which these are depends on the plenary's structure and on the seat's own memberships, and on no other book.
    """
    version = table_version_in(rows) if rows is not None else None
    if rows is None:
        rows = book_rows(seat.process_id, seat.id)
    audiences = remembered_of_table(
        seat.process_id, version, ("audiences", seat.id), lambda: _audiences_of(seat, Table(seat.book_id))
    )
    return _among(rows, seat, audiences)


def books_of_each(seats: Sequence[Sitting]) -> dict[str, Reads]:
    """By id of the seat, the books that each of these seats of one process reads. Few statements, however many they are."""
    if not seats:
        return {}
    rows = [BookRow(*row) for row in sql.rows(_ALL_ROWS, [seats[0].process_id])]
    welcomed = {(seat, book): number for seat, book, number in sql.rows(_WELCOMED, [seats[0].process_id])}
    table = Table(seats[0].book_id)
    return {
        seat.id: _among(
            [row._replace(welcomed=welcomed.get((seat.id, row.id))) for row in rows], seat, _audiences_of(seat, table)
        )
        for seat in seats
    }


def _among(rows: Iterable[BookRow], seat: Sitting, audiences: Mapping[tuple[str, str], int]) -> Reads:
    found = []
    for row in rows:
        first = audiences.get((row.kind, row.key)) if row.kind not in WITH_MEMBERS else row.welcomed
        if first is not None and seat.left is None:
            found.append((row, first))
    return tuple(found)


def table_version_in(rows: Iterable[BookRow]) -> int | None:
    """The version of who sits at the table."""
    return next((row.structure_version for row in rows if row.kind == PLENARY.kind), None)


def may_cite(thing: Audience, within: Audience) -> bool:
    """Whether every reader of `within` may read `thing`."""
    if thing in (within, PUBLIC):
        return True
    if thing == PLENARY:
        return within != PUBLIC
    if thing.kind == "caucus":
        return within == THIRD_PARTY or (within.kind == "delegation" and within.key == thing.key)
    return False


def _audiences_of(seat: Sitting, table: "Table") -> Mapping[tuple[str, str], int]:
    """The audiences a seat belongs to by what it is, each with the number from which on it reads their books."""
    found = {("public", ""): 1}
    if seat.role == "observer":
        if table.observers_admitted:
            found["plenary", ""] = max(seat.number, table.observers_admitted)
    else:
        found["plenary", ""] = 1
    if seat.party_key:
        found["delegation", seat.party_key] = found["caucus", seat.party_key] = 1
    if seat.third:
        found["third_party", ""] = 1
        found |= {("caucus", key): 1 for key in table.party_keys}
    return found


class Table:
    """What the audiences of a process rest on, each part read when it is first needed.

    In SQL: these tables are read before anybody is known to read them, and `models` stands above this file.
    """

    def __init__(self, book: str) -> None:
        self.book = book

    @cached_property
    def observers_admitted(self) -> int | None:
        """By which number the ground rules in force admitted observers: what was said before was not said to them."""
        rules = "SELECT observers_from FROM process_groundrules WHERE book_id = %s AND state = 'in_force' AND observers"
        row = sql.row(rules, [self.book])
        return row[0] if row else None

    @cached_property
    def party_keys(self) -> list[str]:
        return [
            key for (key,) in sql.rows("SELECT key FROM process_party WHERE book_id = %s ORDER BY mark", [self.book])
        ]
