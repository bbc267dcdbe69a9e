"""What it costs to tell a thousand listeners, how late the last of them hears, and how much can be told at most."""

import time

import uvloop

from benchmarks import cores
from benchmarks.figures import Figure, Run, middle, percentile
from benchmarks.host import STREAMS_OF_A_SEAT, Host, Table, seated
from benchmarks.load import requests
from benchmarks.load.hearing import Hearing
from benchmarks.load.wire import in_turn, on_the_beat
from benchmarks.yardsticks import writing

RATE = 20


def measure(run: Run) -> None:
    listeners = run.listeners(1000)
    table = seated(delegates=max(10, listeners // STREAMS_OF_A_SEAT), sessions=listeners)
    written = [uvloop.run(writing.measured(listeners, RATE, run.seconds)) for _ in range(run.times)]
    calm = [uvloop.run(_calm(table, run.seconds)) for _ in range(run.times)]
    full, note = uvloop.run(_full(table, run.seconds))

    w_cpu = 1e6 * middle(found.cpu for found in written)[0]
    w_late = 1e3 * middle(percentile(found.delays, 0.99) for found in written)[0]
    cpu, cpus = middle(1e6 * found[0] for found in calm)
    late, lates = middle(1e3 * percentile(found[1], 0.99) for found in calm)
    at = f"N={listeners}"
    run.add(
        Figure(f"CPU per delivery, {at}, {RATE}/s", cpu, "µs", "W", w_cpu, at_most=1.5, spread=cpus, note=calm[0][2]),
        Figure(f"delivered p99, {at}, {RATE}/s", late, "ms", "W", w_late, at_most=2, spread=lates),
        Figure(f"deliveries, {at}, 8 senders", full, "/s", note=note),
        Figure(f"W: raw write of {writing.SIZE} bytes, {at}, CPU", w_cpu, "µs"),
        Figure(f"W: raw write, {at}, {RATE}/s, p99", w_late, "ms"),
    )


async def _calm(table: Table, seconds: float) -> tuple[float, list[float], str]:
    """Processor seconds a delivery, the delays of them all, and how much was said in each."""
    with Host(table.folder) as host:
        hearing = await _everyone(host, table)
        sender = lambda: requests.statement(table, table.tokens[0])  # noqa: E731
        await on_the_beat(host.port, sender, RATE, 1)
        hearing.forget()
        before = cores.cpu_seconds(host.pid)
        answers = await on_the_beat(host.port, sender, RATE, seconds)
        expected = answers.good() * len(table.sessions)
        if not await hearing.quiet(expected):
            raise RuntimeError(f"{hearing.heard} of {expected} deliveries arrived")
        used = cores.cpu_seconds(host.pid) - before
        hearing.close()
        note = f"accepting included; {hearing.bytes / hearing.heard:.0f} bytes each"
        return used / hearing.heard, [delay / 1e9 for delay in hearing.delays], note


async def _full(table: Table, seconds: float) -> tuple[float, str]:
    """Deliveries a second with eight senders who never rest."""
    with Host(table.folder) as host:
        hearing = await _everyone(host, table)
        before, load = cores.cpu_seconds(host.pid), time.process_time()
        begin = time.perf_counter()
        makes = [(lambda n=n: requests.statement(table, table.tokens[n])) for n in range(8)]
        answers = await in_turn(host.port, makes, seconds, warm=0)
        await hearing.quiet(answers.good() * len(table.sessions), within=seconds)
        took = time.perf_counter() - begin
        server, listening = cores.cpu_seconds(host.pid) - before, time.process_time() - load
        hearing.close()
        share = f"server core {100 * server / took:.0f} %, load core {100 * listening / took:.0f} % busy"
        return hearing.heard / took, f"{answers.rate:.0f} accepted/s; {share}; {hearing.resyncs} told to read again"


async def _everyone(host: Host, table: Table) -> Hearing:
    hearing = Hearing()
    await hearing.open(host.port, [requests.stream(table, session) for session in table.sessions])
    return hearing
