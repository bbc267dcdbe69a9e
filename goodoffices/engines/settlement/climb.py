"""Block upon block: the loop that builds the levels, watches the budget and knows what was lost."""

import sys
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from itertools import pairwise
from operator import add, sub
from typing import Any

from goodoffices.engines.settlement.blocks import Block
from goodoffices.engines.settlement.budget import Pace, Spent
from goodoffices.engines.settlement.pareto import plain
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.tables import Crossed, Moved
from goodoffices.engines.settlement.thinning import allowance, coarsen, thin
from goodoffices.engines.settlement.trail import Trail

#: Work worth loading compiled code for: so many candidates of plain Python take about a twentieth of a second.
#: (With four parties and more, each is compared with all that are kept.)
PLAIN, PLAIN_MANY = 30_000, 4_000
#: Levels keep their values up to so many bytes altogether; beyond, values are added up again when they are needed.
KEPT = 128 << 20
#: What a candidate takes while a level is built, in bytes and integers of 8 bytes.
PASSING = 6

#: Points of the levels that are built in one call.
AT_ONCE = 1 << 17

ARRAYS = "goodoffices.engines.settlement.pareto.arrays"


def climb(
    climber: "Climber",
    parts: list[Block],
    *,
    need: Vector | None = None,
    tolerance: Fraction | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> tuple[Trail, int, Vector]:
    """The trail over all blocks, how many packages its top has, and what each party may have lost."""
    pace = climber.pace
    needs = _needs(need, parts)
    if tolerance:
        climber.widths = allowance([int(each * tolerance) for each in climber.ranges(parts)], len(parts))
    climber.ascend(parts, needs)
    for at in range(len(climber.trail.blocks), len(parts)):
        block, least = parts[at], needs[at]
        try:
            climber.climb(block, least)
            if progress:
                progress(at + 1, len(parts), len(climber.trail.top))
            climber.tidy()
        except (Spent, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                pace.cut("it was broken off")
            if len(climber.trail.blocks) == at:
                del climber.trail.levels[at + 1 :]
                climber.climb(block, least)
    return climber.trail, climber.counted(), climber.slack


class Climber:
    """Takes each step the cheapest way: in plain Python while there is little to do, by compiled kernels then."""

    def __init__(self, scaled: Scaled, pace: Pace) -> None:
        self.scaled, self.pace = scaled, pace
        self.trail = Trail(len(scaled.worth), [plain.origin(len(scaled.units))])
        self.parties = len(scaled.units)
        self.slack: Vector = (0,) * self.parties
        self.left = PLAIN if self.parties < 4 else PLAIN_MANY
        self.trail.tied = False
        self.widths: list[int] = []  # of cells, where a coarser answer was asked for
        self._scratch: Any = None

    def climb(self, block: Block, least: Vector | None) -> None:
        """One block more; with a spent budget, from few points to few points."""
        if self.pace.short:
            self.trail.levels[-1] = self.thinned(self.trail.top)
        level = self.step(self.trail.top, block, least)
        if self.pace.short:
            level = self.thinned(level)
        elif self.widths and len(level):
            level = self.coarsened(level)
        self.trail.tied = self.trail.tied or level.tied
        self.trail.levels.append(level)
        self.trail.blocks.append(block)

    def ascend(self, parts: list[Block], needs: list[Vector | None]) -> None:
        """For two parties the first, short levels at once, if kernels are there and no budget wants every step watched."""
        bound = self.scaled.bound
        if (
            self.parties != 2
            or ARRAYS not in sys.modules
            or self.pace.budget.bytes is not None
            or not parts
            or self.widths
        ):
            return
        if bound >= self._pareto("levels").SAFE or not all(block.vectors for block in parts):
            return
        least = [
            (-bound - 1,) * 2 if need is None else tuple(min(max(each, -bound - 1), bound + 1) for each in need)
            for need in needs
        ]
        levels = self._pareto("arrays").ascend([(block.vectors, block.counts) for block in parts], least, AT_ONCE)
        self.trail.levels += levels
        self.trail.blocks += parts[: len(levels)]
        self.trail.tied = any(level.tied for level in levels)

    def step(self, level: Any, block: Block, least: Vector | None) -> Any:
        work = len(level) * len(block.vectors)
        self.pace.look(8 * work * (self.parties + PASSING))
        if isinstance(level, plain.Plain):
            self.left -= work
            if not work or self._plainly:
                return plain.step(level, block.vectors, block.counts, least)
            level = self._pareto("levels").of(level, self.scaled.bound)
        return self._pareto("arrays").step(level, block.vectors, block.counts, least, self.scaled.bound, self._room())

    def make(self, level: Any, entries: list[list[Moved]] | Crossed) -> tuple[Any, list[int]]:
        """A level of several parts, each made of moved lists of one level. See `tables.Maker`."""
        if isinstance(entries, Crossed):
            work = sum((end - start) * (high - low) for start, end, low, high in entries.spans)
        else:
            work = sum(end - start for lists in entries for start, end, _, _ in lists)
        self.pace.look(8 * work * (self.parties + PASSING))
        if isinstance(level, plain.Plain):
            self.left -= work
            if self._plainly:
                return plain.unions(level, entries.lists() if isinstance(entries, Crossed) else entries)
            level = self._pareto("levels").of(level, self.scaled.bound)
        return self._pareto("arrays").unions(level, entries, self.scaled.bound)

    def _room(self) -> Any:
        self._scratch = self._scratch or self._pareto("levels").Scratch()
        return self._scratch

    @property
    def _plainly(self) -> bool:
        """Is plain Python enough? Always for one party, and while there is little to do, unless kernels are there anyway."""
        return self.parties == 1 or (self.left >= 0 and ARRAYS not in sys.modules)

    def thinned_parts(self, level: Any, starts: list[int]) -> tuple[Any, list[int]]:
        """The same level, each part thinned, so that all together are few; the parts are alternatives, so that no more is
        lost than in the worst of them."""
        if self.pace.cap is None or len(level) <= self.pace.cap:
            return level, starts
        most = max(4, self.pace.cap // (len(starts) - 1))
        places: list[int] = []
        begins, worst = [0], [0] * self.parties
        for start, end in pairwise(starts):
            if end > start:
                kept, lost = thin([level.vector(at) for at in range(start, end)], most)
                places += [start + at for at in kept]
                worst = list(map(max, worst, lost))
            begins.append(len(places))
        self.slack = tuple(map(add, self.slack, worst))
        return level.kept(places), begins

    def thinned(self, level: Any) -> Any:
        cap = self.pace.cap
        if cap is None or len(level) <= 2 * cap:  # thinning takes time itself: not for a few points
            return level
        if isinstance(level, plain.Plain):
            places, lost = thin(level.vectors, cap)
            level = level.kept(places)
        else:
            level, lost = self._pareto("sparser").thin(level, cap)
        self.slack = tuple(map(add, self.slack, lost))
        return level

    def coarsened(self, level: Any) -> Any:
        if isinstance(level, plain.Plain):
            places, lost = coarsen(level.vectors, self.widths)
            level = level.kept(places)
        else:
            level, lost = self._pareto("sparser").coarsen(level, self.widths)
        self.slack = tuple(map(add, self.slack, lost))
        return level

    @staticmethod
    def ranges(parts: list[Block]) -> Vector:
        """Per party, how far apart its best and its worst can be, block by block."""
        spans = [tuple(map(sub, block.top, block.low)) for block in parts if block.vectors]
        return tuple(map(sum, zip(*spans, strict=True)))

    def tidy(self) -> None:
        """The last level but one has been climbed from: keep of it what the way back needs, and watch how much that is."""
        level: Any = self.trail.levels[-2]
        if isinstance(level, plain.Plain):
            return
        level.let_go(values=self.pace.held + level.bytes > KEPT)
        self.pace.held += level.bytes

    def counted(self) -> int:
        """How many packages the top level has."""
        top: Any = self.trail.top
        if isinstance(top, plain.Plain):
            return sum(top.counts)
        total = float(top.counts.sum())
        if total < self._pareto("levels").COUNTED:
            return int(total)
        from goodoffices.engines.settlement import recount

        return recount.packages(self.trail)

    @staticmethod
    def _pareto(name: str) -> Any:
        """What numpy and numba are for, imported when it is worth it."""
        return import_module(f"goodoffices.engines.settlement.pareto.{name}")


def _needs(need: Vector | None, parts: list[Block]) -> list[Vector | None]:
    """What partial packages must reach by themselves at each level, given the best that can still come."""
    if need is None:
        return [None] * len(parts)
    needs = [need]
    for block in reversed(parts[1:]):
        need = tuple(map(sub, need, block.top))
        needs.append(need)
    return list(reversed(needs))
