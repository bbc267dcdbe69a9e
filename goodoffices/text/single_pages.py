"""Pages of a single negotiating text: what each side finds missing in it, and what changed since the draft before."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest
from goodoffices.text import queries, single
from goodoffices.text.models import Draft, OneText


@require_safe
def criticism(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """By provision, what this reader's side says of it; the third party reads both sides, apart."""
    seat: Seat = request.seat
    found, one = _single(seat, draft)
    if one is None:
        return render(request, "text/not_single.html", {"draft": found})
    said = single.criticism_on(seat, found.id)
    shown = [
        {"shown": each, "sides": single.sides_apart(said.get(each.provision.id, []))}
        for each in queries.shown_whole(seat, found)
    ]
    context = {
        "draft": found,
        "one": one,
        "criticised": [each for each in shown if each["sides"]],
        "untouched": sum(not each["sides"] for each in shown),
    }
    return render(request, "text/criticism.html", context)


@require_safe
def since(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """What changed since the draft before, as a redline."""
    found, one = _single(request.seat, draft)
    if one is None:
        return render(request, "text/not_single.html", {"draft": found})
    context = {"draft": found, "one": one, "redline": single.what_changed(request.seat, one)}
    return render(request, "text/since.html", context)


def _single(seat: Seat, draft: str) -> tuple[Draft, OneText | None]:
    found = queries.draft_with_id(seat, draft)
    one = single.single_of(seat, found.id)
    return found, one
