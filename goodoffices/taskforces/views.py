"""Task forces: all of them, each with its terms, its work plan in three pictures, and its reports."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodoffices.agenda.models import Issue
from goodoffices.followup.offering import offers_for
from goodoffices.process.audience import is_table
from goodoffices.process.days import host_day
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet
from goodoffices.record.acts import NotThere
from goodoffices.record.audience import PLENARY
from goodoffices.record.requests import SeatedRequest
from goodoffices.taskforces import papers, queries
from goodoffices.taskforces.dated import HINT
from goodoffices.taskforces.labels import ITEM_STATES
from goodoffices.taskforces.models import TabledReport
from goodoffices.taskforces.timeline import timeline


@require_safe
def task_forces(request: SeatedRequest, process: str) -> HttpResponse:
    seat: Seat = request.seat
    found = [(card, queries.days_left(card.terms, host_day(seat.process))) for card in queries.cards(seat)]
    return render(request, "taskforces/task_forces.html", {"cards": found})


@require_safe
def task_force(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    """Its terms, who adopted them, who sits in it, and what it delivered."""
    seat: Seat = request.seat
    card = queries.card_of(seat, task_force)
    members = [other for side in card.sides for other in side.members]
    chairs = [side.chair for side in card.sides]
    context = {
        **_known(seat, card),
        "adoptions": [(side.party, card.adopted.get(side.party.id)) for side in card.sides],
        "means": _means(card),
        "delegates": members,
        "ours": [other for other in members if other.party_id == seat.party_id and other not in chairs],
        "was": _drafted(card),
        "brought": [
            (side.party, card.terms.means.get(side.party.key, "") if card.terms else "") for side in card.sides
        ],
        "due_hint": HINT,
        "delivered": queries.delivered(seat, card.force),
    }
    return render(request, "taskforces/task_force.html", context)


@require_safe
def terms_file(request: SeatedRequest, process: str, task_force: str, form: str) -> HttpResponse:
    card = queries.card_of(request.seat, task_force)
    if card.terms is None:
        raise NotThere
    return download_sheet(f"terms-{card.force.key}", papers.terms_as(request.seat, card, card.terms, form), form)


@require_safe
def plan(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    return render(request, "taskforces/plan.html", _plan(request.seat, task_force))


@require_safe
def board(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    """The work plan in columns, one for each state."""
    context = _plan(request.seat, task_force)
    columns = [
        (name, [each for each in context["items"] if each.state == state]) for state, name in ITEM_STATES.items()
    ]
    return render(request, "taskforces/board.html", {**context, "columns": columns})


@require_safe
def along_its_days(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    seat: Seat = request.seat
    context = _plan(seat, task_force)
    picture = timeline(seat.process, context["terms"], context["items"], host_day(seat.process))
    return render(request, "taskforces/timeline.html", {**context, "timeline": picture})


@require_safe
def reports(request: SeatedRequest, process: str, task_force: str) -> HttpResponse:
    """The drafts in its own book, with dissents and signatures."""
    seat: Seat = request.seat
    card = queries.card_of(seat, task_force)
    book = queries.own_book(card)
    found = [
        {"report": report, "dissents": dissents, "signed": signed, "missing": _unsigned(card, signed)}
        for report, dissents, signed in queries.reports_in(seat, book)
    ]
    return render(request, "taskforces/reports.html", {**_known(seat, card), "found": found})


@require_safe
def report(request: SeatedRequest, process: str, task_force: str, tabled_report: str) -> HttpResponse:
    """What was delivered to the plenary, and what became of its recommendations."""
    seat: Seat = request.seat
    found = _delivered(seat, task_force, tabled_report)
    issues = [each for each in Issue.objects.seen_by(seat).select_related("book") if is_table(each.audience)]
    context = {
        "report": found,
        "recommendations": queries.recommendations_of(seat, [found]),
        "dissents": queries.dissents_in(seat, found),
        "issues": issues,
        **offers_for(seat, PLENARY),
    }
    return render(request, "taskforces/report.html", context)


@require_safe
def report_file(request: SeatedRequest, process: str, task_force: str, tabled_report: str, form: str) -> HttpResponse:
    found = _delivered(request.seat, task_force, tabled_report)
    return download_sheet(f"report-{found.number}", papers.report_as(request.seat, found, form), form)


def _delivered(seat: Seat, force: str, report: str) -> TabledReport:
    found = queries.tabled_report(seat, report)
    if found.force_id != force:
        raise NotThere
    return found


def _known(seat: Seat, card: queries.Card) -> dict[str, Any]:
    return {
        "card": card,
        "force": card.force,
        "terms": card.terms,
        "left": queries.days_left(card.terms, host_day(seat.process)),
    }


def _plan(seat: Seat, task_force: str) -> dict[str, Any]:
    card = queries.card_of(seat, task_force)
    book = queries.own_book(card)
    return {
        **_known(seat, card),
        "items": queries.items_in(seat, book),
        "members": [*[other for side in card.sides for other in side.members], *card.neutral],
        "today": host_day(seat.process).isoformat(),
    }


def _means(card: queries.Card) -> list[tuple[Any, str]]:
    """What each party brings, in the order of the parties."""
    given = card.terms.means if card.terms else {}
    return [(side.party, given[side.party.key]) for side in card.sides if side.party.key in given]


def _drafted(card: queries.Card) -> dict[str, Any]:
    """What the form of a further draft begins with: the terms as they were drafted."""
    terms = card.terms
    if terms is None:
        return {}
    return {
        **{name: getattr(terms, name) for name in ("purpose", "scope", "out_of_scope", "sunset", "partners")},
        "co_chairs": [side.chair.id for side in card.sides if side.chair],
        "deliverables": [_line(each) for each in terms.deliverables],
        "milestones": [_line(each) for each in terms.milestones],
    }


def _line(each: dict[str, str]) -> str:
    return f"{each['due']} {each['what']}".strip()


def _unsigned(card: queries.Card, signed: list[Any]) -> list[Any]:
    done = {each.party_id for each in signed if each.counts}
    return [side for side in card.sides if side.members and side.party.id not in done]
