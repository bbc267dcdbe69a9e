"""How long a server takes to start, and how soon a killed one accepts again."""

import uvloop

from benchmarks.figures import Figure, Run, middle
from benchmarks.host import Host, comes_back, seated
from benchmarks.load import requests
from benchmarks.load.wire import in_turn
from goodoffices.site import bytecode


def measure(run: Run) -> None:
    table = seated(delegates=10, sessions=10)
    Host(table.folder).stop()  # whatever can be compiled is compiled now
    took = []
    for _ in range(max(run.times, 3)):
        with Host(table.folder) as host:
            makes = [(lambda n=n: requests.statement(table, table.tokens[n])) for n in range(8)]
            uvloop.run(in_turn(host.port, makes, 0.5, warm=0))
            host.kill()
        took.append(comes_back(table.folder, requests.statement(table, table.tokens[0])))
    back, backs = middle(whole for whole, _ in took)
    start, starts = middle(until for _, until in took)
    note = bytecode.missing() or "Python's compiled files were there"
    run.add(
        Figure("start of the server to listening", start, "s", at_most=0.6, spread=starts, note=note),
        Figure("SIGKILL to first acknowledgement", back, "s", at_most=1, spread=backs),
    )
