"""The page on which the clauses of a text are checked: a list beside the text, which stops nobody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.record.requests import SeatedRequest
from goodoffices.text import queries
from goodoffices.text.clause_check import check_of, missing_in_words


@require_safe
def clauses(request: SeatedRequest, process: str, draft: str) -> HttpResponse:
    """What to look at, and sentence by sentence who does what by when."""
    found = queries.draft_with_id(request.seat, draft)
    checked = check_of(request.seat, found)
    duties = [(provision, each, missing_in_words(each, provision.words)) for provision, each in checked.elements]
    return render(request, "text/clauses.html", {"draft": found, "checked": checked, "duties": duties})
