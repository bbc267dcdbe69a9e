"""A tableau: futures side by side, a row for each descriptor; neighbours that agree share a cell, so that what differs stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.assessment.lettering import LINE, lines, width

SIDE_BY_SIDE = 12
GAP, PAD = 3, 9
LEAST_COLUMN, MOST_COLUMN, LEAST_NAMES, MOST_NAMES = 76, 132, 110, 230
HEAD = 26
TINTS = 4


@dataclass(frozen=True)
class Group:
    """Neighbours with the same variant: from which column, how many, the variant from 0, whether its balance is against it."""

    first: int
    many: int
    variant: int
    name: str
    opposed: bool
    tint: int


@dataclass(frozen=True)
class Row:
    name: str
    groups: list[Group]


@dataclass(frozen=True)
class Box:
    """A cell of the picture: pixels; each line of its words in the middle."""

    x: float
    y: float
    width: float
    height: float
    group: Group
    lines: list[tuple[float, float, str]]


@dataclass(frozen=True)
class Drawn:
    width: float
    height: float
    edge: float
    anchor: str
    heads: list[tuple[float, int]]
    names: list[tuple[float, str]]
    boxes: list[Box]


def rows(descriptors: Sequence[dict[str, Any]], futures: Sequence[dict[str, Any]]) -> list[Row]:
    """`descriptors` as the engine was given them, `futures` as it answered: variants from 1."""
    return [Row(each["name"], _groups(each["variants"], at, futures)) for at, each in enumerate(descriptors)]


def _groups(variants: Sequence[str], at: int, futures: Sequence[dict[str, Any]]) -> list[Group]:
    found: list[Group] = []
    for column, future in enumerate(futures):
        variant = future["variants"][at] - 1
        opposed = any(other == at for other, _margin in future.get("against", ()))
        same = found and (found[-1].variant, found[-1].opposed) == (variant, opposed)
        first, many = (found[-1].first, found.pop().many + 1) if same else (column, 1)
        tint = round(TINTS * variant / max(1, len(variants) - 1))
        found.append(Group(first, many, variant, variants[variant], opposed, tint))
    return found


def draw(table: Sequence[Row], first: int, many: int, mirrored: bool = False) -> Drawn:
    """The picture of such rows for `many` futures, numbered from `first`. No word is cut: rows are as high as their words."""
    names = _bounded([row.name for row in table], LEAST_NAMES, MOST_NAMES)
    column = _bounded([group.name for row in table for group in row.groups], LEAST_COLUMN, MOST_COLUMN)
    wide = names + many * (column + GAP)
    told: list[tuple[float, str]] = []
    boxes: list[Box] = []
    y = float(HEAD)
    for row in table:
        label = lines(row.name, names - PAD)
        words = [lines(each.name, each.many * (column + GAP) - GAP - 2 * PAD) for each in row.groups]
        high = max(len(label), *(len(each) for each in words)) * LINE + 12
        told += [(_middle(y, high, len(label), n), line) for n, line in enumerate(label)]
        for group, text in zip(row.groups, words, strict=True):
            box = group.many * (column + GAP) - GAP
            x = names + GAP + group.first * (column + GAP)
            x = wide - x - box if mirrored else x
            placed = [(round(x + box / 2, 1), _middle(y, high, len(text), n), line) for n, line in enumerate(text)]
            boxes.append(Box(round(x, 1), y, round(box, 1), high, group, placed))
        y += high + GAP
    middles = [names + GAP + n * (column + GAP) + column / 2 for n in range(many)]
    heads = [(round(wide - x if mirrored else x, 1), first + n) for n, x in enumerate(middles)]
    return Drawn(wide, y, wide if mirrored else 0, "end" if mirrored else "start", heads, told, boxes)


def _middle(y: float, high: float, count: int, n: int) -> float:
    """The base line of one line of several, in the middle of what is so high."""
    return round(y + (high - count * LINE) / 2 + LINE * (n + 0.77), 1)


def _bounded(texts: Sequence[str], least: int, most: int) -> float:
    return round(max(least, min(max((width(text) for text in texts), default=0) + 2 * PAD, most)))
