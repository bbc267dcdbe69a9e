"""What arrives, in which order, and what is answered to those who may not listen."""

import subprocess
import sys
from pathlib import Path

from goodoffices.consultation.acts import AmendStatement, MakeStatement
from goodoffices.live import hub as hub_module
from goodoffices.live import rendering, replay
from goodoffices.live.authentication import subscriber_with_token
from goodoffices.live.cursor import decode, encode
from goodoffices.live.feed import Feed, PublishedEntry
from goodoffices.live.listener import MAX_PENDING
from goodoffices.live.tests.house import House, as_client, as_page, eventually, heads
from goodoffices.record.models import Book
from goodoffices.record.perform import one_writer, perform
from goodoffices.shuttle.acts import Convey, ReleaseForTravel
from tests.cast import client_of


def say(book: Book, seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


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
    monkeypatch.setattr(replay, "MAX_FOR_CLIENTS", 2)
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
        for _ in range(MAX_PENDING + 1):
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
    monkeypatch.setattr("goodoffices.live.hub.HEARTBEAT_INTERVAL", 0.2)
    with House() as house:
        stream = house.client(idris).opened()
        eventually(lambda: stream.bytes.count(b": \n\n") >= 3)
        assert stream.bytes.replace(b": \n\n", b"") == b""


def test_an_act_is_done_whatever_happens_to_its_announcement(house, plenary, lena, idris, monkeypatch, caplog):
    stream = house.client(idris).opened()

    def broken(*_what):
        raise RuntimeError("Thirty days.")

    monkeypatch.setattr(hub_module.current().publisher, "look", broken)
    entry = say(plenary, lena)
    monkeypatch.undo()
    assert entry.number == Book.objects.get(id=plenary.id).head
    assert stream.await_events("entry")[0].place[1] == entry.number  # the next poll finds it
    assert "RuntimeError" in caplog.text
    assert "Thirty days." not in caplog.text


def test_what_is_published_later_does_not_change_how_far_the_first_subscriber_had_come(plenary, idris):
    token = as_client(idris)["authorization"].split()[1]
    subscriber = subscriber_with_token(idris.process_id, token)
    before = dict(subscriber.heads)
    further = PublishedEntry(
        plenary.id, before[plenary.id] + 1, "consultation.make_statement", subscriber.position + 1, {}
    )
    Feed(subscriber).publish([further])
    assert subscriber.heads == before


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
