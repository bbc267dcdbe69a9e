"""Who may read what, asked again on every act: one number tells whether anything about it may have changed.

The rule itself is `process.audience`'s. Here stands only how to notice, cheaply, that its answer may be another now.
"""

from goodoffices.process.audience import DECIDING
from goodoffices.process.models import Seat
from goodoffices.process.seats import seats_of
from goodoffices.record.structure import sum_of_versions

Books = tuple[tuple[str, int], ...]  # id, and the first number that may be read there
Membership = int  # changes whenever anything about who reads what may have changed; a later one is never less


def membership_of(process: str) -> Membership:
    """What the audiences of a process rest on, in a number."""
    return sum_of_versions(process, DECIDING)


def books_read_by(seat: Seat) -> Books:
    return tuple(sorted(seat.reads))


def readers(process: str, seats: set[str]) -> dict[str, Books]:
    """Those of the given seats that still sit, with what they read now."""
    return {seat.id: books_read_by(seat) for seat in seats_of(process) if seat.id in seats}
