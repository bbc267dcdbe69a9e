"""The search with its loop compiled: where issues do not hang together, and whole numbers fit the machine.

`branching.walk` goes from node to node on the first level alone and comes back where that is not enough; the tree is written
here.
"""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.engines.settlement.budget import Spent
from goodoffices.engines.settlement.solutions import branching
from goodoffices.engines.settlement.solutions.branching import Stack, Walk
from goodoffices.engines.settlement.solutions.dual import NASH
from goodoffices.engines.settlement.solutions.judging import ASK, ENOUGH, FURTHER, Exact
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.pivoting import Basis, Desk, Table
from goodoffices.engines.settlement.solutions.space import FITS, Space
from goodoffices.engines.settlement.solutions.trying import Children

if TYPE_CHECKING:
    from goodoffices.engines.settlement.solutions.search import Search

#: With more conditions the basis costs more than its weights are worth; with more options, in all, a step passes so many of
#: them that the way to the first vertex is long.
MOST_ROWS, MOST_OPTIONS = 40, 4_000

#: What is found at the first nodes is polished, and later what is found at the last node of each round; a round looks at about
#: so many cells of the table. Once so many nodes were visited, the incumbent is changed by chance.
POLISHED, BETWEEN, KICK_AT = 60, 400_000, 300

#: Room: nodes on the stack at the beginning; words of the tree and rows of multipliers between two looks.
NODES, WORDS, ROWS = 256, 1 << 14, 1 << 12


def can_walk(space: Space, levels: Sequence[Level]) -> bool:
    """Can this search be compiled?"""
    level = levels[0]
    if space.small or not space.case.separable or level.conditions.kind == NASH or len(level.norms) > MOST_ROWS:
        return False
    if sum(map(len, space.scaled.worth)) > MOST_OPTIONS:
        return False
    bound = max(space.scaled.bound, 1)
    weights = sum(int(size * branching.FINER) + 1 for size in level.sizes)
    values = bound * max(sum(map(abs, row)) for row in level.coefficients())
    return weights * max(values, *(each.largest(bound) for each in levels[:2])) < FITS


#: So often a node that keeps the first level is branched rather than looked at on the others: where few packages are alike on
#: the first level, the loops for the others need not even be compiled.
SELDOM = 40


class Walker:
    """One search, compiled. `search` has the incumbent, its levels and the tree."""

    def __init__(self, search: "Search") -> None:
        self.search, self.space = search, search.space
        worth = [vector for rows in self.space.scaled.worth for vector in rows]
        self.worth = np.ascontiguousarray(np.array(worth, np.int64).T)
        self.first = np.cumsum([0, *(len(rows) for rows in self.space.scaled.worth)])
        self.state = np.zeros(branching.FORCED + 1, np.int64)
        self.state[branching.TOP] = 1
        self.stack = _stack(NODES, 1)
        self.tree = np.zeros(WORDS, np.int64)
        self.level: Level | None = None
        self.rows: list[tuple[Level, list[int]]] = []
        self.numbers: dict[int, int] = {}
        self.asked = 0
        self._aim()

    def run(self) -> bool:
        """The whole search, as `Search.run`."""
        search = self.search
        kicked, polished = search.first, list[int]()
        while search.most is None or self.visited < search.most:
            said = self._on(self.visited + (1 if self.visited < POLISHED else self._at_once))
            search.visited = self.visited
            if said == branching.DONE:
                if self.kept == ENOUGH:  # some leaf may have been closed because nothing else is looked at
                    search.kept.append(self.space.free())
                return True
            if said == branching.PAUSED:
                if (found := self.walk.found.tolist()) != polished:
                    search.polished(polished := found)
                if self.visited >= KICK_AT and not kicked:
                    kicked = True
                    search.kick()
            else:
                self._asked(said)
            if search.first and search.found:
                break
            search.pace.look()  # once a node was visited: something may be found at once
            if search.pace.short:
                raise Spent
        return False

    def _asked(self, said: int) -> None:
        """A package keeps the level, or more levels are to be looked at."""
        search = self.search
        self.asked += said == branching.ASKS
        if said == branching.ASKS and self.asked <= SELDOM:
            self.state[branching.FORCED] = 1
        elif said == branching.ASKS:
            closed = search.climbed(self.walk.fixed.copy(), search.last[0], [(search.now[0], self.exact.q.tolist())], 1)
            if closed is True:
                self.state[branching.TOP] -= 1
                self.state[branching.VISITED] += 1
            elif closed is not None:
                self.state[branching.FORCED] = 1
        elif said == branching.WHOLE:
            search.consider(tuple(self.walk.fixed.tolist()))
            self.state[branching.KNOWN] = 1
        elif not search.consider(tuple(self.walk.found.tolist())):
            self.state[branching.KNOWN] = 1

    def _on(self, limit: int) -> int:
        """Walk until so many nodes are visited, or something is to be decided; returns what (`branching`)."""
        if self.level is not self.search.now[0]:
            self._aim()
        assert self.level is not None
        while True:
            said = branching.walk(
                self.table, self.desk, self.basis, self.exact, self.stack, self.children, self.walk, self.level.near,
                self.kept, limit,
            )  # fmt: skip
            self._tell()
            if said != branching.FULL:
                return int(said)
            self._widen()

    @property
    def _at_once(self) -> int:
        """How many nodes to visit between two looks at the clock."""
        return int(max(1, BETWEEN // self.worth.size))

    @property
    def visited(self) -> int:
        return int(self.state[branching.VISITED])

    def _tell(self) -> None:
        """What was written since goes into the tree. Weights are numbered as they are first used, whatever was true then: what
        they close stays closed when the level rises."""
        state, nodes = self.state, self.search.tree.nodes
        assert self.level is not None
        rows = self.walk.multipliers[: state[branching.NUMBERED] - state[branching.TOLD]].tolist()
        self.rows += [(self.level, row) for row in rows]
        words = iter(self.tree[: state[branching.WRITTEN]].tolist())
        for word in words:
            if word == branching.PACKAGE:
                nodes.append(word)
            elif word == branching.TWICE:
                nodes.append([self._number(next(words))] * 2)
            elif word < 0:
                issue = branching.BRANCH - word
                nodes.append([-1 - issue, *islice(words, int(self.first[issue + 1] - self.first[issue]))])
            else:
                nodes.append(self._number(word))
        state[branching.WRITTEN], state[branching.TOLD] = 0, state[branching.NUMBERED]

    def _number(self, row: int) -> int:
        if row not in self.numbers:
            self.numbers[row] = self.search.tree.number(*self.rows[row])
        return self.numbers[row]

    def _aim(self) -> None:
        """The levels are new: what they need goes into the table. With other rows every basis has to begin anew."""
        before, level, now = self.level, self.search.now[0], self.search.now
        further = now[1].keeping() if len(now) > 1 and level.leads_to(now[1]) else None
        self.kept = ENOUGH if len(now) == 1 else ASK if further is None else FURTHER
        self.level = level
        if before is None or before.functionals != level.functionals:
            self._lay_out(level)
        offset = np.array(level.conditions.offset)
        offset[: level.conditions.group] += level.conditions.pattern[0]
        columns = np.array(level.conditions.rows).reshape(len(level.norms), self.space.parties) @ self.worth
        self.table = Table(self.first, self.issue, columns, offset)
        needs = [np.array(each, np.int64) for each in (level.keeping(), level.exceeding(), further or level.keeping())]
        self.exact = Exact(
            self.worth, np.array(level.coefficients(), np.int64), np.array(level.sizes), needs[0], needs[1], needs[2],
            *self.room,
        )  # fmt: skip
        self.walk.best[:] = -1 if self.search.best is None else self.search.best

    def _lay_out(self, level: Level) -> None:
        rows, issues, options, wide = len(level.norms), len(self.first) - 1, self.worth.shape[1], self.space.widest
        self.issue = np.repeat(np.arange(issues), np.diff(self.first))
        whole, real = partial(np.zeros, dtype=np.int64), np.zeros
        self.desk = Desk(real(options), real(options), real(rows), real(rows), real(rows), np.zeros(issues, np.bool_))
        self.basis = Basis(whole(issues), whole(rows - 1), real((rows, rows)))
        self.children = Children(
            whole((2, wide, rows)), real((2, wide, rows, rows)), whole((2, wide, rows)), real((2, wide)), whole(issues),
            whole(rows - 1), real((rows, rows)), real(options), real(rows),
        )  # fmt: skip
        self.room = whole(rows), whole(self.space.parties), whole(options)
        before = getattr(self, "walk", None)
        self.walk = Walk(
            before.fixed if before else np.full(issues, -1), before.path if before else whole(issues + 1), whole(issues),
            whole(issues), whole(rows + 1), real(rows + 1), whole(wide), self.tree, whole((ROWS, rows)), self.state,
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
        """More room on the stack; everything written has just been told."""
        if self.state[branching.TOP] + self.space.widest > len(self.stack.depth):
            self.stack = Stack(*(np.concatenate([each, np.zeros_like(each)]) for each in self.stack))


def _stack(nodes: int, rows: int) -> Stack:
    def whole(*shape: int) -> Any:
        return np.zeros((nodes, *shape), np.int64)

    return Stack(whole(rows), np.zeros((nodes, rows, rows)), whole(rows), whole(), whole(), whole(), np.full(nodes, -1))
