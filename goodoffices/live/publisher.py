"""The thread between the writers and the event loop: it reads and renders what was recorded, and hands it over."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from goodoffices.live.feed import Feed
from goodoffices.live.rendering import Rendering
from goodoffices.live.updates import MAX_ENTRIES, Update, update_for

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class Publisher:
    """One thread with one connection that only reads. `deliver` is called in the event loop with the updates it found.

    Several requests to look at the same feed become one, and several updates are delivered together: the busier the
    record, the fewer hops between threads for each entry.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, deliver: Callable[[list[Update]], None]) -> None:
        self.rendering = Rendering()
        self._loop, self._deliver = loop, deliver
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="goodoffices-publisher")
        self._found: deque[Update] = deque()
        self._delivering = self._closed = False

    def look(self, feed: Feed, full_check: bool = False) -> None:
        """From any thread: find out what has come for this feed."""
        if full_check:
            feed.check_due = True
        if not feed.queued:
            feed.queued = True
            self._thread.submit(self._update, feed)

    async def query(self, query: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self._loop.run_in_executor(self._thread, partial(query, *args, **kwargs))

    def close(self) -> None:
        self._closed = True
        self._thread.shutdown(wait=False)

    def _update(self, feed: Feed) -> None:
        # Set this first: whoever hands something over from now on sees False and asks again.
        feed.queued = False
        try:
            if full_check := feed.check_due:
                feed.check_due = False
            update = update_for(feed, self.rendering, full_check)
            self._found.append(update)
            if not self._delivering and not self._closed:
                self._delivering = True
                self._loop.call_soon_threadsafe(self._deliver_found)
            if len(update.entries) >= MAX_ENTRIES and not self._closed:
                self.look(feed)
        except Exception as problem:
            # A log holds classes and ids, never what was said.
            log.error("process %s was not published: %s", feed.process, type(problem).__name__)

    def _deliver_found(self) -> None:
        self._delivering = False
        updates = []
        while self._found:
            updates.append(self._found.popleft())
        self._deliver(updates)
