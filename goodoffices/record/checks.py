"""What the host is told at start about the durability of its database."""

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connection


def sqlite_is_durable(**_: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite":
        return []

    from goodoffices.site.sqlite.base import WAL_RESET_FIXED, version

    if version() >= WAL_RESET_FIXED:
        return []
    return [
        Warning(
            f"This machine's SQLite is {'.'.join(map(str, version()))}. Before 3.51.3 a rare coincidence of writers can "
            "lose an acknowledged act when the write-ahead log is reset.",
            hint="Install a newer SQLite, or run on a machine for which the pysqlite3 wheel exists (Linux, x86-64).",
            id="record.W001",
        )
    ]
