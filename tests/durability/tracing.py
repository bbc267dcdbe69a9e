"""What a server really asked of its disk, and when it answered: read from a system-call trace (strace)."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.durability.disk import FOLDER, Acknowledged, Event, Removal, Sync, Truncate, Write

CALLS = ("pwrite64", "write", "writev", "sendto", "sendmsg", "fsync", "fdatasync", "ftruncate", "unlink", "rename",
         "link", "linkat", "renameat2")  # fmt: skip

_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\((.*)")
_FILE = re.compile(r"\d+<([^>]*)>")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PROMISE = re.compile(rb'\{"book": "(\w+)", "number": (\d+), "kind"')


def under(trace: Path) -> tuple[str, ...]:
    """The command to run a server under; skips where nothing may be traced, except in CI, where something must be."""
    refused = _refusal(trace.with_suffix(".trial"))
    if refused:
        if os.environ.get("CI"):
            pytest.fail(f"this cannot be tried without a trace: {refused}")
        pytest.skip(refused)
    # Stops the server at these calls only; whole strings, since they are the pages of the database.
    return ("strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "100000", "-e", "signal=none",
            "-e", f"trace={','.join(CALLS)}", "-o", str(trace))  # fmt: skip


def _refusal(trial: Path) -> str:
    if not shutil.which("strace"):
        return "strace is not installed (apt-get install strace)"
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", str(trial), "true"], capture_output=True, text=True, check=False
    )
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[:200]}"


def events(trace: Path, folder: Path) -> list[Event]:
    """The calls of a server as events on the files of its folder, which are named by their plain names."""
    found: list[Event] = []
    begun: dict[str, tuple[str, int]] = {}  # a thread's call that another's came between
    whole = trace.read_text(errors="replace").rpartition("\n")[0]  # the tracer is killed, too, perhaps in mid-line
    for line in whole.splitlines():
        thread, rest = _LINE.fullmatch(line).groups()  # type: ignore[union-attr]
        if rest.startswith("<... "):
            if thread in begun:
                call, at = begun.pop(thread)
                found += _synced(call, rest, folder, at)
            continue
        if not (call := _CALL.match(rest)):
            continue  # a signal, an exit
        if rest.endswith("<unfinished ...>"):
            begun[thread] = rest, len(found)
        found += _asked(call[1], call[2], folder)
        if not rest.endswith("<unfinished ...>"):
            found += _synced(rest, rest, folder, len(found))
    return found


def _asked(call: str, arguments: str, folder: Path) -> list[Event]:
    """Writing counts from the moment it is asked for."""
    if call in ("unlink", "rename"):
        path = Path(_STRING.search(arguments)[1])  # type: ignore[index]
        return [Removal(path.name)] if path.parent == folder else []
    where = _FILE.match(arguments)
    if where is None:
        return []
    if where[1].startswith("socket:") and call in ("write", "writev", "sendto", "sendmsg"):
        said = b"".join(_bytes(string) for string in _STRING.findall(arguments))
        return [Acknowledged(book.decode(), int(number)) for book, number in _PROMISE.findall(said)]
    file = Path(where[1])
    if file.parent != folder:
        return []
    if call == "pwrite64":
        # At the end of the line, since what is written may hold anything, brackets too.
        offset = int(re.search(r", (\d+)(?: <unfinished \.\.\.>|\)\s*= .*)?$", arguments)[1])  # type: ignore[index]
        return [Write(file.name, offset, _bytes(_STRING.search(arguments)[1]))]  # type: ignore[index]
    if call == "ftruncate":
        return [Truncate(file.name, int(re.search(r", (\d+)", arguments)[1]))]  # type: ignore[index]
    return []


def _synced(call: str, end: str, folder: Path, begun: int) -> list[Event]:
    """A sync counts when it has come back, and came back well."""
    found = re.match(r"f(?:data)?sync\(\d+<([^>]*)>", call)
    if not found or not end.rstrip().endswith("= 0"):
        return []
    file = Path(found[1])
    if file == folder:
        return [Sync(FOLDER, begun)]
    return [Sync(file.name, begun)] if file.parent == folder else []


def _bytes(escaped: str) -> bytes:
    """strace writes strings as C does, and Python's bytes read the same."""
    found: bytes = ast.literal_eval(f'b"{escaped}"')
    return found
