"""Pages of what was heard."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.listening import pulse, queries, signals
from goodoffices.listening.labels import SIGNALS
from goodoffices.listening.models import Confirmer, Restatement
from goodoffices.listening.partials import actions_on
from goodoffices.process.models import Seat
from goodoffices.process.pages import found_or_404
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.things import thing_seen_by


@require_safe
def heard(request: SeatedRequest, process: str) -> HttpResponse:
    """What waits for this seat, what is open, and what each side has confirmed it understands. Prints."""
    seat: Seat = request.seat
    entrusted = Confirmer.objects.seen_by(seat).filter(ended__isnull=True).select_related("seat", "book")
    context = {
        "to_confirm": queries.to_confirm(seat),
        "to_restate": queries.to_restate(seat),
        "to_restate_anew": queries.to_restate_anew(seat),
        "open": queries.open_loops(seat),
        "sides": queries.understood(seat),
        "entrusted": entrusted,
        "confirms": seat.decides or seat.leads,
        "ours": Seat.objects.seen_by(seat).seated().filter(party=seat.party_id),
        **_trends(seat),
    }
    return render(request, "listening/heard.html", context)


@require_safe
def confirming(request: SeatedRequest, process: str, restatement: str) -> HttpResponse:
    """Where whoever said a thing confirms or corrects how it was said back, below it; empty for everybody else."""
    seat: Seat = request.seat
    found = found_or_404(Restatement.objects.seen_by(seat).select_related("loop"), id=restatement)
    subject = thing_seen_by(seat, found.loop.about_id)
    if subject is None:
        raise NotThere
    for each, checklist in [pair for part in actions_on(seat, subject) for pair in part.it["to_confirm"]]:
        if each.id == restatement:
            context = {"each": each, "checklist": checklist, "forms_stay": True, "page_of_forms": subject.page()}
            return render(request, "listening/confirming.html", context)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_safe
def felt(request: SeatedRequest, process: str) -> HttpResponse:
    """How heard one felt in the last session, if it is asked now; and what each side felt, session by session."""
    return _pulse(request)


# house: submits: the answer to a pulse is nobody else's, and stands in no book
@require_POST
def answer(request: SeatedRequest, process: str, session: str) -> HttpResponse:
    """One seat’s own answer. Not an act: it is nobody else’s business."""
    marks = [number_in(request.POST.get(item.name, "")) or 0 for item in pulse.ITEMS]
    try:
        pulse.keep(request.seat, session, marks)
    except Refused as refusal:
        return _pulse(request, str(refusal), marks)
    return HttpResponseRedirect(reverse("listening:pulse", args=[process]))


# house: submits: a signal to the mediator is nobody else's, and stands in no book
@require_POST
def signal(request: SeatedRequest, process: str) -> HttpResponse:
    """One seat’s own signal to the mediator. Not an act: it stands on no record."""
    try:
        signals.signal(request.seat, request.POST.get("word", ""))
    except Refused as refusal:
        return _signal_panel(request, str(refusal), status=422)
    if request.headers.get("hx-request"):
        return _signal_panel(request)
    return HttpResponseRedirect(reverse("briefing:today", args=[process]))


@require_safe
def given_signals(request: SeatedRequest, process: str) -> HttpResponse:
    """The signals as they stand now, for who leads the third party: the page asks again and again."""
    part = "listening/_signals.html" if request.headers.get("hx-request") else "listening/signals.html"
    return render(request, part, {"it": {"given": signals.given_to(request.seat)}})


def _signal_panel(request: SeatedRequest, problem: str = "", status: int = 200) -> HttpResponse:
    it = {"words": SIGNALS, "own": signals.own_signal(request.seat), "problem": problem}
    return render(request, "listening/_signal.html", {"it": it}, status=status)


def _pulse(request: SeatedRequest, problem: str = "", marks: list[int] | None = None) -> HttpResponse:
    seat: Seat = request.seat
    asked = pulse.open_pulse(seat) if pulse.answers(seat) else None
    own = pulse.own_marks(seat, asked) if asked else None
    chosen = marks or own or [0] * len(pulse.ITEMS)
    context = {
        "asked": asked,
        "answers": pulse.answers(seat),
        "answered": own is not None,
        "lines": list(zip(pulse.ITEMS, chosen, strict=True)),
        "marks": pulse.MARKS,
        "problem": problem,
        "own": pulse.own_scores(seat),
        "source": pulse.SOURCE,
        "address": pulse.ADDRESS,
        **_trends(seat),
    }
    return render(request, "listening/pulse.html", context, status=422 if problem else 200)


def _trends(seat: Seat) -> dict[str, Any]:
    found = pulse.trends(seat)
    told = list(zip(*[trend.felt for trend in found], strict=True))
    return {"trends": found, "chart": pulse.chart_of(found), "told_sessions": told}
