"""SQL of our own, for the few statements that every request and every act runs.

The ORM takes ten times as long to put such a statement together as the database to run it, and Django's cursor as long
again: it rewrites the placeholders, asks for wrappers and makes a cursor each time. So these run on the connection itself.
Where somebody watches (a test counts statements, a debugger logs them), and on any other database, they go through
Django's cursor all the same.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


def rows(question: str, given: Sequence[Any] = ()) -> list[Row]:
    """Every row that answers; placeholders are `%s`."""
    found: list[Row] = _run(question, given, fetch=True)
    return found


def row(question: str, given: Sequence[Any] = ()) -> Row | None:
    """The first row that answers, if any does."""
    found = _run(question, given, fetch=True)
    return found[0] if found else None


def execute(statement: str, given: Sequence[Any] = ()) -> None:
    """Run a statement that answers nothing."""
    _run(statement, given, fetch=False)


def _run(sql: str, given: Sequence[Any], fetch: bool) -> Any:
    here: Any = connection._connections[connection._alias]  # type: ignore[attr-defined]  # the proxy looks each attribute up
    raw = here.connection
    watched = here.execute_wrappers or here.force_debug_cursor
    if raw is None or here.vendor != "sqlite" or watched or here.needs_rollback:
        with here.cursor() as cursor:
            cursor.execute(sql, given)
            return cursor.fetchall() if fetch else None
    with here.wrap_database_errors:
        cursor = raw.execute(_with_question_marks(sql), given)
        return cursor.fetchall() if fetch else None


# house: kept between requests: the spelling of our own statements
@lru_cache(maxsize=512)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")
