"""Leaks of the page of today, of the figures and of the brief, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.briefing import calendar_pages, feed, feeds, since, timeline
from goodoffices.briefing import views as briefing_views
from goodoffices.consultation import todo as questions_asked
from goodoffices.consultation.models import Statement
from goodoffices.record.appending import number_before
from goodoffices.record.models import Entry, Register
from tests.noninterference.leaks import late, seed


@seed("idris", "briefing/even-handedness/$")
def figures_that_count_every_caucus() -> Iterator[None]:
    """The figures of even-handedness, for a delegation, from all caucuses."""
    honest = briefing_views.figures_of

    def figures(seat: Any) -> Any:
        words = sum(len(text.split()) for text in Statement._base_manager.values_list("text", flat=True))
        told = {"parties": [], "reading": [f"{words}"], "rows": [], "days": "", "whole": False}
        return honest(seat) or told

    with patch.object(briefing_views, "figures_of", figures):
        yield


@seed("idris", r"process\)s/\?since|briefing/brief/$")
def something_that_waits_for_others_on_ones_own_page() -> Iterator[None]:
    """Questions put in rooms one does not enter wait on everybody's page: no word of them, but one more line."""
    honest = questions_asked.unanswered

    def unanswered(seat: Any, questions: Any) -> Any:
        return [*honest(seat, questions), *Statement._base_manager.filter(speech_act="question").select_related("book")]

    with patch.object(questions_asked, "unanswered", unanswered):
        yield


@seed("idris", "briefing/brief", also=None)
def a_brief_dated_by_whoever_wrote_last() -> Iterator[None]:
    """The brief says when it was drawn by the last entry of all books, also of those one does not read."""
    honest = briefing_views._brief

    def brief(request: Any) -> Any:
        last = Entry.objects.filter(register_id=request.seat.process_id).order_by("-position").first()
        return {**honest(request), "now": last.at}

    with patch.object(briefing_views, "_brief", brief):
        yield


@seed("idris", r"process\)s/\?since")
def a_timeline_that_dates_what_moves_by_the_whole_process() -> Iterator[None]:
    """Each line of the timeline stands on the day of the latest entry of all books, also of those one does not read."""

    def written_at(book: Any, numbers: Any) -> dict[int, str]:
        last = Entry.objects.filter(register_id=book.register_id).order_by("-position").first()
        return dict.fromkeys(numbers, f"20{last.position % 90 + 10}-01-01T00:00:00.000Z")

    with patch.object(timeline, "written_at", written_at):
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


def _position() -> int:
    """How much was done on this host, in whichever book."""
    return sum(Register.objects.values_list("position", flat=True))


FEED = r"^/calendar/%\(feed\)s"


@seed("idris", FEED, also=("process",))
def a_sequence_that_counts_every_book() -> Iterator[None]:
    """SEQUENCE tells how much was done since, in whichever room."""
    honest = feed._revision

    def revision(numbers: Any, at: Any) -> Any:
        return honest(numbers, at)._replace(sequence=_position())

    with patch.object(feed, "_revision", revision):
        yield


@seed("idris", FEED, also=("process",))
def a_stamp_of_the_latest_entry_of_all() -> Iterator[None]:
    """DTSTAMP says when somebody last wrote anywhere."""

    def written_at(book: Any, numbers: Any) -> dict[int, str]:
        return dict.fromkeys(numbers, f"20{_position() % 90 + 10}-01-01T00:00:00.000Z")

    with patch.object(feed, "written_at", written_at):
        yield


@seed("idris", FEED, also=("process",))
def a_fingerprint_of_the_whole_host() -> Iterator[None]:
    """The ETag changes with every act, so that whoever asks every minute learns when others write."""
    honest = feeds.fingerprint

    with patch.object(feeds, "fingerprint", lambda text: f"{honest(text)}-{_position()}"):
        yield


@seed("idris", FEED, also=("process",))
def a_feed_that_is_longer_the_more_others_do() -> Iterator[None]:
    """An event for each date of others, with nothing in it that is not one's own: only how many there are."""
    honest = feed.dated_for

    def dated_for(seat: Any) -> Any:
        return [*honest(seat), *honest(seat)[:1] * (_position() % 50)]

    with patch.object(feed, "dated_for", dated_for):
        yield


@seed("idris", r"briefing/calendar/$", also=("process",))
def a_month_that_begins_where_others_write() -> Iterator[None]:
    """Without a month, the page shows that of the process's busiest day, of all rooms."""
    honest = calendar_pages._month

    def month(text: str) -> Any:
        return honest(text) or honest(f"20{_position() % 90 + 10}-01")

    with patch.object(calendar_pages, "_month", month):
        yield
