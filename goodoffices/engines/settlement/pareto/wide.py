"""Two parties with values too large for a machine integer, as exact doubles are: the merge of `two`, in pairs of integers.

A value is high × 2**62 + low, 0 ≤ low < 2**62; low parts are looked at only where high parts are equal.
"""

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled

BITS = 62
MASK = (1 << BITS) - 1
#: Values and sums of a few of them are safe below this.
WIDE = 1 << 120


@compiled
def merge(
    xh,
    xl,
    yh,
    yl,
    counts,
    oxh,
    oxl,
    oyh,
    oyl,
    weights,
    need_x,
    need_y,
    out_xh,
    out_xl,
    out_yh,
    out_yl,
    before,
    option,
    out_counts,
):
    """See `two.merge`, for one list moved by each option; `need_x`, `need_y` are pairs. Returns how many points there are."""
    lists, size = len(oxh), len(xh)
    at = np.zeros(lists, np.int64)
    heads = np.empty((lists, 4), np.int64)
    queue = np.empty(lists, np.int64)
    best_h, best_l = need_y[0], need_y[1] - 1
    waiting = 0
    for k in range(lists):
        first = leap(yh, yl, 0, size, best_h, best_l, oyh[k], oyl[k])
        if first < size:
            at[k] = first
            head(heads, k, xh, xl, yh, yl, first, oxh, oxl, oyh, oyl)
            spot = waiting
            while spot > 0 and below(heads, queue[spot - 1], k):
                queue[spot] = queue[spot - 1]
                spot -= 1
            queue[spot] = k
            waiting += 1
    kept = 0
    while waiting > 0:
        k = queue[0]
        h, low = heads[k, 0], heads[k, 1]
        if h < need_x[0] or (h == need_x[0] and low < need_x[1]):
            break
        place = at[k]
        h, low = heads[k, 2], heads[k, 3]
        if h > best_h or (h == best_h and low > best_l):
            out_xh[kept], out_xl[kept], out_yh[kept], out_yl[kept] = heads[k, 0], heads[k, 1], h, low
            before[kept], option[kept] = place, k
            out_counts[kept] = counts[place] * weights[k]
            kept += 1
            best_h, best_l = h, low
            place += 1
        else:
            again = kept > 0 and h == best_h and low == best_l
            if again and heads[k, 0] == out_xh[kept - 1] and heads[k, 1] == out_xl[kept - 1]:
                out_counts[kept - 1] += counts[place] * weights[k]
            place = leap(yh, yl, place + 1, size, best_h, best_l, oyh[k], oyl[k])
        spot = 0
        if place < size:
            at[k] = place
            head(heads, k, xh, xl, yh, yl, place, oxh, oxl, oyh, oyl)
            while spot + 1 < waiting and below(heads, k, queue[spot + 1]):
                queue[spot] = queue[spot + 1]
                spot += 1
            queue[spot] = k
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each] = queue[each + 1]
    return kept


@compiled
def head(heads, k, xh, xl, yh, yl, at, oxh, oxl, oyh, oyl):
    """The point at the head of list `k`, moved."""
    low = xl[at] + oxl[k]
    heads[k, 0], heads[k, 1] = xh[at] + oxh[k] + (low >> BITS), low & MASK
    low = yl[at] + oyl[k]
    heads[k, 2], heads[k, 3] = yh[at] + oyh[k] + (low >> BITS), low & MASK


@compiled
def below(heads, one, other):
    """Does the head of list `one` come after that of `other` (x, then y)?"""
    if heads[one, 0] != heads[other, 0]:
        return heads[one, 0] < heads[other, 0]
    if heads[one, 1] != heads[other, 1]:
        return heads[one, 1] < heads[other, 1]
    if heads[one, 2] != heads[other, 2]:
        return heads[one, 2] < heads[other, 2]
    return heads[one, 3] < heads[other, 3]


@compiled
def leap(yh, yl, low, end, best_h, best_l, oyh, oyl):
    """The first place from `low` on where y, moved, exceeds the best (y rises)."""
    least_l = best_l - oyl
    least_h = best_h - oyh
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
