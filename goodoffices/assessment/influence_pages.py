"""Diagrams of influences: drawn, judged by section, adopted."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


@require_safe
def diagrams(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def new(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def influences(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def joint(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def section(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere
