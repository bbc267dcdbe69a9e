"""Loops that began or went on since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.listening.models import Loop
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects


def loops(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Loop.objects.seen_by(seat).changed_after(heads).select_related("book", "about", "listener", "speaker")
    yield Change(with_subjects(rows.order_by("book__name", "number"), seen_by(seat)))
