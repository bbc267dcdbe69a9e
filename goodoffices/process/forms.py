"""The form of an act, as a page shows it to one seat.

All of it comes from the act: its types say what sort of field each is, its labels what it is called, `allowed` whether there
is a form at all, `possible` whether it can be used now. The tag `{% act %}` draws it (`templatetags/acts.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from goodoffices.process.audience import delegation_of, is_room, is_table
from goodoffices.process.form_fields import Field as FormField
from goodoffices.process.form_fields import Option, control_of, field_of, plain_type, value_of
from goodoffices.process.form_rows import fields_of_rows
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, NotThere, Refused, naming_fields
from goodoffices.record.at_hand import at_hand
from goodoffices.record.audience import THIRD_PARTY, Audience
from goodoffices.record.models import Book, Recorded
from goodoffices.record.rows import row_of


@dataclass
class Form:
    """What a template needs to draw it."""

    seat: Seat
    act: Act
    book: Book | None  # where the act will be recorded; None if the form itself asks for the book
    hidden: list[tuple[str, str]] = field(default_factory=list)
    fields: list[FormField] = field(default_factory=list)
    sentence: str = ""  # why it cannot be used now; if set, nothing else is drawn

    @property
    def kind(self) -> str:
        return self.act.kind

    @property
    def label(self) -> str | Promise:
        return self.act.label

    @property
    def id(self) -> str:
        """One on its page: of its kind and of what it is about."""
        given = dict(self.hidden)
        about = next((value for name, value in self.hidden if value and not name.startswith(("was-", "seen_"))), "")
        about = given.get("answers") or given.get("target") or about  # nearer than the room, or the provision
        into = given.get("into", "")  # where a page offers to make one thing of it, or another
        return f"{self.kind}-{about}-{into}".rstrip("-").replace(".", "-")

    @property
    def further(self) -> str:
        """Who else will read its words later; empty where that is still to be chosen."""
        chosen = next((each.options for each in self.fields if each.name == self.act.goes_to), None)
        if chosen is None:
            return self.act.onward(self.seat) if self.act.once else ""
        return str(chosen[0].label) if len(chosen) == 1 else ""

    @property
    def keeps_drafts(self) -> bool:
        """Whether the browser keeps unsent words: where somebody writes at length, and nothing stands there yet."""
        written = [each for each in self.fields if each.shape in ("text", "line")]
        return any(each.shape == "text" for each in written) and not any(each.value for each in written)


@dataclass(frozen=True)
class Shown:
    """A field that is shown, how many lines high it is (0: as its type is), and whether this form needs it."""

    name: str
    lines: int = 0
    needed: bool = False


@dataclass
class Asked:
    """What a template says of a form: the fields that are given, those that are shown, and what there is to choose from."""

    given: dict[str, Any]
    shown: list["Shown"] = field(default_factory=list)
    offered: dict[str, Any] = field(default_factory=dict)
    now: Any = None  # the row, or the values by name, that the form changes


def form_for(seat: Seat, kind: type[Act], asked: Asked) -> Form | None:
    """The form of this kind for this seat; None where it may never do this here."""
    rows = [row for row in asked.given.values() if isinstance(row, Recorded)]
    given = {name: plain(kind, name, value) for name, value in asked.given.items()}
    with at_hand(*rows):
        try:
            return _form(seat, kind, asked, given)
        except NotThere:
            return None


def plain(kind: type[Act], name: str, value: Any) -> Any:
    """A row as a field holds it: by its id; a party by its key, where the field does not name rows."""
    if isinstance(value, Recorded):
        return value.id if not hasattr(value, "key") or names_rows(kind, name) else value.key
    return value


def names_rows(kind: type[Act], name: str) -> bool:
    return any(name == each for each, _names in naming_fields(kind))


def _form(seat: Seat, kind: type[Act], asked: Asked, given: dict[str, Any]) -> Form | None:
    """Draws the choices first: of each, only what would be allowed and possible is offered."""
    shown = [_field(seat, kind, asked, each) for each in _shown(seat, kind, asked)]
    trial, refusal, fields = dict(given), None, []
    for each in shown:
        if each.tried:
            each.options, why = _that_stand(seat, kind, trial, each)
            refusal = refusal or why
            if not each.options:
                return _explained(seat, kind, trial, refusal) if refusal else None
            first = each.options[0].value
            if each.shape == "book":
                chosen = _room_chosen(asked, each.options)
                first = _room_to_start_with(seat, kind, trial, each.options) if chosen is None else chosen
                each.value = first
            trial[each.name] = first or None
        fields.append(each)
    act = tried(kind, trial)
    if refused := _refused(seat, act):
        return _explained(seat, kind, trial, refused)
    book = None if any(each.shape == "book" for each in fields) else book_of(seat, act.reaches(seat))
    return Form(seat, act, book, list(_hidden(kind, asked, given, fields)), fields)


def _shown(seat: Seat, kind: type[Act], asked: Asked) -> list[Shown]:
    """What the template names and this seat may fill in; otherwise all that is needed and not given."""
    if asked.shown:
        return [each for each in asked.shown if kind.offers(seat, each.name)]
    return [Shown(name) for name, info in kind.model_fields.items() if info.is_required() and name not in asked.given]


def _field(seat: Seat, kind: type[Act], asked: Asked, shown: Shown) -> FormField:
    name = shown.name
    value = asked.given[name] if name in asked.given else _now(asked.now, name)
    found = field_of(kind, name, value, shown.lines)
    if (row := row_of(kind.model_fields[name].annotation)) is not None:
        found.rows = fields_of_rows(name, row, value or (), shown.lines)
        return found
    if shown.needed and found.shape == "choice" and value is None and found.value:
        found.leave_unchosen()
    found.required = found.required or shown.needed
    found.kept = asked.now is not None and kind.model_fields[name].default is None
    if name == "book":
        found.shape, found.tried, found.options = "book", True, list(_rooms(seat, asked.given.values()))
    elif name in asked.offered:
        if plain_type(kind.model_fields[name].annotation) is list:
            found.shape = "checks"
        found.offer(_options(kind, name, asked.offered[name]))
    elif not found.options and names_rows(kind, name):
        found.offer(_options(kind, name, _rows_of(seat, kind, name)))
    return found


def _now(now: Any, name: str) -> Any:
    if now is None:
        return None
    return now.get(name) if isinstance(now, Mapping) else getattr(now, name, None)


def _rows_of(seat: Seat, kind: type[Act], name: str) -> Iterable[Any]:
    model = dict(naming_fields(kind))[name].model
    return model.objects.seen_by(seat).select_related("book").order_by("number", "id")


def _options(kind: type[Act], name: str, offered: Any) -> Iterator[Option]:
    """From rows, from pairs of a value and its words, or from a mapping of one to the other."""
    for each in offered.items() if isinstance(offered, Mapping) else offered:
        if isinstance(each, Recorded):
            names = (getattr(each, attribute, "") for attribute in ("name", "title", "in_a_list"))
            words = next(filter(None, names), None) or each.citation
            yield Option(str(plain(kind, name, each)), words, written=True)
        else:
            value, words = each
            yield Option(str(value), words)


def _rooms(seat: Seat, about: Iterable[Any]) -> Iterator[Option]:
    """The books in which this may be put: every reader of one may read what it is about. The plenary goes without saying."""
    things = [row.audience for row in about if isinstance(row, Recorded)]
    for book in seat.shelf().values():
        if is_room(book.audience) and all(seat.may_cite(thing, within=book.audience) for thing in things):
            yield Option("" if is_table(book.audience) else book.id, book.id)


def _room_chosen(asked: Asked, options: list[Option]) -> str | None:
    """The room that the template gave or that the row stands in, where it may be chosen; the plenary is the empty one."""
    given = asked.given.get("book") or _now(asked.now, "book_id") or _now(asked.now, "book")
    id = getattr(given, "id", given)
    return next((each.value for each in options if id and id in (each.value, each.label)), None)


def _room_to_start_with(seat: Seat, kind: type[Act], trial: dict[str, Any], options: list[Option]) -> str:
    """Where it goes if no room is named. Where it may not go there, the room of the seat's own side: whoever does not look what is
    chosen tells nobody else."""
    own = book_of(seat, delegation_of(seat.party_key) if seat.party_key else THIRD_PARTY)
    wanted: list[Book | None] = [own]
    try:
        act = tried(kind, trial)
        if _refused(seat, act) is None:
            wanted = [book_of(seat, act.audience(seat)), own]
    except NotThere:
        pass
    found = (each.value for book in wanted if book for each in options if each.label == book.id)
    return next(found, options[0].value)


def _that_stand(seat: Seat, kind: type[Act], trial: dict[str, Any], shown: FormField) -> tuple[list[Option], Any]:
    """Of the options those with which this seat may do it now; and why not, for the first of the others."""
    good, refusal = [], None
    for option in shown.options:
        values = {**trial, shown.name: option.value or None}
        try:
            refused = _refused(seat, tried(kind, values))
        except NotThere:
            continue
        refusal = refusal or refused
        if refused is None:
            good.append(option)
    return good, refusal


def _refused(seat: Seat, act: Act) -> Refused | None:
    """Why it cannot be done now; raises NotThere where this seat may never do it."""
    if not (act.opens_own_book or book_of(seat, act.audience(seat))) or not act.allowed(seat):
        raise NotThere
    try:
        act.possible(seat)
    except Refused as refusal:
        return refusal
    return None


def _explained(seat: Seat, kind: type[Act], given: dict[str, Any], refusal: Refused) -> Form:
    return Form(seat, tried(kind, given), None, sentence=str(refusal))


def tried(kind: type[Act], values: Mapping[str, Any]) -> Act:
    """The act with these values and whatever its fields are without any: for asking who may do it, not for doing it."""
    empty = {name: None for name, info in kind.model_fields.items() if info.is_required()}
    return kind.model_construct(**{**empty, **{name: value for name, value in values.items() if value is not None}})


def book_of(seat: Seat, audience: Audience) -> Book | None:
    return seat.shelf().of(audience)


def _hidden(kind: type[Act], asked: Asked, given: dict[str, Any], fields: list[FormField]) -> Iterator[tuple[str, str]]:
    """What is given and not shown; what the form saw; and, of fields that may stay as they are, how they are now."""
    shown = {each.name for each in fields}
    for name, value in given.items():
        if name not in shown and value is not None:
            for each in value if isinstance(value, (list, tuple)) else [value]:
                yield control_of(name), value_of(each)
    for row in _subject(kind, asked):
        yield "seen_book", row.book_id
        yield "seen_number", str(row.changed)
    for each in fields:
        if each.kept:
            yield f"was-{each.name}", each.value


def _subject(kind: type[Act], asked: Asked) -> list[Recorded]:
    """What the act is about, as the form shows it: if that changes before the form is sent, its sender looks again."""
    fields = kind.model_fields
    rows = [row for name, row in asked.given.items() if isinstance(row, Recorded) and fields[name].is_required()]
    return rows[:1]
