"""S: how many rows of a statement's size SQLite appends a second, each in a transaction of its own, WAL and FULL."""

import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import cores
from benchmarks.host import scratch

SIZE = 600


def measured(seconds: float, library: Any = sqlite3) -> float:
    """Appends a second through this library; in the server's place, on its core."""
    cores.take(cores.SERVER)
    try:
        return _appended(Path(tempfile.mkdtemp(dir=scratch())) / "yard.sqlite3", seconds, library)
    finally:
        cores.take(cores.LOAD)


def _appended(file: Path, seconds: float, library: Any) -> float:
    line = library.connect(str(file), isolation_level=None)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("PRAGMA synchronous=FULL")
    line.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, payload BLOB NOT NULL)")
    payload, appended = b"." * SIZE, 0
    begin = time.perf_counter()
    while (now := time.perf_counter()) < begin + seconds:
        line.execute("BEGIN IMMEDIATE")
        line.execute("INSERT INTO entry (payload) VALUES (?)", (payload,))
        line.execute("COMMIT")
        appended += 1
    line.close()
    return appended / (now - begin)
