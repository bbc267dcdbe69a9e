"""What a search knows at a moment: the incumbent, the levels that a better package would have to meet, and the proof so far.

Both loops of the search, the plain one and the compiled one, work on it.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.runtime.arrays import AnyInts, FloatRow, IntRow
from goodoffices.engines.settlement.runtime.budget import Meter
from goodoffices.engines.settlement.solutions.bucket_pass import Workspace
from goodoffices.engines.settlement.solutions.levels import Level, Verdict
from goodoffices.engines.settlement.solutions.proof_tree import ProofTree
from goodoffices.engines.settlement.solutions.rules import Rank
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.solutions.subgradient import NASH, Conditions

#: Steps down at a node, and how far below 0 they aim: enough for the bound to survive whole numbers.
STEPS, GOAL = 40, 1e-4

#: At so many first nodes, the package that was met is improved by local search.
IMPROVED_AT_FIRST = 60

#: Once so many nodes were visited, the incumbent is changed at random: how often, and in how many issues.
PERTURB_AT, PERTURBATIONS, PERTURBED = 300, 150, 4

#: For the incumbent (None: there is none yet), the levels on which another package can exceed it.
Levels: TypeAlias = Callable[[Choice | None], list[Level]]


class Found(Enum):
    """How checking a node's levels ended, where it does not have to be branched."""

    CLOSED = "no package below ranks higher; the leaf is written"
    BETTER = "a better package was found, and the levels have risen"


@dataclass(frozen=True)
class Branching:
    """A node that has to be branched: on this issue, with the work space that has its options' values. `multipliers` of the
    first level, and the bound they give, where these are known; `first`: is it the first level that is open?"""

    issue: int
    work: Workspace
    multipliers: list[int] | None
    bound: int
    first: bool


@dataclass
class SearchState:
    """A search for the package with the highest rank.

    `levels(choice)` gives the levels to exceed the incumbent; `rank(choice)` is None for a package that is not to be chosen.
    With `first`, the search ends with the first package that has a rank; with `alike`, packages that rank as the incumbent
    does are looked for, too. `most` nodes are visited at most. `kept` are the nodes below which packages may rank as the
    incumbent does; elsewhere there are none but those considered, of which the first in file order stays.
    """

    space: Space
    levels: Levels
    rank: Callable[[Choice], Rank | None]
    meter: Meter
    best: Choice | None = None
    first: bool = False
    alike: bool = False
    most: int | None = None
    tree: ProofTree = field(default_factory=ProofTree)
    visited: int = 0
    kept: list[IntRow] = field(default_factory=list)
    found: bool = field(default=False, init=False)
    now: list[Level] = field(default_factory=list, init=False)
    conditions: list[Conditions] = field(default_factory=list, init=False)
    work: list[Workspace] = field(default_factory=list, init=False)
    weights: list[FloatRow] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.best_rank = self.rank(self.best) if self.best is not None else None
        self._renew()

    @property
    def ended(self) -> bool:
        """Was the one package found that was asked for?"""
        return self.first and self.found

    @property
    def linear(self) -> bool:
        """Are the conditions of the first level linear?"""
        return self.now[0].conditions.kind != NASH

    def consider(self, package: AnyInts) -> bool:
        """Is this package better than the incumbent? Then it becomes the incumbent, and the levels rise."""
        choice = tuple(int(option) for option in package)
        if choice == self.best:
            return False
        rank = self.rank(choice)
        if rank is None:
            return False
        if self.best_rank is not None and rank <= self.best_rank:
            if rank == self.best_rank and self.best is not None and choice < self.best:
                self.best, self.found = choice, self.alike
            return False
        self.best, self.best_rank, self.found = choice, rank, True
        self._renew()
        return True

    def consider_improved(self, choice: Sequence[int]) -> None:
        """Consider what local search makes of this package."""
        work = self.work[0]
        for at, option in enumerate(choice):
            work.found[at] = option
        self.space.improve(work, self.conditions[0], self.space.free())
        self.consider(work.found)

    def perturb(self) -> None:
        """Change a few issues of the incumbent at random, improve, and see. The seed is always the same."""
        # house: clock or chance: seeded: the same search every time
        chance = random.Random(0)  # noqa: S311 - nothing secret
        sizes = self.space.buckets.sizes
        if self.best is None or not self.space.case.separable or not self.linear:
            return
        for _ in range(PERTURBATIONS):
            self.meter.check()
            changed = list(self.best)
            for at in chance.sample(range(len(sizes)), min(PERTURBED, len(sizes))):
                changed[at] = chance.randrange(sizes[at])
            self.consider_improved(changed)

    def check_levels(
        self, fixed: IntRow, y: FloatRow, proof: list[tuple[Level, list[int]]], at: int = 0
    ) -> Found | Branching:
        """Check the levels of a node from `at` on, as long as they are kept; `proof` says with what multipliers the earlier ones
        are. `y` are weights for the first level, and become better ones."""
        while True:
            level, work = self.now[at], self.work[at]
            weights = y if at == 0 else self.weights[at]
            f, issue = self.space.descend(work, self.conditions[at], fixed, weights, STEPS, GOAL)
            if issue == -2:  # exclusions leave nothing
                self.tree.leaf([self._number(level, [0] * len(level.norms))])
                return Found.CLOSED
            if at == 0 and self.visited < IMPROVED_AT_FIRST and not self.alike and self.linear:
                self.space.improve(work, self.conditions[at], fixed)
                work.total[self.space.parties] = level.promising
            near = work.total[self.space.parties] >= level.promising - 1e-9
            if (near and self.consider(work.found)) or self.ended:
                return Found.BETTER
            verdict, multipliers, bound = Verdict.REACHES, list[int](), None
            if looked := f < level.near:
                multipliers = level.multipliers(weights)
                bound = self.space.bound(level.weights(multipliers), fixed)
                verdict = Verdict.FAILS if bound is None else level.verdict(multipliers, bound)
            if verdict is not Verdict.REACHES:
                proof.append((level, multipliers))
            last = at == len(self.now) - 1
            if verdict is Verdict.FAILS or (verdict is Verdict.KEEPS and last and not self.alike):
                if verdict is Verdict.KEEPS:
                    self.kept.append(fixed)
                self.tree.leaf([self._number(*each) for each in proof])
                return Found.CLOSED
            if verdict is not Verdict.KEEPS or last:
                if issue < 0:  # rounding the weights cost the bound: branch after all
                    issue = self.space.descend(work, self.conditions[at], fixed, weights.copy(), 1, 1e300)[1]
                known = looked and at == 0
                return Branching(issue, work, multipliers if known else None, bound or 0, at == 0)
            at += 1

    def _number(self, level: Level, multipliers: Sequence[int]) -> int:
        return self.tree.number(level.written(multipliers))

    def _renew(self) -> None:
        self.now = self.levels(self.best)
        self.conditions = [self.space.conditions(level.conditions) for level in self.now]
        if [len(y) for y in self.weights] != [len(level.norms) for level in self.now]:
            # A floor that every better package meets anyway is no condition any more.
            self.work = [self.space.workspace(len(level.norms)) for level in self.now]
            self.weights = [self._even(level) for level in self.now]

    def _even(self, level: Level) -> FloatRow:
        rows = len(level.norms)
        return self.space.floats([1 / rows] * rows)
