"""When seats are asked again what they read, and that this costs the same however many listen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.consultation.acts import MakeStatement
from goodoffices.live import stream as stream_module
from goodoffices.live import updates
from goodoffices.live.readers import books_read_by, memberships_of, readers
from goodoffices.live.tests.house import House, eventually
from goodoffices.process.acts import (
    AdmitSeat,
    ChangeSidebar,
    ChangeTaskForce,
    LeaveTalks,
    OpenSidebar,
    RemoveSeat,
    SetUpTaskForce,
)
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_id, seats_of
from goodoffices.record.models import Book
from goodoffices.record.perform import perform


def say(book: Book, seat: Seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


@pytest.fixture
def sofia(river, lena) -> Seat:
    """An adviser whom Lena takes into her delegation."""
    seat = perform(AdmitSeat(role="adviser", name="Adviser, North", party="north"), lena).entry
    return seat_with_id(seat.id)  # type: ignore[return-value]


def test_whoever_was_let_in_under_an_older_membership_is_asked_again(house, river, lena, amara, sofia, monkeypatch):
    """The seat is removed between the moment when it is read and the moment when it joins."""
    asked = []
    let_in = stream_module.subscriber_with_token

    def removed_meanwhile(*shown):
        subscriber = let_in(*shown)
        asked.append(subscriber)
        if len(asked) == 1:
            before = memberships_of(river.process).table
            perform(RemoveSeat(seat=sofia.id), lena)
            assert memberships_of(river.process).table > before
            eventually(lambda: other.events("entry"))
        return subscriber

    other = house.client(amara).opened()
    monkeypatch.setattr(stream_module, "subscriber_with_token", removed_meanwhile)
    assert house.client(sofia).status == 401


def test_whatever_an_audience_rests_on_shows_in_its_membership(river, amara, lena, idris):
    stages = [memberships_of(river.process).table]

    def grows(act, seat):
        entry = perform(act, seat).entry
        stages.append(memberships_of(river.process).table)
        assert stages[-1] > stages[-2], act
        return entry

    seat = grows(AdmitSeat(role="adviser", name="Adviser, North", party="north"), lena)
    grows(RemoveSeat(seat=seat.id), lena)
    grows(SetUpTaskForce(task_force="gauge", name="Gauge", members=[lena.id]), amara)
    grows(SetUpTaskForce(task_force="wells", name="Wells", members=[lena.id, idris.id]), amara)
    for _ in range(30):
        say(river.book("task_force", "wells"), lena)
    grows(ChangeTaskForce(task_force="wells", release=[idris.id]), amara)
    grows(ChangeTaskForce(task_force="gauge", welcome=[idris.id]), amara)
    grows(ChangeTaskForce(task_force="gauge", release=[idris.id]), amara)
    say(river.book("plenary"), lena)
    assert memberships_of(river.process).table == stages[-1]


def test_a_sidebar_shows_in_its_members_own_numbers_and_in_no_others(river, amara, lena, idris, sofia):
    def own(*seats):
        now = memberships_of(river.process)
        return [now.of(seat.id) for seat in seats]

    before = own(sofia, idris), own(amara, lena)
    opened = perform(OpenSidebar(members=[lena.id], words="A word."), amara).entry.id
    assert own(sofia, idris) == before[0]
    assert all(now > then for now, then in zip(own(amara, lena), before[1], strict=True))

    before = own(sofia), own(lena, amara)
    perform(ChangeSidebar(sidebar=opened, add=[idris.id], remove=[lena.id]), amara)
    assert own(sofia) == before[0]
    assert all(now > then for now, then in zip(own(lena, amara), before[1], strict=True))


def test_a_sidebars_new_member_comes_back_with_its_book_and_nobody_else_is_even_asked(
    house, river, amara, lena, idris, sofia, monkeypatch
):
    opened = perform(OpenSidebar(members=[lena.id], words="A word."), amara).entry
    new, other = house.client(idris).opened(), house.client(sofia).opened()
    asked, honest = [], updates.readers
    monkeypatch.setattr(updates, "readers", lambda process, seats: asked.append(set(seats)) or honest(process, seats))

    perform(ChangeSidebar(sidebar=opened.id, add=[idris.id]), amara)
    eventually(lambda: new.ended)

    assert asked == [{idris.id}]
    assert not other.ended
    say(river.book("plenary"), lena)
    assert [event.place[0] for event in other.await_events("entry")] == [river.book("plenary").id]
    again = house.client(idris).opened()
    say(opened.book, seat_with_id(idris.id))
    assert [event.place[0] for event in again.await_events("entry")] == [opened.book_id]


def test_a_party_that_has_left_hears_no_more_of_the_talks(house, river, lena, idris):
    gone, other = house.client(idris).opened(), house.client(lena).opened()
    perform(LeaveTalks(), idris)
    eventually(lambda: gone.ended)
    assert not other.ended

    again, ours = house.client(idris).opened(), river.book("delegation", "south")
    perform(AdmitSeat(role="adviser", name="Adviser, North", party="north"), lena)  # in the plenary
    say(ours, seat_with_id(idris.id))
    assert [event.place[0] for event in again.await_events("entry")] == [ours.id]


def test_a_thorough_look_finds_what_the_numbers_do_not_show(river, lena, sofia, monkeypatch):
    """Should the rule of audiences come to rest on something else, the beat still ends what no longer holds."""
    monkeypatch.setattr("goodoffices.live.hub.FULL_CHECK_INTERVAL", 0.3)
    numbers = memberships_of(river.process)
    monkeypatch.setattr("goodoffices.live.updates.memberships_of", lambda _process: numbers)
    monkeypatch.setattr("goodoffices.live.authentication.memberships_of", lambda _process: numbers)
    with House() as house:
        stream, other = house.client(sofia).opened(), house.client(lena).opened()
        Seat._base_manager.filter(id=sofia.id).update(role="observer", party=None)  # past the record
        eventually(lambda: stream.ended)
        assert not other.done
    Seat._base_manager.filter(id=sofia.id).update(role=sofia.role, party=sofia.party)


def test_the_books_of_all_seats_are_asked_for_together_and_are_those_of_each(river, amara, lena, idris, sofia):
    perform(SetUpTaskForce(task_force="gauge", name="Gauge", members=[lena.id, idris.id]), amara)
    perform(AdmitSeat(role="observer", name="River commission"), amara)
    seats = seats_of(river.process)
    assert len(seats) > 4

    def asked(wanted: list[Seat]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = readers(river.process, {seat.id for seat in wanted})
        assert found == {seat.id: books_read_by(seat_with_id(seat.id)) for seat in wanted}
        return len(queries)

    # Seats, books, who is in a task force, which parties have come and gone; for observers the ground rules.
    assert asked([lena]) == asked([lena, idris, sofia]) == 4
    assert asked(seats) == 5
    assert readers(river.process, set()) == {}


def test_a_removed_seat_is_no_longer_among_the_readers(river, lena, sofia):
    perform(RemoveSeat(seat=sofia.id), lena)
    assert set(readers(river.process, {lena.id, sofia.id})) == {lena.id}
