"""Precedents with where they were invoked, and what came from outside."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.assessment import precedent_queries as queries
from goodoffices.assessment.choosing import (
    Choice,
    all_implications_to_choose,
    settled_to_choose,
    things_to_choose,
)
from goodoffices.assessment.models import Precedent
from goodoffices.process.models import Seat
from goodoffices.record.at_hand import at_hand, visible_or_404
from goodoffices.record.requests import SeatedRequest


@require_safe
def precedents(request: SeatedRequest, process: str) -> HttpResponse:
    """All precedents; whoever takes part may note one there, of what was settled."""
    seat: Seat = request.seat
    settled = settled_to_choose(seat) if seat.speaks else Choice([])
    context = {"told": queries.all_told(seat), "settled": settled}
    with at_hand(*([settled.first] if settled.first else [])):  # the form that chooses among them is tried with it
        return render(request, "assessment/precedents.html", context)


@require_safe
def precedent(request: SeatedRequest, process: str, precedent: str) -> HttpResponse:
    """One precedent: what sets it, and for what it was invoked or set apart."""
    seat: Seat = request.seat
    told = queries.told(seat, precedent)
    things = things_to_choose(seat).without(told.precedent.about_id)
    # Read afresh: forms and other offices hang things on it, and what is cached is everybody's.
    found: Precedent = visible_or_404(Precedent, seat, precedent, *Precedent.related)
    context = {"told": told, "precedent": found, "things": things}
    with at_hand(*([things.first] if things.first else [])):  # the form that chooses among them is tried with it
        return render(request, "assessment/precedent.html", context)


@require_safe
def views(request: SeatedRequest, process: str) -> HttpResponse:
    """What stakeholders said, and what it is about."""
    seat: Seat = request.seat
    about = [*all_implications_to_choose(seat).options, *things_to_choose(seat).options] if seat.third else []
    with at_hand(*queries.views_to_change(seat)):  # each has forms, which ask for it
        return render(request, "assessment/views.html", {"views": queries.all_views(seat), "about": about})
