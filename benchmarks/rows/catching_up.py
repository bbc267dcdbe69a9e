"""The brief of whoever was away while ten thousand acts were done, beside a room's page in the same run."""

import uvloop

from benchmarks.figures import Figure, Run, middle, percentile
from benchmarks.host import Host, seated
from benchmarks.load import asking, requests
from benchmarks.load.wire import in_turn

ACTS, ISSUES = 10_000, 12


def measure(run: Run) -> None:
    acts = 1_000 if run.quick else ACTS
    table = seated(delegates=2, sessions=1, statements=acts, issues=ISSUES)
    brief = f"/processes/{table.process}/briefing/brief/?since=start"
    with Host(table.folder) as host:
        room = _p50(host, run, lambda: requests.room(table, table.sessions[0]))
        page = _p50(host, run, lambda: requests.page(brief, table.sessions[0]))
        size = len(asking.page(host.port, brief, table.sessions[0]))
    run.add(
        Figure(f"brief of {acts:,} acts, p50, 1 reader", page[0], "ms", "room page", room[0], spread=page[1]),
        Figure(f"brief of {acts:,} acts, size of the page", size / 1e3, "kB"),
        Figure("room page in the same run, p50, 1 reader", room[0], "ms", spread=room[1]),
    )


def _p50(host: Host, run: Run, make: object) -> tuple[float, tuple[float, float]]:
    found = [uvloop.run(in_turn(host.port, [make], run.seconds)) for _ in range(run.times)]  # type: ignore[list-item]
    if wrong := {status for each in found for status in each.statuses} - {200}:
        raise RuntimeError(f"a page was answered {wrong}")
    return middle(1e3 * percentile(each.took, 0.5) for each in found)
