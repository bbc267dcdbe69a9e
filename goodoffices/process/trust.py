"""Whom a head entrusts with tabling or releasing for the party."""

from goodoffices.process.models import Seat, Trust
from goodoffices.record.cache import cached

TABLING, RELEASING = "tabling", "releasing"


def may(seat: Seat, to_do: str) -> bool:
    """Whether the seat does this for its party: who decides, or whom the head entrusted with it."""
    return seat.delegate and (seat.decides or (seat.id, to_do) in _entrusted(seat))


@cached
def _entrusted(seat: Seat) -> frozenset[tuple[str, str]]:
    return frozenset(Trust.objects.seen_by(seat).filter(ended__isnull=True).values_list("seat_id", "to_do"))
