"""Three parties: sorted by the first, swept with a staircase over the other two.

Candidates come in descending lexicographic order, merged from sorted lists. Of the points met so far, those count that no
other exceeds in the second *and* third party's value: a staircase, kept as a set of second values (`staircase`) with the
third value of each. A candidate is dominated exactly if the next stair at or above its second value is at least as high as
its third. Every point enters and leaves the staircase once. (The sweep is Kung, Luccio and Preparata's, 1975.)
"""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.frontier.kernels.rows import Kept
from goodoffices.engines.settlement.frontier.kernels.staircase import (
    BLOCK,
    insert,
    predecessor,
    remove,
    rise,
    set_of,
    successor,
)
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import compiled, counter, inner

#: With at most so many lists the next candidate is found by comparing all heads.
FEW_LISTS = 16
#: Wider staircases are kept as sets; heights are kept in 32 bits below `HIGH_STAIRS`.
WIDE_STAIRS, HIGH_STAIRS = 1 << 17, 1 << 31
#: What stands for a list that is used up.
PAST = -(1 << 63) + 1


class Points(NamedTuple):
    """The points of a stage: the three parties' values, the stair of the second (itself or its rank), and for how many
    packages each point stands."""

    x: Ints
    y: Ints
    z: Ints
    stair: Ints
    counts: Floats


class Lists(NamedTuple):
    """List k: the points [starts[k], ends[k]), descending, shifted by (dx[k], dy[k], dz[k]), their stairs by dstair[k],
    counting weights[k] times."""

    starts: Ints
    ends: Ints
    dx: Ints
    dy: Ints
    dz: Ints
    dstair: Ints
    weights: Floats


class KeyedPoints(NamedTuple):
    """The same with all three values in one number, `keys`."""

    keys: Ints
    y: Ints
    z: Ints
    counts: Floats


class KeyedLists(NamedTuple):
    """The same, shifted by (dkey[k], dy[k], dz[k])."""

    starts: Ints
    ends: Ints
    dkey: Ints
    dy: Ints
    dz: Ints
    weights: Floats


@compiled
def sweep(points: Points, lists: Lists, need: Ints, span: int, kept: Kept) -> int:
    """Find the efficient points of all lists.

    Stairs, shifted, are in [0, span). `need` holds the least value of each party. Writes the points kept, descending;
    returns how many.
    """
    x, y, z = points.x, points.y, points.z
    count = len(lists.starts)
    at = lists.starts.copy()
    queue = np.empty(count, np.int64)
    heads = np.empty((count, 3), np.int64)
    waiting = counter(0)
    for k in range(count):
        if lists.starts[k] < lists.ends[k]:
            place = at[k]
            waiting = push(
                queue, heads, waiting, k, x[place] + lists.dx[k], y[place] + lists.dy[k], z[place] + lists.dz[k]
            )
    bits, bits1, bits2, bits3 = set_of(span)
    height = np.empty(span + 1, np.int64)
    size = 0
    last_x, last_y, last_z = 0, 0, 0
    while waiting > 0:
        k = queue[0]
        here_x, here_y, here_z = heads[k, 0], heads[k, 1], heads[k, 2]
        if here_x < need[0]:
            break
        place = at[k]
        if here_y >= need[1] and here_z >= need[2]:
            stair = points.stair[place] + lists.dstair[k]
            above = successor(bits, bits1, bits2, bits3, stair)
            if above < 0 or height[above] < here_z:
                kept.place[size], kept.option[size] = place, k
                kept.counts[size] = points.counts[place] * lists.weights[k]
                size += 1
                last_x, last_y, last_z = here_x, here_y, here_z
                height[stair] = here_z
                insert(bits, bits1, bits2, bits3, stair)
                below = predecessor(bits, bits1, bits2, bits3, stair - 1)
                while below >= 0 and height[below] <= here_z:
                    remove(bits, bits1, bits2, bits3, below)
                    below = predecessor(bits, bits1, bits2, bits3, below - 1)
            elif size > 0 and here_z == last_z and here_y == last_y and here_x == last_x:
                kept.counts[size - 1] += points.counts[place] * lists.weights[k]
        place += 1
        at[k] = place
        if place < lists.ends[k]:
            settle(queue, heads, waiting, k, x[place] + lists.dx[k], y[place] + lists.dy[k], z[place] + lists.dz[k])
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each] = queue[each + 1]
    return size


@compiled
def sweep_few(points: KeyedPoints, lists: KeyedLists, low: Ints, need: Ints, span: int, kept: Kept) -> int:
    """The same for few lists whose three values are one number, so that the next candidate is the greatest of so many
    numbers. `low`: the least second and third value; `need`: the least key, second and third value.

    The staircase is written out: for each second value the greatest third value met at or above it, so that a look-up is one
    cell (`staircase.rise`).
    """
    keys, starts, ends, dkey = points.keys, lists.starts, lists.ends, lists.dkey
    count = len(starts)
    at = starts.copy()
    heads = np.empty(count, np.int64)
    for k in range(count):
        heads[k] = keys[at[k]] + dkey[k] if starts[k] < ends[k] else PAST
    height = np.full(span, -1, np.int32)
    blocks = np.full((span >> BLOCK) + 1, -1, np.int32)
    size = 0
    last = PAST
    while True:
        k, head = 0, heads[0]
        for other in range(1, count):
            k = other if heads[other] > head else k
            head = max(head, heads[other])
        if head < need[0]:
            break
        place = at[k]
        at[k] = place + 1
        heads[k] = keys[place + 1] + dkey[k] if place + 1 < ends[k] else PAST
        here_y, here_z = points.y[place] + lists.dy[k], points.z[place] + lists.dz[k]
        if here_y < need[1] or here_z < need[2]:
            continue
        stair, top = here_y - low[0], here_z - low[1]
        if max(height[stair], blocks[stair >> BLOCK]) < top:
            kept.place[size], kept.option[size] = place, k
            kept.counts[size] = points.counts[place] * lists.weights[k]
            size += 1
            last = head
            rise(height, blocks, stair, top)
        elif head == last:
            kept.counts[size - 1] += points.counts[place] * lists.weights[k]
    return size


@inner
def higher(heads: Ints, one: int, x: int, y: int, z: int) -> bool:
    """Does the head of list `one` come before (x, y, z)?"""
    if heads[one, 0] != x:
        return heads[one, 0] > x
    if heads[one, 1] != y:
        return heads[one, 1] > y
    return heads[one, 2] > z


@inner
def push(queue: Ints, heads: Ints, waiting: int, k: int, x: int, y: int, z: int) -> int:
    """Put list `k` into the queue, the highest head in front; returns how many lists are waiting now."""
    spot = waiting
    while spot > 0 and not higher(heads, queue[spot - 1], x, y, z):
        queue[spot] = queue[spot - 1]
        spot -= 1
    queue[spot] = k
    heads[k, 0], heads[k, 1], heads[k, 2] = x, y, z
    return waiting + 1


@inner
def settle(queue: Ints, heads: Ints, waiting: int, k: int, x: int, y: int, z: int) -> None:
    """Move the first list of the queue, which has a new head, to its place."""
    spot = 0
    while spot + 1 < waiting and higher(heads, queue[spot + 1], x, y, z):
        queue[spot] = queue[spot + 1]
        spot += 1
    queue[spot] = k
    heads[k, 0], heads[k, 1], heads[k, 2] = x, y, z
