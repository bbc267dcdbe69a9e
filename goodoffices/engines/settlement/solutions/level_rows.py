"""Levels from side conditions and measures: their rows, normed so that floats are good enough for hints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import log, prod

from goodoffices.engines.settlement.solutions.levels import Level, Linear, Product, Sorted
from goodoffices.engines.settlement.solutions.measures import Measure, SideConditions
from goodoffices.engines.settlement.solutions.subgradient import LINEAR, NASH, PATTERN, Conditions


@dataclass
class _Rows:
    """Rows of a level, while they are gathered. `rows`: one number for each party and row, normed; `norms`: by what each row of
    whole numbers was multiplied; `offsets`: what a row has to exceed, normed; `owners`: the row's party, −1 for the line."""

    rows: list[float] = field(default_factory=list)
    norms: list[float] = field(default_factory=list)
    offsets: list[float] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)

    def add(self, party: int, parties: int, norm: float, offset: float) -> None:
        """A row that looks at one party."""
        self.rows += [norm if other == party else 0.0 for other in range(parties)]
        self.norms.append(norm)
        self.offsets.append(offset)
        self.owners.append(party)

    def add_side(self, side: SideConditions) -> None:
        """The floors and the line."""
        for party, least in side.floors.items():
            norm = 1 / max(side.ranges[party], 1)
            self.add(party, side.parties, norm, least * norm)
        if side.line:
            size = sum(abs(each) * max(most, 1) for each, most in zip(side.line, side.ranges, strict=True))
            self.rows += [each / size for each in side.line]
            self.norms.append(1 / size)
            self.offsets.append(side.keep / size)
            self.owners.append(-1)


def linear(side: SideConditions) -> Linear:
    """The level on which the line exceeds what it keeps."""
    rows = _Rows()
    rows.add_side(side)
    conditions = Conditions(LINEAR, 0, rows.rows, rows.offsets, [0.0])
    return Linear(side, conditions, rows.norms, rows.norms[-1], rows.owners)


def sorted_level(side: SideConditions, measure: Measure, amounts: Sequence[Fraction], at: int) -> Sorted:
    """The level on which the amount at place `at` of the sorted measures is exceeded."""
    size = float(max(per * max(side.ranges[p], 1) for p, per in zip(measure.members, measure.per, strict=True)))
    rows = _Rows()
    for p, base, per in zip(measure.members, measure.base, measure.per, strict=True):
        rows.add(p, side.parties, float(per) / size, -float(base) / size)
    near = max(rows.norms)
    rows.add_side(side)
    pattern = [float(amounts[min(place, at)]) / size for place in range(len(measure.members))]
    conditions = Conditions(PATTERN, len(measure.members), rows.rows, rows.offsets, pattern)
    return Sorted(side, conditions, rows.norms, near, rows.owners, measure, list(amounts), at)


def product_level(side: SideConditions, measure: Measure, gains: Sequence[Fraction]) -> Product:
    """The level on which the product of these gains, all above 0, is exceeded."""
    rows, logs = _Rows(), 0.0
    for p, base, per, gain in zip(measure.members, measure.base, measure.per, gains, strict=True):
        size = max(side.ranges[p], 1)
        rows.add(p, side.parties, 1 / size, -float(base / per) / size)
        logs += log(gain / per) - log(size)
    rows.add_side(side)
    conditions = Conditions(NASH, len(gains), rows.rows, rows.offsets, [logs])
    return Product(side, conditions, rows.norms, 1e-9, rows.owners, measure, prod(gains, start=Fraction(1)))


def leximin_levels(side: SideConditions, measure: Measure, value: Sequence[int]) -> list[Level]:
    """The levels of leximin in this measure: the least amount exceeds that of `value`; else the next, and so on."""
    amounts = sorted(measure.at(value))
    side = side.without_what_follows(measure, amounts[0])
    return [sorted_level(side, measure, amounts, at) for at in range(len(amounts))]
