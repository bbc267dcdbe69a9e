"""Adjusted Winner: two parties, issues that can be divided (Brams and Taylor, Fair Division, 1996, chapter 4).

Each party spreads the same number of points over the issues. Each issue first goes to whoever gave it more points. Then
the party with more points in hand passes issues on, those first where a point of the other costs it least, until both
hold the same; at most one issue is divided on the way. What comes out is efficient (no other division is better for both),
equitable (both hold the same points) and envy-free (neither would rather have the other's part).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.engines.settlement.model import Case, Unusable

Points = Mapping[str, Fraction | int]


@dataclass(frozen=True)
class Division:
    """Who gets what. `shares`: issue → the part that goes to the first party, 0 to 1. `points`: what each then holds."""

    shares: Mapping[str, Fraction]
    points: tuple[Fraction, Fraction]

    @property
    def divided(self) -> str | None:
        """The one issue that is divided, if one is."""
        return next((issue for issue, share in self.shares.items() if 0 < share < 1), None)


def adjusted_winner(first: Points, second: Points) -> Division:
    """Divide the issues. Both parties name the same issues; points are scaled to the same total. Raises `Unusable`.

    The Panama Canal talks, with the points that Raiffa (The Art and Science of Negotiation, 1982) reports:

    >>> us = {"defence": 22, "use": 22, "land": 15, "expansion": 14, "duration": 11, "routes": 6, "compensation": 4}
    >>> panama = {"defence": 9, "use": 15, "land": 15, "expansion": 3, "duration": 15, "routes": 5, "compensation": 11}
    >>> us |= {"jurisdiction": 2, "military rights": 2, "defence role": 2}
    >>> panama |= {"jurisdiction": 7, "military rights": 7, "defence role": 13}
    >>> found = adjusted_winner(us, panama)
    >>> [int(each) for each in found.points], found.divided, found.shares["land"]
    ([66, 66], 'land', Fraction(2, 15))
    """
    one, two = _scaled(first, second)
    shares = {issue: Fraction(1 if one[issue] > two[issue] else 0) for issue in one}
    # An issue that both want alike goes to whoever has less; it is passed on first, so it does not matter.
    held = _held(shares, one, two)
    giver_is_first = held[0] > held[1]
    giver, taker = (one, two) if giver_is_first else (two, one)
    whole = Fraction(1) if giver_is_first else Fraction(0)
    mine = [issue for issue in one if shares[issue] == whole and giver[issue] > 0]
    mine.sort(key=lambda issue: (taker[issue] == 0, giver[issue] / taker[issue] if taker[issue] else Fraction(0)))
    for issue in mine:
        held = _held(shares, one, two)
        ahead = abs(held[0] - held[1])
        if not ahead or taker[issue] == 0:
            break
        part = min(Fraction(1), ahead / (giver[issue] + taker[issue]))
        shares[issue] = whole - part if giver_is_first else part
    return Division(shares, _held(shares, one, two))


def stakes(case: Case) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """What each issue is about to each of two parties: its best option less what the other would choose there.

    Issues on which one option is the best for both are not to be divided, and are left out. Raises `Unusable` where the
    case is not one for Adjusted Winner: more than two parties, dependencies or exclusions.
    """
    if len(case.mandates) != 2:
        raise Unusable(f"Adjusted Winner divides between two parties; here are {len(case.mandates)}.")
    if not case.separable:
        raise Unusable("Adjusted Winner takes issues one by one; here some depend on each other.")
    found: tuple[dict[str, Fraction], dict[str, Fraction]] = ({}, {})
    for at, issue in enumerate(case.domain.issues):
        one, two = (mandate.worth[at] for mandate in case.mandates)
        best_one = max(range(len(one)), key=lambda option: (one[option], two[option]))
        best_two = max(range(len(two)), key=lambda option: (two[option], one[option]))
        stake = one[best_one] - one[best_two], two[best_two] - two[best_one]
        if any(stake):
            found[0][issue.name], found[1][issue.name] = stake
    return found


def _scaled(first: Points, second: Points) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    if list(first) != list(second) and set(first) != set(second):
        raise Unusable("Both parties give points to the same issues.")
    if any(points < 0 for points in (*first.values(), *second.values())):
        raise Unusable("Points are not negative.")
    totals = sum(first.values(), Fraction(0)), sum(second.values(), Fraction(0))
    if not all(totals):
        raise Unusable("A party that gives no points wants nothing; there is nothing to divide.")
    # Both in the scale of the larger total, so that points given out of 100 stay as they are.
    scale = max(totals)
    return (
        {issue: Fraction(first[issue]) * scale / totals[0] for issue in first},
        {issue: Fraction(second[issue]) * scale / totals[1] for issue in first},
    )


def _held(
    shares: Mapping[str, Fraction], one: Mapping[str, Fraction], two: Mapping[str, Fraction]
) -> tuple[Fraction, Fraction]:
    return (
        sum((shares[issue] * one[issue] for issue in shares), Fraction(0)),
        sum(((1 - shares[issue]) * two[issue] for issue in shares), Fraction(0)),
    )
