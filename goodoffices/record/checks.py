"""What the host is told at start about the durability of its database."""

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connection

WAL_RESET_FIXED = (3, 51, 3)  # https://sqlite.org/wal.html


def sqlite_is_durable(**_: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite":
        return []

    database: Any = connection
    version = tuple(database.Database.sqlite_version_info)
    if version >= WAL_RESET_FIXED:
        return []
    return [
        Warning(
            f"This machine's SQLite is {'.'.join(map(str, version))}. Before 3.51.3 a rare coincidence of writers can "
            "lose an acknowledged act when the write-ahead log is reset.",
            hint="Install a newer SQLite, or run on a machine for which the pysqlite3 wheel exists (Linux, x86-64).",
            id="record.W001",
        )
    ]
