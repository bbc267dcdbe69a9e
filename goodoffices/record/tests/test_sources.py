"""An answer is worked out anew when a table that it was read from has changed in a book that its reader reads; else never."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from goodoffices.agenda.acts import AmendIssue, RaiseIssue
from goodoffices.agenda.models import Issue
from goodoffices.consultation.acts import CloseRoom
from goodoffices.consultation.models import ReadMark, Statement
from goodoffices.listening.models import Loop
from goodoffices.process.acts import AdmitSeat
from goodoffices.process.seats import seat_with_id
from goodoffices.record import cache, sources
from goodoffices.record.at_hand import at_hand, visible_or_404
from goodoffices.record.perform import perform
from goodoffices.record.things import Thing
from tests.table import now, say


@contextmanager
def asking(read):
    """A cached question that counts how often it is really asked, whoever asks."""
    times = []

    def question(seat, *given):
        times.append(seat.id)
        return read(seat, *given)

    question.__qualname__ = f"question {len(cache.CACHED)}"
    remembered = cache.cached(question)

    def ask(seat, *given):
        remembered(now(seat), *given)
        return len(times)

    yield ask
    del cache.CACHED[f"{question.__module__}.{question.__qualname__}"]


@pytest.fixture
def issues():
    with asking(lambda seat: list(Issue.objects.seen_by(seat))) as ask:
        yield ask


def test_what_reads_issues_outlives_whatever_is_said_and_no_issue(river, amara, lena, idris, issues):
    assert issues(lena) == 1
    plenary = river.book("plenary")
    say(idris, plenary, "When?", speech_act="question")
    perform(CloseRoom(room=plenary.id), amara)
    assert issues(lena) == 1
    perform(RaiseIssue(title="Water"), amara)
    assert issues(lena) == 2
    assert issues(lena) == 2


def test_a_book_that_one_does_not_read_makes_nothing_anew(river, lena, idris, issues):
    before = issues(idris)
    perform(RaiseIssue(title="Our red line", book=river.book("delegation", "north").id), lena)
    assert issues(idris) == before
    assert issues(lena) == before + 1


def test_every_answer_rests_on_who_reads(river, amara, lena):
    with asking(lambda seat: "nothing is read") as ask:
        assert ask(lena) == 1
        say(lena, river.book("plenary"))
        assert ask(lena) == 1
        perform(AdmitSeat(role="secretariat", name="Secretariat"), amara)
        assert ask(lena) == 2


def test_what_is_made_of_other_answers_rests_on_theirs(river, amara, lena):
    with asking(lambda seat: list(Issue.objects.seen_by(seat))) as inner:
        inner(lena)  # now it is found, and not read
        with asking(lambda seat: inner(seat)) as outer:
            before = outer(lena)
            perform(RaiseIssue(title="Water"), amara)
            assert outer(lena) == before + 1


def test_a_row_at_hand_counts_as_read(river, amara, lena):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    with asking(lambda seat: visible_or_404(Issue, seat, issue).title) as ask:
        row = Issue.objects.seen_by(lena).select_related("book").get(id=issue)
        with at_hand(row):
            assert ask(lena) == 1
        perform(AmendIssue(issue=issue, title="Water in dry years"), amara)
        assert ask(lena) == 2


def test_who_points_at_things_is_not_concerned_by_new_ones_but_by_reworded_ones(river, amara, lena):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    pointing = asking(lambda seat: list(Loop.objects.seen_by(seat).select_related("about")))
    listing = asking(lambda seat: list(Thing.objects.seen_by(seat)))
    with pointing as points, listing as lists:
        assert (points(lena), lists(lena)) == (1, 1)
        say(lena, river.book("plenary"))
        assert (points(lena), lists(lena)) == (1, 2)
        perform(AmendIssue(issue=issue, title="Water in dry years"), amara)
        assert (points(lena), lists(lena)) == (2, 3)


def test_what_reads_heads_is_asked_again_after_each_entry_and_what_reads_one_entry_is_not(river, lena):
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    with (
        asking(lambda seat: seat.heads) as heads,
        asking(lambda seat: Issue.objects.seen_by(seat).select_related("book").get(id=issue)._entry.by) as author,
    ):
        assert (heads(lena), author(lena)) == (1, 1)
        say(lena, river.book("plenary"))
        assert (heads(lena), author(lena)) == (2, 1)
        perform(AmendIssue(issue=issue, title="Water in dry years"), lena)
        assert (heads(lena), author(lena)) == (3, 2)


def test_what_no_version_covers_is_never_remembered(river, lena):
    with asking(lambda seat: list(ReadMark.objects.filter(seat=seat.id))) as ask:
        assert [ask(lena), ask(lena)] == [1, 2]


def test_a_query_is_no_answer(river, lena):
    with (
        asking(lambda seat: Issue.objects.seen_by(seat)) as ask,
        pytest.raises(TypeError, match="a query is not an answer"),
    ):
        ask(lena)


def test_what_was_read_while_something_was_written_is_neither_kept_nor_found(river, lena):
    plenary = river.book("plenary")
    with asking(lambda seat: list(Statement.objects.seen_by(seat))) as ask:
        assert ask(lena) == 1
        with transaction.atomic():
            assert ask(lena) == 2
            say(lena, plenary)
            assert ask(lena) == 3
            transaction.set_rollback(True)
        assert ask(lena) == 3
        say(lena, plenary)
        assert ask(lena) == 4


def test_what_is_asked_is_noted_by_whoever_asks_and_around_it(river, lena):
    seat = seat_with_id(lena.id)
    assert seat.books()  # so that it is known before what it reads
    with sources.noted() as outer:
        list(Statement.objects.seen_by(seat))
        with sources.noted() as inner:
            list(Issue.objects.seen_by(seat))
        with sources.steadfast():
            list(Loop.objects.seen_by(seat))
    assert inner == {"agenda_issue"}
    assert outer == {"agenda_issue", "consultation_statement", "consultation_statement+"}
