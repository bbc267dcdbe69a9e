"""Block upon block: the loop that builds the stages, watches the budget and knows what was lost."""

import sys
from collections.abc import Callable
from fractions import Fraction
from operator import add, sub
from typing import TYPE_CHECKING, TypeAlias

from goodoffices.engines.settlement.frontier import plain_stage
from goodoffices.engines.settlement.frontier.blocks import Block
from goodoffices.engines.settlement.frontier.plain_stage import PlainStage
from goodoffices.engines.settlement.frontier.stage import Crossed, Entries, Stage
from goodoffices.engines.settlement.frontier.stages import Stages
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.budget import BudgetSpent, Meter

if TYPE_CHECKING:
    from goodoffices.engines.settlement.frontier.array_stage import ArrayStage, Scratch

#: Work worth loading compiled code for, which takes half a second: so many candidates take plain Python about a tenth of one.
#: (For two parties they are merged; with four parties and more, each is compared with all that are kept.)
PLAIN_TWO, PLAIN, PLAIN_MANY = 250_000, 60_000, 8_000
#: Stages keep their values up to so many bytes altogether; beyond, values are added up again when they are needed.
KEPT = 128 << 20
#: What a candidate takes while a stage is built, in integers of 8 bytes beside its values.
OVERHEAD = 6
#: What a candidate usually takes, and takes at most, in seconds; how many of them are worth measuring.
USUAL, SLOWEST, MEASURED = 5e-8, 4e-7, 50_000
#: Points of the stages that are built in one call.
AT_ONCE = 1 << 17

ARRAYS = "goodoffices.engines.settlement.frontier.array_steps"

#: Called after each block: how many are done, of how many, and how many points there are.
Progress: TypeAlias = Callable[[int, int, int], None]


def build_stages(
    builder: "StageBuilder",
    parts: list[Block],
    *,
    need: Vector | None = None,
    tolerance: Fraction | None = None,
    progress: Progress | None = None,
    give_up: bool = False,
) -> tuple[Stages, int, Vector]:
    """The stages over all blocks, how many packages the top has, and what each party may have lost (in scaled values).

    With `give_up`, a spent budget is the end, and some blocks are missing; else what follows is built from few points.
    """
    meter = builder.meter
    needs = _needs(need, parts)
    if tolerance:
        from goodoffices.engines.settlement.frontier.thinning import widths_for

        builder.widths = widths_for([int(each * tolerance) for each in builder.ranges(parts)], len(parts))
    builder.add_at_once(parts, needs)
    for at in range(len(builder.stages.blocks), len(parts)):
        block, least, begun = parts[at], needs[at], meter.now()
        try:
            builder.add(block, least)
            if progress:
                progress(at + 1, len(parts), len(builder.stages.top))
            builder.release()
            if give_up and builder.parties > 2:
                meter.check_pace(meter.now() - begun, len(parts) - at - 1)
        except (BudgetSpent, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                meter.stop("it was broken off")
            if give_up:
                break
            if len(builder.stages.blocks) == at:
                del builder.stages.stages[at + 1 :]
                builder.add(block, least)
    return builder.stages, builder.packages(), builder.slack


class StageBuilder:
    """Takes each step the cheapest way: in plain Python while there is little to do, by compiled kernels beyond."""

    def __init__(self, scaled: ScaledCase, meter: Meter) -> None:
        self.scaled, self.meter = scaled, meter
        self.stages = Stages(len(scaled.worth), [plain_stage.origin(len(scaled.units))], tied=False)
        self.parties = len(scaled.units)
        self.slack: Vector = (0,) * self.parties
        self.left = PLAIN_TWO if self.parties < 3 else PLAIN if self.parties == 3 else PLAIN_MANY
        self.pace = USUAL  # seconds a candidate
        self.widths: list[int] = []  # of cells, where a coarser answer was asked for
        self._scratch: Scratch | None = None

    def add(self, block: Block, least: Vector | None) -> None:
        """Add one block; with a spent budget, from few points to few points."""
        if self.meter.stopped:
            self.stages.stages[-1] = self.thinned(self.stages.top)
        stage = self.step(self.stages.top, block, least)
        if self.meter.stopped:
            stage = self.thinned(stage)
        elif self.widths and len(stage):
            stage = self._coarsened(stage)
        self.stages.tied = self.stages.tied or stage.tied
        self.stages.stages.append(stage)
        self.stages.blocks.append(block)

    def add_at_once(self, parts: list[Block], needs: list[Vector | None]) -> None:
        """For two parties the first, short stages in one call, if kernels are loaded and no step has to be watched."""
        watched = self.meter.budget.bytes is not None or self.widths
        if self.parties != 2 or ARRAYS not in sys.modules or watched or not parts:
            return
        from goodoffices.engines.settlement.frontier import array_stage, array_steps

        bound = self.scaled.bound
        if bound >= array_stage.SAFE or not all(block.vectors for block in parts):
            return
        least = [
            (-bound - 1,) * 2 if need is None else tuple(min(max(each, -bound - 1), bound + 1) for each in need)
            for need in needs
        ]
        made = array_steps.ascend([(block.vectors, block.counts) for block in parts], least, AT_ONCE)
        self.stages.stages += made
        self.stages.blocks += parts[: len(made)]
        self.stages.tied = any(stage.tied for stage in made)

    def step(self, stage: Stage, block: Block, least: Vector | None) -> Stage:
        """The stage with this block added: every point plus every option, without what is dominated or below `least`."""
        work = len(stage) * len(block.vectors)
        self._expect(work)
        if isinstance(stage, PlainStage):
            self.left -= work
            if not work or self._plainly:
                return plain_stage.step(stage, block.vectors, block.counts, least)
        self._load()
        from goodoffices.engines.settlement.frontier import array_stage, array_steps

        self._scratch = self._scratch or array_stage.Scratch()
        given, begun = self._as_arrays(stage), self.meter.now()
        made = array_steps.step(
            given, block.vectors, block.counts, least, self.scaled.bound, self._scratch, self.meter.check
        )
        self._measure(work, begun)
        return made

    def make(self, stage: Stage, entries: Entries) -> tuple[Stage, list[int]]:
        """A stage of several parts, each made of shifted lists of one stage. See `messages.Maker`."""
        if isinstance(entries, Crossed):
            work = sum((end - start) * (high - low) for start, end, low, high in entries.spans)
        else:
            work = sum(end - start for lists in entries for start, end, _, _ in lists)
        self._expect(work)
        if isinstance(stage, PlainStage):
            self.left -= work
            if self._plainly:
                return plain_stage.unions(stage, entries.lists() if isinstance(entries, Crossed) else entries)
        self._load()
        from goodoffices.engines.settlement.frontier import array_steps

        given, begun = self._as_arrays(stage), self.meter.now()
        made = array_steps.unions(given, entries, self.scaled.bound, self.meter.check)
        self._measure(work, begun)
        return made

    def _load(self) -> None:
        """Have the kernels ready, on no budget's time."""
        from goodoffices.engines.settlement.frontier import warm

        warm.load(self.parties, self.scaled.bound)

    def _expect(self, work: int) -> None:
        """Raise `BudgetSpent` if so many candidates would take too much memory, or, at the pace so far, too long."""
        self.meter.check(8 * work * (self.parties + OVERHEAD), work * self.pace if self.parties < 4 else 0.0)

    def _measure(self, work: int, begun: float) -> None:
        """Note how long a candidate takes."""
        if work >= MEASURED:
            self.pace = min((self.meter.now() - begun) / work, SLOWEST)

    def _as_arrays(self, stage: Stage) -> "ArrayStage":
        from goodoffices.engines.settlement.frontier import array_stage

        if isinstance(stage, PlainStage):
            return array_stage.of(stage, self.scaled.bound)
        assert isinstance(stage, array_stage.ArrayStage)
        return stage

    @property
    def _plainly(self) -> bool:
        """Is plain Python enough? Always for one party, and while there is little to do, unless kernels are loaded anyway."""
        return self.parties == 1 or (self.left >= 0 and ARRAYS not in sys.modules)

    def thinned_parts(self, stage: Stage, starts: list[int]) -> tuple[Stage, list[int]]:
        """The same stage, each part thinned, so that all together are few once the budget is spent.

        Parts are alternatives, so no more is lost than in the worst of them.
        """
        cap = self.meter.cap
        if cap is None or len(stage) <= cap:
            return stage, starts
        return self._thinned(stage, starts, max(4, cap // (len(starts) - 1)))

    def thinned(self, stage: Stage) -> Stage:
        """The same stage with few points, once the budget is spent."""
        cap = self.meter.cap
        if cap is None or len(stage) <= 2 * cap:  # thinning takes time itself: not for a few points
            return stage
        return self._thinned(stage, [0, len(stage)], cap)[0]

    def _thinned(self, stage: Stage, starts: list[int], most: int) -> tuple[Stage, list[int]]:
        from goodoffices.engines.settlement.frontier.thinning import thin

        places, begins, lost = thin(stage.matrix(), starts, most)
        self.slack = tuple(map(add, self.slack, lost))
        return stage.kept(places), begins

    def _coarsened(self, stage: Stage) -> Stage:
        from goodoffices.engines.settlement.frontier.thinning import coarsen

        places, lost = coarsen(stage.matrix(), self.widths)
        self.slack = tuple(map(add, self.slack, lost))
        return stage.kept(places)

    @staticmethod
    def ranges(parts: list[Block]) -> Vector:
        """Per party, how far apart its best and its worst can be, block by block."""
        spans = [tuple(map(sub, block.top, block.low)) for block in parts if block.vectors]
        return tuple(map(sum, zip(*spans, strict=True)))

    def release(self) -> None:
        """Of the last stage but one, keep only what the way back needs, and count how much memory that is."""
        stage = self.stages.stages[-2]
        if isinstance(stage, PlainStage):
            return
        arrays = self._as_arrays(stage)
        arrays.drop(values=self.meter.held + arrays.bytes > KEPT)
        self.meter.held += arrays.bytes

    def packages(self) -> int:
        """How many packages the top stage has."""
        top = self.stages.top
        if isinstance(top, PlainStage):
            return sum(top.counts)
        from goodoffices.engines.settlement.frontier import array_stage, exact_counts

        total = float(self._as_arrays(top).counts.sum())
        return int(total) if total < array_stage.COUNTED else exact_counts.packages(self.stages)


def _needs(need: Vector | None, parts: list[Block]) -> list[Vector | None]:
    """What partial packages must reach by themselves at each stage, given the best that can still come."""
    if need is None:
        return [None] * len(parts)
    needs = [need]
    for block in reversed(parts[1:]):
        need = tuple(map(sub, need, block.top))
        needs.append(need)
    return list(reversed(needs))
