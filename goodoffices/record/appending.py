"""Locking a process, writing an entry down, and finding it again to tell of it. In SQL of our own: these statements run
for every act, and the ORM takes ten times as long to put them together as the database to do them."""

# house: sql: an act's rows in one go

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from goodoffices.record.models import Book, Entry, Register, Retry

Heads = dict[str, tuple[Any, ...]]  # by book: its head, when it last grew, its peaks

LOCK = "SELECT position, standing FROM record_register WHERE process = %s"
HEAD = "b.id, b.head, b.last_at, b.peaks"
HEADS = f"SELECT {HEAD} FROM record_book b WHERE b.register_id = %s"  # noqa: S608
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
BOOK = ("id", "register_id", *_BOOK, "head", "last_at", "peaks")  # all its columns, in the model's order
AFTER = (
    f"SELECT {', '.join(f'e.{name}' for name in _ENTRY)}, {', '.join(f'b.{name}' for name in _BOOK)} "  # noqa: S608
    "FROM record_entry e JOIN record_book b ON b.id = e.book_id "
    "WHERE e.register_id = %s AND e.position > %s ORDER BY e.position LIMIT %s"
)
RETRY = "SELECT asked, book_id, number FROM record_retry WHERE seat = %s AND key = %s"
REMEMBER = "INSERT INTO record_retry (seat, key, asked, book_id, number) VALUES (%s, %s, %s, %s, %s)"
INSERT = (
    "INSERT INTO record_entry (book_id, number, kind, by, at, data, facts, salt, commitment, actor, register_id, position)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def locked(process: str) -> Register:
    """The register of a process; until the transaction ends no other act of the process gets here."""
    lock = LOCK + (" FOR UPDATE" if connection.features.has_select_for_update else "")
    with connection.cursor() as cursor:
        cursor.execute(lock, [process])
        row = cursor.fetchone()
    if row is None:
        raise Register.DoesNotExist
    return Register(process, *row)


def heads_now(process: str) -> Heads:
    """What changes with every act in each book of a process."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [process])
        return heads_in(cursor.fetchall())


def heads_in(rows: Iterable[tuple[Any, ...]]) -> Heads:
    """The same from rows of HEAD's columns."""
    return {id: tuple(now) for id, *now in rows}


def books_with(process: str, known: Iterable[tuple[str, str, str, str]], heads: Heads) -> dict[str, Book]:
    """By id, books of a process of which id, kind, key and name are known, with their heads."""
    return {id: Book.from_db(connection.alias, BOOK, [id, process, *what, *heads[id]]) for id, *what in known}


def append(entry: Entry) -> None:
    """The book has grown by this entry, and the register has moved on to it."""
    book, e = entry.book, entry
    data, facts = json.dumps(e.data, ensure_ascii=False), json.dumps(e.facts, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(GROW, [book.head, book.last_at, bytes(book.peaks), book.id])
        cursor.execute(ADVANCE, [e.position, e.register_id])
        cursor.execute(
            INSERT,
            [
                book.id,
                e.number,
                e.kind,
                e.by,
                e.at,
                data,
                facts,
                bytes(e.salt),
                bytes(e.commitment),
                e.actor,
                e.register_id,
                e.position,
            ],
        )


def entries_after(process: str, position: int, most: int) -> list[Entry]:
    """The entries of a process behind this position, in order; each with its book, as far as that never changes."""
    with connection.cursor() as cursor:
        cursor.execute(AFTER, [process, position, most])
        return [_entry(row) for row in cursor.fetchall()]


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


def _entry(row: tuple[Any, ...]) -> Entry:
    told = dict(zip(_ENTRY, row, strict=False))
    told |= {"data": json.loads(told["data"]), "facts": json.loads(told["facts"])}
    entry = Entry(**told)
    book = zip(_BOOK, row[len(_ENTRY) :], strict=True)
    entry.book = Book(id=entry.book_id, register_id=entry.register_id, **dict(book))
    return entry


def retry_of(seat: str, key: str) -> Retry | None:
    """What this seat's key has been used for."""
    with connection.cursor() as cursor:
        cursor.execute(RETRY, [seat, key])
        row = cursor.fetchone()
    return Retry(seat=seat, key=key, asked=row[0], book_id=row[1], number=row[2]) if row else None


def remember_retry(seat: str, key: str, asked: bytes, entry: Entry) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [seat, key, asked, entry.book_id, entry.number])
