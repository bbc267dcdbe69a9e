"""A commitment in words: for a sheet that is read back, for a story, and for what the public reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodoffices.followup.due import read
from goodoffices.followup.labels import FIELD_NAMES, HOW_CLOSED, PUBLICITY
from goodoffices.followup.models import Adjustment, Commitment
from goodoffices.followup.sides import names_of_sides, verifier_name
from goodoffices.process.models import Seat
from goodoffices.record.wording import isolated


def sides_in_words(seat: Seat, sides: list[str]) -> str:
    names = names_of_sides(seat)
    return ", ".join(names.get(side, side) for side in sides)


def due_in_words(seat: Seat, line: str, due_on: str = "", titles: Mapping[str, str] | None = None) -> str:
    """By when, as people say it; the day beside it, where it is known. `titles`: of other commitments, if they were read."""
    when = read(line)
    if when is None or when.how == "none":
        return ""
    if when.how == "on":
        return day_in_words(when.on)
    if when.how == "within":
        said = _("within %(days)s days of “%(event)s”") % {"days": when.days, "event": isolated(when.event)}
    else:
        rows = (
            {}
            if titles is not None
            else {row.id: row.title for row in Commitment.objects.seen_by(seat).filter(id=when.of)}
        )
        told = f"“{isolated((titles or rows).get(when.of, ''))}”"
        said = (_("after %(other)s") if when.how == "after" else _("together with %(other)s")) % {"other": told}
    return _("%(said)s: %(day)s") % {"said": said, "day": day_in_words(due_on)} if due_on else said


def day_in_words(day: str) -> str:
    from django.utils import formats

    return str(formats.date_format(date.fromisoformat(day), "j F Y"))


def recited(seat: Seat, row: Commitment) -> list[tuple[str | Promise, str]]:
    """The whole term, line by line; what it does not say is left out."""
    found: list[tuple[str | Promise, str]] = [
        (_("What is to be done"), row.what),
        (_("Who owes it"), sides_in_words(seat, row.who)),
        (_("To whom"), sides_in_words(seat, row.to)),
        (_("What it is to achieve"), row.objective),
        (_("By when"), due_in_words(seat, row.due, row.due_on)),
        (_("Who verifies it"), verifier_name(seat, row.verifier)),
        (_("How it is verified"), row.method),
        (_("What counts as evidence"), "\n".join(row.evidence_kinds)),
        (_("Indicator"), row.indicator),
        (_("Where it starts from"), row.baseline),
        (_("Who may be told"), row.publicity_name),
    ]
    return [(label, words) for label, words in found if words]


def changes_in_words(seat: Seat, found: Adjustment) -> list[tuple[str | Promise, str, str]]:
    """Line by line what an adjustment changes: what it is about, how it is, how it is to be."""
    before = found.commitment
    lines: list[tuple[str | Promise, str, str]] = []
    for name, value in found.terms.items():
        if name == "ends":
            lines.append((_("It ends"), "", str(HOW_CLOSED[value])))
        else:
            lines.append((FIELD_NAMES[name], _value(seat, name, getattr(before, name)), _value(seat, name, value)))
    return lines


def _value(seat: Seat, name: str, value: Any) -> str:
    """A term's field as people read it; a dash where it says nothing."""
    if name in ("who", "to"):
        value = sides_in_words(seat, value)
    elif name == "verifier":
        value = verifier_name(seat, value)
    elif name == "due":
        value = due_in_words(seat, value)
    elif name == "publicity":
        value = str(PUBLICITY[value])
    elif isinstance(value, list):
        value = ", ".join(value)
    return str(value) or "–"
