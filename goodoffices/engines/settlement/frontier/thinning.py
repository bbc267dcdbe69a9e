"""Fewer points, and what that costs at most: once a budget is spent, or where a coarser answer was asked for.

Values are put into the cells of a grid, and the first point of each occupied cell stays. Imports numpy.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts, Ints


def thin(values: Exacts, starts: Sequence[int], most: int) -> tuple[Ints, list[int], Vector]:
    """Of the points [starts[k], starts[k + 1]) of each part, at most `most`, but at least one of a part that has any.

    `values`: [parties, points]. The grid of each part is as fine as that allows. Returns the places of the points kept,
    ascending; where each part starts among them; and per party the most by which a point left out exceeds the one kept for it.

    >>> thin(np.array([[9, 8, 1, 0], [0, 1, 8, 9]]), [0, 4], 2)
    (array([0, 2]), [0, 2], (0, 1))
    """
    if not values.shape[1]:
        return np.zeros(0, np.int64), [0] * len(starts), (0,) * len(values)
    sizes = np.diff(starts)
    filled = np.flatnonzero(sizes)
    part = np.repeat(np.arange(len(filled)), sizes[filled])
    begins = np.array(starts)[filled]
    cells, refining = part.copy(), np.ones(len(filled), np.bool_)
    for lines in _finer(most):
        widths = [-(-span // lines) for span in _spans(values, begins)]
        found = _cells(values, part, begins, widths, lines)
        counts = _cells_of_parts(found, part, len(filled))
        refining &= counts <= most
        if not refining.any():
            break
        cells = np.where(refining[part], found, cells)
    # Cells of different parts may have the same number by now: one part may have stopped earlier than another.
    places, lost = _first_of_each(values, cells + part * (cells.max(initial=0) + 1))
    return places, np.searchsorted(places, np.array(starts)).tolist(), lost


def coarsen(values: Exacts, widths: Sequence[int]) -> tuple[Ints, Vector]:
    """One point of each cell of these widths, one for each party: each party loses less than that."""
    cells = np.zeros(values.shape[1], np.int64)
    for row, width in zip(values, widths, strict=True):
        lines = np.unique(row // width, return_inverse=True)[1].reshape(-1)
        cells = np.unique(cells * (lines.max() + 1) + lines, return_inverse=True)[1].reshape(-1)
    return _first_of_each(values, cells)


def widths_for(shares: Sequence[int], steps: int) -> list[int]:
    """Widths of cells such that all steps together lose no more than these shares."""
    return [share // max(1, steps) + 1 for share in shares]


def _finer(most: int) -> Iterator[int]:
    """Into how many lines a party's range is cut: 2, 4, 8 … as long as that may be of use."""
    lines = 2
    while lines < 2 * most:
        yield lines
        lines *= 2


def _spans(values: Exacts, begins: Ints) -> list[Exacts]:
    """Per party, how far the values of each part are apart."""
    return [np.maximum.reduceat(row, begins) - np.minimum.reduceat(row, begins) + 1 for row in values]


def _cells(values: Exacts, part: Ints, begins: Ints, widths: Sequence[Exacts], lines: int) -> Ints:
    """For each point the number of its cell; different parts have different cells."""
    cells = part
    for row, width in zip(values, widths, strict=True):
        line = row // width[part]
        line = (line - np.minimum.reduceat(line, begins)[part]).astype(np.int64)
        if int(cells.max()) * (lines + 2) >= 1 << 62:
            cells = np.unique(cells, return_inverse=True)[1].reshape(-1)
        cells = cells * (lines + 2) + line
    return np.unique(cells, return_inverse=True)[1].reshape(-1)


def _cells_of_parts(cells: Ints, part: Ints, parts: int) -> Ints:
    """How many cells each part occupies."""
    firsts = np.unique(cells, return_index=True)[1]
    return np.bincount(part[firsts], minlength=parts)


def _first_of_each(values: Exacts, cells: Ints) -> tuple[Ints, Vector]:
    firsts, back = np.unique(cells, return_index=True, return_inverse=True)[1:]
    lost = (values - values[:, firsts[back.reshape(-1)]]).max(axis=1)
    return np.sort(firsts), tuple(max(0, int(each)) for each in lost)
