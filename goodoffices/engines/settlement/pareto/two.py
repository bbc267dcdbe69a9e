"""Two parties: a merge of sorted lists that leaps over what is dominated.

Each list is one frontier (first party's values falling, second's rising) moved by one option. Candidates are taken in
descending order of the first party's value; `best` is the second party's best so far, and a candidate with no more than
that is dominated. A list that has fallen behind leaps (doubling steps, then halving) to its first point above `best`:
where options are far from being of use, they cost next to nothing, so that the work is about the points kept rather than
all O(n k) candidates.
"""

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled

LEAST = np.iinfo(np.int64).min


@compiled
def merge(x, y, counts, starts, ends, ox, oy, weights, need_x, need_y, out_x, out_y, before, option, out_counts):  # fmt: skip
    """Write the efficient points of all lists [starts[k], ends[k]) moved by (ox[k], oy[k]); returns how many.

    `x`, `y` int64; points below `need_x`, `need_y` are left out; equal points are kept once and their counts
    (times `weights[k]`) added. The out arrays must hold the sum of all lists.
    """
    lists = len(starts)
    at = starts.copy()
    head_x = np.empty(lists, np.int64)
    head_y = np.empty(lists, np.int64)
    queue = np.empty(lists, np.int64)
    best = need_y - 1
    waiting = 0
    for k in range(lists):
        first = leap(y, starts[k], ends[k], best - oy[k])
        if first < ends[k]:
            at[k] = first
            waiting = enqueue(queue, head_x, head_y, 0, waiting, k, x[first] + ox[k], y[first] + oy[k])
    kept = 0
    last_x = LEAST
    while waiting > 0 and head_x[0] >= need_x:
        k, here_x, here_y = queue[0], head_x[0], head_y[0]
        place = at[k]
        if here_y > best:
            out_x[kept], out_y[kept] = here_x, here_y
            before[kept], option[kept] = place, k
            out_counts[kept] = counts[place] * weights[k]
            kept += 1
            best, last_x = here_y, here_x
            place += 1
        else:
            if here_y == best and here_x == last_x:
                out_counts[kept - 1] += counts[place] * weights[k]
            place = leap(y, place + 1, ends[k], best - oy[k])
        if place < ends[k]:
            at[k] = place
            sink(queue, head_x, head_y, waiting, k, x[place] + ox[k], y[place] + oy[k])
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each], head_x[each], head_y[each] = queue[each + 1], head_x[each + 1], head_y[each + 1]
    return kept


@compiled
def leap(y, low, end, best):
    """The first place from `low` on with y > best (y rises)."""
    if low >= end or y[low] > best:
        return low
    stride = 1
    while low + stride < end and y[low + stride] <= best:
        low += stride
        stride *= 2
    high = min(low + stride, end)
    while high - low > 1:
        middle = (low + high) >> 1
        if y[middle] > best:
            high = middle
        else:
            low = middle
    return high


@compiled
def enqueue(queue, head_x, head_y, front, waiting, k, here_x, here_y):
    """Put list `k` in its place among the waiting, the highest (x, then y) in front; returns how many are waiting now."""
    spot = waiting
    while spot > front and (head_x[spot - 1] < here_x or (head_x[spot - 1] == here_x and head_y[spot - 1] < here_y)):
        queue[spot], head_x[spot], head_y[spot] = queue[spot - 1], head_x[spot - 1], head_y[spot - 1]
        spot -= 1
    queue[spot], head_x[spot], head_y[spot] = k, here_x, here_y
    return waiting + 1


@compiled
def sink(queue, head_x, head_y, waiting, k, here_x, here_y):
    """The first in the queue, with its new head, to its place."""
    spot = 0
    while spot + 1 < waiting and (
        head_x[spot + 1] > here_x or (head_x[spot + 1] == here_x and head_y[spot + 1] > here_y)
    ):
        queue[spot], head_x[spot], head_y[spot] = queue[spot + 1], head_x[spot + 1], head_y[spot + 1]
        spot += 1
    queue[spot], head_x[spot], head_y[spot] = k, here_x, here_y


@compiled
def merge_all(x, y, counts, starts, ends, ox, oy, weights, entries, out_x, out_y, before, option, out_counts, made):
    """The same for many entries: lists [entries[e], entries[e + 1]); `made[e]` is where the points of an entry start."""
    kept = 0
    for entry in range(len(entries) - 1):
        made[entry] = kept
        low, high = entries[entry], entries[entry + 1]
        kept += merge(
            x, y, counts, starts[low:high], ends[low:high], ox[low:high], oy[low:high], weights[low:high], -(1 << 61),
            -(1 << 61), out_x[kept:], out_y[kept:], before[kept:], option[kept:], out_counts[kept:],
        )  # fmt: skip
    made[len(entries) - 1] = kept


@compiled
def ascend(first, ox, oy, weights, need_x, need_y, x, y, counts, before, option, ends):
    """Level upon level in one call, as long as there is room: for short levels, calling is what takes the time.

    Block `b` has the options [first[b], first[b + 1]) and the least values `need_x[b]`, `need_y[b]`. Level `b` is written
    to [ends[b], ends[b + 1]) of the out arrays, its `before` counted from `ends[b - 1]`; level 0, the origin, is there
    already. Returns how many blocks were added.
    """
    blocks = len(first) - 1
    for block in range(blocks):
        low, high = ends[block], ends[block + 1]
        options = first[block + 1] - first[block]
        if high + (high - low) * options > len(x):
            return block
        starts = np.zeros(options, np.int64)
        stops = np.full(options, high - low)
        mine = slice(first[block], first[block + 1])
        kept = merge(
            x[low:high], y[low:high], counts[low:high], starts, stops, ox[mine], oy[mine], weights[mine],
            need_x[block], need_y[block], x[high:], y[high:], before[high:], option[high:], counts[high:],
        )  # fmt: skip
        ends[block + 2] = high + kept
    return blocks
