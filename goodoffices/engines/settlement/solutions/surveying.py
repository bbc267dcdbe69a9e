"""The best package read off the whole frontier: for few parties it can be there at once where a search is long.

Every solution is efficient, so the frontier has it; and whoever is acceptable is dominated by none but the acceptable.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from goodoffices.engines.settlement.budget import Budget
from goodoffices.engines.settlement.elimination import Entangled
from goodoffices.engines.settlement.frontier import Frontier, Status, frontier
from goodoffices.engines.settlement.model import Case, Choice

#: With more parties the frontier is long itself.
FEW = 3

#: What the frontier may take, where the caller has no narrower limit: seconds, bytes.
PATIENCE, ROOM = 10.0, 1 << 30


def surveyed(case: Case, seconds: float | None) -> Frontier | None:
    """The whole frontier, or None if it is not there in the time and room allowed."""
    if len(case.mandates) > FEW:
        return None
    limit = PATIENCE if seconds is None else min(PATIENCE, seconds)
    try:
        found = frontier(case, budget=Budget(limit, ROOM))
    except Entangled:
        return None
    return found if found.status is Status.COMPLETE else None


def read_off(found: Frontier, ranked: Callable[[Sequence[Fraction]], Any]) -> Choice | None:
    """The package with the highest rank; the first in file order of those alike. None if none has a rank."""
    best: Any = None
    places: list[int] = []
    for at, utilities in enumerate(found.utilities):
        rank = ranked(utilities)
        if rank is not None and (best is None or rank > best):
            best, places = rank, [at]
        elif rank is not None and rank == best:
            places.append(at)
    return min((found.package(at) for at in places), default=None)
