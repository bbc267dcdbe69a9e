"""Ladders of levels, one per rule: what would have to hold of a package that the rule ranks above the incumbent."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.solutions.levels import Level, Measure, Standing, linear, product, sorted_
from goodoffices.engines.settlement.solutions.rules import Ground
from goodoffices.engines.settlement.solutions.space import Space


@dataclass(frozen=True)
class Setting:
    """What the ladders stand on: a space, the ground the rules measure from, and the parties that can gain."""

    space: Space
    ground: Ground
    members: tuple[int, ...]  # for Nash and Kalai–Smorodinsky: who can gain

    @cached_property
    def standing(self) -> Standing:
        """What every party is to have at least, where it has not anyway."""
        return standing(self.space, self.utilities, self.ground.floors)

    @cached_property
    def utilities(self) -> Measure:
        return plain(self.space)

    def gains(self, members: Sequence[int], shares: bool = False) -> Measure:
        floors, ideals = self.ground.floors, self.ground.ideals
        size = [
            ideal - floor if shares and ideal > floor else Fraction(1)
            for ideal, floor in zip(ideals, floors, strict=True)
        ]
        return Measure.of(self.space.scaled, floors, size, members)


def plain(space: Space) -> Measure:
    """Utilities as they are."""
    count = space.parties
    return Measure.of(space.scaled, [Fraction(0)] * count, [Fraction(1)] * count, range(count))


def standing(space: Space, utilities: Measure, floors: Sequence[Fraction], above: Sequence[int] = ()) -> Standing:
    """Utilities of at least `floors`; more than that for the parties in `above`."""
    lows, highs = space.extremes
    needs = {}
    for p, (floor, base, per) in enumerate(zip(floors, utilities.base, utilities.per, strict=True)):
        at = (floor - base) / per
        needs[p] = math.floor(at) + 1 if p in above else math.ceil(at)
    ranges = [high - low for low, high in zip(lows, highs, strict=True)]
    return Standing(space.parties, ranges, {p: least for p, least in needs.items() if least > lows[p]})


def utilitarian(setting: Setting, best: Choice) -> list[Level]:
    standing = lined(setting.standing, setting.utilities, setting.utilities.per, setting.space.value(best))
    return [linear(standing), *climb(standing, setting.utilities, setting.space.value(best))]


def leximin(setting: Setting, best: Choice) -> list[Level]:
    return climb(setting.standing, setting.utilities, setting.space.value(best))


def egalitarian(setting: Setting, best: Choice) -> list[Level]:
    measure = setting.gains(range(setting.space.parties))
    floors = _floors(setting, measure, best)
    standing = lined(setting.standing, measure, measure.per, setting.space.value(best))
    value = setting.space.value(best)
    # Of those alike in all their gains the sum is the same, too.
    return [
        *climb(setting.standing, measure, value),
        *climb(replace(standing, floors=floors), setting.utilities, value),
    ]


def kalai_smorodinsky(setting: Setting, best: Choice) -> list[Level]:
    """The least share; of those that have it, leximin in utilities."""
    value = setting.space.value(best)
    if not setting.members:
        return climb(setting.standing, setting.utilities, value)
    measure = setting.gains(setting.members, shares=True)
    standing = replace(setting.standing, floors=_floors(setting, measure, best))
    return [*climb(setting.standing, measure, value)[:1], *climb(standing, setting.utilities, value)]


def nash(setting: Setting, best: Choice) -> list[Level]:
    """The product; then, on the plane that touches it at the incumbent, leximin."""
    value, measure = setting.space.value(best), setting.gains(setting.members)
    if not setting.members:
        return climb(setting.standing, setting.utilities, value)
    gains = measure.at(value)
    standing = _without(setting.standing, measure, Fraction(0))
    slopes = [per / gain for per, gain in zip(measure.per, gains, strict=True)]
    plane = lined(setting.standing, measure, slopes, value)
    return [product(standing, measure, gains), *climb(plane, setting.utilities, value)]


def most(standing: Standing, line: Sequence[int], value: Sequence[int]) -> list[Level]:
    """The one level on which line·value is exceeded."""
    keep = sum(each * at for each, at in zip(line, value, strict=True))
    return [linear(replace(standing, line=tuple(line), keep=keep))]


def climb(standing: Standing, measure: Measure, value: Sequence[int]) -> list[Level]:
    """The rungs of leximin in this measure: the least amount, then the next."""
    amounts = sorted(measure.at(value))
    standing = _without(standing, measure, amounts[0])
    return [sorted_(standing, measure, amounts, at) for at in range(len(amounts))]


def lined(standing: Standing, measure: Measure, slopes: Sequence[Fraction], value: Sequence[int]) -> Standing:
    """Also keep what these slopes on the members' values come to."""
    whole = lcm(*(slope.denominator for slope in slopes))
    line = [0] * standing.parties
    for p, slope in zip(measure.members, slopes, strict=True):
        line[p] = int(slope * whole)
    common = gcd(*line) or 1
    line = [each // common for each in line]
    keep = sum(each * at for each, at in zip(line, value, strict=True))
    return replace(standing, line=tuple(line), keep=keep)


def _floors(setting: Setting, measure: Measure, best: Choice) -> dict[int, int]:
    """What every party has at least where all have the incumbent's least amount in this measure."""
    standing, lows = setting.standing, setting.space.extremes[0]
    least = measure.least(min(measure.at(setting.space.value(best))))
    needs = {**standing.floors, **dict(zip(measure.members, least, strict=True))}
    return {p: max(need, standing.floors.get(p, need)) for p, need in needs.items() if need > lows[p]}


def _without(standing: Standing, measure: Measure, amount: Fraction) -> Standing:
    """Floors that whoever has this amount meets anyway are left out."""
    needs = dict(zip(measure.members, measure.least(amount), strict=True))
    return replace(
        standing, floors={p: least for p, least in standing.floors.items() if needs.get(p, least - 1) < least}
    )


LADDERS = {
    "nash": nash,
    "ks": kalai_smorodinsky,
    "maximin": leximin,
    "leximin": leximin,
    "utilitarian": utilitarian,
    "egalitarian": egalitarian,
}
