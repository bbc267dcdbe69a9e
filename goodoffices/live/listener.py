"""One open stream: what waits to be sent to it, and never more than one send under way."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from goodoffices.live import sse
from goodoffices.live.cursor import encode
from goodoffices.live.eager_task import begin
from goodoffices.live.uvicorn_write import Write, writer

if TYPE_CHECKING:
    from goodoffices.live.authentication import Subscriber
    from goodoffices.live.feed import Feed

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Place = tuple[str, int]  # book and number

# What may wait for a listener who is slow: blocks are shared by all who get them, so that this costs little but time.
MOST_WAITING = 256


class Listener:
    """Bytes go in by `tell` from the loop's own thread; a listener who falls behind is told once to read again."""

    __slots__ = (
        "_behind",
        "_held",
        "_known",
        "_send",
        "_sending",
        "_task",
        "_waiting",
        "_write",
        "banished",
        "ended",
        "feed",
        "membership",
        "subscriber",
    )

    def __init__(self, subscriber: "Subscriber", feed: "Feed", send: Send) -> None:
        self.subscriber, self.feed, self.membership = subscriber, feed, subscriber.membership
        self._send, self._task = send, asyncio.current_task()
        self._waiting: list[tuple[Place | None, bytes]] = []
        self._known: dict[str, int] = {}
        self._held = True  # until what went before has been sent
        self._sending = self._behind = False
        self._write: Write | None = None
        self.ended = self.banished = False

    @property
    def idle(self) -> bool:
        return not (self._held or self._sending or self._waiting or self._behind)

    def write(self, framed: bytes) -> bool:
        """Send a block, framed as a chunk, at once; False if it has to be told and wait for its turn."""
        write = self._write
        if write is None or self._held or self._sending or self._waiting or self._behind or self.ended or self._known:
            return False
        return write(framed)

    def tell(self, block: bytes, place: Place | None = None) -> bool:
        """Take a block to send; whether `flush` should be called for it."""
        if self._behind or self.ended or (self._known and place and self._knows(*place)):
            return False
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            self._behind = True
        else:
            self._waiting.append((place, block))
        return not self._held and not self._sending

    def release(self, heads: dict[str, int]) -> None:
        """What was published meanwhile goes out now, without what has been sent already up to these heads."""
        # The replay may be ahead of what has been published: what it has sent is then still to come a second time.
        self._known = {book: head for book, head in heads.items() if head > self.feed.heads[book]}
        self._waiting = [
            (place, block) for place, block in self._waiting if not place or place[1] > heads.get(place[0], 0)
        ]
        self._held = False
        self._write = writer(self._send)
        self.flush()

    def _knows(self, book: str, number: int) -> bool:
        known = self._known.get(book, 0)
        if known <= number:
            self._known.pop(book, None)
        return number <= known

    def flush(self) -> None:
        if self._held or self._sending or self.ended or not (self._waiting or self._behind):
            return
        self._sending = True
        begin(self._send({"type": "http.response.body", "body": self._taken(), "more_body": True}), self._sent)

    def end(self, for_good: bool = False) -> None:
        """Close the stream: the task that waits for the client to go is sent home."""
        if self.ended:
            return
        self.ended, self.banished = True, for_good
        self._waiting.clear()
        if self._task:
            self._task.cancel()

    def _taken(self) -> bytes:
        if self._behind:
            self._behind = False
            return sse.resync(encode(self.feed.heads_of(self.subscriber.books)))
        blocks, self._waiting = self._waiting, []
        return blocks[0][1] if len(blocks) == 1 else b"".join([block for _, block in blocks])

    def _sent(self, problem: BaseException | None) -> None:
        self._sending = False
        if problem:
            self.end()
        else:
            self.flush()
