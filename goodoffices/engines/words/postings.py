"""Where a form stands: rows of packed numbers, one for a form and a stretch of a book.

A text's key is its entry's number and a count among the texts of that entry, so keys are in the order of the book,
and what a reader from entry N on reads is what has a key of at least `key(N)`.
"""

from __future__ import annotations  # Python 3.11 cannot subscript array

import sys
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goodoffices.engines.words.tables import Connection

TEXTS_BITS = 12
CHUNK_BITS = 8 + TEXTS_BITS
MOST_ENTRIES = 1 << (32 - TEXTS_BITS)
MOST_TEXTS = 1 << TEXTS_BITS
MOST_OFTEN = 255
LONGEST = 65_535


def key(number: int) -> int:
    """The least key of an entry; numbers below 0 are 0, and those no book reaches are the first of these."""
    return min(max(number, 0), MOST_ENTRIES) << TEXTS_BITS


def number(key: int) -> int:
    return key >> TEXTS_BITS


class Place(NamedTuple):
    """A form in a text: the text's key and length in words, and where the form stands, ascending."""

    key: int
    length: int
    places: Sequence[int]


@dataclass
class Postings:
    """Texts with a form: their keys, how often it stands there, their lengths in words; and all places."""

    keys: array[int] = field(default_factory=lambda: array("I"))
    often: array[int] = field(default_factory=lambda: array("B"))
    lengths: array[int] = field(default_factory=lambda: array("H"))
    places: array[int] = field(default_factory=lambda: array("H"))

    def put(self, place: Place) -> None:
        at = [each for each in place.places if each < LONGEST][:MOST_OFTEN]
        self.keys.append(place.key)
        self.often.append(len(at))
        self.lengths.append(min(place.length, LONGEST))
        self.places.extend(at)

    def packed(self) -> tuple[bytes, bytes, bytes, bytes]:
        return (_bytes(self.keys), _bytes(self.often), _bytes(self.lengths), _bytes(self.places))

    def unpack(self, packed: Sequence[bytes]) -> None:
        for mine, blob in zip((self.keys, self.often, self.lengths, self.places), packed, strict=False):
            mine.extend(_array(mine.typecode, blob))

    def runs(self) -> Iterable[tuple[int, int, int, array[int]]]:
        """Key, times, length, places of each text."""
        start = 0
        for key, often, length in zip(self.keys, self.often, self.lengths, strict=True):
            yield key, often, length, self.places[start : start + often]
            start += often

    def without(self, key: int) -> Postings:
        left = Postings()
        for each, _often, length, places in self.runs():
            if each != key:
                left.put(Place(each, length, places))
        return left

    def since(self, first: int) -> Postings:
        """Those with a key of at least `first`; keys need not be in order."""
        left = Postings()
        if self.places:
            for key, _often, length, places in self.runs():
                if key >= first:
                    left.put(Place(key, length, places))
            return left
        for key, often, length in zip(self.keys, self.often, self.lengths, strict=True):
            if key >= first:
                left.keys.append(key)
                left.often.append(often)
                left.lengths.append(length)
        return left


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def _array(code: str, blob: bytes) -> array[int]:
    numbers = array(code)
    numbers.frombytes(blob)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


_COLUMNS = "chunk, keys, often, lengths"


def read(connection: Connection, book: int, form: str, first: int, *, places: bool = False) -> Postings:
    """The postings of a form in a book from the key `first` on; places only if asked for."""
    columns = f"{_COLUMNS}, places" if places else _COLUMNS
    rows = connection.execute(
        f"SELECT {columns} FROM words_posting WHERE book = ? AND form = ? AND chunk >= ? ORDER BY chunk",  # noqa: S608
        (book, form, first >> CHUNK_BITS),
    )
    return _gathered(rows, first)


def forms_between(connection: Connection, book: int, low: str, high: str, first: int) -> list[str]:
    """Forms from `low` up to `high`, both included, that stand in a book from the key `first` on, in order."""
    rows = connection.execute(
        "SELECT form, max(chunk) FROM words_posting WHERE book = ? AND form >= ? AND form <= ? AND chunk >= ?"
        " GROUP BY form ORDER BY form",
        (book, low, high, first >> CHUNK_BITS),
    )
    edge = first >> CHUNK_BITS
    return [form for form, last in rows if last > edge or read(connection, book, form, first).keys]


def _gathered(rows: Iterable[Sequence[bytes]], first: int) -> Postings:
    found, edge = Postings(), first >> CHUNK_BITS
    for chunk, *packed in rows:
        if chunk == edge:
            partial = Postings()
            partial.unpack(packed)
            partial = partial.since(first)
            found.unpack(partial.packed())
        else:
            found.unpack(packed)
    return found


def add(connection: Connection, book: int, forms: dict[str, list[Place]]) -> None:
    """Append places to the postings of their forms; each text's key must be new to them."""
    chunks: dict[tuple[str, int], Postings] = {}
    for form, its in forms.items():
        for place in its:
            chunks.setdefault((form, place.key >> CHUNK_BITS), Postings()).put(place)
    # `||` makes text of two blobs, byte for byte; the casts make it a blob again.
    connection.executemany(
        "INSERT INTO words_posting (book, form, chunk, keys, often, lengths, places) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (book, form, chunk) DO UPDATE SET keys = CAST(keys || excluded.keys AS BLOB),"
        " often = CAST(often || excluded.often AS BLOB), lengths = CAST(lengths || excluded.lengths AS BLOB),"
        " places = CAST(places || excluded.places AS BLOB)",
        [(book, form, chunk, *postings.packed()) for (form, chunk), postings in sorted(chunks.items())],
    )


def remove(connection: Connection, book: int, key: int) -> list[str]:
    """Take a text out of every posting; the forms that now stand nowhere in the book. O(forms of its chunk)."""
    chunk = key >> CHUNK_BITS
    rows = connection.execute(
        "SELECT form, keys, often, lengths, places FROM words_posting INDEXED BY words_posting_chunk"
        " WHERE book = ? AND chunk = ? AND instr(keys, ?)",
        (book, chunk, _bytes(array("I", [key]))),
    ).fetchall()
    emptied = []
    for form, *packed in rows:
        postings = Postings()
        postings.unpack(packed)
        if key not in postings.keys:
            continue
        left = postings.without(key)
        where = (book, form, chunk)
        if left.keys:
            connection.execute(
                "UPDATE words_posting SET keys = ?, often = ?, lengths = ?, places = ?"
                " WHERE book = ? AND form = ? AND chunk = ?",
                (*left.packed(), *where),
            )
        else:
            connection.execute("DELETE FROM words_posting WHERE book = ? AND form = ? AND chunk = ?", where)
            emptied.append(form)
    return [form for form in emptied if not _stands(connection, book, form)]


def _stands(connection: Connection, book: int, form: str) -> bool:
    sql = "SELECT 1 FROM words_posting WHERE book = ? AND form = ? LIMIT 1"
    return connection.execute(sql, (book, form)).fetchone() is not None


def free_key(taken: Collection[int], entry: int) -> int:
    """The least key of an entry's texts that is not taken; ValueError if its number or its texts are too many."""
    if not 0 <= entry < MOST_ENTRIES:
        raise ValueError(f"An entry is numbered from 0 to {MOST_ENTRIES - 1}, not {entry}.")
    for free in range(key(entry), key(entry + 1)):
        if free not in taken:
            return free
    raise ValueError(f"Entry {entry} already has {MOST_TEXTS} texts.")
