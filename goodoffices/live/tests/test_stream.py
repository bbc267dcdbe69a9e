"""What arrives, in which order, and what is answered to those who may not listen."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goodoffices.consultation.acts import AmendStatement, MakeStatement
from goodoffices.live import catching_up, rendering
from goodoffices.live import hub as desk_module
from goodoffices.live.authentication import subscriber_with_token
from goodoffices.live.cursor import decode, encode
from goodoffices.live.feed import Feed, Grew
from goodoffices.live.listener import MOST_WAITING
from goodoffices.live.tests.house import House, as_client, as_page, eventually, heads
from goodoffices.record.models import Book
from goodoffices.record.perform import one_writer, perform
from goodoffices.shuttle.acts import Convey, ReleaseForTravel
from tests.cast import client_of


def say(book: Book, seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


@pytest.fixture
def plenary(river) -> Book:
    return river.book("plenary")


def test_a_statement_made_while_a_stream_is_open_arrives(house, plenary, lena, idris):
    stream = house.client(idris).opened()
    entry = say(plenary, lena)
    (event,) = stream.await_events("entry")
    assert event.json == {"book": entry.book_id, "number": entry.number}
    assert decode(event.id) == heads(idris)
    assert stream.headers == {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
    }


def test_a_statement_is_shown_in_a_page_and_its_book_said_to_have_grown(house, plenary, lena, idris):
    page = house.page(idris).opened()
    entry = say(plenary, lena, "A <b>dry</b>\n\nyear & a wet one")
    (grew,) = page.await_events("grew")
    (shown,) = page.events("message")
    assert grew.place == (plenary.id, entry.number)
    assert not shown.id  # the cursor comes with what comes last
    assert shown.data.startswith(f'<hx-partial hx-target="#statements-{plenary.id}" hx-swap="beforeend"><li ')
    assert "&lt;b&gt;dry&lt;/b&gt;" in shown.data
    assert shown.data.endswith("</hx-partial>")


def test_a_correction_takes_the_place_of_the_statement(house, plenary, lena, idris):
    entry = say(plenary, lena)
    page = house.page(idris).opened()
    perform(AmendStatement(statement=entry.id, text="Forty days."), lena)
    page.await_events("grew")
    (shown,) = page.events("message")
    assert shown.data.startswith(f'<hx-partial hx-target="#statement-{entry.id}" hx-swap="outerHTML"><li ')
    assert "Forty days." in shown.data


def test_what_is_pushed_to_all_holds_nothing_of_one_reader(house, plenary, lena, idris, amara):
    pages = [house.page(seat).opened() for seat in (lena, idris, amara)]
    say(plenary, lena)
    shown = [page.await_events("grew") and page.events("message")[0].data for page in pages]
    assert shown[0] == shown[1] == shown[2]
    assert "csrf" not in shown[0].lower()
    assert "nonce" not in shown[0].lower()


def test_a_statement_is_made_into_html_once_a_language(house, plenary, lena, idris, amara, monkeypatch):
    made = []
    once = rendering._rendered
    monkeypatch.setattr(rendering, "_rendered", lambda *what: made.append(what[1]) or once(*what))
    headers = as_page(amara) | {"accept-language": "ar;q=0.9, en;q=0.5"}
    pages = [house.page(seat).opened() for seat in (lena, idris, lena)] + [house.page(amara, headers=headers).opened()]
    entry = say(plenary, lena)
    for page in pages:
        page.await_events("grew")
    before = encode(decode(pages[0].events("grew")[0].id) | {plenary.id: entry.number - 1})
    house.page(lena, before).opened().await_events("grew")  # whoever resumes is given the same
    assert sorted(made) == ["ar", "en"]


def test_a_page_speaks_the_language_that_its_reader_chose(house, plenary, lena, idris, monkeypatch):
    spoken = []
    monkeypatch.setattr(rendering, "_rendered", lambda entry, language: spoken.append(language) or ())
    client_of(idris).session  # noqa: B018 - makes the account
    from goodoffices.accounts.models import User

    User.objects.filter(email=f"{idris.id}@example.org").update(language="ar")
    page = house.page(idris, headers=as_page(idris) | {"accept-language": "en"}).opened()
    say(plenary, lena)
    page.await_events("grew")
    assert spoken == ["ar"]


def test_an_entry_that_cannot_be_shown_is_told_of_all_the_same(house, plenary, lena, idris, monkeypatch, caplog):
    def broken(self, entry):
        raise ValueError("Thirty days.")

    monkeypatch.setattr(MakeStatement, "touches", broken)
    page = house.page(idris).opened()
    entry = say(plenary, lena)
    (event,) = page.await_events("grew")
    assert event.place == (plenary.id, entry.number)
    assert "ValueError" in caplog.text
    assert "Thirty days." not in caplog.text


def test_nothing_said_between_a_page_and_its_stream_is_lost(house, plenary, lena, idris):
    cursor = encode(heads(idris))
    between = say(plenary, lena)
    page = house.page(idris, cursor).opened()
    after = say(plenary, lena)
    events = page.await_events("grew", 2)
    assert [event.place[1] for event in events] == [between.number, after.number]
    assert len(page.events("message")) == 2


def test_a_stream_goes_on_from_where_the_last_one_broke_off(house, plenary, lena, idris):
    first = house.client(idris).opened()
    numbers = [say(plenary, lena).number for _ in range(3)]
    last = first.await_events("entry", 3)[1]  # the third was on its way when the line broke
    first.hang_up()
    missed = say(plenary, lena).number

    headers = as_client(idris) | {"last-event-id": last.id}
    second = house.client(idris, encode(heads(idris)), headers).opened()
    numbers += [missed, say(plenary, lena).number]
    events = second.await_events("entry", 3)
    assert [event.place[1] for event in events] == numbers[2:]


def test_a_restarted_server_goes_on_without_loss_or_doubles(river, plenary, lena, idris):
    heard, id = [], ""
    for _ in range(3):
        with House() as house:
            stream = house.client(idris, headers=as_client(idris) | {"last-event-id": id}).opened()
            sent = [say(plenary, lena).number for _ in range(2)]
            eventually(lambda: stream.events("entry") and stream.events("entry")[-1].place[1] == sent[-1])  # noqa: B023
            heard += [event.place[1] for event in stream.events("entry")]
            id = stream.events("entry")[-1].id
        assert stream.ended
        sent.append(say(plenary, lena).number)  # while nobody serves
    assert heard == list(range(heard[0], heard[0] + 8))


def test_without_a_cursor_a_stream_begins_now(house, plenary, lena, idris):
    say(plenary, lena)
    stream = house.client(idris).opened()
    entry = say(plenary, lena)
    assert [event.place[1] for event in stream.await_events("entry")] == [entry.number]


def test_whoever_missed_too_much_is_told_to_read_again(house, plenary, lena, idris, monkeypatch):
    monkeypatch.setattr(catching_up, "MOST_FOR_CLIENTS", 2)
    cursor = encode(heads(idris))
    for _ in range(3):
        say(plenary, lena)
    stream = house.client(idris, cursor).opened()
    entry = say(plenary, lena)
    stream.await_events("entry")
    assert [event.name for event in stream.events()] == ["resync", "entry"]
    assert decode(stream.events()[0].id)[plenary.id] == entry.number - 1


def test_a_cursor_ahead_of_the_record_is_told_to_read_again(house, plenary, lena, idris):
    ahead = heads(idris) | {plenary.id: 10_000}
    stream = house.client(idris, encode(ahead)).opened()
    entry = say(plenary, lena)
    assert stream.await_events("entry")[0].place[1] == entry.number
    assert [event.name for event in stream.events()] == ["resync", "entry"]


def test_a_slow_reader_holds_up_neither_the_writer_nor_the_others(house, plenary, lena, idris, amara):
    slow = house.client(idris, slow=True)
    assert slow.status == 200
    quick = house.client(amara).opened()
    with one_writer():
        for _ in range(MOST_WAITING + 1):
            say(plenary, lena)
    last = say(plenary, lena)
    eventually(lambda: quick.events() and decode(quick.events()[-1].id)[plenary.id] == last.number)
    assert not slow.events()

    slow.let_go()
    (event,) = slow.await_events("resync")
    assert decode(event.id)[plenary.id] == last.number
    further = say(plenary, lena)
    assert slow.await_events("entry")[-1].place[1] == further.number
    assert [event.name for event in slow.events()] == ["resync", "entry"]


def test_what_another_program_writes_arrives_too(house, database, plenary, lena, idris):
    stream = house.page(idris).opened()
    program = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {str(database)!r}\n"
        "from goodoffices.consultation.acts import MakeStatement\n"
        "from goodoffices.process.seats import seat_with_id\n"
        "from goodoffices.record.perform import perform\n"
        f"perform(MakeStatement(room={plenary.id!r}, text='From elsewhere.'), seat_with_id({lena.id!r}))\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])
    stream.await_events("grew")
    assert "From elsewhere." in stream.events("message")[0].data


def test_a_quiet_line_gives_a_sign_of_life(river, idris, monkeypatch):
    monkeypatch.setattr("goodoffices.live.hub.BEAT", 0.2)
    with House() as house:
        stream = house.client(idris).opened()
        eventually(lambda: stream.bytes.count(b": \n\n") >= 3)
        assert stream.bytes.replace(b": \n\n", b"") == b""


def test_an_act_is_done_whatever_happens_to_its_announcement(house, plenary, lena, idris, monkeypatch, caplog):
    stream = house.client(idris).opened()

    sound, writer = house.loop.call_soon_threadsafe, threading.get_ident()

    def broken(*what):
        if threading.get_ident() == writer:
            raise RuntimeError("Thirty days.")
        return sound(*what)

    monkeypatch.setattr(house.loop, "call_soon_threadsafe", broken)
    entry = say(plenary, lena)
    monkeypatch.undo()
    assert entry.number == Book.objects.get(id=plenary.id).head
    assert stream.await_events("entry")[0].place[1] == entry.number  # the look around finds it
    assert "RuntimeError" in caplog.text
    assert "Thirty days." not in caplog.text


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": "Basic x"}, {"authorization": "Bearer "}]
)
def test_without_a_token_no_process_can_be_told_from_another(house, river, headers):
    answers = [
        house.get(f"/api/processes/{process}/stream?after=nonsense", headers) for process in (river.process, "nowhere")
    ]
    assert [answer.status for answer in answers] == [401, 401]
    assert answers[0].whole == answers[1].whole
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert answers[0].headers["content-type"] == "application/problem+json"


def test_a_foreign_process_and_an_absent_one_are_the_same(house, river, noor, idris):
    for headers, path in (
        (as_client(noor), "/api/processes/{}/stream?after=x"),
        (as_page(noor), "/processes/{}/live?after=x"),
    ):
        answers = [house.get(path.format(process), headers) for process in (river.process, "nowhere")]
        assert [answer.status for answer in answers] == [404, 404]
        assert answers[0].whole == answers[1].whole


def test_a_session_opens_no_client_stream_and_a_token_no_page(house, river, idris):
    assert house.client(idris, headers=as_page(idris)).status == 401
    assert house.page(idris, headers=as_client(idris)).status == 401
    assert house.page(idris, headers={"cookie": "goodoffices-session=invented"}).status == 401
    assert house.page(idris, headers={"x": "y"}).status == 401


@pytest.mark.parametrize("query", ["after=nonsense", "after=a.1~a.2", "after=x&after=y"])
def test_a_cursor_that_was_not_made_here_is_refused(house, idris, query):
    answer = house.get(f"/api/processes/{idris.process_id}/stream?{query}", as_client(idris))
    assert answer.status == 422
    assert b'"status": 422' in answer.whole
    headers = as_page(idris) | {"last-event-id": "nonsense"}
    assert house.page(idris, encode(heads(idris)), headers).status == 422


def test_a_seat_that_opens_one_stream_too_many_loses_its_oldest_and_nobody_elses(
    house, plenary, lena, idris, monkeypatch
):
    monkeypatch.setattr(desk_module, "MOST_OF_A_SEAT", 3)
    other, headers = house.client(lena).opened(), as_client(idris)
    streams = [house.client(idris, headers=headers).opened() for _ in range(3)] + [house.page(idris).opened()]
    eventually(lambda: streams[0].ended)
    assert b"ended" not in streams[0].bytes  # it may come again
    house.client(idris, headers=headers).opened()
    eventually(lambda: streams[1].ended)
    entry = say(plenary, lena)
    for stream in (streams[2], other):
        assert stream.await_events("entry")[-1].place[1] == entry.number
    assert not streams[3].done


def test_a_host_that_holds_all_the_streams_it_can_says_so_until_one_is_closed(house, lena, idris, monkeypatch):
    monkeypatch.setattr(desk_module.current(), "_most", 2)
    first, second = house.client(idris).opened(), house.page(lena).opened()
    refused = house.client(lena)
    assert refused.status == 503
    assert b'"type": "/problems/full"' in refused.whole
    assert refused.headers["content-type"] == "application/problem+json"
    assert house.page(idris).status == 503
    first.hang_up()
    house.client(lena).opened()
    assert not second.done


def test_what_is_told_later_does_not_change_how_far_the_first_guest_had_come(plenary, idris):
    token = as_client(idris)["authorization"].split()[1]
    subscriber = subscriber_with_token(idris.process_id, token)
    before = dict(subscriber.heads)
    Feed(subscriber).tell(
        Grew(plenary.id, before[plenary.id] + 1, "consultation.make_statement", subscriber.position + 1, {})
    )
    assert subscriber.heads == before


def test_a_stream_is_not_opened_under_the_name_of_another_host(house, lena):
    """As a page is not: a name of somebody else's that points here would let their script listen."""
    for name in ("evil.example", "testserver.evil.example", "", "testserver/x"):
        for answer in (
            house.page(lena, headers={**as_page(lena), "host": name}),
            house.client(lena, headers={**as_client(lena), "host": name}),
        ):
            assert answer.status == 400
            assert b"does not answer under that name" in answer.whole
    page = house.get(f"/processes/{lena.process_id}/", headers={**as_page(lena), "host": "evil.example"})
    assert page.status == 400
    house.page(lena, headers={**as_page(lena), "host": "localhost:8000"}).opened().hang_up()


def test_a_page_is_told_what_counts_as_unread_and_what_does_not(house, river, lena, idris, amara):
    """What a mediator conveys is said to its readers, too; that something was released or corrected is not."""
    page, table = house.page(idris).opened(), house.page(lena).opened()
    entry = say(river.book("caucus", "north"), lena, "Between us: thirty-five.")
    perform(AmendStatement(statement=entry.id, text="Between us: thirty-six."), lena)
    gist = {"form": "gist", "to": "south", "text": "They could move."}
    release = perform(ReleaseForTravel(statement=entry.id, **gist), lena).entry.id
    perform(Convey(release=release), amara)

    (conveyed,) = page.await_events("grew")
    assert conveyed.json["kind"] == "consultation.convey_statement" and conveyed.json["unread"] is True
    said = table.await_events("grew", 4)
    assert [event.json.get("unread", False) for event in said] == [True, False, False, False]
