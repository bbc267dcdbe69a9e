"""How many statements are accepted a second, durable, with somebody listening."""

import uvloop

from benchmarks import cores
from benchmarks.figures import Figure, Run, middle
from benchmarks.host import STREAMS_OF_A_SEAT, Host, Table, seated
from benchmarks.load import requests
from benchmarks.load.hearing import Hearing
from benchmarks.load.wire import in_turn
from benchmarks.yardsticks import appending, ejabberd

FEW, MANY = 10, 500


def measure(run: Run) -> None:
    appends = run.once("S", lambda: middle(appending.measured(run.seconds / 2) for _ in range(run.times))[0])
    few = run.listeners(FEW)
    many = run.listeners(MANY)
    peer = {n: run.once(f"E{n}", lambda n=n: ejabberd.measured(n, 8, run.seconds)) for n in (few, many)}

    run.add(_accepted(run, few, 1, "api", yard="S", by=appends, at_least=0.13))
    run.add(_accepted(run, few, 1, "form", yard="S", by=appends))
    run.add(_accepted(run, few, 8, "api", yard="E", by=peer[few].rate, at_least=1.5))
    run.add(_accepted(run, few, 8, "form", yard="E", by=peer[few].rate))
    run.add(_accepted(run, many, 8, "api", yard="E", by=peer[many].rate, at_least=2))
    run.add(Figure("S: SQLite FULL appends, Python's sqlite3", appends, "/s"))
    for n, found in peer.items():
        run.add(Figure(f"E: ejabberd accepted, 8 senders, N={n}", found.rate, "/s", note=found.note))


def _accepted(run: Run, listeners: int, senders: int, door: str, **goal: object) -> Figure:
    table = seated(delegates=max(10, listeners // STREAMS_OF_A_SEAT), sessions=listeners)
    rates, busy = zip(*uvloop.run(_rates(table, run, listeners, senders, door)), strict=True)
    rate, spread = middle(rates)
    name = f"accepted, {'API' if door == 'api' else 'page form'}, N={listeners}, {senders} sender{'s' * (senders > 1)}"
    share = middle(busy)[0]
    note = f"server core {100 * share:.0f} % busy, {1000 * share / rate:.1f} ms of it for each"
    return Figure(name, rate, "/s", spread=spread, note=note, **goal)  # type: ignore[arg-type]


async def _rates(table: Table, run: Run, listeners: int, senders: int, door: str) -> list[tuple[float, float]]:
    makes = [
        (lambda n=n: requests.statement(table, table.tokens[n]))
        if door == "api"
        else (lambda n=n: requests.form(table, table.sessions[n % len(table.sessions)]))
        for n in range(senders)
    ]
    found = []
    with Host(table.folder) as host:
        hearing = Hearing()
        await hearing.open(host.port, [requests.stream(table, session) for session in table.sessions])
        for _ in range(run.times):
            before = cores.cpu_seconds(host.pid)
            answers = await in_turn(host.port, makes, run.seconds)
            found.append((answers.rate, (cores.cpu_seconds(host.pid) - before) / (run.seconds + 0.5)))
        if hearing.lost:
            raise RuntimeError(f"{hearing.lost} of {listeners} listeners were lost")
        hearing.close()
    return found
