"""The pages of rooms."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.consultation.models import Room, Statement, room_of
from goodoffices.consultation.paging import page_of
from goodoffices.consultation.partials import shown_to, who_is_here
from goodoffices.consultation.procedure import lines_in
from goodoffices.consultation.queries import (
    PAGE,
    issues_to_name,
    mark_read,
    places_of,
    statements_seen_by,
    who_reads,
    why_silent,
    with_related,
)
from goodoffices.process.extensions import annotations_on, deed_at, deeds_offered
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
    answered = request.GET.get("answers", "")
    deeds = deeds_offered(seat, here)
    answers = Statement.objects.seen_by(seat).filter(id=answered, book=here.book).select_related("book")
    context = {
        "room": here,
        **page_of(seat, here, before),
        "whole": before is None,
        "readers": who_reads(seat, here),
        "who_is_here": who_is_here(seat, here),
        "speech_act": "answer" if answered else "statement",
        "issues": issues_to_name(seat, here.id),
        "answered": answers.first() if answered else None,
        "silence": why_silent(seat),
        "takes": seat.process.takes(here.book.audience),
        "deeds": deeds,
        "offered": tuple([each.name for each in deeds]),
    }
    return render(request, "consultation/room.html", context)


@require_safe
def lines(request: SeatedRequest, process: str, room: str) -> HttpResponse:
    """What was done in a room after a number, besides what was said: for a page that is open."""
    here = _room(request, room)
    after = number_in(request.GET.get("after", "")) or 0
    first = max(after + 1, here.book.head - PAGE + 1)
    rows = Statement.objects.seen_by(request.seat).filter(book=here.book, number__gte=first)
    said = set(rows.values_list("number", flat=True))
    return HttpResponse("".join(line.html for line in lines_in(request.seat, here.id, first, here.book.head, said)))


@require_safe
def deed(request: SeatedRequest, process: str, statement: str, deed: str) -> HttpResponse:
    """The forms of one thing that may be done at a statement, for the place below it."""
    seat: Seat = request.seat
    found = with_related([found_or_404(statements_seen_by(seat), id=statement)], seen_by(seat))[0]
    context = {
        "statement": found,
        "parts": deed_at(seat, deed, found),
        "forms_stay": True,
        "page_of_forms": reverse("consultation:room", args=[process, found.book_id]),
    }
    return render(request, "consultation/deed.html", context)


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
