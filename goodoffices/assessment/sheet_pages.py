"""Sheets: all of them, one with its matrix, over the rounds, and one implication with its judges side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goodoffices.assessment import sheet_queries as queries
from goodoffices.assessment.choosing import implications_to_choose, precedents_for, things_to_choose
from goodoffices.assessment.courses import courses
from goodoffices.assessment.labels import CONFIDENCE, EFFECTS, HORIZONS
from goodoffices.assessment.models import Implication, Sheet
from goodoffices.assessment.partials import on_things
from goodoffices.assessment.renaming import of_sheet
from goodoffices.assessment.rewordings import history
from goodoffices.assessment.spreads import strips
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.at_hand import at_hand, visible_or_404
from goodoffices.record.requests import SeatedRequest
from goodoffices.record.things import thing_seen_by

EMPTY_ROWS: list[dict[str, str]] = [{}, {}, {}, {}]


@require_safe
def sheets(request: SeatedRequest, process: str) -> HttpResponse:
    """All sheets. With `?about=` a thing, also what its reader may link to it, or note of it."""
    seat: Seat = request.seat
    about = request.GET.get("about", "")
    context: dict[str, Any] = {"cards": queries.cards(seat), "offer": offer(seat, about) if about else None}
    return render(request, "assessment/sheets.html", context)


def offer(seat: Seat, about: str) -> dict[str, Any]:
    """The forms about one thing, for a page of their own, with what is said of it here so far."""
    subject = thing_seen_by(seat, about)
    if subject is None:
        raise NotThere
    beside = on_things(seat, subject.sort, [subject.id])
    return {
        "subject": subject,
        "beside": list(beside.values()),
        "then": f"{reverse('assessment:sheets', args=[seat.process_id])}?about={subject.id}",
        "under": "",
        "implications": implications_to_choose(seat),
        "precedents": precedents_for(seat, subject),
    }


@require_safe
def new(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    context = {
        "rows": [*EMPTY_ROWS, {"kind": "no_agreement"}],
        "columns": [
            {"scope": "regional", "name": _("The region")},
            {"scope": "global"},
            {"scope": "affected", "name": _("Communities who are affected and not at the table")},
        ],
        "judges": queries.possible_judges(seat),
    }
    return render(request, "assessment/new.html", context)


@require_safe
def sheet(request: SeatedRequest, process: str, sheet: str) -> HttpResponse:
    """The matrix: what each row means for each column, and how far the judges agree."""
    seat: Seat = request.seat
    found: Sheet = visible_or_404(Sheet, seat, sheet)  # read afresh: forms and other offices hang things on it
    grid = queries.grid(seat, sheet)
    context = {
        "sheet": found,
        "grid": grid,
        "names": of_sheet(grid),
        "own": queries.judged_by_me(seat, sheet),
        "asked": queries.judges_asked(seat, found),
        "next": queries.next_to_judge(seat, found, ""),
        "reworded": history(seat, found),
    }
    return render(request, "assessment/sheet.html", context)


@require_safe
def rounds(request: SeatedRequest, process: str, sheet: str) -> HttpResponse:
    """How each judge’s word changed from round to round."""
    seat: Seat = request.seat
    found: Sheet = visible_or_404(Sheet, seat, sheet)
    return render(request, "assessment/rounds.html", {"sheet": found, "courses": courses(seat, sheet)})


@require_safe
def implication(request: SeatedRequest, process: str, implication: str) -> HttpResponse:
    """One implication: what it says, its judges side by side, what it follows from."""
    seat: Seat = request.seat
    judged = queries.judged(seat, implication)
    things = things_to_choose(seat)
    context = {
        "implication": visible_or_404(Implication, seat, implication, *Implication.related),  # afresh, as above
        "sheet": judged.sheet,
        "now": judged.now,
        "earlier": judged.earlier,
        "reworded": judged.reworded,
        "cell": queries.Cell(judged.implication, judged.now),
        "strips": strips(judged.now, judged.implication.book_id),
        "mine": [row for row in judged.now if row.seat_id == seat.id],
        "links": queries.links_of(seat, implication),
        "views": queries.views_about(seat, implication),
        "things": things,
        "effects": EFFECTS,
        "horizons": HORIZONS,
        "confidence": CONFIDENCE,
        "next": queries.next_to_judge(seat, judged.sheet, implication),
    }
    with at_hand(*([things.first] if things.first else [])):  # the form that chooses among them is tried with it
        return render(request, "assessment/implication.html", context)
