"""The fields of a form as somebody sent them, for a page that shows them once more: what was written and chosen stays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from pydantic import AfterValidator

from goodoffices.process.form_fields import Field, field_of, label_of, marks_of, plain_type
from goodoffices.process.form_rows import Parts, fields_of_rows, rows_sent
from goodoffices.process.models import Seat
from goodoffices.process.row_words import NamedLines
from goodoffices.record.acts import Act, naming_fields
from goodoffices.record.rows import Row, row_of

# What somebody filled in even where it is not words. Ticks and ids go along unseen: the form may have given them itself.
FILLED_IN = ("choice", "checks", "date", "time", "moment", "number")


def kept_fields(act: type[Act], sent: QueryDict, errors: Mapping[str, str], seat: Seat | None = None) -> list[Field]:
    """One for each field that was written or chosen in, or that is wrong, in the order of the form. With the seat that sent it, lines
    say what they are about."""
    return list(_kept(act, sent, errors, seat))


def written_by_hand(act: type[Act], name: str) -> bool:
    """Whether a person wrote this field, rather than chose it."""
    return any(isinstance(mark, AfterValidator) for mark in marks_of(act.model_fields[name.split("-")[0]]))


def filled_in(act: type[Act], name: str) -> bool:
    """Whether a person wrote this field, or filled in lines or a file for it."""
    return written_by_hand(act, name) or row_of(act.model_fields[name].annotation) is not None


def from_a_file(act: type[Act], name: str, sent: QueryDict) -> bool:
    """Whether the lines of this field came as text: a page that has read them from a file sends them so."""
    return name in sent and row_of(act.model_fields[name].annotation) is not None


def _kept(act: type[Act], sent: QueryDict, errors: Mapping[str, str], seat: Seat | None) -> Iterator[Field]:
    naming = {name for name, _names in naming_fields(act)}
    for name, info in act.model_fields.items():
        if (row := row_of(info.annotation)) is not None:
            if (lines := rows_sent(sent, name, row)) or name in errors:
                shown = field_of(act, name, None)
                shown.rows, shown.error = _lines(seat, name, row, lines), errors.get(name, "")
                yield shown
        elif plain_type(info.annotation) is dict or any(isinstance(mark, Parts) for mark in marks_of(info)):
            yield from _by_language(act, name, sent, errors)
        elif name in sent and written_by_hand(act, name):
            yield _field(act, name, sent, errors)
        elif name in sent or name in errors:
            field = _field(act, name, sent, errors)
            if name not in naming and (field.shape in FILLED_IN or (name in errors and name in sent)):
                yield field


def _lines(
    seat: Seat | None, name: str, row: type[Row], sent: Sequence[tuple[int, dict[str, Any]]]
) -> list[list[Field]]:
    numbers, values = [number for number, _line in sent], [line for _number, line in sent]
    rows = fields_of_rows(name, row, values, 1, numbers)
    if seat is not None and (named := NamedLines(seat, row, values)).name_rows:
        named.put(rows)
        return rows[: len(values)] or rows
    return rows


def _field(act: type[Act], name: str, sent: QueryDict, errors: Mapping[str, str]) -> Field:
    value = "\n".join(sent.getlist(name)).replace("\r\n", "\n")
    field = field_of(act, name, value)
    if field.shape == "check":  # an unseen “no” goes before the box (`_field.html`): the last word counts
        field.value = "" if sent.get(name) == "false" else field.value
    field.error = errors.get(name, "")
    if field.shape == "line" and "\n" in value:  # a single line would lose what is written in the others
        field.shape, field.lines = "text", 3
    return field


def _by_language(act: type[Act], name: str, sent: QueryDict, errors: Mapping[str, str]) -> Iterator[Field]:
    """A field for each language, such as `called-en`."""
    for key in sent:
        if key.startswith(f"{name}-"):
            yield Field(key, label_of(act, key), "line", False, str(sent[key]), error=errors.get(name, ""))
