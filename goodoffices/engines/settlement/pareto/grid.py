"""Three parties with few different values: a cell for each pair of the first two, swept from the highest.

Where many lists meet, as when two messages are joined, merging them costs a look at all heads for each candidate; a cell costs
a look at itself. A cell keeps the highest third value that falls into it, and survives if no cell at least as high in both has
one at least as high.
"""

from typing import Any

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled
from goodoffices.engines.settlement.pareto.three import sweep

#: Cells worth laying out for each candidate, and for all of an entry.
EACH, MOST_CELLS = 4, 1 << 22
NOTHING = -(1 << 62)


@compiled
def sift_all(x, y, z, counts, starts, ends, ox, oy, oz, os, weights, need, span, entries, before, option, out_counts, made):  # fmt: skip
    """For each entry, the lists [entries[e], entries[e + 1]), by cells where that is less to do."""
    kept = 0
    for entry in range(len(entries) - 1):
        made[entry] = kept
        low, high = entries[entry], entries[entry + 1]
        room, low_x, wide_x, low_y, wide_y = reach(x, y, starts, ends, ox, oy, low, high)
        cells = wide_x * wide_y
        if cells <= EACH * room and cells <= MOST_CELLS:
            kept += sift(
                x, y, z, counts, starts, ends, ox, oy, oz, weights, low, high, low_x, wide_x, low_y, wide_y,
                before[kept:], option[kept:], out_counts[kept:],
            )  # fmt: skip
        elif room > 0:
            kept += sweep(
                x, y, z, y, counts, starts[low:high], ends[low:high], ox[low:high], oy[low:high], oz[low:high],
                os[low:high], weights[low:high], need, span, before[kept:], option[kept:], out_counts[kept:],
            )  # fmt: skip
    made[len(entries) - 1] = kept


@compiled
def reach(x, y, starts, ends, ox, oy, low, high):
    """How many candidates these lists have, and from where their first two values reach how far."""
    room = 0
    low_x, high_x, low_y, high_y = 1 << 62, NOTHING, 1 << 62, NOTHING
    for k in range(low, high):
        if starts[k] >= ends[k]:
            continue
        room += ends[k] - starts[k]
        low_x, high_x = min(low_x, x[ends[k] - 1] + ox[k]), max(high_x, x[starts[k]] + ox[k])
        for at in range(starts[k], ends[k]):
            low_y, high_y = min(low_y, y[at] + oy[k]), max(high_y, y[at] + oy[k])
    if room == 0:
        return 0, 0, 1, 0, 1
    return room, low_x, high_x - low_x + 1, low_y, high_y - low_y + 1


@compiled
def sift(x, y, z, counts, starts, ends, ox, oy, oz, weights, low, high, low_x, wide_x, low_y, wide_y, before, option, out_counts):  # fmt: skip
    """The efficient points of the lists [low, high), descending. Writes place, list (from `low`) and count of each; returns how many."""
    cells = wide_x * wide_y
    best = np.full(cells, NOTHING, np.int64)
    place, owner, count = np.empty(cells, np.int32), np.empty(cells, np.int32), np.empty(cells)
    for k in range(low, high):
        corner = (ox[k] - low_x) * wide_y + oy[k] - low_y
        for at in range(starts[k], ends[k]):
            cell, third = x[at] * wide_y + y[at] + corner, z[at] + oz[k]
            if third > best[cell]:
                best[cell], place[cell], owner[cell], count[cell] = third, at, k - low, counts[at] * weights[k]
            elif third == best[cell]:
                count[cell] += counts[at] * weights[k]
    kept = 0
    stairs = np.full(wide_y, NOTHING, np.int64)  # the highest third value above in the first and alike in the second
    for row in range(wide_x - 1, -1, -1):
        highest: Any = NOTHING
        for column in range(wide_y - 1, -1, -1):
            cell = row * wide_y + column
            highest = max(highest, stairs[column])
            if best[cell] > highest:
                before[kept], option[kept], out_counts[kept] = place[cell], owner[cell], count[cell]
                kept += 1
                highest = stairs[column] = best[cell]
    return kept
