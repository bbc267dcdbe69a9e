"""Minutes that were circulated, corrected or locked since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.minutes.models import Minutes
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def minutes(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Minutes.objects.seen_by(seat).changed_after(heads).select_related("book", "session")
    found = rows.order_by("book__name", "number")
    yield Change([each for each in found if each.seat_id != seat.id or each.changed > each.number])
