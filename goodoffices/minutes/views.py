"""Minutes: the list of all, each on its page and as a file, one paragraph with its history, and a draft to begin with."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.consultation.models import room_of, rooms_of
from goodoffices.minutes import export, queries
from goodoffices.minutes.drafting import draft_of
from goodoffices.minutes.labels import STYLES
from goodoffices.process.models import Seat, Session
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import PLENARY
from goodoffices.record.requests import SeatedRequest


@require_safe
def minutes(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    plenary = seat.shelf().of(PLENARY)
    to_draft = queries.sessions_without(seat, plenary.id) if plenary and seat.leads else []
    found = queries.minutes_seen_by(seat)
    context = {
        "open": [each for each in found if not each.locked],
        "locked": [each for each in found if each.locked],
        "to_draft": to_draft,
    }
    return render(request, "minutes/all.html", context)


@require_safe
def one(request: SeatedRequest, process: str, minutes: str) -> HttpResponse:
    seat: Seat = request.seat
    found = queries.minutes_with_id(seat, minutes)
    context = {
        "minutes": found,
        "paragraphs": queries.paragraphs_of(seat, found),
        "approvals": queries.approvals_of(seat, found),
    }
    return render(request, "minutes/minutes.html", context)


@require_safe
def paragraph(request: SeatedRequest, process: str, paragraph: str) -> HttpResponse:
    """One paragraph: what it says, what it said before, and what was proposed."""
    found = queries.paragraph_with_id(request.seat, paragraph)
    context = {"paragraph": found, "wordings": queries.wordings_of(request.seat, found)}
    return render(request, "minutes/paragraph.html", context)


@require_safe
def draft(request: SeatedRequest, process: str, session: str) -> HttpResponse:
    """A draft of the minutes of a session, made from the record of one room."""
    seat: Seat = request.seat
    if not seat.leads:
        raise NotThere
    found = visible_or_404(Session, seat, session)
    style = request.GET.get("kind", "")
    style = style if style in STYLES else "summary"
    room = room_of(seat, request.GET.get("room", "")) or next(iter(rooms_of(seat)))
    context = {
        "session": found,
        "room": room,
        "rooms": rooms_of(seat),
        "style": style,
        "styles": STYLES,
        "words": {"text": draft_of(seat, found, room.book, style), "style": style},
    }
    return render(request, "minutes/draft.html", context)


@require_safe
def file(request: SeatedRequest, process: str, minutes: str, form: str) -> HttpResponse:
    """The minutes as a file for Word, or as PDF."""
    seat: Seat = request.seat
    found = queries.minutes_with_id(seat, minutes)
    made = export.made(seat, found, form)
    answer = HttpResponse(made, content_type=export.TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="minutes-{found.number}-v{found.version}.{form}"'
    return answer
