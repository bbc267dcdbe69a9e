"""A provision while it is being placed, and how a numbering continues."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.reading.numbering import Label

# Ranks of headings: a smaller one holds a larger one. A Markdown heading ranks by its number of hashes, 1 to 6.
LETTERED, CAPITALS, ARTICLE, IN_ARTICLE = 8.0, 8.5, 9.0, 9.5
NUMBERED = 10.0
"""The rank of everything that is no heading."""


@dataclass(slots=True)
class Entry:
    """A provision while it is being placed: what `Provision` needs, and what decides where later ones go.

    rank     of headings, see above; `NUMBERED` for everything else
    scheme   the numbering it belongs to, as `shared_scheme` names it; "" if it has no label
    indent   in columns
    level    how many numbers a dotted label has
    title    the first words of a heading
    until    of an option: the offset where the bracket around it, or around its group, closes; else -1
    """

    kind: ProvisionKind
    start: int
    parent: int
    rank: float
    scheme: str
    label: str
    number: int
    indent: int
    depth: int
    label_span: tuple[int, int]
    alt: bool = False
    level: int = 1
    also: str = ""
    title: str = ""
    until: int = -1
    children: list[int] = field(default_factory=list)


def shared_scheme(label: Label) -> str:
    """The scheme within which labels can continue each other: options by the kind of their numerals, dotted by level."""
    if label.scheme == "option":
        return f"{'sub-' * (label.level - 1)}option-{_numerals(label.label.split()[0])}"
    return f"dotted-{label.level}" if label.scheme == "dotted" else label.scheme


def _numerals(head: str) -> str:
    """The kind of an option's numerals: 1, I, i, A, a, or words."""
    if head[0].isdecimal():
        return "1"
    if set(head) <= set("IVX") or set(head) <= set("ivx"):
        return "I" if head.isupper() else "i"
    if len(head) == 1 and head.isascii():
        return "A" if head.isupper() else "a"
    return "words"


def follows(entry: Entry, label: Label, exact: bool) -> bool:
    """Does the label come next after the entry's: one more, or the same with bis or alt? If not `exact`, any later one."""
    if label.scheme == "bullet":
        return True
    supplement = " " in label.label and label.number == entry.number and label.label != entry.label
    if label.scheme == "dotted" and (numbers := _numbers(label.label)) and (before := _numbers(entry.label)):
        if exact:
            return _next(before, numbers) or (supplement and before == numbers)
        return numbers >= before
    if exact:
        return label.number == entry.number + 1 or supplement
    return label.number >= entry.number or label.number == 0


def _numbers(label: str) -> tuple[int, ...]:
    """The numbers of a dotted label: (16, 3) for “16.3 bis”; none for “3.x”."""
    parts = label.split()[0].split(".") if label else []
    return tuple(map(int, parts)) if all(map(str.isdecimal, parts)) else ()


def _next(before: tuple[int, ...], numbers: tuple[int, ...]) -> bool:
    """Does 16.4, or 17.1, come after 16.3?"""
    place = next((at for at, (one, other) in enumerate(zip(before, numbers, strict=False)) if one != other), -1)
    return place >= 0 and numbers[place] == before[place] + 1 and set(numbers[place + 1 :]) <= {1}
