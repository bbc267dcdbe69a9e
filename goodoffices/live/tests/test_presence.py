"""Who is here, the same in every room; who writes, in that room alone."""

import time

import pytest
from django.urls import reverse

from goodoffices.briefing.departures import departures_of
from goodoffices.consultation.acts import MakeStatement
from goodoffices.live import attendance, presence
from goodoffices.live.tests.house import House, eventually
from goodoffices.process.acts import ProposeGroundRules
from goodoffices.process.acts.rules import AcceptGroundRules
from goodoffices.record.acts import NotThere
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(attendance, "GRACE_PERIOD", 0.2)
    monkeypatch.setattr(attendance, "MIN_INTERVAL", 0.05)
    presence._last_sent.clear()


def seen(page) -> dict[str, str]:
    """Who is here and who is away, as the page has been told so far."""
    return {seat: state for event in page.events("presence") for seat, state in event.json["seats"].items()}


def marker(river, seat) -> None:
    perform(MakeStatement(room=river.book("plenary").id, text="A marker."), seat)


def test_a_page_is_told_who_is_here_who_comes_and_who_goes(house, river, lena, idris):
    page = house.page(lena).opened()
    eventually(lambda: seen(page) == {lena.id: "here"})
    other = house.page(idris).opened()
    eventually(lambda: seen(page) == {lena.id: "here", idris.id: "here"})
    assert other.await_events("presence")[0].json == {"seats": {lena.id: "here", idris.id: "here"}}
    assert presence.present(river.process) == {lena.id, idris.id}
    other.hang_up()
    eventually(lambda: seen(page) == {lena.id: "here", idris.id: "away"})
    assert presence.present(river.process) == {lena.id}


def test_whoever_comes_back_in_time_was_never_away(house, river, lena, idris, monkeypatch):
    monkeypatch.setattr(attendance, "GRACE_PERIOD", 3_600)
    page = house.page(lena).opened()
    first, second = house.page(idris).opened(), house.client(idris).opened()
    for stream in (first, second):
        stream.hang_up()
        assert presence.present(river.process) == {lena.id, idris.id}
    house.page(idris).opened().hang_up()
    assert "away" not in seen(page).values()


def test_whoever_comes_back_is_given_the_whole_time_again(house, river, lena, idris):
    """Their first leave runs out while they are here."""
    page = house.page(lena).opened()
    house.page(idris).opened().hang_up()
    back, over = house.page(idris).opened(), time.monotonic() + 1.5 * attendance.GRACE_PERIOD
    eventually(lambda: time.monotonic() > over)
    assert "away" not in seen(page).values()
    back.hang_up()
    eventually(lambda: seen(page)[idris.id] == "away")


def test_when_nobody_serves_nobody_is_here(river):
    assert presence.present(river.process) == set()


def test_presence_says_nothing_of_rooms_and_reaches_no_client(house, river, lena, idris, amara):
    client = house.client(idris).opened()
    pages = [house.page(seat).opened() for seat in (lena, amara, idris)]
    for page in pages:
        eventually(lambda: len(seen(page)) == 3)  # noqa: B023
        assert {key for event in page.events("presence") for key in event.json} == {"seats"}
    marker(river, lena)
    client.await_events("entry")
    assert [event.name for event in client.events()] == ["entry"]


def test_another_process_is_not_told_who_is_here(house, lena, noor):
    page, foreign = house.page(lena).opened(), house.page(noor).opened()
    eventually(lambda: seen(page) == {lena.id: "here"})
    eventually(lambda: seen(foreign) == {noor.id: "here"})


def test_typing_shows_in_its_room_and_not_to_the_one_who_writes(house, river, lena, idris, amara):
    caucus = river.book("caucus", "north")
    mediator, own, other, client = (
        house.page(amara).opened(),
        house.page(lena).opened(),
        house.page(idris).opened(),
        house.client(amara).opened(),
    )
    presence.typing(caucus, lena)
    (event,) = mediator.await_events("typing")
    assert event.json == {"book": caucus.id, "seat": lena.id, "name": lena.name}
    assert not event.id  # it is no place in the record
    marker(river, lena)
    for stream, name in ((own, "grew"), (other, "grew"), (client, "entry")):
        stream.await_events(name)
        assert not stream.events("typing")


def test_typing_is_told_once_in_a_while_and_in_each_room_by_itself(house, river, lena, amara):
    page = house.page(amara).opened()
    for book in (river.book("caucus", "north"), river.book("plenary")):
        for _ in range(5):
            presence.typing(book, lena)
    marker(river, lena)
    page.await_events("grew")
    assert [event.json["book"] for event in page.events("typing")] == [
        river.book("caucus", "north").id,
        river.book("plenary").id,
    ]


def test_nobody_is_named_as_typing_where_the_ground_rules_hide_who_speaks(house, river, lena, idris, amara):
    rules = perform(
        ProposeGroundRules(
            regime="closed",
            nothing_agreed=True,
            observers=False,
            languages=["en"],
            text="Chatham House.",
            chatham_house=True,
        ),
        amara,
    ).entry
    for head in (lena, idris):
        perform(AcceptGroundRules(rules=rules.id), head)
    page = house.page(idris).opened()
    presence.typing(river.book("plenary"), lena)
    assert page.await_events("typing")[0].json == {"book": river.book("plenary").id, "seat": None, "name": None}


def test_nobody_types_in_a_room_that_they_cannot_enter(house, river, lena):
    with pytest.raises(NotThere):
        presence.typing(river.book("caucus", "south"), lena)


def test_the_page_says_over_its_own_address_that_somebody_writes(house, river, lena, idris):
    page = house.page(idris).opened()
    path = reverse("live:typing", args=[river.process, river.book("plenary").id])
    assert client_of(lena).post(path).status_code == 204
    assert page.await_events("typing")[0].json["seat"] == lena.id


def test_presence_outlasts_a_process_with_no_one_left(river, idris):
    with House() as house:
        house.page(idris).opened().hang_up()
        eventually(lambda: presence.present(river.process) == set())


def test_whoever_left_finds_what_came_since_their_last_page_was_closed(house, river, lena, idris):
    heads = {id: book.head for id, book in lena.shelf().items()}
    page = house.page(lena).opened()
    page.hang_up()
    marker(river, idris)  # within the grace: they have not been told
    (left,) = eventually(lambda: departures_of(lena))
    assert left.heads == heads
    assert departures_of(idris) == []


def test_whoever_came_back_in_time_has_not_left(house, river, lena, monkeypatch):
    monkeypatch.setattr(attendance, "GRACE_PERIOD", 3_600)
    house.page(lena).opened().hang_up()
    back = house.page(lena).opened()
    assert presence.present(river.process) == {lena.id} and departures_of(lena) == []
    back.hang_up()


def test_a_server_that_stops_notes_who_was_here_and_who_had_just_left(river, lena, idris, amara, monkeypatch):
    monkeypatch.setattr(attendance, "GRACE_PERIOD", 3_600)
    with House() as house:
        page = house.page(lena).opened()
        house.page(idris).opened().hang_up()
        before = {id: book.head for id, book in now(idris).shelf().items()}
        marker(river, amara)
        eventually(lambda: b"A marker." in page.bytes)
    (left,), (stayed,) = departures_of(idris), departures_of(lena)
    assert left.heads == before
    assert stayed.heads == {id: book.head for id, book in now(lena).shelf().items()}
    assert departures_of(amara) == []
