"""Rules of the record that can be checked on any database: used by the replay fixture and by the house tests."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from goodoffices.process.audience import may_cite
from goodoffices.record import replay
from goodoffices.record.models import Book, Entry, recorded_models
from tests.databases import recorded_rows


def faults_of_the_record() -> list[str]:
    """The record alone rebuilds the same tables, references go up, rows stay in their audience."""
    return [*rebuilt_otherwise(), *references_that_go_down()]


def rebuilt_otherwise() -> list[str]:
    """Rows that the record does not rebuild, a line each. (`replay.check`, with a comparison of our own, and quicker.)"""
    before = recorded_rows()
    try:
        with transaction.atomic():
            replay.rebuild()
            after = recorded_rows()
            raise _Undo
    except _Undo:
        pass
    return [
        f"{label} {id}: {rows.get(id, 'absent')} became {after[label].get(id, 'absent')}"
        for label, rows in before.items()
        for id in sorted(rows.keys() | after[label].keys())
        if rows.get(id) != after[label].get(id)
    ]


class _Undo(Exception):
    pass


def references_that_go_down() -> list[str]:
    """Entries that name a row, or a book, which some reader of their own book may not read; rows in a foreign audience."""
    books = {book.id: book for book in Book.objects.all()}
    owner, rows = dict(books), recorded_rows()
    for model in recorded_models():
        place = [field.attname for field in model._meta.concrete_fields].index("book_id")
        owner |= {id: books[row[place]] for id, row in rows[model._meta.label].items()}
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
