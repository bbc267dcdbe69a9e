"""The one way in: numbered, sealed, replayed; retries, refusals and stale forms change nothing."""

import pytest
from django.db import DatabaseError, connection

from goodoffices.agenda.acts import RaiseIssue, SetStatus
from goodoffices.consultation.acts import MakeStatement
from goodoffices.engines import ledger
from goodoffices.record.acts import NotThere, OtherBody, Refused, Stale
from goodoffices.record.copy import copy
from goodoffices.record.models import Entry
from goodoffices.record.perform import IfUnchangedSince, perform


def test_each_book_counts_for_itself(river, lena, amara):
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    head = plenary.head

    perform(MakeStatement(room=caucus.id, text="Our red line"), lena)
    done = perform(MakeStatement(room=plenary.id, text="Good morning"), amara)

    assert done.entry.number == head + 1
    assert [entry.number for entry in river.entries("caucus", "north")] == [1]


def test_the_copy_of_every_book_verifies(river, lena):
    perform(MakeStatement(room=river.book("delegation", "north").id, text="Among ourselves"), lena)
    for kind, key in [("plenary", ""), ("delegation", "north"), ("caucus", "south")]:
        report = ledger.verify_book(list(copy(river.book(kind, key))))
        assert report.ok, report.sentences


def test_a_repeated_key_gives_the_same_entry(river, lena):
    act = MakeStatement(room=river.book("plenary").id, text="Once")
    first, again = perform(act, lena, key="k1"), perform(act, lena, key="k1")

    assert (again.entry.number, again.repeated) == (first.entry.number, True)
    with pytest.raises(OtherBody):
        perform(MakeStatement(room=river.book("plenary").id, text="Twice"), lena, key="k1")


def test_a_stale_form_is_told_what_the_thing_is_now(river, lena, amara):
    issue = perform(RaiseIssue(title="Water"), lena).entry
    seen = IfUnchangedSince(issue.book_id, issue.number)
    perform(SetStatus(issue=issue.id, status="tense"), amara)

    with pytest.raises(Stale) as stale:
        perform(SetStatus(issue=issue.id, status="agreed"), lena, seen=seen)
    assert stale.value.thing.status == "tense"


def test_a_refused_act_leaves_nothing(river, lena):
    before = Entry.objects.count()
    with pytest.raises(NotThere):
        perform(MakeStatement(room=river.book("caucus", "south").id, text="Let me in"), lena)
    issue = perform(RaiseIssue(title="Ours alone", book=river.book("delegation", "north").id), lena).entry
    with pytest.raises(Refused):
        perform(MakeStatement(room=river.book("plenary").id, text="See this", issues=[issue.id]), lena)
    assert Entry.objects.count() == before + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET data = '{}'",
        "DELETE FROM record_entry",
        "INSERT OR REPLACE INTO record_entry (book_id, number, kind, by, at, data, facts, salt, commitment, actor, "
        "register_id, position) SELECT book_id, number, kind, by, at, '{}', facts, salt, commitment, actor, "
        "register_id, position FROM record_entry ORDER BY position DESC LIMIT 1",
        "DELETE FROM record_book",
        "UPDATE record_book SET head = head - 1",
        "UPDATE record_book SET name = 'Other'",
    ],
)
def test_the_database_itself_refuses_to_rewrite(river, statement):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
