"""What stands until somebody changes it: who sits where, under which rules, which rooms are open.

Every request asks for it, and it changes a few times a day. So the database keeps a number for each process
(`Register.standing`) that triggers change with every row of a structural or lasting table, whoever writes it: this
server, the command line, a rebuild. What was read under a number is remembered under it, and is used by whoever finds the number
unchanged in the database, in the same request or inside the lock. A number never comes back, not even after a
transaction was taken back: its upper half counts, its lower half is chance.
"""

# house: sql: the number of the table, and the triggers that keep it
# house: kept between requests: under the number of the table, and by the books that are read: record/tests/test_standing.py

from collections.abc import Callable, Hashable, Mapping
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import connection

from goodoffices.record.memory import Memory

T = TypeVar("T")
P = ParamSpec("P")

STANDING = "SELECT standing FROM record_register WHERE process = %s"
_NEXT = "(((standing >> 31) + 1) << 31) | (random() & 2147483647)"
TRIGGER = (
    "CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
    "UPDATE record_register SET standing = {next} WHERE process = {process}; END"
)

_kept: Memory[tuple[Any]] = Memory(20_000)
_fleeting: Memory[tuple[Any]] = Memory(500)  # whole lists of what was said: few of them
_parts: Memory[tuple[Any]] = Memory(5_000)  # parts of pages, some thousand letters each


class Standing(Protocol):
    """A reader, as far as what it reads of the table can be remembered."""

    @property
    def process_id(self) -> str: ...

    @property
    def standing(self) -> int | None:
        """The number under which it was read itself; None if it was read without, and then nothing is remembered."""

    @property
    def reads(self) -> Hashable:
        """Its books, and from where on: all that `seen_by` looks at."""

    def shelf(self) -> Mapping[str, Any]:
        """Those books, with their heads."""


def standing_of(process: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [process])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def remembered(
    process: str, standing: int | None, what: Hashable, read: Callable[[], T], among: Memory[tuple[Any]] = _kept
) -> T:
    """What `read` finds in such tables; read once as long as the table stands as it does under this number."""
    if standing is None:
        return read()
    key = (process, standing, what)
    if (kept := among.get(key)) is not None:
        value: T = kept[0]
        return value
    value = read()
    # Somebody may have changed the table while we read, or we ourselves, in a transaction that is not done yet.
    if standing_of(process) == standing:
        among.put(key, (value,))
    return value


def remembered_until_it_grows(
    reader: Standing, what: Hashable, read: Callable[[], T], among: Memory[tuple[Any]] = _fleeting
) -> T:
    """What `read` finds in recorded rows; read once as long as none of the reader's books grows.

    The heads are those of the reader's shelf, taken before the rows: what is remembered may be newer than they say, as a
    page may be newer than its cursor, but never older. Inside a transaction nothing is remembered: it may be taken back.
    """
    if reader.standing is None or connection.in_atomic_block:
        return read()
    heads = tuple([book.head for book in reader.shelf().values()])
    key = (reader.process_id, reader.standing, what, reader.reads, heads)
    kept = among.get(key) or among.put(key, (read(),))
    value: T = kept[0]
    return value


def part_while_it_stands(reader: Standing, what: Hashable, read: Callable[[], T]) -> T:
    """The same as `remembered`, for a part of a page."""
    return remembered(reader.process_id, reader.standing, ("part", reader.reads, what), read, _parts)


def part_until_it_grows(reader: Standing, what: Hashable, read: Callable[[], T]) -> T:
    return remembered_until_it_grows(reader, what, read, _parts)


R = TypeVar("R", bound=Standing)


def while_it_stands(read: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """For a question that a reader asks of such tables, by `seen_by` and nothing else: the same for all who read
    the same books, so it is asked once. Nobody may change what it returns."""

    @wraps(read)
    def asked(reader: R, *args: P.args, **kwargs: P.kwargs) -> T:
        what = (read.__qualname__, reader.reads, args, tuple(kwargs.items()))
        return remembered(reader.process_id, reader.standing, what, partial(read, reader, *args, **kwargs))

    return asked


def until_it_grows(read: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """For a question that a reader asks of recorded rows, by `seen_by` and nothing else: every change of such a row is an
    entry in its own book, so the answer is the same for all who read the same books with the same heads."""

    @wraps(read)
    def asked(reader: R, *args: P.args, **kwargs: P.kwargs) -> T:
        what = (read.__qualname__, args, tuple(kwargs.items()))
        return remembered_until_it_grows(reader, what, partial(read, reader, *args, **kwargs))

    return asked


def keep_standing(**_: Any) -> None:
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
    for table, process in _watched().items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            if event == "INSERT" or table != "record_book":  # books grow with every act, and are never deleted
                name, of_row = f"{table}_stands_{event.lower()}", process.format(row=row)
                found[name] = TRIGGER.format(name=name, event=event, table=table, next=_NEXT, process=of_row)
    return found


def _watched() -> dict[str, str]:
    """Table → the process of a row of it, in SQL."""
    from goodoffices.record.models import Book, recorded_models

    tables = [model._meta.db_table for model in recorded_models() if model.structural or model.lasting]
    of_a_row = "(SELECT register_id FROM record_book WHERE id = {row}.book_id)"
    return {**dict.fromkeys(tables, of_a_row), Book._meta.db_table: "{row}.register_id"}
