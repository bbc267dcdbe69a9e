"""A measurement: some work, repeated, its time and what it holds in memory at most."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Measured:
    """Seconds of each run; `goal` in seconds for the median, 0 for none; `peak` in megabytes, of a process of its own."""

    work: str
    words: int
    brackets: int
    seconds: list[float] = field(default_factory=list)
    goal: float = 0.0
    peak: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def told(self) -> dict[str, Any]:
        return {**asdict(self), "median": self.median, "met": not self.goal or self.median < self.goal}


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    found = []
    for run in range(runs + 1):
        before = time.perf_counter()
        work()
        if run:
            found.append(time.perf_counter() - before)
    return found


def peak_apart(statement: str) -> float:
    """Megabytes that a Python process holds at most while it does this."""
    told = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", f"{statement}\n{told}"], capture_output=True, text=True, check=True)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return int(done.stdout.split()[-1]) / unit
