"""What weights on the parties say of a case without dependencies: the best package, and what no package exceeds.

For weights w > 0, the best package takes the best option of each issue. It is efficient (Geoffrion 1968), and w·y of no package y
is greater. Many weights at a time, in integers of 64 bits: where worths are too large for that they are cut, options' worths upwards and
points' values downwards, so that what is said of all packages stays true. Imports numpy.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints

#: What a party can get in all has at most so many bits here.
BITS = 30
#: Weights × what parties can get in all add up to about so much.
FINE = 1 << 56


@dataclass(frozen=True)
class Weighing:
    """`worth`: [parties, issues, options], cut by `shifts` bits; the first option again where an issue has fewer than others.
    `ranges`: per party, from the worst package, which is worth 0, to the best one; at least 1."""

    worth: Ints
    shifts: Vector
    ranges: Ints

    @classmethod
    def of(cls, scaled: ScaledCase) -> "Weighing":
        parties, most = len(scaled.units), max(map(len, scaled.worth))
        shifts = tuple(
            max(0, sum(max(option[p] for option in options) for options in scaled.worth).bit_length() - BITS)
            for p in range(parties)
        )
        rows = [
            [
                [-(-options[at if at < len(options) else 0][p] >> shift) for at in range(most)]
                for options in scaled.worth
            ]
            for p, shift in enumerate(shifts)
        ]
        worth = np.array(rows, np.int64)
        return cls(worth, shifts, np.maximum(worth.max(axis=2).sum(axis=1), 1))

    @cached_property
    def shares(self) -> Floats:
        """Worths as shares of the ranges, [parties, issues × options]."""
        flat: Floats = self.worth.reshape(len(self.shifts), -1) / self.ranges[:, None]
        return flat

    def cut(self, value: Vector) -> Vector:
        """The value of a point as it counts here, rounded down."""
        return tuple(each >> shift for each, shift in zip(value, self.shifts, strict=True))

    def uncut(self, value: Vector) -> Vector:
        """The same, the other way round."""
        return tuple(each << shift for each, shift in zip(value, self.shifts, strict=True))

    def weights(self, importance: Floats) -> Ints:
        """Whole weights, at least 1: [many, parties] numbers that add up to 1, each what a party's whole range is to count."""
        return np.maximum(np.rint(importance * FINE / self.ranges), 1).astype(np.int64)

    def best(self, weights: Ints) -> tuple[Ints, Ints]:
        """For each weights, the options that are best, the first of those alike, [many, issues], and what no package exceeds."""
        parties, issues, options = self.worth.shape
        score = np.zeros((len(weights), issues, options), np.int64)
        for p in range(parties):
            score += weights[:, p, None, None] * self.worth[p]
        chosen = score.argmax(axis=2)
        return chosen, score.max(axis=2).sum(axis=1)

    def values(self, chosen: Ints) -> Ints:
        """What packages, [many, issues], are worth here at most, [many, parties]."""
        total: Ints = self.worth[:, np.arange(chosen.shape[1]), chosen].sum(axis=2).T
        return total

    def roughly(self, importance: Floats) -> tuple[Floats, Ints]:
        """The same in floating point: what the best package is worth, as shares [many, parties], and its options."""
        _, issues, options = self.worth.shape
        score = (importance @ self.shares).reshape(-1, issues, options)
        chosen = score.argmax(axis=2)
        columns = chosen + np.arange(issues) * options
        return self.shares[:, columns].sum(axis=2).T, chosen
