"""A private signal: from one seat to the mediator, while a session is open; nobody else learns of it."""

import pytest
from django.urls import reverse

from goodoffices.listening.labels import SIGNALS
from goodoffices.listening.models import Signal
from goodoffices.listening.signals import given_to, own_signal, signal
from goodoffices.process.acts import CloseSession, FrameRound, OpenRound, OpenSession
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.databases import everything_recorded
from tests.table import admit, now


@pytest.fixture
def round_(amara):
    framed = perform(FrameRound(title="Round 1"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    return framed


@pytest.fixture
def session(amara, round_):
    return perform(OpenSession(round=round_, title="Day 1"), amara).entry.id


def room(river):
    return reverse("consultation:room", args=[river.process, river.book("plenary").id])


def test_the_mediator_reads_it_and_nobody_else(river, amara, lena, idris, session):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    before = everything_recorded()
    for word in ("slower", "unheard"):  # the later takes the place of the earlier
        signal(now(lena), word)
    assert everything_recorded() == before
    assert [(given.seat.id, given.word) for given in given_to(now(amara))] == [(lena.id, "We do not feel heard")]
    assert own_signal(now(lena)) == "unheard"
    for seat in (idris, marek, admit(amara, "interpreter", "Interpreter")):
        assert given_to(now(seat)) == [] and own_signal(now(seat)) == ""
        page = client_of(now(seat)).get(reverse("listening:signals", args=[river.process])).content.decode()
        assert "None in this session." in page


def test_it_is_given_and_taken_back_in_the_room(river, amara, lena, idris, session):
    client = client_of(now(lena))
    assert "To the mediator alone" in client.get(room(river)).content.decode()
    address = reverse("listening:signal", args=[river.process])
    answer = client.post(address, {"word": "caucus"}, headers={"hx-request": "true"})
    assert answer.status_code == 200 and 'aria-pressed="true">We need a caucus' in answer.content.decode()
    shown = client_of(now(amara)).get(room(river)).content.decode()
    assert "We need a caucus</b>" in shown and lena.name in shown
    assert "We need a caucus</b>" not in client_of(now(idris)).get(room(river)).content.decode()
    assert client.post(address, {"word": ""}).status_code == 302
    assert given_to(now(amara)) == []


def test_it_is_gone_with_the_session(amara, lena, round_, session):
    signal(now(lena), "slower")
    perform(CloseSession(session=session), amara)
    assert given_to(now(amara)) == [] and own_signal(now(lena)) == ""
    with pytest.raises(Refused, match="No session is open"):
        signal(now(lena), "slower")
    perform(OpenSession(round=round_, title="Day 2"), now(amara))
    assert given_to(now(amara)) == [] and own_signal(now(lena)) == ""
    signal(now(lena), "go_on")
    assert Signal.objects.count() == 1


def test_only_seats_of_delegations_signal_and_only_these_words(river, amara, lena, session):
    ines = admit(amara, "observer", "Observer")
    for seat, word in ((amara, "slower"), (ines, "slower"), (lena, "faster")):
        with pytest.raises(NotThere):
            signal(now(seat), word)
    answer = client_of(now(lena)).post(reverse("listening:signal", args=[river.process]), {"word": "faster"})
    assert answer.status_code == 404 and not Signal.objects.exists()


def test_where_no_session_is_open_there_is_nothing_to_signal(river, amara, lena):
    assert "To the mediator alone" not in client_of(now(lena)).get(room(river)).content.decode()
    assert "Signals to you" not in client_of(now(amara)).get(room(river)).content.decode()
    answer = client_of(now(lena)).post(reverse("listening:signal", args=[river.process]), {"word": "slower"})
    assert answer.status_code == 422 and "No session is open" in answer.content.decode()


@pytest.mark.parametrize("word", sorted(SIGNALS))
def test_every_signal_has_a_word(amara, lena, session, word):
    signal(now(lena), word)
    assert [given.word for given in given_to(now(amara))] == [str(SIGNALS[word])]
