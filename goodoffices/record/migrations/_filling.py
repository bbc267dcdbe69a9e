"""For migrations: the things of what was recorded before there were any."""

from django.db.migrations import RunSQL


def things_of(table: str, sort: str, reworded: str = "") -> RunSQL:
    """A thing for each row of a table; `reworded` is a query for the last number that gave the row (`t`) other words."""
    changed = f"COALESCE(({reworded}), t.number)" if reworded else "t.number"
    return RunSQL(
        "INSERT INTO record_thing (id, book_id, number, changed, sort) "
        f"SELECT t.id, t.book_id, t.number, {changed}, '{sort}' FROM {table} t"  # noqa: S608
    )


def pointed_at(table: str, *columns: str) -> RunSQL:
    """Rows that named one of several nouns in a column each name the thing instead."""
    named = f"COALESCE({', '.join(columns)})" if len(columns) > 1 else columns[0]
    return RunSQL(f"UPDATE {table} SET about_id = {named}")  # noqa: S608
