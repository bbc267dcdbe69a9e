"""What an act is, and the shapes of what it may carry."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, NamedTuple, get_args

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict

from goodoffices.record import kinds
from goodoffices.record.audience import PLENARY, Audience, Reader
from goodoffices.record.fields import Id, Line, Note, Pages, Words
from goodoffices.record.models import Book, Entry, Recorded
from goodoffices.record.rows import Row, row_of
from goodoffices.record.source import Draw
from goodoffices.record.things import Thing

__all__ = [
    "Act",
    "Called",
    "Id",
    "InBook",
    "Line",
    "Names",
    "NotThere",
    "Note",
    "Opening",
    "Pages",
    "Refused",
    "Stale",
    "Touched",
    "Words",
]

KINDS: "dict[str, type[Act]]" = kinds.KINDS


class NotThere(Exception):
    """Forbidden or absent: to the one who asks, the same."""


class Refused(Exception):
    """The act is possible, but not now or not so. The text is a sentence with a way forward; `field`: which one it is about."""

    def __init__(self, sentence: str | Promise = "", field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Exception):
    """What the act names has changed since the form was drawn; `now` is what it is."""

    def __init__(self, thing: Recorded) -> None:
        super().__init__(_("This has changed since you opened it. Read it as it is now, then decide again."))
        self.thing = thing


class OtherBody(Exception):
    """A key that was used before came again with other content."""


class Names:
    """Marks a field that names a row: the seat must see it, and every reader of the act's book must too."""

    def __init__(self, model: str) -> None:
        self.label = model

    @property
    def model(self) -> type[Recorded]:
        return apps.get_model(self.label)

    def row(self, seat: Reader, id: str) -> Recorded | None:
        """The row with this id, as far as the seat sees it; of a thing, the noun itself."""
        return self.rows(seat, [id]).get(id)

    def rows(self, seat: Reader, ids: Iterable[str]) -> dict[str, Recorded]:
        """By id, the same of several, in one statement; of things, one more for each."""
        rows = self.model.objects.seen_by(seat).select_related("book").filter(id__in=set(ids)).order_by()
        found = {row.id: row.noun(seat) if isinstance(row, Thing) else row for row in rows}
        return {id: row for id, row in found.items() if row is not None}


class Opening(NamedTuple):
    """A book that an act opens."""

    id: str
    audience: Audience
    name: str


class Touched(NamedTuple):
    """What an act changed that pages may be showing: a thing by its sort, or what stands beside one, such as its loops."""

    sort: str
    id: str


class Called(NamedTuple):
    """What a thing is called in a sentence: by its name to those who may read the entry that gave it, else by citation."""

    book: str
    number: int
    name: str
    citation: str

    def to(self, reader: Reader) -> str:
        first = reader.books().get(self.book)
        return self.name if first is not None and first <= self.number else self.citation


class Act(BaseModel):
    """One verb: frozen data, and what it means. Subclasses stand in the `acts.py` of their office."""

    # Build each kind's validator on first use (pydantic makes sure that one thread does it): there are many, and people
    # wait for a server to start.
    # Hide what was written in the text of errors: it would be the words of a caucus in a log.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True)

    kind: ClassVar[str]
    only_entailed: ClassVar[bool] = False  # never performed by itself; another act entails it
    opens_own_book: ClassVar[bool] = False  # it is entry 1 of a book that it opens itself: nobody else hears of it
    counts_as_unread: ClassVar[bool] = False  # it says something to readers, so its room is marked as unread
    says: ClassVar[str | Promise]  # the sentence shown to readers, with named gaps: %(by)s, and those from `gaps`

    # Its form on a page (`process/forms.py`).
    label: ClassVar[str | Promise] = ""  # the words of its button
    field_labels: ClassVar[
        Mapping[str, str | Promise]
    ] = {}  # what its fields are called, where the usual name does not fit
    choice_labels: ClassVar[Mapping[str, Mapping[str, Any]]] = {}  # by field: what its values are called
    retired: ClassVar[
        Mapping[str, tuple[str, ...]]
    ] = {}  # by field: values that old entries hold, and nobody gives now
    clears: ClassVar[tuple[str, ...]] = ()  # fields that null empties; where they are left out, they stay as they are
    solemn: ClassVar[bool] = False  # it commits somebody or cannot be undone, so a page reads it back before it is sent
    consequence: ClassVar[str | Promise] = ""  # what follows from it and cannot be undone, in a sentence
    yes: ClassVar[str | Promise] = ""  # the words of the second button, which performs it once it has been read back
    once: ClassVar[str | Promise] = ""  # when its words reach those whom `onward` names, such as “Once conveyed”
    goes_to: ClassVar[str] = ""  # the field that says whom

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            other = KINDS.setdefault(cls.kind, cls)
            if other.__qualname__ != cls.__qualname__ or other.__module__ != cls.__module__:
                raise TypeError(f"two acts call themselves {cls.kind}: {other.__qualname__} and {cls.__qualname__}")

    def audience(self, seat: Any) -> Audience:
        """The one book it goes into."""
        return PLENARY

    def allowed(self, seat: Any) -> bool:
        """Whether this seat may ever do this here; if not, it is as if nothing were there."""
        return True

    def possible(self, seat: Any) -> None:
        """Raise Refused where the act cannot be done now, whatever is written in its form.

        This is the part of `check` that needs no input beside the things that the act is about: a page asks it before it
        draws the form. Like `check`, it looks only at what the seat may see.
        """

    def check(self, seat: Any) -> None:
        """Raise Refused where the act is possible, but not so; looks only at what the seat may see."""

    @classmethod
    def offers(cls, seat: Any, field: str) -> bool:
        """Whether this seat may fill in this field; a page leaves out what it may not."""
        return True

    def commits(self) -> bool:
        """Whether this act is solemn; where that depends on what is sent, the act says so here."""
        return self.solemn

    def reaches(self, seat: Any) -> Audience:
        """Who will read its words: its own book's readers, unless they go further by what it tables or entails."""
        return self.audience(seat)

    def onward(self, seat: Any) -> str:
        """Who else will read its words once something further is done: a name, or nothing."""
        return ""

    def recited(self, seat: Any) -> list[tuple[str | Promise, str]] | None:
        """What a read-back quotes, each with its label; None where that is the rows and the fields of the act as they are."""
        return None

    def overtaken(self, thing: Recorded, number: int) -> bool:
        """Whether what the form showed of this thing has changed since the entry `number` of its book."""
        return bool(thing.changed > number)

    def hides_author(self, seat: Any) -> bool:
        """Whether readers are not told whose act this is."""
        return False

    def draw(self, draw: Draw, seat: Any) -> dict[str, Any]:
        """What chance, the clock or an engine decides; `id` names the thing made.

        Raises Refused where the time forbids it: nothing else of an act knows what time it is.
        """
        return {}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        """The books that this act opens."""
        return []

    def apply(self, entry: Entry) -> None:
        """Make and change rows of the entry's audience, from the entry alone."""

    def tables(self, seat: Any) -> "list[Act]":
        """Plain acts in wider books, appended first; the entry's facts say under `tabled` what they became."""
        return []

    def entails(self, seat: Any, entry: Entry) -> "list[Act]":
        """Plain acts in other books, appended after this one and in the same transaction; nothing here cites them."""
        return []

    def thing(self, facts: dict[str, Any]) -> str | None:
        """The id of the thing made or changed."""
        if "id" in facts:
            return str(facts["id"])
        named = self.named()
        return named[0][1] if named else None

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """Ids of what was made beside `thing`, by sort and in order: a case calls the second wording made `@name:alternative:2`."""
        return {}

    def asked(self) -> dict[str, Any]:
        """The data as asked for: what was left out stays out."""
        return self.model_dump(mode="json", exclude_unset=True)

    def named(self) -> list[tuple[Names, str]]:
        """Every row that the data names, in the order of the fields."""
        return [*_named_by(self), *[each for row in _rows_in(self) for each in _named_by(row)]]

    def touches(self, entry: Entry) -> list[Touched]:
        """What open pages show otherwise now; how, is said in the offices' `partials.py`."""
        return []

    def gaps(self, entry: Entry) -> dict[str, Any]:
        """The gaps of `says`."""
        return self.model_dump()


# house: kept between requests: kinds and their fields: the code itself
@cache
def naming_fields(act: type[BaseModel]) -> list[tuple[str, Names]]:
    """The fields that name rows. A mark may stand deeper in a type, as in `StatementId | None`."""
    fields = act.model_fields.items()
    marked = [(field, _marks([*info.metadata, *get_args(info.annotation)])) for field, info in fields]
    return [(field, marks[0]) for field, marks in marked if marks]


def _named_by(model: BaseModel) -> list[tuple[Names, str]]:
    found = []
    for field, names in naming_fields(type(model)):
        value = getattr(model, field)
        if value is not None:
            found += [(names, each) for each in (value if isinstance(value, list) else [value])]
    return found


def _rows_in(act: Act) -> Iterator[Row]:
    """What it lists line by line; asked of every act, so kinds without rows are known."""
    for field in fields_of_rows(type(act)):
        yield from getattr(act, field) or ()


# house: kept between requests: kinds and their fields: the code itself
@cache
def fields_of_rows(act: type[Act]) -> tuple[str, ...]:
    """The fields that list rows."""
    return tuple([field for field, info in act.model_fields.items() if row_of(info.annotation)])


def _marks(parts: Iterable[Any]) -> list[Names]:
    found = []
    for part in parts:
        found += [part] if isinstance(part, Names) else _marks(get_args(part))
    return found


class InBook(Act):
    """An act whose data may name the book it goes into; the plenary otherwise."""

    book: Id | None = None

    def audience(self, seat: Reader) -> Audience:
        """The book that is named; without one, the plenary."""
        return book_read_by(seat, self.book).audience if self.book else PLENARY


def book_read_by(seat: Reader, id: str) -> Book:
    """The book, if this reader may read it."""
    book: Book | None = seat.shelf().get(id)
    if book is None:
        raise NotThere
    return book


def books_read_by(seat: Reader) -> list[Book]:
    """Every book that this reader may read, the widest first."""
    return sorted(seat.shelf().values(), key=lambda book: (book.audience.narrowness, book.name, book.id))
