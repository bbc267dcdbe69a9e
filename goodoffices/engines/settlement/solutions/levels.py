"""What would have to hold of a package that ranks higher, level by level, and exact verdicts on bounds.

A rank is a tuple that is compared from the front, so whatever ranks higher does so on a first level: it keeps what the
levels before it reached, and exceeds on this one. Given weights q ≥ 0 and bound = max q·value over some packages, a level
says

    REACHES  a package among them may exceed what the incumbent has on this level,
    KEEPS    none exceeds it; only a later level can still tell them apart,
    FAILS    none even keeps it: nothing among them ranks higher.

Values are whole numbers (`scaled`); verdicts use integers and fractions only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, gcd, log, prod
from operator import mul
from typing import Any

from goodoffices.engines.settlement.scaled import Scaled
from goodoffices.engines.settlement.solutions.dual import LINEAR, NASH, PATTERN, Conditions

REACHES, KEEPS, FAILS = range(3)

#: How finely weights are kept: small enough for a compact certificate, fine enough to cost no bound worth having.
GRID = 1 << 12

#: Up to so many parties, sorted patterns are decided exactly; beyond, by a bound that is a little lower.
MOST_ASSIGNED = 12


@dataclass(frozen=True)
class Measure:
    """What a level looks at, per party it concerns: `base[i]` + `per[i]`·value of `members[i]`."""

    members: tuple[int, ...]
    base: tuple[Fraction, ...]
    per: tuple[Fraction, ...]

    @classmethod
    def of(
        cls, scaled: Scaled, zero: Sequence[Fraction], size: Sequence[Fraction], members: Sequence[int]
    ) -> "Measure":
        """(utility − zero) / size of these parties."""
        base = [(Fraction(scaled.offsets[p], scaled.scales[p]) - zero[p]) / size[p] for p in members]
        per = [Fraction(scaled.units[p], scaled.scales[p]) / size[p] for p in members]
        return cls(tuple(members), tuple(base), tuple(per))

    def at(self, value: Sequence[int]) -> list[Fraction]:
        return [base + per * value[p] for p, base, per in zip(self.members, self.base, self.per, strict=True)]

    def least(self, amount: Fraction) -> list[int]:
        """The least values that reach this amount, member by member."""
        return [ceil((amount - base) / per) for base, per in zip(self.base, self.per, strict=True)]

    def above(self, amount: Fraction) -> list[int]:
        """The least values that exceed this amount, member by member."""
        return [floor((amount - base) / per) + 1 for base, per in zip(self.base, self.per, strict=True)]


@dataclass(frozen=True)
class Standing:
    """Conditions beside a level: `floors` (party → least value) and, from earlier levels, `line`·value ≥ `keep`."""

    parties: int
    ranges: Sequence[int]
    floors: dict[int, int] = field(default_factory=dict)
    line: tuple[int, ...] = ()
    keep: int = 0


@dataclass
class Level:
    """One level: its conditions for `dual`, and the verdict. Rows: the measured parties, the floors, the line."""

    standing: Standing
    conditions: Conditions
    norms: list[float]  # by what each row of whole numbers was multiplied
    near: float  # above this, F is not worth an exact look
    functionals: list[tuple[int, int]]  # per row: (party, 1), or (−1, 0) for the line

    @property
    def promising(self) -> float:
        """How near to the conditions a package has to come to be looked at."""
        return self.conditions.pattern[0] if self.conditions.kind == NASH else 0.0

    def multipliers(self, y: Sequence[float]) -> list[int]:
        """Whole numbers, in the proportions that these weights have on the rows before they were normed."""
        found = [round(each * size) for each, size in zip(y.tolist() if hasattr(y, "tolist") else y, self.sizes)]  # noqa: B905
        common = gcd(*found)
        return [each // common for each in found] if common > 1 else found

    @cached_property
    def sizes(self) -> list[float]:
        unit = GRID / min(self.norms)
        return [norm * unit for norm in self.norms]

    def weights(self, q: Sequence[int]) -> list[int]:
        """What these multipliers weigh on each party's value."""
        found = [0] * self.standing.parties
        for each, (party, _) in zip(q, self.functionals, strict=True):
            if party >= 0:
                found[party] += each
            elif each:
                found = [one + each * other for one, other in zip(found, self.standing.line, strict=True)]
        return found

    def written(self, q: Sequence[int]) -> list[Any]:
        """The multipliers as certificates have them: those of the measured parties, then, if there are any, those of the
        floors of all parties, then that of the line."""
        group = self.conditions.group
        rest = dict(zip((party for party, _ in self.functionals[group:]), q[group:], strict=True))
        if not any(rest.values()):
            return list(q[:group])
        return [list(q[:group]), [rest.get(p, 0) for p in range(self.standing.parties)], rest.get(-1, 0)]

    def aside(self, q: Sequence[int], group: int) -> int:
        """What the floors and the line demand at these multipliers."""
        return sum(map(mul, q[group:], self._demands)) if len(q) > group else 0

    @cached_property
    def _demands(self) -> list[int]:
        standing = self.standing
        return [*standing.floors.values(), *([standing.keep] if standing.line else [])]

    def coefficients(self) -> list[list[int]]:
        """The rows before they were normed: what each makes of the parties' values."""
        line = list(self.standing.line)
        return [
            line if party < 0 else [int(other == party) for other in range(self.standing.parties)]
            for party, _ in self.functionals
        ]

    def keeping(self) -> list[int]:
        """Per row, the least whole number where all else is kept; for levels whose rows are that simple."""
        raise NotImplementedError

    def exceeding(self) -> list[int]:
        """The same where the level is exceeded."""
        raise NotImplementedError

    def largest(self, bound: int) -> int:
        """No such number is further from 0 than this, whatever the incumbent, if no value of a party is beyond `bound`."""
        beside = (abs(least) for least in self.standing.floors.values())
        return max(sum(map(abs, self.standing.line)) * bound + 1, *beside, 0)

    def leads_to(self, other: "Level") -> bool:
        """Is this the least amount, and the other level the next amount of the same measure?"""
        return False

    def verdict(self, q: Sequence[int], bound: int) -> int:
        raise NotImplementedError

    def fails_below(self, q: Sequence[int]) -> int | None:
        """Bounds below this, and no others, fail; None where that is not so simple."""
        return None


@dataclass
class Linear(Level):
    """The line itself is to be exceeded: `line`·value > `keep`."""

    def keeping(self) -> list[int]:
        return self._demands

    def exceeding(self) -> list[int]:
        return [*self._demands[:-1], self._demands[-1] + 1]

    def verdict(self, q: Sequence[int], bound: int) -> int:
        over = bound - self.aside(q, 0)
        return FAILS if over < 0 else KEEPS if over < q[-1] else REACHES

    def fails_below(self, q: Sequence[int]) -> int | None:
        return self.aside(q, 0)


@dataclass
class Sorted(Level):
    """Sorted ascending, the measures keep `amounts[:at]`, and the next exceeds `amounts[at]`."""

    measure: Measure
    amounts: list[Fraction]
    at: int

    def keeping(self) -> list[int]:
        return [*self._keeping, *self._demands]

    def exceeding(self) -> list[int]:
        return [*self._exceeding, *self._demands]

    def largest(self, bound: int) -> int:
        amounts = self.measure.at([bound] * self.standing.parties), self.measure.at([-bound] * self.standing.parties)
        ends = [*self.measure.above(max(amounts[0])), *self.measure.least(min(amounts[1]))]
        return max(super().largest(bound), *map(abs, ends))

    def leads_to(self, other: Level) -> bool:
        return self.at == 0 and isinstance(other, Sorted) and other.measure is self.measure and other.at == 1

    def verdict(self, q: Sequence[int], bound: int) -> int:
        group = len(self.measure.members)
        over = bound - self.aside(q, group)
        if over < cheapest(q[:group], self._kept, self._keeping):
            return FAILS
        return KEEPS if over < cheapest(q[:group], self._kept, self._exceeding) else REACHES

    def fails_below(self, q: Sequence[int]) -> int | None:
        group = len(self.measure.members)
        return self.aside(q, group) + cheapest(q[:group], self._kept, self._keeping)

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

    def verdict(self, q: Sequence[int], bound: int) -> int:
        """(Σ q·gain / n)^n ≥ Π q · Π gain, the inequality of means; equality only where all q·gain are equal."""
        group = len(self.measure.members)
        pairs = list(zip(q[:group], self.measure.base, self.measure.per, strict=True))
        over = bound - self.aside(q, group) + sum(each * base / per for each, base, per in pairs)
        if over < 0:
            return FAILS
        if not all(q[:group]):
            return REACHES
        most, least = over**group, group**group * self.amount * prod(each / per for each, _, per in pairs)
        return FAILS if most < least else KEEPS if most == least else REACHES


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


def linear(standing: Standing) -> Linear:
    """The level on which the line exceeds what it keeps."""
    rows, norms, offsets, functionals = _beside(standing)
    conditions = Conditions(LINEAR, 0, rows, offsets, [0.0])
    return Linear(standing, conditions, norms, norms[-1], functionals)


def sorted_(standing: Standing, measure: Measure, amounts: Sequence[Fraction], at: int) -> Sorted:
    """The level on which the amount at place `at` of the sorted measures is exceeded."""
    size = float(max(per * max(standing.ranges[p], 1) for p, per in zip(measure.members, measure.per, strict=True)))
    rows, norms, offsets, functionals = [], [], [], []
    for p, base, per in zip(measure.members, measure.base, measure.per, strict=True):
        norms.append(float(per) / size)
        rows += [norms[-1] if other == p else 0.0 for other in range(standing.parties)]
        offsets.append(-float(base) / size)
        functionals.append((p, 1))
    beside = _beside(standing)
    pattern = [float(amounts[min(place, at)]) / size for place in range(len(measure.members))]
    conditions = Conditions(PATTERN, len(measure.members), rows + beside[0], offsets + beside[2], pattern)
    near = max(norms)
    return Sorted(standing, conditions, norms + beside[1], near, functionals + beside[3], measure, list(amounts), at)


def product(standing: Standing, measure: Measure, gains: Sequence[Fraction]) -> Product:
    """The level on which the product of these gains, all above 0, is exceeded."""
    rows, norms, offsets, functionals = [], [], [], []
    logs = 0.0
    for p, base, per, gain in zip(measure.members, measure.base, measure.per, gains, strict=True):
        size = max(standing.ranges[p], 1)
        norms.append(1 / size)
        rows += [norms[-1] if other == p else 0.0 for other in range(standing.parties)]
        offsets.append(-float(base / per) / size)
        functionals.append((p, 1))
        logs += log(gain / per) - log(size)
    beside = _beside(standing)
    conditions = Conditions(NASH, len(gains), rows + beside[0], offsets + beside[2], [logs])
    return Product(
        standing,
        conditions,
        norms + beside[1],
        1e-9,
        functionals + beside[3],
        measure,
        prod(gains, start=Fraction(1)),
    )


def _beside(standing: Standing) -> tuple[list[float], list[float], list[float], list[tuple[int, int]]]:
    """Rows, norms, offsets and functionals of the floors and the line."""
    rows: list[float] = []
    norms, offsets, functionals = [], [], []
    for party, least in standing.floors.items():
        norm = 1 / max(standing.ranges[party], 1)
        rows += [norm if other == party else 0.0 for other in range(standing.parties)]
        norms.append(norm)
        offsets.append(least * norm)
        functionals.append((party, 1))
    if standing.line:
        size = sum(abs(each) * max(most, 1) for each, most in zip(standing.line, standing.ranges, strict=True))
        rows += [each / size for each in standing.line]
        norms.append(1 / size)
        offsets.append(standing.keep / size)
        functionals.append((-1, 0))
    return rows, norms, offsets, functionals
