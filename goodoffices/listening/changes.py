"""Loops that began or went on since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.listening.models import Loop
from goodoffices.listening.queries import reads, with_subjects
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def loops(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = with_subjects(Loop.objects.seen_by(seat).changed_after(heads)).select_related("listener", "speaker")
    yield Change([loop for loop in rows.order_by("book__name", "number") if reads(seat, loop.subject)])
