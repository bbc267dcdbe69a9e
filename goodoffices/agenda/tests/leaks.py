"""Leaks of issues, solutions and positions, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from goodoffices.agenda import acts as agenda_acts
from goodoffices.agenda import api as agenda_api
from goodoffices.agenda import queries as agenda_reading
from goodoffices.agenda import views as agenda_views
from goodoffices.agenda.models import Issue
from goodoffices.consultation import views as consultation_views
from goodoffices.process import middleware, pages
from goodoffices.record import api as record_api
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from tests.noninterference.leaks import late, seed, unscoped


@seed("idris", "^/api/.*/agenda/issues/.*odd issue")
def a_table_read_without_a_reader() -> Iterator[None]:
    """The plainest: a query that forgot `seen_by`."""
    with unscoped(Issue):
        yield


@seed("idris", "^/api/.*/agenda$")
def a_relation_followed_backwards() -> Iterator[None]:
    """The agenda in the API counts, under each issue, the solutions in every book."""
    honest = agenda_api.told

    def told(issue: Any, seat: Any) -> Any:
        from goodoffices.agenda.models import Solution

        whole = honest(issue, seat)
        return {**whole, "summary": f"{whole['summary']} ({Solution._base_manager.filter(issue=issue).count()})"}

    with patch.object(agenda_api, "told", told):
        yield


@seed("idris", "^/processes/.*/agenda/$", also=None)
def an_order_by_what_is_hidden() -> Iterator[None]:
    """The issue that was talked about last comes first, wherever it was talked about."""
    honest = agenda_reading.sheet

    def sheet(seat: Any, issues: Any = None) -> Any:
        from goodoffices.consultation.models import Mention

        entries = {(e.book_id, e.number): e.position for e in Entry.objects.all()}
        latest = {m.about_id: entries[m.book_id, m.number] for m in Mention._base_manager.all()}
        return sorted(honest(seat, issues), key=lambda row: -latest.get(row["issue"].id, 0))

    with patch.object(agenda_reading, "sheet", sheet):
        yield


@seed("idris", "entries$", while_played=True)
def a_number_that_is_the_process_own() -> Iterator[None]:
    """An issue's ordinal counts the issues of all books."""
    honest = agenda_acts.RaiseIssue.draw

    def draw(self: Any, draw: Any, seat: Any) -> Any:
        return {**honest(self, draw, seat), "ordinal": Issue._base_manager.count() + 1}

    with patch.object(agenda_acts.RaiseIssue, "draw", draw):
        yield


@seed("idris", "odd issue|odd statement|odd solution")
def a_forbidden_that_is_not_an_absent() -> Iterator[None]:
    """403 for what is there and not yours, 404 for what is not there."""
    honest = pages.found_or_404

    def found(rows: Any, **wanted: Any) -> Any:
        if "id" in wanted and rows.model._base_manager.filter(**wanted).exists() and not rows.filter(**wanted).exists():
            raise PermissionDenied
        return honest(rows, **wanted)

    with patch.object(agenda_views, "found_or_404", found), patch.object(consultation_views, "found_or_404", found):
        yield


@seed("idris", "odd issue")
def a_404_that_names_the_thing() -> Iterator[None]:
    """“You may not see ‘Our red line’.”"""

    def not_found(request: Any) -> HttpResponse:
        for value in (request.resolver_match.kwargs if request.resolver_match else {}).values():
            issue = Issue._base_manager.filter(id=value).first()
            if issue is not None:
                return render(request, "404.html", {"process": {"title": issue.title}}, status=404)
        return render(request, "404.html", status=404)

    with patch.object(middleware, "not_found", not_found):
        yield


@seed("idris", "raise_issue, as it may")
def a_title_that_must_be_new_everywhere() -> Iterator[None]:
    """Uniqueness across audiences: “there is an issue with this title”."""
    honest = agenda_acts.RaiseIssue.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        if Issue._base_manager.exclude(book_id__in=seat.books()).count() > 5:
            raise Refused("There is an issue with this title already.")

    with patch.object(agenda_acts.RaiseIssue, "check", check):
        yield


@seed("idris", "table_solution, as it may")
def an_error_where_two_things_meet() -> Iterator[None]:
    """The server stumbles over a hidden row: an answer of 500 is an answer."""
    honest = agenda_acts.TableSolution.check

    def check(self: Any, seat: Any) -> None:
        honest(self, seat)
        Issue._base_manager.filter(title="If all fails").exists() and 1 / 0

    with patch.object(agenda_acts.TableSolution, "check", check):
        yield


@seed("idris", "/agenda/$", while_played=True, visited=True)
def a_page_kept_for_everybody() -> Iterator[None]:
    """A cache that is keyed by what is shown, and not by who looks."""
    honest = agenda_reading.sheet

    def sheet(seat: Any, issues: Any = None) -> Any:
        if issues is not None:
            return honest(seat, issues)
        return cache.get_or_set(f"sheet {seat.process_id}", lambda: honest(seat))

    with patch.object(agenda_reading, "sheet", sheet):
        yield


@late("entries$")
def how_many_issues_came_before() -> Iterator[None]:
    """An issue is told with how many there are in its book by now, those of before one's admission, too. (We had this one.)"""
    honest = record_api.told

    def told(entry: Any) -> Any:
        count = Issue._base_manager.filter(book=entry.book_id).count()
        return {**honest(entry), "facts": {**entry.facts, "ordinal": count}}

    with patch.object(record_api, "told", told):
        yield
