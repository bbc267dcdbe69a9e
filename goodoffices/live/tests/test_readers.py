"""Who hears what: nobody hears of another audience, and whoever loses a seat, a session or a token hears no more."""

import shutil
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from goodoffices.accounts.models import Token, User
from goodoffices.consultation.acts import AmendStatement, MakeStatement, StrikeStatement
from goodoffices.live import stream as stream_module
from goodoffices.live.cursor import decode, encode
from goodoffices.live.presence import typing
from goodoffices.live.readers import membership_of
from goodoffices.live.tests.house import House, as_page, eventually, heads
from goodoffices.process.acts import (
    AdmitSeat,
    ChangeTaskForce,
    ProposeGroundRules,
    RemoveSeat,
    SetUpTaskForce,
)
from goodoffices.process.acts.rules import AcceptGroundRules
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.models import Book
from goodoffices.record.perform import perform
from goodoffices.record.source import KeyedSource, drawing_from
from tests.cast import River, client_of
from tests.databases import database_file

A_SECOND = 3.0  # the promise is one; a busy machine that runs tests may take longer


def say(book: Book, seat: Seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


@pytest.fixture
def sofia(river, lena) -> Seat:
    """An adviser whom Lena takes into her delegation."""
    seat = perform(AdmitSeat(role="adviser", name="Adviser, North", party="north"), lena).entry
    return seat_with_id(seat.id)  # type: ignore[return-value]


@pytest.mark.parametrize("kind", ["client", "page"])
@pytest.mark.parametrize("resumed", [False, True])
def test_a_caucus_leaves_no_trace_in_the_streams_of_the_other_side(
    template_database, tmp_path, django_db_blocker, monkeypatch, kind, resumed
):
    monkeypatch.setattr(
        "goodoffices.live.attendance.CALM", 3_600
    )  # who comes when is told by the clock, not by the caucus

    def quiet(river: River) -> None:
        pass

    def busy(river: River) -> None:
        lena, amara = river.seat("lena"), river.seat("amara")
        for book in (river.book("caucus", "north"), river.book("delegation", "north"), river.book("third_party")):
            for seat in (lena, amara):
                if book.id in seat.books():
                    say(book, seat, "Our red line.")
                    typing(book, seat)
        force = river.book("task_force", "gauge")
        say(force, lena, "Between us.")

    def heard(world: str, meanwhile: Callable[[River], None]) -> list[object]:
        path = tmp_path / f"{world}.sqlite3"
        shutil.copy(template_database, path)
        with django_db_blocker.unblock(), database_file(path), drawing_from(KeyedSource("tests")):
            river = River.played()
            perform(
                SetUpTaskForce(task_force="gauge", name="Gauge", members=[river.seat("lena").id]), river.seat("amara")
            )
            idris, lena, plenary = river.seat("idris"), river.seat("lena"), river.book("plenary")
            cursor = encode(heads(idris)) if resumed else ""
            with House() as house:
                for name in ("lena", "amara"):
                    house.page(river.seat(name)).opened()
                if not resumed:
                    stream = getattr(house, kind)(idris).opened()
                say(plenary, lena, "Before.")
                meanwhile(river)
                say(plenary, lena, "After.")
                if resumed:
                    stream = getattr(house, kind)(idris, cursor).opened()
                stream.await_events("entry" if kind == "client" else "grew", 2)
                say(plenary, lena, "At last.")
                stream.await_events("entry" if kind == "client" else "grew", 3)
                return [stream.status, stream.headers, stream.bytes]

    assert heard("quiet", quiet) == heard("busy", busy)


def test_both_sides_of_a_caucus_hear_of_it(house, river, lena, amara):
    caucus = river.book("caucus", "north")
    streams = [house.client(seat).opened() for seat in (lena, amara)]
    entry = say(caucus, lena)
    for stream in streams:
        assert stream.await_events("entry")[0].place == (caucus.id, entry.number)


def test_a_removed_members_stream_ends_and_tells_nothing_of_what_follows(house, river, lena, idris, sofia):
    plenary = river.book("plenary")
    client, page, other = house.client(sofia).opened(), house.page(sofia).opened(), house.client(idris).opened()
    before = say(plenary, lena)
    page.await_events("grew")
    client.await_events("entry")

    perform(RemoveSeat(seat=sofia.id), lena)
    after = say(plenary, lena)

    eventually(lambda: client.ended and page.ended, A_SECOND)
    assert [event.place[1] for event in client.events("entry")] == [before.number]
    assert page.events()[-1].name == "ended"
    other.await_events("entry", 3)
    assert other.events()[-1].place[1] == after.number
    assert house.client(sofia).status == 401
    assert house.page(sofia).status == 404


def test_a_revoked_token_ends_its_streams_and_no_others(house, lena, idris):
    revoked, kept, foreign = house.client(idris).opened(), house.page(idris).opened(), house.client(lena).opened()
    Token.objects.filter(seat=idris.id).update(revoked=timezone.now())
    eventually(lambda: revoked.ended, A_SECOND)
    assert not kept.done
    assert not foreign.done


def signed_out(idris: Seat, session: dict[str, str]) -> None:
    client = client_of(idris)
    client.cookies["goodoffices-session"] = session["cookie"].split("=")[-1]
    client.logout()


def new_password(idris: Seat, session: dict[str, str]) -> None:
    user = User.objects.get(email=f"{idris.id}@example.org")
    user.set_password("another")
    user.save()


def deactivated(idris: Seat, session: dict[str, str]) -> None:
    User.objects.filter(email=f"{idris.id}@example.org").update(is_active=False)


def seat_given_up(idris: Seat, session: dict[str, str]) -> None:
    Holder.objects.filter(seat=idris.id).delete()


def session_run_out(idris: Seat, session: dict[str, str]) -> None:
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=session["cookie"].split("=")[-1]).update(expire_date=timezone.now())


@pytest.mark.parametrize("end", [signed_out, new_password, deactivated, seat_given_up, session_run_out])
def test_a_session_that_no_longer_holds_ends_its_pages_and_no_others(house, lena, idris, end):
    session = as_page(idris)
    page, client, foreign = (
        house.page(idris, headers=session).opened(),
        house.client(idris).opened(),
        house.page(lena).opened(),
    )
    end(idris, session)
    eventually(lambda: page.ended, A_SECOND)
    assert page.events()[-1].name == "ended"
    assert not client.done
    assert not foreign.done


def test_a_session_that_runs_out_unwritten_ends_at_the_next_beat(river, idris, monkeypatch):
    monkeypatch.setattr("goodoffices.live.hub.BEAT", 0.3)
    session = as_page(idris)
    with House() as house:
        page = house.page(idris, headers=session).opened()
        later = timezone.now() + timedelta(days=365)
        monkeypatch.setattr("goodoffices.live.authentication.timezone.now", lambda: later)
        eventually(lambda: page.ended)


def test_a_new_member_of_a_task_force_hears_of_it_from_the_welcome_on(house, river, amara, idris, lena):
    perform(SetUpTaskForce(task_force="gauge", name="Gauge", members=[lena.id]), amara)
    force = river.book("task_force", "gauge")
    say(force, lena, "Not for Idris.")
    stream = house.client(idris).opened()
    perform(MakeStatement(room=river.book("plenary").id, text="A cursor."), lena)
    cursor = stream.await_events("entry")[-1].id
    assert force.id not in decode(cursor)

    told = perform(ChangeTaskForce(task_force="gauge", welcome=[idris.id]), amara).entry
    welcome = river.entries("task_force", "gauge")[-1]
    eventually(lambda: stream.ended, A_SECOND)
    assert "ended" not in [event.name for event in stream.events()]  # it may come again

    again = house.client(idris, cursor).opened()
    entry = say(force, lena, "Welcome, Idris.")
    events = again.await_events("entry", 3)
    assert {event.place for event in events} == {
        (told.book_id, told.number),
        (force.id, welcome.number),
        (force.id, entry.number),
    }

    perform(ChangeTaskForce(task_force="gauge", release=[idris.id]), amara)
    later = say(force, lena, "Without Idris.")
    eventually(lambda: again.ended, A_SECOND)
    assert (force.id, later.number) not in [event.place for event in again.events("entry")]
    once_more = house.client(idris, encode(heads(idris) | {force.id: 1})).opened()
    say(river.book("plenary"), lena, "All.")
    assert [event.place[0] for event in once_more.await_events("entry")] == [river.book("plenary").id]


def amended(statement: str) -> AmendStatement:
    return AmendStatement(statement=statement, text="Corrected words.")


def struck(statement: str) -> StrikeStatement:
    return StrikeStatement(statement=statement, words="Taken back words.")


@pytest.mark.parametrize("change", [amended, struck])
def test_what_was_said_before_a_welcome_is_not_shown_when_it_is_changed_after(house, river, amara, idris, lena, change):
    perform(SetUpTaskForce(task_force="gauge", name="Gauge", members=[lena.id]), amara)
    force = river.book("task_force", "gauge")
    said = say(force, lena, "Our first words.")
    perform(ChangeTaskForce(task_force="gauge", welcome=[idris.id]), amara)
    cursor = {seat.id: encode(heads(seat)) for seat in (idris, lena)}
    open_now = [house.page(seat).opened() for seat in (idris, lena)]

    changed = perform(change(said.id), lena).entry

    for pages in (open_now, [house.page(seat, cursor[seat.id]).opened() for seat in (idris, lena)]):
        theirs, hers = pages
        for page in pages:
            assert page.await_events("grew")[-1].place == (force.id, changed.number)
        assert not theirs.events("message")
        assert b" words." not in theirs.bytes
        assert said.id.encode() not in theirs.bytes
        assert "Our first words." in hers.events("message")[0].data

    ours = say(force, lena, "For Idris, too.")
    perform(change(ours.id), lena)
    for page in open_now:
        page.await_events("grew", 3)
        assert "For Idris, too." in page.events("message")[-1].data


def test_what_was_said_before_an_observer_was_admitted_is_not_shown_when_it_is_changed_after(
    house, river, amara, lena, idris
):
    said = say(river.book("plenary"), lena, "Our first words.")
    rules = ProposeGroundRules(
        regime="closed", nothing_agreed=True, observers=True, languages=["en"], text="With observers."
    )
    proposed = perform(rules, amara).entry
    for head in (lena, idris):
        perform(AcceptGroundRules(rules=proposed.id), head)
    observer = seat_with_id(perform(AdmitSeat(role="observer", name="River commission"), amara).entry.id)
    assert observer is not None
    cursor = encode(heads(observer))
    page, hers = house.page(observer).opened(), house.page(lena).opened()
    perform(amended(said.id), lena)
    again = house.page(observer, cursor).opened()
    for theirs in (page, again):
        theirs.await_events("grew")
        assert b" words." not in theirs.bytes
    hers.await_events("grew")
    assert "Corrected words." in hers.events("message")[0].data


def test_an_observer_hears_the_plenary_once_the_ground_rules_admit_observers_and_from_admission_on(
    house, river, amara, lena, idris
):
    plenary = river.book("plenary")
    entry = perform(AdmitSeat(role="observer", name="River commission"), amara).entry
    observer = seat_with_id(entry.id)
    assert observer is not None
    page = house.page(observer, f"{plenary.id}.1").opened()
    say(plenary, lena, "Not for observers.")
    assert not page.events()  # nor who is here: that is the table's

    rules = perform(
        ProposeGroundRules(
            regime="closed", nothing_agreed=True, observers=True, languages=["en"], text="With observers."
        ),
        amara,
    ).entry
    for head in (lena, idris):
        perform(AcceptGroundRules(rules=rules.id), head)
    eventually(lambda: page.ended, A_SECOND)

    observer = seat_with_id(observer.id)
    first = observer.books()[plenary.id]
    page = house.page(observer, f"{plenary.id}.1").opened()
    say(plenary, lena, "For observers.")
    eventually(lambda: page.events("grew") and page.events("grew")[-1].place[1] == Book.objects.get(id=plenary.id).head)
    assert page.events("grew")[0].place[1] == first > entry.number


def test_whoever_was_let_in_under_an_older_membership_is_asked_again(house, river, lena, amara, sofia, monkeypatch):
    """The seat is removed between the moment when it is read and the moment when it joins."""
    asked = []
    let_in = stream_module.subscriber_with_token

    def removed_meanwhile(*shown):
        subscriber = let_in(*shown)
        asked.append(subscriber)
        if len(asked) == 1:
            before = membership_of(river.process)
            perform(RemoveSeat(seat=sofia.id), lena)
            assert membership_of(river.process) > before
            eventually(lambda: other.events("entry"))
        return subscriber

    other = house.client(amara).opened()
    monkeypatch.setattr(stream_module, "subscriber_with_token", removed_meanwhile)
    assert house.client(sofia).status == 401


def test_a_token_revoked_between_being_read_and_joining_ends_the_stream(house, lena, idris, monkeypatch):
    let_in = stream_module.subscriber_with_token

    def revoked_meanwhile(*shown):
        subscriber = let_in(*shown)
        if subscriber.seat == idris.id and not first.done:
            Token.objects.filter(seat=idris.id).update(revoked=timezone.now())
            eventually(lambda: first.done)  # whoever listened then has been shown out
        return subscriber

    first = house.client(idris).opened()
    monkeypatch.setattr(stream_module, "subscriber_with_token", revoked_meanwhile)
    second = house.client(idris)
    eventually(lambda: second.ended, A_SECOND)


def test_what_came_between_being_read_and_joining_arrives(house, river, lena, idris, monkeypatch):
    let_in, entries = stream_module.subscriber_with_token, []

    def said_meanwhile(*shown):
        subscriber = let_in(*shown)
        entries.append(say(river.book("plenary"), lena))
        return subscriber

    monkeypatch.setattr(stream_module, "subscriber_with_token", said_meanwhile)
    stream = house.client(idris).opened()
    assert stream.await_events("entry")[0].place[1] == entries[0].number


def test_whatever_an_audience_rests_on_shows_in_its_membership(river, amara, lena, idris):
    stages = [membership_of(river.process)]

    def grows(act, seat):
        entry = perform(act, seat).entry
        stages.append(membership_of(river.process))
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
    assert membership_of(river.process) == stages[-1]


def test_a_thorough_look_finds_what_the_numbers_do_not_show(river, lena, sofia, monkeypatch):
    """Should the rule of audiences come to rest on something else, the beat still ends what no longer holds."""
    monkeypatch.setattr("goodoffices.live.hub.BEAT", 0.3)
    numbers = membership_of(river.process)
    monkeypatch.setattr("goodoffices.live.publisher.membership_of", lambda _process: numbers)
    monkeypatch.setattr("goodoffices.live.authentication.membership_of", lambda _process: numbers)
    with House() as house:
        stream, other = house.client(sofia).opened(), house.client(lena).opened()
        Seat._base_manager.filter(id=sofia.id).update(role="observer", party=None)  # past the record
        eventually(lambda: stream.ended)
        assert not other.done
    Seat._base_manager.filter(id=sofia.id).update(role=sofia.role, party=sofia.party)
