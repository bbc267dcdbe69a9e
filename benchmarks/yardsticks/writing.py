"""W: a uvloop server that writes 600 bytes to each of its sockets when it is told to, and does nothing else.

Run as a module it is that server; the load is the same as ours, so that what listening costs is in both.
"""

import asyncio
import subprocess
import sys
from functools import partial
from typing import NamedTuple

from benchmarks import cores
from benchmarks.load.hearing import GREW, Hearing
from benchmarks.load.requests import SENT
from benchmarks.load.wire import on_the_beat

SIZE = 600


class Written(NamedTuple):
    cpu: float  # seconds a delivery
    delays: list[float]  # seconds


def bare(_unused: object = None) -> bytes:
    from time import perf_counter_ns

    return b"POST %s%019d HTTP/1.1\r\n\r\n" % (SENT, perf_counter_ns())


async def measured(listeners: int, rate: float, seconds: float) -> Written:
    server = subprocess.Popen(
        [sys.executable, "-m", __name__], stdout=subprocess.PIPE, preexec_fn=partial(cores.take, cores.SERVER)
    )
    hearing = Hearing()
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        await hearing.open(port, [b"listen"] * listeners)
        await on_the_beat(port, bare, rate, 1)
        hearing.forget()
        before = cores.cpu_seconds(server.pid)
        await on_the_beat(port, bare, rate, seconds)
        await hearing.quiet(int(rate * seconds) * listeners)
        used = cores.cpu_seconds(server.pid) - before
        return Written(used / hearing.heard, [delay / 1e9 for delay in hearing.delays])
    finally:
        hearing.close()
        server.kill()
        server.wait()


class _Line(asyncio.Protocol):
    listening: "set[asyncio.Transport]" = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if data == b"listen":
            self.listening.add(self.transport)  # type: ignore[arg-type]
            self.transport.write(b"ok\n")
            return
        at = data.find(SENT)
        block = (GREW + b" " + data[at : at + len(SENT) + 19]).ljust(SIZE - 2, b".") + b"\n\n"
        self.transport.write(b"HTTP/1.1 204\r\n\r\n")
        for transport in self.listening:
            transport.write(block)

    def connection_lost(self, problem: Exception | None) -> None:
        self.listening.discard(self.transport)  # type: ignore[arg-type]


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Line, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(_serve())
