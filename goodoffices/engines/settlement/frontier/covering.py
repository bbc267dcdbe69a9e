"""Points for a frontier that is too large to be had in time: spread so that nothing is far from all of them, with a proof.

First the packages that evenly spread weights make best. Then where the bound is worst: weights are sought that bound the zone
better, and a package in it; the packages that the weights make best are tried first, since these are efficient for certain, then what
changing one or two issues gives (as Benson's method works from outside and from inside at once: Benson 1998; Löhne 2011). Imports numpy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import comb
from operator import lt, mul

import numpy as np

from goodoffices.engines.settlement.frontier.nearby import changed
from goodoffices.engines.settlement.frontier.weighing import Weighing
from goodoffices.engines.settlement.frontier.zones import Zones
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.arrays import Flags, Floats, Ints

#: At most so many weights to begin with.
MOST_WEIGHTS = 500
#: Zones that are looked at together, from few to many; steps towards better weights for them.
FEW, MANY, STEPS, SLOWING = 16, 240, 24, 0.82
#: There are at most so many zones, and points; and an error of this share of the ranges is small enough.
MOST_ZONES, MOST_POINTS, ENOUGH = 200_000, 20_000, 0.002
#: So often zones are looked at even where no time is left: it takes a moment.
LEAST = 3
#: How little a party's range is to count at least: one that bounds the zone, and one that does not.
LITTLE, NOTHING = 1e-4, 1e-9


@dataclass
class Cover:
    """Points found so far: `found`: value → its package, and whether it is efficient for certain. With `floors`, only packages that
    are worth at least so much to each party count."""

    scaled: ScaledCase
    floors: Vector | None
    weighing: Weighing
    zones: Zones
    found: dict[Vector, tuple[Choice, bool]] = field(default_factory=dict)
    _values: Ints = field(init=False, repr=False)

    @classmethod
    def of(cls, scaled: ScaledCase, floors: Vector | None) -> "Cover":
        weighing = Weighing.of(scaled)
        least = [0 if floors is None else max(0, each) for each in floors or scaled.units]
        beyond = tuple(most + 1 for most in weighing.uncut(tuple(map(int, weighing.ranges))))
        base = weighing.cut(tuple(min(each, most) - 1 for each, most in zip(least, beyond, strict=True)))
        return cls(scaled, floors, weighing, Zones(weighing, base))

    def __post_init__(self) -> None:
        self._values = np.zeros((1024, len(self.scaled.units)), np.int64)

    @property
    def values(self) -> Ints:
        """What the points are worth, cut, [points, parties], in the order in which they were found."""
        return self._values[: len(self.found)]

    @property
    def lost(self) -> Vector:
        """Per party, what a package may exceed the nearest point by at most; all of its range where there is no point."""
        return self.weighing.uncut(self.zones.lost())

    def bounding(self, low: Ints) -> Flags:
        """Of corners, the coordinates that a point bounds; all, where none does."""
        real: Flags = low > self.zones.base
        return real | ~real.any(axis=1, keepdims=True)

    def take(self, chosen: Ints, weights: "Ints | None" = None) -> list[Ints]:
        """Note packages, [many, issues], those that count; their values. With `weights`, those that these make best: they are
        efficient for certain."""
        packages = [tuple(map(int, each)) for each in chosen]
        if weights is not None and any(
            self.weighing.shifts
        ):  # what is best by worths that were cut need not be so exactly
            packages = [self._best(row) for row in weights.tolist()]
        return [value for each in packages for value in self._taken(each, weights is not None)]

    def _best(self, weights: list[int]) -> Choice:
        """The best option of each issue by these weights, in whole numbers of any size."""
        most = max(self.weighing.shifts)
        exact = [weight << (most - shift) for weight, shift in zip(weights, self.weighing.shifts, strict=True)]
        weighed = ([sum(map(mul, exact, vector)) for vector in options] for options in self.scaled.worth)
        return tuple(each.index(max(each)) for each in weighed)

    def _taken(self, choice: Choice, efficient: bool) -> list[Ints]:
        value = self.scaled.value(choice)
        if self.floors is not None and any(map(lt, value, self.floors)):
            return []
        before = self.found.get(value)
        self.found[value] = (choice, efficient) if before is None else (min(choice, before[0]), efficient or before[1])
        there = np.array(self.weighing.cut(value), np.int64)
        if before is None:
            if len(self.found) > len(self._values):
                self._values = np.concatenate([self._values, np.zeros_like(self._values)])
            self._values[len(self.found) - 1] = there
        return [there]

    def deepest(self, zones: Ints) -> Ints:
        """For each zone, the point known already that is deepest in it; −1 where none is."""
        low = self.zones.low[zones]
        depth = np.full((len(zones), len(self.found)), np.inf)
        for p, width in enumerate(self.weighing.ranges):
            np.minimum(depth, (self.values[None, :, p] - low[:, None, p]) / width, out=depth)
        if not len(self.found):
            return np.full(len(zones), -1)
        best = depth.argmax(axis=1)
        return np.where(depth[np.arange(len(zones)), best] > 0, best, -1)


def cover(scaled: ScaledCase, floors: Vector | None, enough: Callable[[], bool]) -> Cover:
    """Points, and what a package may exceed the nearest of them by. `enough()`: is the time over? It is asked often; Ctrl-C ends
    it, too."""
    made = Cover.of(scaled, floors)
    try:
        _begin(made)
        for done in count():
            over = enough() and done >= LEAST
            if over or len(made.zones) > MOST_ZONES or len(made.found) > MOST_POINTS or not _round(made, enough):
                break
    except KeyboardInterrupt:
        pass  # what is there is true
    return made


def _begin(made: Cover) -> None:
    """Evenly spread weights bound; of their packages, each party's best ones part the zones, and others as they are wanted."""
    weights = made.weighing.weights(np.array([*spread(len(made.scaled.units))], np.float64))
    chosen, bounds = made.weighing.best(weights)
    made.zones.know(weights, bounds)
    made.take(chosen, weights)
    if len(made.found):
        made.zones.add(made.values[np.unique(made.values.argmax(axis=0))])


def _round(made: Cover, enough: Callable[[], bool]) -> bool:
    """Look at the worst zones. False if there is none left to look at."""
    zones = made.zones
    worst = zones.worst(max(FEW, min(MANY, len(zones) // 20)), ENOUGH)
    if not len(worst):
        return False
    known = made.deepest(worst)
    points = [made.values[at] for at in np.unique(known[known >= 0])]
    worst = worst[known < 0]
    if len(worst):
        chosen = _weighed(made, worst, points)
        _changed_all(made, worst, chosen, points, enough)
    for begin in range(0, len(points), FEW):
        zones.add(np.array(points[begin : begin + FEW], np.int64))
        if enough():
            break
    return True


def _weighed(made: Cover, worst: Ints, points: list[Ints]) -> Ints:
    """Weights that bound these zones better; their packages go to the points. Returns, for each zone, one near it."""
    zones, low = made.zones, made.zones.low[worst]
    found = _towards(made.weighing, low, made.bounding(low), zones.weights[worst])
    if made.floors is not None:  # near the floors, a package has to be above these as well
        found += _towards(made.weighing, low, np.ones_like(low, np.bool_), zones.weights[worst])
    for importance in found:
        weights = made.weighing.weights(importance)
        chosen, bounds = made.weighing.best(weights)
        zones.know(weights, bounds)
        zones.improve(worst, weights, bounds)
        inside = (made.weighing.values(chosen) > low).all(axis=1)
        points += made.take(chosen[inside], weights[inside])
    return chosen


def _changed_all(made: Cover, worst: Ints, chosen: Ints, points: list[Ints], enough: Callable[[], bool]) -> None:
    """For zones in which there is no point yet: packages that differ in a few issues from those near them."""
    zones, low = made.zones, made.zones.low[worst]
    real = made.bounding(low) | (made.floors is not None)
    filled = zones.share[worst] <= ENOUGH
    for point in points:
        filled |= (point > low).all(axis=1)
    for at, zone in enumerate(worst):
        if at % FEW == 0 and enough():
            return
        if filled[at]:
            continue
        near = changed(made.weighing, chosen[at], low[at], real[at])
        taken = [] if near is None else made.take(near[None])
        zones.settled[zone] = not any((point > low[at]).all() for point in taken)
        for point in taken:
            filled |= (point > low).all(axis=1)
        points += taken


def spread(parties: int) -> Iterator[tuple[float, ...]]:
    """Importances, evenly spread: all ways to share out so many parts, each party getting one at least."""
    parts = parties
    while parties > 1 and parts < MOST_WEIGHTS and comb(parts, parties - 1) <= MOST_WEIGHTS:
        parts += 1
    for shares in _shared(parts, parties):
        yield tuple(share / parts for share in shares)


def _shared(parts: int, parties: int) -> Iterator[Vector]:
    if parties == 1:
        yield (parts,)
        return
    for first in range(1, parts - parties + 2):
        for rest in _shared(parts - first, parties - 1):
            yield (first, *rest)


def _towards(weighing: Weighing, corners: Ints, real: Flags, weights: Ints) -> list[Floats]:
    """For each zone: importances that bound it best, and those whose best package is deepest in it. A subgradient method with
    multiplicative steps (Kivinen and Warmuth 1997)."""
    low = corners / weighing.ranges
    # What counts for next to nothing would take many steps to count again.
    importance = np.where(real, weights * weighing.ranges.astype(np.float64), 0.0)
    importance /= importance.sum(axis=1, keepdims=True)
    importance = np.maximum(0.9 * importance + 0.1 * real / real.sum(axis=1, keepdims=True), NOTHING)
    floor = np.where(real, low, 0.0)
    least, deepest = np.full(len(low), np.inf), np.full(len(low), -np.inf)
    tightest, roomiest = importance.copy(), importance.copy()
    for step in range(STEPS):
        value, _ = weighing.roughly(importance)
        over = value - floor
        bound = (importance * over).sum(axis=1)
        depth = np.where(real, over, np.inf).min(axis=1)
        better, deeper = bound < least, depth > deepest
        least[better], tightest[better] = bound[better], importance[better]
        deepest[deeper], roomiest[deeper] = depth[deeper], importance[deeper]
        apart = np.where(real, over - bound[:, None], 0.0)  # only how far they are apart changes the weights
        spread = np.abs(apart).max(axis=1, keepdims=True)
        importance = importance * np.exp(-(SLOWING**step) * apart / np.maximum(spread, 1e-9))
        importance = np.maximum(importance / importance.sum(axis=1, keepdims=True), np.where(real, LITTLE, NOTHING))
    return [tightest, roomiest]
