"""Branch and bound with its loop compiled: where no issue depends on another, and whole numbers fit the machine.

`compiled_nodes.visit_nodes` goes from node to node on the first level alone and returns where that is not enough; the proof is
collected here.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.budget import BudgetSpent
from goodoffices.engines.settlement.solutions import compiled_nodes as nodes
from goodoffices.engines.settlement.solutions.dual_simplex import Basis, Scratch, Table
from goodoffices.engines.settlement.solutions.integer_verdicts import ASK, ENOUGH, FURTHER, Exact
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.search_state import Found, SearchState
from goodoffices.engines.settlement.solutions.space import FITS, Space
from goodoffices.engines.settlement.solutions.strong_branching import Children
from goodoffices.engines.settlement.solutions.subgradient import NASH

#: With more conditions the basis costs more than its weights are worth; with more options in all, a step passes so many of them
#: that the way to the first vertex is long.
MOST_ROWS, MOST_OPTIONS = 40, 4_000

#: The package found at each of the first nodes is improved by local search, later the one found at the last node of each round;
#: a round looks at about so many cells of the table. Once so many nodes were visited, the incumbent is perturbed.
IMPROVED_AT_FIRST, CELLS_A_ROUND, PERTURB_AT = 60, 400_000, 300

#: Memory: nodes on the stack at the beginning; words of the tree and rows of multipliers between two collections.
NODES, WORDS, ROWS = 256, 1 << 14, 1 << 12

#: So often a node that keeps the first level is branched rather than checked on the others: where few packages are alike on the
#: first level, the loops for the others need not even be compiled.
SELDOM = 40


def can_run(space: Space, levels: Sequence[Level]) -> bool:
    """Can this search be compiled?"""
    level = levels[0]
    if space.small or not space.case.separable or level.conditions.kind == NASH or len(level.norms) > MOST_ROWS:
        return False
    if sum(map(len, space.scaled.worth)) > MOST_OPTIONS:
        return False
    bound = max(space.scaled.bound, 1)
    weights = sum(int(size * nodes.FINER) + 1 for size in level.sizes)
    values = bound * max(sum(map(abs, row)) for row in level.coefficients())
    return weights * max(values, *(each.largest(bound) for each in levels[:2])) < FITS


class CompiledSearch:
    """One search. The state has the incumbent, its levels and the proof."""

    def __init__(self, state: SearchState) -> None:
        self.search, self.space = state, state.space
        worth = [vector for rows in self.space.scaled.worth for vector in rows]
        self.worth: Ints = np.ascontiguousarray(np.array(worth, np.int64).T)  # [parties, options]
        self.first: Ints = np.cumsum([0, *(len(rows) for rows in self.space.scaled.worth)])
        self.state: Ints = np.zeros(nodes.FORCED + 1, np.int64)
        self.state[nodes.TOP] = 1
        self.stack = _stack(NODES, 1)
        self.tree: Ints = np.zeros(WORDS, np.int64)
        self.rows: list[tuple[Level, list[int]]] = []
        self.numbers: dict[int, int] = {}
        self.asked = 0
        issues = len(self.first) - 1
        self.fixed: Ints = np.full(issues, -1)
        self.path: Ints = np.zeros(issues + 1, np.int64)
        self.level = state.now[0]
        self._allocate(self.level)
        self._set_level()

    def run(self) -> bool:
        """The whole search. True if the tree is complete. Raises `BudgetSpent`, or KeyboardInterrupt."""
        search = self.search
        perturbed, improved = search.first, list[int]()
        while search.most is None or self.visited < search.most:
            reason = self._continue(self.visited + (1 if self.visited < IMPROVED_AT_FIRST else self._round))
            search.visited = self.visited
            if reason == nodes.DONE:
                if self.kept == ENOUGH:  # some leaf may have been closed because there is no other level
                    search.kept.append(self.space.free())
                return True
            if reason == nodes.PAUSED:
                if (found := self.cursor.found.tolist()) != improved:
                    search.consider_improved(improved := found)
                if self.visited >= PERTURB_AT and not perturbed:
                    perturbed = True
                    search.perturb()
            else:
                self._decide(reason)
            if search.ended:
                break
            search.meter.check()  # once a node was visited: something may be found at once
            if search.meter.stopped:
                raise BudgetSpent
        return False

    def _decide(self, reason: int) -> None:
        """A package keeps the level, or further levels have to be checked."""
        search = self.search
        self.asked += reason == nodes.ASKS
        if reason == nodes.ASKS and self.asked <= SELDOM:
            self.state[nodes.FORCED] = 1
        elif reason == nodes.ASKS:
            proof = [(search.now[0], self.exact.q.tolist())]
            found = search.check_levels(self.cursor.fixed.copy(), search.weights[0], proof, 1)
            if found is Found.CLOSED:
                self.state[nodes.TOP] -= 1
                self.state[nodes.VISITED] += 1
            elif found is not Found.BETTER:
                self.state[nodes.FORCED] = 1
        elif reason == nodes.WHOLE:
            search.consider(self.cursor.fixed.tolist())
            self.state[nodes.KNOWN] = 1
        elif not search.consider(self.cursor.found.tolist()):
            self.state[nodes.KNOWN] = 1

    def _continue(self, limit: int) -> int:
        """Visit nodes until there were so many, or something has to be decided; returns what (`compiled_nodes`)."""
        if self.level is not self.search.now[0]:
            if self.level.owners != self.search.now[0].owners:
                self._allocate(self.search.now[0])
            self._set_level()
        while True:
            reason = nodes.visit_nodes(
                self.table, self.scratch, self.basis, self.exact, self.stack, self.children, self.cursor, self.level.near,
                self.kept, limit,
            )  # fmt: skip
            self._collect()
            if reason != nodes.FULL:
                return int(reason)
            self._widen()

    @property
    def _round(self) -> int:
        """How many nodes to visit between two looks at the clock."""
        return int(max(1, CELLS_A_ROUND // self.worth.size))

    @property
    def visited(self) -> int:
        return int(self.state[nodes.VISITED])

    def _collect(self) -> None:
        """Move what was written since into the proof. Weights belong to the level at which they were first used: what they close
        stays closed when the level rises."""
        state, tree = self.state, self.search.tree
        rows = self.cursor.multipliers[: state[nodes.NUMBERED] - state[nodes.COLLECTED]].tolist()
        self.rows += [(self.level, row) for row in rows]
        words = iter(self.tree[: state[nodes.WRITTEN]].tolist())
        for word in words:
            if word == nodes.PACKAGE:
                tree.package()
            elif word == nodes.TWICE:
                tree.leaf([self._number(next(words))] * 2)
            elif word < 0:
                issue = nodes.BRANCH - word
                tree.branch(issue, list(islice(words, int(self.first[issue + 1] - self.first[issue]))))
            else:
                tree.leaf([self._number(word)])
        state[nodes.WRITTEN], state[nodes.COLLECTED] = 0, state[nodes.NUMBERED]

    def _number(self, row: int) -> int:
        if row not in self.numbers:
            level, multipliers = self.rows[row]
            self.numbers[row] = self.search.tree.number(level.written(multipliers))
        return self.numbers[row]

    def _set_level(self) -> None:
        """The levels are new: put what they need into the table."""
        level, now = self.search.now[0], self.search.now
        further = now[1].keeping() if len(now) > 1 and level.leads_to(now[1]) else None
        self.kept = ENOUGH if len(now) == 1 else ASK if further is None else FURTHER
        self.level = level
        offset = np.array(level.conditions.offset)
        offset[: level.conditions.group] += level.conditions.pattern[0]
        rows = np.array(level.conditions.rows, np.float64).reshape(len(level.norms), self.space.parties)
        columns: Floats = rows @ self.worth
        self.table = Table(self.first, self.issue, columns, offset)
        self.exact = Exact(
            self.worth,
            coefficient=np.array(level.coefficients(), np.int64),
            sizes=np.array(level.sizes),
            need=np.array(level.keeping(), np.int64),
            exceed=np.array(level.exceeding(), np.int64),
            further=np.array(further or level.keeping(), np.int64),
            q=self.memory[0],
            weights=self.memory[1],
            weighed=self.memory[2],
        )
        self.cursor.best[:] = -1 if self.search.best is None else self.search.best

    def _allocate(self, level: Level) -> None:
        """Memory for this level's rows. With other rows every basis has to begin anew."""
        rows, issues, options, wide = len(level.norms), len(self.first) - 1, self.worth.shape[1], self.space.widest
        real = np.zeros

        def whole(*shape: int) -> Ints:
            return np.zeros(shape, np.int64)

        self.issue: Ints = np.repeat(np.arange(issues), np.diff(self.first))
        self.scratch = Scratch(
            real(options), real(options), real(rows), real(rows), real(rows), np.zeros(issues, np.bool_)
        )
        self.basis = Basis(whole(issues), whole(rows - 1), real((rows, rows)))
        self.children = Children(
            whole(2, wide, rows), real((2, wide, rows, rows)), whole(2, wide, rows), real((2, wide)), whole(issues),
            whole(rows - 1), real((rows, rows)), real(options), real(rows),
        )  # fmt: skip
        self.memory: tuple[Ints, Ints, Ints] = whole(rows), whole(self.space.parties), whole(options)
        self.cursor = nodes.Cursor(
            self.fixed, self.path, whole(issues), whole(issues), whole(rows + 1), real(rows + 1), whole(wide), self.tree,
            whole(ROWS, rows), self.state,
        )  # fmt: skip
        stack = _stack(len(self.stack.depth), rows)
        for name in ("depth", "issue", "option", "closed"):
            getattr(stack, name)[:] = getattr(self.stack, name)
        stack.held[:, : rows - 1] = -2 - np.arange(rows - 1)
        stack.inverse[:, np.arange(1, rows), np.arange(rows - 1)] = 1
        stack.inverse[:, 0, : rows - 1] = -1
        stack.inverse[:, 0, rows - 1] = 1
        self.stack = stack

    def _widen(self) -> None:
        """More room on the stack; everything written has just been collected."""
        if self.state[nodes.TOP] + self.space.widest > len(self.stack.depth):
            self.stack = nodes.Stack(*(np.concatenate([each, np.zeros_like(each)]) for each in self.stack))


def _stack(size: int, rows: int) -> nodes.Stack:
    def whole(*shape: int) -> Ints:
        return np.zeros((size, *shape), np.int64)

    inverse: Floats = np.zeros((size, rows, rows))
    return nodes.Stack(whole(rows), inverse, whole(rows), whole(), whole(), whole(), np.full(size, -1))
