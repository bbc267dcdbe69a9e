"""Decisions: the list of all, each on its page, and the record of what was adopted."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.decisions import queries
from goodoffices.decisions.deciding import may_put
from goodoffices.decisions.export import decision_file
from goodoffices.decisions.labels import MEANINGS, METHODS
from goodoffices.decisions.sheet import one_sheet_of
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.source import source


@require_safe
def decisions(request: SeatedRequest, process: str) -> HttpResponse:
    found = queries.decisions_seen_by(request.seat)
    context = {
        "open": [each for each in found if each.open],
        "ended": [each for each in found if not each.open],
        "methods": methods_of(request.seat),
    }
    return render(request, "decisions/decisions.html", context)


@require_safe
def decision(request: SeatedRequest, process: str, decision: str) -> HttpResponse:
    seat: Seat = request.seat
    found = queries.decision_seen_by(seat, decision)
    context = {
        "decision": found,
        "meaning": MEANINGS[found.method],
        "asked": queries.asked_parties(seat, found),
        "receipt": queries.our_receipt(seat, found),
        "answer": queries.our_answer(seat, found),
        "time_is_up": bool(found.open and found.expires and source().now("decision/1") >= found.expires),
    }
    return render(request, "decisions/decision.html", context)


@require_safe
def record(request: SeatedRequest, process: str) -> HttpResponse:
    """What was adopted, to be printed."""
    return render(request, "decisions/record.html", {"books": queries.adopted_by_book(request.seat)})


@require_safe
def signed(request: SeatedRequest, process: str, decision: str) -> JsonResponse:
    """The decision as a file that anyone can verify without this server."""
    found = queries.decision_seen_by(request.seat, decision)
    answer = JsonResponse(decision_file(request.seat, found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="decision-{found.number}.json"'
    return answer


@require_safe
def one_sheet(request: SeatedRequest, process: str, decision: str) -> HttpResponse:
    """The decision on one sheet, as PDF."""
    found = queries.decision_seen_by(request.seat, decision)
    return download_sheet(f"decision-{found.number}", one_sheet_of(request.seat, found), "pdf")


def methods_of(seat: Seat) -> dict[str, str]:
    """What this seat may choose from: heads put by consent alone, if at all."""
    return {name: str(words) for name, words in METHODS.items() if may_put(seat, name)}
