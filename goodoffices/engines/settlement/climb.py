"""Block upon block: the loop that builds the levels, watches the budget and knows what was lost."""

from collections.abc import Callable
from fractions import Fraction
from operator import add, sub
from typing import Any

from goodoffices.engines.settlement.blocks import Block
from goodoffices.engines.settlement.budget import Pace, Spent
from goodoffices.engines.settlement.pareto import plain
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.thinning import thin
from goodoffices.engines.settlement.trail import Trail


def climb(
    scaled: Scaled,
    parts: list[Block],
    pace: Pace,
    *,
    need: Vector | None = None,
    tolerance: Fraction | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> tuple[Trail, int, Vector]:
    """The trail over all blocks, how many packages its top has, and what each party may have lost."""
    level: Any = plain.origin(len(scaled.units))
    trail = Trail(len(scaled.worth), [level])
    slack: Vector = (0,) * len(scaled.units)
    for at, block in enumerate(parts):
        least = _least(need, parts[at + 1 :])
        try:
            pace.look()
            level = plain.step(level, block.vectors, block.counts, least)
        except (Spent, KeyboardInterrupt) as stop:
            if isinstance(stop, KeyboardInterrupt):
                pace.cut("it was broken off")
            level, lost = _thinned(trail.top, pace)
            trail.levels[-1] = level
            slack = tuple(map(add, slack, lost))
            level = plain.step(level, block.vectors, block.counts, least)
        if pace.short:
            level, lost = _thinned(level, pace)
            slack = tuple(map(add, slack, lost))
        trail.levels.append(level)
        trail.blocks.append(block)
        if progress:
            progress(at + 1, len(parts), len(level))
    return trail, sum(level.counts), slack


def _least(need: Vector | None, coming: list[Block]) -> Vector | None:
    """What a partial package must reach by itself, given the best that can still come."""
    if need is None:
        return None
    for block in coming:
        need = tuple(map(sub, need, block.top))
    return need


def _thinned(level: plain.Plain, pace: Pace) -> tuple[plain.Plain, Vector]:
    assert pace.cap is not None
    if len(level) <= pace.cap:
        return level, (0,) * len(level.vector(0)) if len(level) else ()
    kept, lost = thin(level.vectors, pace.cap)
    return plain.Plain(
        [level.vectors[at] for at in kept],
        [level.before[at] for at in kept],
        [level.option[at] for at in kept],
        [level.counts[at] for at in kept],
    ), lost
