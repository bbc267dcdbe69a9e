"""The pages of the floor (who asks for it, who has it, how long each side has had it) and of a room's meetings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodoffices.chairing.models import Meeting, Point
from goodoffices.chairing.partials import floor_of
from goodoffices.chairing.queries import floors_in, meeting_link, meetings_in, readers_in_room, times_in
from goodoffices.consultation.models import Room, room_of
from goodoffices.process.models import Seat
from goodoffices.process.moments import by_the_host_clock
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.scope import seen_by


@require_safe
def speakers(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """The speakers’ list of a room, every turn at its floor, and how long each side has spoken. Prints."""
    seat: Seat = request.seat
    here = _room(request, room)
    it = floor_of(seat, here)
    context = {
        "room": here,
        "it": it,
        "times": times_in(seat, room, it["now"].turns),
        "floors": floors_in(seat, room),
        "points": Point.objects.seen_by(seat).filter(book=room).select_related("seat", "party", "book"),
    }
    return render(request, "chairing/speakers.html", context)


@require_safe
def mine(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """What this seat may do about the floor, as parts for a room's page that is open."""
    here = _room(request, room)
    address = reverse("consultation:room", args=[process, room])
    context = {"room": here, "it": floor_of(request.seat, here), "page_of_forms": address}
    return render(request, "chairing/mine.html", context)


@require_safe
def meetings(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """The meetings of a room that are on record, the latest first, and where it meets by video."""
    seat: Seat = request.seat
    link = meeting_link(seen_by(seat), _room(request, room).id)
    context = {
        "room": _room(request, room),
        "link": link,
        "link_now": link.address if link else "",
        "readers": readers_in_room(seat, room),
        "meetings": [(meeting, _as_written(seat, meeting)) for meeting in reversed(meetings_in(seat, [room]))],
    }
    return render(request, "chairing/meetings.html", context)


def _as_written(seat: Seat, meeting: Meeting) -> dict[str, Any]:
    """A meeting as a form holds it: its times by the clock of the host city."""
    times = {name: by_the_host_clock(seat.process, getattr(meeting, name)) for name in ("began", "ended")}
    return {**meeting.held, **times}


def _room(request: SeatedRequest, id: str) -> Room:
    if room := room_of(request.seat, id):
        return room
    raise NotThere
