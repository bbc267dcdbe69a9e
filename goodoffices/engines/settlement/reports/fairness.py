"""What each solution promises, in words; and who loses what against each alternative.

A mediator who names a package is asked “why this one?” The answer is a promise the rule keeps whatever the numbers are.
The promises are stated for finite sets of packages, where they differ from the textbook's convex sets: ties are broken,
and a promise holds “ties apart” where only a tie could break it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Protocol

from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.numbers import power


@dataclass(frozen=True)
class Axiom:
    """A promise, as a sentence to say at the table, and where it comes from."""

    name: str
    sentence: str
    source: str


AXIOMS = {
    "efficiency": Axiom(
        "efficiency", "No other package is at least as good for everyone and better for someone.", "Pareto 1906"
    ),
    "rationality": Axiom(
        "individual rationality", "Nobody gets less than without an agreement, as each stated it.", "Nash 1950"
    ),
    "anonymity": Axiom(
        "anonymity",
        "The parties are treated alike: exchange their names, and their outcomes are exchanged.",
        "Nash 1950",
    ),
    "scale": Axiom(
        "scale invariance",
        "How many points a party gives out in all, and where it begins to count, makes no difference "
        "(for Nash, as long as all can gain).",
        "Nash 1950",
    ),
    "shift": Axiom(
        "shift invariance",
        "Where a party begins to count makes no difference; how much a point means does.",
        "Kalai 1977",
    ),
    "independence": Axiom(
        "independence of irrelevant alternatives",
        "Taking away packages that were not chosen changes nothing.",
        "Nash 1950",
    ),
    "monotone share": Axiom(
        "monotonicity of the least share",
        "More possibilities never lower the smallest part of its best that any party reaches, "
        "as long as each party’s best stays what it was.",
        "Kalai and Smorodinsky 1975",
    ),
    "monotone gain": Axiom(
        "monotonicity of the least gain",
        "More possibilities never lower the smallest gain over no agreement.",
        "Kalai 1977",
    ),
    "monotone floor": Axiom(
        "monotonicity of the least",
        "More possibilities never make the worst-off party worse off.",
        "Rawls 1971; Sen 1970",
    ),
    "sum": Axiom("greatest sum", "All parties’ points together are as many as can be.", "Harsanyi 1955"),
}

#: Which promises a rule keeps. `test_fairness` looks for counterexamples.
KEEPS: dict[str, tuple[str, ...]] = {
    "nash": ("efficiency", "rationality", "anonymity", "scale", "independence"),
    "ks": ("efficiency", "rationality", "anonymity", "scale", "monotone share"),
    "egalitarian": ("efficiency", "rationality", "anonymity", "shift", "independence", "monotone gain"),
    "maximin": ("efficiency", "rationality", "anonymity", "independence", "monotone floor"),
    "leximin": ("efficiency", "rationality", "anonymity", "independence", "monotone floor"),
    "utilitarian": ("efficiency", "rationality", "anonymity", "shift", "independence", "sum"),
}

#: What every rule here keeps.
COMMON = ("efficiency", "rationality", "anonymity")

MEANING = {
    "nash": "The product of the gains is greatest: a gain counts for more where there is little.",
    "ks": "Every party gets as even a part as can be of the most it could hope for.",
    "egalitarian": "The gains over no agreement are as even as can be, counted in points.",
    "maximin": "The party with the fewest points has as many as can be.",
    "leximin": "The party with the fewest points has as many as can be; then the next, and so on.",
    "utilitarian": "All points together are as many as can be, whoever has them.",
}

#: What each rule makes as great as it can, as the beginning of a sentence with an amount.
MEASURES = {
    "nash": "a product of the gains of",
    "ks": "a least share of",
    "egalitarian": "a least gain of",
    "maximin": "a least utility of",
    "leximin": "a least utility of",
    "utilitarian": "a sum of",
}

#: Rules that add or compare points of different parties: they need points that mean the same to all.
COMPARES = ("egalitarian", "maximin", "leximin", "utilitarian")


class Chosen(Protocol):
    """What a rule picked: utilities in the order of the parties."""

    @property
    def utilities(self) -> tuple[Fraction, ...]: ...


def promises(name: str, without: Iterable[str] = ()) -> list[str]:
    """What this rule looks for, what it keeps, and the one warning that belongs to it, as sentences.

    >>> promises("nash")[0]
    'The product of the gains is greatest: a gain counts for more where there is little.'
    """
    sentences = [MEANING[name], *(AXIOMS[axiom].sentence for axiom in KEEPS[name] if axiom not in without)]
    if name in COMPARES:
        sentences.append("It takes a point to mean the same to every party: ask whether it does.")
    return sentences


def differences(solutions: Mapping[str, Chosen]) -> dict[str, dict[str, tuple[Fraction, ...]]]:
    """solution → alternative → per party, what the solution gives more than the alternative (negative: less).

    Alternatives with the same utilities are left out.
    """
    return {
        name: {
            other: tuple(mine - theirs for mine, theirs in zip(one.utilities, two.utilities, strict=True))
            for other, two in solutions.items()
            if two.utilities != one.utilities
        }
        for name, one in solutions.items()
    }


def against(case: Case, solutions: Mapping[str, Chosen]) -> list[str]:
    """For each pair of different packages, who gains and who loses what by the one instead of the other.

    Each party's difference is given in its own points: one party's three points are not another's.
    """
    sentences = []
    for one, two in combinations(same(solutions), 2):
        parts = []
        for party, mine, theirs in zip(
            case.parties, solutions[one[0]].utilities, solutions[two[0]].utilities, strict=True
        ):
            if mine != theirs:
                parts.append(f"{party} {'gains' if mine > theirs else 'loses'} {amount_of(abs(mine - theirs))}")
        sentences.append(f"{titles(one)} instead of {titles(two)}: {', '.join(parts)}.")
    return sentences


def same(solutions: Mapping[str, Chosen]) -> list[list[str]]:
    """The rules, those together that give every party the same."""
    groups: dict[tuple[Fraction, ...], list[str]] = {}
    for name, chosen in solutions.items():
        groups.setdefault(tuple(chosen.utilities), []).append(name)
    return list(groups.values())


def titles(names: Iterable[str]) -> str:
    """What the rules are called: “Nash, leximin”."""
    return ", ".join(TITLES[name] for name in names)


TITLES = {
    "nash": "Nash",
    "ks": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "maximin": "maximin",
    "leximin": "leximin",
    "utilitarian": "utilitarian",
}


#: Whole numbers of so many digits are still read.
LONGEST = 15


def amount_of(value: Fraction) -> str:
    """A number for people: whole ones whole, others with at most four places, endless ones as a power of ten.

    >>> amount_of(Fraction(1234567, 1000)), amount_of(Fraction(1, 3)), amount_of(Fraction(12))
    ('1,234.567', '0.3333', '12')
    """
    if abs(value) >= 10**LONGEST:
        return power(value).replace("-", "\N{MINUS SIGN}")
    if value.denominator == 1:
        return f"{value.numerator:,}".replace("-", "\N{MINUS SIGN}")
    text = f"{float(value):,.4f}".rstrip("0").rstrip(".")
    if text in ("0", "-0"):
        return "under 0.0001" if value > 0 else "over \N{MINUS SIGN}0.0001"
    return text.replace("-", "\N{MINUS SIGN}")
