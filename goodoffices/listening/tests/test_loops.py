"""Loops of understanding: who asks, who says back, who alone confirms, what guided talk waits for."""

import pytest

from goodoffices.agenda.acts import PutPosition, RaiseIssue, TableSolution
from goodoffices.consultation.acts import AmendStatement, MakeStatement, StrikeStatement
from goodoffices.listening.acts import (
    AskRestatement,
    Confirm,
    Correct,
    EndConfirming,
    EndGuidance,
    EntrustConfirming,
    Guide,
    Restate,
    Waive,
)
from goodoffices.listening.models import Loop, Restatement
from goodoffices.listening.queries import open_loops, to_confirm, to_restate, understood
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import act_at, form_on
from tests.table import admit, not_there, now, refused, rules, say


@pytest.fixture
def said(lena, plenary):
    """The id of a statement of North's in the plenary."""
    return say(lena, plenary, "We will let no less than 40 cubic metres pass.").id


@pytest.fixture
def marek(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


def restated(seat, statement, text="You will let at least 40 cubic metres pass.", **more):
    return perform(Restate(statement=statement, text=text, **more), seat).entry.id


def loop(seat, statement):
    return Loop.objects.seen_by(seat).get(about=statement)


def test_a_loop_goes_from_asking_to_confirmed(river, amara, lena, idris, said):
    asking = perform(AskRestatement(statement=said), amara).entry
    assert asking.book.kind == "plenary"
    assert [a.id for a in to_restate(idris)] == [asking.id]
    assert to_restate(lena) == [] and to_restate(amara) == []

    first = restated(idris, said, "You let some water pass.")
    assert loop(lena, said).state == "restated" and to_restate(now(idris)) == []
    assert [each.id for each in to_confirm(lena)] == [loop(lena, said).id]
    perform(Correct(restatement=first, right="That water passes.", missing="How much: 40."), lena)
    assert loop(idris, said).state == "corrected" and to_confirm(now(lena)) == []
    assert [a.id for a in to_restate(now(idris))] == [asking.id]

    second = restated(idris, said)
    perform(Confirm(restatement=second), lena)
    assert loop(idris, said).state == "confirmed" and open_loops(now(amara)) == []
    assert [r.state for r in Restatement.objects.seen_by(lena)] == ["corrected", "confirmed"]
    (north,) = [loops for party, loops in understood(now(idris)) if party and party.key == "north"]
    assert [each.restatements[-1].id for each in north] == [second]


def test_only_the_speaker_confirms_or_corrects(river, amara, lena, idris, marek, said):
    restatement = restated(idris, said)
    for act in (Confirm(restatement=restatement), Correct(restatement=restatement, missing="All of it.")):
        not_there(act, idris, amara, marek)


def test_a_seat_that_its_own_head_names_may_confirm(river, amara, lena, idris, marek, said):
    restatement = restated(idris, said)
    not_there(EntrustConfirming(seat=marek.id), amara, idris, marek)
    entry = perform(EntrustConfirming(seat=marek.id), lena).entry
    assert entry.book.kind == "plenary"  # as the table knows who sits
    refused(EntrustConfirming(seat=marek.id), lena, "already")
    not_there(Confirm(restatement=restatement), idris, amara)
    perform(EndConfirming(seat=marek.id), lena)
    not_there(Confirm(restatement=restatement), now(marek))
    refused(EndConfirming(seat=marek.id), lena)
    perform(EntrustConfirming(seat=marek.id), lena)
    perform(Confirm(restatement=restatement), now(marek))


def test_nobody_confirms_their_own_restatement(river, lena, marek, said):
    perform(EntrustConfirming(seat=marek.id), lena)
    not_there(Confirm(restatement=restated(now(marek), said)), now(marek))


def test_nobody_says_back_their_own_words(river, lena, said):
    refused(Restate(statement=said, text="What I said."), lena, "your own words")


def test_the_third_party_says_back_and_is_said_back(river, amara, lena, idris, plenary, said):
    perform(Confirm(restatement=restated(amara, said)), lena)
    hers = say(amara, plenary, "Let us begin with the dry months.").id
    perform(Confirm(restatement=restated(lena, hers)), amara)
    assert {str(each.listener or "third") for each in Loop.objects.seen_by(idris)} == {"third", "North"}


def test_each_side_has_a_loop_of_its_own(river, amara, lena, idris, said):
    perform(Confirm(restatement=restated(idris, said)), lena)
    restated(amara, said)
    assert [(each.state, each.listener and each.listener.key) for each in Loop.objects.seen_by(lena)] == [
        ("confirmed", "south"),
        ("restated", None),
    ]


def test_a_newer_restatement_takes_the_place_of_an_unanswered_one(river, lena, idris, said):
    old, new = restated(idris, said, "Water."), restated(idris, said)
    refused(Confirm(restatement=old), lena, "newer")
    perform(Confirm(restatement=new), lena)
    refused(Confirm(restatement=new), lena, "already")
    refused(Correct(restatement=new, missing="Something."), lena, "already")
    refused(Restate(statement=said, text="Once more."), idris, "confirmed")


def test_what_was_corrected_waits_for_a_new_restatement(river, lena, idris, said):
    restatement = restated(idris, said)
    perform(Correct(restatement=restatement, missing="When."), lena)
    refused(Confirm(restatement=restatement), lena, "next restatement")


def test_a_corrected_statement_is_not_confirmed_by_an_older_restatement(river, lena, idris, said):
    restatement = restated(idris, said)
    perform(AmendStatement(statement=said, text="We will let 30 pass."), lena)
    refused(Confirm(restatement=restatement), lena, "corrected after")
    perform(Correct(restatement=restatement, missing="30, not 40."), lena)


def test_a_struck_statement_is_not_said_back(river, lena, idris, said):
    perform(StrikeStatement(statement=said), lena)
    refused(Restate(statement=said, text="You said something."), idris, "withdrawn")
    refused(AskRestatement(statement=said), idris, "withdrawn")


def test_the_mediator_lets_a_loop_go_with_a_reason(river, amara, lena, idris, said):
    restatement = restated(idris, said)
    not_there(Waive(statement=said, reason="No time."), lena, idris)
    perform(Waive(statement=said, reason="Both understand; the hour is late."), amara)
    assert loop(lena, said).state == "waived"
    refused(Confirm(restatement=restatement), lena, "waived this loop")
    refused(Restate(statement=said, text="Once more."), idris, "waived this loop")
    refused(Waive(statement=said, reason="Again."), amara, "already")
    assert to_confirm(now(lena)) == []


def test_solutions_and_positions_are_said_back_too(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Water in summer"), amara).entry.id
    solution = perform(TableSolution(issue=issue, title="A joint gauge"), lena).entry.id
    position = perform(PutPosition(issue=issue, position="40 all year."), lena).entry.id
    for subject in ({"solution": solution}, {"position": position}):
        perform(AskRestatement(of="south", **subject), amara)
        said_back = perform(Restate(text="You want this measured.", **subject), idris).entry.id
        perform(Confirm(restatement=said_back), lena)
    assert [each.state for each in Loop.objects.seen_by(amara)] == ["confirmed", "confirmed"]


def test_one_asks_a_side_that_is_there_and_not_the_speaker_s(river, amara, lena, idris, said):
    refused(AskRestatement(statement=said, of="north"), amara, "own words")
    refused(AskRestatement(statement=said, of="west"), amara, "no such party")
    here = say(lena, river.book("caucus", "north"), "Between us: 35 would do.").id
    refused(AskRestatement(statement=here, of="south"), amara, "cannot read")
    perform(AskRestatement(statement=here), lena)
    assert len(to_restate(now(amara))) == 1  # she listens where she is alone with the speaker


def test_a_loop_in_a_caucus_is_not_there_for_the_other_side(river, amara, lena, idris):
    here = say(lena, river.book("caucus", "north"), "Between us: 35 would do.").id
    not_there(Restate(statement=here, text="35."), idris)
    restatement = restated(amara, here, "35 would do.")
    not_there(Confirm(restatement=restatement), idris)
    assert not Loop.objects.seen_by(idris).exists()


def test_observers_do_not_speak_here(river, amara, lena, idris, said):
    observer = admit(amara, "observer", "Observer")
    rules(amara, [lena, idris], observers=True)
    not_there(Restate(statement=said, text="Water."), now(observer))
    not_there(AskRestatement(statement=said), now(observer))


# ---- Guided talk


def test_in_a_guided_room_a_side_speaks_after_it_has_been_confirmed_to_have_heard(river, amara, lena, idris, plenary):
    not_there(Guide(room=plenary.id), lena, idris)
    perform(Guide(room=plenary.id), amara)
    refused(Guide(room=plenary.id), amara, "already")
    said = say(lena, plenary, "Your dam took our summer.").id
    refused(MakeStatement(room=plenary.id, text="It did not."), idris, "say back what Plenary")
    say(idris, plenary, "Which summer?", speech_act="question")
    say(amara, plenary, "Idris, what did you hear?")
    restatement = restated(idris, said, "Our dam took your summer.")
    refused(MakeStatement(room=plenary.id, text="It did not."), idris)
    perform(Confirm(restatement=restatement), lena)
    answer = say(now(idris), plenary, "It was a dry year upstream, too.").id
    refused(MakeStatement(room=plenary.id, text="Not that dry."), lena, "say back")
    perform(Waive(statement=answer, reason="We go on in writing."), amara)
    say(now(lena), plenary, "Not that dry.")
    perform(EndGuidance(room=plenary.id), amara)
    say(now(idris), plenary, "As dry as the gauge says.")
    refused(EndGuidance(room=plenary.id), amara, "not guided")


def test_answers_to_one_statement_may_be_guided_alone(river, amara, lena, idris, plenary, said):
    perform(Guide(statement=said), amara)
    refused(MakeStatement(room=plenary.id, text="No.", answers=said), idris, "say back")
    say(idris, plenary, "Something else.")
    perform(Confirm(restatement=restated(idris, said)), lena)
    say(idris, plenary, "Yes, and 50 in May.", answers=said)


def test_guided_talk_may_ask_where_one_agrees_and_what_one_learnt(river, amara, lena, idris, plenary):
    perform(Guide(room=plenary.id, agreement=True, learnt=True), amara)
    said = say(lena, plenary, "40 all year.").id
    refused(Restate(statement=said, text="40."), idris, "where you agree")
    refused(Restate(statement=said, text="40.", agreement="A number is needed."), idris, "what you learnt")
    restated(idris, said, agreement="A number is needed.", learnt="That May matters to you.")


def test_under_chatham_house_guided_talk_names_nobody(river, amara, lena, idris, marek, plenary):
    """A refusal must not tell whose side spoke: also a colleague's words are to be said back."""
    rules(amara, [lena, idris], chatham_house=True)
    perform(Guide(room=plenary.id), amara)
    said = say(now(lena), plenary, "40 all year.").id
    for seat in (marek, idris):
        refused(MakeStatement(room=plenary.id, text="No."), now(seat), "say back")
    restatement = restated(now(idris), said)
    (found,) = Loop.objects.seen_by(now(marek))
    assert (found.listener_id, found.named) == (None, "nobody")
    assert restatement and found.speaker_id is None
    perform(EntrustConfirming(seat=marek.id), lena)
    not_there(Confirm(restatement=restatement), now(marek))  # it would learn who spoke
    perform(Confirm(restatement=restatement), now(lena))


# ---- Over the API


def test_the_api_takes_a_loop_round(river, lena, idris, said):
    asked = Api(lena).act("consultation.ask_restatement", {"statement": said})
    assert asked.status_code == 201, asked.text
    back = Api(idris).act("consultation.restate", {"statement": said, "text": "40 pass."}).json()
    corrected = Api(lena).act(
        "consultation.correct", {"restatement": back["id"], "right": "40", "missing": "At least."}
    )
    assert (corrected.status_code, corrected.json()["id"]) == (201, back["id"])
    again = Api(idris).act("consultation.restate", {"statement": said, "text": "At least 40 pass."}).json()
    assert Api(idris).act("consultation.confirm", {"restatement": again["id"]}).status_code == 404
    assert Api(lena).act("consultation.confirm", {"restatement": again["id"]}).status_code == 201
    (told,) = Api(idris).get("/loops").json()["loops"]
    assert (told["state"], told["speaker"], told["listener"]) == ("confirmed", "north", "south")
    assert [r["state"] for r in told["restatements"]] == ["corrected", "confirmed"]


@pytest.mark.parametrize("data", [{}, {"statement": "x", "solution": "y"}, {"statement": 7}, {"text": "x"}])
def test_a_restatement_is_of_one_thing(river, idris, data):
    answer = Api(idris).act("consultation.restate", {"text": "40 pass.", **data})
    assert answer.status_code == 422, answer.text


# ---- Through the pages


def test_a_loop_goes_round_through_the_pages(river, lena, idris, said):
    page = f"/processes/{river.process}/rooms/statements/{said}/"
    theirs, ours = client_of(idris), client_of(lena)
    answer = form_on(theirs, page, "consultation.restate", statement=said).send(
        theirs, text="You let 30 cubic metres pass."
    )
    assert answer.status_code == 302
    shown = ours.get(page).text
    assert "not a verdict" in shown and "not found in the restatement" in shown and "40" in shown
    restatement = Restatement.objects.seen_by(lena).get()
    assert (
        form_on(ours, page, "consultation.correct", restatement=restatement.id)
        .send(ours, missing="40, not 30.")
        .status_code
        == 302
    )
    form_on(theirs, page, "consultation.restate").send(theirs, text="You let at least 40 cubic metres pass.")
    last = Restatement.objects.seen_by(lena).last()
    form = form_on(ours, page, "consultation.confirm", restatement=last.id)
    assert "This is not agreement" in form.words
    assert form.send(ours).status_code == 302
    heard = theirs.get(f"/processes/{river.process}/listening/").text
    assert "You let at least 40 cubic metres pass." in heard
    sent = {"about": "nothing", "text": "Words."}
    assert client_of(lena).post(act_at(river.process, "consultation.restate"), sent).status_code == 404


def test_guidance_and_confirmers_through_their_pages(river, amara, lena, idris, marek, plenary):
    room = f"/processes/{river.process}/rooms/{plenary.id}/"
    hers = client_of(amara)
    assert form_on(hers, room, "consultation.guide").send(hers, agreement="true").status_code == 302
    assert "Talk is guided here" in client_of(idris).get(room).text
    assert form_on(hers, room, "consultation.end_guidance").send(hers).status_code == 302
    page, mine = f"/processes/{river.process}/listening/", client_of(lena)
    assert form_on(mine, page, "consultation.entrust_confirming").send(mine, seat=marek.id).status_code == 302
    assert form_on(mine, page, "consultation.end_confirming").send(mine).status_code == 302
