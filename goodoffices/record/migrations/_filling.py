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


# What has given a thing other words, by the field that names it, up to these migrations.
_REWORDED = (
    ("consultation.amend_statement", "statement"),
    ("agenda.amend_issue", "issue"),
    ("process.reframe_round", "round"),
    ("process.conclude_round", "round"),
)


def wording_of(table: str, about: str = "t.about_id") -> RunSQL:
    """Rows about a thing (`t`) hold the wording that they are about: the last one that was given before them."""
    named = " OR ".join(
        f"(e.kind = '{kind}' AND json_extract(e.data, '$.{field}') = {about})" for kind, field in _REWORDED
    )
    reworded = f"SELECT MAX(e.number) FROM record_entry e WHERE e.book_id = t.book_id AND e.number < t.number AND ({named})"  # noqa: S608
    made = f"SELECT r.number FROM record_thing r WHERE r.id = {about}"  # noqa: S608
    return RunSQL(f"UPDATE {table} AS t SET of_wording = COALESCE(({reworded}), ({made}))")  # noqa: S608
