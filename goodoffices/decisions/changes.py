"""Decisions that were put, or came to something, since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.decisions.models import Decision
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def decisions(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Decision.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("book__name", "number")
    yield Change([each for each in rows if each.seat_id != seat.id or each.changed > each.number])
