"""A stage in numpy arrays, and room for the kernels that make the next one."""

from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.settlement.frontier.kernels import two_parties_wide
from goodoffices.engines.settlement.frontier.plain_stage import PlainStage
from goodoffices.engines.settlement.frontier.stage import Stage
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts, Floats, IntRow, Ints, Places

#: Values below this, and sums of a few of them, are safe in int64.
SAFE = 1 << 60
#: Counts are doubles, exact up to here; beyond, `exact_counts` counts again.
COUNTED = 2.0**53

Numbers: TypeAlias = NDArray[np.int64] | NDArray[np.int32] | NDArray[np.float64]


@dataclass
class ArrayStage:
    """A stage (see `stages.Stage`). `values`: [parties, points], int64 or Python's integers; `counts` are doubles."""

    values: Exacts
    before: Places
    option: Places
    counts: Floats
    valueless: bool = False

    def __len__(self) -> int:
        return len(self.before)

    @property
    def integers(self) -> Ints:
        """`values` where they are int64, row after row in memory: for another layout each kernel would be compiled once more."""
        return cast(Ints, np.ascontiguousarray(self.values))

    def vector(self, at: int) -> Vector:
        return tuple(map(int, self.values[:, at]))

    @property
    def tied(self) -> bool:
        return bool((self.counts > 1).any())

    def matrix(self) -> Exacts:
        """All values, [parties, points]."""
        return self.values

    @property
    def vectors(self) -> list[Vector]:
        return list(zip(*self.matrix().tolist(), strict=True))

    @property
    def bytes(self) -> int:
        return sum(each.nbytes for each in (self.values, self.before, self.option, self.counts))

    def drop(self, values: bool) -> None:
        """Drop the counts, which only the next stage needs, and with `values` the values, which can be added up again."""
        self.counts = self.counts[:0].copy()
        if values:
            self.values, self.valueless = self.values[:, :0].copy(), True

    def kept(self, places: IntRow) -> "ArrayStage":
        """The stage with these points alone."""
        return type(self)(self.values[:, places], self.before[places], self.option[places], self.counts[places])


class WideArrayStage(ArrayStage):
    """Two parties whose values are pairs of integers (`two_parties_wide`); the four rows are the high and the low part of the
    first party's values, then of the second's."""

    def vector(self, at: int) -> Vector:
        first, low, second, rest = map(int, self.values[:, at])
        return (first << two_parties_wide.BITS) + low, (second << two_parties_wide.BITS) + rest

    def matrix(self) -> Exacts:
        """All values in Python's integers, [parties, points]."""
        pairs = self.values.astype(object)
        return np.stack([(pairs[at] << two_parties_wide.BITS) + pairs[at + 1] for at in (0, 2)])

    @staticmethod
    def of(values: Exacts) -> Ints:
        """Values as pairs: [2 · parties, points]."""
        rows = [part for row in values for part in (row >> two_parties_wide.BITS, row & two_parties_wide.MASK)]
        return np.stack(rows).astype(np.int64)


class Scratch:
    """Memory that kernels write into before it is known how much they keep; allocated once and used for every stage."""

    def __init__(self) -> None:
        self._integers: dict[str, Ints] = {}
        self._points: tuple[NDArray[np.int32], NDArray[np.int32], Floats] = _points(0)

    def integers(self, name: str, size: int) -> Ints:
        """So many integers, under a name of their own."""
        room = self._integers.get(name)
        if room is None or len(room) < size:
            room = self._integers[name] = np.empty(size + size // 4, np.int64)
        return room[:size]

    def points(self, size: int) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
        """Place, option and count of so many points."""
        if len(self._points[0]) < size:
            self._points = _points(size + size // 4)
        place, option, count = self._points
        return place[:size], option[:size], count[:size]


def _points(size: int) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    return np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.float64)


def of(stage: PlainStage, bound: int) -> ArrayStage:
    """A plain stage as arrays. `bound`: no value is farther from 0."""
    values = np.array(stage.vectors, dtype=object if bound >= SAFE else np.int64).reshape(len(stage), -1).T
    return ArrayStage(
        np.ascontiguousarray(values),
        np.array(stage.before, np.int32),
        np.array(stage.option, np.int32),
        np.array(stage.counts, np.float64),
    )


def smallest_kind(numbers: Numbers, below: int) -> Places:
    """The same numbers, all less than `below`, in as few bits as that takes."""
    return numbers.astype(np.uint8 if below <= 1 << 8 else np.uint16 if below <= 1 << 16 else np.int32)


def scaled_utilities(stage: Stage, scaled: ScaledCase) -> Exacts:
    """Utilities × scales, [points, parties]; int64 if that holds them, else Python's integers."""
    rows = stage.vectors
    columns = [
        [offset + unit * row[party] for row in rows]
        for party, (offset, unit) in enumerate(zip(scaled.offsets, scaled.units, strict=True))
    ]
    fits = all(-(1 << 63) <= value < 1 << 63 for column in columns for value in column)
    table: Exacts = np.array(columns, np.int64 if fits else object).reshape(len(columns), len(rows)).T
    return table
