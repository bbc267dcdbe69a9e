"""The live machinery of one server process: woken when something was recorded, it reads what, and tells who listens."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from django.utils import timezone

from goodoffices.briefing.departures import all_depart, depart
from goodoffices.live import sse
from goodoffices.live.attendance import Attendance, Told
from goodoffices.live.authentication import Subscriber
from goodoffices.live.fd_limits import most_streams
from goodoffices.live.feed import Feed
from goodoffices.live.listener import Listener, Send
from goodoffices.live.publisher import MOST_AT_ONCE, News, Watch, behind, lost_credentials, news_for
from goodoffices.live.rendering import Rendering
from goodoffices.record.announce import Grown, no_longer, on_growth
from goodoffices.record.timestamps import written

log = logging.getLogger(__name__)

LOOK = 0.3  # seconds between two looks whether another program wrote, or somebody signed out
BEAT = 15.0  # seconds between two signs of life on a quiet stream, and between two checks of everything
AT_THE_STOP = 2.0  # seconds that noting who was here may hold up the stop
MOST_OF_A_SEAT = 12  # streams: tabs, devices and programs of one person; beyond, the oldest is ended

P = ParamSpec("P")
T = TypeVar("T")

_current: "Hub | None" = None


def current() -> "Hub | None":
    """The hub of this process, while it serves."""
    return _current


class Full(Exception):
    """There are as many streams as the machine lets this process hold open."""


class Hub:
    """Everything but `_told` and `say_soon` belongs to the loop's own thread."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.rendering = Rendering()
        self.attendance = Attendance(self.loop, self._say_at_the_table, self._note_departure)
        self._feeds: dict[str, Feed] = {}
        self._woken: set[str] = set()
        self._turn = asyncio.Event()
        self._thorough = self._newcomers = False
        self._watch = Watch()
        self._open, self._most = 0, most_streams()
        # One thread follows the record, two let people in: each with a connection of its own, kept.
        self._follower = ThreadPoolExecutor(1, thread_name_prefix="goodoffices-live")
        self._door = ThreadPoolExecutor(2, thread_name_prefix="goodoffices-door")

    def open(self) -> None:
        # house: kept between requests: the hub itself
        global _current
        _current = self
        on_growth(self._told)
        self._work = [self.loop.create_task(self._follow()), self.loop.create_task(self._look_around())]

    def close(self) -> None:
        # house: kept between requests: the hub itself
        global _current
        _current = None
        no_longer(self._told)
        for task in self._work:
            task.cancel()
        self._note_departures()
        for listener in self._listeners():
            listener.end()
        for pool in (self._follower, self._door):
            pool.shutdown(wait=False)

    async def at_the_door(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the database something for one listener."""
        return await self.loop.run_in_executor(self._door, partial(question, *args, **kwargs))

    def join(self, subscriber: Subscriber, send: Send) -> Listener | None:
        """From now on all that is published reaches this listener. None if the subscriber's books may be others by now.

        Whoever opens one stream too many loses their own oldest, and takes no line from others.
        """
        feed = self._feeds.get(subscriber.process)
        if feed and subscriber.membership < feed.membership:
            return None
        if self._open >= self._most:
            raise Full
        others = feed.of_seat(subscriber.seat) if feed else []
        for oldest in others[: 1 - MOST_OF_A_SEAT]:
            oldest.end()
        if feed is None:
            feed = self._feeds[subscriber.process] = Feed(subscriber)
        listener = Listener(subscriber, feed, send)
        feed.add(listener)
        self._open += 1
        self._newcomers = True  # what came, or was revoked, since they were asked in is found by the next look around
        self.attendance.arrived(subscriber.process, subscriber.seat)
        return listener

    def leave(self, listener: Listener) -> None:
        feed, subscriber = listener.feed, listener.subscriber
        told = feed.heads_of(subscriber.books)
        feed.remove(listener)
        self._open -= 1
        if feed.deserted:
            del self._feeds[subscriber.process]
        self.attendance.left(subscriber.process, subscriber.seat, told)

    def _note_departure(self, seat: str, told: Told) -> None:
        """For the brief that the seat finds when it comes back. If it cannot be written, the brief goes by what was read."""
        work = self.loop.run_in_executor(self._door, depart, seat, written(timezone.now()), told)
        work.add_done_callback(_log_if_failed)

    def _note_departures(self) -> None:
        """Of everyone who is here, or was a moment ago: nobody waits any longer for who may come back."""
        told = self.attendance.leaving()
        for listener in self._listeners():
            told[listener.subscriber.seat] = listener.feed.heads_of(listener.subscriber.books)
        if told:
            with _noted("who was here when the server stopped was not noted"):
                self._door.submit(all_depart, written(timezone.now()), told).result(AT_THE_STOP)

    def say_soon(self, process: str, book: str, block: bytes, but: str = "") -> None:
        """From any thread: tell the pages that read this book what is nowhere recorded."""
        if process in self._feeds:
            self.loop.call_soon_threadsafe(self._say, process, book, block, but)

    def _say(self, process: str, book: str, block: bytes, but: str = "") -> None:
        if feed := self._feeds.get(process):
            _flush(feed.say(book, block, but))

    def _say_at_the_table(self, process: str, block: bytes) -> None:
        if feed := self._feeds.get(process):
            _flush(feed.say(feed.table, block))

    def _told(self, grown: Grown) -> None:
        """In the writer's thread, after the commit: whatever goes wrong here, the act is done, and its writer is told so."""
        try:
            if grown.process in self._feeds:
                self.loop.call_soon_threadsafe(self._wake, grown.process)
        except Exception as problem:
            log.error("%s %s was not announced: %s", grown.book, grown.number, type(problem).__name__)

    def _wake(self, process: str) -> None:
        self._woken.add(process)
        self._turn.set()

    async def _follow(self) -> None:
        """Publish what has come in the processes that were woken, as often as they are."""
        while True:
            await self._turn.wait()
            self._turn.clear()
            woken, self._woken = self._woken, set()
            thorough, self._thorough = self._thorough, False
            for feed in [self._feeds[process] for process in woken if process in self._feeds]:
                with _noted(f"process {feed.process} was not followed"):
                    self._publish(await self._in_the_record(news_for, feed, self.rendering, thorough))

    def _publish(self, news: News) -> None:
        feed = news.feed
        _show_out(news)
        _flush([listener for grew in news.grew for listener in feed.tell(grew)])
        if len(news.grew) == MOST_AT_ONCE:
            self._wake(feed.process)

    async def _look_around(self) -> None:
        """What nobody announces: another program's acts, a session or token at its end, a line gone quiet."""
        beat = self.loop.time() + BEAT
        while True:
            await asyncio.sleep(LOOK)
            thorough = self.loop.time() >= beat
            with _noted("the look around failed"):
                await self._check(thorough)
            if thorough:
                beat = self.loop.time() + BEAT
                await self._beat()

    async def _beat(self) -> None:
        for at, listener in enumerate(self._listeners(), 1):
            if listener.idle and listener.tell(sse.BEAT):
                listener.flush()
            if at % 500 == 0:
                await asyncio.sleep(0)  # thousands of quiet lines hold up nobody

    async def _check(self, thorough: bool) -> None:
        feeds = list(self._feeds.values())
        if not feeds or not (await self._in_the_record(self._watch.noticed) or self._newcomers or thorough):
            return
        self._newcomers = False
        lost = await self._in_the_record(lost_credentials, feeds)
        for listener in self._listeners():
            if listener.subscriber.credential in lost:
                listener.end(for_good=True)
        self._thorough |= thorough
        for feed in feeds if thorough else await self._in_the_record(behind, feeds):
            self._wake(feed.process)

    async def _in_the_record(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.loop.run_in_executor(self._follower, partial(question, *args, **kwargs))

    def _listeners(self) -> list[Listener]:
        return [listener for feed in self._feeds.values() for listener in feed.listeners()]


def _show_out(news: News) -> None:
    """End the streams of those who no longer read what they did when they came."""
    feed = news.feed
    if news.readers is None:
        return
    for listener in feed.listeners():
        subscriber = listener.subscriber
        if listener.membership > news.membership or (
            subscriber.seat not in news.asked and listener.membership == news.membership
        ):
            continue  # came while we asked, knowing as much as we do or more
        if news.readers.get(subscriber.seat) == subscriber.books:
            listener.membership = news.membership
        else:
            listener.end(for_good=subscriber.seat not in news.readers)
    feed.membership = news.membership


def _log_if_failed(work: "asyncio.Future[None]") -> None:
    if not work.cancelled() and (problem := work.exception()):
        log.error("a departure was not noted: %s", type(problem).__name__)


def _flush(listeners: list[Listener]) -> None:
    for listener in listeners:
        listener.flush()


@contextmanager
def _noted(what: str) -> Iterator[None]:
    """The hub goes on whatever happens; a log holds classes and ids, never what was said."""
    try:
        yield
    except Exception as problem:
        log.error("%s: %s", what, type(problem).__name__)
