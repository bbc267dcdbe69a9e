"""Pages of the floor: what is asked of the chair, and what the chair does."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.chairing import acts
from goodoffices.chairing.models import Hand, Point
from goodoffices.chairing.partials import floor_of
from goodoffices.chairing.queries import floors_in, times_in
from goodoffices.consultation.models import Room, room_of
from goodoffices.process.models import Seat
from goodoffices.process.pages import found_or_404, submit
from goodoffices.record.acts import Act, NotThere
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


@require_POST
def hands(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.AskFloor, room)


@require_POST
def lowering(request: SeatedRequest, process: str, hand: str) -> HttpResponse:
    room = found_or_404(Hand.objects.seen_by(request.seat), id=hand).book_id
    return submit(request, acts.WithdrawRequest, _to(request, room), request=hand)


@require_POST
def calling(request: SeatedRequest, process: str, hand: str) -> HttpResponse:
    room = found_or_404(Hand.objects.seen_by(request.seat), id=hand).book_id
    return submit(request, acts.GiveFloor, _to(request, room), request=hand)


@require_POST
def floor(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.GiveFloor, room)


@require_POST
def floor_end(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.YieldFloor, room)


@require_POST
def turns(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.TakeTurns, room)


@require_POST
def turns_end(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.EndTurns, room)


@require_POST
def points(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.RaisePointOfOrder, room)


@require_POST
def ruling(request: SeatedRequest, process: str, point: str) -> HttpResponse:
    room = found_or_404(Point.objects.seen_by(request.seat), id=point).book_id
    return submit(request, acts.RuleOnPoint, _to(request, room), point=point)


@require_POST
def adjournment(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.Adjourn, room)


@require_POST
def adjournment_end(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    return _in(request, acts.Resume, room)


def _in(request: SeatedRequest, act: type[Act], room: str) -> HttpResponse:
    return submit(request, act, _to(request, room), room=room)


def _to(request: SeatedRequest, room: str) -> str:
    return reverse("consultation:room", args=[request.seat.process_id, room])


def _room(request: SeatedRequest, id: str) -> Room:
    if room := room_of(request.seat, id):
        return room
    raise NotThere
