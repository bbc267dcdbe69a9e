"""A level in numpy arrays: what it holds, and room for the kernels that make the next one."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from goodoffices.engines.settlement.pareto import wide
from goodoffices.engines.settlement.pareto.plain import Plain
from goodoffices.engines.settlement.scaled import Scaled, Vector

#: Values below this, and sums of a few of them, are safe in int64.
SAFE = 1 << 60
#: Counts are doubles, exact up to here; beyond, `trail.exact_counts` counts again.
COUNTED = 2.0**53

Array: TypeAlias = "np.ndarray[Any, Any]"


@dataclass
class Arrays:
    """Like `plain.Plain`: `values` is parties × points (int64, or Python's integers), `counts` are doubles."""

    values: Array
    before: Array
    option: Array
    counts: Array
    bare: bool = False

    def __len__(self) -> int:
        return len(self.before)

    def vector(self, at: int) -> Vector:
        return tuple(map(int, self.values[:, at]))

    @property
    def tied(self) -> bool:
        return bool((self.counts > 1).any())

    @property
    def exact(self) -> Array:
        """The values, parties × points."""
        return self.values

    @property
    def vectors(self) -> list[Vector]:
        return list(zip(*self.exact.tolist(), strict=True))

    @property
    def bytes(self) -> int:
        return sum(each.nbytes for each in (self.values, self.before, self.option, self.counts))

    def let_go(self, values: bool) -> None:
        """Of the counts, which only the next level needs, and if so asked of the values, which can be added up again."""
        self.counts = self.counts[:0].copy()
        if values:
            self.values, self.bare = self.values[:, :0].copy(), True

    def kept(self, places: Array) -> "Arrays":
        """Only these points."""
        return type(self)(self.values[:, places], self.before[places], self.option[places], self.counts[places])


class Pairs(Arrays):
    """Two parties' values as pairs of integers (`pareto.wide`): high and low of the first, high and low of the second."""

    def vector(self, at: int) -> Vector:
        first, low, second, rest = map(int, self.values[:, at])
        return (first << wide.BITS) + low, (second << wide.BITS) + rest

    @property
    def exact(self) -> Array:
        pairs = self.values.astype(object)
        return np.stack([(pairs[at] << wide.BITS) + pairs[at + 1] for at in (0, 2)])

    @staticmethod
    def of(values: Array) -> Array:
        rows = [part for row in values for part in (row >> wide.BITS, row & wide.MASK)]
        return np.stack(rows).astype(np.int64)


class Scratch:
    """Room that kernels write into before it is known how much they keep: taken once, used for level after level."""

    def __init__(self) -> None:
        self.rooms: dict[str, Array] = {}

    def __call__(self, name: str, size: int, kind: Any = np.int64) -> Array:
        room = self.rooms.get(name)
        if room is None or len(room) < size:
            room = self.rooms[name] = np.empty(size + size // 4, kind)
        return room[:size]

    def points(self, size: int) -> tuple[Array, Array, Array]:
        """Place, option and count of so many points."""
        return self("place", size, np.int32), self("option", size, np.int32), self("count", size, np.float64)


def of(level: Plain, bound: int) -> Arrays:
    """A plain level as arrays."""
    values = np.array(level.vectors, dtype=object if bound >= SAFE else np.int64).reshape(len(level), -1).T
    return Arrays(
        np.ascontiguousarray(values),
        np.array(level.before, np.int32),
        np.array(level.option, np.int32),
        np.array(level.counts, np.float64),
    )


def small(numbers: Array, below: int) -> Array:
    return numbers.astype(np.uint8 if below <= 1 << 8 else np.uint16 if below <= 1 << 16 else np.int32)


def table(level: Any, points: int, scaled: Scaled) -> Array:
    """Utilities × scales, points × parties; int64 if that holds them, else Python's integers."""
    rows = level.vectors
    columns = [
        [offset + unit * row[party] for row in rows]
        for party, (offset, unit) in enumerate(zip(scaled.offsets, scaled.units, strict=True))
    ]
    fits = all(-(1 << 63) <= value < 1 << 63 for column in columns for value in column)
    return np.array(columns, np.int64 if fits else object).reshape(len(columns), points).T
