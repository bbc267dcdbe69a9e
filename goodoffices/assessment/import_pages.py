"""A sheet, judgements or a matrix come in as a file: read, shown to be checked, and put on record by an act."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


@require_safe
def check_sheet(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def check_judgements(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def check_influences(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def check_matrix(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere
