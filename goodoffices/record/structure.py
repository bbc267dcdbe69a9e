"""The versions of a book: one for each recorded table, which changes with every change of a row of that table in that book.

The database counts them itself: its triggers (`record/triggers.py`) move `Book.versions` on, whoever writes: this server, the
command line, a rebuild. A version never comes back, not even after a transaction was taken back: its upper half counts, its
lower half is chance. They never leave the host.
"""
# house: sql: the versions of books

import json
from collections.abc import Iterable

from goodoffices.record import sql
from goodoffices.record.sources import seating

TABLE = "SELECT versions FROM record_book WHERE register_id = %s AND kind = 'plenary'"
OF_KINDS = "SELECT versions FROM record_book WHERE register_id = %s AND kind IN ({kinds})"


def version_of_table(process: str) -> int:
    """The version of who sits at the table, and under which rules: of the plenary's tables that say so."""
    row = sql.row(TABLE, [process])
    return seating_version(row[0]) if row else 0


def sum_of_versions(process: str, kinds: Iterable[str]) -> int:
    """A number that grows whenever it changes, in books of these kinds, who sits where and reads what."""
    named = list(kinds)
    rows = sql.rows(OF_KINDS.format(kinds=", ".join(["%s"] * len(named))), [process, *named])
    return sum(seating_version(versions) for (versions,) in rows)


def seating_version(versions: str) -> int:
    """The same of one book, from its versions as the database writes them. It grows whenever it changes."""
    known = json.loads(versions)
    return sum(known.get(table, 0) for table in seating())


def versions_of(books: Iterable[str]) -> dict[str, str]:
    """By id, the versions of these books as they are now, as the database writes them."""
    ids = list(books)
    gaps = ", ".join(["%s"] * len(ids))
    return dict(sql.rows(f"SELECT id, versions FROM record_book WHERE id IN ({gaps})", ids))  # noqa: S608
