"""The rooms that a seat may enter, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.consultation.acts import CloseRoom
from goodoffices.consultation.models import Room, rooms_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.office import demand_conditions
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
            {
                "id": room.id,
                "kind": room.kind,
                "name": room.name,
                "book": room.book.id,
                "open": room.open and _takes_more(request.auth, room),
            }
            for room in rooms_of(request.auth)
        ]
    }


def _takes_more(seat: Seat, room: Room) -> bool:
    """Whether no office refuses everything in this room, as in that of a task force which has ended."""
    try:
        demand_conditions(seat, CloseRoom(room=room.id))  # on it there is no condition but those on every act
    except Refused:
        return False
    return True
