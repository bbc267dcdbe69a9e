"""When a seat was last here. Written once its last page has been closed for a while, and read when the seat comes back."""

from collections.abc import Mapping

from goodoffices.briefing.models import Departure
from goodoffices.process.models import Seat
from goodoffices.record.perform import one_writer


def depart(seat: str, at: str, heads: Mapping[str, int]) -> None:
    """Note how far a seat has been told, at the moment when its last page was closed. The latest few are kept."""
    all_depart(at, {seat: heads})


def all_depart(at: str, seats: Mapping[str, Mapping[str, int]]) -> None:
    """The same of several who leave at one moment: the server stops."""
    with one_writer():
        for seat, heads in seats.items():
            Departure.objects.create(seat=seat, at=at, heads=dict(heads))
            kept = Departure.objects.filter(seat=seat).order_by("-id").values_list("id", flat=True)[: Departure.KEPT]
            Departure.objects.filter(seat=seat).exclude(id__in=list(kept)).delete()


def departures_of(seat: Seat) -> list[Departure]:
    """The latest few, the last first."""
    return list(Departure.objects.filter(seat=seat.id).order_by("-id"))
