"""Mandates that are not precise: what holds whatever the exact worths are, and what may hold.

Few people can say what an option is worth; most can say that it is worth between 3 and 5, that it is “good”, or that it is
worth no less than another one. Each of these is a range of worths with an order on it. Every question here is about all the
precise cases that fit: is the package efficient in all of them, in some, in none (as for necessary and possible winners, Konczak and Lang
2005); in what share (stochastic acceptability, Lahdelma, Hokkanen and Salminen 1998); how much
may be lost by it at most (minimax regret, Savage 1951; with utility ranges Boutilier et al. 2006).
"""
# house: clock or chance: what is drawn follows from the seed that the caller gives

# house: clock or chance: cases are drawn from a seed: the same share every time
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import factorial, log, sqrt
from typing import Literal

from goodoffices.engines.settlement.audit.draft import PATIENCE, Audit, audit
from goodoffices.engines.settlement.model import Case, Choice, Domain, Mandate, Unusable

#: How wrong a share from drawn cases may be at most, with this probability (Hoeffding 1963).
SURE = 0.95
#: With more issues than this, volumes are not added up: there are two to that power of corners.
MOST_CORNERS = 12

Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Imprecise:
    """What one party says: `low` and `high`, [issues][options], and `order`: by issue, pairs (better, worse) of options, of which
    the first is worth no less than the second. Raises `Unusable` where no worths fit."""

    party: str
    low: Rows
    high: Rows
    order: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    reservation: Fraction | None = None

    def __post_init__(self) -> None:
        if [len(row) for row in self.low] != [len(row) for row in self.high]:
            raise Unusable(f"What “{self.party}” says has more lower ends than upper ones, or fewer.")
        for issue, (lows, highs) in enumerate(zip(self.least, self.most, strict=True)):
            for option, (low, high) in enumerate(zip(lows, highs, strict=True)):
                if low > high:
                    raise Unusable(
                        f"No worth fits what “{self.party}” says of option {option + 1} of issue {issue + 1}: "
                        f"at least {low}, and at most {high}."
                    )

    @cached_property
    def least(self) -> Rows:
        """The least that each option can be worth, the order taken into account."""
        return tuple(_raised(list(row), self.order.get(at, ()), 1) for at, row in enumerate(self.low))

    @cached_property
    def most(self) -> Rows:
        """The most that each option can be worth."""
        return tuple(_raised(list(row), self.order.get(at, ()), -1) for at, row in enumerate(self.high))

    def favouring(self, choice: Choice) -> Rows:
        """Worths that fit, at which every other package is as far behind this one as it can be, or ahead by as little."""
        return tuple(
            _raised(
                [
                    most if at == chosen else low
                    for at, (low, most) in enumerate(zip(lows, self.most[issue], strict=True))
                ],
                self.order.get(issue, ()),
                1,
            )
            for issue, (lows, chosen) in enumerate(zip(self.least, choice, strict=True))
        )

    def disfavouring(self, choice: Choice) -> Rows:
        """Worths that fit, at which every other package is as far ahead of this one as it can be."""
        return tuple(
            _raised(
                [
                    least if at == chosen else high
                    for at, (high, least) in enumerate(zip(highs, self.least[issue], strict=True))
                ],
                self.order.get(issue, ()),
                -1,
            )
            for issue, (highs, chosen) in enumerate(zip(self.most, choice, strict=True))
        )

    def drawn(self, chance: random.Random) -> Rows:
        """Worths that fit, each option even over its range; what breaks the order is drawn again, issue by issue."""
        return tuple(
            _drawn(chance, lows, highs, self.order.get(issue, ()))
            for issue, (lows, highs) in enumerate(zip(self.least, self.most, strict=True))
        )


def _raised(row: list[Fraction], order: Sequence[tuple[int, int]], way: int) -> tuple[Fraction, ...]:
    """The row with lower ends raised (way 1) or upper ends lowered (−1) as far as the order asks for."""
    for _ in row:
        for better, worse in order:
            if way > 0:
                row[better] = max(row[better], row[worse])
            else:
                row[worse] = min(row[worse], row[better])
    return tuple(row)


#: How often an issue is drawn again before its worths are sorted by the order instead.
TRIES = 1_000


def _drawn(
    chance: random.Random, lows: Sequence[Fraction], highs: Sequence[Fraction], order: Sequence[tuple[int, int]]
) -> tuple[Fraction, ...]:
    for _ in range(TRIES):
        row = [
            low + (high - low) * Fraction(chance.getrandbits(24), 1 << 24)
            for low, high in zip(lows, highs, strict=True)
        ]
        if all(row[better] >= row[worse] for better, worse in order):
            return tuple(row)
    raise Unusable("So much is ordered that hardly any worths drawn by chance fit. Narrow the ranges to fit the order.")


def scale(words: Mapping[str, tuple[Fraction, Fraction]], said: Sequence[Sequence[str]]) -> tuple[Rows, Rows]:
    """Lower and upper ends of what was said in words of a scale, such as {"good": (4, 6)}.

    >>> low, high = scale({"poor": (Fraction(0), Fraction(2)), "good": (Fraction(4), Fraction(6))}, [["good", "poor"]])
    >>> [str(each) for each in (*low[0], *high[0])]
    ['4', '0', '6', '2']
    """
    for row in said:
        for word in row:
            if word not in words:
                raise Unusable(f"“{word}” is not on the scale. It has: {', '.join(words)}.")
    return tuple(tuple(words[word][0] for word in row) for row in said), tuple(
        tuple(words[word][1] for word in row) for row in said
    )


@dataclass(frozen=True)
class Ranges:
    """A domain, and what the parties say of it without being precise. No dependencies; exclusions are fine."""

    domain: Domain
    mandates: tuple[Imprecise, ...]

    def case(self, rows: Sequence[Rows]) -> Case:
        """The precise case with these worths, party by party."""
        made = [Mandate(each.party, worth, each.reservation) for each, worth in zip(self.mandates, rows, strict=True)]
        return Case(self.domain, tuple(made))

    def favouring(self, choice: Choice) -> Case:
        return self.case([each.favouring(choice) for each in self.mandates])

    def disfavouring(self, choice: Choice) -> Case:
        return self.case([each.disfavouring(choice) for each in self.mandates])


Verdict = Literal["necessarily", "possibly", "never", "unknown"]


@dataclass(frozen=True)
class Efficiency:
    """Is the package efficient whatever the worths are, at some that fit, or at none? `case` is the one that decides, `audit`
    what was found in it, with its certificate."""

    verdict: Verdict
    case: Case
    audit: Audit


def efficiency(ranges: Ranges, choice: Choice, *, budget: float | None = PATIENCE) -> Efficiency:
    """What holds of the package. At the worths that favour it most every difference to another package is as small as at any
    worths that fit, for all packages at once; so if it is not efficient there, it is nowhere; likewise the other way round."""
    against = ranges.disfavouring(choice)
    found = audit(against, choice, budget=budget, verdict_only=True)
    if found.status == "exact" and not found.improvable:
        return Efficiency("necessarily", against, found)
    favourable = ranges.favouring(choice)
    best = audit(favourable, choice, budget=budget, verdict_only=True)
    if "exact" not in (found.status, best.status) or best.status != "exact":
        return Efficiency("unknown", favourable, best)
    if best.improvable:
        return Efficiency("never", favourable, best)
    return Efficiency("possibly" if found.status == "exact" else "unknown", favourable, best)


@dataclass(frozen=True)
class Share:
    """A part of all the worths that fit, even over the ranges. `error`: how wrong it may be at most, 0 where it is exact; from
    drawn cases it is not more than that with a probability of `SURE`."""

    share: Fraction
    error: float
    exact: bool


def acceptable_share(ranges: Ranges, choice: Choice) -> Share:
    """At what share of the worths that fit does every party get its reservation value? The exact volume (a sum
    of uniform numbers: Irwin 1927, Hall 1927), for parties that state no order. Raises `Unusable` for more than `MOST_CORNERS` issues.

    >>> one = Imprecise("one", ((Fraction(0),), (Fraction(0),)), ((Fraction(1),), (Fraction(1),)), {}, Fraction(1))
    >>> str(acceptable_share(Ranges(Domain.of({"a": ["x"], "b": ["y"]}), (one,)), (0, 0)).share)
    '1/2'
    """
    share = Fraction(1)
    for each in ranges.mandates:
        if any(each.order.values()):
            raise Unusable(f"“{each.party}” states an order; ask for the share of cases drawn by chance.")
        lows = [row[at] for row, at in zip(each.least, choice, strict=True)]
        widths = [row[at] - low for row, at, low in zip(each.most, choice, lows, strict=True)]
        floor = Fraction(0) if each.reservation is None else each.reservation
        share *= 1 - _volume([width for width in widths if width], floor - sum(lows, Fraction(0)))
    return Share(share, 0.0, True)


def _volume(widths: Sequence[Fraction], below: Fraction) -> Fraction:
    """The part of a box from 0 with these widths in which coordinates add up to less than `below`; of no width, 1 or 0."""
    if not widths:
        return Fraction(below > 0)
    if len(widths) > MOST_CORNERS:
        raise Unusable(f"With more than {MOST_CORNERS} ranges, ask for the share of cases drawn by chance.")
    count, total = len(widths), Fraction(0)
    for corner in product((0, 1), repeat=count):
        left = below - sum((width for width, there in zip(widths, corner, strict=True) if there), Fraction(0))
        if left > 0:
            total += (-1) ** sum(corner) * left**count
    whole = Fraction(factorial(count))
    for width in widths:
        whole *= width
    return total / whole


def efficient_share(
    ranges: Ranges, choice: Choice, *, draws: int = 1_000, seed: int = 0, budget: float | None = PATIENCE
) -> Share:
    """At what share of the worths that fit is the package efficient? From cases drawn by chance; the same seed gives the same."""
    chance, efficient = random.Random(seed), 0  # noqa: S311 - nothing secret
    for _ in range(draws):
        case = ranges.case([each.drawn(chance) for each in ranges.mandates])
        found = audit(case, choice, budget=budget, verdict_only=True)
        if found.status != "exact":
            raise Unusable("A drawn case was not settled in the time allowed. Allow more.")
        efficient += not found.improvable
    return Share(Fraction(efficient, draws), hoeffding(draws), False)


def hoeffding(draws: int, sure: float = SURE) -> float:
    """How far a share of so many draws may be from the truth at most, with this probability (Hoeffding 1963).

    >>> round(hoeffding(1_000), 3)
    0.043
    """
    return sqrt(log(2 / (1 - sure)) / (2 * draws))


def regret(ranges: Ranges, choice: Choice) -> Fraction:
    """The most by which another package may exceed this one in all, all parties' points together, at any worths that fit."""
    return sum(
        (max(_exceeds(ranges, issue, other, chosen) for other in range(len(ranges.domain.issues[issue].options)))
         for issue, chosen in enumerate(choice)),
        Fraction(0),
    )  # fmt: skip


def least_regret(ranges: Ranges) -> tuple[Choice, Fraction]:
    """The package of which the regret is least (minimax regret; the first in file order of those alike), and its regret.

    What one issue costs does not depend on the others, so each is settled for itself. Raises `Unusable` where combinations are
    excluded.
    """
    if ranges.domain.exclusions:
        raise Unusable(
            "Where combinations are excluded, issues cannot be settled one by one; ask for the regret of a package."
        )
    chosen = []
    for issue, each in enumerate(ranges.domain.issues):
        options = range(len(each.options))
        regrets = [max(_exceeds(ranges, issue, other, option) for other in options) for option in options]
        chosen.append(regrets.index(min(regrets)))
    choice = tuple(chosen)
    return choice, regret(ranges, choice)


def _exceeds(ranges: Ranges, issue: int, other: int, chosen: int) -> Fraction:
    """By how much this option may exceed the chosen one at most, for all parties together."""
    if other == chosen:
        return Fraction(0)
    total = Fraction(0)
    for each in ranges.mandates:
        worst = each.disfavouring(tuple(chosen if at == issue else 0 for at in range(len(each.low))))
        total += worst[issue][other] - worst[issue][chosen]
    return total
