"""Rows in a form: a line of fields for each, and some empty lines; named `levels-0-name`, `levels-0-days`, `levels-1-name` …

A value of several parts that is no list, such as a day that may hang on an event, comes as `due-kind`, `due-on` …: its type is
marked with `Parts`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from goodoffices.process.form_fields import Field, Option, field_of, marks_of, plain_type
from goodoffices.record.acts import Names
from goodoffices.record.rows import Row


class Given:
    """Marks a field of a row that the form gives along: what is written in beside it makes it a row."""


class AsText:
    """Marks rows that a form may also send as text, in one control of the field's own name: a page that was given hundreds of them
    by a file would need more controls than a form may have. Of several controls of that name each is a line, as of boxes that are ticked.
    The field's validator reads them, such as `rows_from_json`."""


WAS = "was-"  # before the name of a field: what stood in it when the form was drawn
EMPTY = 3  # lines to write in, unless a template says otherwise
MOST = 200


class Parts:
    """Marks a field whose value a form sends in several controls: its validator reads them from a mapping."""


def rows_from_json(value: Any) -> Any:
    """For a field that is marked with `AsText`: its rows as JSON; whatever is no text stays as it is.

    >>> rows_from_json('[{"name": "Oil"}]')
    [{'name': 'Oil'}]
    """
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        raise _unreadable() from None


def rows_from_lines(*names: str) -> Callable[[Any], Any]:
    """The same of rows with short values: one a line, blanks between its values, which are called so.

    >>> rows_from_lines("source", "target", "value")("1 3 -2\\r\\n3 1 0.5\\r\\n")
    [{'source': '1', 'target': '3', 'value': '-2'}, {'source': '3', 'target': '1', 'value': '0.5'}]
    """

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        lines = [line.split() for line in value.splitlines() if line.strip()]
        if any(len(line) != len(names) for line in lines):
            raise _unreadable()
        return [dict(zip(names, line, strict=True)) for line in lines]

    return read


def _unreadable() -> PydanticCustomError:
    return PydanticCustomError("rows", "These rows cannot be read. Send them as a list.")


def rows_sent(sent: QueryDict, key: str, row: type[Row]) -> list[tuple[int, dict[str, Any]]]:
    """The lines that were written in, in their order, each with the number that the form gave it; empty ones are none."""
    numbers = {int(found[1]) for each in sent if (found := re.fullmatch(rf"{re.escape(key)}-(\d{{1,3}})-\w+", each))}
    lines = [(number, _line(sent, f"{key}-{number}", row)) for number in sorted(numbers)[:MOST]]
    return [(number, line) for number, line in lines if _written_in(line, row)]


def rows_changed(sent: QueryDict, key: str, row: type[Row]) -> list[tuple[int, dict[str, Any]]]:
    """The same without those that say what the form showed in one of its lines: what an act is made from, and what its errors count.
    A second line that says just the same as one that was shown is left out, too."""
    shown = _shown(str(sent.get(WAS + key, "")))
    return [(number, line) for number, line in rows_sent(sent, key, row) if not shown or _canonical(line) not in shown]


def as_lines(value: Any) -> Any:
    """Words as a form sends them, whose lines end otherwise than ours."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _shown(text: str) -> set[str]:
    """The rows that a form showed when it was drawn, which it sends along as JSON beside what now stands in them; whatever is none of
    that, none. A control for each value would be more than one form may have."""
    try:
        found = json.loads(text)
        rows = found[:MOST] if isinstance(found, list) else []
        return {_canonical(row) for row in rows if isinstance(row, dict)}
    except (ValueError, RecursionError):
        return set()


def _canonical(row: Mapping[str, Any]) -> str:
    """Alike for rows that say the same."""
    return json.dumps({name: as_lines(value) for name, value in row.items() if value}, sort_keys=True)


def parts_sent(sent: QueryDict, key: str) -> dict[str, str]:
    """By part, what was sent; a part that was left empty is none."""
    found = {each.removeprefix(f"{key}-"): str(sent[each]).strip() for each in sent if each.startswith(f"{key}-")}
    return {part: value for part, value in found.items() if value}


def fields_of_rows(
    name: str, row: type[Row], values: Iterable[Any], empty: int, numbers: Sequence[int] = ()
) -> list[list[Field]]:
    """A line of fields for each value, and so many empty ones; numbered from 0, unless the lines of the values have their `numbers`
    from an earlier form."""
    known = [value if isinstance(value, Mapping) else value.model_dump(mode="json") for value in values]
    called = [*(numbers or range(len(known)))]
    free = max(called, default=-1) + 1
    lines = [*zip(called, known, strict=True), *((number, {}) for number in range(free, free + (empty or EMPTY)))]
    return [_fields(f"{name}-{number}", row, line) for number, line in lines]


def _line(sent: QueryDict, key: str, row: type[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, info in row.model_fields.items():
        values = [str(each).strip() for each in sent.getlist(f"{key}-{name}")]
        if plain_type(info.annotation) is list:
            lines = [line.strip() for value in values for line in value.splitlines() if line.strip()]
            if lines:
                found[name] = lines
        elif values and values[-1] and values[-1] != info.default:
            found[name] = values[-1]
    return found


def _written_in(line: Mapping[str, Any], row: type[Row]) -> bool:
    """Whether a person filled in any of it: what a form gave along, such as what a line is about, stands in an empty one."""
    if line in row.blank:
        return False
    filled_in = [name for name, info in row.model_fields.items() if not _names_another(info)]
    return any(name in line for name in filled_in) or (bool(line) and not filled_in)


def _names_another(info: FieldInfo) -> bool:
    return any(isinstance(mark, Names | Given) for mark in marks_of(info))


def _fields(prefix: str, row: type[Row], values: Mapping[str, Any]) -> list[Field]:
    found = []
    for name in row.model_fields:
        field = field_of(row, name, values.get(name))
        field.name, field.required, field.of_a_line = f"{prefix}-{name}", False, True
        field.unchosen = False
        if field.shape == "choice" and row.model_fields[name].is_required():
            field.options = [Option("", "–"), *(each for each in field.options if each.value)]
        found.append(field)
    return found
