"""One field of a form, made from one field of an act: its type gives the sort of field, its length and its choices."""

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from goodoffices.process.labels import FIELDS_OF_FORMS, LANGUAGES
from goodoffices.process.moments import DayTime, HostTime
from goodoffices.record.acts import Act, Names
from goodoffices.record.fields import shape_of
from goodoffices.record.rows import Row, row_of

LINES = {"words": 3, "list": 4}  # lines of a text field, unless a template says otherwise


@dataclass
class Option:
    value: str
    label: Any
    written: bool = False  # written by people, so the browser has to find its direction
    language: str = ""


@dataclass
class Field:
    """`shape`: line, text, choice, check, checks, book, date, time, moment, number, languages, rows (a line for each), or given
    (a row that a line is about, `called` so)."""

    name: str
    label: str | Promise
    shape: str
    required: bool
    value: str = ""
    lines: int = 0
    most: int | None = None  # characters of a line, or the highest number
    least: int | None = None
    pattern: str = ""
    options: list[Option] = field(default_factory=list)
    kept: bool = False  # left unchanged, it stays out of the act
    tried: bool = False  # only options with which the act is allowed and possible are offered
    empty: str | Promise = ""  # the label for choosing nothing
    hint: str | Promise = ""
    called: str = ""
    error: str = ""  # why what was sent in it does not fit
    rows: "list[list[Field]]" = field(default_factory=list)  # the fields of each line (`form_rows`)
    says_no: bool = False  # a box that is ticked where nothing is said: unticked, the form says so
    unchosen: bool = False  # a choice that starts with none, and has to be made
    of_a_line: bool = False  # one of a row: whole lines are left empty, and none of their fields is optional by itself

    @property
    def control(self) -> str:
        """What its control is called on a page."""
        return control_of(self.name)

    @property
    def optional(self) -> bool:
        """Whether its label says that it may be left empty: what is ticked or chosen shows that by itself."""
        return not (self.required or self.kept or self.of_a_line) and self.shape in (
            "line",
            "text",
            "date",
            "time",
            "moment",
            "number",
        )

    def leave_unchosen(self) -> None:
        """Let nothing stand for a choice that is to be made consciously, whatever the act takes where nothing is said."""
        self.value, self.required, self.unchosen = "", True, True
        self.options.insert(0, Option("", _("Choose…")))

    @property
    def chosen(self) -> list[str]:
        return self.value.split("\n") if self.shape == "checks" else [self.value]

    def offer(self, options: Iterable[Option]) -> None:
        """Let one of these be chosen; nothing, too, where the field is not needed and nothing else stands for that."""
        self.options = list(options)
        self.tried = self.shape != "checks" and any(option.written for option in self.options)
        if self.shape == "checks":
            return
        self.shape = "choice"
        if not self.required and all(option.value for option in self.options):
            self.options.insert(0, Option("", self.empty or _("none")))


def control_of(name: str) -> str:
    """A control called `form` would hide the form that a script asks it for, so that one has another name."""
    return "form_" if name == "form" else name


def field_of(act: type[Act] | type[Row], name: str, value: Any, lines: int = 0) -> Field:
    """The field of this name; `value` is what stands in it, `lines` how high it is (0: as its type is)."""
    info = act.model_fields[name]
    shape, marks = _shape(info), list(marks_of(info))
    said = shape if shape != "text" else "list" if plain_type(info.annotation) is list else shape_of(marks)
    if shape == "rows":
        return Field(name, label_of(act, name), shape, info.is_required(), lines=lines)
    start = value if value is not None else None if info.is_required() else info.get_default(call_default_factory=True)
    found = Field(
        name,
        label_of(act, name),
        "line" if shape == "text" and said not in LINES and not lines else shape,
        info.is_required(),
        value_of(start),
        lines or LINES.get(said, 0),
        empty=act.choice_labels.get(name, {}).get("", ""),
        says_no=info.default is True,
    )
    for mark in marks:
        if isinstance(mark, StringConstraints):
            found.most, found.pattern = mark.max_length, str(mark.pattern or "")
    _bounds(found, marks)
    if shape == "check" and (words := act.choice_labels.get(name)):  # yes and no have words of their own
        found.shape, found.says_no, found.value = "choice", False, found.value or "false"
        found.options = [Option(answer, called) for answer, called in words.items()]
        if found.required and start in (None, ""):
            found.leave_unchosen()
    if shape in ("choice", "checks", "languages"):
        found.options = list(_choices(act, name, info))
    emptied = not found.value or name in getattr(act, "clears", ())
    if shape == "choice" and not found.required and emptied and all(option.value for option in found.options):
        found.options.insert(0, Option("", found.empty or _("none")))
    return found


def label_of(act: type[Act] | type[Row], name: str) -> str | Promise:
    """What a field is called: by its act, else as the field of this name usually is."""
    name, _dash, language = name.partition("-")  # a field for each language, such as `called-en`
    plain: str | Promise = act.field_labels.get(name) or FIELDS_OF_FORMS.get(name) or name
    return f"{plain} ({LANGUAGES[language]})" if language in LANGUAGES else plain


def value_of(value: Any) -> str:
    """A value as a form holds it: lists a line each."""
    if isinstance(value, (list, tuple)):
        return "\n".join(str(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value)


def plain_type(annotation: Any) -> Any:
    """`list[str]` → list, `Id | None` → str, `Literal[…]` → Literal."""
    origin = get_origin(annotation)
    if origin in (types.UnionType, Union):
        return plain_type(next(arg for arg in get_args(annotation) if arg is not type(None)))
    if hasattr(annotation, "__metadata__"):
        return plain_type(annotation.__origin__)
    return origin or annotation


def _shape(info: FieldInfo) -> str:
    plain = plain_type(info.annotation)
    if row_of(info.annotation):
        return "rows"
    if plain is list:
        return "checks" if _choosable(info) else "text"
    if any(isinstance(mark, HostTime) for mark in marks_of(info)):
        return "moment"
    if any(isinstance(mark, DayTime) for mark in marks_of(info)):
        return "time"
    shapes = {bool: "check", int: "number", date: "date", dict: "languages", Literal: "choice"}
    return shapes.get(plain, "text")


def _choosable(info: FieldInfo) -> bool:
    return any(isinstance(mark, Names) for mark in marks_of(info)) or bool(_literal(info.annotation))


def marks_of(info: FieldInfo) -> Iterator[Any]:
    """Everything that a type is marked with, however deep."""
    yield from _flat(info.metadata)
    yield from _deep(info.annotation)


def _deep(annotation: Any) -> Iterator[Any]:
    yield from _flat(getattr(annotation, "__metadata__", ()))
    for inner in get_args(annotation):
        yield from _deep(inner)


def _flat(marks: Iterable[Any]) -> Iterator[Any]:
    for mark in marks:
        yield mark
        if isinstance(mark, FieldInfo):
            yield from mark.metadata


def _bounds(found: Field, marks: list[Any]) -> None:
    if found.shape != "number":
        return
    for mark in marks:
        if isinstance(mark, Ge):
            found.least = int(mark.ge)  # type: ignore[call-overload]
        if isinstance(mark, Le):
            found.most = int(mark.le)  # type: ignore[call-overload]


def _choices(act: type[Act] | type[Row], name: str, info: FieldInfo) -> Iterator[Option]:
    called, retired = act.choice_labels.get(name, {}), act.retired.get(name, ())
    for value in get_args(_literal(info.annotation)):
        if value in retired:
            continue
        language = value if value in LANGUAGES and value not in called else ""
        yield Option(value, called.get(value) or LANGUAGES.get(value, value), language=language)


def _literal(annotation: Any) -> Any:
    if get_origin(annotation) is Literal:
        return annotation
    return next(filter(None, map(_literal, get_args(annotation))), None)
