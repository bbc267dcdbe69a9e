"""Files that came, were superseded or withdrawn since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.files.models import File
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def files(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = File.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("book__name", "number")
    yield Change([each for each in rows if each.seat_id != seat.id])
