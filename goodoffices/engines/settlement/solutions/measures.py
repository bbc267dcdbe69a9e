"""What levels look at: measures of the parties, and the conditions that have to hold besides. In whole numbers and fractions."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, gcd, lcm

from goodoffices.engines.settlement.model.scaled import ScaledCase


@dataclass(frozen=True)
class Measure:
    """What a level looks at, per party it concerns: `base[i]` + `per[i]`·value of `members[i]`."""

    members: tuple[int, ...]
    base: tuple[Fraction, ...]
    per: tuple[Fraction, ...]

    @classmethod
    def of(
        cls, scaled: ScaledCase, zero: Sequence[Fraction], size: Sequence[Fraction], members: Sequence[int]
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
class SideConditions:
    """What has to hold besides a level: `floors` (party → least value) and, from earlier levels, `line`·value ≥ `keep`.

    `ranges`: per party, how far apart its values can be. What the line measures is `zero` + `unit`·(`line`·value).
    """

    parties: int
    ranges: Sequence[int]
    floors: dict[int, int] = field(default_factory=dict)
    line: tuple[int, ...] = ()
    keep: int = 0
    unit: Fraction = Fraction(1)
    zero: Fraction = Fraction(0)

    def with_line(self, measure: Measure, slopes: Sequence[Fraction], value: Sequence[int]) -> "SideConditions":
        """Also keep what these slopes on the members' values come to at `value`."""
        whole = lcm(*(slope.denominator for slope in slopes))
        line = [0] * self.parties
        for p, slope in zip(measure.members, slopes, strict=True):
            line[p] = int(slope * whole)
        common = gcd(*line) or 1
        line = [each // common for each in line]
        keep = sum(each * at for each, at in zip(line, value, strict=True))
        zero = sum(measure.base, Fraction(0))
        return replace(self, line=tuple(line), keep=keep, unit=Fraction(common, whole), zero=zero)

    def without_what_follows(self, measure: Measure, amount: Fraction) -> "SideConditions":
        """Leave out the floors that follow from having at least this amount."""
        needs = dict(zip(measure.members, measure.least(amount), strict=True))
        return replace(self, floors={p: least for p, least in self.floors.items() if needs.get(p, least - 1) < least})

    @cached_property
    def demands(self) -> list[int]:
        """What the rows of the floors and of the line have to reach."""
        return [*self.floors.values(), *([self.keep] if self.line else [])]
