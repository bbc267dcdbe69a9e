"""Which seats have an open stream, or had one a moment ago. Never recorded."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Set

from goodoffices.live import sse

GRACE_PERIOD = 20.0  # seconds: a tab in the background pauses its stream, and its reader has not left
MIN_INTERVAL = 1.0  # seconds between two messages about one process

Key = tuple[str, str]  # process and seat
Heads = Mapping[str, int]  # how far a seat had been sent each book when its last stream ended


class Attendance:
    """Belongs to the event loop's thread; `present` may be asked from any.

    `broadcast(process, message)` reaches the readers of a process's plenary; `on_departure(seat, heads)` is called once a
    seat has left.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        broadcast: Callable[[str, bytes], None],
        on_departure: Callable[[str, Heads], None],
    ) -> None:
        self._loop, self._broadcast, self._on_departure = loop, broadcast, on_departure
        self._streams: Counter[Key] = Counter()
        self._leaving: dict[Key, tuple[asyncio.TimerHandle, Heads]] = {}
        self._present: dict[str, set[str]] = {}
        self._announced: dict[str, set[str]] = {}
        self._paused: set[str] = set()  # processes that were sent a message less than MIN_INTERVAL ago

    def present(self, process: str) -> set[str]:
        return set(self._present.get(process, ()))

    def snapshot(self, process: str) -> bytes:
        """What a page is sent when it opens: everyone who is present."""
        return _message(self.present(process))

    def connected(self, process: str, seat: str) -> None:
        self._streams[process, seat] += 1
        if leaving := self._leaving.pop((process, seat), None):
            leaving[0].cancel()  # they never left
        self._present.setdefault(process, set()).add(seat)
        self._changed(process)

    def disconnected(self, process: str, seat: str, heads: Heads) -> None:
        self._streams[process, seat] -= 1
        if self._streams[process, seat] <= 0:
            del self._streams[process, seat]
            timer = self._loop.call_later(GRACE_PERIOD, self._left, process, seat, heads)
            self._leaving[process, seat] = timer, heads

    def leaving(self) -> dict[str, Heads]:
        """Seats whose last stream has ended and who may yet come back, with how far they had been sent each book."""
        return {seat: heads for (_process, seat), (_timer, heads) in self._leaving.items()}

    def _left(self, process: str, seat: str, heads: Heads) -> None:
        self._leaving.pop((process, seat))
        self._on_departure(seat, heads)
        self._present[process].discard(seat)
        self._changed(process)

    def _changed(self, process: str) -> None:
        present, announced = self._present[process], self._announced.setdefault(process, set())
        if process in self._paused or present == announced:
            return
        absent, self._announced[process] = announced - present, set(present)
        self._paused.add(process)
        self._loop.call_later(MIN_INTERVAL, self._resume, process)
        self._broadcast(process, _message(present, absent))

    def _resume(self, process: str) -> None:
        self._paused.discard(process)
        self._changed(process)


def _message(present: set[str], absent: Set[str] = frozenset()) -> bytes:
    """Everyone who is present, and who no longer is; whoever is not named is away."""
    seats = {seat: "here" if seat in present else "away" for seat in sorted(present | absent)}
    return sse.event("presence", {"seats": seats})
