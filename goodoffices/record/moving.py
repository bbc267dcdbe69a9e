"""What changes by deeds and not by plain words: what waits for whom, who has the floor, what has been rendered.

Most entries of a book are plain words, after which all that is as it was (`Act.moves`). So it is remembered under the number
of the last entry in each of the reader's books that was more than that. The number belongs to a book: what happens in a
book that one does not read makes nothing of one's own anew.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection
from django.db.models import Q

from goodoffices.record.memory import Memory
from goodoffices.record.models import Book, Entry
from goodoffices.record.standing import Standing

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R", bound=Standing)

MOST = 200  # entries that are looked through; a book that has grown by more counts as moved

_moved: Memory[tuple[int, int]] = Memory(10_000)  # by book: looked through up to here, and where it moved last
_found: Memory[tuple[Any]] = Memory(2_000)


def until_it_moves(read: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """For what a reader asks of recorded rows that plain words leave as they are, by `seen_by` and nothing else. Nobody may
    change what it returns."""

    @wraps(read)
    def asked(reader: R, *args: P.args, **kwargs: P.kwargs) -> T:
        if reader.standing is None or connection.in_atomic_block:
            return read(reader, *args, **kwargs)
        # The numbers are taken before the rows: what is remembered may be newer than they say, but never older.
        moved = moved_in(reader.shelf())
        name = f"{read.__module__}.{read.__qualname__}"
        key = (reader.process_id, reader.standing, name, reader.reads, moved, args, tuple(kwargs.items()))
        kept = _found.get(key) or _found.put(key, (read(reader, *args, **kwargs),))
        value: T = kept[0]
        return value

    return asked


def moved_in(shelf: Mapping[str, Book]) -> tuple[int, ...]:
    """For each of these books, the number of its last entry that was more than plain words."""
    known = {id: _moved.get(id) or _moved.put(id, (book.head, book.head)) for id, book in shelf.items()}
    grown = {id: book for id, book in shelf.items() if book.head > known[id][0]}
    if grown:
        latest = _moves({id: known[id][0] for id in grown}, grown)
        for id, book in grown.items():
            known[id] = _moved.put(id, (book.head, latest.get(id, known[id][1])))
    return tuple([moved for _head, moved in known.values()])


def _moves(after: Mapping[str, int], grown: Mapping[str, Book]) -> dict[str, int]:
    """By book, its last entry after this number that moved anything."""
    far = {id: book.head for id, book in grown.items() if book.head - after[id] > MOST}
    later = Q(pk__in=[])
    for id, book in grown.items():
        if id not in far:
            later |= Q(book=id, number__gt=after[id], number__lte=book.head)
    near = Entry.objects.filter(later).order_by("number") if len(far) < len(grown) else []
    return far | {entry.book_id: entry.number for entry in near if entry.act.moves}
