"""Leaks in streams, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.consultation.models import Statement
from goodoffices.live import attendance, authentication, cursor, feed, hub, replay, sse, stream
from goodoffices.live.listener import Block
from goodoffices.process import audience
from goodoffices.process.models import Seat
from goodoffices.record.models import Book, Entry
from tests.noninterference.leaks import elsewhere, in_spite_of_leaving, in_streams, with_left


@in_streams("idris")
def a_cursor_of_all_books() -> Iterator[None]:
    """The cursor holds the heads of every book, since the server has them at hand."""
    with patch.object(feed.Feed, "heads_of", lambda self, books: self.heads):
        yield


def _send_to_strangers(self: Any, book: str, block: bytes) -> None:
    """Send a block to everybody who does not read this book."""
    for group in self._groups.values():
        if book not in dict(group.books):
            group.send([Block(block)])


@in_streams("idris")
def news_of_a_book_one_does_not_read() -> Iterator[None]:
    """Nothing but a number, says the event: some book grew to so much."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            _send_to_strangers(self, entry.book, sse.event("grew", {"number": entry.number}))

    with patch.object(feed.Feed, "publish", publish):
        yield


@in_streams("idris")
def a_position_in_an_event() -> Iterator[None]:
    """Events are numbered as the process goes on."""
    honest = feed.Feed._bytes

    def numbered(self: Any, entry: Any, group: Any) -> bytes:
        return honest(self, entry, group).replace(b"data: {", b'data: {"at":%d,' % entry.position, 1)

    with patch.object(feed.Feed, "_bytes", numbered):
        yield


@in_streams("idris")
def a_replay_cut_short_by_what_others_did() -> Iterator[None]:
    """So much has happened in the process, says the stream, that all had better be read again: but not to this reader."""
    honest = replay.replay_for

    def replay_for(subscriber: Any, *more: Any) -> Any:
        busy = Statement._base_manager.filter(text__startswith="The mediator does not know").exists()
        with patch.object(replay, "MAX_FOR_PAGES", 3 if busy else 200):
            return honest(subscriber, *more)

    with patch.object(stream, "replay_for", replay_for):
        yield


@in_streams("idris")
def somebody_writes_somewhere() -> Iterator[None]:
    """That somebody is writing is told at the table, wherever it is."""
    honest = hub.Hub.broadcast_soon

    def broadcast_soon(self: Any, process: str, book: str, message: bytes, except_seat: str = "") -> None:
        if process in self._feeds:
            honest(self, process, self._feeds[process].plenary, message, except_seat)

    with patch.object(hub.Hub, "broadcast_soon", broadcast_soon):
        yield


@in_streams("idris")
def who_sits_where() -> Iterator[None]:
    """Presence by room: who is here, and in which room they last spoke."""
    honest = attendance.Attendance.snapshot

    def snapshot(self: Any, process: str) -> bytes:
        entries = Entry.objects.filter(register_id=process).order_by("position")
        rooms = elsewhere(lambda: dict(entries.values_list("actor", "book_id")))
        return honest(self, process) + sse.event("presence", {"rooms": rooms})

    with patch.object(attendance.Attendance, "snapshot", snapshot):
        yield


@in_streams("idris")
def a_cursor_that_may_not_name_what_is_not() -> Iterator[None]:
    """A cursor with a number beyond a book's head is refused, also where the book is none of the reader's."""
    honest = stream.decode

    def decode(text: str) -> Any:
        heads = honest(text)
        there = elsewhere(lambda: dict(Book.objects.filter(id__in=list(heads)).values_list("id", "head")))
        if any(number < there[book] - 2 for book, number in heads.items() if book in there and number == 3):
            raise cursor.BadCursor
        return heads

    with patch.object(stream, "decode", decode):
        yield


@in_streams("petra")
def a_stream_for_a_seat_that_left() -> Iterator[None]:
    """The door lets in whoever once had a key."""
    everywhere = in_spite_of_leaving(audience.books_of)
    with patch.object(authentication, "seat_with_id", with_left), patch.object(audience, "books_of", everywhere):
        yield


@in_streams("noor")
def a_stream_of_another_process() -> Iterator[None]:
    """The door asks for a key, and not for which house."""
    honest = authentication._subscriber

    def subscriber(process: str, seat: Any, *more: Any) -> Any:
        if seat.process_id != process:
            seat = Seat._base_manager.select_related("process", "party").get(process_id=process, role="mediator")
        return honest(process, seat, *more)

    with patch.object(authentication, "_subscriber", subscriber):
        yield


@in_streams("idris")
def pieces_pushed_to_everyone() -> Iterator[None]:
    """What a page shows of an entry is made once, and pushed once too often."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            if any(entry.shown.values()):
                _send_to_strangers(self, entry.book, b"data: <hx-partial></hx-partial>\n\n")

    with patch.object(feed.Feed, "publish", publish):
        yield


@in_streams("idris")
def a_sign_of_life_whenever_anything_is_written() -> Iterator[None]:
    """An empty comment keeps the lines open, whichever book it was that grew."""
    honest = feed.Feed.publish

    def publish(self: Any, entries: Any) -> None:
        honest(self, entries)
        for entry in entries:
            _send_to_strangers(self, entry.book, sse.HEARTBEAT)

    with patch.object(feed.Feed, "publish", publish):
        yield
