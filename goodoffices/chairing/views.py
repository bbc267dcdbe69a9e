"""The page of the floor: who asks for it, who has it, how long each side has had it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.chairing.models import Point
from goodoffices.chairing.partials import floor_of
from goodoffices.chairing.queries import floors_in, times_in
from goodoffices.consultation.models import Room, room_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


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


def _room(request: SeatedRequest, id: str) -> Room:
    if room := room_of(request.seat, id):
        return room
    raise NotThere
