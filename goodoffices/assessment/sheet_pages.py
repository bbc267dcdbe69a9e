"""Sheets: all of them, one with its matrix, over the rounds, and one implication with its judges side by side."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodoffices.record.acts import NotThere
from goodoffices.record.requests import SeatedRequest


@require_safe
def sheets(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def new(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def sheet(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def rounds(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere


@require_safe
def implication(request: SeatedRequest, process: str, **named: str) -> HttpResponse:
    raise NotThere
