"""What an act is, and the shapes of what it may carry."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, get_args

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict

from goodoffices.record.audience import PLENARY, Audience, Reader
from goodoffices.record.fields import Id, Line, Note, Words

if TYPE_CHECKING:
    from goodoffices.record.models import Book, Entry, Recorded
    from goodoffices.record.source import Draw

__all__ = [
    "Act",
    "Called",
    "Fragment",
    "Id",
    "InBook",
    "Line",
    "Names",
    "NotThere",
    "Note",
    "Opening",
    "Refused",
    "Stale",
    "Words",
]

KINDS: "dict[str, type[Act]]" = {}


class NotThere(Exception):
    """Forbidden or absent: to the one who asks, the same."""


class Refused(Exception):
    """The act is possible, but not now or not so. The text is a sentence with a way forward."""


class Stale(Exception):
    """What the act names has changed since the form was drawn; `now` is what it is."""

    def __init__(self, thing: "Recorded") -> None:
        super().__init__(_("This has changed since you opened it. Look at what it is now, and decide again."))
        self.thing = thing


class OtherBody(Exception):
    """A key that was used before came again with other content."""


class Names:
    """Marks a field that names a row: the seat must see it, and every reader of the act's book must too."""

    def __init__(self, model: str) -> None:
        self.label = model

    @property
    def model(self) -> "type[Recorded]":
        return apps.get_model(self.label)


class Opening(NamedTuple):
    """A book that an act opens."""

    id: str
    audience: Audience
    name: str


class Fragment(NamedTuple):
    """A piece of the page that an entry makes or changes, the same for everyone in its audience.

    `since` is the lowest number of its book that it draws from: who reads the book only from a later one on, is not
    shown it. Where it also calls things of other entries by their names, those stand in `names`, by book and number: it is
    for those who may read all of them, and what is `instead` for everybody else.
    """

    since: int
    target: str  # a selector
    swap: str
    template: str
    context: dict[str, Any]
    names: tuple[tuple[str, int], ...] = ()
    instead: bool = False


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

    # A kind's checks are put together when it is first used (pydantic sees to it that one thread does so): there are many,
    # and a server that starts is waited for.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    only_entailed: ClassVar[bool] = False  # nobody asks for it; another act brings it about
    says: ClassVar[str | Promise]  # in words at reading time, with named gaps: %(by)s, and what `gaps` gives

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

    def check(self, seat: Any) -> None:
        """Raise Refused where the act is possible but not now; looks only at what the seat may see."""

    def hides_author(self, seat: Any) -> bool:
        """Whether readers are not told whose act this is."""
        return False

    def draw(self, draw: "Draw", seat: Any) -> dict[str, Any]:
        """What chance, the clock or an engine decides; `id` names the thing made."""
        return {}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        """The books that this act opens."""
        return []

    def apply(self, entry: "Entry") -> None:
        """Make and change rows of the entry's audience, from the entry alone."""

    def tables(self, seat: Any) -> "list[Act]":
        """Plain acts in wider books, appended first; the entry's facts say under `tabled` what they became."""
        return []

    def entails(self, seat: Any, entry: "Entry") -> "list[Act]":
        """Plain acts in other books, appended after this one and in the same transaction; nothing here cites them."""
        return []

    def thing(self, facts: dict[str, Any]) -> str | None:
        """The id of the thing made or changed."""
        if "id" in facts:
            return str(facts["id"])
        named = self.named()
        return named[0][1] if named else None

    def asked(self) -> dict[str, Any]:
        """The data as asked for: what was left out stays out."""
        return self.model_dump(mode="json", exclude_unset=True)

    def named(self) -> list[tuple[Names, str]]:
        """Every row that the data names, in the order of the fields."""
        found = []
        for field, names in naming_fields(type(self)):
            value = getattr(self, field)
            if value is not None:
                found += [(names, each) for each in (value if isinstance(value, list) else [value])]
        return found

    def shows(self, entry: "Entry") -> list[Fragment]:
        """What open pages show of it at once. Nothing in it may depend on the seat that looks."""
        return []

    def gaps(self, entry: "Entry") -> dict[str, Any]:
        """The gaps of `says`."""
        return self.model_dump()


# house: kept between requests: kinds and their fields: the code itself
@cache
def naming_fields(act: type[Act]) -> list[tuple[str, Names]]:
    """The fields that name rows. A mark may stand deeper in a type, as in `StatementId | None`."""
    fields = act.model_fields.items()
    marked = [(field, _marks([*info.metadata, *get_args(info.annotation)])) for field, info in fields]
    return [(field, marks[0]) for field, marks in marked if marks]


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


def book_read_by(seat: Reader, id: str) -> "Book":
    """The book, if this reader may read it."""
    if book := seat.shelf().get(id):
        return book
    raise NotThere


def books_read_by(seat: Reader) -> "list[Book]":
    """Every book that this reader may read, the widest first."""
    return sorted(seat.shelf().values(), key=lambda book: (Audience.KINDS.index(book.kind), book.name, book.id))
