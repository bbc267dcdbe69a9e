"""Locking a process, appending an entry, and reading it back to publish it."""

# house: sql: an act's rows in one go

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection

from goodoffices.record import sql
from goodoffices.record.audience import Audience
from goodoffices.record.memory import Memory
from goodoffices.record.models import Book, Entry, Register, Retry

Row = tuple[Any, ...]  # an entry's columns, and the columns of its book that never change

LOCK = "SELECT position FROM record_register WHERE process = %s FOR UPDATE"
# The register, with the earlier use of the seat's key, if there is one, and when the first of its alarms or bells rings.
LOCKED = (
    "SELECT r.position, t.asked, t.book_id, t.number, "
    "(SELECT MIN(at) FROM (SELECT a.at FROM record_alarm a JOIN record_book b ON b.id = a.book_id "
    "WHERE NOT a.rung AND b.register_id = r.process UNION ALL "
    "SELECT l.at FROM record_bell l JOIN record_book b ON b.id = l.book_id WHERE b.register_id = r.process)) "
    "FROM record_register r "
    "LEFT JOIN record_retry t ON t.seat = %s AND t.key = %s WHERE r.process = %s"
)
GROW = "UPDATE record_book SET head = %s, last_at = %s, peaks = %s WHERE id = %s"
ADVANCE = "UPDATE record_register SET position = %s WHERE process = %s"
_ENTRY = (
    "book_id",
    "number",
    "kind",
    "by",
    "at",
    "data",
    "facts",
    "salt",
    "commitment",
    "actor",
    "register_id",
    "position",
)
_BOOK = ("kind", "key", "name")
POSITION = _ENTRY.index("position")  # in a Row
BOOK = ("id", "register_id", *_BOOK, "head", "last_at", "peaks", "versions")  # in the model's order
AFTER = (
    f"SELECT {', '.join(f'e.{name}' for name in _ENTRY)}, {', '.join(f'b.{name}' for name in _BOOK)} "  # noqa: S608
    "FROM record_entry e JOIN record_book b ON b.id = e.book_id "
    "WHERE e.register_id = %s AND e.position > %s ORDER BY e.position LIMIT %s"
)
REMEMBER = "INSERT INTO record_retry (seat, key, asked, book_id, number) VALUES (%s, %s, %s, %s, %s)"
INSERT = (
    "INSERT INTO record_entry (book_id, number, kind, by, at, data, facts, salt, commitment, actor, register_id, position)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)

# house: kept between requests: when an entry was written: that never changes
_written: Memory[str] = Memory(50_000)


def locked(process: str, seat: str, key: str | None) -> tuple[Register, Retry | None]:
    """The register of a process, and what this seat's key has been used for.

    Until the transaction ends no other act of the process gets here.
    """
    if connection.features.has_select_for_update:  # elsewhere the transaction itself is the lock
        sql.row(LOCK, [process])
    row = sql.row(LOCKED, [seat, key, process])
    if row is None:
        raise Register.DoesNotExist
    position, asked, book, number, rings = row
    used = key is not None and asked is not None
    retry = Retry(seat=seat, key=key or "", asked=asked, book_id=book, number=number) if used else None
    register = Register(process, position=position)
    register.rings = rings or ""
    return register, retry


class BookRow(NamedTuple):
    """A book as a reader finds it. `welcomed`: by which number this reader became a member, where a book has members."""

    id: str
    kind: str
    key: str
    name: str
    head: int
    last_at: str
    peaks: bytes
    versions: str
    welcomed: int | None = None

    @property
    def audience(self) -> Audience:
        return Audience(self.kind, self.key)


BOOK_ROW = "b.id, b.kind, b.key, b.name, b.head, b.last_at, b.peaks, b.versions"  # without `welcomed`


class Shelf(Mapping[str, Book]):
    """A reader's books by id. Most requests look at one of them: each is put together when it is asked for."""

    def __init__(self, process: str, rows: Iterable[BookRow]) -> None:
        self._process, self._rows = process, {row.id: row for row in rows}
        self._books: dict[str, Book] = {}

    def __getitem__(self, id: str) -> Book:
        if id not in self._books:
            self._books[id] = _book_in(self._process, self._rows[id])
        return self._books[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def of(self, audience: Audience) -> Book | None:
        """The book of this audience, if it is among them."""
        found = (id for id, row in self._rows.items() if Audience(row.kind, row.key) == audience)
        return next((self[id] for id in found), None)


def _book_in(process: str, row: BookRow) -> Book:
    id, kind, key, name, *now = row[:8]
    return Book.from_db(connection.alias, BOOK, [id, process, kind, key, name, *now])


def append(entry: Entry) -> Row:
    """The book has grown by this entry, and the register has moved on to it. Returns what was written."""
    book, e = entry.book, entry
    data, facts = json.dumps(e.data, ensure_ascii=False), json.dumps(e.facts, ensure_ascii=False)
    sealed = bytes(e.salt), bytes(e.commitment)
    row = (book.id, e.number, e.kind, e.by, e.at, data, facts, *sealed, e.actor, e.register_id, e.position)
    sql.execute(GROW, [book.head, book.last_at, bytes(book.peaks), book.id])
    sql.execute(ADVANCE, [e.position, e.register_id])
    sql.execute(INSERT, row)
    return (*row, book.kind, book.key, book.name)


def entries_after(process: str, position: int, most: int) -> list[Entry]:
    """The entries of a process behind this position, in order; each with its book, as far as that never changes."""
    return [entry_from(row) for row in sql.rows(AFTER, [process, position, most])]


def number_before(book: Book, at: str) -> int:
    """The number of the last entry that was written before a moment, in a book of the reader's shelf.

    Times never go back within a book, so it is found by halving.
    """
    low, high = 0, book.head
    while low < high:
        middle = (low + high + 1) // 2
        if book.entries.filter(number=middle, at__lt=at).exists():
            low = middle
        else:
            high = middle - 1
    return low


def written_at(book: Book, numbers: Iterable[int]) -> dict[int, str]:
    """By number, when these entries were written, in a book of the reader's shelf. Asked of the database once."""
    known = {number: _written.get((book.id, number)) for number in numbers}
    unknown = [number for number, at in known.items() if at is None]
    read = book.entries.filter(number__in=unknown).values_list("number", "at") if unknown else ()
    found = {number: at for number, at in known.items() if at is not None}
    return found | {number: _written.put((book.id, number), at) for number, at in read}


def entry_from(row: Row) -> Entry:
    """The entry of a row, whether it was read or has just been written."""
    told = dict(zip(_ENTRY, row, strict=False))
    told |= {"data": json.loads(told["data"]), "facts": json.loads(told["facts"])}
    entry = Entry(**told)
    book = zip(_BOOK, row[len(_ENTRY) :], strict=True)
    entry.book = Book(id=entry.book_id, register_id=entry.register_id, **dict(book))
    return entry


def remember_retry(seat: str, key: str, asked: bytes, entry: Entry) -> None:
    sql.execute(REMEMBER, [seat, key, asked, entry.book_id, entry.number])
