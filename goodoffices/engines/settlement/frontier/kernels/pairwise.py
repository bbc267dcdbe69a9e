"""Few candidates of any number of parties: sorted, and each compared with those kept. For short stages a tree does not pay."""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.frontier.kernels.rows import Kept, kept_from
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import compiled, counter, inner

#: Up to so many candidates.
FEW = 2_000


class Lists(NamedTuple):
    """List k: the points [starts[k], ends[k]), shifted by by[k] ([lists, parties]), counting weights[k] times."""

    starts: Ints
    ends: Ints
    by: Ints
    weights: Floats


@compiled
def sift(values: Ints, counts: Floats, lists: Lists, need: Ints, kept: Kept) -> int:
    """Find the efficient points of all lists. `values`: [parties, points]; `need`: the least value of each party.

    Writes the points kept, descending; returns how many.
    """
    parties = values.shape[0]
    starts, ends, by = lists.starts, lists.ends, lists.by
    room = 0
    for k in range(len(starts)):
        room += ends[k] - starts[k]
    moved = np.empty((room, parties), np.int64)
    places = np.empty(room, np.int64)
    owners = np.empty(room, np.int64)
    size = counter(0)
    for k in range(len(starts)):
        for at in range(starts[k], ends[k]):
            enough = True
            for party in range(parties):
                moved[size, party] = values[party, at] + by[k, party]
                enough = enough and moved[size, party] >= need[party]
            if enough:
                places[size], owners[size] = at, k
                size += 1
    found = 0
    keepers = np.empty(size, np.int64)
    for each in descending(moved, size):
        if found > 0 and not below(moved, each, keepers[found - 1]):  # equal, since they descend
            kept.counts[found - 1] += counts[places[each]] * lists.weights[owners[each]]
            continue
        dominated = False
        for other in range(found):
            keeper = keepers[other]
            dominated = True
            for party in range(1, parties):
                if moved[keeper, party] < moved[each, party]:
                    dominated = False
                    break
            if dominated:
                break
        if not dominated:
            keepers[found] = each
            kept.place[found], kept.option[found] = places[each], owners[each]
            kept.counts[found] = counts[places[each]] * lists.weights[owners[each]]
            found += 1
    return found


@inner
def descending(rows: Ints, size: int) -> Ints:
    """The order of the first `size` rows, lexicographic, greatest first (bottom-up merge sort)."""
    order, other = np.arange(size), np.empty(size, np.int64)
    width = 1
    while width < size:
        for low in range(0, size, 2 * width):
            middle, high = min(low + width, size), min(low + 2 * width, size)
            left, right = low, middle
            for at in range(low, high):
                if left < middle and (right >= high or not below(rows, order[left], order[right])):
                    other[at] = order[left]
                    left += 1
                else:
                    other[at] = order[right]
                    right += 1
        order, other = other, order
        width *= 2
    return order


@inner
def below(rows: Ints, one: int, other: int) -> bool:
    """Is row `one` lexicographically less than row `other`?"""
    for party in range(rows.shape[1]):
        if rows[one, party] != rows[other, party]:
            return rows[one, party] < rows[other, party]
    return False


@compiled
def sift_all(values: Ints, counts: Floats, lists: Lists, need: Ints, entries: Ints, kept: Kept, made: Ints) -> None:
    """`sift` for many entries: lists [entries[e], entries[e + 1]); `made[e]` is where the points of an entry start."""
    size = counter(0)
    for entry in range(len(entries) - 1):
        made[entry] = size
        low, high = entries[entry], entries[entry + 1]
        these = Lists(lists.starts[low:high], lists.ends[low:high], lists.by[low:high], lists.weights[low:high])
        size += sift(values, counts, these, need, kept_from(kept, size))
    made[len(entries) - 1] = size
