"""The best package read off the whole frontier: for few parties that can be quick where a search takes long.

Every solution is efficient, so the frontier has it; and what is acceptable is only dominated by what is acceptable.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from goodoffices.engines.settlement.frontier import Frontier, Status, frontier
from goodoffices.engines.settlement.frontier.elimination import Entangled
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.runtime.budget import Budget
from goodoffices.engines.settlement.solutions.rules import Baseline, Rank, rank

#: Up to so many points are ranked one by one.
FEW_POINTS = 2_000
#: What floats can be wrong by, as a part of the numbers involved: far more than they are.
ERROR = 1e-9

#: With more parties the frontier takes long itself.
FEW = 3

#: What the frontier may take, where the caller has no narrower limit: seconds, bytes.
PATIENCE, ROOM = 10.0, 1 << 30


def complete_frontier(case: Case, seconds: float | None) -> Frontier | None:
    """The whole frontier, or None if it cannot be had in the time and memory allowed."""
    if len(case.mandates) > FEW:
        return None
    limit = PATIENCE if seconds is None else min(PATIENCE, seconds)
    try:
        found = frontier(case, budget=Budget(limit, ROOM))
    except Entangled:
        return None
    return found if found.status is Status.COMPLETE else None


def best_on(found: Frontier, ranked: Callable[[Sequence[Fraction]], Rank | None]) -> Choice | None:
    """The package with the highest rank; the first in file order of those alike. None if none has a rank."""
    best: Rank | None = None
    places: list[int] = []
    for at, utilities in enumerate(found.utilities):
        rank = ranked(utilities)
        if rank is not None and (best is None or rank > best):
            best, places = rank, [at]
        elif rank is not None and rank == best:
            places.append(at)
    return min((found.package(at) for at in places), default=None)


def best_by_rule(name: str, found: Frontier) -> tuple[Baseline, Choice]:
    """The package that a rule picks on the acceptable frontier (at least one point), and what the rule measures from.

    Floats find the points that may be the best; which of these is, is decided exactly.
    """
    floors = tuple(mandate.floor for mandate in found.case.mandates)
    if found.points <= FEW_POINTS:
        points = list(found.utilities)
        places: Sequence[int] = range(found.points)
        ideals = tuple(map(max, zip(*points, strict=True)))
        baseline = Baseline(floors, ideals)
    else:
        ideals = tuple(Fraction(int(row.max()), scale) for row, scale in zip(found.scaled.T, found.scales, strict=True))
        baseline = Baseline(floors, ideals)
        places = _promising(name, found, baseline)
        points = [found.utility(at) for at in places]
    ranks = [rank(name, baseline, utilities) for utilities in points]
    best = max(ranks)
    return baseline, min(found.package(at) for at, mine in zip(places, ranks, strict=True) if mine == best)


def _promising(name: str, found: Frontier, baseline: Baseline) -> Sequence[int]:
    """The points whose score, in floats, is as good as the greatest, give or take more than floats can err."""
    import numpy as np

    scales = np.array(found.scales, np.float64)
    utilities = found.scaled.astype(np.float64) / scales
    floors = np.array([float(each) for each in baseline.floors])
    gains = utilities - floors
    if name == "utilitarian":
        scores = utilities.sum(axis=1)
    elif name in ("maximin", "leximin"):
        scores = utilities.min(axis=1)
    elif name == "egalitarian":
        scores = gains.min(axis=1)
    elif name == "ks":
        spans = np.array([float(each) for each in baseline.ideals]) - floors
        able = spans > 0
        scores = (gains[:, able] / spans[able]).min(axis=1) if able.any() else np.zeros(len(gains))
    else:
        # A gain that is 0 exactly is 0 here only if floats say so: leave out what may be neither.
        size = np.abs(utilities).max() + np.abs(floors).max() + 1.0
        clear = (gains > ERROR * size).all(axis=1)
        if not clear.any():
            return range(found.points)
        scores = np.where(clear, np.log(np.where(gains > ERROR * size, gains, 1.0)).sum(axis=1), np.inf)
    top = scores[np.isfinite(scores)].max()
    slack = ERROR * (np.abs(scores[np.isfinite(scores)]).max() + np.abs(utilities).max() + 1.0)
    places: list[int] = np.flatnonzero(scores >= top - slack).tolist()
    return places
