"""Two parties: a merge of sorted lists that leaps over what is dominated.

Each list is one frontier (first party's values falling, second's rising), shifted by one option. Candidates are taken in
descending order of the first party's value; `best` is the second party's best so far, and a candidate with no more than
that is dominated. A list that has fallen behind leaps (doubling steps, then halving) to its first point above `best`, so
that the work is about the points kept rather than all O(n k) candidates.
"""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.frontier.kernels.rows import Kept, kept_from
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import compiled, counter, inner

LEAST = np.iinfo(np.int64).min
#: What every value exceeds: nothing is needed.
LEAST_NEED = -(1 << 61)


class Points(NamedTuple):
    """The points of a stage: values of the first and of the second party, and how many packages each stands for."""

    x: Ints
    y: Ints
    counts: Floats


class Lists(NamedTuple):
    """List k: the points [starts[k], ends[k]), shifted by (dx[k], dy[k]), counting weights[k] times."""

    starts: Ints
    ends: Ints
    dx: Ints
    dy: Ints
    weights: Floats


class Values(NamedTuple):
    """Memory for the values of the points kept."""

    x: Ints
    y: Ints


@compiled
def merge(points: Points, lists: Lists, need_x: int, need_y: int, out: Values, kept: Kept) -> int:
    """Write the efficient points of all lists; returns how many.

    Points below `need_x`, `need_y` are left out; equal points are kept once and their counts added. `out` and `kept` must
    have room for all candidates.
    """
    y, starts, ends = points.y, lists.starts, lists.ends
    count = len(starts)
    at = starts.copy()
    head_x = np.empty(count, np.int64)
    head_y = np.empty(count, np.int64)
    queue = np.empty(count, np.int64)
    best = need_y - 1
    waiting = counter(0)
    for k in range(count):
        first = leap(y, starts[k], ends[k], best - lists.dy[k])
        if first < ends[k]:
            at[k] = first
            here_x, here_y = points.x[first] + lists.dx[k], y[first] + lists.dy[k]
            waiting = enqueue(queue, head_x, head_y, waiting, k, here_x, here_y)
    size = 0
    last_x = LEAST
    while waiting > 0 and head_x[0] >= need_x:
        k, here_x, here_y = queue[0], head_x[0], head_y[0]
        place = at[k]
        if here_y > best:
            out.x[size], out.y[size] = here_x, here_y
            kept.place[size], kept.option[size] = place, k
            kept.counts[size] = points.counts[place] * lists.weights[k]
            size += 1
            best, last_x = here_y, here_x
            place += 1
        else:
            if here_y == best and here_x == last_x:
                kept.counts[size - 1] += points.counts[place] * lists.weights[k]
            place = leap(y, place + 1, ends[k], best - lists.dy[k])
        if place < ends[k]:
            at[k] = place
            sink(queue, head_x, head_y, waiting, k, points.x[place] + lists.dx[k], y[place] + lists.dy[k])
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each], head_x[each], head_y[each] = queue[each + 1], head_x[each + 1], head_y[each + 1]
    return size


@compiled
def leap(y: Ints, low: int, end: int, best: int) -> int:
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


@inner
def enqueue(queue: Ints, head_x: Ints, head_y: Ints, waiting: int, k: int, here_x: int, here_y: int) -> int:
    """Put list `k` into the queue, the highest head (x, then y) in front; returns how many lists are waiting now."""
    spot = waiting
    while spot > 0 and (head_x[spot - 1] < here_x or (head_x[spot - 1] == here_x and head_y[spot - 1] < here_y)):
        queue[spot], head_x[spot], head_y[spot] = queue[spot - 1], head_x[spot - 1], head_y[spot - 1]
        spot -= 1
    queue[spot], head_x[spot], head_y[spot] = k, here_x, here_y
    return waiting + 1


@inner
def sink(queue: Ints, head_x: Ints, head_y: Ints, waiting: int, k: int, here_x: int, here_y: int) -> None:
    """Move the first list of the queue, which has a new head, to its place."""
    spot = 0
    while spot + 1 < waiting and (
        head_x[spot + 1] > here_x or (head_x[spot + 1] == here_x and head_y[spot + 1] > here_y)
    ):
        queue[spot], head_x[spot], head_y[spot] = queue[spot + 1], head_x[spot + 1], head_y[spot + 1]
        spot += 1
    queue[spot], head_x[spot], head_y[spot] = k, here_x, here_y


@compiled
def merge_all(points: Points, lists: Lists, entries: Ints, out: Values, kept: Kept, made: Ints) -> None:
    """`merge` for many entries: lists [entries[e], entries[e + 1]); `made[e]` is where the points of an entry start."""
    size, least = counter(0), counter(LEAST_NEED)
    for entry in range(len(entries) - 1):
        made[entry] = size
        low, high = entries[entry], entries[entry + 1]
        these = Lists(
            lists.starts[low:high],
            lists.ends[low:high],
            lists.dx[low:high],
            lists.dy[low:high],
            lists.weights[low:high],
        )
        rest = Values(out.x[size:], out.y[size:])
        size += merge(points, these, least, least, rest, kept_from(kept, size))
    made[len(entries) - 1] = size


class Blocks(NamedTuple):
    """Block b has the options [first[b], first[b + 1]) of `dx`, `dy` and `weights`; points below `need_x[b]`, `need_y[b]` are
    left out of its stage."""

    first: Ints
    dx: Ints
    dy: Ints
    weights: Floats
    need_x: Ints
    need_y: Ints


@compiled
def ascend(blocks: Blocks, out: Values, kept: Kept, ends: Ints) -> int:
    """Stage after stage in one call, as long as there is room: for short stages, calling is what takes the time.

    Stage `b` is written to [ends[b], ends[b + 1]) of `out` and `kept`, its places counted from `ends[b - 1]`; stage 0, the
    origin, is there already. Returns how many blocks were added.
    """
    count = len(blocks.first) - 1
    for block in range(count):
        low, high = ends[block], ends[block + 1]
        begin, end = blocks.first[block], blocks.first[block + 1]
        if high + (high - low) * (end - begin) > len(out.x):
            return block
        points = Points(out.x[low:high], out.y[low:high], kept.counts[low:high])
        lists = Lists(
            np.zeros(end - begin, np.int64), np.full(end - begin, high - low),
            blocks.dx[begin:end], blocks.dy[begin:end], blocks.weights[begin:end],
        )  # fmt: skip
        rest = Values(out.x[high:], out.y[high:])
        size = merge(points, lists, blocks.need_x[block], blocks.need_y[block], rest, kept_from(kept, high))
        ends[block + 2] = high + size
    return count
