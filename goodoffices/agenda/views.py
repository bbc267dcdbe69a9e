"""The agenda sheet, and the page of an issue."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodoffices.agenda import acts, queries
from goodoffices.agenda.labels import STATUSES
from goodoffices.agenda.models import Issue, Position, Solution
from goodoffices.process.models import Party, Seat
from goodoffices.process.pages import found_or_404, submit
from goodoffices.record.acts import books_read_by
from goodoffices.record.models import Book
from goodoffices.record.requests import SeatedRequest


def sheet(request: SeatedRequest, process: str) -> HttpResponse:
    """The one sheet: issue, status, prospective solutions, where each side stands."""
    seat: Seat = request.seat
    if request.method == "POST":
        return submit(request, acts.RaiseIssue, reverse("agenda:sheet", args=[process]))
    rows = queries.sheet(seat)
    context = {
        "plenary": [row for row in rows if row["issue"].book.kind == "plenary"],
        "narrower": [row for row in rows if row["issue"].book.kind != "plenary"],
        "parties": Party.objects.seen_by(seat).order_by("mark"),
        "statuses": STATUSES,
        "books": _books(seat),
    }
    return render(request, "agenda/sheet.html", context)


@require_safe
def issue(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    seat: Seat = request.seat
    found = found_or_404(Issue.objects.seen_by(seat).select_related("book"), id=issue)
    context: dict[str, Any] = {
        "row": queries.sheet(seat, [found])[0],
        "statuses": STATUSES,
        "books": [book for book in _books(seat) if seat.may_cite(found.audience, within=book.audience)],
        "referred": queries.referred_to(seat, found),
        "wordings": queries.wordings(seat, found),
        "may_amend": acts.AmendIssue(issue=found.id).allowed(seat),
        "may_set_status": acts.SetStatus(issue=found.id, status="open").allowed(seat),
        "head": request.heads[found.book_id],
    }
    return render(request, "agenda/issue.html", context)


@require_POST
def status(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    return submit(request, acts.SetStatus, _to(process, issue), issue=issue)


@require_POST
def wording(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    found = found_or_404(Issue.objects.seen_by(request.seat), id=issue)
    now = {"title": found.title, "summary": found.summary}
    return submit(request, acts.AmendIssue, _to(process, issue), now, issue=issue)


@require_POST
def solutions(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    return submit(request, acts.TableSolution, _to(process, issue), issue=issue)


@require_POST
def positions(request: SeatedRequest, process: str, issue: str) -> HttpResponse:
    return submit(request, acts.StatePosition, _to(process, issue), issue=issue)


@require_POST
def tabling(request: SeatedRequest, process: str, position: str) -> HttpResponse:
    found = found_or_404(Position.objects.seen_by(request.seat), id=position)
    return submit(request, acts.TablePosition, _to(process, found.issue_id), position=position)


@require_POST
def support(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.SupportSolution, process, solution)


@require_POST
def reservation(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.ReserveSolution, process, solution)


@require_POST
def acceptance(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.AcceptSolution, process, solution)


@require_POST
def withdrawal(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.WithdrawSolution, process, solution)


@require_POST
def confirmation(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.ConfirmSolution, process, solution)


@require_POST
def declining(request: SeatedRequest, process: str, solution: str) -> HttpResponse:
    return _on(request, acts.DeclineSolution, process, solution)


def _on(request: SeatedRequest, act: Any, process: str, solution: str) -> HttpResponse:
    found = found_or_404(Solution.objects.seen_by(request.seat), id=solution)
    return submit(request, act, _to(process, found.issue_id), solution=solution)


def _to(process: str, issue: str) -> str:
    return reverse("agenda:issue", args=[process, issue])


def _books(seat: Seat) -> list[Book]:
    """The books in which this seat may put something, the plenary first."""
    return [book for book in books_read_by(seat) if book.kind != "public"] if seat.speaks else []
