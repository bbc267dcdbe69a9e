"""A case in whole numbers: the same order and the same sums, in integers as small as they can be without rounding.

Each party's worths are multiplied by the least number that makes them whole, moved so that the least option of every issue
is 0, and divided by what they have in common: utility × `Mandate.scale` = offset + unit × value. Nothing is lost, since
shifting and scaling all utilities of a party changes neither which package is better for it nor how worths add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd
from operator import getitem
from typing import TypeAlias

from goodoffices.engines.settlement.model.case import Case, Choice, Mandate

#: Whole numbers, one for each party.
Vector: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class ScaledCase:
    """A case in whole numbers.

    `worth[issue][option][party]` ≥ 0; `terms[issues][choice][party]` adds up the dependencies of all parties over the same
    issues. `scales`, `units` and `offsets` (per party) lead back to utilities; `floors` are the least values that meet the
    reservation values; no value that any choice over some of the issues can have is below -`bound` or above `bound`.
    """

    worth: tuple[tuple[Vector, ...], ...]
    terms: dict[tuple[int, ...], dict[Choice, Vector]]
    scales: Vector
    units: Vector
    offsets: Vector
    floors: Vector
    bound: int

    @classmethod
    def of(cls, case: Case) -> "ScaledCase":
        columns, measures = [], []
        for mandate in case.mandates:
            column, measure = _measured(mandate)
            columns.append(column)
            measures.append(measure)
        units, offsets, floors, bounds = zip(*(measure[1:] for measure in measures), strict=True)
        worth = tuple(tuple(zip(*rows, strict=True)) for rows in zip(*columns, strict=True))
        terms = _terms(case, units)
        scales = tuple(measure[0] for measure in measures)
        return cls(worth, terms, scales, units, offsets, floors, max(bounds))

    def utilities(self, value: Iterable[int]) -> tuple[Fraction, ...]:
        """The utilities that these values stand for, one per party."""
        return tuple(
            Fraction(offset + unit * at, scale)
            for at, offset, unit, scale in zip(value, self.offsets, self.units, self.scales, strict=True)
        )

    def value(self, choice: Choice) -> Vector:
        """The value of a package, in whole numbers."""
        total = [sum(map(getitem, column, choice)) for column in self._columns]
        for issues, combinations in self.terms.items():
            if extra := combinations.get(tuple(choice[issue] for issue in issues)):
                total = [one + other for one, other in zip(total, extra, strict=True)]
        return tuple(total)

    @cached_property
    def _columns(self) -> list[list[Vector]]:
        """`worth` party by party: for each issue, what its options are worth."""
        return [[tuple(vector[p] for vector in options) for options in self.worth] for p in range(len(self.units))]


def _measured(mandate: Mandate) -> tuple[list[list[int]], tuple[int, int, int, int, int]]:
    """One party's worths as whole numbers per issue, and (scale, unit, offset, floor, bound)."""
    scale = mandate.scale
    rows = [[cell.numerator * (scale // cell.denominator) for cell in row] for row in mandate.worth]
    lows = [min(row) for row in rows]
    rows = [[cell - low for cell in row] for row, low in zip(rows, lows, strict=True)]
    extras = [int(cell * scale) for term in mandate.terms for cell in term.worth.values()]
    unit = gcd(*[cell for row in rows for cell in row], *extras) or 1
    if unit != 1:
        rows = [[cell // unit for cell in row] for row in rows]
    offset = int(mandate.base * scale) + sum(lows)
    floor = -((offset - int(mandate.floor * scale)) // unit)  # rounded up: the least value that is enough
    bound = sum(max(row) for row in rows) + sum(abs(cell) for cell in extras) // unit
    return rows, (scale, unit, offset, floor, bound)


def _terms(case: Case, units: Vector) -> dict[tuple[int, ...], dict[Choice, Vector]]:
    """All parties' dependencies, gathered by their issues."""
    found: dict[tuple[int, ...], dict[Choice, list[int]]] = {}
    for party, mandate in enumerate(case.mandates):
        for term in mandate.terms:
            combinations = found.setdefault(term.issues, {})
            for choice, cell in term.worth.items():
                extra = combinations.setdefault(choice, [0] * len(units))
                extra[party] += int(cell * mandate.scale) // units[party]
    return {issues: {at: tuple(extra) for at, extra in each.items()} for issues, each in found.items()}
