"""The agenda sheet, and the page of an issue."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.agenda import queries
from goodoffices.agenda.models import Issue
from goodoffices.process.audience import is_table
from goodoffices.process.extensions import annotations_of
from goodoffices.process.models import Party, Seat
from goodoffices.process.pages import found_or_404
from goodoffices.record.requests import SeatedRequest


@require_safe
def sheet(request: SeatedRequest, process: str) -> HttpResponse:
    """The one sheet: issue, status, prospective solutions, where each side stands."""
    seat: Seat = request.seat
    rows = queries.sheet(seat)
    context = {
        "plenary": [row for row in rows if is_table(row["issue"].audience)],
        "narrower": [row for row in rows if not is_table(row["issue"].audience)],
        "parties": Party.objects.seen_by(seat).order_by("mark"),
    }
    return render(request, "agenda/sheet.html", context)


@require_safe
def issue(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    seat: Seat = request.seat
    found = found_or_404(Issue.objects.seen_by(seat).select_related("book"), id=issue)
    row = queries.sheet(seat, [found])[0]
    positions = [position for _party, theirs in row["sides"] for position in theirs]
    context: dict[str, Any] = {
        "row": row,
        "wordings": queries.wordings(seat, found),
        "movement": queries.movement(seat, found, row["solutions"]),
        "annotated": annotations_of(seat, [found, *row["solutions"], *positions]),
    }
    return render(request, "agenda/issue.html", context)
