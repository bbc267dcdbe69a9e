"""Branch and bound, depth first: the best package by a rank, and a tree that proves it. The plain loop.

A node fixes the options of some issues. It is closed when weights are found that make every level fail (`levels`); else
the search branches on an issue where little bound decides much between the parties. Weights are found anew at every node,
starting from its parent's, which keeps the trees small enough to be handed to a checker.
"""

from collections.abc import Sequence
from operator import mul
from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow
from goodoffices.engines.settlement.runtime.budget import BudgetSpent
from goodoffices.engines.settlement.solutions.levels import Verdict
from goodoffices.engines.settlement.solutions.search_state import GOAL, PERTURB_AT, Branching, Found, SearchState

#: So many packages are improved by local search before the search begins.
STARTS = 40

#: The clock is checked after so many nodes.
LOOKS = 8


class Node(NamedTuple):
    """A node to be visited: the options fixed, the weights to begin from, and the number of weights that close it, if known."""

    fixed: IntRow
    weights: FloatRow
    closed: int | None = None


class BranchAndBound:
    """The plain loop over the nodes of one search."""

    def __init__(self, state: SearchState, roots: Sequence[IntRow]) -> None:
        self.state, self.space = state, state.space
        self.stack = [Node(fixed, state.weights[0]) for fixed in roots]

    def run(self) -> bool:
        """Search below the roots. True if the tree is complete.

        Raises `BudgetSpent`, or KeyboardInterrupt, keeping what the state has.
        """
        state = self.state
        if not state.alike:
            self._start()
        while self.stack and not state.ended:
            if not state.visited % LOOKS:
                state.meter.check()
            if state.meter.stopped:
                raise BudgetSpent
            if state.most is not None and state.visited >= state.most:
                return False
            if state.visited == PERTURB_AT and not state.first:
                state.perturb()
            self._visit(self.stack.pop())
        return not self.stack and not state.ended

    def _start(self) -> None:
        """Weights for the root, and a good incumbent: what the first level's descent meets on its way, improved."""
        state, fixed = self.state, self.stack[0].fixed
        for _ in range(STARTS):
            state.meter.check()
            if not state.linear or state.ended:
                return
            work, to = state.work[0], state.conditions[0]
            _, issue = self.space.descend(work, to, fixed, state.weights[0], 2, GOAL)
            if issue < 0:
                return
            self.space.improve(work, to, fixed)
            state.consider(work.found)

    def _visit(self, node: Node) -> None:
        state, fixed = self.state, node.fixed
        state.visited += 1
        if node.closed is not None:
            state.tree.leaf([node.closed])
            return
        if -1 not in fixed:
            state.consider(fixed)
            state.tree.package()
            return
        y = node.weights.copy()
        while (found := state.check_levels(fixed, y, [])) is Found.BETTER and not state.first:
            if len(y) != len(state.now[0].norms):
                y = state.weights[0].copy()
        if isinstance(found, Branching):
            self._branch(fixed, y, found)

    def _branch(self, fixed: IntRow, y: FloatRow, at: Branching) -> None:
        """Children, best first. Those that the weights found here close already are marked."""
        count, scores = len(self.space.case.domain.issues[at.issue].options), at.work.scores
        order = sorted(range(count), key=lambda option: -scores[option])
        self.state.tree.branch(at.issue, order)
        known = self._closed_children(fixed, y, at) if at.first else None
        for option in reversed(order):
            if known and known[option] is not None:
                self.stack.append(Node(fixed, y, known[option]))  # closed: it does not matter which child it is
                continue
            child = fixed.copy()
            child[at.issue] = option
            self.stack.append(Node(child, y))

    def _closed_children(self, fixed: IntRow, y: FloatRow, at: Branching) -> list[int | None] | None:
        """For each option of the issue, the number of the weights y if they close the child. Where no issue depends on another,
        the bound of a child differs from that of its parent by what its option weighs less than the best."""
        level = self.state.now[0]
        if not self.space.case.separable or len(y) != len(level.norms):
            return None
        q = level.multipliers(y) if at.multipliers is None else at.multipliers
        weights = level.weights(q)
        bound = at.bound if at.multipliers is not None else self.space.bound(weights, fixed) or 0
        worth = [sum(map(mul, weights, vector)) for vector in self.space.scaled.worth[at.issue]]
        spare = max(worth) - bound
        below = level.fails_below(q)
        if below is None:
            closed = [level.verdict(q, each - spare) is Verdict.FAILS for each in worth]
        else:
            closed = [each - spare < below for each in worth]
        if not any(closed):
            return None
        number = self.state.tree.number(level.written(q))
        return [number if each else None for each in closed]
