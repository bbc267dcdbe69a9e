"""Two cores: the server under test has one to itself, everything that loads it the other."""

import os

_allowed = sorted(os.sched_getaffinity(0))
SERVER, LOAD = {_allowed[0]}, {_allowed[-1]}
TWO = SERVER != LOAD


def take(cores: set[int]) -> None:
    """Put this process, and what it will start, on these cores."""
    os.sched_setaffinity(0, cores)


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, all its threads together."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_kb(pid: int) -> int:
    """Proportional resident memory, or plain resident where the kernel does not tell."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    except (OSError, StopIteration):
        with open(f"/proc/{pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))
