"""The rooms that a seat may enter, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.consultation.models import rooms_of
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["consultation"])


class RoomOut(Schema):
    id: str
    kind: Literal["plenary", "caucus", "delegation", "third_party", "task_force", "commission", "sidebar"]
    name: str
    book: str
    open: bool


class Rooms(Schema):
    rooms: list[RoomOut]


@router.get("/rooms", response=Rooms, summary="The rooms that this seat may enter")
def rooms(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {
        "rooms": [
            {"id": room.id, "kind": room.kind, "name": room.name, "book": room.book.id, "open": room.open}
            for room in rooms_of(request.auth)
        ]
    }
