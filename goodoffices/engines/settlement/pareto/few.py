"""Few candidates, however many parties: sorted, and each compared with those kept. For short levels a tree does not pay."""

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled

#: Up to so many candidates.
FEW = 2_000


@compiled
def sift(values, counts, starts, ends, by, weights, need, place, option, out_counts):
    """Find the efficient points of all lists [starts[k], ends[k]) moved by by[k].

    Writes place, list and count of each point kept, descending; returns how many.
    """
    parties = values.shape[0]
    room = 0
    for k in range(len(starts)):
        room += ends[k] - starts[k]
    moved = np.empty((room, parties), np.int64)
    places = np.empty(room, np.int64)
    lists = np.empty(room, np.int64)
    size = 0
    for k in range(len(starts)):
        for at in range(starts[k], ends[k]):
            enough = True
            for party in range(parties):
                moved[size, party] = values[party, at] + by[k, party]
                enough = enough and moved[size, party] >= need[party]
            if enough:
                places[size], lists[size] = at, k
                size += 1
    kept = 0
    keepers = np.empty(size, np.int64)
    for each in descending(moved, size):
        if kept > 0 and not below(moved, each, keepers[kept - 1]):  # equal, since they descend
            out_counts[kept - 1] += counts[places[each]] * weights[lists[each]]
            continue
        dominated = False
        for other in range(kept):
            keeper = keepers[other]
            dominated = True
            for party in range(1, parties):
                if moved[keeper, party] < moved[each, party]:
                    dominated = False
                    break
            if dominated:
                break
        if not dominated:
            keepers[kept] = each
            place[kept], option[kept] = places[each], lists[each]
            out_counts[kept] = counts[places[each]] * weights[lists[each]]
            kept += 1
    return kept


@compiled
def descending(rows, size):
    """The order of the first `size` rows, lexicographic, greatest first (merge sort from below)."""
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


@compiled
def below(rows, one, other):
    for party in range(rows.shape[1]):
        if rows[one, party] != rows[other, party]:
            return rows[one, party] < rows[other, party]
    return False


@compiled
def sift_all(values, counts, starts, ends, by, weights, need, entries, place, option, out_counts, made):
    """The same for many entries: lists [entries[e], entries[e + 1]); `made[e]` is where the points of an entry start."""
    kept = 0
    for entry in range(len(entries) - 1):
        made[entry] = kept
        low, high = entries[entry], entries[entry + 1]
        kept += sift(
            values, counts, starts[low:high], ends[low:high], by[low:high], weights[low:high], need,
            place[kept:], option[kept:], out_counts[kept:],
        )  # fmt: skip
    made[len(entries) - 1] = kept
