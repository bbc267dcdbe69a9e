"""One mediation process as its listeners follow it: who they are, in which groups, and how far it has been published."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from goodoffices.live import sse
from goodoffices.live.cursor import encode
from goodoffices.live.listener import MAX_PENDING, Block, Listener, Send
from goodoffices.live.rendering import Pieces, read_from
from goodoffices.live.subscriber import CLIENT, Books, Subscriber
from goodoffices.live.uvicorn_write import chunk
from goodoffices.record.appending import Row

MAX_HANDED = 256  # entries that writers have handed over and the publisher has not taken; beyond, it reads the record


class PublishedEntry(NamedTuple):
    """An entry to publish, and what pages show of it in each language that somebody reads."""

    book: str
    number: int
    kind: str
    position: int
    shown: Mapping[str, Pieces]


class Group:
    """Listeners who read the same books in the same channel: what they are sent is put into bytes once."""

    def __init__(self, channel: str, books: Books) -> None:
        self.channel, self.books, self.first = channel, books, dict(books)
        self.members: set[Listener] = set()

    def send(self, blocks: Sequence[Block]) -> None:
        if len(blocks) > MAX_PENDING:
            for listener in self.members:
                listener.overflow()
            return
        framed = chunk(b"".join([block.bytes for block in blocks]))
        for listener in self.members:
            write = listener.write_now
            if write is None or not write(framed):
                listener.send(blocks)


class Feed:
    """`position` and `heads` say how far it has been published; they belong to the event loop's thread.

    `read_to`, `handed`, `queued` and `check_due` belong to the publisher.
    """

    def __init__(self, subscriber: Subscriber) -> None:
        self.process, self.plenary = subscriber.process, subscriber.plenary
        # A copy: the subscriber's heads stay those of the moment when it was admitted.
        self.position, self.heads, self.memberships = (
            subscriber.position,
            dict(subscriber.heads),
            subscriber.memberships,
        )
        self.read_to, self.queued, self.check_due = subscriber.position, False, False
        self.handed: deque[Row] = deque(maxlen=MAX_HANDED)
        self._groups: dict[tuple[str, Books], Group] = {}
        self._by_book: dict[str, list[Group]] = {}
        self._by_seat: dict[str, list[Listener]] = {}  # the oldest first

    def listeners(self) -> list[Listener]:
        # Each is copied in one step, so that another thread may read it while somebody joins or leaves.
        return [listener for group in list(self._groups.values()) for listener in list(group.members)]

    @property
    def empty(self) -> bool:
        return not self._groups

    def channels(self, book: str) -> set[str]:
        """The languages in which pages read this book."""
        return {group.channel for group in list(self._by_book.get(book, [])) if group.channel != CLIENT}

    def heads_of(self, books: Books) -> dict[str, int]:
        return {book: self.heads[book] for book, _first in books}

    def add(self, subscriber: Subscriber, send: Send) -> Listener:
        group = self._groups.get((subscriber.channel, subscriber.books))
        if group is None:
            group = self._groups[subscriber.channel, subscriber.books] = Group(subscriber.channel, subscriber.books)
            for book, _first in subscriber.books:
                # A book that was opened after the feed began: it will be published from its first entry on.
                self.heads.setdefault(book, 0)
                self._by_book.setdefault(book, []).append(group)
        listener = Listener(subscriber, self.heads, send)
        group.members.add(listener)
        self._by_seat.setdefault(subscriber.seat, []).append(listener)
        return listener

    def remove(self, listener: Listener) -> None:
        subscriber = listener.subscriber
        group = self._groups[subscriber.channel, subscriber.books]
        group.members.discard(listener)
        self._by_seat[subscriber.seat].remove(listener)
        if not self._by_seat[subscriber.seat]:
            del self._by_seat[subscriber.seat]
        if group.members:
            return
        del self._groups[subscriber.channel, subscriber.books]
        for book, _first in subscriber.books:
            self._by_book[book].remove(group)

    def of_seat(self, seat: str) -> list[Listener]:
        """The open streams of one seat, the oldest first."""
        return [listener for listener in self._by_seat.get(seat, []) if not listener.ended]

    def publish(self, entries: Sequence[PublishedEntry]) -> None:
        """Send entries to everyone who reads their books: one write for each listener, however many they are."""
        waiting: dict[Group, list[Block]] = {}
        for entry in entries:
            self.position, self.heads[entry.book] = entry.position, entry.number
            for group in self._by_book.get(entry.book, []):
                block = Block(self._bytes(entry, group), entry.book, entry.number)
                waiting.setdefault(group, []).append(block)
        for group, blocks in waiting.items():
            group.send(blocks)

    def broadcast(self, book: str, message: bytes, except_seat: str = "") -> None:
        """Send what is not recorded to the pages that read a book, but not to those of one seat."""
        for group in self._by_book.get(book, []):
            if group.channel != CLIENT:
                for listener in group.members:
                    if listener.subscriber.seat != except_seat:
                        listener.send([Block(message)])

    def _bytes(self, entry: PublishedEntry, group: Group) -> bytes:
        cursor = encode(self.heads_of(group.books))
        if group.channel == CLIENT:
            return sse.entry(entry.book, entry.number, cursor)
        shown = read_from(entry.book, group.first, entry.shown.get(group.channel, ()))
        return sse.grew(entry.book, entry.number, entry.kind, cursor, shown)
