"""Three parties with few different values: a cell for each pair of the first two, swept from the highest.

Where many lists meet, as when two messages are joined, merging them costs a look at all heads for each candidate; a cell
costs a look at itself. A cell keeps the highest third value that falls into it, and survives if no cell at least as high in
both has one at least as high.
"""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.frontier.kernels.rows import Kept, kept_from
from goodoffices.engines.settlement.frontier.kernels.three_parties import Lists, Points, sweep
from goodoffices.engines.settlement.runtime.arrays import Ints
from goodoffices.engines.settlement.runtime.compiling import compiled, counter

#: So many cells for each candidate are worth allocating, and so many for one entry.
EACH, MOST_CELLS = 4, 1 << 22
NOTHING = -(1 << 62)


class Extent(NamedTuple):
    """How many candidates some lists have, and the range of their first two values: the lowest, and how many."""

    candidates: int
    low_x: int
    wide_x: int
    low_y: int
    wide_y: int


@compiled
def sift_all(points: Points, lists: Lists, need: Ints, span: int, entries: Ints, kept: Kept, made: Ints) -> None:
    """For each entry the efficient points of lists [entries[e], entries[e + 1]), by cells where that is less work, else by
    `three_parties.sweep`. `made[e]` is where the points of an entry start."""
    size = counter(0)
    for entry in range(len(entries) - 1):
        made[entry] = size
        low, high = entries[entry], entries[entry + 1]
        these = Lists(
            lists.starts[low:high], lists.ends[low:high], lists.dx[low:high], lists.dy[low:high], lists.dz[low:high],
            lists.dstair[low:high], lists.weights[low:high],
        )  # fmt: skip
        extent = extent_of(points, these)
        cells = extent.wide_x * extent.wide_y
        if cells <= EACH * extent.candidates and cells <= MOST_CELLS:
            size += sift(points, these, extent, kept_from(kept, size))
        elif extent.candidates > 0:
            size += sweep(points, these, need, span, kept_from(kept, size))
    made[len(entries) - 1] = size


@compiled
def extent_of(points: Points, lists: Lists) -> Extent:
    """The extent of all candidates of these lists."""
    x, y, starts, ends = points.x, points.y, lists.starts, lists.ends
    candidates = 0
    low_x, high_x, low_y, high_y = 1 << 62, NOTHING, 1 << 62, NOTHING
    for k in range(len(starts)):
        if starts[k] >= ends[k]:
            continue
        candidates += ends[k] - starts[k]
        low_x, high_x = min(low_x, x[ends[k] - 1] + lists.dx[k]), max(high_x, x[starts[k]] + lists.dx[k])
        for at in range(starts[k], ends[k]):
            low_y, high_y = min(low_y, y[at] + lists.dy[k]), max(high_y, y[at] + lists.dy[k])
    if candidates == 0:
        return Extent(0, 0, 1, 0, 1)
    return Extent(candidates, low_x, high_x - low_x + 1, low_y, high_y - low_y + 1)


@compiled
def sift(points: Points, lists: Lists, extent: Extent, kept: Kept) -> int:
    """The efficient points of these lists by cells. Writes the points kept, descending; returns how many."""
    wide_y = extent.wide_y
    cells = extent.wide_x * wide_y
    best = np.full(cells, NOTHING, np.int64)
    place, owner, count = np.empty(cells, np.int32), np.empty(cells, np.int32), np.empty(cells)
    for k in range(len(lists.starts)):
        corner = (lists.dx[k] - extent.low_x) * wide_y + lists.dy[k] - extent.low_y
        for at in range(lists.starts[k], lists.ends[k]):
            cell, third = points.x[at] * wide_y + points.y[at] + corner, points.z[at] + lists.dz[k]
            if third > best[cell]:
                best[cell], place[cell], owner[cell] = third, at, k
                count[cell] = points.counts[at] * lists.weights[k]
            elif third == best[cell]:
                count[cell] += points.counts[at] * lists.weights[k]
    size = 0
    stairs = np.full(wide_y, NOTHING, np.int64)  # the highest third value above in the first and equal in the second
    for row in range(extent.wide_x - 1, -1, -1):
        highest = np.int64(NOTHING)
        for column in range(wide_y - 1, -1, -1):
            cell = row * wide_y + column
            highest = max(highest, stairs[column])
            if best[cell] > highest:
                kept.place[size], kept.option[size], kept.counts[size] = place[cell], owner[cell], count[cell]
                size += 1
                highest = stairs[column] = best[cell]
    return size
