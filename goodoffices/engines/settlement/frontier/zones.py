"""Where a package can be that no point known so far is as good as: boxes that are open above, and a bound for each.

Every vector that no point is at least as good as for all parties lies above the lower corner of a zone, in each coordinate (Klamroth,
Lacour and Vanderpooten 2015). Weights w bound a zone: a package there that exceeds its corner by a share t of everybody's range has
w·y ≥ w·corner + t·w·ranges, and w·y is bounded. If t is the greatest such share of all zones, then whatever is efficient exceeds some
point by no more than t of its range, for all parties at once: moving all points up by so much moves all corners up. Imports numpy.
"""

import numpy as np

from goodoffices.engines.settlement.frontier.weighing import Weighing
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Flags, Floats, Ints

#: So many weights are kept: those that were used last.
POOL = 1_000
#: So many zones are bounded, or rows compared, in one go, so that it fits a processor's cache.
AT_ONCE = 250
#: Whole numbers exceed by 1 at least. So do worths that were cut: those of packages are rounded up, to whole numbers again.
STEP = 1
#: What is lost is found to one part in two to this power.
FINE = 18


class Zones:
    """`low`: [zones, parties], corners; where it is not above `base`, no point bounds a zone from below. `share`: how much of the ranges a package in
    the zone may exceed the corner by; `weights`: [zones, parties], which prove it, and `bound`, what no package exceeds in these.
    `looked`: was it held against all weights that are kept? `settled`: was all tried already?"""

    def __init__(self, weighing: Weighing, base: Vector) -> None:
        """One zone to begin with: what is worth more than `base` to every party."""
        parties = len(weighing.ranges)
        self.weighing = weighing
        self.many = 1
        self.base = np.array(base, np.int64)
        self.low: Ints = self.base[None].copy()
        self.share: Floats = np.ones(1)
        self.weights: Ints = np.ones((1, parties), np.int64)
        self.bound: Ints = np.full(1, np.iinfo(np.int64).max >> 1)
        self.looked: Flags = np.zeros(1, np.bool_)
        self.settled: Flags = np.zeros(1, np.bool_)
        self.pool: Ints = np.ones((0, parties), np.int64)
        self.bounds: Ints = np.zeros(0, np.int64)

    def __len__(self) -> int:
        return self.many

    def know(self, weights: Ints, bounds: Ints) -> None:
        """No package exceeds these bounds by these weights."""
        self.pool = np.concatenate([self.pool, weights])[-POOL:]
        self.bounds = np.concatenate([self.bounds, bounds])[-POOL:]

    def worst(self, most: int, than: float) -> Ints:
        """At most so many zones that may exceed by more than this share and were not settled: those that may by most."""
        while True:
            open_ones = np.flatnonzero(~self.settled[: self.many] & (self.share[: self.many] > than))
            if len(open_ones) > most:
                open_ones = open_ones[np.argpartition(-self.share[open_ones], most)[:most]]
            unseen = open_ones[~self.looked[open_ones]]
            if not len(unseen):
                return open_ones
            self._look(unseen)

    def add(self, points: Ints) -> None:
        """Points are known: no zone holds a vector that one of them is at least as good as."""
        for point in points:
            self._split(point)

    def _split(self, point: Ints) -> None:
        """Instead of each zone that the point is in, one for each party: what is above the point there."""
        inside = np.flatnonzero((self.low[: self.many] < point).all(axis=1))
        if not len(inside):
            return
        split, made, parents = self.low[inside], [], []
        for p in range(len(point)):
            moved = split.copy()
            moved[:, p] = point[p]
            kept = _lowest(moved)
            made.append(moved[kept])
            parents.append(inside[kept])
        low, parent = np.concatenate(made), np.concatenate(parents)
        spare = max(0, len(inside) - len(low))  # the last one again, so that no place is left empty
        low, parent = (np.concatenate([each, each[[-1] * spare]]) for each in (low, parent))
        weights, bound = self.weights[parent], self.bound[parent]
        places = np.concatenate([inside, np.arange(self.many, self.many + len(low) - len(inside))])
        self._grow(self.many + len(low) - len(inside))
        self.low[places], self.weights[places], self.bound[places] = low, weights, bound
        self.share[places] = self.shares(low, weights, bound)
        self.looked[places], self.settled[places] = False, False

    def _grow(self, many: int) -> None:
        """Let there be so many zones."""
        self.many = many
        if many > len(self.low):
            for name in ("low", "share", "weights", "bound", "looked", "settled"):
                held = getattr(self, name)
                setattr(self, name, np.concatenate([held, np.zeros((many, *held.shape[1:]), held.dtype)]))

    def _look(self, zones: Ints) -> None:
        """Bound zones by the weights that are kept."""
        self.looked[zones] = True
        if not len(self.pool):
            return
        pool = self.pool.astype(np.float64)
        slopes = (pool * self.weighing.ranges).T
        for begin in range(0, len(zones), AT_ONCE):
            those = zones[begin : begin + AT_ONCE]
            low = self.low[those]
            share = self.bounds - (low + STEP) @ pool.T
            share /= np.maximum((low > self.base) @ slopes, 1.0)
            best = share.argmin(axis=1)
            self.improve(those, self.pool[best], self.bounds[best])

    def improve(self, zones: Ints, weights: Ints, bounds: Ints) -> None:
        """Where these weights, one for each of the zones, bound it better: take them."""
        share = self.shares(self.low[zones], weights, bounds)
        better = share < self.share[zones]
        those = zones[better]
        self.share[those], self.weights[those], self.bound[those] = share[better], weights[better], bounds[better]

    def shares(self, low: Ints, weights: Ints, bounds: Ints) -> Floats:
        """By what share of the ranges a package may exceed these corners at most, by these weights; 1 at most."""
        above = (bounds - (weights * (low + STEP)).sum(axis=1)).astype(np.float64)
        slope = (weights * np.where(low > self.base, self.weighing.ranges, 0)).sum(axis=1)
        return np.clip(above / np.maximum(slope, 1), 0.0, 1.0)

    def lost(self) -> Vector:
        """Per party, by how much a package may exceed the nearest point at most: in whole numbers, the least multiple of all
        ranges for which all zones are shown to be empty beyond it."""
        low, high = 0.0, 1.0
        for _ in range(FINE):
            middle = (low + high) / 2
            if self._empty_beyond(middle):
                high = middle
            else:
                low = middle
        return tuple(int(each) for each in self._beyond(high))

    def _beyond(self, share: float) -> Ints:
        return np.minimum(np.floor(self.weighing.ranges * share).astype(np.int64), self.weighing.ranges)

    def _empty_beyond(self, share: float) -> bool:
        low = self.low[: self.many]
        lost = np.where(low > self.base, self._beyond(share), 0)
        least = (self.weights[: self.many] * (low + lost + STEP)).sum(axis=1)
        return bool((least > self.bound[: self.many]).all())


def _lowest(rows: Ints) -> Ints:
    """The places of the rows that no other one is below or the same as; of those alike, the first."""
    order = np.lexsort(rows.T[::-1])
    rows = rows[order]
    kept = np.ones(len(rows), np.bool_)
    for begin in range(0, len(rows), AT_ONCE):
        those = rows[begin : begin + AT_ONCE]
        before = rows[: begin + len(those)][kept[: begin + len(those)]]  # what is below comes earlier
        below = np.ones((len(before), len(those)), np.bool_)
        for p in range(rows.shape[1]):
            below &= before[:, p, None] <= those[None, :, p]
        own = len(before) - len(those)
        below[own:][np.tril_indices(len(those))] = False
        kept[begin : begin + len(those)] = ~below.any(axis=0)
    return order[kept]
