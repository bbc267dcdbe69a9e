"""What waits is asked by every page, and the page of today at every change: each costs the same number of queries, however
much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue, ReserveSolution, TableSolution
from goodoffices.briefing.today import today_of
from goodoffices.briefing.todo import asks_of
from goodoffices.chairing.acts import AskFloor
from goodoffices.interpretation.acts import QueryRendering, Render
from goodoffices.listening.acts import AskRestatement, EntrustConfirming, Restate
from goodoffices.process.acts import FrameRound
from goodoffices.record.memory import forget_everything
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import DraftGist, ReleaseForTravel
from tests.table import admit, now, say


def cost(seat):
    forget_everything()
    reader = now(seat)
    reader.shelf()
    with CaptureQueriesContext(connection) as asked:
        found = asks_of(reader)
    return len(asked), len(found)


def one_more_of_each(river, amara, lena, idris, nils):
    plenary, caucus = river.book("plenary"), river.book("caucus", "north")
    asked = say(idris, plenary, "How many days?", speech_act="question").id
    say(idris, plenary, "I mean days of work.", answers=asked)
    said = say(nils, plenary, "Thirty days.").id
    perform(Restate(statement=said, text="You want thirty days."), idris)
    perform(AskRestatement(statement=asked), idris)
    rendering = perform(Render(statement=asked, language="ar", text="كم يوماً؟"), amara).entry.id
    perform(QueryRendering(rendering=rendering, words="Is that all?"), lena)
    between_us = say(lena, caucus, "Between us: 35.").id
    perform(DraftGist(statement=between_us, to="south", text="They could move."), amara)
    other = say(lena, caucus, "Between us: 36.").id
    perform(ReleaseForTravel(statement=other, form="verbatim", to="south"), lena)
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    for title in ("A dam", "A lower dam"):
        dam = perform(TableSolution(issue=issue, title=title), amara).entry.id
    perform(ReserveSolution(solution=dam), lena)
    perform(FrameRound(title="A round", items=["Water"]), amara)


@pytest.fixture
def nils(river, lena):
    seat = admit(lena, "delegate", "Nils", "north")
    perform(EntrustConfirming(seat=lena.id), lena)
    return seat


def test_what_waits_costs_the_same_however_much_it_is(river, amara, lena, idris, nils):
    perform(AskFloor(room=river.book("plenary").id), idris)
    one_more_of_each(river, amara, lena, idris, nils)
    before = [cost(seat) for seat in (amara, lena, idris)]
    for _ in range(3):
        one_more_of_each(river, amara, lena, idris, nils)
    after = [cost(seat) for seat in (amara, lena, idris)]
    assert [queries for queries, _found in after] == [queries for queries, _found in before]
    assert all(more[1] > less[1] + 3 for more, less in zip(after, before, strict=True))


def todays_cost(seat):
    forget_everything()
    reader = now(seat)
    reader.shelf()
    with CaptureQueriesContext(connection) as asked:
        found = today_of(reader, "start", [])
    lines = [line for day in found["timeline"].days for line in day.lines]
    return len(asked), sum(len(line.rows) for line in lines) + sum(room.statements for room in found["unread"])


def test_the_page_of_today_costs_the_same_however_much_is_on_it(river, amara, lena, idris, nils):
    perform(AskFloor(room=river.book("plenary").id), idris)
    one_more_of_each(river, amara, lena, idris, nils)
    before = [todays_cost(seat) for seat in (amara, lena, idris)]
    for _ in range(3):
        one_more_of_each(river, amara, lena, idris, nils)
    after = [todays_cost(seat) for seat in (amara, lena, idris)]
    assert [queries for queries, _found in after] == [queries for queries, _found in before]
    assert all(more[1] > less[1] + 10 for more, less in zip(after, before, strict=True))
