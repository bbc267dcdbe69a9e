"""Who sits at the table, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.process.models import LanguagesRead, Seat, assignments
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["process"])


class SeatOut(Schema):
    seat: str
    party: str | None
    role: str
    name: str


class Seats(Schema):
    seats: list[SeatOut]


class Reads(Schema):
    party: str | None
    languages: list[str]
    at: str


class AssignmentOut(Schema):
    assignment: str
    seat: str
    book: str
    state: Literal["waiting", "standing"]
    at: str


class Tongues(Schema):
    reads: list[Reads]
    interpreters: list[AssignmentOut]


@router.get(
    "/languages", response=Tongues, summary="The languages that each side reads, and which interpreter works where"
)
def languages(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    rows = LanguagesRead.objects.seen_by(request.auth).filter(current=True).select_related("party").order_by("number")
    return {
        "reads": [
            {"party": row.party.key if row.party else None, "languages": row.languages, "at": row.at} for row in rows
        ],
        "interpreters": [
            {"assignment": row.id, "seat": row.seat_id, "book": row.book_id, "state": row.state, "at": row.at}
            for row in assignments(request.auth)
        ],
    }


@router.get("/seats", response=Seats, summary="The seats at the table")
def seats(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    rows = Seat.objects.seen_by(request.auth).seated().select_related("party").order_by("number", "id")
    return {"seats": [told(seat) for seat in rows]}


def told(seat: Seat) -> dict[str, Any]:
    return {"seat": seat.id, "party": seat.party_key or None, "role": seat.role, "name": seat.name}
