"""A search: what each clause finds in each book, which texts meet all, and which come first."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.engines.words import nearby, postings, tables
from goodoffices.engines.words.filters import EVERY, Filters
from goodoffices.engines.words.matching import Match, labelled, matching
from goodoffices.engines.words.query import Clause, Query
from goodoffices.engines.words.ranking import Scores
from goodoffices.engines.words.tables import Connection


@dataclass(frozen=True)
class Hit:
    """A text found; `number` of its entry in its book. The score compares with others of the same search only."""

    book: str
    number: int
    id: str
    language: str
    score: int


@dataclass(frozen=True)
class Found:
    """What a search found.

    hits     of the page asked for
    more     whether others follow
    count    of all texts found
    query    what was looked for; similar words stand in its clauses where a word itself was nowhere
    similar  the words, as typed, for which similar ones were looked for
    """

    hits: tuple[Hit, ...]
    more: bool
    count: int
    query: Query
    similar: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Read:
    """A book as its reader reads it: from the key `first` on. `rank` is its place in the reader's list."""

    name: str
    book: int
    first: int
    rank: int


def search(
    connection: Connection, query: Query, books: Sequence[tuple[str, int]], filters: Filters, limit: int, offset: int
) -> Found:
    """Find, see `Index.search`. Time grows with the postings of the words asked for in the books read."""
    reads = _reads(connection, books)
    every = [postings.read(connection, read.book, EVERY, read.first) for read in reads]
    texts, words = sum(len(each.keys) for each in every), sum(sum(each.lengths) for each in every)

    query, matches, similar = _matched(connection, query, reads)
    scores = [Scores(texts, sum(len(match.keys) for match in its), words) for its in matches]

    ranked: list[tuple[int, int, int, int]] = []
    count, wanted = 0, max(limit, 0) + max(offset, 0) + 1
    for place, read in enumerate(reads):
        its = [match[place] for match in matches]
        if not (its or query.clauses or filters):
            break
        keys = set(its[0].keys) if its else set(every[place].keys)
        for match in its[1:]:
            keys &= set(match.keys)
        for clause in query.shunned:
            keys -= set(matching(connection, clause, read.book, read.first).keys)
        for name, value in filters.items():
            keys &= labelled(connection, name, value, read.book, read.first)
        count += len(keys)
        ranked += _best(_scored(keys, its, scores), read, wanted)
    return _page(connection, ranked, reads, count, query, similar, max(limit, 0), max(offset, 0))


def _reads(connection: Connection, books: Sequence[tuple[str, int]]) -> list[_Read]:
    """The books read that hold anything; one named twice is read from its earlier entry on."""
    since: dict[str, int] = {}
    for name, number in books:
        since[name] = min(number, since.get(name, number))
    numbered = ((name, tables.book_number(connection, name), number) for name, number in since.items())
    return [
        _Read(name, book, postings.key(number), rank)
        for rank, (name, book, number) in enumerate(numbered)
        if book is not None
    ]


def _matched(
    connection: Connection, query: Query, reads: Sequence[_Read]
) -> tuple[Query, list[list[Match]], tuple[str, ...]]:
    """Of each clause sought what it finds in each book. A word that stands nowhere gives way to words like it."""
    clauses: list[Clause] = []
    matches: list[list[Match]] = []
    similar: list[str] = []
    for clause in query.sought:
        its = [matching(connection, clause, read.book, read.first) for read in reads]
        if clause.plain and not any(match.keys for match in its):
            forms = [run[0] for run in clause.alternatives]
            if others := nearby.near(connection, forms, [(read.book, read.first) for read in reads]):
                similar.append(clause.words)
                clause = clause.widened(others)
                its = [matching(connection, clause, read.book, read.first) for read in reads]
        clauses.append(clause)
        matches.append(its)
    return replace(query, clauses=(*clauses, *query.shunned)), matches, tuple(similar)


def _scored(keys: set[int], matches: Sequence[Match], scores: Sequence[Scores]) -> tuple[list[int], list[int]]:
    """Keys, and their scores beside them."""
    if len(matches) == 1 and len(keys) == len(matches[0].keys):
        match, its = matches[0], scores[0]
        return list(match.keys), [its[pair] for pair in zip(match.often, match.lengths, strict=True)]
    total = dict.fromkeys(keys, 0)
    for match, its in zip(matches, scores, strict=True):
        for key, often, length in zip(match.keys, match.often, match.lengths, strict=True):
            if key in total:
                total[key] += its[often, length]
    return list(total), list(total.values())


def _best(scored: tuple[list[int], list[int]], read: _Read, wanted: int) -> list[tuple[int, int, int, int]]:
    """Those that may be among the first `wanted`, ties at the end included: lesser is better."""
    keys, scores = scored
    least = heapq.nlargest(wanted, scores)[-1] if len(scores) > wanted else 0
    found = [
        (-score, read.rank, -postings.number(key), key)
        for key, score in zip(keys, scores, strict=True)
        if score >= least
    ]
    return _first(found, wanted)


def _first(found: list[tuple[int, int, int, int]], wanted: int) -> list[tuple[int, int, int, int]]:
    """The first `wanted` and whatever only an id sets apart from the last of them."""
    if len(found) <= wanted:
        return found
    last = heapq.nsmallest(wanted, found)[-1][:3]
    return [each for each in found if each[:3] <= last]


def _page(
    connection: Connection,
    ranked: list[tuple[int, int, int, int]],
    reads: Sequence[_Read],
    count: int,
    query: Query,
    similar: tuple[str, ...],
    limit: int,
    offset: int,
) -> Found:
    """The hits from `offset` on. What was replaced in an entry changes its keys, so its texts are ordered by id."""
    books = {read.rank: read for read in reads}
    rows = []
    for score, rank, minus, key in _first(ranked, offset + limit + 1):
        sql = "SELECT id, language FROM words_text WHERE book = ? AND key = ?"
        for id, language in connection.execute(sql, (books[rank].book, key)):
            rows.append((score, rank, minus, id, language))
    rows.sort()
    hits = tuple(
        Hit(books[rank].name, -minus, id, language, -score)
        for score, rank, minus, id, language in rows[offset : offset + limit]
    )
    return Found(hits, count > offset + len(hits), count, query, similar)
