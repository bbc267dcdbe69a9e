"""A level in plain Python: any number of parties, integers of any size, nothing to import or compile.

What the kernels beside this file do fast; they are tested against it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from goodoffices.engines.settlement.scaled import Vector
from goodoffices.engines.settlement.tables import Moved


@dataclass(frozen=True)
class Plain:
    """Efficient partial packages, descending: distinct values, where each comes from, and how many packages have it.

    `before[k]` and `option[k]` say that `vectors[k]` is point `before[k]` of the level before plus the block's vector
    `option[k]`; other packages with the same value are only counted.
    """

    vectors: list[Vector]
    before: list[int]
    option: list[int]
    counts: list[int]

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def tied(self) -> bool:
        """Does any point stand for several packages?"""
        return any(many > 1 for many in self.counts)

    @property
    def bare(self) -> bool:
        return False

    def vector(self, at: int) -> Vector:
        return self.vectors[at]

    def kept(self, places: Sequence[int]) -> "Plain":
        """Only these points."""
        return Plain(
            [self.vectors[at] for at in places],
            [self.before[at] for at in places],
            [self.option[at] for at in places],
            [self.counts[at] for at in places],
        )


def origin(parties: int) -> Plain:
    """The level before the first: nothing settled, one way to do so."""
    return Plain([(0,) * parties], [-1], [-1], [1])


def step(level: Plain, options: Sequence[Vector], counts: Sequence[int], need: Vector | None) -> Plain:
    """Every point plus every option, what is dominated or below `need` left out."""
    met: dict[Vector, list[int]] = {}
    for at, (vector, many) in enumerate(zip(level.vectors, level.counts, strict=True)):
        for option, (extra, weight) in enumerate(zip(options, counts, strict=True)):
            value = tuple(map(add, vector, extra))
            if value in met:
                met[value][2] += many * weight
            elif need is None or all(map(int.__ge__, value, need)):
                met[value] = [at, option, many * weight]
    kept = efficient(met)
    rows = [met[value] for value in kept]
    return Plain(kept, [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def unions(level: Plain, entries: list[list[Moved]]) -> tuple[Plain, list[int]]:
    """For each entry the efficient points of its moved lists, all entries one behind the other, and where each starts."""
    made, starts = Plain([], [], [], []), [0]
    for lists in entries:
        met: dict[Vector, list[int]] = {}
        for number, (start, end, by, weight) in enumerate(lists):
            for at in range(start, end):
                value = tuple(map(add, level.vectors[at], by))
                if value in met:
                    met[value][2] += level.counts[at] * weight
                else:
                    met[value] = [at, number, level.counts[at] * weight]
        for value in efficient(met):
            for column, cell in zip((made.before, made.option, made.counts), met[value], strict=True):
                column.append(cell)
            made.vectors.append(value)
        starts.append(len(made.vectors))
    return made, starts


def efficient(values: Iterable[Vector]) -> list[Vector]:
    """Those of these distinct vectors that no other equals or exceeds in every place, descending.

    >>> efficient([(1, 2), (2, 1), (1, 1), (0, 2)])
    [(2, 1), (1, 2)]
    """
    ordered = sorted(values, reverse=True)
    if not ordered:
        return []
    parties = len(ordered[0])
    if parties == 1:
        return ordered[:1]
    if parties == 2:
        return _two(ordered)
    return _three(ordered) if parties == 3 else _many(ordered)


def _two(ordered: list[Vector]) -> list[Vector]:
    kept, best = [], ordered[0][1] - 1
    for vector in ordered:
        if vector[1] > best:
            kept.append(vector)
            best = vector[1]
    return kept


def _three(ordered: list[Vector]) -> list[Vector]:
    """A staircase over the last two: its second values fall where its first (negated, so that bisect finds them) rise."""
    kept: list[Vector] = []
    firsts: list[int] = []  # of the stairs: minus the second party's values, rising
    thirds: list[int] = []  # the third party's values, rising with them
    for vector in ordered:
        at = bisect_left(firsts, -vector[1])
        here = at < len(firsts) and firsts[at] == -vector[1]
        if (thirds[at] if here else thirds[at - 1] if at else vector[2] - 1) >= vector[2]:
            continue
        kept.append(vector)
        end = at
        while end < len(firsts) and thirds[end] <= vector[2]:
            end += 1
        firsts[at:end] = [-vector[1]]
        thirds[at:end] = [vector[2]]
    return kept


def _many(ordered: list[Vector]) -> list[Vector]:
    kept: list[Vector] = []
    for vector in ordered:
        rest = vector[1:]  # those before have at least as much in the first place
        if not any(all(map(int.__ge__, other[1:], rest)) for other in kept):
            kept.append(vector)
    return kept
