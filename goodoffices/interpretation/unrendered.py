"""What waits to be rendered, for the interpreters’ desk: words that a side which reads them has said it cannot read, and
what somebody asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from goodoffices.consultation.models import Statement
from goodoffices.consultation.queries import with_related
from goodoffices.interpretation.models import Rendering, Term, Understanding
from goodoffices.interpretation.understanding import languages_in
from goodoffices.process.audience import is_room, readers_of
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat, assignments, languages_read, seats_by_number
from goodoffices.record.acts import books_read_by
from goodoffices.record.cache import cached
from goodoffices.record.models import Book
from goodoffices.record.scope import seen_by
from goodoffices.record.things import SORTS, Noun, Thing

#: Sorts whose words are read with others, or are no more than names.
NOT_BY_THEMSELVES = frozenset({"commission", "rendering", "release", "round", "session", "task_force", "usage"})
MOST_OF_A_SORT = 200
#: In which order they wait: binding words, questions to a side, what was said back, gists; then everything else by age.
ORDER = ("binding", "question", "restatement", "gist", "other")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: into which languages, and into which of them somebody asked for it."""

    noun: Noun
    into: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def names(self) -> list[tuple[str, str]]:
        return [(code, LANGUAGES[code]) for code in self.into]

    @property
    def place(self) -> tuple[int, str, str, int]:
        made = getattr(self.noun, "at", "") or getattr(self.noun, "since", "")
        return (ORDER.index(_sort_of_wait(self.noun)), made, self.noun.book_id, self.noun.number)

    @property
    def sort(self) -> str:
        return _sort_of_wait(self.noun)


def works(seat: Seat) -> bool:
    """Whether this seat interprets: by its role, or since its party assigned it."""
    return seat.interprets or (seat.delegate and bool(_assigned(seat)))


def books_of_work(seat: Seat) -> list[Book]:
    """The rooms that this seat is assigned to; without any, those that it reads."""
    assigned = _assigned(seat)
    return [book for book in books_read_by(seat) if is_room(book.audience) and (not assigned or book.id in assigned)]


@cached(per="seat")
def waits_unrendered(seat: Seat) -> list[Waiting]:
    """What waits in these rooms, in the order in which to do it. The same number of queries, however much waits."""
    books = {book.id: _sides_reading(seat, book.id) for book in books_of_work(seat)}
    asked = Understanding.objects.seen_by(seat).filter(book__in=list(books), what="asked").select_related("about")
    if not languages_read(seat) and not asked.exists():
        return []
    by_thing: dict[str, list[Understanding]] = {}
    for row in asked:
        if row.of_wording >= row.about.wording:
            by_thing.setdefault(row.about_id, []).append(row)
    renderings = _renderings_by_thing(seat, books)
    found = []
    for noun in _nouns_in(seat, books, by_thing):
        into, wanted = _into(noun, books[noun.book_id], by_thing.get(noun.id, []), renderings.get(noun.id, []))
        if into:
            found.append(Waiting(noun, into, wanted))
    return sorted(found, key=lambda each: each.place)


def _assigned(seat: Seat) -> set[str]:
    return {row.book_id for row in assignments(seat) if row.seat_id == seat.id and row.state == "standing"}


def _sides_reading(seat: Seat, book: str) -> list[tuple[str, ...]]:
    """What each side that reads a book says it reads; sides that said nothing are left out."""
    read = languages_read(seat)
    seats = readers_of(book, [other for other in seats_by_number(seat) if other.left is None]) if read else []
    sides = {other.party_id or "" for other in seats if other.party_id or other.third}
    return [read[side] for side in sorted(sides) if side in read]


def _renderings_by_thing(seat: Seat, books: Iterable[str]) -> dict[str, list[Rendering]]:
    """Of each thing, the renderings of its present wording that were not withdrawn."""
    rows = Rendering.objects.seen_by(seat).filter(book__in=list(books)).exclude(state="withdrawn")
    found: dict[str, list[Rendering]] = {}
    for row in rows.select_related("about"):
        if row.rendered >= row.about.wording:
            found.setdefault(row.about_id, []).append(row)
    return found


def _nouns_in(seat: Seat, books: Iterable[str], asked: Iterable[str]) -> Iterable[Noun]:
    """What has words of its own and stands in these books, each with its wording: of each sort the latest, so that the desk
    costs no more because the record is longer; and, however old, what binds and what was asked for.
    """
    named = list(asked)
    # house: audience: sorts of things; a task force is one
    for model in [model for sort, model in SORTS.items() if sort not in NOT_BY_THEMSELVES]:
        all_of_them = model.objects.seen_by(seat).filter(book__in=list(books)).select_related(*model.related)
        old = Q(id__in=named) | Q(binding=True) if model is Statement else Q(id__in=named)
        rows: dict[str, Any] = {row.id: row for row in all_of_them.order_by("-number", "id")[:MOST_OF_A_SORT]}
        rows |= {row.id: row for row in all_of_them.filter(old)}
        if model is Statement:
            with_related(list(rows.values()), seen_by(seat))
        wordings = dict(Thing.objects.seen_by(seat).filter(id__in=list(rows)).values_list("id", "changed"))
        for noun in rows.values():
            if noun.id in wordings and noun.stands and not noun.outdated and noun.in_words().strip():
                noun.wording = wordings[noun.id]
                yield noun


def _into(
    noun: Noun, sides: list[tuple[str, ...]], asked: list[Understanding], renderings: list[Rendering]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Into which languages a thing waits to be rendered, and into which of them it was asked for."""
    done = {row.language for row in renderings if row.state == "standing" and row.made != "machine"}
    written = _written(noun, renderings)
    needed = [reads[0] for reads in sides if written and not written & set(reads) and not done & set(reads)]
    wanted = [row.language for row in asked if row.language not in done]
    return tuple(dict.fromkeys([*wanted, *needed])), tuple(dict.fromkeys(wanted))


def _written(noun: Noun, renderings: list[Rendering]) -> frozenset[str]:
    if isinstance(noun, Term):
        return frozenset(noun.called)
    return frozenset(row.original for row in renderings if row.original) or languages_in(noun.in_words())


def _sort_of_wait(noun: Noun) -> str:
    if isinstance(noun, Statement):
        return "binding" if noun.binds else "question" if noun.speech_act == "question" else "other"
    return noun.sort if noun.sort in ORDER else "other"
