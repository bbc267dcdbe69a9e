"""What an act is, and the shapes of what it may carry."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, get_args

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from goodoffices.record.audience import PLENARY, Audience, Reader

if TYPE_CHECKING:
    from goodoffices.record.models import Book, Entry, Recorded
    from goodoffices.record.source import Draw

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


class Shown(NamedTuple):
    """A piece of the page that an entry makes or changes, the same for everyone in its audience."""

    target: str  # a selector
    swap: str
    template: str
    context: dict[str, Any]


# What text must not hold: controls, halves of characters, marks that turn the reading order of what follows, other ends
# of lines, letters that nobody sees. Spelled out, since what one host has recorded another must read: the categories of
# Unicode change with the machine's Python.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_NOTHING_SEEN = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0]*"
)


def _lines(value: Any) -> Any:
    return _LINE_ENDS.sub("\n", value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    if hidden := _HIDDEN.search(text):
        raise PydanticCustomError(
            "hidden_character",
            "The text holds a hidden character ({code}). Remove it, or paste the text as plain text.",
            {"code": f"U+{ord(hidden[0]):04X}"},
        )
    return text


def _not_blank(text: str) -> str:
    if _NOTHING_SEEN.fullmatch(text):
        raise PydanticCustomError("blank", "Write something first.")
    return text


def _one_line(text: str) -> str:
    if "\n" in text:
        raise PydanticCustomError("one_line", "Keep this on one line.")
    return text


Id = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[\x21-\x7e]+$")]
Words = Annotated[
    str,
    StringConstraints(max_length=20_000),
    BeforeValidator(_lines),
    AfterValidator(_harmless),
    AfterValidator(_not_blank),
]
Note = Annotated[str, StringConstraints(max_length=20_000), BeforeValidator(_lines), AfterValidator(_harmless)]
Line = Annotated[
    str,
    StringConstraints(max_length=300),
    AfterValidator(_harmless),
    AfterValidator(_not_blank),
    AfterValidator(_one_line),
]


class Act(BaseModel):
    """One verb: frozen data, and what it means. Subclasses stand in the `acts.py` of their office."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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

    def shows(self, entry: "Entry") -> list[Shown]:
        """What open pages show of it at once. Nothing in it may depend on the seat that looks."""
        return []

    def gaps(self, entry: "Entry") -> dict[str, Any]:
        """The gaps of `says`."""
        return self.model_dump()


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
