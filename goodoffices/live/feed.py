"""One process as its listeners follow it: who they are, in which circles, and how far they have been told."""

from collections.abc import Mapping
from typing import NamedTuple

from goodoffices.live import sse
from goodoffices.live.authentication import CLIENT, Subscriber
from goodoffices.live.cursor import encode
from goodoffices.live.listener import Listener
from goodoffices.live.readers import Books
from goodoffices.live.rendering import Pieces, read_from
from goodoffices.live.uvicorn_write import chunk


class Circle:
    """Listeners who read the same books in the same channel: what they are told is put into bytes once."""

    def __init__(self, channel: str, books: Books) -> None:
        self.channel, self.books, self.first = channel, books, dict(books)
        self.members: set[Listener] = set()


class Grew(NamedTuple):
    """An entry that has come, and what pages show of it in each language that somebody reads."""

    book: str
    number: int
    kind: str
    position: int
    shown: Mapping[str, Pieces]


class Feed:
    def __init__(self, subscriber: Subscriber) -> None:
        self.process, self.table = subscriber.process, subscriber.table
        # Heads of its own: the subscriber's are those of the moment when they were let in, and stay so.
        self.position, self.heads, self.membership = subscriber.position, dict(subscriber.heads), subscriber.membership
        self._circles: dict[tuple[str, Books], Circle] = {}
        self._by_book: dict[str, list[Circle]] = {}
        self._by_seat: dict[str, list[Listener]] = {}  # the oldest first

    def listeners(self) -> list[Listener]:
        # Copied in one go each, so that another thread may ask while somebody comes or leaves.
        return [listener for circle in list(self._circles.values()) for listener in list(circle.members)]

    @property
    def deserted(self) -> bool:
        return not self._circles

    def channels(self, book: str) -> set[str]:
        """The languages in which pages read this book."""
        return {circle.channel for circle in list(self._by_book.get(book, [])) if circle.channel != CLIENT}

    def heads_of(self, books: Books) -> dict[str, int]:
        return {book: self.heads[book] for book, _first in books}

    def add(self, listener: Listener) -> None:
        subscriber = listener.subscriber
        circle = self._circles.get((subscriber.channel, subscriber.books))
        if circle is None:
            circle = self._circles[subscriber.channel, subscriber.books] = Circle(subscriber.channel, subscriber.books)
            for book, _first in subscriber.books:
                # A book that was opened after the feed began: it will be told from its first entry on.
                self.heads.setdefault(book, 0)
                self._by_book.setdefault(book, []).append(circle)
        circle.members.add(listener)
        self._by_seat.setdefault(subscriber.seat, []).append(listener)

    def remove(self, listener: Listener) -> None:
        subscriber = listener.subscriber
        circle = self._circles[subscriber.channel, subscriber.books]
        circle.members.discard(listener)
        self._by_seat[subscriber.seat].remove(listener)
        if not self._by_seat[subscriber.seat]:
            del self._by_seat[subscriber.seat]
        if circle.members:
            return
        del self._circles[subscriber.channel, subscriber.books]
        for book, _first in subscriber.books:
            self._by_book[book].remove(circle)

    def of_seat(self, seat: str) -> list[Listener]:
        """The streams of one seat that are not at their end, the oldest first."""
        return [listener for listener in self._by_seat.get(seat, []) if not listener.ended]

    def tell(self, grew: Grew) -> list[Listener]:
        """Tell everyone who reads its book of an entry; who of them is free to be sent it."""
        self.position, self.heads[grew.book] = grew.position, grew.number
        free = []
        for circle in self._by_book.get(grew.book, []):
            block, place = self._block(grew, circle), (grew.book, grew.number)
            framed = chunk(block)
            free += [each for each in circle.members if not each.write(framed) and each.tell(block, place)]
        return free

    def say(self, book: str, block: bytes, but: str = "") -> list[Listener]:
        """Tell the pages that read a book what is nowhere recorded, those of the seat `but` left out; who is free."""
        pages = [circle for circle in self._by_book.get(book, []) if circle.channel != CLIENT]
        told = [listener for circle in pages for listener in circle.members if listener.subscriber.seat != but]
        return [listener for listener in told if listener.tell(block)]

    def _block(self, grew: Grew, circle: Circle) -> bytes:
        id = encode(self.heads_of(circle.books))
        if circle.channel == CLIENT:
            return sse.entry(grew.book, grew.number, id)
        shown = read_from(grew.book, circle.first, grew.shown.get(circle.channel, ()))
        return sse.grew(grew.book, grew.number, grew.kind, id, shown)
