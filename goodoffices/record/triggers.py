"""The triggers that keep the versions of books: each change of a structural or lasting row moves its book's on."""
# house: sql: the triggers themselves

from typing import Any

from django.db import connection

from goodoffices.record.models import recorded_models

_NEXT = "(((structure_version >> 31) + 1) << 31) | (random() & 2147483647)"
TRIGGER = (
    "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
    "UPDATE record_book SET structure_version = {next} WHERE id = {row}.book_id; END"
)


def put_triggers(**_: Any) -> None:
    """Put the triggers in place after a migration: one that rebuilds a table takes its triggers with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        there = dict(cursor.fetchall())
        for name, trigger in _triggers().items():
            if there.get(name) != trigger:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(trigger)


def _triggers() -> dict[str, str]:
    found = {}
    for table in [model._meta.db_table for model in recorded_models() if model.structural or model.lasting]:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            name = f"{table}_structure_{event.lower()}"
            found[name] = TRIGGER.format(name=name, event=event, table=table, next=_NEXT, row=row)
    return found
