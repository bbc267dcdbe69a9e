"""Precedents with where they were invoked, and what came from outside."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


@require_safe
def precedents(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def precedent(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def views(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere
