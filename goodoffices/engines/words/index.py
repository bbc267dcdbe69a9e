"""The index: put texts in, take them out, search."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from goodoffices.engines.words import nearby, postings, tables
from goodoffices.engines.words.filters import Filters, labels
from goodoffices.engines.words.forms import base, terms
from goodoffices.engines.words.postings import Place
from goodoffices.engines.words.query import Query
from goodoffices.engines.words.searching import Found, search
from goodoffices.engines.words.stemming import RULES
from goodoffices.engines.words.tables import Connection

AT_ONCE = 2_000


@dataclass(frozen=True)
class Text:
    """A text of a book.

    number     of the entry that said it
    id         unique in its book
    language   a language tag, such as fr-CA; the filter `language` knows it as fr
    fields     what it can be filtered by: of each field one value or several
    """

    number: int
    id: str
    language: str
    text: str
    fields: Mapping[str, str | Collection[str]] = field(default_factory=dict)


class Index:
    """Over the connection that it is given; it neither begins nor commits a transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def create(self) -> None:
        """Make the tables where they are not."""
        for statement in tables.SCHEMA:
            self.connection.execute(statement)

    def stale(self) -> list[str]:
        """Books that were indexed under other rules, by name: to be forgotten and added again."""
        rows = self.connection.execute("SELECT name FROM words_book WHERE rules <> ? ORDER BY name", (RULES,))
        return [name for (name,) in rows]

    def add(
        self,
        book: str,
        number: int,
        id: str,
        language: str,
        text: str,
        fields: Mapping[str, str | Collection[str]] | None = None,
    ) -> None:
        """Add a text, or replace the one with this id."""
        self.add_all(book, [Text(number, id, language, text, fields or {})])

    def add_all(self, book: str, texts: Iterable[Text]) -> None:
        """Add many texts, a few thousand at once; of those with one id the last stays."""
        numbered = self._numbered(book)
        some = iter(texts)
        while part := {text.id: text for text in islice(some, AT_ONCE)}:
            for id in part:
                self.remove(book, id)
            self._write(numbered, part.values())

    def remove(self, book: str, id: str) -> bool:
        """Take a text out, with all that only it said; whether it was there."""
        numbered = tables.book_number(self.connection, book)
        row = self.connection.execute("SELECT key FROM words_text WHERE book = ? AND id = ?", (numbered, id)).fetchone()
        if not row or numbered is None:
            return False
        gone = postings.remove(self.connection, numbered, row[0])
        nearby.forget(self.connection, numbered, gone)
        self.connection.execute("DELETE FROM words_text WHERE book = ? AND key = ?", (numbered, row[0]))
        return True

    def forget(self, book: str) -> None:
        """Take a whole book out."""
        numbered = tables.book_number(self.connection, book)
        for table in ("words_text", "words_posting", "words_trigram"):
            self.connection.execute(f"DELETE FROM {table} WHERE book = ?", (numbered,))  # noqa: S608
        self.connection.execute("DELETE FROM words_book WHERE number = ?", (numbered,))

    def search(
        self,
        query: Query,
        books: Sequence[tuple[str, int]],
        filters: Filters | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Find texts in the books that a reader reads, each from an entry's number on; the best first.

        Equal scores stand in the order of `books`, then the later entry first, then by id. Several statements are
        read: inside a transaction they see one state; outside one, a text that is taken out meanwhile is left out.
        """
        return search(self.connection, query, books, filters or {}, limit, offset)

    def _numbered(self, book: str) -> int:
        """The book's number, new if need be."""
        sql = "INSERT INTO words_book (name, rules) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
        self.connection.execute(sql, (book, RULES))
        numbered = tables.book_number(self.connection, book)
        assert numbered is not None
        return numbered

    def _write(self, book: int, texts: Iterable[Text]) -> None:
        rows, forms = [], defaultdict[str, list[Place]](list)
        taken: dict[int, set[int]] = {}
        for text in texts:
            used = taken.setdefault(text.number, set())
            if not used:
                used.update(self._keys(book, text.number))
            key = postings.free_key(used, text.number)
            used.add(key)
            rows.append((book, key, text.id, text.language))
            for form, place in _places(text, key):
                forms[form].append(place)
        sql = "INSERT INTO words_text (book, key, id, language) VALUES (?, ?, ?, ?)"
        self.connection.executemany(sql, rows)
        postings.add(self.connection, book, forms)
        nearby.remember(self.connection, book, forms)

    def _keys(self, book: int, number: int) -> Iterator[int]:
        sql = "SELECT key FROM words_text WHERE book = ? AND key >= ? AND key < ?"
        span = postings.key(number), postings.key(number + 1)
        return (key for (key,) in self.connection.execute(sql, (book, *span)))


def _places(text: Text, key: int) -> Iterator[tuple[str, Place]]:
    """Each form and label of a text with its places; a label has none."""
    said = terms(text.text, text.language)
    where = defaultdict[str, list[int]](list)
    for at, form in enumerate(said):
        where[form].append(at)
    for form, places in where.items():
        yield form, Place(key, len(said), places)
    for label in labels(base(text.language), text.fields):
        yield label, Place(key, len(said), ())
