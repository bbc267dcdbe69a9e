"""The same SQL, with the same PRAGMAs, on a file system that takes notes. For this, APSW's SQLite executes what
Django's connection was seen to execute. One thing differs: the log's index is kept in memory (`locking_mode`), as a
file system written in Python shares none between processes; the index is never synced anyway.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
from django.db import connection

from tests.durability.disk import FOLDER, Acknowledged, Event, Removal, Sync, Truncate, Write

BASE = ""  # the default file system


class Notes(apsw.VFS):
    """Passes everything on, and writes down what changes a file."""

    def __init__(self, name: str, events: list[Event]) -> None:
        self.events = events
        super().__init__(name, BASE)

    def xOpen(self, name: Any, flags: list[int]) -> "NotedFile":
        return NotedFile(self.events, name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        super().xDelete(name, sync)
        self.events.append(Removal(Path(name).name))
        if sync:
            self.events.append(Sync(FOLDER, len(self.events)))


class NotedFile(apsw.VFSFile):
    def __init__(self, events: list[Event], name: Any, flags: list[int]) -> None:
        self._events = events
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary").name
        super().__init__(BASE, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._events.append(Write(self._name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._events.append(Truncate(self._name, size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._events.append(Sync(self._name, len(self._events)))


def executed(do: Callable[[], list[Acknowledged]]) -> list[str | Acknowledged]:
    """The SQL that Django's connection executes while `do` acts, with what had been promised by then."""
    told: list[str | Acknowledged] = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(told.append)
    try:
        while promised := do():
            told += promised
    finally:
        connection.connection.set_trace_callback(None)
    # A statement that sets off a trigger is told again for it; an act is not otherwise twice the same in a row.
    return [each for n, each in enumerate(told) if n == 0 or each != told[n - 1]]


def events(database: Path, pragmas: str, told: list[str | Acknowledged]) -> list[Event]:
    """What the same SQL asks of the disk, on a copy of the database as it was before."""
    found: list[Event] = []
    notes = Notes("notes", found)
    try:
        line = apsw.Connection(str(database), vfs="notes")
        line.execute("PRAGMA locking_mode=EXCLUSIVE")
        line.execute(pragmas).fetchall()  # APSW goes on only as it is asked to
        for each in told:
            if isinstance(each, Acknowledged):
                found.append(each)
            else:
                line.execute(each).fetchall()
        return list(found)  # up to here, since closing tidies up
    finally:
        line.close()
        notes.unregister()
