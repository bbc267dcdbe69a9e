"""The version of a book's structure: who sits where, under which rules, which rooms are open, which issues there are.

The database counts it itself: its triggers (`record/triggers.py`) move `Book.structure_version` on with every change of a row of
a structural or lasting table, in the book of that row, whoever writes it: this server, the command line, a rebuild. A version
never comes back, not even after a transaction was taken back: its upper half counts, its lower half is chance.
"""
# house: sql: the versions of books

from collections.abc import Iterable

from goodoffices.record import sql

TABLE = "SELECT structure_version FROM record_book WHERE register_id = %s AND kind = 'plenary'"
SUM = "SELECT COALESCE(SUM(structure_version), 0) FROM record_book WHERE register_id = %s AND kind IN ({kinds})"


def version_of_table(process: str) -> int:
    """The version of the book of who sits at the table: the plenary's."""
    row = sql.row(TABLE, [process])
    return int(row[0]) if row else 0


def sum_of_versions(process: str, kinds: Iterable[str]) -> int:
    """A number that grows with every change of structure in books of these kinds. It never leaves the host."""
    named = list(kinds)
    ((total,),) = sql.rows(SUM.format(kinds=", ".join(["%s"] * len(named))), [process, *named])
    return int(total)


def versions_of(books: Iterable[str]) -> dict[str, int]:
    """By id, the versions of these books as they are now."""
    ids = list(books)
    gaps = ", ".join(["%s"] * len(ids))
    found = sql.rows(f"SELECT id, structure_version FROM record_book WHERE id IN ({gaps})", ids)  # noqa: S608
    return dict(found)
