"""One row: compiled code loaded and warmed first, then one run for each seed; medians."""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Row:
    """What is measured: `prepare(seed)` gives what `work` is timed on, `tell` says in a few words what came out."""

    name: str
    title: str
    at_most: float  # seconds
    prepare: Callable[[int], Any]
    work: Callable[[Any], Any]
    tell: Callable[[Any], str]
    beside: "Beside | None" = None
    bytes_at_most: int | None = None
    again: int = 1  # how often each seed is run; the fastest counts, since what is short is easily disturbed


@dataclass(frozen=True)
class Beside:
    """The peers that get the same instance (seed 0)."""

    shape: tuple[int, int, int, str]
    peers: Mapping[str, float | None]  # peer → how many times slower it is to be at least, where that is said
    outcome: Callable[[Any], Any]  # what of our result is compared with theirs


@dataclass
class Measured:
    row: str
    seconds: list[float]
    processor: list[float]  # seconds of all threads together: what is left of the figure on a machine that is not quiet
    told: str  # of seed 0
    first: float  # the first run ever, code loaded or compiled in it
    outcome: Any = None  # of seed 0
    peak: int | None = None  # bytes of the whole process
    peers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def busy(self) -> float:
        return median(self.processor)

    @property
    def median(self) -> float:
        return median(self.seconds)


def measured(row: Row, seeds: int) -> Measured:
    begun = time.perf_counter()
    import_module("goodoffices.engines.settlement.frontier.array_steps")  # else small work is done without kernels
    found = row.work(row.prepare(0))
    told, outcome = row.tell(found), row.beside.outcome(found) if row.beside else None
    del found
    first = time.perf_counter() - begun
    seconds, processor = [], []
    for seed in range(seeds):
        runs = []
        gc.collect()
        gc.disable()  # as timeit does
        for _ in range(row.again):
            subject = row.prepare(seed)  # anew, so that nothing is remembered from the last run
            begun, busy = time.perf_counter(), time.process_time()
            found = row.work(subject)
            runs.append((time.perf_counter() - begun, time.process_time() - busy))
            del found
        gc.enable()
        seconds.append(min(each for each, _ in runs))
        processor.append(min(each for _, each in runs))
    return Measured(row.name, seconds, processor, told, first, outcome)


def peak_apart(row: Row) -> int:
    """The most memory that a process which does nothing but this row (seed 0) has resident, in bytes."""
    code = (
        "import resource, sys; from benchmarks.settlement.rows import ROWS; row = ROWS[sys.argv[1]]; "
        "row.work(row.prepare(0)); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    )
    return int(
        json.loads(subprocess.run([sys.executable, "-c", code, row.name], capture_output=True, check=True).stdout)
    )
