"""The pages of rooms."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from goodoffices.consultation.models import Room, Statement, room_of
from goodoffices.consultation.partials import said_to, shown_to, who_is_here
from goodoffices.consultation.queries import (
    PAGE,
    issues_to_name,
    mark_read,
    places_of,
    read_marks,
    statements_seen_by,
    who_reads,
    why_silent,
    with_related,
)
from goodoffices.process.extensions import annotations_on
from goodoffices.process.models import Seat, Session
from goodoffices.process.pages import found_or_404
from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.scope import seen_by


@require_safe
def room(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    seat: Seat = request.seat
    here = _room(request, room)
    before = number_in(request.GET.get("before", ""))
    said = said_to(seat, here, before)
    mark = read_marks(seat).get(here.id)
    first_unread = next((s.number for s in said if mark and s.number > mark and s.whose != seat.id), None)
    answered = request.GET.get("answers", "")
    context = {
        "room": here,
        # Joined here: a template loop over a hundred statements takes longer than the rest of the page.
        "read": mark_safe("".join([s.html for s in said if not first_unread or s.number < first_unread])),
        "unread": mark_safe("".join([s.html for s in said if first_unread and s.number >= first_unread])),
        "earlier": said[0].number if len(said) == PAGE else None,
        "whole": before is None,
        "readers": who_reads(seat, here),
        "who_is_here": who_is_here(seat, here),
        "speech_act": "answer" if answered else "statement",
        "issues": issues_to_name(seat, here.id),
        "answered": Statement.objects.seen_by(seat).filter(id=answered, book=here.book).select_related("book").first()
        if answered
        else None,
        "silence": why_silent(seat),
        "takes": seat.process.takes(here.book.audience),
    }
    return render(request, "consultation/room.html", context)


# house: submits: how far a seat has read is not recorded
@require_POST
def reading(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """The reader has read this far."""
    here = _room(request, room)
    number = number_in(request.POST.get("number", ""))
    if number is not None:
        mark_read(request.seat, here, number)
    return HttpResponse(status=204)


@require_safe
def minutes(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """What was said in a room, whole or during one session, set for paper."""
    seat: Seat = request.seat
    here = _room(request, room)
    rows = Statement.objects.seen_by(seat).filter(book=here.book)
    session = Session.objects.seen_by(seat).filter(id=request.GET.get("session", "")).first()
    if session and session.book_id == here.id:  # within one book, numbers give the order
        rows = rows.filter(number__gt=session.number)
        rows = rows.filter(number__lt=session.changed) if session.closed_at else rows
    elif session:
        rows = rows.filter(at__gte=session.opened_at)
        rows = rows.filter(at__lte=session.closed_at) if session.closed_at else rows
    shown = shown_to(seat, places_of(rows.order_by("number")))
    annotated = annotations_on(seat, "statement", [id for id, _number, _html in shown])
    context = {"room": here, "session": session, "statements": shown, "annotated": annotated}
    return render(request, "consultation/minutes.html", context)


@require_safe
def statement(request: SeatedRequest, process: str, statement: str) -> HttpResponse:
    """One statement with what became of it, and what its speaker may do about it."""
    seat: Seat = request.seat
    rows = statements_seen_by(seat)
    found = with_related([found_or_404(rows, id=statement)], seen_by(seat))[0]
    answers = with_related(list(rows.filter(answers=found).order_by("number")), seen_by(seat))
    return render(request, "consultation/statement.html", {"statement": found, "answers": answers})


def _room(request: SeatedRequest, id: str) -> Room:
    if room := room_of(request.seat, id):
        return room
    raise NotThere
