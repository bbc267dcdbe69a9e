"""Of the packages that rank alike, the first in file order: so that each solution is one determined package."""

from collections.abc import Callable, Sequence

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.runtime.arrays import IntRow
from goodoffices.engines.settlement.runtime.budget import Meter
from goodoffices.engines.settlement.solutions.branch_and_bound import BranchAndBound
from goodoffices.engines.settlement.solutions.outcome import Outcome
from goodoffices.engines.settlement.solutions.rules import Rank
from goodoffices.engines.settlement.solutions.search_state import Levels, SearchState
from goodoffices.engines.settlement.solutions.space import Space

#: How many nodes these searches may visit together, and from how many nodes they set out at most.
MOST_NODES, MOST_KEPT = 4_000, 100


def settle(
    outcome: Outcome,
    space: Space,
    levels: Levels,
    rank_of: Callable[[Choice], Rank | None],
    meter: Meter,
    finishes: Callable[[Callable[[], bool]], bool],
) -> None:
    """Go through the issues in file order: could an earlier option be there, with the same rank in the end?

    Changes `outcome.choice`, and `outcome.first` where that could not be decided. `finishes` runs a search to its end, or
    says that it was cut short.
    """
    best = outcome.choice
    assert best is not None
    top, left = rank_of(best), MOST_NODES
    for issue in range(space.issues):
        for option in range(best[issue]):
            swapped = (*best[:issue], option, *best[issue + 1 :])
            if rank_of(swapped) == top:
                best = swapped
                break
            roots = _below(space, outcome.kept, (*best[:issue], option))
            if not roots:
                continue
            state = SearchState(space, levels, rank_of, meter, best=best, first=True, alike=True, most=left)
            complete = finishes(lambda state=state, roots=roots: BranchAndBound(state, roots).run())  # type: ignore[misc]
            if state.found and state.best is not None:
                best = state.best
                break
            outcome.first &= complete
            left -= state.visited
    outcome.choice = best


def _below(space: Space, nodes: list[IntRow], prefix: Sequence[int]) -> list[IntRow]:
    """The parts of these nodes whose first issues have these options."""
    if len(nodes) > MOST_KEPT:
        nodes = [space.free()]
    found = []
    for node in nodes:
        if all(node[at] in (-1, option) for at, option in enumerate(prefix)):
            below = node.copy()
            for at, option in enumerate(prefix):
                below[at] = option
            found.append(below)
    return found
