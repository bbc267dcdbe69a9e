"""How many packages a frontier has where doubles no longer count: again, level by level, in Python's integers."""

from typing import Any

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled
from goodoffices.engines.settlement.scaled import Vector
from goodoffices.engines.settlement.trail import Trail


def packages(trail: Trail) -> int:
    """The number of packages behind all points of the top."""
    counts = np.array([1], object)
    below: Any = np.array(trail.levels[0].vector(0), object)[:, None]
    for level, block in zip(trail.levels[1:], trail.blocks, strict=True):
        there = _values(level, below, block.vectors)
        sums = np.zeros(len(level), object)
        for vector, weight in zip(block.vectors, block.counts, strict=True):
            match = _matches(below, there, vector)
            found = match >= 0
            sums[match[found]] += counts[found] * weight  # a list moved meets each point at most once
        counts, below = sums, there
    return int(counts.sum())


def _values(level: Any, below: Any, options: list[Vector]) -> Any:
    if not level.bare:
        return level.exact if hasattr(level, "exact") else np.array(level.vectors, object).reshape(len(level), -1).T
    return below[:, level.before] + np.array(options, below.dtype)[level.option].T


def _matches(below: Any, there: Any, by: Vector) -> Any:
    """For each point below, moved, where it is among those there, or -1."""
    if below.dtype == there.dtype == np.int64:
        return _walked(below, there, np.array(by, np.int64))
    places = {vector: at for at, vector in enumerate(zip(*there.tolist(), strict=True))}
    moved = zip(*(below + np.array(by, object)[:, None]).tolist(), strict=True)
    return np.array([places.get(vector, -1) for vector in moved], np.int64)


@compiled
def _walked(below, there, by):
    """Both descend, so that one walk along both will do."""
    parties, count = below.shape
    found = np.full(count, -1, np.int64)
    at = 0
    for point in range(count):
        while at < there.shape[1]:
            sign = 0
            for party in range(parties):
                gap = there[party, at] - below[party, point] - by[party]
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
