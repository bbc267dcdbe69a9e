"""Where memory ends, that is what is told, whatever a library made of it."""

import errno
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from xml.parsers import expat

import pytest

from goodoffices.engines.papers import __main__ as child
from goodoffices.engines.papers import looking
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.memory import demand_memory, is_out_of_memory
from goodoffices.engines.papers.told import NotTaken


def _in_expat(code: int) -> expat.ExpatError:
    problem = expat.ExpatError("out of memory")
    problem.code = code
    return problem


def wrapped(inner: Exception) -> Exception:
    """As a library hands it on."""
    try:
        try:
            raise inner
        except Exception as problem:
            raise ValueError("Error reading PDF file.") from problem
    except ValueError as problem:
        return problem


def told_as_damage(inner: Exception) -> NotTaken:
    """As our own code hands it on, with what it came from hidden."""
    try:
        try:
            raise inner
        except Exception:
            raise NotTaken("damaged") from None
    except NotTaken as refusal:
        return refusal


ENDED = {
    "python": MemoryError(),
    "c": SystemError("error return without exception set"),
    "kernel": OSError(errno.ENOMEM, "Cannot allocate memory"),
    "zlib": zlib.error("Error -4 while decompressing data"),
    "expat": _in_expat(1),
}
OTHERS = {
    "zlib": zlib.error("Error -3 while decompressing data: incorrect header check"),
    "expat": _in_expat(4),
    "kernel": OSError(errno.ENOSPC, "No space left on device"),
    "value": ValueError("Error -4 is what a file may say"),
}


@pytest.mark.parametrize("name", ENDED)
def test_it_is_recognised_however_deep_it_lies(name):
    inner = ENDED[name]
    for problem in (
        inner,
        wrapped(inner),
        told_as_damage(inner),
        ExceptionGroup("both", [KeyError("x"), wrapped(inner)]),
    ):
        assert is_out_of_memory(problem), problem
        with pytest.raises(MemoryError):
            demand_memory(problem)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_really_damaged_stays_so(name):
    inner = OTHERS[name]
    for problem in (inner, wrapped(inner), told_as_damage(inner)):
        assert not is_out_of_memory(problem), problem
        demand_memory(problem)


def test_a_chain_in_a_ring_ends():
    one, other = ValueError("one"), ValueError("other")
    one.__context__, other.__context__ = other, one
    assert not is_out_of_memory(one)


@pytest.mark.parametrize("name", ENDED)
def test_the_child_answers_that_it_was_too_heavy(name, monkeypatch, tmp_path):
    def looked(*_given):
        raise told_as_damage(ENDED[name])

    monkeypatch.setattr(looking, "look", looked)
    assert answered(tmp_path) == {"refused": "too-heavy", "facts": {"how": "memory"}}


def test_the_child_still_tells_damage_as_damage(monkeypatch, tmp_path):
    def looked(*_given):
        raise told_as_damage(OTHERS["zlib"])

    monkeypatch.setattr(looking, "look", looked)
    assert answered(tmp_path) == {"refused": "damaged", "facts": {}}


def answered(folder: Path):
    came = folder / "came"
    came.write_bytes(b"x")
    descriptor = os.open(came, os.O_RDONLY)
    return child._answer({"file": descriptor, "name": "x", "limits": vars(Limits()), "folder": str(folder)})


IN_ZLIB = """
import json, resource, sys, zlib
from goodoffices.engines.papers.memory import is_out_of_memory
packed, found = zlib.compress(bytes(100_000_000)), []
for more in range(0, 40_000_000, 500_000):
    now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + more, resource.RLIM_INFINITY))
    try:
        zlib.decompressobj().decompress(packed)
    except Exception as problem:
        told = is_out_of_memory(problem)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        found.append(told)
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the bound of memory is the kernel's")
def test_the_real_library_is_believed_at_every_bound():
    """Memory ends at another place of the inflating at every bound."""
    ran = subprocess.run([sys.executable, "-c", IN_ZLIB], capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(ran.stdout)
    assert len(found) == 80 and all(found), found
