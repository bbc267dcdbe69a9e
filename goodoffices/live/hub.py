"""The live part of one server process: who listens, who is sent what, and whose stream has to end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from django.utils import timezone

from goodoffices.briefing.departures import all_depart, depart
from goodoffices.live.attendance import Attendance, Heads
from goodoffices.live.credential_version import credential_version
from goodoffices.live.fd_limits import most_streams
from goodoffices.live.feed import Feed
from goodoffices.live.listener import Listener, Send
from goodoffices.live.publisher import Publisher
from goodoffices.live.subscriber import Subscriber
from goodoffices.live.updates import DatabaseWatch, Update, behind, revoked_credentials
from goodoffices.record.announce import Grown, no_longer, on_growth
from goodoffices.record.timestamps import written

log = logging.getLogger(__name__)

POLL_INTERVAL = 0.3  # seconds between two looks whether another program wrote, or a credential was taken away
FULL_CHECK_INTERVAL = 15.0  # seconds between two checks of everything, whether or not anything shows a change
HEARTBEAT_INTERVAL = 15.0  # seconds between two signs of life on a quiet stream
SHUTDOWN_TIMEOUT = 2.0  # seconds that noting who was present may hold up the stop
MAX_STREAMS_PER_SEAT = 12  # tabs, devices and programs of one person; beyond, the oldest is ended

P = ParamSpec("P")
T = TypeVar("T")

_current: "Hub | None" = None


def current() -> "Hub | None":
    """The hub of this process, while it serves."""
    return _current


class TooManyStreams(Exception):
    """There are as many streams as the machine lets this process hold open."""


class Hub:
    """Everything but `_on_growth` and `broadcast_soon` belongs to the event loop's thread."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.publisher = Publisher(self.loop, self._deliver)
        self.attendance = Attendance(self.loop, self._broadcast_presence, self._note_departure)
        self._feeds: dict[str, Feed] = {}
        self._watch, self._checked_credentials = DatabaseWatch(), -1
        self._open, self._most = 0, most_streams()
        # Two threads let people in: each keeps a connection of its own.
        self._queries = ThreadPoolExecutor(2, thread_name_prefix="goodoffices-streams")

    def open(self) -> None:
        # house: kept between requests: the hub itself
        global _current
        _current = self
        on_growth(self._on_growth)
        self._tasks = [
            self.loop.create_task(self._every(POLL_INTERVAL, self._poll)),
            self.loop.create_task(self._every(FULL_CHECK_INTERVAL, partial(self._poll, full_check=True))),
            self.loop.create_task(self._every(HEARTBEAT_INTERVAL, self._heartbeat)),
        ]

    def close(self) -> None:
        # house: kept between requests: the hub itself
        global _current
        _current = None
        no_longer(self._on_growth)
        for task in self._tasks:
            task.cancel()
        self._note_departures()
        for listener in self._listeners():
            listener.end()
        self.publisher.close()
        self._queries.shutdown(wait=False)

    async def query(self, query: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database something for one listener."""
        return await self.loop.run_in_executor(self._queries, partial(query, *args, **kwargs))

    def join(self, subscriber: Subscriber, send: Send) -> Listener | None:
        """From now on all that is published reaches this listener. None if the subscriber has to be authenticated again,
        because their books or their credential may have changed.

        Who opens one stream too many loses the oldest of their own, and takes none from others.
        """
        feed = self._feeds.get(subscriber.process)
        if subscriber.credential_version < self._checked_credentials:
            return None
        if feed and subscriber.memberships.of(subscriber.seat) < feed.memberships.of(subscriber.seat):
            return None
        if self._open >= self._most:
            raise TooManyStreams
        others = feed.of_seat(subscriber.seat) if feed else []
        for oldest in others[: 1 - MAX_STREAMS_PER_SEAT]:
            oldest.end()
        if feed is None:
            feed = self._feeds[subscriber.process] = Feed(subscriber)
            self.publisher.look(feed)  # for what came since the subscriber was read
        listener = feed.add(subscriber, send)
        self._open += 1
        self.attendance.connected(subscriber.process, subscriber.seat)
        return listener

    def leave(self, listener: Listener) -> None:
        subscriber = listener.subscriber
        feed = self._feeds[subscriber.process]
        heads = feed.heads_of(subscriber.books)
        feed.remove(listener)
        self._open -= 1
        if feed.empty:
            del self._feeds[subscriber.process]
        self.attendance.disconnected(subscriber.process, subscriber.seat, heads)

    def broadcast_soon(self, process: str, book: str, message: bytes, except_seat: str = "") -> None:
        """From any thread: send the pages that read this book what is not recorded."""
        if process in self._feeds:
            self.loop.call_soon_threadsafe(self._broadcast, process, book, message, except_seat)

    def _broadcast(self, process: str, book: str, message: bytes, except_seat: str = "") -> None:
        if feed := self._feeds.get(process):
            feed.broadcast(book, message, except_seat)

    def _broadcast_presence(self, process: str, message: bytes) -> None:
        if feed := self._feeds.get(process):
            feed.broadcast(feed.plenary, message)

    def _note_departure(self, seat: str, heads: Heads) -> None:
        """For the brief that the seat finds when it comes back. If it cannot be written, the brief goes by what was read."""
        work = self.loop.run_in_executor(self._queries, depart, seat, written(timezone.now()), heads)
        work.add_done_callback(_log_failure)

    def _note_departures(self) -> None:
        """Of everyone who is present: nobody waits any longer for who may come back."""
        heads = self.attendance.leaving()
        for feed in self._feeds.values():
            for listener in feed.listeners():
                heads[listener.subscriber.seat] = feed.heads_of(listener.subscriber.books)
        if heads:
            with _logged("who was present when the server stopped was not noted"):
                self._queries.submit(all_depart, written(timezone.now()), heads).result(SHUTDOWN_TIMEOUT)

    def _on_growth(self, grown: Grown) -> None:
        """In the writer's thread, after the commit: whatever goes wrong here, the act is done, and its writer gets its answer."""
        try:
            if feed := self._feeds.get(grown.process):
                feed.handed.append(grown.row)
                self.publisher.look(feed)
        except Exception as problem:
            log.error("%s %s was not announced: %s", grown.book, grown.number, type(problem).__name__)

    def _deliver(self, updates: list[Update]) -> None:
        """Publish what was found, to those who may still read it."""
        for feed in {update.feed: None for update in updates}:
            if self._feeds.get(feed.process) is feed:
                self._publish(feed, [update for update in updates if update.feed is feed])

    def _publish(self, feed: Feed, updates: list[Update]) -> None:
        try:
            for update in updates:
                _end_lost_memberships(update)
            feed.publish([entry for update in updates for entry in update.entries])
        except Exception as problem:
            log.error("process %s was not sent: %s", feed.process, type(problem).__name__)
            for listener in feed.listeners():
                listener.end()  # they come back with their cursor and miss nothing

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """By the clock, however long the work takes: when a stream gets a sign of life says nothing of what others did."""
        due = self.loop.time()
        while True:
            now = self.loop.time()
            due = due + seconds if due + seconds > now else now + seconds
            await asyncio.sleep(due - now)
            with _logged("regular work failed"):
                await work()

    async def _heartbeat(self) -> None:
        for n, listener in enumerate(self._listeners(), 1):
            listener.heartbeat()
            if n % 500 == 0:
                await asyncio.sleep(0)  # thousands of quiet streams hold up nobody

    async def _poll(self, full_check: bool = False) -> None:
        """What nobody announces: another program's acts, and credentials taken away or run out."""
        if not self._feeds or not (await self.publisher.query(self._watch.changed) or full_check):
            return
        version = await self.publisher.query(credential_version)
        if version != self._checked_credentials or full_check:
            # First the version, then the listeners: who joins meanwhile with an older one is authenticated again.
            self._checked_credentials = version
            revoked = await self.publisher.query(revoked_credentials, list(self._feeds.values()))
            for listener in self._listeners() if revoked else []:
                if listener.subscriber.credential in revoked:
                    listener.end(permanently=True)
        feeds = list(self._feeds.values())
        for feed in feeds if full_check else await self.publisher.query(behind, feeds):
            self.publisher.look(feed, full_check)

    def _listeners(self) -> list[Listener]:
        return [listener for feed in self._feeds.values() for listener in feed.listeners()]


def _end_lost_memberships(update: Update) -> None:
    """End the streams of those whose books are others than when they joined."""
    if update.readers is None:
        return
    for listener in update.feed.listeners():
        subscriber, asked = listener.subscriber, listener.subscriber.seat in update.asked
        now = update.memberships.of(subscriber.seat)
        if listener.membership > now or (not asked and listener.membership == now):
            continue  # joined while we asked, knowing as much as we do or more
        if update.readers.get(subscriber.seat) == subscriber.books:
            listener.membership = now
        else:
            listener.end(permanently=asked and subscriber.seat not in update.readers)
    update.feed.memberships = update.memberships


def _log_failure(work: "asyncio.Future[None]") -> None:
    if not work.cancelled() and (problem := work.exception()):
        log.error("a departure was not noted: %s", type(problem).__name__)


@contextmanager
def _logged(what: str) -> Iterator[None]:
    """The hub goes on whatever happens; a log holds classes and ids, never what was said."""
    try:
        yield
    except Exception as problem:
        log.error("%s: %s", what, type(problem).__name__)
