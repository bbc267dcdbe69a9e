"""Turns what a form sent into the data of an act, or into sentences that say why it does not fit."""

from collections.abc import Mapping
from typing import Any, NamedTuple, get_origin

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from goodoffices.process.form_fields import control_of, label_of, marks_of, plain_type
from goodoffices.process.form_rows import WAS, AsText, Parts, as_lines, parts_sent, rows_changed
from goodoffices.process.models import Seat
from goodoffices.process.row_words import NamedLines
from goodoffices.record.acts import Act
from goodoffices.record.rows import row_of

# What to say when a value does not fit one of our own types, which know no languages themselves.
MISFITS = {
    "hidden_character": gettext_lazy(
        "The text holds a hidden character (%(code)s). Remove it, or paste the text as plain text."
    ),
    "blank": gettext_lazy("Enter some text."),
    "one_line": gettext_lazy("Keep this to one line."),
    "moment": gettext_lazy("Enter a date and time, such as 2026-11-28T14:05."),
    "time_of_day": gettext_lazy("Enter a time, such as 09:30."),
    "https": gettext_lazy("Enter a full address that begins with https://."),
    "string_pattern_mismatch": gettext_lazy(
        "A name does not fit here. Give a key or an id: small letters, digits and hyphens."
    ),
    "strength": gettext_lazy("Enter a number from −3 to 3, with two decimals at most."),
    "zone": gettext_lazy("Enter a time zone, such as Europe/Istanbul."),
}


def by_field(sent: QueryDict) -> QueryDict:
    """What was sent, by the names of fields rather than of their controls."""
    named = sent.copy()
    for name in ("form",):
        control = control_of(name)
        if control in named and name not in named:
            named.setlist(name, named.getlist(control))
        named.pop(control, None)
    return named


def posted(sent: QueryDict, act: type[Act]) -> dict[str, Any]:
    """The fields that the act has, as its shape wants them. What was left empty stays out, and so does what was left as it
    was, where leaving it out means that: a form that changes a thing says only what changes. Of rows, those that a form showed
    and that stand there as it showed them: what their sender wrote elsewhere meanwhile stays. What stood there and was emptied is
    null, where the act says that this clears it."""
    data, before = _read(sent, act), _read(sent, act, WAS)
    fields = act.model_fields
    changed = {
        name: value
        for name, value in data.items()
        if name not in before or fields[name].default is not None or as_lines(value) != as_lines(before[name])
    }
    emptied = [name for name in act.clears if name in before and name in sent and name not in data]
    return {**changed, **dict.fromkeys(emptied)}


def _read(sent: QueryDict, act: type[Act], prefix: str = "") -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, field in act.model_fields.items():
        key, plain = prefix + name, plain_type(field.annotation)
        if (row := row_of(field.annotation)) is not None:
            as_text = key in sent and _as_text(field)
            rows = (
                "\n".join(map(str, sent.getlist(key))).strip()
                if as_text
                else [line for _number, line in rows_changed(sent, key, row)]
            )
            if rows:
                data[name] = rows
        elif plain is dict or (key not in sent and _in_parts(field)):  # such as `called-en`, or `due-on`
            if values := parts_sent(sent, key):
                data[name] = values
        elif key not in sent:
            continue
        elif plain is list:
            lines = [line.strip() for value in sent.getlist(key) for line in value.splitlines()]
            data[name] = [line for line in lines if line]
        elif (
            written := str(sent[key]).strip()
        ) and written != field.default:  # of several, the last: a tick after its “no”
            # Default values are left out, so that the same act is the same to the byte, whether it comes from a page, a
            # client or another act.
            data[name] = written
    return data


def _in_parts(field: FieldInfo) -> bool:
    return any(isinstance(mark, Parts) for mark in marks_of(field))


def _as_text(field: FieldInfo) -> bool:
    return any(isinstance(mark, AsText) for mark in marks_of(field))


class Misfit(NamedTuple):
    """A field that does not fit, what its form calls it, and why. Without a name: the form as a whole. `control`: the one of several
    that are named after the field."""

    field: str
    label: str
    sentence: str
    control: str = ""


def misfits(
    problem: ValidationError, act: type[Act], sent: QueryDict | None = None, seat: Seat | None = None
) -> list[Misfit]:
    """What does not fit, each field once, in the order of the form. With what was `sent`, of rows also which line, and with the seat
    that sent it, what that says."""
    found: dict[str, Misfit] = {}
    for error in problem.errors():
        name = str(error["loc"][0]) if error["loc"] else ""
        if name not in found:
            found[name] = _in_line(error, act, sent, seat) or _misfit(error, act, name)
    return list(found.values())


def _misfit(error: Mapping[str, Any], act: type[Act], name: str) -> Misfit:
    sentence = _left_out(act, name) if error["type"] == "missing" and name else _sentence(error, act)
    return Misfit(name, str(label_of(act, name)) if name else "", sentence)


def _in_line(error: Mapping[str, Any], act: type[Act], sent: QueryDict | None, seat: Seat | None) -> Misfit | None:
    """What does not fit in one line of several, where the form has lines."""
    if sent is None or len(error["loc"]) < 3:
        return None
    name, at, part = error["loc"][:3]
    row = row_of(act.model_fields[name].annotation) if name in act.model_fields else None
    if row is None or name in sent or part not in row.model_fields:
        return None
    number, line = next(
        ((n, line) for place, (n, line) in enumerate(rows_changed(sent, name, row)) if place == at), (at, {})
    )
    told = {"rows": label_of(act, name), "part": label_of(row, part), "line": number + 1}
    if seat and (called := NamedLines(seat, row, [line]).called(line, part)):
        label = _("%(rows)s, “%(line)s”, “%(part)s”") % {**told, "line": called}
    else:  # nothing else is written in it: as the form counts them, from 1
        label = _("%(rows)s, line %(line)s, “%(part)s”") % told
    sentence = _("Fill this in.") if error["type"] == "missing" else _sentence(error, act)
    return Misfit(name, label, sentence, f"{name}-{number}-{part}")


def _left_out(act: type[Act], name: str) -> str:
    """What to do about a field that was left out: of several boxes, to choose one; of rows, to write in one."""
    found = act.model_fields.get(name)
    if found and row_of(found.annotation) is not None:
        return _("Fill in or change at least one line.")
    return _("Choose at least one.") if found and get_origin(found.annotation) is list else _("Fill this in.")


def sentences(problem: ValidationError, act: type[Act]) -> list[str]:
    """Why the shape of the act does not fit, each reason once."""
    return list(dict.fromkeys(_sentence(error, act) for error in problem.errors()))


def _sentence(error: Mapping[str, Any], act: type[Act]) -> str:
    if error["type"] in ("missing", "string_too_short"):
        return _("Fill in everything that is not optional.")
    if error["type"] == "string_too_long":
        return _("That is too long: %(most)s characters at most. Shorten it, or send it in parts.") % {
            "most": error["ctx"]["max_length"]
        }
    if error["type"] in MISFITS:
        return str(MISFITS[error["type"]]) % error.get("ctx", {})
    return _("“%(field)s” cannot be read: %(why)s.") % {
        "field": label_of(act, str(error["loc"][0])) if error["loc"] else "",
        "why": error["msg"],
    }
