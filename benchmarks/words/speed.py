"""How large each index is, how long it takes to build, and how long a search takes, in one book and in forty.

Beside ours stands FTS5 as one would use it: a contentless table for each book, or one table for all with the book as
a word. Neither counts its statistics over what a reader reads from some entry on, and the second not even over the
reader's books.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.words.texts import LANGUAGES, texts
from goodoffices.engines.words import Index, Query, Text, terms

READ = 10
ASKED = 200
PAGE = 20


@dataclass
class Speed:
    """Megabytes; seconds of processor time to build 10,000 texts; milliseconds of processor time of a search."""

    store: str
    texts: int
    books: int
    sort: str
    size: float
    build: float
    p50: float
    p95: float
    opening: float

    def told(self) -> dict[str, Any]:
        return asdict(self)


Said = tuple[str, str]


def said(count: int) -> list[Said]:
    """Statements of one to five real texts of a language, with their language; the same ones each time."""
    chance = random.Random(7)
    pools = {language: texts(language) for language in LANGUAGES}
    drawn = []
    for _each in range(count):
        language = chance.choice(LANGUAGES)
        drawn.append((language, " ".join(chance.choice(pools[language]) for _part in range(chance.randint(1, 5)))))
    return drawn


def asked(statements: Sequence[Said]) -> dict[str, list[str]]:
    """What is looked for: words as frequent as they are said."""
    chance = random.Random(11)
    some = [[word for word in text.split() if word.isalpha()] for _language, text in statements[:2_000]]
    some = [words for words in some if len(words) > 3]
    chance.shuffle(some)
    picked = [(words, chance.randrange(len(words) - 1)) for words in some[:ASKED]]
    return {
        "a word": [words[at] for words, at in picked],
        "two words": [f"{words[0]} {words[at + 1]}" for words, at in picked],
        "a phrase": [f'"{words[at]} {words[at + 1]}"' for words, at in picked],
        "a beginning": [f"{words[at][:4]}*" for words, at in picked if len(words[at]) > 4],
        "mistyped": [f"{w[:2]}{w[3]}{w[2]}{w[4:]}" for words, at in picked if len(w := words[at]) > 5],
        "very frequent": ["the", "to", "в", "de", "bir", "في"] * 5,
    }


class Store(Protocol):
    def __init__(self, connection: sqlite3.Connection) -> None: ...
    def build(self, book: str, statements: Sequence[Said]) -> None: ...
    def find(self, query: str, books: Sequence[str]) -> object: ...


class Ours:
    """Postings of our own."""

    name = "postings"
    first = 0

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.index = Index(connection)

    def build(self, book: str, statements: Sequence[Said]) -> None:
        self.index.create()
        numbered = enumerate(statements, 1)
        self.index.add_all(
            book, (Text(number, f"{number:012}", language, text) for number, (language, text) in numbered)
        )

    def find(self, query: str, books: Sequence[str]) -> object:
        return self.index.search(Query.parse(query), [(book, self.first) for book in books], limit=PAGE)


class PerBook:
    """A contentless FTS5 table for each book, given the same forms."""

    name = "FTS5 per book"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def build(self, book: str, statements: Sequence[Said]) -> None:
        self.connection.execute(
            f"CREATE VIRTUAL TABLE fts_{book} USING fts5(forms, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        rows = ((" ".join(terms(text, language)),) for language, text in statements)
        self.connection.executemany(f"INSERT INTO fts_{book} (forms) VALUES (?)", rows)

    def find(self, query: str, books: Sequence[str]) -> object:
        match = matched(Query.parse(query))
        found = []
        for book in books:
            sql = f"SELECT rank, rowid FROM fts_{book} WHERE fts_{book} MATCH ? ORDER BY rank LIMIT {PAGE}"
            found += self.connection.execute(sql, (match,)).fetchall()
        return sorted(found)[:PAGE]


class Shared:
    """One contentless FTS5 table, with the book as a word of each text."""

    name = "FTS5 shared (leaks)"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def build(self, book: str, statements: Sequence[Said]) -> None:
        self.connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS fts USING"
            " fts5(book, forms, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        rows = ((book, " ".join(terms(text, language))) for language, text in statements)
        self.connection.executemany("INSERT INTO fts (book, forms) VALUES (?, ?)", rows)

    def find(self, query: str, books: Sequence[str]) -> object:
        match = f"book : ({' OR '.join(books)}) AND forms : ({matched(Query.parse(query))})"
        sql = f"SELECT rank, rowid FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT {PAGE}"
        return self.connection.execute(sql, (match,)).fetchall()


class Trigrams(PerBook):
    """A contentless FTS5 table of trigrams for each book: finds what contains what is asked, letter by letter."""

    name = "FTS5 trigram per book"

    def build(self, book: str, statements: Sequence[Said]) -> None:
        self.connection.execute(
            f"CREATE VIRTUAL TABLE fts_{book} USING fts5(forms, content='', tokenize='trigram remove_diacritics 1')"
        )
        rows = ((text,) for _language, text in statements)
        self.connection.executemany(f"INSERT INTO fts_{book} (forms) VALUES (?)", rows)

    def find(self, query: str, books: Sequence[str]) -> object:
        match = " AND ".join(f'"{word}"' for word in query.replace('"', "").rstrip("*").split())
        found = []
        for book in books:
            sql = f"SELECT rank, rowid FROM fts_{book} WHERE fts_{book} MATCH ? ORDER BY rank LIMIT {PAGE}"
            found += self.connection.execute(sql, (match,)).fetchall()
        return sorted(found)[:PAGE]


def matched(query: Query) -> str:
    """The query in FTS5's syntax."""
    clauses = []
    for clause in query.sought:
        runs = [f'"{" ".join(run)}"' for run in clause.alternatives] + [f'"{begin}" *' for begin in clause.begins]
        clauses.append(f"({' OR '.join(runs)})")
    return " AND ".join(clauses)


STORES: tuple[type[Any], ...] = (Ours, PerBook, Shared, Trigrams)


def measure(count: int) -> Iterator[Speed]:
    statements = said(count)
    queries = asked(statements)
    for language, text in statements:
        terms(text, language)  # stems are remembered: no store is to pay for another
    with tempfile.TemporaryDirectory() as folder:
        for books in (1, 40):
            for store in STORES:
                path = Path(folder) / f"{books}-{store.__name__}.sqlite3"
                yield from _measured(store, path, statements, books, queries)
                path.unlink()


def _measured(
    kind: type[Any], path: Path, statements: Sequence[Said], books: int, queries: dict[str, list[str]]
) -> Iterator[Speed]:
    names = [f"b{number}" for number in range(books)]
    with closing(sqlite3.connect(path)) as connection:
        store: Store = kind(connection)
        before = time.process_time()
        for at, name in enumerate(names):
            store.build(name, statements[at::books])
        connection.commit()
        build = (time.process_time() - before) * 10_000 / len(statements)
    size = path.stat().st_size / 1e6
    opening = _opening(kind, path, names[0])
    with closing(sqlite3.connect(path)) as connection:
        store = kind(connection)
        for sort, its in queries.items():
            p50, p95 = _percentiles(lambda query, store=store: store.find(query, names[:READ]), its)
            yield Speed(kind.name, len(statements), books, sort, size, build, p50, p95, opening)
        if kind is Ours:
            store.first = len(statements) // books // 2  # type: ignore[attr-defined]
            p50, p95 = _percentiles(lambda query, store=store: store.find(query, names[:READ]), queries["a word"])
            yield Speed(kind.name, len(statements), books, "a word, from the middle on", size, build, p50, p95, opening)


def _opening(kind: type[Any], path: Path, book: str) -> float:
    """Milliseconds until a fresh connection has answered a word that is nowhere: reading the schema is most of it."""
    taken = []
    for _each in range(5):
        before = time.process_time()
        with closing(sqlite3.connect(path)) as connection:
            kind(connection).find("zzzzz", [book])
        taken.append(time.process_time() - before)
    return 1e3 * sorted(taken)[2]


def _percentiles(find: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float]:
    taken = []
    for query in queries:
        before = time.process_time()
        find(query)
        taken.append(1e3 * (time.process_time() - before))
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
