"""What a seat finds: in the books that it reads, each from where on it reads it, as if nothing else were in the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from goodoffices.engines import words as engine
from goodoffices.process.models import Seat
from goodoffices.record.acts import book_read_by, books_read_by
from goodoffices.record.models import Book, Entry
from goodoffices.record.scope import seen_by
from goodoffices.record.things import BESIDE, Noun, OnThing, Thing, nouns_of, with_subjects
from goodoffices.search.indexing import catch_up, index
from goodoffices.search.labels import sort_name
from goodoffices.search.question import Note, Question
from goodoffices.search.texts import RENDERING, TABLE, row_beside, said_by

MOST = 100  # things that one answer shows
Reads = list[tuple[str, int]]  # of the index: in whose texts is looked, and from which entry on


@dataclass(frozen=True)
class Found:
    """A thing, and the words by which it was found; `rendered` says that these are a rendering's.

    `pieces` are stretches of the text, each with whether it is a hit. `at` is empty where the reader is told no times.
    """

    thing: Noun
    language: str
    pieces: list[tuple[str, bool]]
    rendered: bool
    at: str

    @property
    def sort_name(self) -> str:
        return sort_name(self.thing.sort)


@dataclass(frozen=True)
class Answer:
    found: list[Found] = field(default_factory=list)
    more: bool = False
    notes: list[Note] = field(default_factory=list)
    similar: tuple[str, ...] = ()  # words that stood nowhere, for which similar ones were looked for


def search(seat: Seat, question: Question, limit: int = 20) -> Answer:
    """The best first, each thing once; NotThere for a room that this seat does not read."""
    books = [book_read_by(seat, question.room)] if question.room else books_read_by(seat)
    filters = None if question.hopeless else question.filters(seat)
    if filters is None:
        return Answer(notes=question.notes)
    notes = question.notes if catch_up([book.id for book in books]) else [*question.notes, "unfinished"]
    return _shown(seat, question, _reads(seat, books, question.dated), filters, limit, notes)


def _reads(seat: Seat, books: Sequence[Book], dated: bool) -> Reads:
    """Of each book what is said there, from the seat's admission on, and its table, which is shown to everyone who reads it.

    Whoever was admitted later is told no times of before, so days do not find the table of before either.
    """
    first = seat.books()
    return [
        part
        for book in books
        for part in ((book.id, first[book.id]), (f"{book.id}{TABLE}", first[book.id] if dated else 1))
    ]


def _shown(
    seat: Seat, question: Question, reads: Reads, filters: engine.Filters, limit: int, notes: list[Note]
) -> Answer:
    """As many hits are asked for as give `limit` things: a thing and its renderings are one."""
    wanted = limit + 1
    while True:
        found = index().search(question.query, reads, filters, wanted)
        shown = _found(seat, found)
        if len(shown) > limit or not found.more:
            return Answer(shown[:limit], len(shown) > limit, notes, found.similar)
        wanted *= 2


def _found(seat: Seat, found: engine.Found) -> list[Found]:
    nouns = _nouns(seat, {hit.id.partition(" ")[0] for hit in found.hits})
    times = _times(seat, [_thing(noun) for noun in nouns.values()])
    beside = _beside(seat, {hit.id for hit in found.hits})
    shown: dict[str, Found] = {}
    for hit in found.hits:
        noun = nouns.get(hit.id.partition(" ")[0])
        if noun is None or _thing(noun).id in shown or (row_beside(hit.id)[0] and hit.id not in beside):
            continue
        thing = _thing(noun)
        pieces = engine.snippet(beside.get(hit.id) or said_by(noun, hit.id), found.query, hit.language)
        at = times.get((thing.book_id, thing.number), "")
        shown[thing.id] = Found(thing, hit.language, pieces, thing is not noun, at)
    return list(shown.values())


def _nouns(seat: Seat, ids: Iterable[str]) -> dict[str, Noun]:
    """By id, as this seat sees them; what is about another thing, only where that is seen, too."""
    things = Thing.objects.seen_by(seat).filter(id__in=list(ids))
    nouns = nouns_of(things, seen_by(seat))
    about: list[Any] = [noun for noun in nouns.values() if isinstance(noun, OnThing)]
    seen = {noun.id for noun in with_subjects(about, seen_by(seat))}
    return {id: noun for id, noun in nouns.items() if not isinstance(noun, OnThing) or id in seen}


def _beside(seat: Seat, ids: Iterable[str]) -> dict[str, str]:
    """By id in the index, the words of rows that are read beside nouns, as far as this seat sees them and what they are about."""
    wanted: dict[str, dict[str, str]] = {}
    for id in ids:
        name, row = row_beside(id)
        if name in BESIDE:
            wanted.setdefault(name, {})[row] = id
    found: dict[str, str] = {}
    for name, its in sorted(wanted.items()):
        rows = BESIDE[name].objects.seen_by(seat).filter(id__in=list(its))
        if any(field.name == "about" for field in BESIDE[name]._meta.fields):
            rows = rows.filter(about__in=Thing.objects.seen_by(seat).values("id"))
        found |= {its[row.id]: row.in_words() for row in rows}
    return found


def _thing(noun: Noun) -> Noun:
    """Under what it is shown: a rendering under its original."""
    subject: Noun = noun.subject if noun.sort == RENDERING else noun  # type: ignore[attr-defined]
    return subject


def _times(seat: Seat, nouns: Iterable[Noun]) -> dict[tuple[str, int], str]:
    """By book and number, when the entries were made that this seat reads."""
    wanted, first = Q(pk__in=[]), seat.books()
    for noun in nouns:
        if noun.number >= first[noun.book_id]:
            wanted |= Q(book_id=noun.book_id, number=noun.number)
    # house: record read: only entries of the seat's books, from its admission on
    rows = Entry.objects.filter(wanted).values_list("book_id", "number", "at")
    return {(book, number): at for book, number, at in rows}
