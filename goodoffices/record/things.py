"""Things: what loops, renderings, releases and decisions can be about. These point at a thing, and know no noun.

A *noun* is the row of one office that something is said in or put forward by: a statement, an issue, a term. Its `make`
puts a `Thing` beside it, under the same id. Who wants to know what a thing says, where it is looked at or whether it still
stands, asks its noun. A later office adds a noun by declaring one; nothing here or elsewhere lists them.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from goodoffices.record.audience import Reader
from goodoffices.record.models import Book, Entry, Recorded, ScopedQuerySet
from goodoffices.record.scope import Scope, of, row_at_hand, seen_by, thing_at_hand
from goodoffices.record.sources import steadfast

SORTS: dict[str, type["Noun"]] = {}  # sort → its table
BESIDE: dict[str, Any] = {}  # what a row is called that is no noun, and has words of its own → its table


class ThingRows(ScopedQuerySet):
    def _read_from(self, first: int) -> Q:
        """A thing is read by whoever reads its noun: those of structural tables also by people admitted later."""
        structural = [sort for sort, model in SORTS.items() if model.structural]
        return super()._read_from(first) | Q(sort__in=structural)


class Thing(Recorded):
    """That there is a noun with this id, and of which sort. `changed` is the number of the entry that last reworded it."""

    pointed_at = True

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", db_index=False)
    sort = models.CharField(max_length=24)

    objects: ClassVar[Any] = ThingRows.as_manager()

    @property
    def wording(self) -> int:
        """The number of the entry whose words these are."""
        return self.changed

    def noun(self, seat: Reader) -> "Noun | None":
        """The noun itself, as far as this seat sees it."""
        return noun_seen_by(seat, self.sort, self.id)


class Noun(Recorded):
    """A row that others can be about. It says what it says, in which wording, where it is looked at and whether it stands.

    A noun with a column `seat` is that seat's, one with a column `party` is from that party, and `named` says how far its
    readers are told; a noun without them belongs to the seat whose entry made it.
    """

    sort: ClassVar[str]
    related: ClassVar[tuple[str, ...]] = ("book",)  # what its page and its words need
    outlasts: ClassVar[bool] = False  # belongs to what follows the talks: it takes files when they are concluded, too

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "sort" in cls.__dict__:
            SORTS[cls.sort] = cls

    @classmethod
    def make(cls, entry: Entry, id: str = "", **values: Any) -> Self:
        """A new row of the entry's audience, and the thing that it is."""
        row = super().make(entry, id, **values)
        Thing.make(entry, id=row.id, sort=cls.sort)
        return row

    @classmethod
    def reword(cls, entry: Entry, id: str) -> None:
        """Say that this entry gave the noun other words: what was said of the earlier ones was said of those."""
        Thing.change(entry, id)

    def in_words(self) -> str:
        """What it says now: to be said back, rendered, compared."""
        raise NotImplementedError

    def in_words_at(self, wording: int) -> str:
        """What it said in an earlier wording; empty where that is not kept beside it."""
        return self.in_words() if wording >= self.wording else ""

    @cached_property
    def wording(self) -> int:
        """The number of the entry whose words these are."""
        return int(Thing.objects.of(self).values_list("changed", flat=True).get(id=self.id))

    @property
    def stands(self) -> bool:
        """Whether it may still be acted on: nobody took it back, and nothing newer took its place."""
        return True

    @property
    def how_ended(self) -> str:
        """Why it does not stand: “withdrawn”, “replaced”, “failed”, “closed”, or “done”, as it was meant to be; empty while it stands."""
        return "" if self.stands else "withdrawn"

    @property
    def holds(self) -> bool:
        """Whether others may build on it: it stands, or what it asked for has been done."""
        return self.how_ended in ("", "done")

    def page(self) -> str:
        """The address at which it is looked at."""
        return reverse("record:entry", args=[self.book.process_id, self.book_id, self.number])

    def read_at(self, seat: Reader) -> str:
        """Where a citation leads: to its place among others, where there is one; else to its page."""
        return self.page()

    @property
    def read_beside(self) -> str:
        """The id of the thing beside which it is read, where it has no page of its own; empty where it has one."""
        return ""

    @property
    def outdated(self) -> bool:
        """Whether it answers to words of another thing that have been reworded since."""
        return False

    @property
    def author(self) -> str:
        """The id of the seat that put it on record. For rules about who may do what; readers may not be told it."""
        return str(getattr(self, "seat_id", None) or self._entry.actor)

    @property
    def anonymous(self) -> bool:
        """Whether readers are told neither the seat nor the party that it is from."""
        if hasattr(self, "named"):
            return bool(self.named == "nobody")
        return not hasattr(self, "party_id") and self._entry.by is None

    @cached_property
    def _entry(self) -> Entry:
        with steadfast():
            made: Entry = self.book.entries.get(number=self.number)
        return made


class OnThing(Recorded):
    """A row about a thing of its own book."""

    about = models.ForeignKey(Thing, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    subject: Any  # the noun; set by `with_subjects`

    @property
    def subject_id(self) -> str:
        return str(self.about_id)

    @property
    def subject_sort(self) -> str:
        return str(self.about.sort)


R = TypeVar("R", bound=OnThing)
M = TypeVar("M", bound=type[Recorded])


def said_beside(name: str) -> Callable[[M], M]:
    """For a table of rows that are no things, and hold words that are read beside a noun and found under it. A row tells the noun by
    `beside_id` and `beside_sort`, and its words by `in_words` (with `said_since`, from which entry on); `with_words` leaves out those of its rows that have none."""

    def noted(model: M) -> M:
        BESIDE[name] = model
        return model

    return noted


def noun_seen_by(seat: Reader, sort: str, id: str) -> Noun | None:
    """One noun of this sort, as far as the seat sees it."""
    if found := row_at_hand(SORTS[sort], seat, id):
        noun: Noun = found
        return noun
    return _nouns(seen_by(seat), sort, [id]).get(id)


def thing_seen_by(seat: Reader, id: str) -> Noun | None:
    """One noun of whatever sort, as far as the seat sees it."""
    if found := thing_at_hand(seat, id):
        noun: Noun = found
        return noun
    thing: Thing | None = Thing.objects.seen_by(seat).filter(id=id).first()
    return thing.noun(seat) if thing else None


def made_by(entry: Entry, seat: Reader) -> Noun | None:
    """The thing that an entry made, if it has words of its own."""
    id = entry.facts.get("id")
    noun = thing_seen_by(seat, str(id)) if id else None
    return noun if noun is not None and noun.number == entry.number and noun.book_id == entry.book_id else None


def with_subjects(rows: Iterable[R], scope: Scope) -> list[R]:
    """The same rows, each with its `subject`, without those whose subject the scope does not see: somebody admitted later
    reads what was said of a statement since, and not the statement. Read the rows with their `about`."""
    found = list(rows)
    by_sort: dict[str, set[str]] = {}
    for row in found:
        by_sort.setdefault(row.subject_sort, set()).add(row.subject_id)
    nouns = {id: noun for sort, ids in by_sort.items() for id, noun in _nouns(scope, sort, ids).items()}
    for row in found:
        row.subject = nouns.get(row.subject_id)
    return [row for row in found if row.subject is not None]


def nouns_of(things: Iterable[Thing], scope: Scope) -> dict[str, Noun]:
    """By id, the nouns that these things are, as far as the scope sees them."""
    by_sort: dict[str, set[str]] = {}
    for thing in things:
        by_sort.setdefault(thing.sort, set()).add(thing.id)
    return {id: noun for sort, ids in by_sort.items() for id, noun in _nouns(scope, sort, ids).items()}


def subject_of(row: R, entry: Entry) -> Noun:
    """What a row is about, for an entry of the same audience."""
    (found,) = with_subjects([row], of(entry))
    subject: Noun = found.subject
    return subject


def _nouns(scope: Scope, sort: str, ids: Iterable[str]) -> dict[str, Noun]:
    model = SORTS[sort]
    return {noun.id: noun for noun in scope(model).filter(id__in=list(ids)).select_related(*model.related)}
