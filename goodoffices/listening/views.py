"""Pages of what was heard."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.listening import acts, pulse, queries
from goodoffices.listening.models import Confirmer, Restatement
from goodoffices.process.models import Seat
from goodoffices.process.pages import found_or_404, submit
from goodoffices.record.acts import Act, NotThere, Refused
from goodoffices.record.requests import SeatedRequest, number_in
from goodoffices.record.things import thing_seen_by


@require_safe
def heard(request: SeatedRequest, process: str) -> HttpResponse:
    """What waits for this seat, what is open, and what each side has confirmed it understands. Prints."""
    seat: Seat = request.seat
    entrusted = Confirmer.objects.seen_by(seat).filter(ended__isnull=True).select_related("seat", "book")
    ours = Seat.objects.seen_by(seat).seated().filter(party=seat.party_id) if seat.decides else []
    context = {
        "to_confirm": queries.to_confirm(seat),
        "to_restate": queries.to_restate(seat),
        "open": queries.open_loops(seat),
        "sides": queries.understood(seat),
        "entrusted": entrusted,
        "ours": [other for other in ours if other.id not in {row.seat_id for row in entrusted}],
        **_trends(seat),
    }
    return render(request, "listening/heard.html", context)


@require_safe
def felt(request: SeatedRequest, process: str) -> HttpResponse:
    """How heard one felt in the last session, if it is asked now; and what each side felt, session by session."""
    return _pulse(request)


@require_POST
def answer(request: SeatedRequest, process: str, session: str) -> HttpResponse:
    """One seat’s own answer. Not an act: it is nobody else’s business."""
    marks = [number_in(request.POST.get(item.name, "")) or 0 for item in pulse.ITEMS]
    try:
        pulse.keep(request.seat, session, marks)
    except Refused as refusal:
        return _pulse(request, str(refusal), marks)
    return HttpResponseRedirect(reverse("listening:pulse", args=[process]))


@require_POST
def askings(request: SeatedRequest, process: str, about: str) -> HttpResponse:
    return _on(request, acts.AskRestatement, about)


@require_POST
def restatements(request: SeatedRequest, process: str, about: str) -> HttpResponse:
    return _on(request, acts.Restate, about)


@require_POST
def waiver(request: SeatedRequest, process: str, about: str) -> HttpResponse:
    return _on(request, acts.Waive, about)


@require_POST
def correction(request: SeatedRequest, process: str, restatement: str) -> HttpResponse:
    return submit(request, acts.Correct, _to_restated(request, restatement), restatement=restatement)


@require_POST
def confirmation(request: SeatedRequest, process: str, restatement: str) -> HttpResponse:
    return submit(request, acts.Confirm, _to_restated(request, restatement), restatement=restatement)


@require_POST
def guidance(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.Guide, _to_guided(request))


@require_POST
def freedom(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.EndGuidance, _to_guided(request))


@require_POST
def confirmers(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.EntrustConfirming, reverse("listening:heard", args=[process]))


@require_POST
def confirmers_end(request: SeatedRequest, process: str) -> HttpResponse:
    return submit(request, acts.EndConfirming, reverse("listening:heard", args=[process]))


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


def _on(request: SeatedRequest, act: type[Act], about: str) -> HttpResponse:
    return submit(request, act, _page_of(request, about), about=about)


def _to_restated(request: SeatedRequest, id: str) -> str:
    loop = found_or_404(Restatement.objects.seen_by(request.seat).select_related("loop"), id=id).loop
    return _page_of(request, loop.about_id)


def _page_of(request: SeatedRequest, about: str) -> str:
    if subject := thing_seen_by(request.seat, about):
        return subject.page()
    raise NotThere


def _to_guided(request: SeatedRequest) -> str:
    place = request.seat.process_id
    if room := request.POST.get("room", ""):
        return reverse("consultation:room", args=[place, room])
    if statement := request.POST.get("statement", ""):
        return reverse("consultation:statement", args=[place, statement])
    raise NotThere
