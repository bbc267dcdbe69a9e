"""Putting entries into words, at reading time and in the reader's language. The record holds kind and data only."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from goodoffices.record.acts import Called
from goodoffices.record.models import Entry, Recorded
from goodoffices.record.scope import at_hand

NOBODY: Mapping[int, str] = MappingProxyType({})


def worded(entry: Entry, seat: Any, by: str = "") -> str:
    """One sentence about an entry, for this reader. `by`: what its author is called instead of by name."""
    names = seat.names()
    gaps = {"by": by or names.get(entry.by) or _("Someone at the table"), **_plain(entry.act.gaps(entry), seat)}
    return str(entry.act.says) % _isolated(gaps)


def all_worded(entries: list[Entry], seat: Any, by: Mapping[int, str] = NOBODY) -> list[tuple[Entry, str]]:
    """Each with its sentence; what they name is read once for all of them. `by`: as in `worded`, by the entry's number."""
    wanted: dict[type[Recorded], set[str]] = {}
    for entry in entries:
        for names, id in entry.act.named():
            if names.model.structural or names.model.lasting:  # what sentences call by its title
                wanted.setdefault(names.model, set()).add(id)
    # house: read for nobody: words for entries whose reader was asked before; they name what the entries name
    rows = [
        row for model, ids in wanted.items() for row in model._base_manager.select_related("book").filter(id__in=ids)
    ]
    with at_hand(*rows):
        return [(entry, worded(entry, seat, by.get(entry.number, ""))) for entry in entries]


def _plain(gaps: dict[str, Any], seat: Any) -> dict[str, str]:
    told = {name: value.to(seat) if isinstance(value, Called) else value for name, value in gaps.items()}
    return {name: str(value) for name, value in told.items() if value is not None}


def _isolated(gaps: dict[str, str]) -> dict[str, str]:
    return {name: isolated(value) for name, value in gaps.items()}


def isolated(words: str) -> str:
    """In a sentence from right to left these words stand by themselves, whatever script they are in."""
    return f"\u2068{words}\u2069" if get_language_bidi() else words
