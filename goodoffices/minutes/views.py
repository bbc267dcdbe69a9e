"""Minutes: the list of all, each on its page and as a file, one paragraph with its history, and a draft to begin with."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.consultation.models import rooms_of
from goodoffices.minutes import export, queries
from goodoffices.minutes.drafting import draft_of
from goodoffices.minutes.labels import STYLES
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet
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
def draft(request: SeatedRequest, process: str) -> HttpResponse:
    """A draft of the minutes of a session, made from the record of one room, for those who draft."""
    seat: Seat = request.seat
    sessions, rooms = queries.sessions_of(seat), rooms_of(seat)
    session = _chosen(sessions, request.GET.get("session", ""))
    room = _chosen(rooms, request.GET.get("room", ""))
    style = request.GET.get("kind", "")
    style = style if style in STYLES else "summary"
    text = draft_of(seat, session, room.book, style) if seat.leads and session and room else ""
    context = {
        "session": session,
        "sessions": sessions,
        "room": room,
        "rooms": rooms,
        "style": style,
        "styles": STYLES,
        "words": {"text": text},
    }
    return render(request, "minutes/draft.html", context)


def _chosen(rows: list[Any], id: str) -> Any:
    """The one with this id, else the first; None if there are none."""
    return next((row for row in rows if row.id == id), rows[0] if rows else None)


@require_safe
def file(request: SeatedRequest, process: str, minutes: str, form: str) -> HttpResponse:
    """The minutes as a file for Word, or as PDF."""
    seat: Seat = request.seat
    found = queries.minutes_with_id(seat, minutes)
    name = f"minutes-{found.number}-v{found.version}"
    return download_sheet(name, export.made(seat, found, form), form)
