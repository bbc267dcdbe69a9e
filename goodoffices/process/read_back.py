"""What a solemn act is read back with, before the second button performs it.

The first sending of a form is validated and nothing is recorded: it comes back as a sheet, which quotes what was written.
The sheet's button carries a digest of exactly that. Other words have another digest, so they are read back anew.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodoffices.process.audience_in_words import later_readers_in_words
from goodoffices.process.extensions import Warning, warnings_of
from goodoffices.process.form_fields import field_of, label_of
from goodoffices.process.forms import book_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, naming_fields
from goodoffices.record.models import Book
from goodoffices.record.rows import Row, row_of
from goodoffices.record.things import Noun

Quoted = tuple[str | Promise, str]  # a label, and the words


class Seen(NamedTuple):
    """The head of the act's own book when the sheet was drawn."""

    book: str
    number: int


@dataclass(frozen=True)
class Sheet:
    """What somebody who commits somebody reads first."""

    digest: str
    quoted: list[Quoted]
    behalf: str
    further: str  # who else reads the words once something further is done, and when that is
    once: str | Promise
    later: str
    consequence: str | Promise
    yes: str | Promise
    warnings: list[Warning]
    seen: Seen | None
    sentence: str = ""  # why it is read back once more


def sheet_of(seat: Seat, act: Act, sentence: str = "") -> Sheet:
    book = book_of(seat, act.audience(seat))
    return Sheet(
        digest=digest_of(act),
        quoted=act.recited(seat) or list(_quoted(seat, act)),
        behalf=seat.party.name if seat.party else _("the third party"),
        further=act.onward(seat),
        once=act.once,
        later=later_readers_in_words(act.reaches(seat)),
        consequence=act.consequence,
        yes=act.yes,
        warnings=warnings_of(seat, act),
        seen=Seen(book.id, book.head) if book else None,
        sentence=sentence,
    )


def digest_of(act: Act) -> str:
    """Names what was written: the act and all of its data."""
    said = json.dumps([act.kind, act.asked()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _quoted(seat: Seat, act: Act) -> Iterator[Quoted]:
    """The rows that the act names, in their words, and then what was written and chosen."""
    kind, names = type(act), {name for name, _names in naming_fields(type(act))}
    for found, id in act.named():
        name = next((n for n in names if _holds(act, n, id)), "")  # none: it stands in a row
        if name and (words := _in_words(found.row(seat, id))):
            yield label_of(kind, name), words
    for name, value in act:
        told = name not in names and name in act.model_fields_set and not isinstance(value, bool)
        if words := _as_chosen(kind, name, value) if told and value else "":
            yield label_of(kind, name), words


def _holds(act: Act, name: str, id: str) -> bool:
    value = getattr(act, name)
    return bool(value == id or (isinstance(value, list) and id in value))


def _in_words(row: Any) -> str:
    """What a row says, or what it is called; a room is told by who reads it."""
    if row is None or isinstance(row, Book):
        return ""
    return row.in_words() if isinstance(row, Noun) else str(getattr(row, "name", "") or "")


def _row_in_words(row: type[Row], line: Row) -> str:
    """One line of a list, as its form showed it; ids say nothing to people."""
    named = {name for name, _names in naming_fields(row)}
    values = [_as_chosen(row, name, value) for name, value in line if name not in named and value not in (None, "", [])]
    return " · ".join(value.replace("\n", ", ") for value in values)


def _as_chosen(kind: type[Act] | type[Row], name: str, value: Any) -> str:
    """A value as its form showed it: what was chosen by its label, a list a line each; an id says nothing to people."""
    labels = {option.value: str(option.label) for option in field_of(kind, name, None).options}
    if name in ("room", "book"):
        return ""
    if isinstance(value, dict):
        return "\n".join(str(word) for word in value.values())
    if (row := row_of(kind.model_fields[name].annotation)) is not None:
        return "\n".join(_row_in_words(row, line) for line in value)
    return "\n".join(labels.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value]))
