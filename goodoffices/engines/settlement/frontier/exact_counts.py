"""How many packages a frontier has where doubles no longer count: again, stage by stage, in Python's integers."""

from collections.abc import Sequence
from typing import cast

import numpy as np

from goodoffices.engines.settlement.frontier.stage import Stage
from goodoffices.engines.settlement.frontier.stages import Stages
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts, Ints
from goodoffices.engines.settlement.runtime.compiling import compiled


def packages(stages: Stages) -> int:
    """The number of packages behind all points of the top stage."""
    counts = np.array([1], object)
    below: Exacts = np.array(stages.stages[0].vector(0), object)[:, None]
    for stage, block in zip(stages.stages[1:], stages.blocks, strict=True):
        above = _values(stage, below, block.vectors)
        sums = np.zeros(len(stage), object)
        for vector, weight in zip(block.vectors, block.counts, strict=True):
            match = _matches(below, above, vector)
            found = match >= 0
            sums[match[found]] += counts[found] * weight  # a shifted list has each point at most once
        counts, below = sums, above
    return int(counts.sum())


def _values(stage: Stage, below: Exacts, options: Sequence[Vector]) -> Exacts:
    """All values of a stage, [parties, points]; added up from the stage below where it has dropped them."""
    if not stage.valueless:
        return stage.matrix()
    before, option = np.asarray(stage.before), np.asarray(stage.option)
    values: Exacts = below[:, before] + np.array(options, below.dtype)[option].T
    return values


def _matches(below: Exacts, above: Exacts, by: Vector) -> Ints:
    """For each point below, shifted, its place among those above, or -1."""
    if below.dtype == above.dtype == np.int64:
        return _walk(cast(Ints, below), cast(Ints, above), np.array(by, np.int64))
    places = {vector: at for at, vector in enumerate(zip(*above.tolist(), strict=True))}
    shifted = zip(*(below + np.array(by, object)[:, None]).tolist(), strict=True)
    return np.array([places.get(vector, -1) for vector in shifted], np.int64)


@compiled
def _walk(below: Ints, above: Ints, by: Ints) -> Ints:
    """Both lists descend, so one walk along both is enough."""
    parties, count = below.shape
    found = np.full(count, -1, np.int64)
    at = 0
    for point in range(count):
        while at < above.shape[1]:
            sign = 0
            for party in range(parties):
                gap = above[party, at] - below[party, point] - by[party]
                if gap != 0:
                    sign = 1 if gap > 0 else -1
                    break
            if sign > 0:
                at += 1
                continue
            if sign == 0:
                found[point] = at
            break
    return found
