"""Regular follow-ups: the framework, the line of checks, each check with its report, and the strategies reviewed there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.followup import check_files, checks_read
from goodoffices.followup.labels import LEVELS, WORKS
from goodoffices.followup.timeline import line_of_checks
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.record.requests import SeatedRequest


@require_safe
def checks(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    found = checks_read.checks_seen_by(seat)
    today = host_day(seat.process)
    marks = checks_read.marks_for(seat, found, today)
    context = {
        "frameworks": checks_read.frameworks_seen_by(seat),
        "checks": found,
        "marks": marks,
        "line": line_of_checks(marks, today),
    }
    return render(request, "followup/checks.html", context)


@require_safe
def check(request: SeatedRequest, process: str, check: str) -> HttpResponse:
    seat: Seat = request.seat
    found = checks_read.check_seen_by(seat, check)
    context: dict[str, Any] = {
        "check": found,
        "assessments": checks_read.assessments_of(seat, found),
        "reviews": checks_read.reviews_of(seat, found),
        "consents": checks_read.consents_of(seat, found),
        "drafting": checks_read.lines_to_draft(seat, found, host_day(seat.process)) if seat.leads else None,
        "levels": LEVELS,
        "works": WORKS,
    }
    return render(request, "followup/check.html", context)


@require_safe
def check_file(request: SeatedRequest, process: str, check: str, form: str) -> HttpResponse:
    """The report of a check, as PDF or for a spreadsheet."""
    seat: Seat = request.seat
    return check_files.report_as(seat, checks_read.check_seen_by(seat, check), form)


@require_safe
def strategies(request: SeatedRequest, process: str) -> HttpResponse:
    context = {"strategies": checks_read.strategies_seen_by(request.seat)}
    return render(request, "followup/strategies.html", context)
