"""Who has the floor in each room, and which meetings are on record, over HTTP."""

from typing import Any, Literal

from ninja import Path, Router, Schema

from goodoffices.chairing.models import AsHeld, BySomebody
from goodoffices.chairing.queries import chairing_in, chairs, meeting_link, meetings_in, times_in
from goodoffices.consultation.models import Room, rooms_of
from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.scope import seen_by

router = Router(tags=["chairing"])

Named = Literal["seat", "party", "nobody"]


class HandOut(Schema):
    id: str
    number: int
    named: Named
    seat: str | None
    party: str | None
    mine: bool
    words: str
    at: str


class FloorOut(Schema):
    id: str
    number: int
    named: Named
    seat: str | None
    party: str | None
    mine: bool
    at: str


class PointOut(FloorOut):
    text: str


class TurnsOut(Schema):
    minutes: int | None
    at: str


class AdjournmentOut(Schema):
    until: str
    words: str
    at: str


class TimeOut(Schema):
    party: str | None
    named: Literal["party", "nobody"]
    times: int
    seconds: int
    left: int | None


class ChairedRoom(Schema):
    room: str
    chairs: bool
    floor: FloorOut | None
    requests: list[HandOut]
    point: PointOut | None
    turns: TurnsOut | None
    adjournment: AdjournmentOut | None
    time: list[TimeOut]


class Floors(Schema):
    rooms: list[ChairedRoom]


class HeldOut(Schema):
    number: int
    began: str
    ended: str
    channel: Literal["in_person", "by_phone", "video", "in_writing"]
    place: str
    present: list[str]
    words: str


class MeetingOut(HeldOut):
    id: str
    room: str
    corrected: bool
    before: list[HeldOut]


class LinkOut(Schema):
    room: str
    address: str


class Meetings(Schema):
    meetings: list[MeetingOut]
    links: list[LinkOut]


@router.get(
    "/floor", response=Floors, summary="Who has the floor, and who asked for it, in the rooms this seat may enter"
)
def floors(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {"rooms": [_room(request.auth, room) for room in rooms_of(request.auth)]}


@router.get(
    "/meetings",
    response=Meetings,
    summary="The meetings on record in the rooms this seat may enter, by their beginning",
)
def meetings(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    seat: Seat = request.auth
    rooms = [room.id for room in rooms_of(seat)]
    links = [(room, meeting_link(seen_by(seat), room)) for room in rooms]
    return {
        "meetings": [
            {
                "id": meeting.id,
                "room": meeting.book_id,
                "corrected": meeting.corrected,
                "before": [_held(version) for version in meeting.versions],
                **_held(meeting),
            }
            for meeting in meetings_in(seat, rooms)
        ],
        "links": [{"room": room, "address": link.address} for room, link in links if link],
    }


def _held(row: AsHeld) -> dict[str, Any]:
    return {"number": row.number, **row.held}  # type: ignore[attr-defined]


def _room(seat: Seat, room: Room) -> dict[str, Any]:
    now = chairing_in(seat, room.id)
    return {
        "room": room.id,
        "chairs": chairs(seat, room.book.audience),
        "floor": _by(seat, now.floor) if now.floor else None,
        "requests": [{**_by(seat, hand), "words": hand.words} for hand in now.hands],
        "point": {**_by(seat, now.point), "text": now.point.text} if now.point else None,
        "turns": {"minutes": now.turns.minutes, "at": now.turns.at} if now.turns else None,
        "adjournment": {"until": now.adjournment.until, "words": now.adjournment.words, "at": now.adjournment.at}
        if now.adjournment
        else None,
        "time": [
            {
                "party": time.party.key if time.party else None,
                "named": time.named,
                "times": time.times,
                "seconds": time.used,
                "left": time.left,
            }
            for time in times_in(seat, room.id, now.turns)
        ],
    }


def _by(seat: Seat, row: BySomebody) -> dict[str, Any]:
    """Whose it is, as far as this room may be told; `mine` is a seat's own knowledge of itself."""
    return {
        "id": row.id,
        "number": row.number,
        "named": row.named,
        "seat": row.seat_id if row.named == "seat" else None,
        "party": row.party.key if row.party and row.named != "nobody" else None,
        "mine": row.seat_id == seat.id,
        "at": row.at,
    }
