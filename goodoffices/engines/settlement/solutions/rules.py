"""What each solution looks for: discrete definitions over a finite set of packages, one function each.

Let A be the acceptable packages (every party gets at least its reservation value d), u their utilities in the file's own
scale, g = u − d the gains. A rule ranks packages by a tuple; the greatest wins. Ties are broken by the leximin of u (the
worst-off party first, then the next), then by file order (the lexicographically first choice of options). So each
solution is one determined package, whatever method found it, and an efficient one: whoever is better for one party at
nobody's cost ranks higher under every rule here.

* utilitarian: the greatest sum of u. Takes utilities as comparable between parties. (Harsanyi 1955)
* nash: the greatest product of g. Where no package gives every party a gain, first the greatest number of parties that
  gain at all, then the product over those who do, as in maximum Nash welfare. (Nash 1950; Caragiannis et al. 2019)
* ks, Kalai–Smorodinsky: the greatest minimum of g / (ideal − d); ideals are each party's maximum over A. Parties whose
  ideal is d cannot gain, and are left out. (Kalai and Smorodinsky 1975; for finite sets its ties are ours to break)
* egalitarian: the greatest minimum of g, then the leximin of g. (Kalai 1977; Imai 1983)
* maximin: the greatest minimum of u. (Rawls 1971)
* leximin: the greatest minimum of u, then the next smallest, and so on. (Sen 1970)

Maximin breaks its ties by leximin, hence picks the same package as leximin; both are offered because both are asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias

Utilities: TypeAlias = Sequence[Fraction]
#: Compared from the front; greater is better.
Rank: TypeAlias = tuple[tuple[Fraction | int, ...], ...]


@dataclass(frozen=True)
class Baseline:
    """What a rule measures from: the disagreement point, and each party's best over the acceptable packages."""

    floors: tuple[Fraction, ...]
    ideals: tuple[Fraction, ...]

    def gains(self, utilities: Utilities) -> list[Fraction]:
        return [each - floor for each, floor in zip(utilities, self.floors, strict=True)]

    def shares(self, utilities: Utilities) -> list[Fraction]:
        """Each party's gain as a part of the most it could gain; those who cannot gain are left out."""
        return [
            (each - floor) / (ideal - floor)
            for each, floor, ideal in zip(utilities, self.floors, self.ideals, strict=True)
            if ideal > floor
        ]


def rank(name: str, baseline: Baseline, utilities: Utilities) -> Rank:
    """Where these utilities stand under the rule `name`; greater is better. Ends with the leximin of the utilities.

    >>> baseline = Baseline((Fraction(0), Fraction(0)), (Fraction(10), Fraction(5)))
    >>> rank("nash", baseline, (Fraction(4), Fraction(3))) > rank("nash", baseline, (Fraction(9), Fraction(1)))
    True
    """
    return (*RULES[name](baseline, utilities), tuple(sorted(utilities)))


def score(name: str, baseline: Baseline, utilities: Utilities) -> Fraction:
    """What the rule makes as great as it can, before any ties: the sum, the product, the least share, gain or utility.

    >>> score("egalitarian", Baseline((Fraction(1), Fraction(0)), ()), (Fraction(4), Fraction(5)))
    Fraction(3, 1)
    """
    if name == "nash":
        return Fraction(_nash(baseline, utilities)[0][1])
    if name in ("maximin", "leximin"):
        return min(utilities)
    return Fraction(RULES[name](baseline, utilities)[0][0])


def _utilitarian(_: Baseline, utilities: Utilities) -> Rank:
    return ((sum(utilities, Fraction(0)),),)


def _nash(baseline: Baseline, utilities: Utilities) -> Rank:
    gains = [gain for gain in baseline.gains(utilities) if gain > 0]
    return ((Fraction(len(gains)), prod(gains, start=Fraction(1))),)


def _kalai_smorodinsky(baseline: Baseline, utilities: Utilities) -> Rank:
    return ((min(baseline.shares(utilities), default=Fraction(0)),),)


def _egalitarian(baseline: Baseline, utilities: Utilities) -> Rank:
    return (tuple(sorted(baseline.gains(utilities))),)


def _leximin(_: Baseline, utilities: Utilities) -> Rank:
    return ()


RULES: dict[str, Callable[[Baseline, Utilities], Rank]] = {
    "nash": _nash,
    "ks": _kalai_smorodinsky,
    "maximin": _leximin,
    "leximin": _leximin,
    "utilitarian": _utilitarian,
    "egalitarian": _egalitarian,
}
