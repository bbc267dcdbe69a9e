"""What a package that ranks higher would have to meet, level by level, and exact verdicts on bounds.

A rank is a tuple that is compared from the front, so whatever ranks higher does so on a first level: it keeps what the
levels before it reached, and exceeds on this one. Given weights q ≥ 0 and bound = max q·value over some packages, a level
says

    REACHES  a package among them may exceed what the incumbent has on this level,
    KEEPS    none exceeds it; only a later level can still tell them apart,
    FAILS    none even keeps it: nothing among them ranks higher.

Values are whole numbers (`scaled`); verdicts use integers and fractions only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from math import gcd, prod
from operator import mul

from goodoffices.engines.settlement.certificates.proofs import Weights
from goodoffices.engines.settlement.runtime.arrays import FloatRow
from goodoffices.engines.settlement.solutions.measures import Measure, SideConditions
from goodoffices.engines.settlement.solutions.subgradient import NASH, Conditions


class Verdict(IntEnum):
    """What a bound says of the packages below it; see above."""

    REACHES = 0
    KEEPS = 1
    FAILS = 2


#: How finely weights are kept: small enough for a compact certificate, fine enough to cost no bound worth having.
GRID = 1 << 12

#: Up to so many parties, sorted patterns are decided exactly; beyond, by a bound that is a little lower.
MOST_ASSIGNED = 12


@dataclass
class Level:
    """One level: its conditions for the search for weights, and the verdict on a bound.

    Rows: the measured parties, then the floors, then the line. `norms`: by what each row of whole numbers was multiplied for
    the conditions, which are floats; `near`: hints above this are not worth an exact look; `owners`: the party that a row
    looks at, −1 for the line.
    """

    side: SideConditions
    conditions: Conditions
    norms: list[float]
    near: float
    owners: list[int]

    @property
    def promising(self) -> float:
        """How near to the conditions a package has to come to be ranked."""
        return self.conditions.pattern[0] if self.conditions.kind == NASH else 0.0

    def multipliers(self, y: FloatRow) -> list[int]:
        """Whole numbers in the proportions that the weights `y` have on the rows before they were normed."""
        weights = y if isinstance(y, list) else y.tolist()
        found = [round(each * size) for each, size in zip(weights, self.sizes, strict=False)]
        common = gcd(*found)
        return [each // common for each in found] if common > 1 else found

    @cached_property
    def sizes(self) -> list[float]:
        """By what a weight on each row is multiplied before it is rounded."""
        unit = GRID / min(self.norms)
        return [norm * unit for norm in self.norms]

    def weights(self, q: Sequence[int]) -> list[int]:
        """What these multipliers weigh on each party's value."""
        found = [0] * self.side.parties
        for each, party in zip(q, self.owners, strict=True):
            if party >= 0:
                found[party] += each
            elif each:
                found = [one + each * other for one, other in zip(found, self.side.line, strict=True)]
        return found

    def written(self, q: Sequence[int]) -> Weights:
        """The multipliers as certificates have them: those of the measured parties; then, if there are any, those of the
        floors of all parties and that of the line."""
        group = self.conditions.group
        rest: dict[int, int] = dict(zip(self.owners[group:], q[group:], strict=True))
        if not any(rest.values()):
            return list(q[:group])
        floors = [rest.get(p, 0) for p in range(self.side.parties)]
        return list[list[int] | int]([list(q[:group]), floors, rest.get(-1, 0)])

    def demanded(self, q: Sequence[int], group: int) -> int:
        """What the floors and the line demand at these multipliers; `group`: how many rows come before them."""
        return sum(map(mul, q[group:], self.side.demands)) if len(q) > group else 0

    def coefficients(self) -> list[list[int]]:
        """The rows before they were normed, [rows, parties]."""
        line = list(self.side.line)
        return [
            line if party < 0 else [int(other == party) for other in range(self.side.parties)] for party in self.owners
        ]

    def keeping(self) -> list[int]:
        """Per row, the least whole number that keeps the level; for levels whose rows are that simple."""
        raise NotImplementedError

    def exceeding(self) -> list[int]:
        """Per row, the least whole number that exceeds the level."""
        raise NotImplementedError

    def largest(self, bound: int) -> int:
        """No such number is farther from 0 than this, whatever the incumbent, if no value of a party is beyond `bound`."""
        floors = (abs(least) for least in self.side.floors.values())
        return max(sum(map(abs, self.side.line)) * bound + 1, *floors, 0)

    def leads_to(self, other: "Level") -> bool:
        """Is this the least amount, and the other level the next amount of the same measure?"""
        return False

    def verdict(self, q: Sequence[int], bound: int) -> Verdict:
        """What `bound` = max q·value says of the packages it is taken over."""
        raise NotImplementedError

    def fails_below(self, q: Sequence[int]) -> int | None:
        """Bounds below this, and no others, fail; None where that is not so simple."""
        return None

    def at_most(self, q: Sequence[int], bound: int) -> Fraction | None:
        """What no package that `bound` is taken over exceeds on this level, in the measure of the level; None where these
        multipliers say nothing. The exact amount may be lower: rounding to whole values is not taken into account."""
        raise NotImplementedError


@dataclass
class Linear(Level):
    """The line itself is to be exceeded: `line`·value > `keep`."""

    def keeping(self) -> list[int]:
        return self.side.demands

    def exceeding(self) -> list[int]:
        return [*self.side.demands[:-1], self.side.demands[-1] + 1]

    def verdict(self, q: Sequence[int], bound: int) -> Verdict:
        over = bound - self.demanded(q, 0)
        return Verdict.FAILS if over < 0 else Verdict.KEEPS if over < q[-1] else Verdict.REACHES

    def fails_below(self, q: Sequence[int]) -> int | None:
        return self.demanded(q, 0)

    def at_most(self, q: Sequence[int], bound: int) -> Fraction | None:
        """q·value ≤ bound, and every row but the line has at least what it has to."""
        if not q[-1]:
            return None
        return self.side.zero + self.side.unit * (self.side.keep + (bound - self.demanded(q, 0)) // q[-1])


@dataclass
class Sorted(Level):
    """Sorted ascending, the measures keep `amounts[:at]`, and the next exceeds `amounts[at]`."""

    measure: Measure
    amounts: list[Fraction]
    at: int

    def keeping(self) -> list[int]:
        return [*self._keeping, *self.side.demands]

    def exceeding(self) -> list[int]:
        return [*self._exceeding, *self.side.demands]

    def largest(self, bound: int) -> int:
        amounts = self.measure.at([bound] * self.side.parties), self.measure.at([-bound] * self.side.parties)
        ends = [*self.measure.above(max(amounts[0])), *self.measure.least(min(amounts[1]))]
        return max(super().largest(bound), *map(abs, ends))

    def leads_to(self, other: Level) -> bool:
        return self.at == 0 and isinstance(other, Sorted) and other.measure is self.measure and other.at == 1

    def verdict(self, q: Sequence[int], bound: int) -> Verdict:
        group = len(self.measure.members)
        over = bound - self.demanded(q, group)
        if over < cheapest(q[:group], self._kept, self._keeping):
            return Verdict.FAILS
        return Verdict.KEEPS if over < cheapest(q[:group], self._kept, self._exceeding) else Verdict.REACHES

    def fails_below(self, q: Sequence[int]) -> int | None:
        group = len(self.measure.members)
        return self.demanded(q, group) + cheapest(q[:group], self._kept, self._keeping)

    def at_most(self, q: Sequence[int], bound: int) -> Fraction | None:
        """If all measures are at least t, q·value ≥ Σ q·(t − base) / per."""
        group = len(self.measure.members)
        slope = sum((each / per for each, per in zip(q[:group], self.measure.per, strict=True)), Fraction(0))
        if not slope:
            return None
        shift = sum(
            (each * base / per for each, base, per in zip(q[:group], self.measure.base, self.measure.per, strict=True)),
            Fraction(0),
        )
        return (bound - self.demanded(q, group) + shift) / slope

    @cached_property
    def _kept(self) -> list[list[int]]:
        return [self.measure.least(amount) for amount in self.amounts[: self.at]]

    @cached_property
    def _keeping(self) -> list[int]:
        return self.measure.least(self.amounts[self.at])

    @cached_property
    def _exceeding(self) -> list[int]:
        return self.measure.above(self.amounts[self.at])


@dataclass
class Product(Level):
    """The product of the measures is to exceed `amount` > 0."""

    measure: Measure
    amount: Fraction

    def verdict(self, q: Sequence[int], bound: int) -> Verdict:
        """(Σ q·gain / n)^n ≥ Π q · Π gain, the inequality of means; equality only where all q·gain are equal."""
        group = len(self.measure.members)
        pairs = list(zip(q[:group], self.measure.base, self.measure.per, strict=True))
        over = bound - self.demanded(q, group) + sum(each * base / per for each, base, per in pairs)
        if over < 0:
            return Verdict.FAILS
        if not all(q[:group]):
            return Verdict.REACHES
        most, least = over**group, group**group * self.amount * prod(each / per for each, _, per in pairs)
        return Verdict.FAILS if most < least else Verdict.KEEPS if most == least else Verdict.REACHES

    def at_most(self, q: Sequence[int], bound: int) -> Fraction | None:
        """By the inequality of means, as in the verdict."""
        group = len(self.measure.members)
        if not all(q[:group]):
            return None
        pairs = list(zip(q[:group], self.measure.base, self.measure.per, strict=True))
        over = bound - self.demanded(q, group) + sum((each * base / per for each, base, per in pairs), Fraction(0))
        return max(Fraction(0), over) ** group / (group**group * prod(each / per for each, _, per in pairs))


def cheapest(q: Sequence[int], kept: Sequence[Sequence[int]], rest: Sequence[int]) -> int:
    """The least Σ q·value if each of `kept` is met by a party of its own, and `rest` by all others.

    An assignment problem, small: over subsets of parties, one kept amount after the other.
    """
    total = sum(map(mul, q, rest))
    kept = [needs for needs in kept if needs != rest]
    if not kept:
        return total
    costs = [[each * (need - usual) for each, need, usual in zip(q, needs, rest, strict=True)] for needs in kept]
    if len(q) > MOST_ASSIGNED:
        return total + sum(min(0, *row) for row in costs)
    best = {0: 0}
    for row in costs:
        nearer: dict[int, int] = {}
        for taken, cost in best.items():
            for party, more in enumerate(row):
                if not taken >> party & 1:
                    key = taken | 1 << party
                    if key not in nearer or cost + more < nearer[key]:
                        nearer[key] = cost + more
        best = nearer
    return total + min(best.values())
