"""The triggers that keep the versions of books: each change of a recorded row moves on its table's version in its book."""
# house: sql: the triggers themselves

from collections.abc import Iterator
from typing import Any

from django.db import connection

from goodoffices.record.models import recorded_models
from goodoffices.record.sources import NEW, pointed_at

NAME = "{table}_versions_{event}"
TRIGGER = (
    "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
    "UPDATE record_book SET versions = json_set(versions, '$.\"{of}\"', "
    "(((COALESCE(json_extract(versions, '$.\"{of}\"'), 0) >> 31) + 1) << 31) | (random() & 2147483647)) "
    "WHERE id = {row}.book_id; END"
)


def put_triggers(**_: Any) -> None:
    """Put the triggers in place after a migration: one that rebuilds a table takes its triggers with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
        for name, trigger in _triggers():
            if there.get(name) != trigger:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(trigger)


def _triggers() -> Iterator[tuple[str, str]]:
    for table in [model._meta.db_table for model in recorded_models()]:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            name = NAME.format(table=table, event=event.lower())
            of = table + NEW if event == "INSERT" and table in pointed_at() else table
            yield name, TRIGGER.format(name=name, event=event, table=table, row=row, of=of)
