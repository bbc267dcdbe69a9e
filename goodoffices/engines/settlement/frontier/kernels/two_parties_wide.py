"""Two parties with values beyond 64 bits, as exact doubles have: the merge of `two_parties`, on pairs of integers.

A value is high × 2**62 + low, 0 ≤ low < 2**62; low parts are compared only where high parts are equal.
"""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.frontier.kernels.rows import Kept
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import compiled, counter, inner

BITS = 62
MASK = (1 << BITS) - 1
#: Values and sums of a few of them are safe below this.
WIDE = 1 << 120


class Pairs(NamedTuple):
    """Values of both parties: the first's high and low part, the second's high and low part."""

    xh: Ints
    xl: Ints
    yh: Ints
    yl: Ints


@compiled
def merge(
    points: Pairs, counts: Floats, by: Pairs, weights: Floats, need_x: Ints, need_y: Ints, out: Pairs, kept: Kept
) -> int:
    """See `two_parties.merge`, for one list shifted by each option `by`; `need_x`, `need_y` are pairs. Returns the number of
    points kept."""
    lists, size = len(weights), len(counts)
    at = np.zeros(lists, np.int64)
    heads = np.empty((lists, 4), np.int64)
    queue = np.empty(lists, np.int64)
    best_h, best_l = need_y[0], need_y[1] - 1
    waiting, begin = 0, counter(0)
    for k in range(lists):
        first = leap(points, by, k, begin, size, best_h, best_l)
        if first < size:
            at[k] = first
            head(heads, k, points, first, by)
            spot = waiting
            while spot > 0 and below(heads, queue[spot - 1], k):
                queue[spot] = queue[spot - 1]
                spot -= 1
            queue[spot] = k
            waiting += 1
    found = 0
    while waiting > 0:
        k = queue[0]
        h, low = heads[k, 0], heads[k, 1]
        if h < need_x[0] or (h == need_x[0] and low < need_x[1]):
            break
        place = at[k]
        h, low = heads[k, 2], heads[k, 3]
        if h > best_h or (h == best_h and low > best_l):
            out.xh[found], out.xl[found], out.yh[found], out.yl[found] = heads[k, 0], heads[k, 1], h, low
            kept.place[found], kept.option[found] = place, k
            kept.counts[found] = counts[place] * weights[k]
            found += 1
            best_h, best_l = h, low
            place += 1
        else:
            again = found > 0 and h == best_h and low == best_l
            if again and heads[k, 0] == out.xh[found - 1] and heads[k, 1] == out.xl[found - 1]:
                kept.counts[found - 1] += counts[place] * weights[k]
            place = leap(points, by, k, place + 1, size, best_h, best_l)
        spot = 0
        if place < size:
            at[k] = place
            head(heads, k, points, place, by)
            while spot + 1 < waiting and below(heads, k, queue[spot + 1]):
                queue[spot] = queue[spot + 1]
                spot += 1
            queue[spot] = k
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each] = queue[each + 1]
    return found


@inner
def head(heads: Ints, k: int, points: Pairs, at: int, by: Pairs) -> None:
    """Write the point at the head of list `k`, shifted."""
    low = points.xl[at] + by.xl[k]
    heads[k, 0], heads[k, 1] = points.xh[at] + by.xh[k] + (low >> BITS), low & MASK
    low = points.yl[at] + by.yl[k]
    heads[k, 2], heads[k, 3] = points.yh[at] + by.yh[k] + (low >> BITS), low & MASK


@inner
def below(heads: Ints, one: int, other: int) -> bool:
    """Does the head of list `one` come after that of `other` (x, then y)?"""
    if heads[one, 0] != heads[other, 0]:
        return heads[one, 0] < heads[other, 0]
    if heads[one, 1] != heads[other, 1]:
        return heads[one, 1] < heads[other, 1]
    if heads[one, 2] != heads[other, 2]:
        return heads[one, 2] < heads[other, 2]
    return heads[one, 3] < heads[other, 3]


@inner
def leap(points: Pairs, by: Pairs, k: int, low: int, end: int, best_h: int, best_l: int) -> int:
    """The first place from `low` on where y, shifted, exceeds the best (y rises)."""
    yh, yl = points.yh, points.yl
    least_l = best_l - by.yl[k]
    least_h = best_h - by.yh[k]
    if least_l < 0:
        least_l += MASK + 1
        least_h -= 1
    if low >= end or yh[low] > least_h or (yh[low] == least_h and yl[low] > least_l):
        return low
    stride = 1
    while low + stride < end and (
        yh[low + stride] < least_h or (yh[low + stride] == least_h and yl[low + stride] <= least_l)
    ):
        low += stride
        stride *= 2
    high = min(low + stride, end)
    while high - low > 1:
        middle = (low + high) >> 1
        if yh[middle] > least_h or (yh[middle] == least_h and yl[middle] > least_l):
            high = middle
        else:
            low = middle
    return high
