"""Three parties: sorted by the first, swept with a staircase over the other two.

Candidates come in descending lexicographic order, merged from sorted lists. Of the points met so far, those count that no
other met exceeds in the second *and* third party's value: a staircase, kept as a set of second values (a tree of 64-bit
words, so that the next one above is found in a few steps whatever their number) with the third value of each. A candidate
is dominated exactly if the next stair at or above its second value is at least as high as its third. Every point enters and
leaves the staircase once. (The sweep is Kung, Luccio and Preparata's, 1975.)
"""

from typing import Any

import numpy as np
from numba.cpython.unsafe import numbers

from goodoffices.engines.settlement.pareto.compiling import compiled

leading_zeros: Any = numbers.leading_zeros
trailing_zeros: Any = numbers.trailing_zeros

#: The staircase addresses at most so many second values, 64 ** 4.
MOST_STAIRS = 1 << 24

#: Of so few lists the next candidate is looked for by comparing all heads.
FEW_LISTS = 16
#: Stairs rise in blocks of 2 ** BLOCK. Wider staircases are kept as sets; numbers of 32 bits hold their heights.
BLOCK, WIDE_STAIRS, HIGH_STAIRS = 5, 1 << 17, 1 << 31
ONES = (1 << BLOCK) - 1
#: What stands for a list that is used up.
PAST = -(1 << 63) + 1


@compiled
def sweep(x, y, z, stairs, counts, starts, ends, ox, oy, oz, os, weights, need, span, before, option, out_counts):  # fmt: skip
    """Find the efficient points of all lists [starts[k], ends[k]), each descending, moved by (ox[k], oy[k], oz[k]).

    `stairs` + os[k] stand for the second values in [0, span): these themselves moved, or their ranks. `need` holds the
    least values for each party. Writes place, list and count of each point kept, descending; returns how many.
    """
    lists = len(starts)
    at = starts.copy()
    queue = np.empty(lists, np.int64)
    heads = np.empty((lists, 3), np.int64)
    waiting = 0
    for k in range(lists):
        if starts[k] < ends[k]:
            waiting = push(queue, heads, waiting, k, x[at[k]] + ox[k], y[at[k]] + oy[k], z[at[k]] + oz[k])
    words = (span >> 6) + 1
    bits = np.zeros(words, np.uint64)
    bits1 = np.zeros((words >> 6) + 1, np.uint64)
    bits2 = np.zeros((words >> 12) + 1, np.uint64)
    bits3 = np.zeros(1, np.uint64)
    height = np.empty(span + 1, np.int64)
    kept = 0
    last_x, last_y, last_z = 0, 0, 0
    while waiting > 0:
        k = queue[0]
        here_x, here_y, here_z = heads[k, 0], heads[k, 1], heads[k, 2]
        if here_x < need[0]:
            break
        place = at[k]
        if here_y >= need[1] and here_z >= need[2]:
            stair = stairs[place] + os[k]
            above = successor(bits, bits1, bits2, bits3, stair)
            if above < 0 or height[above] < here_z:
                before[kept], option[kept] = place, k
                out_counts[kept] = counts[place] * weights[k]
                kept += 1
                last_x, last_y, last_z = here_x, here_y, here_z
                height[stair] = here_z
                insert(bits, bits1, bits2, bits3, stair)
                below = predecessor(bits, bits1, bits2, bits3, stair - 1)
                while below >= 0 and height[below] <= here_z:
                    remove(bits, bits1, bits2, bits3, below)
                    below = predecessor(bits, bits1, bits2, bits3, below - 1)
            elif kept > 0 and here_z == last_z and here_y == last_y and here_x == last_x:
                out_counts[kept - 1] += counts[place] * weights[k]
        place += 1
        at[k] = place
        if place < ends[k]:
            settle(queue, heads, waiting, k, x[place] + ox[k], y[place] + oy[k], z[place] + oz[k])
        else:
            waiting -= 1
            for each in range(waiting):
                queue[each] = queue[each + 1]
    return kept


@compiled
def sweep_few(keys, y, z, counts, starts, ends, ok, oy, oz, low, weights, need, span, before, option, out_counts):
    """The same for few lists, whose three values are one number: `keys` + ok[k], so that the next candidate is the greatest of
    so many numbers. `low`: the least second and third value; `need`: the least key, second and third value.

    The staircase is written out: the greatest third value met at or above each second one, so that a look at it is one cell.
    What rises is a stretch that ends where it is as high already; in the middle of it whole blocks rise at once.
    """
    lists = len(starts)
    at = starts.copy()
    heads = np.empty(lists, np.int64)
    for k in range(lists):
        heads[k] = keys[at[k]] + ok[k] if starts[k] < ends[k] else PAST
    height = np.full(span, -1, np.int32)
    blocks = np.full((span >> BLOCK) + 1, -1, np.int32)
    kept = 0
    last = PAST
    while True:
        k, head = 0, heads[0]
        for other in range(1, lists):
            k = other if heads[other] > head else k
            head = max(head, heads[other])
        if head < need[0]:
            break
        place = at[k]
        at[k] = place + 1
        heads[k] = keys[place + 1] + ok[k] if place + 1 < ends[k] else PAST
        here_y, here_z = y[place] + oy[k], z[place] + oz[k]
        if here_y < need[1] or here_z < need[2]:
            continue
        stair, top = here_y - low[0], here_z - low[1]
        if max(height[stair], blocks[stair >> BLOCK]) < top:
            before[kept], option[kept] = place, k
            out_counts[kept] = counts[place] * weights[k]
            kept += 1
            last = head
            rise(height, blocks, stair, top)
        elif head == last:
            out_counts[kept - 1] += counts[place] * weights[k]
    return kept


@compiled
def rise(height, blocks, stair, top):
    """From this stair down, whatever is lower rises to `top`. Nothing is lower below a stair that is not."""
    while stair >= 0 and blocks[stair >> BLOCK] < top:
        floor = stair >> BLOCK << BLOCK
        if stair & ONES == ONES and height[floor] < top:
            blocks[stair >> BLOCK] = top
            stair = floor - 1
            continue
        while stair >= floor and height[stair] < top:
            height[stair] = top
            stair -= 1
        if stair >= floor:
            return


@compiled
def higher(heads, one, x, y, z):
    """Does the head of list `one` come before (x, y, z)?"""
    if heads[one, 0] != x:
        return heads[one, 0] > x
    if heads[one, 1] != y:
        return heads[one, 1] > y
    return heads[one, 2] > z


@compiled
def push(queue, heads, waiting, k, x, y, z):
    spot = waiting
    while spot > 0 and not higher(heads, queue[spot - 1], x, y, z):
        queue[spot] = queue[spot - 1]
        spot -= 1
    queue[spot] = k
    heads[k, 0], heads[k, 1], heads[k, 2] = x, y, z
    return waiting + 1


@compiled
def settle(queue, heads, waiting, k, x, y, z):
    """The first in the queue, with its new head, to its place."""
    spot = 0
    while spot + 1 < waiting and higher(heads, queue[spot + 1], x, y, z):
        queue[spot] = queue[spot + 1]
        spot += 1
    queue[spot] = k
    heads[k, 0], heads[k, 1], heads[k, 2] = x, y, z


ONE = np.uint64(1)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def insert(bits, bits1, bits2, bits3, at):
    for words in (bits, bits1, bits2, bits3):
        word = at >> 6
        words[word] |= ONE << np.uint64(at & 63)
        at = word


@compiled
def remove(bits, bits1, bits2, bits3, at):
    for words in (bits, bits1, bits2, bits3):
        word = at >> 6
        words[word] &= ~(ONE << np.uint64(at & 63))
        if words[word] != 0:
            return
        at = word


@compiled
def successor(bits, bits1, bits2, bits3, at):
    """The least member from `at` on, or -1."""
    word = at >> 6
    rest = bits[word] & (ALL << np.uint64(at & 63))
    if rest != 0:
        return (word << 6) + np.int64(trailing_zeros(rest))
    word = next_up(bits1, word + 1)
    if word == -1:
        return -1
    if word < 0:
        word1 = next_up(bits2, -word - 1)
        if word1 == -1:
            return -1
        if word1 < 0:
            word2 = next_up(bits3, -word1 - 1)
            if word2 < 0:
                return -1
            word1 = (word2 << 6) + np.int64(trailing_zeros(bits2[word2]))
        word = (word1 << 6) + np.int64(trailing_zeros(bits1[word1]))
    return (word << 6) + np.int64(trailing_zeros(bits[word]))


@compiled
def next_up(words, at):
    """The least member from `at` on in its own word; else -1 - n, where n > 0 is the next word to look at; -1: no more."""
    word = at >> 6
    if word >= len(words):
        return -1
    rest = words[word] & (ALL << np.uint64(at & 63))
    if rest != 0:
        return (word << 6) + np.int64(trailing_zeros(rest))
    return -word - 2


@compiled
def predecessor(bits, bits1, bits2, bits3, at):
    """The greatest member up to `at`, or -1."""
    if at < 0:
        return -1
    word = at >> 6
    rest = bits[word] & (ALL >> np.uint64(63 - (at & 63)))
    if rest != 0:
        return (word << 6) + 63 - np.int64(leading_zeros(rest))
    word = next_down(bits1, word - 1)
    if word == -1:
        return -1
    if word < 0:
        word1 = next_down(bits2, -word - 2)
        if word1 == -1:
            return -1
        if word1 < 0:
            word2 = next_down(bits3, -word1 - 2)
            if word2 < 0:
                return -1
            word1 = (word2 << 6) + 63 - np.int64(leading_zeros(bits2[word2]))
        word = (word1 << 6) + 63 - np.int64(leading_zeros(bits1[word1]))
    return (word << 6) + 63 - np.int64(leading_zeros(bits[word]))


@compiled
def next_down(words, at):
    """The greatest member up to `at` in its own word; else -1 - n, where n - 1 is the next word to look at; -1: no more."""
    if at < 0:
        return -1
    word = at >> 6
    rest = words[word] & (ALL >> np.uint64(63 - (at & 63)))
    if rest != 0:
        return (word << 6) + 63 - np.int64(leading_zeros(rest))
    return -word - 1
