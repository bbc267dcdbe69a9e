"""The best package read off the whole frontier: for few parties that can be quick where a search takes long.

Every solution is efficient, so the frontier has it; and what is acceptable is only dominated by what is acceptable.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from goodoffices.engines.settlement.frontier import Frontier, Status, frontier
from goodoffices.engines.settlement.frontier.elimination import Entangled
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.runtime.budget import Budget
from goodoffices.engines.settlement.solutions.rules import Rank

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
