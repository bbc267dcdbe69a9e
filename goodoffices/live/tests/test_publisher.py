"""How an entry gets from its writer to the streams: handed over where nothing is missing, else read from the record."""

import asyncio
from types import SimpleNamespace

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.acts import MakeStatement
from goodoffices.live import feed as feed_module
from goodoffices.live import hub as hub_module
from goodoffices.live import updates
from goodoffices.live.authentication import subscriber_with_token
from goodoffices.live.cursor import encode
from goodoffices.live.feed import Feed, PublishedEntry
from goodoffices.live.listener import MAX_PENDING
from goodoffices.live.subscriber import Subscriber
from goodoffices.live.tests.house import as_client, eventually, heads
from goodoffices.record.announce import Grown, no_longer, on_growth
from goodoffices.record.appending import entries_after, entry_from
from goodoffices.record.models import Book
from goodoffices.record.perform import one_writer, perform


def say(book: Book, seat, text: str = "Thirty days."):
    return perform(MakeStatement(room=book.id, text=text), seat).entry


@pytest.fixture
def reads(monkeypatch) -> list[int]:
    """After which positions the record was read."""
    found, honest = [], updates.entries_after
    monkeypatch.setattr(updates, "entries_after", lambda *asked: found.append(asked[1]) or honest(*asked))
    return found


def test_what_a_writer_hands_over_is_not_read_again(house, plenary, lena, idris, reads):
    stream = house.page(idris).opened()
    eventually(lambda: reads)  # once, for what came while the first listener joined
    eventually(lambda: not feed_of(idris).queued)
    reads.clear()
    numbers = []
    for n in range(1, 4):
        numbers.append(say(plenary, lena).number)
        stream.await_events("grew", n)
    assert [event.place[1] for event in stream.events("grew")] == numbers
    assert len(stream.events("message")) == 3
    # On a busy machine the poll for other writers may come between a commit and its handing over, and read that one.
    assert len(reads) < len(numbers)


def feed_of(seat) -> Feed:
    return hub_module.current()._feeds[seat.process_id]


def test_what_is_handed_over_is_what_the_record_says(river, plenary, lena, idris):
    """To the last field: pages are shown the same whichever way an entry came."""

    def acts():
        said = say(plenary, lena, "Dürre — “thirty” days.")
        return [said, perform(RaiseIssue(title="Water", summary="As ever."), idris).entry]

    rows, entries = handed_by(acts)
    read = entries_after(river.process, entries[0].position - 1, 100)
    assert [fields(entry_from(row)) for row in rows] == [fields(entry) for entry in read]
    assert len(read) == 2


def fields(entry) -> dict:
    return {
        **{field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields},
        "book": (entry.book.kind, entry.book.key, entry.book.name),
    }


def test_an_act_that_was_taken_back_is_not_handed_over(house, plenary, lena, idris):
    stream = house.client(idris).opened()
    with pytest.raises(RuntimeError), one_writer():
        say(plenary, lena, "Never said.")
        raise RuntimeError
    entry = say(plenary, lena)
    assert [event.place[1] for event in stream.await_events("entry")] == [entry.number]


def test_a_gap_in_what_is_handed_over_is_filled_from_the_record(river, plenary, lena, idris, reads):
    feed = Feed(a_subscriber(idris))
    rows, (missed, first, second) = handed_by(lambda: [say(plenary, lena) for _ in range(3)])
    feed.handed.extend(rows[1:])
    update = updates.update_for(feed, no_fragments(), full_check=False)
    assert [entry.number for entry in update.entries] == [missed.number, first.number, second.number]
    assert reads == [missed.position - 1]

    later, (third,) = handed_by(lambda: [say(plenary, lena)])
    feed.handed.extend([rows[2], *later])  # an old one comes late: it is left out
    update = updates.update_for(feed, no_fragments(), full_check=False)
    assert [entry.number for entry in update.entries] == [third.number]
    assert len(reads) == 1


def test_more_than_is_kept_for_the_publisher_is_read_from_the_record(river, plenary, lena, idris, monkeypatch, reads):
    monkeypatch.setattr(feed_module, "MAX_HANDED", 2)
    feed = Feed(a_subscriber(idris))
    rows, entries = handed_by(lambda: [say(plenary, lena) for _ in range(4)])
    feed.handed.extend(rows)
    update = updates.update_for(feed, no_fragments(), full_check=False)
    assert [entry.number for entry in update.entries] == [entry.number for entry in entries]
    assert len(reads) == 1


def test_what_could_not_be_read_is_read_later(house, plenary, lena, idris, monkeypatch):
    stream, honest, failed = house.client(idris).opened(), updates.memberships_of, []
    eventually(lambda: not feed_of(idris).queued)

    def fails_once(process):
        if not failed:
            failed.append(process)
            raise OSError
        return honest(process)

    monkeypatch.setattr(updates, "memberships_of", fails_once)
    entry = say(plenary, lena)
    assert [event.place[1] for event in stream.await_events("entry")] == [entry.number]
    assert failed


def test_streams_that_could_not_be_sent_an_entry_end_and_may_come_back(house, plenary, lena, idris, monkeypatch):
    cursor, page = encode(heads(idris)), house.page(idris).opened()

    def broken(self, entries):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Feed, "publish", broken)
        entry = say(plenary, lena)
        eventually(lambda: page.ended)
    assert not page.events("ended")
    assert house.page(idris, cursor).opened().await_events("grew")[0].place[1] == entry.number


def handed_by(acts):
    """What writers hand over while they act, and the entries."""
    grown: list[Grown] = []
    on_growth(grown.append)
    try:
        entries = acts()
    finally:
        no_longer(grown.append)
    return [each.row for each in grown], entries


def a_subscriber(seat) -> Subscriber:
    return subscriber_with_token(seat.process_id, as_client(seat)["authorization"].split()[1])


def no_fragments():
    return SimpleNamespace(shown=lambda entry, channel: ())


def published(subscriber: Subscriber, count: int) -> tuple[list[bytes], list[bytes]]:
    """What a listener gets of so many entries published together: written directly, and by the server's `send`."""
    written: list[bytes] = []
    sent: list[bytes] = []

    async def send(message):
        sent.append(message["body"])

    async def publish():
        feed = Feed(subscriber)
        listener = feed.add(subscriber, send)
        listener.start(subscriber.heads)
        listener.write_now = lambda framed: written.append(framed) or True
        book, head = subscriber.plenary, subscriber.heads[subscriber.plenary]
        kind = "consultation.make_statement"
        feed.publish([PublishedEntry(book, head + n, kind, feed.position + n, {}) for n in range(1, count + 1)])

    asyncio.run(publish())
    return written, sent


def test_entries_that_come_together_are_sent_in_one_write(river, idris):
    (block,), sent = published(a_subscriber(idris), 3)
    assert block.count(b"event: entry") == 3
    length, _, rest = block.partition(b"\r\n")
    assert int(length, 16) == len(rest) - 2
    assert sent == []


def test_more_entries_than_may_wait_are_not_written_but_told_to_be_read_again(river, idris):
    """Their fragments were not rendered: a page that was sent them would miss what was said."""
    subscriber = a_subscriber(idris)
    (block,), _sent = published(subscriber, MAX_PENDING)
    assert block.count(b"event: entry") == MAX_PENDING
    written, (resync,) = published(subscriber, MAX_PENDING + 1)
    assert written == []
    assert resync.startswith(b"event: resync\n")
    assert f"{subscriber.plenary}.{subscriber.heads[subscriber.plenary] + MAX_PENDING + 1}".encode() in resync
