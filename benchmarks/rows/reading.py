"""The page that is read most: a room with its last hundred statements."""

import uvloop

from benchmarks.figures import Figure, Run, middle, percentile
from benchmarks.host import Host, Table, seated
from benchmarks.load import requests
from benchmarks.load.wire import Answers, in_turn
from benchmarks.yardsticks import hello


def measure(run: Run) -> None:
    table = seated(delegates=10, sessions=10, statements=120)
    eight = run.once("H8", lambda: [uvloop.run(hello.measured(8, run.seconds / 2)) for _ in range(run.times)])
    one = run.once("H1", lambda: uvloop.run(hello.measured(1, run.seconds / 2)))
    with Host(table.folder) as host:
        many = [uvloop.run(_read(host, table, 8, run.seconds)) for _ in range(run.times)]
        single = [uvloop.run(_read(host, table, 1, run.seconds)) for _ in range(run.times)]
    hello_rate = middle(found.rate for found in eight)[0]
    rate, rates = middle(found.rate for found in many)
    p50, p50s = middle(1e3 * percentile(found.took, 0.5) for found in single)
    run.add(
        Figure("room page, last 100, 8 readers", rate, "/s", "H", hello_rate, at_least=0.15, spread=rates),
        Figure("room page, last 100, p50, 1 reader", p50, "ms", at_most=3, spread=p50s),
        Figure("H: Django hello, 8 readers", hello_rate, "/s"),
        Figure("H: Django hello, p50, 1 reader", 1e3 * percentile(one.took, 0.5), "ms"),
    )


async def _read(host: Host, table: Table, readers: int, seconds: float) -> Answers:
    return await in_turn(
        host.port, [(lambda n=n: requests.room(table, table.sessions[n])) for n in range(readers)], seconds
    )
