"""Did a peer find what we found? In whole numbers; what it found is not believed to be right, nor is ours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

Utilities = Sequence[int]


@dataclass(frozen=True)
class Verdict:
    same: bool
    said: str


@dataclass(frozen=True)
class Aim:
    """What a peer maximises: several packages may have it, and then any of them will do."""

    name: str
    of: Callable[[Utilities, Utilities], Any]  # utilities and ideals → what is compared


#: None of the parties reserves anything, so that the share is utility / ideal, and the gain is the utility.
AIMS = {
    "highs-nash": Aim("product", lambda utilities, _: prod(utilities)),
    "highs-ks": Aim("least share", lambda utilities, ideals: min(map(Fraction, utilities, ideals))),
    "highs-maximin": Aim("least utility", lambda utilities, _: min(utilities)),
    "cp-sat-leximin": Aim("utilities, sorted", lambda utilities, _: sorted(utilities)),
}


def agreed(peer: str, ours: Any, theirs: Any, ideals: Utilities) -> Verdict:
    """The verdict on `theirs`: utilities beside ours; or, of a frontier, a number beside ours of points and packages.

    >>> agreed("highs-ks", [4, 6], [4, 5], [8, 9]).said
    'the same least share, another package'
    >>> agreed("cp-sat-leximin", [4, 6], [4, 5], [8, 9])
    Verdict(same=False, said='utilities, sorted: less than ours, 4 5')
    >>> agreed("mobanos", [1740, 3938], 3938, [8, 9]).said, agreed("pareto-dp", [1740, 3938], 1746, [8, 9]).said
    ('3,938 packages', '1,746 points, not 1,740')
    """
    if peer not in AIMS:
        return _counted(*ours, theirs)
    aim = AIMS[peer]
    mine, other = aim.of(ours, ideals), aim.of(theirs, ideals)
    if mine == other:
        return Verdict(True, f"the same {aim.name}" + ("" if list(ours) == list(theirs) else ", another package"))
    what = "MORE than ours" if other > mine else "less than ours"
    return Verdict(False, f"{aim.name}: {what}, {' '.join(map(str, theirs))}")


def _counted(points: int, packages: int, theirs: int) -> Verdict:
    """Some programs give a point once, others every package of it."""
    if theirs == points:
        return Verdict(True, f"{theirs:,} points")
    if theirs == packages:
        return Verdict(True, f"{theirs:,} packages")
    return Verdict(False, f"{theirs:,} points, not {points:,}")
