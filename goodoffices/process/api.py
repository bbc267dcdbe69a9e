"""Who sits at the table, over HTTP."""

from typing import Any

from ninja import Path, Router, Schema

from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["process"])


class SeatOut(Schema):
    seat: str
    party: str | None
    role: str
    name: str


class Seats(Schema):
    seats: list[SeatOut]


@router.get("/seats", response=Seats, summary="The seats at the table")
def seats(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    rows = Seat.objects.seen_by(request.auth).seated().select_related("party").order_by("number", "id")
    return {"seats": [told(seat) for seat in rows]}


def told(seat: Seat) -> dict[str, Any]:
    return {"seat": seat.id, "party": seat.party_key or None, "role": seat.role, "name": seat.name}
