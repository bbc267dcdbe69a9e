"""How often the disk is waited for, and how soon a killed server accepts again."""

import shutil
import tempfile
from pathlib import Path

import uvloop

from benchmarks.figures import Figure, Run, middle
from benchmarks.host import Host, comes_back, scratch, seated
from benchmarks.load import requests
from benchmarks.load.wire import in_turn

SYNCS = ("fsync", "fdatasync", "sync_file_range", "msync")


def measure(run: Run) -> None:
    run.add(
        _syncs(run, 1, exactly=1.0),
        _syncs(run, 8, at_most=0.5),
        _comes_back(run),
    )


def _syncs(run: Run, senders: int, **goal: float) -> Figure:
    """Counted by strace, which stops the server at these calls only (--seccomp-bpf)."""
    name = f"syncs per accepted act, {senders} sender{'s' * (senders > 1)}"
    if not shutil.which("strace"):
        return Figure(name, None, "", note="not measured: strace is not installed", **goal)  # type: ignore[arg-type]
    trace = Path(tempfile.mkdtemp(dir=scratch)) / "trace"
    table = seated(delegates=max(senders, 10), sessions=10)
    under = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={','.join(SYNCS)}", "-o", str(trace))
    makes = [(lambda n=n: requests.statement(table, table.tokens[n])) for n in range(senders)]
    with Host(table.folder, "serve", under) as host:
        before = _counted(trace)
        answers = uvloop.run(in_turn(host.port, makes, run.seconds, warm=0))
        counted = _counted(trace) - before
    accepted = answers.good()
    note = f"{counted} calls, {accepted} accepted, strace --seccomp-bpf; checkpoints of the log included"
    return Figure(name, counted / accepted, "", note=note, **goal)  # type: ignore[arg-type]


def _counted(trace: Path) -> int:
    # A call that another thread's came between is written as two lines; the second begins its name with "<...".
    return sum(any(f" {call}(" in line for call in SYNCS) for line in trace.read_text().splitlines())


def _comes_back(run: Run) -> Figure:
    table = seated(delegates=10, sessions=10)
    took = []
    for _ in range(run.times):
        with Host(table.folder) as host:
            makes = [(lambda n=n: requests.statement(table, table.tokens[n])) for n in range(8)]
            uvloop.run(in_turn(host.port, makes, 0.5, warm=0))
            host.kill()
        took.append(comes_back(table.folder, requests.statement(table, table.tokens[0])))
    value, spread = middle(whole for whole, _ in took)
    note = f"of these {middle(until for _, until in took)[0]:.2f} s until it listens"
    return Figure("SIGKILL to first acknowledgement", value, "s", at_most=1, spread=spread, note=note)
