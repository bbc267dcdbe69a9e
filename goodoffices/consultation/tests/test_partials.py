"""A statement on a page and a statement on the stream are one: made by one function, once for a language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation import partials
from goodoffices.consultation.acts import AmendStatement
from goodoffices.process.fragments import fragments_of
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, rules, say


@pytest.fixture
def made(monkeypatch):
    """The statements that were rendered, in order."""
    ids, honest = [], partials._made

    def counted(row, titles, process):
        ids.append(row.id)
        return honest(row, titles, process)

    monkeypatch.setattr(partials, "_made", counted)
    return ids


def read_anew(entry):
    """The entry as the stream reads it, which knows nothing of who performed it."""
    return Entry.objects.select_related("book").get(book=entry.book_id, number=entry.number)


def test_the_page_shows_what_was_pushed_and_renders_it_no_second_time(river, plenary, lena, idris, made):
    entry = say(lena, plenary, "Thirty days.")
    (pushed,) = fragments_of(read_anew(entry))
    assert (pushed.target, pushed.swap, pushed.since) == (f"#statements-{plenary.id}", "beforeend", entry.number)
    page = client_of(idris).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    assert pushed.html in page
    assert made.count(entry.id) == 1


def test_what_the_page_made_is_pushed_as_it_is(river, plenary, lena, idris, made):
    entry = say(lena, plenary, "Thirty days.")
    page = client_of(idris).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    (pushed,) = fragments_of(read_anew(entry))
    assert pushed.html in page and made.count(entry.id) == 1


def test_a_plain_statement_is_pushed_without_reading_a_row(river, plenary, lena):
    fragments_of(read_anew(say(lena, plenary, "The first is read with its speaker.")))
    entry = read_anew(say(lena, plenary, "Thirty days."))
    with CaptureQueriesContext(connection) as asked:
        (pushed,) = fragments_of(entry)
    assert "Thirty days." in pushed.html
    assert [each["sql"].split(" FROM ")[1].split()[0] for each in asked] == ["record_book"]  # the version of who sits


def test_a_corrected_statement_takes_the_place_of_what_was_there(river, plenary, lena, idris, made):
    said = say(lena, plenary, "Fourty days.").id
    entry = perform(AmendStatement(statement=said, text="Forty days."), lena).entry
    (pushed,) = fragments_of(read_anew(entry))
    assert (pushed.target, pushed.swap) == (f"#statement-{said}", "outerHTML")
    assert pushed.html in client_of(idris).get(f"/processes/{river.process}/rooms/{plenary.id}/").text
    assert made.count(said) == 1


def test_titles_are_for_those_who_may_read_them_on_the_page_and_on_the_stream(river, plenary, amara, lena, idris):
    issue = perform(RaiseIssue(title="Our withdrawal"), lena).entry
    rules(amara, [lena, idris], observers=True)
    observer = now(admit(amara, "observer", "Observer"))
    entry = say(now(lena), plenary, "Read the second line.", issues=[issue.id])
    titled, numbered = fragments_of(read_anew(entry))
    assert titled.names == numbered.names == ((plenary.id, issue.number),)
    assert "Our withdrawal" in titled.html and not titled.instead
    assert "Our withdrawal" not in numbered.html and numbered.instead
    room = f"/processes/{river.process}/rooms/{plenary.id}/"
    assert titled.html in client_of(now(idris)).get(room).text
    assert numbered.html in client_of(observer).get(room).text
