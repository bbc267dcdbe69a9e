"""One open stream: what waits to be sent to it, and never more than one send under way."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any, NamedTuple

from goodoffices.live import sse
from goodoffices.live.cursor import encode
from goodoffices.live.eager_task import begin
from goodoffices.live.subscriber import Subscriber
from goodoffices.live.uvicorn_write import Write, chunk, writer

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# How much may wait for a slow listener. Listeners share blocks, so this costs little memory.
MAX_PENDING = 256
_HEARTBEAT = chunk(sse.HEARTBEAT)


class Block(NamedTuple):
    """Bytes to send, and the entry that they announce; none for what is not recorded."""

    bytes: bytes
    book: str = ""
    number: int = 0


class Listener:
    """Belongs to the event loop's thread. A listener who falls behind is sent one "read everything again".

    `heads` are those of its feed, which go on growing. `write_now` writes a block, framed as a chunk, at once; it is None
    while anything has to be sent first.
    """

    __slots__ = (
        "_direct",
        "_heads",
        "_overflowed",
        "_pending",
        "_replayed",
        "_replaying",
        "_send",
        "_sending",
        "_task",
        "ended",
        "membership",
        "permanently",
        "subscriber",
        "write_now",
    )

    def __init__(self, subscriber: Subscriber, heads: dict[str, int], send: Send) -> None:
        self.subscriber, self.membership = subscriber, subscriber.memberships.of(subscriber.seat)
        self._heads, self._send, self._task = heads, send, asyncio.current_task()
        self._pending: list[Block] = []
        self._replayed: dict[str, int] = {}
        self._replaying = True  # until what was missed has been sent
        self._sending = self._overflowed = False
        self._direct: Write | None = None
        self.write_now: Write | None = None
        self.ended = self.permanently = False

    @property
    def idle(self) -> bool:
        return not (self._replaying or self._sending or self._pending or self._overflowed)

    def send(self, blocks: Sequence[Block]) -> None:
        """Send these blocks as soon as what goes before them has been sent."""
        if self.ended:
            return
        for block in blocks:
            if not self._overflowed and not (self._replayed and block.book and self._was_replayed(block)):
                self._pending.append(block)
        if len(self._pending) > MAX_PENDING:
            self.overflow()
        else:
            self._flush()

    def overflow(self) -> None:
        """Send "read everything again" instead of what waits."""
        self._pending.clear()
        self._overflowed = True
        self._flush()

    def start(self, heads: dict[str, int]) -> None:
        """The replay has been sent, up to these heads. What was published meanwhile goes out now, without doubles."""
        # The replay may be ahead of what has been published: what it has sent is then still to come a second time.
        self._replayed = {book: head for book, head in heads.items() if head > self._heads[book]}
        self._pending = [block for block in self._pending if not block.book or block.number > heads.get(block.book, 0)]
        self._replaying = False
        self._direct = writer(self._send)
        self._flush()

    def heartbeat(self) -> None:
        """A sign of life on a quiet stream."""
        if self.idle and not self.ended and not (self.write_now and self.write_now(_HEARTBEAT)):
            self.send([Block(sse.HEARTBEAT)])

    def end(self, permanently: bool = False) -> None:
        """Close the stream: the task that waits for the client to disconnect is cancelled."""
        if self.ended:
            return
        self.ended, self.permanently, self.write_now = True, permanently, None
        self._pending.clear()
        if self._task:
            self._task.cancel()

    def _was_replayed(self, block: Block) -> bool:
        replayed = self._replayed.get(block.book, 0)
        if replayed <= block.number:
            self._replayed.pop(block.book, None)
        return block.number <= replayed

    def _flush(self) -> None:
        self.write_now = None
        if self._replaying or self._sending or self.ended:
            return
        if self._pending or self._overflowed:
            self._sending = True
            begin(self._send({"type": "http.response.body", "body": self._next_bytes(), "more_body": True}), self._sent)
        elif not self._replayed:
            self.write_now = self._direct

    def _next_bytes(self) -> bytes:
        if self._overflowed:
            self._overflowed = False
            return sse.resync(encode({book: self._heads[book] for book, _first in self.subscriber.books}))
        blocks, self._pending = self._pending, []
        return b"".join([block.bytes for block in blocks])

    def _sent(self, problem: BaseException | None) -> None:
        self._sending = False
        if problem:
            self.end()
        else:
            self._flush()
