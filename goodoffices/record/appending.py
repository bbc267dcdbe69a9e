"""Locking a process, and writing an entry down. In SQL of our own: these statements run for every act, and the ORM takes
ten times as long to put them together as the database to do them."""

import json

from django.db import connection

from goodoffices.record.models import Entry, Register

LOCK = "SELECT position FROM record_register WHERE process = %s"
GROW = "UPDATE record_book SET head = %s, last_at = %s, peaks = %s WHERE id = %s"
ADVANCE = "UPDATE record_register SET position = %s WHERE process = %s"
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
    return Register(process=process, position=row[0])


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
