"""Depth-first search with bounds: the best package by a rank, and a tree that proves it.

A node fixes the options of some issues. It is closed when weights are found that make every level fail (`levels`); else
the search branches on the issue where little bound decides much between the parties. Weights are found anew at every node,
starting from its parent's, which keeps the trees small enough to be handed to a checker.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import mul
from typing import Any

from goodoffices.engines.settlement.budget import Pace, Spent
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.solutions.dual import NASH
from goodoffices.engines.settlement.solutions.levels import FAILS, KEEPS, Level
from goodoffices.engines.settlement.solutions.space import Space

#: Steps down at a node, and how far below nothing they aim: enough for the bound to survive whole numbers.
STEPS, GOAL = 40, 1e-4

#: Packages polished before the search, and how often it polishes what it meets at its first nodes.
STARTS, POLISHED = 40, 60

#: Once so many nodes were visited, the incumbent is changed by chance: how often, and in how many issues.
KICK_AT, KICKS, KICKED = 300, 150, 4

#: The clock is looked at after so many nodes.
LOOKS = 8

#: What stands for a package itself in a tree, where every issue is fixed.
WHOLE = -1


@dataclass
class Tree:
    """A proof: `weights` by number; `nodes` in preorder. A node is the number of weights that close it, a list of such
    numbers (one per level), `WHOLE`, or [−1 − issue, option, option …]: its children follow in that order."""

    weights: list[list[Any]] = field(default_factory=list)
    nodes: list[int | list[int]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def number(self, level: Level, q: Sequence[int]) -> int:
        written = level.written(q)
        key = repr(written)
        if key not in self.numbers:
            self.numbers[key] = len(self.weights)
            self.weights.append(written)
        return self.numbers[key]

    def told(self) -> dict[str, Any]:
        return {"weights": self.weights, "tree": self.nodes}


@dataclass
class Search:
    """Looks for the package with the highest rank.

    `levels(choice)` gives the levels to exceed the incumbent; `rank(choice)` is None for a package that is not to be
    chosen. With `first`, the search ends with the first package that has a rank; with `alike`, packages that rank as the
    incumbent does are looked for, too. `most` nodes are visited at most. `kept` are the nodes below which packages may rank
    as the incumbent does; elsewhere there are none but those considered, of which the first in file order stays.
    """

    space: Space
    levels: Callable[[Choice | None], list[Level]]
    rank: Callable[[Choice], Any]
    pace: Pace
    best: Choice | None = None
    first: bool = False
    alike: bool = False
    most: int | None = None
    tree: Tree = field(default_factory=Tree)
    visited: int = 0
    kept: list[Any] = field(default_factory=list)

    def run(self, nodes: Sequence[Any] | None = None) -> bool:
        """Search below these nodes, below the root if there are none. True if the tree is complete.

        Raises `Spent`, or KeyboardInterrupt, keeping `best`.
        """
        self.found = False
        self.standing = self.rank(self.best) if self.best is not None else None
        self.rooms: list[Any] = []
        self.last: list[Any] = []
        self._renew()
        self._stack: list[tuple[Any, Any, int | None]] = [
            (fixed, self.last[0], None) for fixed in ([self.space.free()] if nodes is None else nodes)
        ]
        if not self.alike and nodes is None and (walker := self._walker()):
            return bool(walker.run())
        if not self.alike:
            self._start()
        while self._stack and not (self.first and self.found):
            if not self.visited % LOOKS:
                self.pace.look()
            if self.pace.short:
                raise Spent
            if self.most is not None and self.visited >= self.most:
                return False
            if self.visited == KICK_AT and not self.first:
                self.kick()
            self._visit(*self._stack.pop())
        return not self._stack and not (self.first and self.found)

    def _walker(self) -> Any:
        """The same search with its loop compiled, where that can be had."""
        if self.space.small:
            return None
        from goodoffices.engines.settlement.solutions import walking

        return walking.Walker(self) if walking.can_walk(self.space, self.now) else None

    def polished(self, choice: Sequence[int]) -> None:
        room = self.rooms[0]
        for at, option in enumerate(choice):
            room.found[at] = option
        self.space.polish(room, self.given[0], self.space.free())
        self.consider(tuple(int(each) for each in room.found))

    def _start(self) -> None:
        """Weights for the root, and a good incumbent: what the first level's descent meets on its way, polished."""
        fixed = self._stack[0][0]
        for _ in range(STARTS):
            self.pace.look()
            if self.now[0].conditions.kind == NASH or (self.first and self.found):
                return
            y = self.last[0]
            room, to = self.rooms[0], self.given[0]
            _, issue = self.space.descend(room, to, fixed, y, 2, GOAL)
            if issue < 0:
                return
            self.space.polish(room, to, fixed)
            self.consider(tuple(int(each) for each in room.found))

    def kick(self) -> None:
        """Change a few issues of the incumbent by chance, polish, and see. The chance is always the same."""
        # house: clock or chance: seeded: the same search every time
        chance = random.Random(0)  # noqa: S311 - nothing secret
        sizes = self.space.buckets.sizes
        if self.best is None or not self.space.case.separable or self.now[0].conditions.kind == NASH:
            return
        for _ in range(KICKS):
            self.pace.look()
            kicked = list(self.best)
            for at in chance.sample(range(len(sizes)), min(KICKED, len(sizes))):
                kicked[at] = chance.randrange(sizes[at])
            self.polished(kicked)

    def _visit(self, fixed: Any, y: Any, closed: int | None) -> None:
        self.visited += 1
        if closed is not None:
            self.tree.nodes.append(closed)
            return
        if fixed.min() >= 0 if hasattr(fixed, "min") else -1 not in fixed:
            self.consider(tuple(int(at) for at in fixed))
            self.tree.nodes.append(WHOLE)
            return
        y = y.copy()
        while (said := self.climbed(fixed, y, [], 0)) is None and not self.first:
            if len(y) != len(self.now[0].norms):
                y = self.last[0].copy()
        if isinstance(said, tuple):
            issue, room, looked, at = said
            self._branch(fixed, y, issue, room, looked, at == 0)

    def climbed(self, fixed: Any, y: Any, proof: list[tuple[Level, list[int]]], at: int) -> Any:
        """Go up the levels from `at`, as long as they are kept; `proof` says with what multipliers, so far. True if the node
        is closed, and its leaf written; None if a better package was found; else what is to be known for a branch."""
        while True:
            level, room = self.now[at], self.rooms[at]
            weights = y if at == 0 else self.last[at]
            f, issue = self.space.descend(room, self.given[at], fixed, weights, STEPS, GOAL)
            if issue == -2:
                self.tree.nodes.append(self.tree.number(level, [0] * len(level.norms)))
                return True
            if at == 0 and self.visited < POLISHED and not self.alike and level.conditions.kind != NASH:
                self.space.polish(room, self.given[at], fixed)
                room.total[self.space.parties] = level.promising
            if self._promising(level, room) and self.consider(tuple(int(each) for each in room.found)):
                return None
            if self.first and self.found:
                return None
            verdict, looked = 0, None
            if f < level.near:
                q = level.multipliers(weights)
                bound = self.space.bound(level.weights(q), fixed)
                looked = (q, bound or 0) if at == 0 else None
                verdict = FAILS if bound is None else level.verdict(q, bound)
            if verdict:
                proof.append((level, q))
            if verdict == FAILS or (verdict == KEEPS and at == len(self.now) - 1 and not self.alike):
                if verdict == KEEPS:
                    self.kept.append(fixed)
                numbers = [self.tree.number(*each) for each in proof]
                self.tree.nodes.append(numbers[0] if len(numbers) == 1 else numbers)
                return True
            if verdict != KEEPS or at == len(self.now) - 1:
                if issue < 0:
                    issue = self._any_free(level, room, fixed, weights)
                return issue, room, looked, at
            at += 1

    def _branch(self, fixed: Any, y: Any, issue: int, room: Any, looked: Any, known_first: bool) -> None:
        """Children, best first. Those that the weights found here seem to close already are told so."""
        count = len(self.space.case.domain.issues[issue].options)
        order = sorted(range(count), key=lambda option: -room.scores[option])
        self.tree.nodes.append([-1 - issue, *order])
        known = self._known(fixed, y, issue, looked) if known_first else None
        for option in reversed(order):
            if known and known[option] is not None:
                self._stack.append((fixed, y, known[option]))  # closed: it does not matter which child it is
                continue
            child = fixed.copy()
            child[issue] = option
            self._stack.append((child, y, None))

    def _known(self, fixed: Any, y: Any, issue: int, looked: Any) -> list[int | None] | None:
        """For each option of this issue, the number of the weights y if they close the child. Where issues do not hang
        together, the bound of a child differs from that of its parent by what its option weighs less than the best.
        `looked`: the multipliers of y and their bound here, where they are known already."""
        level = self.now[0]
        if not self.space.case.separable or len(y) != len(level.norms):
            return None
        q = looked[0] if looked else level.multipliers(y)
        weights = level.weights(q)
        bound = looked[1] if looked else self.space.bound(weights, fixed) or 0
        worth = [sum(map(mul, weights, vector)) for vector in self.space.scaled.worth[issue]]
        spare = max(worth) - bound
        below = level.fails_below(q)
        if below is None:
            closed = [level.verdict(q, at - spare) == FAILS for at in worth]
        else:
            closed = [at - spare < below for at in worth]
        if not any(closed):
            return None
        number = self.tree.number(level, q)
        return [number if each else None for each in closed]

    def _any_free(self, level: Level, room: Any, fixed: Any, y: Any) -> int:
        """Rounding weights cost the bound: branch after all."""
        at = self.now.index(level)
        return self.space.descend(room, self.given[at], fixed, y.copy(), 1, 1e300)[1]

    def _promising(self, level: Level, room: Any) -> bool:
        nearest = room.total[self.space.parties]
        return bool(nearest >= level.promising - 1e-9)

    def consider(self, choice: Choice) -> bool:
        """Is this package better than the incumbent? Then it becomes the incumbent, and the levels rise."""
        if choice == self.best:
            return False
        rank = self.rank(choice)
        if rank is None:
            return False
        if self.standing is not None and rank <= self.standing:
            if rank == self.standing and self.best is not None and choice < self.best:
                self.best, self.found = choice, self.alike
            return False
        self.best, self.standing, self.found = choice, rank, True
        self._renew()
        return True

    def _renew(self) -> None:
        self.now = self.levels(self.best)
        self.given = [self.space.conditions(level.conditions) for level in self.now]
        if [len(y) for y in self.last] != [len(level.norms) for level in self.now]:
            # A floor that every better package meets anyway is no condition any more.
            self.rooms = [self.space.room(len(level.norms)) for level in self.now]
            self.last = [self._even(level) for level in self.now]

    def _even(self, level: Level) -> Any:
        rows = len(level.norms)
        return self.space.floats([1 / rows] * rows)
