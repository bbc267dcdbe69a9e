"""Putting entries into words, at reading time and in the reader's language. The record holds kind and data only."""

from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from goodoffices.record.acts import Called
from goodoffices.record.models import Entry


def worded(entry: Entry, seat: Any) -> str:
    """One sentence about an entry, for this reader."""
    names = seat.names()
    gaps = {"by": names.get(entry.by) or _("Somebody at the table"), **_plain(entry.act.gaps(entry), seat)}
    return str(entry.act.says) % _isolated(gaps)


def _plain(gaps: dict[str, Any], seat: Any) -> dict[str, str]:
    told = {name: value.to(seat) if isinstance(value, Called) else value for name, value in gaps.items()}
    return {name: str(value) for name, value in told.items() if value is not None}


def _isolated(gaps: dict[str, str]) -> dict[str, str]:
    """In a sentence from right to left, each gap stands by itself, whatever script its words are in."""
    return {name: f"\u2068{value}\u2069" for name, value in gaps.items()} if get_language_bidi() else gaps
