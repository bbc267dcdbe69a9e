"""What a listener costs who only waits."""

import asyncio
import contextlib
import resource

import uvloop

from benchmarks import cores
from benchmarks.figures import Figure, Run
from benchmarks.host import STREAMS_OF_A_SEAT, Host, Table, seated
from benchmarks.load import requests
from benchmarks.load.hearing import Hearing

WANTED, SIGNED_IN = 10_000, 1_000
SPARE = 200  # files that the two processes have open besides


def measure(run: Run) -> None:
    wanted = min(run.listeners(WANTED), 2_000 if run.quick else WANTED)
    listeners = min(wanted, _files() - SPARE)
    table = seated(delegates=max(10, listeners // STREAMS_OF_A_SEAT), sessions=min(listeners, SIGNED_IN))
    kb, cpu = uvloop.run(_idle(table, listeners, 20 if not run.quick else 3))
    note = f"{len(table.sessions)} sessions; idle, all together {100 * cpu:.1f} % of the server core"
    if listeners < wanted:
        note += f"; more than {listeners} are not allowed open here"
    run.add(Figure(f"memory per idle listener, N={listeners}", kb, "kB", at_most=20, note=note))


def _files() -> int:
    """As many open files as may be, for this process and those that it starts."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


async def _idle(table: Table, listeners: int, seconds: float) -> tuple[float, float]:
    with Host(table.folder) as host:
        hearing = Hearing()
        await hearing.open(host.port, [requests.stream(table, table.sessions[0])])  # what the first one wakes
        before = cores.memory_kb(host.pid)
        sessions = table.sessions
        await hearing.open(host.port, [requests.stream(table, sessions[n % len(sessions)]) for n in range(listeners)])
        await asyncio.sleep(3)
        kb = (cores.memory_kb(host.pid) - before) / listeners
        used = cores.cpu_seconds(host.pid)
        await asyncio.sleep(seconds)
        used = cores.cpu_seconds(host.pid) - used
        if hearing.lost:
            raise RuntimeError(f"{hearing.lost} of {listeners} listeners were lost")
        hearing.close()
        return kb, used / seconds
