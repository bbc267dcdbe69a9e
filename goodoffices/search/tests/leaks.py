"""Leaks of search, put back on purpose: see `tests/noninterference/leaks.py`."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from goodoffices.engines.words import Found, Index
from goodoffices.record.models import Book
from goodoffices.search import finding, indexing
from tests.noninterference.leaks import seed


def _every_book() -> list[tuple[str, int]]:
    books = list(Book.objects.order_by("id").values_list("id", flat=True))
    indexing.catch_up(books)
    return [(book, 1) for book in books]


@seed("idris", r"search(/|)\?q")
def a_search_over_all_books() -> Iterator[None]:
    """The index is asked for every book: what is not read is dropped from the list, and still says that there is more."""
    honest = Index.search

    def search(self: Index, query: Any, books: Any, *given: Any) -> Found:
        return honest(self, query, _every_book(), *given)

    def shown(seat: Any, question: Any, reads: Any, filters: Any, limit: int, notes: Any) -> Any:
        found = indexing.index().search(question.query, reads, filters, limit + 1)
        return finding.Answer(finding._found(seat, found)[:limit], found.count > 0, notes, found.similar)

    with patch.object(Index, "search", search), patch.object(finding, "_shown", shown):
        yield


@seed("idris", r"search(/|)\?q")
def an_order_by_how_rare_words_are_in_all_books() -> Iterator[None]:
    """Only hits that the reader reads, but ranked by statistics of the whole table, as one FTS5 table would."""
    honest = Index.search

    def search(self: Index, query: Any, books: Any, filters: Any = None, limit: int = 20, offset: int = 0) -> Found:
        everywhere = honest(self, query, _every_book(), filters, 1_000)
        since = dict(books)
        hits = tuple(hit for hit in everywhere.hits if hit.book in since and hit.number >= since[hit.book])
        return Found(hits[:limit], len(hits) > limit, len(hits), everywhere.query, everywhere.similar)

    with patch.object(Index, "search", search):
        yield
