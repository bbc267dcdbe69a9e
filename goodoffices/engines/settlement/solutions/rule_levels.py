"""The levels of each rule: what a package that the rule ranks above the incumbent would have to meet."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.solutions.level_rows import leximin_levels, linear, product_level
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.measures import Measure, SideConditions
from goodoffices.engines.settlement.solutions.rules import Baseline
from goodoffices.engines.settlement.solutions.space import Space


@dataclass(frozen=True)
class Setting:
    """What the levels are made from: a space, what the rules measure from, and the parties that can gain."""

    space: Space
    baseline: Baseline
    members: tuple[int, ...]  # for Nash and Kalai–Smorodinsky: who can gain

    @cached_property
    def side(self) -> SideConditions:
        """What every party has to have at least, where not every package gives it that."""
        return side_conditions(self.space, self.baseline.floors)

    @cached_property
    def utilities(self) -> Measure:
        return utilities(self.space)

    def gains(self, members: Sequence[int], shares: bool = False) -> Measure:
        """The gains of these parties; with `shares`, as parts of the most that each could gain."""
        floors, ideals = self.baseline.floors, self.baseline.ideals
        size = [
            ideal - floor if shares and ideal > floor else Fraction(1)
            for ideal, floor in zip(ideals, floors, strict=True)
        ]
        return Measure.of(self.space.scaled, floors, size, members)


def utilities(space: Space) -> Measure:
    """Every party's utility as it is."""
    count = space.parties
    return Measure.of(space.scaled, [Fraction(0)] * count, [Fraction(1)] * count, range(count))


def side_conditions(space: Space, floors: Sequence[Fraction], above: Sequence[int] = ()) -> SideConditions:
    """Utilities of at least `floors`; more than that for the parties in `above`."""
    lows, highs = space.extremes
    measure, needs = utilities(space), {}
    for p, (floor, base, per) in enumerate(zip(floors, measure.base, measure.per, strict=True)):
        at = (floor - base) / per
        needs[p] = math.floor(at) + 1 if p in above else math.ceil(at)
    ranges = [high - low for low, high in zip(lows, highs, strict=True)]
    return SideConditions(space.parties, ranges, {p: least for p, least in needs.items() if least > lows[p]})


def most(side: SideConditions, line: Sequence[int], value: Sequence[int]) -> list[Level]:
    """The one level on which line·value is exceeded."""
    keep = sum(each * at for each, at in zip(line, value, strict=True))
    return [linear(replace(side, line=tuple(line), keep=keep))]


def party_level(side: SideConditions, measure: Measure, party: int, value: int) -> Level:
    """The level on which this party has more than `value`. `measure`: everybody's utilities."""
    line = tuple(int(other == party) for other in range(side.parties))
    return linear(replace(side, line=line, keep=value, unit=measure.per[party], zero=measure.base[party]))


def utilitarian(setting: Setting, best: Choice) -> list[Level]:
    """The sum; then leximin in utilities."""
    value = setting.space.value(best)
    side = setting.side.with_line(setting.utilities, setting.utilities.per, value)
    return [linear(side), *leximin_levels(side, setting.utilities, value)]


def leximin(setting: Setting, best: Choice) -> list[Level]:
    """Leximin in utilities."""
    return leximin_levels(setting.side, setting.utilities, setting.space.value(best))


def egalitarian(setting: Setting, best: Choice) -> list[Level]:
    """Leximin in gains; then, among packages with the same gains in another order, leximin in utilities."""
    measure, value = setting.gains(range(setting.space.parties)), setting.space.value(best)
    side = setting.side.with_line(measure, measure.per, value)  # the sum of the gains is the same, too
    return [
        *leximin_levels(setting.side, measure, value),
        *leximin_levels(replace(side, floors=_floors(setting, measure, best)), setting.utilities, value),
    ]


def kalai_smorodinsky(setting: Setting, best: Choice) -> list[Level]:
    """The least share; among packages that have it, leximin in utilities."""
    value = setting.space.value(best)
    if not setting.members:
        return leximin_levels(setting.side, setting.utilities, value)
    measure = setting.gains(setting.members, shares=True)
    side = replace(setting.side, floors=_floors(setting, measure, best))
    return [*leximin_levels(setting.side, measure, value)[:1], *leximin_levels(side, setting.utilities, value)]


def nash(setting: Setting, best: Choice) -> list[Level]:
    """The product; then, on the plane that touches it at the incumbent, leximin in utilities."""
    value, measure = setting.space.value(best), setting.gains(setting.members)
    if not setting.members:
        return leximin_levels(setting.side, setting.utilities, value)
    gains = measure.at(value)
    side = setting.side.without_what_follows(measure, Fraction(0))
    slopes = [per / gain for per, gain in zip(measure.per, gains, strict=True)]
    plane = setting.side.with_line(measure, slopes, value)
    return [product_level(side, measure, gains), *leximin_levels(plane, setting.utilities, value)]


def _floors(setting: Setting, measure: Measure, best: Choice) -> dict[int, int]:
    """What every party has at least where all have the incumbent's least amount in this measure."""
    floors, lows = setting.side.floors, setting.space.extremes[0]
    least = measure.least(min(measure.at(setting.space.value(best))))
    needs = {**floors, **dict(zip(measure.members, least, strict=True))}
    return {p: max(need, floors.get(p, need)) for p, need in needs.items() if need > lows[p]}


#: By rule: the levels that exceed a package.
LEVELS: dict[str, Callable[[Setting, Choice], list[Level]]] = {
    "nash": nash,
    "ks": kalai_smorodinsky,
    "maximin": leximin,
    "leximin": leximin,
    "utilitarian": utilitarian,
    "egalitarian": egalitarian,
}
