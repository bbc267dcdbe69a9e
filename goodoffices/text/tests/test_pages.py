"""The page of drafts: what stands on it, for whom, and what it costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.process.fragments import fragments_of
from goodoffices.record.perform import perform
from goodoffices.text.acts import TableDraft
from tests.cast import client_of


def page_of(seat):
    answer = client_of(seat).get(f"/processes/{seat.process_id}/text/")
    assert answer.status_code == 200
    return answer.text


def test_it_shows_what_its_reader_reads(river, lena, idris):
    assert "No draft has been put on file yet." in page_of(lena)
    perform(TableDraft(title="Between us", book=river.book("caucus", "north").id), lena)
    assert "Between us" in page_of(lena)
    assert "Between us" not in page_of(idris)


def test_what_open_pages_are_pushed_is_what_the_page_shows(river, lena, idris):
    (pushed,) = fragments_of(perform(TableDraft(title="A map of the gauges"), lena).entry)
    page = page_of(idris)
    assert pushed.html.strip() in page
    assert (pushed.target, pushed.swap) == ("#drafts", "beforeend") and 'id="drafts"' in page


def test_it_asks_as_much_for_many_as_for_one(river, lena, idris):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(idris)
        return len(asked)

    perform(TableDraft(title="The first"), lena)
    queries()  # the first visit fills what is cached
    perform(TableDraft(title="The second"), lena)
    few = queries()
    for n in range(10):
        perform(TableDraft(title=f"Number {n}"), lena)
    assert queries() == few
