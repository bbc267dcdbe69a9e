"""Which seats have an open stream, or had one a moment ago. Never recorded."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Set

from goodoffices.live import sse

GRACE = 20.0  # seconds: a tab in the background pauses its stream, and its reader has not left
CALM = 1.0  # seconds between two words about one process

Place = tuple[str, str]  # process and seat
Told = Mapping[str, int]  # how far a seat had been told, book by book, when its last stream ended


class Attendance:
    """Kept in the loop's own thread; `here` may be asked from any. `say(process, block)` tells the table of a process,
    `gone(seat, told)` is called once a seat has left."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        say: Callable[[str, bytes], None],
        gone: Callable[[str, Told], None] = lambda seat, told: None,
    ) -> None:
        self._loop, self._say, self._on_gone = loop, say, gone
        self._streams: Counter[Place] = Counter()
        self._leaving: dict[Place, tuple[asyncio.TimerHandle, Told]] = {}
        self._here: dict[str, set[str]] = {}
        self._told: dict[str, set[str]] = {}
        self._calming: set[str] = set()

    def here(self, process: str) -> set[str]:
        return set(self._here.get(process, ()))

    def greeting(self, process: str) -> bytes:
        """What a page is told when it opens: everyone who is here."""
        return _told(self.here(process))

    def arrived(self, process: str, seat: str) -> None:
        self._streams[process, seat] += 1
        if leaving := self._leaving.pop((process, seat), None):
            leaving[0].cancel()  # they never left
        self._here.setdefault(process, set()).add(seat)
        self._changed(process)

    def left(self, process: str, seat: str, told: Told) -> None:
        self._streams[process, seat] -= 1
        if self._streams[process, seat] <= 0:
            del self._streams[process, seat]
            timer = self._loop.call_later(GRACE, self._gone, process, seat, told)
            self._leaving[process, seat] = timer, told

    def leaving(self) -> dict[str, Told]:
        """Seats whose last stream has ended and who may yet come back, with how far they had been told."""
        return {seat: told for (_process, seat), (_timer, told) in self._leaving.items()}

    def _gone(self, process: str, seat: str, told: Told) -> None:
        self._leaving.pop((process, seat))
        self._on_gone(seat, told)
        self._here[process].discard(seat)
        self._changed(process)

    def _changed(self, process: str) -> None:
        here, told = self._here[process], self._told.setdefault(process, set())
        if process in self._calming or here == told:
            return
        gone, self._told[process] = told - here, set(here)
        self._calming.add(process)
        self._loop.call_later(CALM, self._calmed, process)
        self._say(process, _told(here, gone))

    def _calmed(self, process: str) -> None:
        self._calming.discard(process)
        self._changed(process)


def _told(here: set[str], gone: Set[str] = frozenset()) -> bytes:
    """Everyone who is here, and who no longer is; whoever is not named is away."""
    seats = {seat: "here" if seat in here else "away" for seat in sorted(here | gone)}
    return sse.event("presence", {"seats": seats})
