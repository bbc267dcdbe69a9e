"""Which meetings were put on record, or corrected, since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.chairing.models import Meeting
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def meetings(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Meeting.objects.seen_by(seat).changed_after(heads).select_related("book")
    found = [meeting for meeting in rows if meeting.seat_id != seat.id or meeting.corrected]
    yield Change(found)
