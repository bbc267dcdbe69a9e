"""Rules of the record that can be checked on any database: used by the replay fixture and by the house tests."""

from collections.abc import Iterator
from typing import Any

from goodoffices.process.audience import may_cite
from goodoffices.record.models import Book, Entry, recorded_models


def references_that_go_down() -> list[str]:
    """Entries that name a row, or a book, which some reader of their own book may not read; rows in a foreign audience."""
    books = {book.id: book for book in Book.objects.all()}
    owner = {row.pk: books[row.book_id] for model in recorded_models() for row in model._base_manager.all()}
    owner |= books
    found = []
    for entry in Entry.objects.select_related("book"):
        for word in _words([entry.data, entry.facts]):
            named = owner.get(word)
            if named is not None and not may_cite(named.audience, within=entry.book.audience):
                found.append(f"{entry} ({entry.kind}) names {word}, which belongs to {named}")
    return found


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
