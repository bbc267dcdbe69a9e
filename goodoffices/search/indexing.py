"""Bringing the index up to date. A book is caught up when somebody who reads it searches, in short transactions."""

# house: read for nobody: the index is the host's own; whoever searches it is asked what they read

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.db import OperationalError, connection
from django.db.models import F, Value

from goodoffices.engines.words import RULES, Index, Text
from goodoffices.process.models import Seat
from goodoffices.record.models import Book, Entry
from goodoffices.record.sources import NEW
from goodoffices.record.structure import versions_of
from goodoffices.record.things import BESIDE, SORTS, Noun, OnThing, Thing
from goodoffices.record.writing import write
from goodoffices.search.models import Indexed
from goodoffices.search.texts import (
    TABLE,
    Around,
    about_things,
    id_beside,
    ids_of,
    index_of,
    issues_mentioned,
    text_beside,
    texts_of,
)

MADE = f"2/{RULES}"  # moved on when what goes into the index changes: then every book is indexed anew
PIECE = 200  # nouns in one transaction: others write in between
MOST = 1_000  # nouns that one search waits for


class Change(NamedTuple):
    """A noun that an entry made or changed, or a row with words that is read beside one."""

    number: int
    sort: str
    id: str


def index() -> Index:
    """The index, over this thread's connection."""
    connection.ensure_connection()
    return Index(connection.connection)


def catch_up(books: Iterable[str], most: int = MOST) -> bool:
    """Bring these books up to date, and no others; whether that is done, or `most` nouns were not enough.

    Nothing is written where nothing has changed. Where the disk takes nothing, what is there is searched as it is.
    """
    left = most
    try:
        with connection.wrap_database_errors:  # the engine speaks to the driver, whose errors are of another class
            for book in _behind(list(books)):
                while left > 0 and (done := write(partial(_piece, book, min(PIECE, left)))):
                    left -= done
    except OperationalError:
        return False
    return left > 0


def index_anew() -> None:
    """Forget the whole index, and index every book again."""
    books = list(Indexed.objects.values_list("book_id", flat=True))
    for book in books:
        write(partial(_forget, book))
    # house: record read: the host's own index holds every book
    for book in Book.objects.order_by("id").values_list("id", flat=True):
        while write(partial(_piece, book, PIECE)):
            pass


def _behind(books: list[str]) -> list[str]:
    """Those of these books in which something has changed since they were indexed."""
    known = {row.book_id: row for row in Indexed.objects.filter(book_id__in=books)}
    now = versions_of(books)
    return [
        book for book in books if book not in known or known[book].made != MADE or known[book].versions != now.get(book)
    ]


def _piece(book: str, most: int) -> int:
    """Index the first of what has changed in a book; how many nouns that were. None were left where it is 0."""
    row = Indexed.objects.filter(book_id=book).first() or Indexed(book_id=book)
    if row.made != MADE:
        _forget(book)
        row = Indexed(book_id=book, made=MADE)
    versions = versions_of([book]).get(book, "{}")
    if row.versions == versions and not row._state.adding:
        return 0
    part, last = _changes(row, versions, most)
    if part:
        _put(row, part)
        row.upto = part[-1].number
    if last:
        row.versions = versions
    row.save()
    return len(part)


def _forget(book: str) -> None:
    for name in (book, f"{book}{TABLE}"):
        index().forget(name)
    Indexed.objects.filter(book_id=book).delete()


def _changes(row: Indexed, versions: str, most: int) -> tuple[list[Change], bool]:
    """The first of the nouns of a book that were made, changed or reworded since, in the order of the entries that did it.

    About `most` of them: an entry is taken in whole, since `upto` is a number. And whether they are the last.
    """
    tables = _changed_tables(row.versions, versions)
    nouns = {sort: model for sort, model in SORTS.items() if model._meta.db_table in tables}
    read = [_first(model.objects.of(row), Value(sort), row.upto, most) for sort, model in nouns.items()]
    beside = {name: model for name, model in BESIDE.items() if model._meta.db_table in tables}
    read += [_first(_with_words(model, row), Value(name), row.upto, most) for name, model in beside.items()]
    read.append(_first(Thing.objects.of(row), F("sort"), row.upto, most))
    whole = [changes[-1].number - 1 for changes in read if len(changes) > most]  # there is more in these tables
    found = {change for changes in read for change in changes}
    changes = sorted(change for change in found if change.number <= min(whole, default=change.number))
    if whole and not changes:  # one entry made or changed more than that
        return _changes(row, versions, 2 * most)
    upto = changes[min(most, len(changes)) - 1].number if changes else 0
    part = [change for change in changes if change.number <= upto]
    return part, not whole and len(part) == len(changes)


def _with_words(model: Any, row: Indexed) -> Any:
    rows = model.objects.of(row)
    return model.with_words(rows) if hasattr(model, "with_words") else rows


def _first(rows: Any, sort: F | Value, upto: int, most: int) -> list[Change]:
    """One more than `most`, where there are as many."""
    later = rows.filter(changed__gt=upto).annotate(of=sort).order_by("changed")
    return [Change(*each) for each in later.values_list("changed", "of", "id")[: most + 1]]


def _changed_tables(before: str, now: str) -> set[str]:
    """The tables of which something came or changed between two states of a book's versions."""
    old, new = json.loads(before), json.loads(now)
    return {table.removesuffix(NEW) for table in new if new[table] != old.get(table)}


def _put(row: Indexed, changes: Iterable[Change]) -> None:
    """Replace the texts of these nouns, and of those that render them."""
    nouns = _nouns(row, changes)
    around = _around(row, nouns)
    texts: dict[str, list[Text]] = defaultdict(list)
    for noun in nouns:
        for id in ids_of(noun):
            index().remove(index_of(noun), id)
        texts[index_of(noun)] += texts_of(noun, around)
    for text in _replaced_beside(row, changes):
        texts[row.book_id].append(text)
    for name, its in texts.items():
        index().add_all(name, its)


def _replaced_beside(row: Indexed, changes: Iterable[Change]) -> Iterator[Text]:
    """The texts of rows that are read beside nouns, once the earlier ones are removed."""
    by_name: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        by_name[change.sort].add(change.id)
    found = [
        (name, each)
        for name in sorted(by_name.keys() & BESIDE.keys())
        for each in BESIDE[name].objects.of(row).filter(id__in=list(by_name[name])).order_by("id")
    ]
    days = _days(row, {each.number for _name, each in found})
    for name, each in found:
        index().remove(row.book_id, id_beside(name, each))
        if text := text_beside(name, each, days.get(each.number, "")):
            yield text


def _nouns(row: Indexed, changes: Iterable[Change]) -> list[Noun]:
    by_sort: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if change.sort in SORTS:
            by_sort[change.sort].add(change.id)
    ids = {change.id for change in changes}
    for model in about_things():
        by_sort[model.sort] |= set(model.objects.of(row).filter(about__in=ids).values_list("id", flat=True))
    return [noun for sort, ids in sorted(by_sort.items()) for noun in _read(row, sort, ids)]


def _read(row: Indexed, sort: str, ids: Iterable[str]) -> Iterator[Noun]:
    model = SORTS[sort]
    about = ("about",) if issubclass(model, OnThing) else ()
    yield from model.objects.of(row).filter(id__in=list(ids)).select_related(*model.related, *about).order_by("id")


def _around(row: Indexed, nouns: list[Noun]) -> Around:
    subjects: dict[str, set[str]] = defaultdict(set)
    for noun in nouns:
        if isinstance(noun, OnThing):
            subjects[noun.subject_sort].add(noun.subject_id)
    about = {noun.id: noun for sort, ids in subjects.items() for noun in _read(row, sort, ids)}
    seats = Seat._base_manager.filter(process_id=nouns[0].book.process_id) if nouns else []
    sides = {seat.id: (seat.party_id, seat.third) for seat in seats}
    mentions = issues_mentioned(row, [*nouns, *about.values()])
    return Around(_days(row, {noun.number for noun in nouns}), sides, mentions, about)


def _days(row: Indexed, numbers: set[int]) -> dict[int, str]:
    """By number of an entry, its day."""
    if not numbers:
        return {}
    # house: record read: on which day an entry was made; who searches by days reads the entry
    made = Entry.objects.filter(book_id=row.book_id, number__in=numbers).values_list("number", "at")
    return {number: at[:10] for number, at in made}
