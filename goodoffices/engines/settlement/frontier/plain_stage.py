"""A stage in plain Python: any number of parties, integers of any size, nothing to import or compile.

The kernels do the same faster, and are tested against it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from goodoffices.engines.settlement.frontier.stage import Shifted
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts, IntRow


@dataclass(frozen=True)
class PlainStage:
    """Efficient partial packages, descending; see `stages.Stage`.

    `vectors[k]` is point `before[k]` of the stage before plus the block's vector `option[k]`; further packages with the same
    value are only counted.
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
    def valueless(self) -> bool:
        return False

    def vector(self, at: int) -> Vector:
        return self.vectors[at]

    def matrix(self) -> Exacts:
        """All values, [parties, points], in Python's integers. Imports numpy."""
        import numpy as np

        return np.array(self.vectors, dtype=object).reshape(len(self), -1).T

    def kept(self, places: IntRow) -> "PlainStage":
        """The stage with these points alone."""
        return PlainStage(
            [self.vectors[at] for at in places],
            [self.before[at] for at in places],
            [self.option[at] for at in places],
            [self.counts[at] for at in places],
        )


def origin(parties: int) -> PlainStage:
    """The stage before the first: nothing is settled, in one way."""
    return PlainStage([(0,) * parties], [-1], [-1], [1])


def step(stage: PlainStage, options: Sequence[Vector], counts: Sequence[int], need: Vector | None) -> PlainStage:
    """Every point plus every option, without what is dominated or below `need` (the least value of each party)."""
    if options and len(options[0]) == 2:
        return _step_two(stage, options, counts, need)
    met: dict[Vector, list[int]] = {}
    for at, (vector, many) in enumerate(zip(stage.vectors, stage.counts, strict=True)):
        for option, (extra, weight) in enumerate(zip(options, counts, strict=True)):
            value = tuple(map(add, vector, extra))
            if value in met:
                met[value][2] += many * weight
            elif need is None or all(map(int.__ge__, value, need)):
                met[value] = [at, option, many * weight]
    kept = efficient(met)
    rows = [met[value] for value in kept]
    return PlainStage(kept, [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def _step_two(stage: PlainStage, options: Sequence[Vector], counts: Sequence[int], need: Vector | None) -> PlainStage:
    """The same for two parties: the shifted lists descend already, so sorting them together is a merge, and one look from the
    top decides each."""
    sources = [(*vector, -at, many) for at, (vector, many) in enumerate(zip(stage.vectors, stage.counts, strict=True))]
    rows = [
        (x + dx, y + dy, at, -option, many * weight)
        for option, ((dx, dy), weight) in enumerate(zip(options, counts, strict=True))
        for x, y, at, many in sources
    ]
    rows.sort(reverse=True)
    made = PlainStage([], [], [], [])
    least, best = need or (rows[-1][0], min(y for _, y, *_ in rows)) if rows else (0, 0), None
    for x, y, at, option, many in rows:
        if x < least[0]:
            break
        if y < least[1]:
            continue
        if best is None or y > best:
            made.vectors.append((x, y))
            made.before.append(-at)
            made.option.append(-option)
            made.counts.append(many)
            best = y
        elif y == best and made.vectors[-1] == (x, y):
            made.counts[-1] += many
    return made


def unions(stage: PlainStage, entries: list[list[Shifted]]) -> tuple[PlainStage, list[int]]:
    """For each entry the efficient points of its lists; all entries one behind the other, and where each starts."""
    made, starts = PlainStage([], [], [], []), [0]
    for lists in entries:
        met: dict[Vector, list[int]] = {}
        for number, (start, end, by, weight) in enumerate(lists):
            for at in range(start, end):
                value = tuple(map(add, stage.vectors[at], by))
                if value in met:
                    met[value][2] += stage.counts[at] * weight
                else:
                    met[value] = [at, number, stage.counts[at] * weight]
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
    """A sweep with a staircase over the second and third party's values (Kung, Luccio and Preparata 1975)."""
    kept: list[Vector] = []
    firsts: list[int] = []  # of the stairs: minus the second party's values, ascending, so that bisect finds them
    thirds: list[int] = []  # the third party's values, ascending with them
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
        rest = vector[1:]  # those kept have at least as much in the first place
        if not any(all(map(int.__ge__, other[1:], rest)) for other in kept):
            kept.append(vector)
    return kept
