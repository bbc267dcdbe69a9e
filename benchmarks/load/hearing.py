"""Listeners: they count what they are told, and how long after it was sent."""

import asyncio
import time
from array import array
from collections.abc import Iterable

from benchmarks.load.requests import SENT

GREW = b"event: grew"
ENDS = (b"\n\n", b"\n\n\r\n")  # the latter of a chunk, as HTTP/1.1 sends it
AT_ONCE = 50


class Hearing:
    """What all listeners together have heard."""

    def __init__(self) -> None:
        self.heard, self.resyncs, self.bytes, self.lost = 0, 0, 0, 0
        self.delays = array("q")  # nanoseconds
        self.ears: list[Ear] = []

    async def open(self, port: int, requests: Iterable[bytes]) -> None:
        gate, loop = asyncio.Semaphore(AT_ONCE), asyncio.get_running_loop()

        async def one(request: bytes) -> None:
            async with gate:
                _, ear = await loop.create_connection(lambda: Ear(self), "127.0.0.1", port)
                ear.transport.write(request)
                await asyncio.wait_for(ear.open, 60)
                self.ears.append(ear)

        await asyncio.gather(*[one(request) for request in requests])

    def forget(self) -> None:
        self.heard = self.resyncs = self.bytes = 0
        del self.delays[:]

    async def quiet(self, expected: int, within: float = 10.0) -> bool:
        """Todo until all that is expected has been heard; whether it was."""
        end = time.perf_counter() + within
        while self.heard < expected and time.perf_counter() < end:
            await asyncio.sleep(0.02)
        return self.heard >= expected

    def close(self) -> None:
        for ear in self.ears:
            ear.transport.abort()


class Ear(asyncio.Protocol):
    __slots__ = ("_hearing", "_rest", "open", "transport")

    def __init__(self, hearing: Hearing) -> None:
        self._hearing, self._rest, self.open = hearing, b"", asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self.open is not None:
            self._opening(data)
            return
        now, hearing = time.perf_counter_ns(), self._hearing
        hearing.bytes += len(data)
        if self._rest:
            data = self._rest + data
        if not data.endswith(ENDS):  # an event was cut in two: look at it when the rest is here
            whole = data.rfind(b"\n\n") + 2
            data, self._rest = (data[:whole], data[whole:]) if whole > 1 else (b"", data)
        else:
            self._rest = b""
        hearing.heard += data.count(GREW)
        if b"event: resync" in data:
            hearing.resyncs += 1
        at = data.find(SENT)
        while at >= 0:
            hearing.delays.append(now - int(data[at + len(SENT) : at + len(SENT) + 19]))
            at = data.find(SENT, at + 27)

    def _opening(self, data: bytes) -> None:
        self._rest += data
        if b"\r\n\r\n" in self._rest or self._rest == b"ok\n":
            opening, self._rest = self._rest, b""
            opened, self.open = self.open, None
            if opening.startswith((b"HTTP/1.1 200", b"ok")):
                opened.set_result(None)
            else:
                opened.set_exception(RuntimeError(f"a stream was answered {opening[:60]!r}"))

    def connection_lost(self, problem: Exception | None) -> None:
        self._hearing.lost += 1
