"""Two cores: the server under test has one to itself, everything that loads it the other."""

import os
import resource
from contextlib import suppress
from pathlib import Path

_allowed = sorted(os.sched_getaffinity(0))
SERVER, LOAD = {_allowed[0]}, {_allowed[-1]}
TWO = SERVER != LOAD


def take(cores: set[int]) -> None:
    """Put this process, and what it will start, on these cores."""
    os.sched_setaffinity(0, cores)


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_kb(pid: int) -> int:
    """Proportional resident memory, or plain resident where the kernel does not tell."""
    for file, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
            return next(int(line.split()[1]) for line in lines if line.startswith(field))
    raise RuntimeError(f"the kernel does not tell the memory of {pid}")


def busy_seconds() -> float:
    """Processor time that the two cores have spent on anything, and what another subscriber of the machine took."""
    busy = 0
    for line in Path("/proc/stat").read_text().splitlines():
        name, *times = line.split()
        if name in {f"cpu{core}" for core in SERVER | LOAD}:
            user, nice, system, _idle, _waiting, irq, softirq, steal, *_ = map(int, times)
            busy += user + nice + system + irq + softirq + steal
    return busy / os.sysconf("SC_CLK_TCK")


def own_seconds() -> float:
    """Of these, what this process and those it has started and seen end have used."""
    return sum(
        use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
