"""Sheets and matrices as files, as their reader sees them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.assessment.matrix_files import MINE, matrix_as
from goodoffices.assessment.models import Influences, Sheet
from goodoffices.assessment.sheet_files import sheet_as
from goodoffices.assessment.uploads import Unread
from goodoffices.process.finding import found_once
from goodoffices.record.requests import SeatedRequest

SHEET_FORMS = ("xlsx", "csv", "pdf")
MATRIX_FORMS = ("xlsx", "csv", "scw")


@require_safe
def sheet(request: SeatedRequest, process: str, sheet: str, form: str) -> HttpResponse:
    """`?room=own` without what stands in rooms narrower than the sheet's own."""
    found = found_once(Sheet, request.seat, sheet)
    return sheet_as(request.seat, found, form, own_room=request.GET.get("room") == "own")


@require_safe
def matrix(request: SeatedRequest, process: str, influences: str, form: str) -> HttpResponse:
    """`?whose=` “mine”, “joint”, or the id of another judge's seat, where judges are named."""
    found = found_once(Influences, request.seat, influences)
    try:
        return matrix_as(request.seat, found, request.GET.get("whose", MINE), form)
    except Unread as problem:
        known = {"sentence": problem.sentence, "found": problem.found, "back": found.page(), "of": found}
        return render(request, "assessment/check_refused.html", known, status=422)
