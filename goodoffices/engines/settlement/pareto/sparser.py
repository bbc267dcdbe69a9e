"""Fewer points of a level in arrays: see `thinning`."""

from collections.abc import Sequence

import numpy as np

from goodoffices.engines.settlement.pareto.levels import Array, Arrays
from goodoffices.engines.settlement.scaled import Vector
from goodoffices.engines.settlement.thinning import finer


def thin(level: Arrays, most: int) -> tuple[Arrays, Vector]:
    """See `thinning.thin`: the same grid, for arrays."""
    values = level.exact
    cells = np.zeros(len(level), np.int64)
    for widths in finer(values.max(axis=1) - values.min(axis=1) + 1, most):
        found = _cells(values, widths)
        if found.max() >= most:
            break
        cells = found
    return _kept(level, values, cells)


def coarsen(level: Arrays, widths: Sequence[int]) -> tuple[Arrays, Vector]:
    """See `thinning.coarsen`."""
    return _kept(level, level.exact, _cells(level.exact, widths))


def _cells(values: Array, widths: Sequence[int]) -> Array:
    """For each point the number of its cell."""
    cells = np.zeros(values.shape[1], np.int64)
    for row, width in zip(values, widths, strict=True):
        lines = np.unique(row // width, return_inverse=True)[1].reshape(-1)
        cells = np.unique(cells * (lines.max() + 1) + lines, return_inverse=True)[1].reshape(-1)
    return cells


def _kept(level: Arrays, values: Array, cells: Array) -> tuple[Arrays, Vector]:
    firsts = np.unique(cells, return_index=True)[1]
    lost = (values - values[:, firsts[cells]]).max(axis=1)
    return level.kept(np.sort(firsts)), tuple(max(0, int(each)) for each in lost)
