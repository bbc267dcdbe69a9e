"""One kept connection that asks and waits for the answer, as a sender or a reader of pages does."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Wire(asyncio.Protocol):
    def __init__(self) -> None:
        self._taken, self._needs, self._answer = bytearray(), -1, None

    @classmethod
    async def to(cls, port: int) -> "Wire":
        _, wire = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return wire

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    async def ask(self, request: bytes) -> int:
        """The status of the answer, once all of it is here."""
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        taken = self._taken
        taken += data
        if self._needs < 0:
            head = taken.find(b"\r\n\r\n")
            if head < 0:
                return
            length = _LENGTH.search(taken, 0, head)
            if length is None and not taken.startswith((b"HTTP/1.1 204", b"HTTP/1.1 304")):
                raise RuntimeError("an answer came without its length, and nothing else is understood here")
            self._needs = head + 4 + (int(length[1]) if length else 0)
        if len(taken) >= self._needs:
            status = int(taken[9:12])
            self._taken, self._needs = bytearray(), -1
            self._answer.set_result(status)

    def connection_lost(self, problem: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server hung up"))


@dataclass
class Answers:
    """What came back: answers by status, and how long each took."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)

    def good(self) -> int:
        bad = {status: n for status, n in self.statuses.items() if status >= 300}
        if bad:
            raise RuntimeError(f"not every request was answered well: {bad}")
        return sum(self.statuses.values())

    @property
    def rate(self) -> float:
        return self.good() / self.seconds


async def in_turn(port: int, makes: list[Callable[[], bytes]], seconds: float, warm: float = 0.5) -> Answers:
    """As many at once as there are makers of requests; each asks again as soon as it has been answered."""
    wires = [await Wire.to(port) for _ in makes]
    answers = Answers()
    begin = time.perf_counter() + warm
    end = begin + seconds

    async def one(wire: Wire, make: Callable[[], bytes]) -> None:
        while (asked := time.perf_counter()) < end:
            status = await wire.ask(make())
            now = time.perf_counter()
            if begin <= now <= end:
                answers.statuses[status] = answers.statuses.get(status, 0) + 1
                answers.took.append(now - asked)

    await asyncio.gather(*[one(wire, make) for wire, make in zip(wires, makes, strict=True)])
    answers.seconds = seconds
    for wire in wires:
        wire.transport.close()
    return answers


async def on_the_beat(port: int, make: Callable[[], bytes], rate: float, seconds: float) -> Answers:
    """So many a second, whether or not the last one has been answered."""
    wires = [await Wire.to(port) for _ in range(8)]
    idle, answers, tasks = list(wires), Answers(seconds=seconds), []
    begin = time.perf_counter()

    async def one(wire: Wire) -> None:
        asked = time.perf_counter()
        status = await wire.ask(make())
        answers.statuses[status] = answers.statuses.get(status, 0) + 1
        answers.took.append(time.perf_counter() - asked)
        idle.append(wire)

    for beat in range(int(rate * seconds)):
        await asyncio.sleep(begin + beat / rate - time.perf_counter())
        if idle:
            tasks.append(asyncio.ensure_future(one(idle.pop())))
        else:
            answers.statuses[599] = answers.statuses.get(599, 0) + 1  # it cannot keep up with the beat: no good run
    await asyncio.gather(*tasks)
    for wire in wires:
        wire.transport.close()
    return answers
