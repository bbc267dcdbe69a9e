"""Commitments: the implementation matrix with its files, the story of each, the next days, measures, and the public’s copy."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.followup import files, queries
from goodoffices.followup.labels import STATES
from goodoffices.followup.models import Check, PublicCommitment
from goodoffices.followup.offering import offers_for
from goodoffices.followup.sides import names_of_sides
from goodoffices.followup.terms import lacking
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.record.audience import PLENARY
from goodoffices.record.requests import SeatedRequest

AHEAD = timedelta(days=14)


@require_safe
def matrix(request: SeatedRequest, process: str) -> HttpResponse:
    """Who owes what by when, what is reported, what is found."""
    seat: Seat = request.seat
    asked = {name: request.GET.get(name, "") for name in ("who", "state", "sort")}
    today = host_day(seat.process)
    every = queries.matrix(seat, {}, today)
    context = {
        "lines": queries.matrix(seat, asked, today) if any(asked.values()) else every,
        "counts": queries.counts_by_state(every),
        "asked": asked,
        "sides": names_of_sides(seat),
        "states": {state: STATES[state] for state in STATES if any(line.state == state for line in every)},
        "any": bool(every),
        "query": request.GET.urlencode(),
        **offers_for(seat, PLENARY),
    }
    return render(request, "followup/matrix.html", context)


@require_safe
def matrix_file(request: SeatedRequest, process: str, form: str) -> HttpResponse:
    """The matrix as a file, as this reader sees it."""
    asked = {name: request.GET.get(name, "") for name in ("who", "state", "sort")}
    return files.matrix_as(request.seat, queries.matrix(request.seat, asked, host_day(request.seat.process)), form)


@require_safe
def commitment(request: SeatedRequest, process: str, commitment: str) -> HttpResponse:
    """One commitment, from what it comes from to the last finding."""
    seat: Seat = request.seat
    line = queries.line_of(seat, commitment, host_day(seat.process))
    terms, attached = queries.terms_of_story(seat, line.row), files.attached_to(seat, line.row)
    context: dict[str, Any] = {
        "line": line,
        "commitment": line.row,
        "terms": terms,
        "lacking": lacking(seat, line.row) if line.row.stands else [],
        "newest": terms[-1],
        "story": queries.story(seat, terms),
        "obligors": queries.obligors(seat, line.row),
        "reports": queries.reports_by_side(seat, line.row),
        "findings": queries.findings_by_side(seat, line.row),
        "publicity": queries.publicity_of(seat, line.row) if line.row.for_the_public else [],
        "attached": attached,
        "evidence": [(each.id, each.title) for each in attached],
        **offers_for(seat, line.row.audience),
    }
    return render(request, "followup/commitment.html", context)


@require_safe
def next_days(request: SeatedRequest, process: str) -> HttpResponse:
    """What is overdue, and what falls due in the next fourteen days."""
    seat: Seat = request.seat
    today = host_day(seat.process)
    until = (today + AHEAD).isoformat()
    rows = [row for row in queries.commitments_seen_by(seat) if row.due_on and row.due_on <= until and row.stands]
    lines = [
        line for line in queries.lines_for(seat, rows, today) if line.state in ("overdue", "at_risk", "not_yet_due")
    ]
    checks = Check.objects.seen_by(seat).filter(day__gte=today.isoformat(), day__lte=until).exclude(state="replaced")
    context = {
        "overdue": [line for line in lines if line.state == "overdue"],
        "ahead": sorted([line for line in lines if line.state != "overdue"], key=lambda line: line.row.due_on),
        "checks": list(checks.select_related("book", "framework").order_by("day")),
        "until": until,
    }
    return render(request, "followup/next.html", context)


@require_safe
def measures(request: SeatedRequest, process: str) -> HttpResponse:
    """Measure, objective, next step: what is done towards each objective, and where it stands."""
    seat: Seat = request.seat
    lines = sorted(queries.matrix(seat, {}, host_day(seat.process)), key=lambda line: line.row.objective.casefold())
    by_objective = [(words, list(theirs)) for words, theirs in groupby(lines, key=lambda line: line.row.objective)]
    return render(request, "followup/measures.html", {"objectives": by_objective})


@require_safe
def public(request: SeatedRequest, process: str) -> HttpResponse:
    """What the public reads."""
    rows = PublicCommitment.objects.seen_by(request.seat).select_related("book").order_by("number")
    return render(request, "followup/public.html", {"commitments": rows})
