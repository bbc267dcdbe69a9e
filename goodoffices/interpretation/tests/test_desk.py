"""The interpreters’ desk: what waits to be rendered where they work, in order; the terms in it; who has the floor."""

import pytest
from django.urls import reverse

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.briefing.todo import asks_of
from goodoffices.chairing.acts import AskFloor
from goodoffices.consultation.acts import AmendStatement
from goodoffices.interpretation.acts import AskRendering, ProposeTerm, Render
from goodoffices.interpretation.unrendered import waits_unrendered, works
from goodoffices.listening.acts import Restate
from goodoffices.process.acts import AcceptInterpreter, AssignInterpreter, SayLanguages
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import DraftGist
from tests.cast import Api, client_of
from tests.table import admit, not_there, now, say


@pytest.fixture
def joon(amara):
    return admit(amara, "interpreter", "Interpreter")


@pytest.fixture
def reading(lena, idris):
    """North reads English, South Arabic."""
    perform(SayLanguages(languages=["en"]), lena)
    perform(SayLanguages(languages=["ar"]), idris)


def waiting(seat):
    return [(each.sort, each.noun.in_words(), each.into) for each in waits_unrendered(now(seat))]


def test_binding_words_wait_first_then_questions_then_what_was_said_back(river, amara, lena, idris, joon, reading):
    plenary, caucus = river.book("plenary"), river.book("caucus", "south")
    perform(RaiseIssue(title="Water"), amara)
    plain = say(lena, plenary, "Good morning.").id
    ours = say(idris, caucus, "بيننا.").id
    perform(DraftGist(statement=ours, to="north", text="In brief."), amara)
    perform(Restate(statement=plain, text="صباح الخير."), idris)
    say(lena, plenary, "How many days?", speech_act="question")
    say(lena, plenary, "Thirty days.", binding=True)
    found = [row for row in waiting(joon) if row[1] not in ("Ten days.",)]
    sorts = [sort for sort, _words, _into in found]
    assert sorts == sorted(sorts, key=["binding", "question", "restatement", "gist", "other"].index)
    assert found[:4] == [
        ("binding", "Thirty days.", ("ar",)),
        ("question", "How many days?", ("ar",)),
        ("restatement", "صباح الخير.", ("en",)),
        ("gist", "In brief.", ("ar",)),
    ]
    assert ("other", "بيننا.", ("en",)) not in found  # North does not read that caucus
    assert {words for sort, words, _into in found if sort == "other"} >= {"Water", "Good morning."}


def test_what_has_been_rendered_waits_no_more_until_it_is_corrected(river, lena, idris, joon, reading):
    said = say(lena, river.book("plenary"), "Good morning to all.").id
    line = ("other", "Good morning to all.", ("ar",))
    assert line in waiting(joon)
    perform(Render(statement=said, language="ar", text="صباح الخير."), joon)
    assert line not in waiting(joon)
    perform(AmendStatement(statement=said, text="Good evening to all."), lena)
    assert ("other", "Good evening to all.", ("ar",)) in waiting(joon)


def test_what_is_asked_for_waits_though_nobody_said_what_they_read(river, lena, idris, joon):
    said = say(lena, river.book("plenary"), "Good morning.").id
    assert waiting(joon) == []
    perform(AskRendering(about=said, language="fr"), idris)
    assert waiting(joon) == [("other", "Good morning.", ("fr",))]
    page = client_of(now(joon)).get(reverse("interpretation:desk", args=[river.process])).text
    assert "Asked for" in page and "Good morning." in page
    told = Api(now(joon)).get("/unrendered").json()["waits"]
    assert [(row["subject"], row["into"], row["asked"]) for row in told] == [(said, ["fr"], ["fr"])]
    perform(Render(statement=said, language="fr", text="Bonjour."), joon)
    assert waiting(joon) == []


def test_the_desk_is_not_empty_while_something_waits(river, lena, idris, joon, reading):
    sorts = {todo.sort for todo in asks_of(now(joon))}
    assert "renderings" not in sorts or waiting(joon)
    say(lena, river.book("plenary"), "Good morning.")
    sentences = [todo.sentence for todo in asks_of(now(joon)) if todo.sort == "renderings"]
    count = len(waiting(joon))
    assert count
    assert sentences == [
        f"{count} things are waiting to be rendered." if count > 1 else "1 thing waits to be rendered."
    ]
    assert not [todo for todo in asks_of(now(lena)) if "rendered" in todo.sentence]


def test_an_assignment_says_where_they_work(river, amara, lena, idris, joon, reading):
    say(lena, river.book("plenary"), "In the plenary.")
    ours = say(lena, river.book("caucus", "north"), "نقول بيننا.").id
    perform(AskRendering(about=ours, language="en"), lena)
    assert {words for _sort, words, _into in waiting(joon)} >= {"In the plenary.", "نقول بيننا."}
    made = perform(AssignInterpreter(seat=joon.id, book=river.book("caucus", "north").id), amara).entry.id
    assert {words for _sort, words, _into in waiting(joon)} >= {"In the plenary.", "نقول بيننا."}  # not accepted yet
    perform(AcceptInterpreter(assignment=made), now(lena))
    assert [words for _sort, words, _into in waiting(joon)] == ["نقول بيننا."]


def test_a_party_s_own_interpreter_renders_in_its_rooms_alone(river, amara, lena, idris):
    nils = admit(lena, "adviser", "Interpreter of North", "north")
    caucus = river.book("caucus", "north")
    ours = say(lena, caucus, "Between us.").id
    table = say(lena, river.book("plenary"), "Before all.").id
    not_there(Render(statement=ours, language="ar", text="بيننا."), nils)
    assert not works(nils)
    perform(AssignInterpreter(seat=nils.id, book=caucus.id), now(lena))
    assert works(now(nils))
    perform(Render(statement=ours, language="ar", text="بيننا."), now(nils))
    not_there(Render(statement=table, language="ar", text="أمام الجميع."), now(nils))


def test_the_terms_and_the_floor_stand_beside_it(river, amara, lena, idris, joon, reading):
    perform(ProposeTerm(called={"en": "notice", "ar": "إشعار"}), amara)
    say(lena, river.book("plenary"), "We want notice.")
    perform(AskFloor(room=river.book("plenary").id), now(idris))
    page = client_of(now(joon)).get(reverse("interpretation:desk", args=[river.process])).text
    assert "Speakers’ list" in page
    assert 'lang="ar" dir="auto">إشعار' in page


def test_it_shows_nobody_what_they_do_not_read(river, amara, lena, idris, joon, reading):
    secret = say(lena, river.book("caucus", "north"), "Our red line.").id
    perform(AskRendering(about=secret, language="ar"), lena)
    page = reverse("interpretation:desk", args=[river.process])
    assert "Our red line." in client_of(now(joon)).get(page).text
    assert "Our red line." not in client_of(now(idris)).get(page).text
    assert secret not in Api(now(idris)).get("/unrendered").text


def test_of_a_long_record_the_latest_wait_and_what_binds_or_was_asked_for_however_old(
    river, lena, idris, joon, reading, monkeypatch
):
    monkeypatch.setattr("goodoffices.interpretation.unrendered.MOST_OF_A_SORT", 2)
    plenary = river.book("plenary")
    say(lena, plenary, "Thirty days.", binding=True)
    perform(AskRendering(about=say(lena, plenary, "This one, please.").id, language="fr"), idris)
    for n in range(4):
        say(lena, plenary, f"Word {n}.")
    words = {words for _sort, words, _into in waiting(joon)}
    assert words & {"Word 0.", "Word 1.", "Word 2.", "Word 3."} == {"Word 2.", "Word 3."}
    assert {"Thirty days.", "This one, please."} <= words
