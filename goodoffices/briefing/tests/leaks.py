"""Leaks of the desk and of the brief, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.briefing import since
from goodoffices.briefing import views as briefing_views
from goodoffices.consultation import todo as questions_asked
from goodoffices.consultation.models import Statement
from goodoffices.record.appending import number_before
from goodoffices.record.models import Entry
from tests.noninterference.leaks import late, seed


@seed("idris", "briefing/desk/$")
def a_desk_that_counts_every_caucus() -> Iterator[None]:
    """The figures of even-handedness, on a delegation's desk, from all caucuses."""
    honest = briefing_views._figures

    def figures(seat: Any) -> Any:
        words = sum(len(text.split()) for text in Statement._base_manager.values_list("text", flat=True))
        told = {"parties": [], "reading": [f"{words}"], "rows": [], "days": "", "whole": False}
        return honest(seat) or told

    with patch.object(briefing_views, "_figures", figures):
        yield


@seed("idris", "briefing/(desk|brief)/$")
def something_that_waits_for_others_on_ones_own_desk() -> Iterator[None]:
    """Questions put in rooms one does not enter wait on everybody's desk: no word of them, but one more line."""
    honest = questions_asked.unanswered

    def unanswered(seat: Any, questions: Any) -> Any:
        return [*honest(seat, questions), *Statement._base_manager.filter(speech_act="question").select_related("book")]

    with patch.object(questions_asked, "unanswered", unanswered):
        yield


@seed("idris", "briefing/brief")
def a_brief_dated_by_whoever_wrote_last() -> Iterator[None]:
    """The brief says when it was drawn by the last entry of all books, also of those one does not read."""
    honest = briefing_views._brief

    def brief(request: Any) -> Any:
        last = Entry.objects.filter(register_id=request.seat.process_id).order_by("-position").first()
        return {**honest(request), "now": last.at}

    with patch.object(briefing_views, "_brief", brief):
        yield


@late(r"brief\?since")
def how_much_was_written_on_a_day_before() -> Iterator[None]:
    """“Since a day” gives the number of the last entry before it, whether or not one was there by then. (We had this one.)"""

    def on(seat: Any, day: Any) -> since.Since:
        return since.Since(
            day.isoformat(), {id: number_before(book, day.isoformat()) for id, book in seat.shelf().items()}
        )

    with patch.object(since, "_on", on):
        yield
