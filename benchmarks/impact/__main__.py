"""`python -m benchmarks.impact [ROW …] [--file MATRIX] [--seeds N] [--no-odometer] [--json]`"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import cores
from benchmarks.impact import odometer
from benchmarks.impact.instances import FIFTEEN, SEVENTEEN, dense, sparse
from goodoffices.engines.crossimpact import api

#: Row → what it is called, how its matrix is made, seconds at most (None: complete, or an honest “truncated”), odometer beside it.
ROWS: dict[str, tuple[str, Callable[[int], Any], float | None, bool]] = {
    "15": ("15 descriptors, 22.7 million configurations", lambda seed: dense(FIFTEEN, seed), 0.02, True),
    "17": ("17 descriptors, 408 million configurations", lambda seed: dense(SEVENTEEN, seed), 0.1, True),
    "40x4": ("40 descriptors × 4 variants, 4 influences each", lambda seed: sparse(40, 4, 4, seed), 10.0, False),
    "100x3": ("100 descriptors × 3 variants, 4 influences each", lambda seed: sparse(100, 3, 4, seed), None, False),
}
PROCESS, BUDGET, AGAIN, QUIET = 0.5, 60.0, 5, 0.05


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.impact", description="How fast scenarios are found.")
    asked.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join((*ROWS, 'process'))}; all by default")
    asked.add_argument(
        "--file", type=Path, action="append", default=[], metavar="MATRIX", help="a matrix of your own, too"
    )
    asked.add_argument("--seeds", type=int, default=5, metavar="N", help="instances per row (5)")
    asked.add_argument("--no-odometer", dest="odometer", action="store_false", help="leave out the plain C program")
    asked.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = asked.parse_args()
    if wrong := set(options.rows) - {*ROWS, "process"}:
        asked.error(f"there is no row called {', '.join(sorted(wrong))}")
    rows = options.rows or ([] if options.file else [*ROWS, "process"])
    begun, busy, own = time.monotonic(), cores.busy_seconds(), cores.own_seconds()
    found = [process() if name == "process" else measured(name, options) for name in rows]
    for path in options.file:
        matrix = api.read(path.read_bytes(), path.name)
        found.append(row(path.name, [matrix], None, options.odometer))
    others = cores.busy_seconds() - busy - (cores.own_seconds() - own)
    disturbed = max(0.0, others) / (time.monotonic() - begun) / len(cores.SERVER | cores.LOAD)
    print(
        json.dumps({"rows": found, "taken_by_others": round(disturbed, 3)})
        if options.json
        else printed(found, disturbed)
    )
    return 0


def measured(name: str, options: argparse.Namespace) -> dict[str, Any]:
    title, make, goal, beside = ROWS[name]
    print(f"{title} …", file=sys.stderr, flush=True)
    return row(title, [make(seed) for seed in range(options.seeds)], goal, beside and options.odometer)


def row(title: str, matrices: list[Any], goal: float | None, beside: bool) -> dict[str, Any]:
    """On one core, the same for both. Each instance several times, the fastest counts: what is short is easily disturbed."""
    allowed = os.sched_getaffinity(0)
    api.solve(matrices[0], budget=BUDGET)  # loads or compiles
    seconds, told, both = [], [], []
    for matrix in matrices:
        cores.take(cores.LOAD)
        runs = [api.solve(matrix, budget=BUDGET) for _ in range(AGAIN)]
        seconds.append(min(each.seconds for each in runs))
        cores.take(allowed)
        both.append(min(api.solve(matrix, budget=BUDGET).seconds for _ in range(AGAIN)))
        told.append(f"{runs[0].count} {runs[0].status}" if runs[0].complete else f"{runs[0].status}: {runs[0].proven}")
    plain = None
    if beside:
        cores.take(cores.LOAD)
        plain = odometer.run(matrices[0])
        cores.take(allowed)
    return {
        "title": title, "seconds": seconds, "median": median(seconds), "all_cores": median(both), "goal": goal, "found": told,
        "odometer": None if plain is None else {"found": plain[0], "seconds": plain[1]}, "beside": beside,
    }  # fmt: skip


def process() -> dict[str, Any]:
    """The first row as a process, from its start to its end, once everything is compiled and cached."""
    print("as a process …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "matrix.scw"
        file.write_bytes(api.write(dense(FIFTEEN, 0), "scw"))
        command = [str(Path(sys.executable).with_name("goodoffices")), "impact", str(file), "--json"]
        seconds = []
        for _ in range(2 * AGAIN):
            begun = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=True)
            seconds.append(time.perf_counter() - begun)
    count = len(json.loads(done.stdout)["consistent"])
    return {
        "title": "the first, as a process, warm", "seconds": seconds, "median": median(seconds[1:]), "all_cores": None,
        "goal": PROCESS, "found": [f"{count} complete"], "odometer": None, "beside": False,
    }  # fmt: skip


def printed(found: list[dict[str, Any]], disturbed: float) -> str:
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {os.cpu_count()} cores; medians of the instances, "
        "one core (and all cores).",
        f"Other programs took {100 * disturbed:.0f} % of the two cores meanwhile.",
    ]
    if disturbed > QUIET:
        lines.append("THAT IS NO QUIET MACHINE: these figures are too high, and goals are not to be judged by them.")
    for each in found:
        goal = (
            ""
            if each["goal"] is None
            else f", goal < {each['goal']} s: {'reached' if each['median'] < each['goal'] else 'MISSED'}"
        )
        both = "" if each["all_cores"] is None else f" ({each['all_cores']:.4f} s)"
        lines += ["", f"{each['title']}: {each['median']:.4f} s{both}{goal}", f"  found: {'; '.join(each['found'])}"]
        if each["odometer"]:
            same = "the same" if each["found"][0].split()[0] == str(each["odometer"]["found"]) else "NOT THE SAME"
            ratio = each["odometer"]["seconds"] / each["seconds"][0]
            lines.append(
                f"  plain C odometer, first instance: {each['odometer']['seconds']:.3f} s, {ratio:.0f}× as long, {same} number found"
            )
        elif each["beside"]:
            lines.append("  plain C odometer: not run, for there is no gcc")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
