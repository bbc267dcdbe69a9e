"""Rounds and sessions: framed, adopted, opened, concluded; one at a time."""

import pytest

from goodoffices.process.acts import (
    AdoptAgenda,
    AppointActingHead,
    CloseSession,
    ConcludeRound,
    FrameRound,
    OpenRound,
    OpenSession,
    ReframeRound,
    TakeUpItem,
    WithdrawConsent,
)
from goodoffices.process.models import AgendaItem, Round, Session
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import form_on
from tests.table import admit, founded, not_there, now, refused


@pytest.fixture
def framed(river, amara) -> str:
    act = FrameRound(title="Round 1", venue="Vienna", begins="2025-05-05", ends="2025-05-09", items=["Water", "Gauges"])
    return perform(act, amara).entry.id


def test_the_third_party_frames_the_next_round(river, amara, lena, framed):
    round = Round.objects.seen_by(lena).get(id=framed)
    assert (round.ordinal, round.state, round.begins, round.items) == (1, "framed", "2025-05-05", ["Water", "Gauges"])
    perform(FrameRound(title="Round 2"), amara)
    assert [r.ordinal for r in Round.objects.seen_by(lena).order_by("number")] == [1, 2]
    not_there(FrameRound(title="Round 3"), lena, admit(amara, "interpreter", "Interpreter"))


def test_a_round_is_framed_while_the_process_is_prepared_but_not_opened(database, keyed, replayed):
    mediator = founded("Talks on the Sea", "east", "west")
    framed = perform(FrameRound(title="Round 1"), mediator).entry.id
    refused(OpenRound(round=framed), mediator, "opens once")


def test_a_round_does_not_end_before_it_begins(river, amara):
    refused(FrameRound(title="Round 1", begins="2025-05-09", ends="2025-05-05"), amara, "Check the dates")
    perform(FrameRound(title="One day", begins="2025-05-05", ends="2025-05-05"), amara)


@pytest.mark.parametrize(
    "more",
    [
        {"begins": "tomorrow"},
        {"ends": "2025-02-30"},
        {"items": ["x"] * 51},
        {"items": ["two\nlines"]},
        {"items": [" "]},
    ],
)
def test_a_round_has_its_shape(more):
    with pytest.raises(ValueError, match=next(iter(more))):
        FrameRound(title="Round 1", **more)


def test_the_agenda_is_adopted_with_the_last_head(river, amara, lena, idris, framed):
    not_there(AdoptAgenda(round=framed), amara, admit(lena, "delegate", "Delegate, North", "north"))
    perform(AdoptAgenda(round=framed), lena)
    assert not Round.objects.seen_by(lena).get(id=framed).adopted
    refused(AdoptAgenda(round=framed), lena, "already")
    perform(AdoptAgenda(round=framed), idris)
    assert Round.objects.seen_by(lena).get(id=framed).adopted


def test_a_party_adopts_once_whoever_speaks_for_it(river, lena, framed):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    perform(AppointActingHead(seat=marek.id), lena)
    perform(AdoptAgenda(round=framed), now(marek))
    not_there(AdoptAgenda(round=framed), now(lena))  # whoever acts decides alone
    perform(AppointActingHead(), now(lena))
    refused(AdoptAgenda(round=framed), now(lena), "already")


def test_a_round_is_opened_once_and_no_two_at_a_time(river, amara, lena, framed):
    not_there(OpenRound(round=framed), lena)
    opened = perform(OpenRound(round=framed), amara).entry
    assert Round.objects.seen_by(lena).get(id=framed).opened_at == opened.at
    refused(OpenRound(round=framed), amara, "opened before")
    second = perform(FrameRound(title="Round 2"), amara).entry.id
    refused(OpenRound(round=second), amara, "Conclude it first")
    perform(ConcludeRound(round=framed), amara)
    refused(OpenRound(round=framed), amara, "opened before")
    perform(OpenRound(round=second), amara)


def test_a_round_is_concluded_with_highlights_and_a_framework_for_the_next(river, amara, lena, framed):
    refused(ConcludeRound(round=framed), amara, "Open it first")
    perform(OpenRound(round=framed), amara)
    not_there(ConcludeRound(round=framed), lena)
    done = perform(ConcludeRound(round=framed, highlights=["Gauges agreed"], framework="Water next."), amara).entry
    round = Round.objects.seen_by(lena).get(id=framed)
    assert (round.state, round.highlights, round.framework, round.concluded_at) == (
        "concluded", ["Gauges agreed"], "Water next.", done.at,
    )  # fmt: skip
    refused(ConcludeRound(round=framed), amara)
    refused(AdoptAgenda(round=framed), lena, "concluded")


def test_sessions_belong_to_an_open_round_one_at_a_time(river, amara, lena, framed):
    refused(OpenSession(round=framed, title="Day 1"), amara, "Open the round first")
    perform(OpenRound(round=framed), amara)
    not_there(OpenSession(round=framed, title="Day 1"), lena)
    session = perform(OpenSession(round=framed, title="Day 1"), amara).entry
    refused(OpenSession(round=framed, title="Day 2"), amara, "Close it first")
    refused(ConcludeRound(round=framed), amara, "Close it first")
    not_there(CloseSession(session=session.id), lena)
    closed = perform(CloseSession(session=session.id), amara).entry
    row = Session.objects.seen_by(lena).get()
    assert (row.opened_at, row.closed_at) == (session.at, closed.at)
    refused(CloseSession(session=session.id), amara, "already closed")
    perform(OpenSession(round=framed, title="Day 2"), amara)


def test_the_chair_takes_up_one_item_of_an_open_round_after_the_other(river, amara, lena, framed):
    water, gauges = AgendaItem.objects.seen_by(lena).filter(round=framed)
    refused(TakeUpItem(item=water.id), amara, "Open the round first")
    perform(OpenRound(round=framed), amara)
    not_there(TakeUpItem(item=water.id), lena)
    room, hers, mine = (
        f"/processes/{river.process}/rooms/{river.book('plenary').id}/",
        client_of(amara),
        client_of(now(lena)),
    )
    assert "No item has been taken up yet." in mine.get(room).text
    for item in (water, gauges):
        form = form_on(hers, room, "process.take_up_item")
        assert f"{item.place}. {item.text}" in form.words
        assert form.send(hers, item=item.id).status_code == 302
        assert AgendaItem.objects.seen_by(lena).get(present=True) == item
        assert f"Item {item.place} of 2" in mine.get(room).text
    refused(TakeUpItem(item=gauges.id), amara, "already at this item")
    perform(ReframeRound(round=framed, items=["Water"]), amara)
    refused(TakeUpItem(item=gauges.id), amara, "no longer on the agenda")
    assert "No item has been taken up yet." in mine.get(room).text


def test_a_session_is_closed_while_the_talks_are_suspended_but_none_is_opened(river, amara, idris, framed):
    perform(OpenRound(round=framed), amara)
    session = perform(OpenSession(round=framed, title="Day 1"), amara).entry.id
    perform(WithdrawConsent(), idris)
    perform(CloseSession(session=session), amara)
    refused(OpenSession(round=framed, title="Day 2"), amara, "suspended")


def test_rounds_of_other_processes_are_not_there(river, noor, amara):
    elsewhere = perform(FrameRound(title="Round 1"), noor).entry.id
    not_there(OpenRound(round=elsewhere), amara)
    not_there(AdoptAgenda(round=elsewhere), amara)


# ---- Reframing


def test_a_round_is_reframed_until_it_is_concluded(river, amara, lena, framed):
    not_there(ReframeRound(round=framed, title="Talks"), lena)
    perform(ReframeRound(round=framed, venue="Geneva", ends="2031-01-09"), amara)
    found = Round.objects.seen_by(lena).get(id=framed)
    assert (found.venue, found.ends) == ("Geneva", "2031-01-09")
    perform(OpenRound(round=framed), amara)
    perform(ReframeRound(round=framed, title="The first round"), amara)
    assert Round.objects.seen_by(lena).get(id=framed).title == "The first round"
    perform(ConcludeRound(round=framed), amara)
    refused(ReframeRound(round=framed, title="Talks"), amara, "is concluded")


def test_with_other_items_every_head_adopts_anew(river, amara, lena, idris, framed):
    for head in (lena, idris):
        perform(AdoptAgenda(round=framed), head)
    perform(ReframeRound(round=framed, venue="Geneva"), amara)
    assert Round.objects.seen_by(lena).get(id=framed).adopted
    perform(ReframeRound(round=framed, items=["Fish", "Water"]), amara)
    assert not Round.objects.seen_by(lena).get(id=framed).adopted
    perform(AdoptAgenda(round=framed), lena)
    assert not Round.objects.seen_by(lena).get(id=framed).adopted
    perform(AdoptAgenda(round=framed), idris)
    assert Round.objects.seen_by(lena).get(id=framed).adopted


def test_a_frame_must_hold_and_say_something_new(river, amara, framed):
    found = Round.objects.seen_by(amara).get(id=framed)
    refused(ReframeRound(round=framed), amara, "already the plan")
    refused(ReframeRound(round=framed, title=found.title, items=found.items), amara, "already the plan")
    perform(ReframeRound(round=framed, begins="2025-05-06"), amara)
    refused(ReframeRound(round=framed, ends="2025-05-05"), amara, "ends before it begins")
