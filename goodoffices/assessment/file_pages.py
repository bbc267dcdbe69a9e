"""Sheets and matrices as files, as their reader sees them."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest

SHEET_FORMS = ("xlsx", "csv", "pdf")
MATRIX_FORMS = ("xlsx", "csv", "scw")


@require_safe
def sheet(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def matrix(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere
