"""Leaks of assessments, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from unittest.mock import patch

from goodoffices.assessment import scenario_queries
from goodoffices.assessment.models import Judgement, Link, Run, Section
from tests.noninterference.leaks import seed, unscoped


@seed("idris", "assessment/implications/[^/]+/$")
def what_the_other_side_judges_among_itself() -> Iterator[None]:
    """The page of an implication forgets to ask who reads a judgement."""
    with unscoped(Judgement):
        yield


@seed("idris", "assessment/sheets/[^/]+/$")
def how_many_have_judged_in_all_rooms() -> Iterator[None]:
    """The sheet counts what was judged in rooms that its reader does not enter."""
    with unscoped(Judgement):
        yield


@seed("idris", "agenda/issues/[^/]+/$")
def what_the_other_side_ties_to_an_issue() -> Iterator[None]:
    """Beside an issue stands what is linked to it in any room."""
    with unscoped(Link):
        yield


@seed("idris", "assessment/influences/[^/]+/$")
def the_other_sides_matrix() -> Iterator[None]:
    """A section that one side judged among itself counts in everybody's matrix."""
    with unscoped(Section), patch.object(scenario_queries, "as_read", lambda seat, rows: list(rows)):
        yield


@seed("idris", "assessment/influences/[^/]+/runs/$")
def that_the_other_side_runs_its_own_futures() -> Iterator[None]:
    """The list of runs forgets to ask who reads them."""
    with unscoped(Run):
        yield
