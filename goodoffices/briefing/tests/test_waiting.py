"""What waits, for whom: each thing until it is done, and not a minute longer."""

import re

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import (
    AcceptSolution,
    ConfirmSolution,
    RaiseIssue,
    ReserveSolution,
    SupportSolution,
    TableSolution,
)
from goodoffices.briefing.todo import asks_of, waits_for
from goodoffices.chairing.acts import AskFloor, GiveFloor, RaisePointOfOrder, RuleOnPoint
from goodoffices.interpretation.acts import (
    AcceptTerm,
    AnswerQuery,
    ProposeTerm,
    QueryRendering,
    Render,
    SettleTerm,
    StateUsage,
)
from goodoffices.listening import pulse
from goodoffices.listening.acts import AskRestatement, Confirm, Restate
from goodoffices.process.acts import (
    AcceptGroundRules,
    AdoptAgenda,
    CloseSession,
    FrameRound,
    OpenRound,
    OpenSession,
    ProposeGroundRules,
)
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from goodoffices.shuttle.acts import Convey, DraftGist, ReleaseForTravel
from tests.cast import client_of
from tests.table import admit, now, rules, say


def waiting(seat, sort=""):
    """The sorts, or the sentences of one sort, that wait for a seat."""
    found = asks_of(now(seat))
    return [wait.sentence for wait in found if wait.sort == sort] if sort else [wait.sort for wait in found]


def shown(river, seat):
    """A seat's whole page of today, but for what is drawn anew for each form."""
    page = client_of(seat).get(reverse("briefing:today", args=[river.process]), {"since": "start"}).text
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)


@pytest.fixture
def quiet(river, amara, lena, idris):
    """Nobody waits for anything yet beyond what the case left behind; what that is does not matter here."""
    return {seat.id: len(asks_of(now(seat))) for seat in (amara, lena, idris)}


def more(quiet, seat):
    return len(asks_of(now(seat))) - quiet[seat.id]


def test_a_restatement_waits_for_its_speaker_until_it_is_confirmed(river, amara, lena, idris, quiet):
    said = say(lena, river.book("plenary"), "Thirty days.")
    perform(AskRestatement(statement=said.id), lena)
    assert (more(quiet, idris), more(quiet, lena)) == (1, 0)
    restated = perform(Restate(statement=said.id, text="You want thirty days."), idris).entry.id
    assert (more(quiet, idris), more(quiet, lena)) == (0, 1)
    perform(Confirm(restatement=restated), lena)
    assert (more(quiet, idris), more(quiet, lena)) == (0, 0)


def test_a_release_waits_for_the_mediator_and_a_drafted_gist_for_its_giver(river, amara, lena, idris, quiet):
    said = say(lena, river.book("caucus", "north"), "Between us: 35.").id
    perform(DraftGist(statement=said, to="south", text="They could move."), amara)
    assert (more(quiet, lena), more(quiet, amara), more(quiet, idris)) == (1, 0, 0)
    release = perform(ReleaseForTravel(statement=said, form="gist", to="south", text="They could move."), lena).entry.id
    assert (more(quiet, lena), more(quiet, amara), more(quiet, idris)) == (0, 1, 0)
    perform(Convey(release=release), amara)
    assert (more(quiet, lena), more(quiet, amara), more(quiet, idris)) == (0, 0, 0)


def test_a_question_waits_for_the_others_until_one_of_them_answers(river, amara, lena, idris, quiet):
    nils = admit(lena, "delegate", "Nils", "north")
    asked = say(lena, river.book("plenary"), "How many days?", speech_act="question").id
    assert (more(quiet, idris), more(quiet, amara), more(quiet, lena)) == (1, 1, 0)
    assert waiting(nils, "questions") == []
    say(nils, river.book("plenary"), "I should like to know, too.", answers=asked)
    assert more(quiet, idris) == 1  # its own side answers nobody's question
    say(idris, river.book("plenary"), "Thirty.", answers=asked, speech_act="answer")
    assert (more(quiet, idris), more(quiet, amara)) == (0, 0)


def test_where_speakers_are_not_named_any_answer_will_do(river, amara, lena, idris):
    """Else what still waits would say on whose side the asker sits."""
    rules(amara, [lena, idris], chatham_house=True)
    before = waiting(idris).count("questions")
    asked = say(lena, river.book("plenary"), "How many days?", speech_act="question").id
    nils = admit(lena, "delegate", "Nils", "north")
    assert waiting(nils).count("questions") == waiting(idris).count("questions") == before + 1
    say(nils, river.book("plenary"), "I should like to know, too.", answers=asked)
    assert waiting(idris).count("questions") == before


def test_a_reservation_waits_for_its_side_and_for_the_mediator(river, amara, lena, idris, quiet):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    dam = perform(TableSolution(issue=issue, title="A lower dam"), amara).entry.id
    assert (more(quiet, lena), more(quiet, idris)) == (1, 1)  # where they stand
    perform(ReserveSolution(solution=dam), lena)
    assert (more(quiet, lena), more(quiet, idris), more(quiet, amara)) == (1, 1, 1)
    perform(SupportSolution(solution=dam), idris)
    perform(AcceptSolution(solution=dam), lena)
    assert (more(quiet, lena), more(quiet, idris), more(quiet, amara)) == (0, 0, 0)


def test_ground_rules_and_an_agenda_wait_for_each_head(river, amara, lena, idris, quiet):
    nils = admit(lena, "delegate", "Nils", "north")
    proposed = perform(ProposeGroundRules(attribution="party"), amara).entry.id
    framed = perform(FrameRound(title="Round nine", items=["Water"]), amara).entry.id
    assert (more(quiet, lena), more(quiet, idris), more(quiet, amara)) == (2, 2, 2)
    assert "decisions" not in waiting(nils)
    perform(AcceptGroundRules(rules=proposed), lena)
    perform(AdoptAgenda(round=framed), lena)
    assert (more(quiet, lena), more(quiet, idris), more(quiet, amara)) == (0, 2, 2)


def test_days_ahead_stand_on_the_desk_and_count_as_nothing_that_waits(river, amara, lena, quiet):
    perform(FrameRound(title="A later round", begins="2199-05-01", ends="2199-05-03"), amara)
    perform(FrameRound(title="One gone by", begins="2001-05-01"), amara)
    assert [wait.sentence for wait in waits_for(now(lena)) if wait.sort == "deadlines"][-2:] == [
        "1 May 2199: “A later round” begins.",
        "3 May 2199: “A later round” ends.",
    ]
    assert more(quiet, lena) == 0


@pytest.mark.parametrize(("at", "ahead"), [("2025-05-01T21:59:00.000Z", 1), ("2025-05-01T22:00:00.000Z", 0)])
def test_a_day_is_ahead_until_it_is_over_in_the_host_city(river, amara, lena, at, ahead):
    class Then(KeyedSource):
        def now(self, place):
            return at

    perform(FrameRound(title="Round nine", begins="2025-05-01"), amara)
    with drawing_from(Then()):
        assert sum("Round nine" in wait.sentence for wait in waits_for(now(lena)) if wait.sort == "deadlines") == ahead


def test_what_another_side_s_caucus_waits_for_is_on_no_other_desk(river, amara, lena, idris):
    before = shown(river, idris)
    said = say(lena, river.book("caucus", "north"), "Between us?", speech_act="question").id
    perform(AskRestatement(statement=said), lena)
    perform(DraftGist(statement=said, to="south", text="They ask."), amara)
    assert shown(river, idris) == before


def test_observers_have_nothing_to_do(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True)
    ines = admit(amara, "observer", "Ines")
    say(lena, river.book("plenary"), "How many days?", speech_act="question")
    assert asks_of(now(ines)) == []
    assert client_of(ines).get(reverse("briefing:today", args=[river.process])).status_code == 200


def test_hands_and_points_of_order_wait_for_the_chair(river, amara, lena, idris, quiet):
    plenary = river.book("plenary").id
    perform(AskFloor(room=plenary), lena)
    hand = perform(AskFloor(room=plenary), idris).entry.id
    point = perform(RaisePointOfOrder(room=plenary, text="This is not on the agenda."), lena).entry.id
    assert sorted(waiting(amara, "floor")) == ["2 hands are raised.", "A point of order is waiting for your ruling."]
    assert (more(quiet, lena), more(quiet, idris)) == (0, 0)
    perform(RuleOnPoint(point=point, ruling="upheld"), amara)
    perform(GiveFloor(request=hand), amara)
    assert waiting(amara, "floor") == ["1 hand is raised."]


def test_a_query_waits_for_interpreters_and_for_who_made_the_rendering(river, amara, lena, idris, quiet):
    joon = admit(amara, "interpreter", "Interpreter")
    said = say(idris, river.book("plenary"), "نأخذ علماً.").id
    rendering = perform(Render(statement=said, language="en", text="We take note."), amara).entry.id
    query = perform(QueryRendering(rendering=rendering, words="Is that all?"), lena).entry.id
    assert waiting(joon, "renderings") == waiting(amara, "renderings") == ["Someone has queried a rendering."]
    assert waiting(lena, "renderings") == []
    perform(AnswerQuery(query=query, words="It is."), joon)
    assert waiting(joon, "renderings") == waiting(amara, "renderings") == []


def test_a_term_waits_for_each_head_and_a_divergent_one_for_each_usage(river, amara, lena, idris, quiet):
    term = perform(ProposeTerm(called={"en": "notice"}), amara).entry.id
    assert (more(quiet, lena), more(quiet, idris), more(quiet, amara)) == (1, 1, 0)
    perform(AcceptTerm(term=term), lena)
    assert (more(quiet, lena), more(quiet, idris)) == (0, 1)
    perform(StateUsage(term=term, usage="A letter."), idris)
    assert (more(quiet, lena), more(quiet, idris)) == (0, 0)
    other = perform(ProposeTerm(called={"en": "drought"}), amara).entry.id
    perform(StateUsage(term=other, usage="A month without rain."), idris)
    assert waiting(lena, "decisions")[-1].startswith("Another side has said what it means by “drought”")
    perform(StateUsage(term=other, usage="A year without rain."), lena)
    perform(SettleTerm(term=other, status="agreed_to_differ"), amara)
    assert (more(quiet, lena), more(quiet, idris)) == (0, 0)


def test_the_capital_s_word_waits_for_its_head(river, amara, lena, idris, quiet):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    dam = perform(TableSolution(issue=issue, title="A lower dam"), amara).entry.id
    for head in (lena, idris):
        perform(AcceptSolution(solution=dam), head)
    assert (more(quiet, lena), more(quiet, idris)) == (1, 1)
    perform(ConfirmSolution(solution=dam), lena)
    assert (more(quiet, lena), more(quiet, idris)) == (0, 1)


def test_the_pulse_waits_for_each_delegate_until_they_have_answered(river, amara, lena, quiet):
    framed = perform(FrameRound(title="Round nine"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    session = perform(OpenSession(round=framed, title="Morning"), amara).entry.id
    perform(CloseSession(session=session), amara)
    assert any("how heard you felt in “Morning”" in words for words in waiting(lena, "loops"))
    assert not any("Morning" in words for words in waiting(amara, "loops"))
    pulse.keep(now(lena), session, [4] * 8)
    assert more(quiet, lena) == 0
