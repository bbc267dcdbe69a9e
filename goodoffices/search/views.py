"""The page of search: a form that needs no script, and what was found."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.agenda.models import Issue
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat, parties_by_name
from goodoffices.record.acts import books_read_by
from goodoffices.record.requests import SeatedRequest
from goodoffices.search import finding
from goodoffices.search.labels import SORTS
from goodoffices.search.question import NARROWING, Question

LIMIT = 20


@require_safe
def search(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    question = Question.of({name: request.GET.get(name) for name in ("q", "room", *NARROWING)})
    limit = finding.MOST if request.GET.get("all") else LIMIT
    answer = finding.search(seat, question, limit)
    context = {
        "question": question,
        "answer": answer,
        "further": _further(request) if answer.more and limit == LIMIT else "",
        "books": books_read_by(seat),
        "sorts": SORTS,
        "issues": Issue.objects.seen_by(seat).select_related("book"),
        "parties": parties_by_name(seat),
        "languages": LANGUAGES,
    }
    return render(request, "search/search.html", context)


def _further(request: SeatedRequest) -> str:
    """The same question, for as much as one page shows."""
    asked = request.GET.copy()
    asked["all"] = "1"
    return asked.urlencode()
