"""Who may read what, asked again when a version shows that the answer may have changed.

The rule itself is in `process.audience`. This file only asks it, for all listening seats together.
"""

from collections.abc import Set

from goodoffices.live.subscriber import Books, Membership
from goodoffices.process import audience
from goodoffices.process.audience import DECIDING
from goodoffices.process.models import Seat
from goodoffices.process.seats import seats_of
from goodoffices.record.structure import sum_of_versions


def membership_of(process: str) -> Membership:
    """A number that changes whenever the audiences of a process may have changed."""
    return sum_of_versions(process, DECIDING)


def books_read_by(seat: Seat) -> Books:
    return tuple(sorted(seat.reads))


def readers(process: str, seats: Set[str]) -> dict[str, Books]:
    """Those of the given seats that still sit, with what they read now. A fixed number of queries, however many they are."""
    found = audience.books_of_each([seat for seat in seats_of(process) if seat.id in seats])
    return {seat: tuple(sorted((row.id, first) for row, first in books)) for seat, books in found.items()}
