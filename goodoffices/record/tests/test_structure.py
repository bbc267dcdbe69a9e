"""What stands until somebody changes it is read once, and never when it stands no more."""

import json
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.acts import CloseRoom, MakeStatement
from goodoffices.consultation.models import is_open, rooms_of
from goodoffices.consultation.partials import said_to
from goodoffices.process.acts import AcceptGroundRules, AdmitSeat, ProposeGroundRules, RemoveSeat
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record import replay
from goodoffices.record.acts import NotThere
from goodoffices.record.cache import remembered_of_table
from goodoffices.record.models import Book, Entry, recorded_models
from goodoffices.record.perform import perform
from goodoffices.record.structure import version_of_table, versions_of
from goodoffices.site.sqlite.base import library
from tests.table import say


@contextmanager
def another_program(database):
    """A connection that our process knows nothing of, such as the command line's."""
    other = library.connect(database, isolation_level=None)
    try:
        yield other
    finally:
        other.close()


def questions_of(work):
    """The SQL that a piece of work asks."""
    asked = []

    def note(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(note):
        work()
    return asked


@pytest.mark.parametrize("event", ["INSERT", "UPDATE", "DELETE"])
@pytest.mark.parametrize("model", recorded_models(), ids=lambda model: model.__name__)
def test_the_database_itself_notes_each_change_of_such_a_table(database, model, event):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name = %s",
            [model._meta.db_table, f"{model._meta.db_table}_versions_{event.lower()}"],
        )
        (sql,) = cursor.fetchone()
    assert f"AFTER {event}" in sql


def test_the_version_of_the_table_changes_with_who_sits_there_and_with_nothing_else(river, amara, lena):
    before = version_of_table(river.process)
    say(lena, river.book("plenary"))
    perform(CloseRoom(room=river.book("plenary").id), amara)
    assert version_of_table(river.process) == before
    came = perform(AdmitSeat(role="secretariat", name="Secretariat"), amara).entry
    with_it = version_of_table(river.process)
    assert with_it > before
    perform(RemoveSeat(seat=came.id), amara)
    assert version_of_table(river.process) > with_it


def test_each_table_has_a_version_in_each_book(river, amara, lena):
    def versions():
        return json.loads(Book.objects.get(id=river.book("plenary").id).versions)

    before = versions()
    perform(CloseRoom(room=river.book("plenary").id), amara)
    after = versions()
    assert {table for table in after if after[table] != before.get(table)} == {"consultation_closure"}
    assert after["consultation_closure"] > before.get("consultation_closure", 0)


def test_a_change_moves_the_version_of_its_own_book_and_of_no_other(river, amara, lena):
    caucus = river.book("caucus", "north")
    books = list(Book.objects.filter(register_id=river.process).values_list("id", flat=True))
    before = versions_of(books)
    perform(CloseRoom(room=caucus.id), amara)
    perform(RaiseIssue(title="Our red line", book=river.book("delegation", "north").id), lena)
    after = versions_of(books)
    assert {id for id in books if before[id] != after[id]} == {caucus.id, river.book("delegation", "north").id}


def test_no_other_process_is_touched(river, lena, amara, noor):
    before = version_of_table(noor.process_id)
    perform(CloseRoom(room=river.book("plenary").id), amara)
    assert version_of_table(noor.process_id) == before


def test_a_number_never_comes_back_when_a_transaction_is_taken_back(river):
    def once():
        with transaction.atomic():
            Seat._base_manager.filter(process_id=river.process).update(name="Someone")
            number = version_of_table(river.process)
            transaction.set_rollback(True)
        return number

    before, tried = version_of_table(river.process), {once() for _ in range(20)}
    assert len(tried) == 20
    assert version_of_table(river.process) == before


def test_what_was_read_in_a_transaction_that_was_taken_back_is_not_remembered(river):
    number = version_of_table(river.process)
    with transaction.atomic():
        Seat._base_manager.filter(process_id=river.process).update(name="Nobody")
        assert remembered_of_table(river.process, number, "names", lambda: "what never was") == "what never was"
        transaction.set_rollback(True)
    assert remembered_of_table(river.process, number, "names", lambda: "what is") == "what is"
    assert remembered_of_table(river.process, number, "names", lambda: "asked again") == "what is"


def test_nothing_is_remembered_for_a_seat_that_was_read_without_the_number(river, amara, lena):
    alone = Seat._base_manager.get(id=lena.id)
    assert alone.versions is None
    assert is_open(alone, river.book("plenary").id)
    perform(CloseRoom(room=river.book("plenary").id), amara)
    assert not is_open(alone, river.book("plenary").id)


def test_reading_a_seat_again_asks_for_nothing_but_the_number_and_the_heads(river, lena):
    rooms_of(seat_with_id(lena.id))
    (asked,) = questions_of(lambda: rooms_of(seat_with_id(lena.id)))
    assert "versions" in asked and "head" in asked


def test_heads_are_never_remembered(river, lena):
    book = river.book("plenary")
    before = seat_with_id(lena.id).shelf()[book.id].head
    say(lena, book)
    assert seat_with_id(lena.id).shelf()[book.id].head == before + 1


def test_a_statement_asks_few_questions(river, lena):
    act = MakeStatement(room=river.book("plenary").id, text="Once more.")
    perform(act, lena, key="first")
    asked = questions_of(lambda: perform(act, lena, key="second"))
    # begin, lock, retry, heads; the book, the register, the entry, the statement, its thing, the key. Triggers do not count.
    assert len([sql for sql in asked if not sql.startswith("SAVEPOINT")]) <= 10, asked


def test_what_another_program_changed_is_seen_by_the_next_request(database, river, amara, lena):
    room = river.book("plenary").id
    assert is_open(seat_with_id(lena.id), room)
    perform(CloseRoom(room=room), amara)
    assert not is_open(seat_with_id(lena.id), room)
    with another_program(database) as other:
        other.execute("UPDATE consultation_closure SET reopened = 99")
        assert is_open(seat_with_id(lena.id), room)
        other.execute("UPDATE consultation_closure SET reopened = NULL")
        assert not is_open(seat_with_id(lena.id), room)
        other.execute("DELETE FROM consultation_closure")
        assert is_open(seat_with_id(lena.id), room)
    replay.rebuild()
    assert not is_open(seat_with_id(lena.id), room)


def test_whoever_another_program_removed_acts_no_more(database, river, lena, idris):
    known = seat_with_id(idris.id)
    assert known is not None
    known.rules  # noqa: B018 - asked, so that all of it is remembered
    with another_program(database) as other:
        other.execute('UPDATE process_seat SET "left" = 1 WHERE id = ?', [idris.id])
        with pytest.raises(NotThere):
            perform(MakeStatement(room=river.book("plenary").id, text="Still here?"), known)
        assert seat_with_id(idris.id) is None
        other.execute('UPDATE process_seat SET "left" = NULL WHERE id = ?', [idris.id])


def test_a_seat_that_was_remembered_a_moment_ago_acts_no_more_once_it_is_removed(river, lena):
    entry = perform(AdmitSeat(role="delegate", name="Delegate, North", party="north"), lena).entry
    seat = seat_with_id(entry.id)
    act = MakeStatement(room=river.book("plenary").id, text="Here.")
    perform(act, seat)
    perform(RemoveSeat(seat=entry.id), lena)
    with pytest.raises(NotThere):
        perform(act, seat)
    assert seat_with_id(entry.id) is None


def test_whoever_does_not_read_the_rules_is_not_given_them_by_whoever_does(river, amara, lena):
    entry = perform(AdmitSeat(role="observer", name="Observer"), amara).entry
    assert seat_with_id(lena.id).rules is not None
    observer = seat_with_id(entry.id)
    assert not observer.at_the_table
    assert observer.rules is None and observer.names() == {}
    assert seat_with_id(lena.id).names()


def test_the_version_is_told_to_nobody(river):
    told = {str(number) for number in json.loads(Book.objects.get(id=river.book("plenary").id).versions).values()}
    assert told
    assert not any(number in str(entry.facts) for entry in Entry.objects.all() for number in told)


def said(seat, room, before=None):
    return [each.number for each in said_to(seat, next(r for r in rooms_of(seat) if r.id == room.id), before)]


def test_what_was_said_is_read_once_until_the_book_grows(river, amara, lena):
    plenary = river.book("plenary")
    say(lena, plenary)
    before = said(seat_with_id(lena.id), plenary)
    asked = questions_of(lambda: said(seat_with_id(lena.id), plenary))
    assert not [sql for sql in asked if "consultation_statement" in sql]
    entry = say(amara, plenary)
    assert said(seat_with_id(lena.id), plenary) == [*before, entry.number]


def test_a_statement_in_any_book_that_is_read_makes_the_page_anew(river, amara, lena):
    """What stands beside a statement may stand in a narrower book."""
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    said(seat_with_id(lena.id), plenary)
    say(lena, caucus)
    asked = questions_of(lambda: said(seat_with_id(lena.id), plenary))
    assert [sql for sql in asked if "consultation_statement" in sql]


def test_a_late_reader_is_not_shown_the_page_of_who_read_from_the_beginning(river, amara, lena, idris):
    plenary = river.book("plenary")
    say(lena, plenary, "Before the observer came.")
    observer = perform(AdmitSeat(role="observer", name="Observer"), amara).entry
    rules = perform(ProposeGroundRules(observers=True), amara).entry
    for head in (lena, idris):
        perform(AcceptGroundRules(rules=rules.id), head)
    after = say(lena, plenary, "To the observer.")
    assert len(said(seat_with_id(amara.id), plenary)) > 1
    assert said(seat_with_id(observer.id), plenary) == [after.number]


def test_nothing_is_remembered_in_a_transaction_that_may_be_taken_back(river, lena):
    plenary = river.book("plenary")
    with transaction.atomic():
        tried = say(lena, plenary, "Never said.", speech_act="question")
        assert said(seat_with_id(lena.id), plenary)[-1] == tried.number
        transaction.set_rollback(True)
    asked = questions_of(lambda: said(seat_with_id(lena.id), plenary))
    assert [sql for sql in asked if "consultation_statement" in sql]
    say(lena, plenary, "Said instead.")  # its book has the same head now
    asked = questions_of(lambda: said(seat_with_id(lena.id), plenary))
    assert [sql for sql in asked if "consultation_statement" in sql]


def test_another_programs_act_shows_on_the_next_page(database, river, lena):
    plenary = river.book("plenary")
    entry = say(lena, plenary)
    said(seat_with_id(lena.id), plenary)
    with another_program(database) as other:  # as its act would: the head, and a row of its own
        other.execute("UPDATE record_book SET head = head + 1 WHERE id = ?", [plenary.id])
        other.execute("UPDATE consultation_statement SET text = 'Other words.', changed = 99 WHERE id = ?", [entry.id])
        shown = said_to(seat_with_id(lena.id), rooms_of(seat_with_id(lena.id))[0])
        assert "Other words." in shown[-1].html
        other.execute(
            "UPDATE consultation_statement SET text = 'Thirty days.', changed = number WHERE id = ?", [entry.id]
        )
