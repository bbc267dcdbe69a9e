"""Searches: the same branch and bound in plain Python and with its loop compiled, and which of them is used."""

from collections.abc import Sequence

from goodoffices.engines.settlement.runtime.arrays import IntRow
from goodoffices.engines.settlement.solutions.branch_and_bound import BranchAndBound
from goodoffices.engines.settlement.solutions.search_state import SearchState


def run(state: SearchState, roots: Sequence[IntRow] | None = None) -> bool:
    """Search below these nodes, or all packages. True if the tree is complete.

    Raises `BudgetSpent`, or KeyboardInterrupt; what was found by then is in the state.
    """
    if not state.alike and roots is None and not state.space.small:
        from goodoffices.engines.settlement.solutions import compiled_search  # imports numba

        if compiled_search.can_run(state.space, state.now):
            return compiled_search.CompiledSearch(state).run()
    return BranchAndBound(state, [state.space.free()] if roots is None else roots).run()
