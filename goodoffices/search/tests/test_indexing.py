"""The index: caught up when somebody who reads a book searches, forgotten and made anew."""

import sqlite3
from contextlib import closing
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goodoffices.engines.words import SCHEMA, Index
from goodoffices.process.acts import FrameRound
from goodoffices.record.perform import perform
from goodoffices.record.replay import rebuild
from goodoffices.search import indexing
from goodoffices.search.finding import search
from goodoffices.search.models import Indexed
from goodoffices.search.question import Question
from goodoffices.site.commands.backup import _copy_database
from tests.table import now, say


def sizes() -> dict[str, int]:
    """How many texts each book has in the index."""
    rows = indexing.index().connection.execute(
        "SELECT b.name, count(*) FROM words_book b JOIN words_text t ON t.book = b.number GROUP BY b.name"
    )
    return dict(rows.fetchall())


def test_the_migration_makes_the_tables_of_the_engine():
    assert import_module("goodoffices.search.migrations.0001_initial").TABLES == SCHEMA


def test_a_search_catches_up_with_the_readers_books_alone(river, lena, idris):
    for seat, side in ((lena, "north"), (idris, "south")):
        say(seat, river.book("caucus", side), "A pump.")
    search(now(lena), Question("pump"))
    indexed = set(Indexed.objects.values_list("book_id", flat=True))
    assert indexed == set(now(lena).books())
    assert river.book("caucus", "south").id not in indexed


def test_nothing_is_written_where_nothing_has_changed(river, lena, idris):
    search(now(lena), Question("pump"))
    say(idris, river.book("caucus", "south"), "A pump.")
    with CaptureQueriesContext(connection) as asked:
        search(now(lena), Question("pump"))
    assert [each["sql"] for each in asked if not each["sql"].startswith("SELECT")] == []


def test_an_act_that_is_taken_back_leaves_nothing_in_the_index(river, lena):
    plenary = river.book("plenary")
    with pytest.raises(DatabaseError), transaction.atomic():
        say(lena, plenary, "An aqueduct.")
        assert search(now(lena), Question("aqueduct")).found
        raise DatabaseError
    say(lena, plenary, "A canal.")
    assert search(now(lena), Question("aqueduct")).found == []
    assert search(now(lena), Question("canals")).found


def test_much_is_indexed_in_pieces_and_the_answer_says_so(river, lena, monkeypatch):
    for number in range(7):
        say(lena, river.book("plenary"), f"Ferry {number}.")
    monkeypatch.setattr(indexing, "PIECE", 2)
    indexing.catch_up([river.book("plenary").id], most=3)
    some = sizes()[river.book("plenary").id]
    answer = search(now(lena), Question("ferries"))
    assert some < sizes()[river.book("plenary").id]
    assert len(answer.found) == 7 and answer.notes == []
    assert not indexing.catch_up([river.book("caucus", "north").id], most=0)


def test_an_entry_that_makes_more_than_a_piece_is_taken_in_whole(amara, lena, river, monkeypatch):
    monkeypatch.setattr(indexing, "PIECE", 2)
    items = ["The ferry", "A second ferry", "Ferries by night", "Whose ferry", "No ferry"]
    perform(FrameRound(title="First round", items=items), amara)
    say(lena, river.book("plenary"), "One more ferry.")
    answer = search(now(lena), Question("ferry"))
    assert len(answer.found) == 6 and answer.notes == []


def test_where_nothing_can_be_written_what_is_there_is_searched(river, lena, monkeypatch):
    said = say(lena, river.book("plenary"), "A ferry.")
    search(now(lena), Question("ferry"))
    say(lena, river.book("plenary"), "Two ferries.")

    def full(*given):
        raise connection.Database.OperationalError("database or disk is full")

    monkeypatch.setattr(Index, "add_all", full)
    answer = search(now(lena), Question("ferry"))
    assert [each.thing.id for each in answer.found] == [said.id] and answer.notes == ["unfinished"]


def test_rebuilding_the_tables_and_the_index_finds_the_same(river, lena, idris):
    for text in ("The dam.", "Two dams and a weir."):
        say(idris, river.book("plenary"), text)
    before = search(now(lena), Question("dam"))
    rebuild()
    indexing.index_anew()
    after = search(now(lena), Question("dam"))
    assert [(each.thing.id, each.pieces, each.at) for each in after.found] == [
        (each.thing.id, each.pieces, each.at) for each in before.found
    ]
    assert len(after.found) > 1


def test_other_rules_index_a_book_anew(river, lena, monkeypatch):
    search(now(lena), Question("dam"))
    before = sizes()
    monkeypatch.setattr(indexing, "MADE", "another")
    search(now(lena), Question("dam"))
    assert sizes() == before
    assert set(Indexed.objects.values_list("made", flat=True)) == {"another"}


def test_a_backup_carries_the_index(river, lena, tmp_path):
    say(lena, river.book("plenary"), "A ferry.")
    search(now(lena), Question("ferry"))
    _copy_database(tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        found = copy.execute("SELECT count(*) FROM words_posting WHERE form = 'ferri'").fetchone()
    assert found == (1,)
