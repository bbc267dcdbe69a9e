"""Writers who share a turn: a piece that fails undoes itself alone, and nobody is told of what was not kept."""

import pytest
from django.db import DatabaseError, connection

from goodoffices.record import perform as performing
from goodoffices.record import writing
from goodoffices.record.models import Register


def piece(name):
    return writing._Work(lambda: Register.objects.create(process=name))


def failing(how):
    def work():
        with connection.cursor() as cursor:
            cursor.execute(how)

    return writing._Work(work)


def kept():
    return set(Register.objects.values_list("process", flat=True))


def test_a_piece_that_fails_takes_nothing_else_with_it(database):
    before, bad, after = piece("before"), failing("SELECT * FROM nowhere"), piece("after")
    writing._do_together([before, bad, after])

    assert kept() == {"before", "after"}
    assert before.outcome().process == "before"
    with pytest.raises(DatabaseError):
        bad.outcome()


def test_where_the_database_gives_up_the_whole_turn_nobody_is_told_of_success(database):
    # What SQLite does by itself when the disk is full: the transaction is gone, savepoints and all.
    before, bad, after = piece("before"), failing("ROLLBACK"), piece("after")
    bad_work = bad._work
    bad._work = lambda: (bad_work(), Register.objects.get(process="nobody"))[1]
    writing._do_together([before, bad, after])

    assert kept() == set()
    for work in (before, bad, after):
        with pytest.raises(Exception):  # noqa: B017  (whichever it is, it is not success)
            work.outcome()


def test_whoever_comes_to_the_turn_does_what_waits(database):
    mine, theirs = piece("mine"), piece("theirs")
    writing._waiting.append(theirs)
    assert writing.write(mine._work).process == "mine"
    assert theirs.finished and kept() == {"mine", "theirs"}


def test_a_piece_of_work_inside_a_transaction_belongs_to_it(database):
    with pytest.raises(RuntimeError), writing.one_writer():
        writing.write(piece("inner")._work)
        raise RuntimeError
    assert kept() == set()
    assert writing._turn.acquire(blocking=False)
    writing._turn.release()


def test_what_fails_by_the_clock_in_one_process_is_nothing_to_another(database, monkeypatch):
    rung = []

    def ring_in(process, books):
        rung.append((process, books))
        if process == "first":
            raise RuntimeError("of the first")

    monkeypatch.setattr(performing, "books_due", lambda now, process: {"first": ["1"], "second": ["2"]})
    monkeypatch.setattr(performing, "_ring_in", ring_in)
    with pytest.raises(RuntimeError, match="of the first"):
        performing.ring("2025-05-02T10:00:00.000Z")
    assert rung == [("first", ["1"]), ("second", ["2"])]
