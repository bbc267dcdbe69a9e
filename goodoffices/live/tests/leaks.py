"""Leaks in streams, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.consultation.models import Statement
from goodoffices.live import attendance, authentication, catching_up, cursor, feed, hub, sse, stream
from goodoffices.process import audience
from goodoffices.process.models import Seat
from goodoffices.record.models import Book, Entry
from tests.noninterference.leaks import audiences_in_spite_of, elsewhere, in_streams, with_left


@in_streams("idris")
def a_cursor_of_all_books() -> Iterator[None]:
    """The cursor holds the heads of every book, since the server has them at hand."""
    with patch.object(feed.Feed, "heads_of", lambda self, books: self.heads):
        yield


def _told_to_strangers(self: Any, book: str, block: bytes) -> list[Any]:
    """Tell everybody who does not read this book; who of them is free to be sent it."""
    strangers = [circle for circle in self._circles.values() if book not in dict(circle.books)]
    return [listener for circle in strangers for listener in circle.members if listener.tell(block)]


@in_streams("idris")
def news_of_a_book_one_does_not_read() -> Iterator[None]:
    """Nothing but a number, says the event: some book grew to so much."""
    honest = feed.Feed.tell

    def tell(self: Any, grew: Any) -> Any:
        return [*honest(self, grew), *_told_to_strangers(self, grew.book, sse.event("grew", {"number": grew.number}))]

    with patch.object(feed.Feed, "tell", tell):
        yield


@in_streams("idris")
def a_position_in_an_event() -> Iterator[None]:
    """Events are numbered as the process goes on."""
    honest = feed.Feed._block

    def block(self: Any, grew: Any, circle: Any) -> bytes:
        return honest(self, grew, circle).replace(b"data: {", b'data: {"at":%d,' % grew.position, 1)

    with patch.object(feed.Feed, "_block", block):
        yield


@in_streams("idris")
def a_replay_cut_short_by_what_others_did() -> Iterator[None]:
    """So much has happened in the process, says the stream, that all had better be read again: but not to this reader."""
    honest = catching_up.missed_by

    def missed_by(subscriber: Any, *more: Any) -> Any:
        busy = Statement._base_manager.filter(text__startswith="The mediator does not know").exists()
        with patch.object(catching_up, "MOST_FOR_PAGES", 3 if busy else 200):
            return honest(subscriber, *more)

    with patch.object(stream, "missed_by", missed_by):
        yield


@in_streams("idris")
def somebody_writes_somewhere() -> Iterator[None]:
    """That somebody is writing is told at the table, wherever it is."""
    honest = hub.Hub.say_soon

    def say_soon(self: Any, process: str, book: str, block: bytes, but: str = "") -> None:
        if process in self._feeds:
            honest(self, process, self._feeds[process].table, block, but)

    with patch.object(hub.Hub, "say_soon", say_soon):
        yield


@in_streams("idris")
def who_sits_where() -> Iterator[None]:
    """Presence by room: who is here, and in which room they last spoke."""
    honest = attendance.Attendance.greeting

    def greeting(self: Any, process: str) -> bytes:
        entries = Entry.objects.filter(register_id=process).order_by("position")
        rooms = elsewhere(lambda: dict(entries.values_list("actor", "book_id")))
        return honest(self, process) + sse.event("presence", {"rooms": rooms})

    with patch.object(attendance.Attendance, "greeting", greeting):
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
    everywhere = audiences_in_spite_of(audience._audiences_of)
    with patch.object(authentication, "seat_with_id", with_left), patch.object(audience, "_audiences_of", everywhere):
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
    honest = feed.Feed.tell

    def tell(self: Any, grew: Any) -> Any:
        shown = b"data: <hx-partial></hx-partial>\n\n" if any(grew.shown.values()) else b""
        return [*honest(self, grew), *(_told_to_strangers(self, grew.book, shown) if shown else [])]

    with patch.object(feed.Feed, "tell", tell):
        yield
