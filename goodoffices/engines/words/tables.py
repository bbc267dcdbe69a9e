"""The tables of an index. All rows of a book carry its number, so a search in some books reads no row of another."""

import sqlite3
from typing import Any, Protocol

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS words_book (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " rules TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS words_text (book INTEGER NOT NULL, key INTEGER NOT NULL, id TEXT NOT NULL,"
    " language TEXT NOT NULL, PRIMARY KEY (book, key)) WITHOUT ROWID",
    "CREATE UNIQUE INDEX IF NOT EXISTS words_text_id ON words_text (book, id)",
    "CREATE TABLE IF NOT EXISTS words_posting (book INTEGER NOT NULL, form TEXT NOT NULL, chunk INTEGER NOT NULL,"
    " keys BLOB NOT NULL, often BLOB NOT NULL, lengths BLOB NOT NULL, places BLOB NOT NULL,"
    " PRIMARY KEY (book, form, chunk)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS words_posting_chunk ON words_posting (book, chunk)",
    "CREATE TABLE IF NOT EXISTS words_trigram (book INTEGER NOT NULL, trigram TEXT NOT NULL, form TEXT NOT NULL,"
    " PRIMARY KEY (book, trigram, form)) WITHOUT ROWID",
)
"""Statements that make the tables; harmless where they are."""


class Connection(Protocol):
    """What is asked of a connection: the standard library's, or one like it."""

    def execute(self, sql: str, parameters: Any = ..., /) -> sqlite3.Cursor: ...
    def executemany(self, sql: str, parameters: Any, /) -> sqlite3.Cursor: ...


def book_number(connection: Connection, name: str) -> int | None:
    """The number of a book in these tables; None if it holds nothing. It orders nothing and is told to nobody."""
    row = connection.execute("SELECT number FROM words_book WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None
