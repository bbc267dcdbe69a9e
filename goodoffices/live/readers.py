"""Who may read what, asked again when a version shows that the answer may have changed.

The rule itself is in `process.audience`. This file only asks it, for all listening seats together.
"""

from collections.abc import Set

from goodoffices.live.subscriber import Books, Memberships
from goodoffices.process import audience
from goodoffices.process.audience import DECIDING, SECRET
from goodoffices.process.models import Seat
from goodoffices.process.seats import seats_of
from goodoffices.record import sql
from goodoffices.record.structure import seating_version, sum_of_versions

# Also of those that a seat has left: that it left changes its own number, and no other.
_OWN = (
    "SELECT DISTINCT m.seat_id, b.id, b.versions FROM record_book b JOIN process_membership m ON m.book_id = b.id "
    "WHERE b.register_id = %s AND b.kind = %s"
)


def memberships_of(process: str) -> Memberships:
    """Numbers that change whenever the audiences of a process may have changed, for everyone or for single seats."""
    table = sum_of_versions(process, DECIDING)
    own: dict[str, int] = {}
    # house: sql: asked for every update
    for seat, _book, versions in sql.rows(_OWN, [process, SECRET]):
        own[seat] = own.get(seat, 0) + seating_version(versions)
    return Memberships(table, own)


def books_read_by(seat: Seat) -> Books:
    return tuple(sorted(seat.reads))


def readers(process: str, seats: Set[str]) -> dict[str, Books]:
    """Those of the given seats that still sit, with what they read now. A fixed number of queries, however many they are."""
    found = audience.books_of_each([seat for seat in seats_of(process) if seat.id in seats])
    return {seat: tuple(sorted((row.id, first) for row, first in books)) for seat, books in found.items()}
