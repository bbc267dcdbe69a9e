"""What migrations fill in is what replaying the record gives: the wording that a restatement, a loop, a release, a gist is of."""

import pytest
from django.db import connection

from goodoffices.agenda.acts import AmendIssue, RaiseIssue
from goodoffices.consultation.acts import AmendStatement
from goodoffices.listening.acts import Confirm, Restate
from goodoffices.record.migrations._filling import wording_of
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import DraftGist, ReleaseForTravel
from tests.table import now, say

FILLED = {
    "listening_restatement": "(SELECT l.about_id FROM listening_loop l WHERE l.id = t.loop_id)",
    "shuttle_release": "t.about_id",
    "shuttle_gist": "t.about_id",
}


@pytest.fixture
def corrected(river, amara, lena, idris) -> None:
    """Things that were said back, released and drafted before, between and after corrections."""
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    said = say(lena, plenary, "10 batteries").id
    perform(Confirm(restatement=perform(Restate(statement=said, text="Ten."), idris).entry.id), lena)
    perform(AmendStatement(statement=said, text="1 battery"), lena)
    perform(Restate(statement=said, text="One."), now(idris))
    perform(AmendStatement(statement=said, text="2 batteries"), lena)
    issue = perform(RaiseIssue(title="Water"), lena).entry.id
    perform(AmendIssue(issue=issue, summary="In dry years."), lena)
    perform(Restate(about=issue, text="Water, in dry years."), now(idris))
    quiet = say(lena, caucus, "50 would do.").id
    perform(ReleaseForTravel(statement=quiet, form="verbatim", to="south"), lena)
    perform(AmendStatement(statement=quiet, text="70 would do."), lena)
    perform(DraftGist(statement=quiet, to="south", text="Around 70."), amara)


def wordings(table: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, of_wording FROM {table} ORDER BY id")
        return list(cursor.fetchall())


@pytest.mark.parametrize("table", FILLED)
def test_a_migration_fills_in_the_wording_that_replay_gives(corrected, table):
    replayed = wordings(table)
    assert replayed and all(number for _id, number in replayed)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET of_wording = 0")
        cursor.execute(wording_of(table, FILLED[table]).sql)
    assert wordings(table) == replayed
