"""Heard is bound to words: no page and no answer of the API says “confirmed” beside words other than those said back."""

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goodoffices.agenda.acts import AmendIssue, RaiseIssue
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.consultation.models import Statement
from goodoffices.listening.acts import AskRestatement, Confirm, Correct, Guide, Restate, Waive
from goodoffices.listening.measures import of_loops
from goodoffices.listening.models import Loop, Restatement
from goodoffices.listening.queries import open_loops, to_confirm, to_restate, to_restate_anew
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.profiles import examples
from tests.table import now, refused, say

STEPS = st.lists(st.sampled_from(("restate", "confirm", "correct", "amend", "waive", "strike")), max_size=9)
CONFIRMED = re.compile(r"\bConfirmed (?!of an earlier wording)")
# One subject at a time: an article of “What was heard”, a loop beside its statement, the statement itself.
PIECES = re.compile(r"<article class=\"understood\".*?</article>|<section class=\"loop\".*?</section>", re.S)
WORDING, SAID_BACK = re.compile(r"wording-(\d+\.\d+)"), re.compile(r"restated-(\d+\.\d+)")


@pytest.fixture
def said(river, lena):
    return say(lena, river.book("plenary"), "wording-0").id


def confirmed(idris, lena, said, text="restated-0"):
    restatement = perform(Restate(statement=said, text=text), idris).entry.id
    perform(Confirm(restatement=restatement), lena)
    return restatement


def heard_page(river):
    return reverse("listening:heard", args=[river.process])


def read(seat, address):
    answer = client_of(seat).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@settings(max_examples=examples(ci=12, long=80), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=["restate", "confirm", "amend"])
@example(steps=["restate", "confirm", "amend", "restate", "confirm"])
@example(steps=["restate", "correct", "amend", "restate", "confirm", "amend", "strike"])
def test_nothing_shows_confirmed_beside_other_words(river, amara, lena, idris, steps):
    run, wordings = river.book("plenary").head, 0  # what earlier examples said still stands in the room
    said = say(lena, river.book("plenary"), f"wording-{run}.0").id
    for step in steps:
        newest = Restatement.objects.seen_by(amara).filter(loop__about=said).last()
        act, seat = {
            "restate": (Restate(statement=said, text=f"restated-{run}.{wordings}"), idris),
            "confirm": (Confirm(restatement=newest.id if newest else "none"), lena),
            "correct": (Correct(restatement=newest.id if newest else "none", missing="Something."), lena),
            "amend": (AmendStatement(statement=said, text=f"wording-{run}.{wordings + 1}"), lena),
            "waive": (Waive(statement=said, reason="Enough."), amara),
            "strike": (StrikeStatement(statement=said), lena),
        }[step]
        try:
            perform(act, now(seat))
        except (NotThere, Refused):
            continue
        wordings += step == "amend"
    for seat in (lena, idris, amara):
        _look(now(seat), river, said, f"{run}.{wordings}")


def _look(seat, river, said, newest):
    room = reverse("consultation:room", args=[river.process, river.book("plenary").id])
    statement = Statement.objects.seen_by(seat).get(id=said).page()
    pages = "".join(read(seat, address) for address in (heard_page(river), room, statement))
    for piece in PIECES.findall(pages):
        if f"restated-{newest.split('.')[0]}." in piece and CONFIRMED.search(piece):
            shown = set(WORDING.findall(piece)) or {newest}
            last = SAID_BACK.findall(piece)[-1]
            assert shown == {last}, piece
    for loop in Api(seat).get("/loops").json()["loops"]:
        if loop["subject"] == said:
            texts = [each["text"] for each in loop["restatements"] if each["state"] == "confirmed"]
            assert set(texts) <= {f"restated-{newest}"}
            assert loop["state"] != "confirmed" or texts == [f"restated-{newest}"]


def test_a_correction_makes_a_confirmed_loop_outdated_and_opens_it_again(river, amara, lena, idris, said):
    first = confirmed(idris, lena, said)
    assert to_restate_anew(now(idris)) == []
    correction = perform(AmendStatement(statement=said, text="wording-1"), lena).entry.number

    (loop,) = Api(now(idris)).get("/loops").json()["loops"][-1:]
    assert (loop["state"], loop["restatements"][-1]["state"]) == ("outdated", "outdated")
    assert [each.about_id for each in to_restate_anew(now(idris))] == [said]
    assert to_restate_anew(now(lena)) == [] and said in {each.about_id for each in open_loops(now(amara))}
    heard = read(now(idris), heard_page(river))
    (article,) = re.findall(r"<article class=\"understood\" data-state=\"outdated\".*?</article>", heard, re.S)
    assert "Confirmed of an earlier wording" in article
    assert article.index("wording-0") < article.index("restated-0") < article.index("wording-1")

    second = perform(Restate(statement=said, text="restated-1"), idris).entry.id
    assert to_restate_anew(now(idris)) == []
    perform(Confirm(restatement=second), lena)
    states = {row.id: (row.state, row.of_wording) for row in Restatement.objects.seen_by(lena).filter(loop__about=said)}
    assert states == {
        first: ("confirmed", Statement.objects.seen_by(lena).get(id=said).number),
        second: ("confirmed", correction),
    }
    page = read(now(lena), Statement.objects.seen_by(lena).get(id=said).page())
    assert page.count("Confirmed of an earlier wording.") == 1 and 'data-state="confirmed"' in page


def test_what_was_corrected_before_it_was_confirmed_waits_for_the_listener(river, lena, idris, said):
    restatement = perform(Restate(statement=said, text="restated-0"), idris).entry.id
    assert [loop.about_id for loop in to_confirm(now(lena))] == [said]
    perform(AmendStatement(statement=said, text="wording-1"), lena)
    refused(Confirm(restatement=restatement), now(lena), "corrected after this restatement")
    assert to_confirm(now(lena)) == []
    assert [loop.about_id for loop in to_restate_anew(now(idris))] == [said]


def test_struck_words_are_marked_where_they_were_heard(river, lena, idris, said):
    confirmed(idris, lena, said)
    perform(StrikeStatement(statement=said), lena)
    heard = read(now(idris), heard_page(river))
    (article,) = [piece for piece in PIECES.findall(heard) if "wording-0" in piece]
    assert "withdrawn since" in article and 'class="text struck"' in article
    assert to_restate_anew(now(idris)) == []


def test_what_was_let_go_does_not_wait_anew(river, amara, lena, idris, said):
    perform(Restate(statement=said, text="restated-0"), idris)
    perform(Waive(statement=said, reason="Enough."), amara)
    perform(AmendStatement(statement=said, text="wording-1"), lena)
    assert to_restate_anew(now(idris)) == [] and to_restate(now(idris)) == []
    assert Loop.objects.seen_by(amara).select_related("about").get(about=said).standing == "waived"


def test_guided_talk_waits_for_the_words_as_they_stand(river, amara, lena, idris):
    plenary = river.book("plenary")
    perform(Guide(room=plenary.id), amara)
    said = say(lena, plenary, "wording-0").id
    confirmed(idris, lena, said)
    say(now(idris), plenary, "An answer.")
    perform(AmendStatement(statement=said, text="wording-1"), lena)
    with pytest.raises(Refused, match="say back"):
        say(now(idris), plenary, "Another answer.")


def test_only_what_is_heard_as_it_stands_counts_as_confirmed(river, amara, lena, idris, said):
    def counted():
        figures = {measure.name: measure.values for measure in of_loops(now(amara), plenary_only=False)}
        north = Loop.objects.seen_by(amara).get(about=said).speaker_id
        return figures["confirmed"].get(north, 0), figures["heard_open"].get(north, 0)

    confirmed(idris, lena, said)
    before = counted()
    perform(AmendStatement(statement=said, text="wording-1"), lena)
    assert counted() == (before[0] - 1, before[1] + 1)


def test_a_reworded_issue_shows_the_words_that_were_heard(river, amara, lena, idris):
    issue = perform(RaiseIssue(title="Title zero", summary="Summary zero"), lena).entry.id
    restatement = perform(Restate(about=issue, text="You wish to speak of zero."), idris).entry.id
    perform(Confirm(restatement=restatement), lena)
    perform(AmendIssue(issue=issue, summary="Summary one"), lena)
    perform(AmendIssue(issue=issue, title="Title two"), lena)
    heard = read(now(idris), heard_page(river))
    (article,) = [piece for piece in PIECES.findall(heard) if "You wish to speak of zero." in piece]
    assert article.index("Summary zero") < article.index("You wish") < article.index("Summary one")


def test_an_asking_is_met_again_after_a_correction(river, amara, lena, idris, said):
    perform(AskRestatement(statement=said), amara)
    confirmed(idris, lena, said)
    assert to_restate(now(idris)) == []
    perform(AmendStatement(statement=said, text="wording-1"), lena)
    assert [loop.about_id for loop in to_restate_anew(now(idris))] == [said]
