"""Narrow a search by what the texts are labelled with."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

EVERY = "="
"""The label that every text has. No form of a word has this sign."""

LANGUAGE = "language"


class Between(NamedTuple):
    """Values from `first` to `last`, both included, compared as text: days are to be written 2025-01-29."""

    first: str
    last: str


Filters = Mapping[str, str | Collection[str] | Between]
"""Of each field the value, one of the values, or the span that a text must have."""


def labels(language: str, fields: Mapping[str, str | Collection[str]]) -> list[str]:
    """The labels of a text, each once: its fields', its language's, and the one that every text has.

    >>> labels("fr", {"issue": ["borders", "water"], "party": "north"})
    ['=', '=language=fr', '=issue=borders', '=issue=water', '=party=north']
    """
    found = [EVERY, label(LANGUAGE, language)]
    for name, value in fields.items():
        found += [label(name, each) for each in ([value] if isinstance(value, str) else value)]
    return list(dict.fromkeys(found))


def label(name: str, value: str) -> str:
    return f"={name}={value}".encode("utf-8", "replace").decode()
