"""What a search knows at a moment: the incumbent, the levels that a better package would have to meet, and the proof so far.

`branch_and_bound` and `node_checks` work on it.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.runtime.arrays import AnyInts, FloatRow, IntRow
from goodoffices.engines.settlement.runtime.budget import Meter
from goodoffices.engines.settlement.solutions.bucket_pass import Workspace
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.proof_tree import ProofTree
from goodoffices.engines.settlement.solutions.rules import Rank
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.solutions.subgradient import NASH, Conditions

#: Once so many nodes were visited, the incumbent is changed at random: how often, and in how many issues.
PERTURB_AT, PERTURBATIONS, PERTURBED = 300, 150, 4

#: For the incumbent (None: there is none yet), the levels on which another package can exceed it.
Levels: TypeAlias = Callable[[Choice | None], list[Level]]


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

    def move(self, space: Space) -> None:
        """Go on in this space, which has the same packages."""
        self.space = space
        self.conditions = [space.conditions(level.conditions) for level in self.now]
        self.work = [space.workspace(len(level.norms)) for level in self.now]
        self.weights = [space.floats(y) for y in self.weights]

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

    def leaf(self, proof: Sequence[tuple[Level, Sequence[int]]]) -> None:
        """Write a leaf that these multipliers close, one level after the other."""
        self.tree.leaf([self.number(*each) for each in proof])

    def number(self, level: Level, multipliers: Sequence[int]) -> int:
        """The number of these multipliers in the proof."""
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
