"""Branch and bound, depth first: the best package by a rank, and a tree that proves it.

`nodes.visit_nodes` goes from node to node, plain or compiled, and returns where something has to be decided; that is done here,
and the proof is collected. Where no issue depends on another and the first level is linear, the loop checks that level itself,
with the best weights there are (`dual_simplex`); else nodes are checked by `node_checks`.
"""

from collections.abc import Sequence
from itertools import accumulate, islice

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow, as_list
from goodoffices.engines.settlement.runtime.budget import BudgetSpent
from goodoffices.engines.settlement.solutions import loop_memory, node_checks, nodes, plain_loops
from goodoffices.engines.settlement.solutions.integer_verdicts import ASK, ENOUGH, FURTHER
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.node_checks import IMPROVED_AT_FIRST, Branching, Found
from goodoffices.engines.settlement.solutions.search_state import PERTURB_AT, SearchState
from goodoffices.engines.settlement.solutions.space import FITS, Space

#: With more conditions the basis costs more than its weights are worth; with more options in all, a step passes so many of them
#: that the way to the first vertex is long.
MOST_ROWS, MOST_OPTIONS = 40, 4_000

#: After the first nodes, the package found at the last node of each round is improved; a round looks at about so many cells of
#: the table. In plain Python the clock is checked after so many nodes.
CELLS_A_ROUND, LOOKS = 400_000, 8

#: So often a node that keeps the first level is branched rather than checked on the others.
SELDOM = 40


class BranchAndBound:
    """One search, among all packages or below `roots`. The state has the incumbent, its levels and the proof."""

    def __init__(self, state: SearchState, roots: Sequence[IntRow] | None = None) -> None:
        self.search, self.space = state, state.space
        self.roots = [as_list(root) for root in roots or [state.space.free()]]
        self.first = [*accumulate(map(len, state.space.scaled.worth), initial=0)]
        self.checks = can_check(state)
        self.level = state.now[0]
        self.rows: list[tuple[Level, Sequence[int]]] = []  # of multipliers, and the level at which they were first used
        self.numbers: dict[int, int] = {}
        self.weights: dict[int, FloatRow] = {}  # by place on the stack, where the loop does not check
        self.asked, self.until, self.improved = 0, 1, list[int]()
        self.begun, self.perturbed = False, state.first
        self.loop = loop_memory.new_loop(state.space.scaled.worth, len(self.level.norms) if self.checks else 1)
        self._compile_if_worth_it()
        self._set_level()

    def run(self) -> bool:
        """Search until the tree is complete, which is True, or until as many nodes were visited as the state allows; with more
        allowed, the search can go on. Raises `BudgetSpent`, or KeyboardInterrupt, keeping what the state has."""
        search = self.search
        if not self.begun and not self.checks and not search.alike:
            node_checks.start(search, self.space.ints(self.roots[-1]))
        self.begun = True
        while not search.ended and (search.most is None or search.visited < search.most):
            reason = self._visit()
            if reason == nodes.DONE:
                if not self._next_root():
                    return True
                continue
            if reason == nodes.PAUSED:
                self._pause()
            else:
                self._decide(reason)
            if search.ended:
                break
            search.meter.check()  # once a node was visited: something may be found at once
            if search.meter.stopped:
                raise BudgetSpent
        return False

    def move(self, space: Space) -> None:
        """Go on from here in this space, which has the same packages, and may have compiled loops."""
        self.search.move(space)
        self.space, self.weights = space, {top: space.floats(y) for top, y in self.weights.items()}
        self._compile_if_worth_it()

    def _compile_if_worth_it(self) -> None:
        self.visit_nodes = plain_loops.visit_nodes
        if self.checks and not self.space.small and fits_machine(self.search):
            self.visit_nodes, self.loop = self.space.loops.visit_nodes, loop_memory.in_arrays(self.loop)

    def _visit(self) -> int:
        """Visit nodes until there were so many, or something has to be decided; returns what (`nodes`)."""
        if self.level is not self.search.now[0]:
            self._set_level()
        state, limit = (
            self.loop.cursor.state,
            self.until if self.search.most is None else min(self.until, self.search.most),
        )
        if self.visit_nodes is plain_loops.visit_nodes:
            limit = min(limit, state[nodes.VISITED] + LOOKS)
        while True:
            reason = self.visit_nodes(self.loop, limit)
            self.search.visited = int(state[nodes.VISITED])
            self._collect()
            if reason != nodes.FULL:
                return int(reason)
            if state[nodes.TOP] + self.space.widest > len(self.loop.stack.depth):
                self.loop = loop_memory.with_larger_stack(self.loop)

    def _next_root(self) -> bool:
        """Begin below the next root. False if there is none."""
        if not self.roots:
            if self.loop.exact.kept == ENOUGH:  # some leaf may have been closed because there is no other level
                self.search.kept.append(self.space.free())
            return False
        cursor, stack = self.loop.cursor, self.loop.stack
        cursor.fixed[:] = self.roots.pop()
        cursor.state[nodes.TOP], cursor.state[nodes.DEPTH] = 1, 0
        stack.depth[0], stack.closed[0], self.weights[0] = 0, -1, self.search.weights[0]
        return True

    def _pause(self) -> None:
        """Between two rounds: look for a better incumbent near what was found last."""
        search, visited = self.search, self.loop.cursor.state[nodes.VISITED]
        if visited < self.until:
            return
        if self.checks and (found := as_list(self.loop.cursor.found)) != self.improved:
            search.consider_improved(found)
            self.improved = found
        if visited >= PERTURB_AT and not self.perturbed:
            self.perturbed = True
            search.perturb()
        cells = self.space.parties * self.first[-1]
        self.until = visited + (max(1, CELLS_A_ROUND // cells) if self.checks and visited >= IMPROVED_AT_FIRST else 1)

    def _decide(self, reason: int) -> None:
        """Is this package better? Or can the node be closed?"""
        cursor = self.loop.cursor
        if reason == nodes.WHOLE:
            self.search.consider(cursor.fixed)
            cursor.state[nodes.KNOWN] = 1
        elif reason == nodes.MEETS:
            cursor.state[nodes.KNOWN] = not self.search.consider(cursor.found)
        elif self.checks:
            self._check_further()
        else:
            self._check()

    def _check_further(self) -> None:
        """The first level is kept: the others decide."""
        self.asked += 1
        found: Found | Branching | None = None
        if self.asked > SELDOM:
            proof = [(self.level, as_list(self.loop.exact.q))]
            fixed = self.space.ints(as_list(self.loop.cursor.fixed))
            found = node_checks.check(self.search, fixed, self.search.weights[0], proof, 1)
        if found is Found.CLOSED:
            nodes.leave(self.loop.cursor.state)
        elif found is not Found.BETTER:
            self.loop.cursor.state[nodes.FORCED] = 1

    def _check(self) -> None:
        state, fixed = self.loop.cursor.state, self.space.ints(as_list(self.loop.cursor.fixed))
        top = int(state[nodes.TOP]) - 1
        y = self.weights.get(top, self.search.weights[0]).copy()
        found = node_checks.check(self.search, fixed, y, [])
        if found is Found.CLOSED:
            nodes.leave(state)
        elif isinstance(found, Branching):
            self._branch(fixed, y, found)
        else:
            self.weights[top] = y

    def _branch(self, fixed: IntRow, y: FloatRow, at: Branching) -> None:
        """Put the children on the stack, best on top. Those that the weights found here close already are marked."""
        state, stack = self.loop.cursor.state, self.loop.stack
        scores, count = at.work.scores, self.first[at.issue + 1] - self.first[at.issue]
        order = sorted(range(count), key=lambda option: -scores[option])
        self.search.tree.branch(at.issue, order)
        q, closed = node_checks.closed_children(self.search, fixed, y, at)
        nodes.leave(state)
        for option in reversed(order):
            top = int(state[nodes.TOP])
            stack.depth[top], stack.issue[top], stack.option[top] = state[nodes.DEPTH] + 1, at.issue, option
            stack.closed[top], self.weights[top] = len(self.rows) if closed[option] else -1, y
            state[nodes.TOP] += 1
        if any(closed):
            self.rows.append((self.level, q))

    def _collect(self) -> None:
        """Move what was written since into the proof. Weights belong to the level at which they were first used: what they close
        stays closed when the level rises."""
        cursor, tree = self.loop.cursor, self.search.tree
        state = cursor.state
        rows = as_list(cursor.multipliers[: state[nodes.NUMBERED] - state[nodes.COLLECTED]])
        self.rows += [(self.level, list(row)) for row in rows]
        words = iter(as_list(cursor.tree[: state[nodes.WRITTEN]]))
        for word in words:
            if word == nodes.PACKAGE:
                tree.package()
            elif word == nodes.TWICE:
                tree.leaf([self._number(next(words))] * 2)
            elif word < 0:
                issue = nodes.BRANCH - word
                tree.branch(issue, list(islice(words, self.first[issue + 1] - self.first[issue])))
            else:
                tree.leaf([self._number(word)])
        state[nodes.WRITTEN], state[nodes.COLLECTED] = 0, state[nodes.NUMBERED]

    def _number(self, row: int) -> int:
        if row not in self.numbers:
            self.numbers[row] = self.search.number(*self.rows[row])
        return self.numbers[row]

    def _set_level(self) -> None:
        """The levels are new. With other rows, what was known of weights is of no use."""
        before, level, now = self.level, self.search.now[0], self.search.now
        self.level = level
        if before.owners != level.owners:
            self.weights.clear()
        if not self.checks:
            return
        if before.owners != level.owners:
            self.loop = loop_memory.with_rows(self.loop, self.space.scaled.worth, len(level.norms))
        further = now[1].keeping() if len(now) > 1 and level.leads_to(now[1]) else None
        kept = ENOUGH if len(now) == 1 else ASK if further is None else FURTHER
        self.loop = loop_memory.with_level(self.loop, level, kept, further)
        self.loop.cursor.best[:] = self.search.best or [-1] * self.space.issues


def can_check(state: SearchState) -> bool:
    """Can the loop check the first level itself?"""
    level, options = state.now[0], sum(map(len, state.space.scaled.worth))
    linear = state.space.case.separable and state.linear and not state.alike
    return linear and len(level.norms) <= MOST_ROWS and options <= MOST_OPTIONS


def fits_machine(state: SearchState) -> bool:
    """Do all numbers in the loop fit the machine's integers?"""
    level, bound = state.now[0], max(state.space.scaled.bound, 1)
    weights = sum(int(size * nodes.FINER) + 1 for size in level.sizes)
    values = bound * max(sum(map(abs, row)) for row in level.coefficients())
    return weights * max(values, *(each.largest(bound) for each in state.now[:2])) < FITS
