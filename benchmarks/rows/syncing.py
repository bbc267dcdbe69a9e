"""How often the disk is waited for."""

import re
import shutil
import tempfile
import time
from pathlib import Path

import uvloop

from benchmarks.figures import Figure, Run
from benchmarks.host import Host, scratch, seated
from benchmarks.load import requests
from benchmarks.load.wire import in_turn


def measure(run: Run) -> None:
    run.add(
        _syncs(run, 1, exactly=1.0),
        _syncs(run, 8, at_most=0.5),
    )


def _syncs(run: Run, senders: int, **goal: float) -> Figure:
    """Counted by strace, which stops the server at these calls only (--seccomp-bpf)."""
    name = f"syncs per accepted act, {senders} sender{'s' * (senders > 1)}"
    if not shutil.which("strace"):
        return Figure(name, None, "", note="not measured: strace is not installed", **goal)  # type: ignore[arg-type]
    trace = Path(tempfile.mkdtemp(dir=scratch())) / "trace"
    table = seated(delegates=max(senders, 10), sessions=10)
    # Writes are looked at, too, where it does not matter that this makes the writer slower.
    calls = "fsync,fdatasync" + ",pwrite64" * (senders == 1)
    under = ("strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "0", "-e", f"trace={calls}", "-o", str(trace))
    makes = [(lambda n=n: requests.statement(table, table.tokens[n])) for n in range(senders)]
    with Host(table.folder, "serve", under) as host:
        begun = len(trace.read_text())
        answers = uvloop.run(in_turn(host.port, makes, run.seconds, warm=0))
        time.sleep(0.2)
    traced, accepted = trace.read_text()[begun:], answers.good()
    log, database = _count(SYNC_OF_LOG, traced), _count(SYNC_OF_DATABASE, traced)
    # A checkpoint of the log syncs the log and the database; a log that begins again syncs its head.
    others = 2 * database + _count(HEAD_OF_LOG, traced)
    note = f"{log + database} syncs, {others} of them for checkpoints, {accepted} accepted (strace --seccomp-bpf)"
    return Figure(name, (log + database - others) / accepted, "", note=note, **goal)  # type: ignore[arg-type]


SYNC_OF_LOG = re.compile(r" f(?:data)?sync\(\d+<[^>]*-wal>")
SYNC_OF_DATABASE = re.compile(r" f(?:data)?sync\(\d+<[^>]*sqlite3>")
HEAD_OF_LOG = re.compile(r" pwrite64\(\d+<[^>]*-wal>, .*, 32, 0(?:\)| <)")


def _count(what: re.Pattern[str], traced: str) -> int:
    return len(what.findall(traced))
