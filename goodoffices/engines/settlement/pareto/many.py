"""Four parties and more: every moved copy of a frontier against every other, tree against tree.

Points of one list never dominate each other, so that a candidate a + o (point a, option o) is dominated exactly if some
point b of another list has b + o' ≥ a + o, that is b ≥ a + (o - o'). The lists are known before the level begins: each is
put into a kd-tree of small leaves, stored party by party (structure of arrays) so that one instruction compares many points,
and leaf after leaf is looked for as a whole in the trees of the others. Nothing depends on the order in which this happens,
so that two cores share the work.
"""

import numpy as np

from goodoffices.engines.settlement.pareto.compiling import compiled

LEAF = 64


@compiled
def plant(values, low, high, order, depth, scale):
    """Order the points `order[low:high]` so that halves, quarters … down to 2 ** depth parts are the cells of a kd-tree."""
    parties = values.shape[0]
    size = high - low
    for level in range(depth):
        for part in range(1 << level):
            first = low + ((size * part) >> level)
            last = low + ((size * (part + 1)) >> level)
            middle = low + ((size * (2 * part + 1)) >> (level + 1))
            axis, widest = 0, -1.0
            for party in range(parties):
                least = most = values[party, order[first]]
                for at in range(first + 1, last):
                    value = values[party, order[at]]
                    least, most = min(least, value), max(most, value)
                if (most - least) * scale[party] > widest:
                    axis, widest = party, (most - least) * scale[party]
            select(values[axis], order, first, last, middle)


@compiled
def select(keys, order, first, last, middle):
    """Rearrange order[first:last] so that no key before `middle` is greater than one from it on (Hoare's find)."""
    low, high = first, last - 1
    while low < high:
        pivot = keys[order[(low + high) >> 1]]
        left, right = low, high
        while left <= right:
            while keys[order[left]] < pivot:
                left += 1
            while keys[order[right]] > pivot:
                right -= 1
            if left <= right:
                order[left], order[right] = order[right], order[left]
                left += 1
                right -= 1
        if middle <= right:
            high = right
        elif middle >= left:
            low = left
        else:
            return


@compiled
def furnish(values, low, high, order, depth, points, owners, most, least, sums, leaf_base, node_base):  # fmt: skip
    """Fill leaves [leaf_base …) and node boxes [node_base …) of one tree, whose cells are in order."""
    parties = values.shape[0]
    size = high - low
    for part in range(1 << depth):
        first = low + ((size * part) >> depth)
        last = low + ((size * (part + 1)) >> depth)
        leaf, node = leaf_base + part, node_base + (1 << depth) + part
        for at in range(first, last):
            owners[leaf, at - first] = order[at]
            total = 0
            for party in range(parties):
                value = values[party, order[at]]
                points[leaf, party, at - first] = value
                total += value
                most[node, party] = max(most[node, party], value)
                least[node, party] = min(least[node, party], value)
            points[leaf, parties, at - first] = total
            sums[leaf] = max(sums[leaf], total)
    for node in range((1 << depth) - 1, 0, -1):
        for party in range(parties):
            for child in (2 * node, 2 * node + 1):
                most[node_base + node, party] = max(most[node_base + node, party], most[node_base + child, party])
                least[node_base + node, party] = min(least[node_base + node, party], least[node_base + child, party])


@compiled
def weed(first, last, lists, trees, depths, leaf_bases, node_bases, offsets, need, points, owners, most, least, sums, alive):  # fmt: skip
    """Decide which candidates of the jobs [first, last) are efficient: alive[job, slot].

    A job is a leaf of the tree of one list: `lists[job]`, and the leaf's number in that tree. Equal candidates do not kill
    each other.
    """
    parties = least.shape[1]
    count = len(offsets)
    shift = np.empty(parties, np.int64)
    floor = np.empty(parties, points.dtype)
    query = np.empty(parties + 1, points.dtype)
    stack = np.empty(128, np.int64)
    hint = np.zeros(count, np.int64)
    for job in range(first, last):
        k, part = lists[job, 0], lists[job, 1]
        own_leaf = leaf_bases[trees[k]] + part
        own_node = node_bases[trees[k]] + (1 << depths[trees[k]]) + part
        standing = 0
        for slot in range(LEAF):
            there = owners[own_leaf, slot] >= 0
            for party in range(parties):
                there = there and points[own_leaf, party, slot] + offsets[k, party] >= need[party]
            alive[job, slot] = there
            standing += there
        killer = hint[k]
        for turn in range(count):
            # the list that killed the neighbours first
            other = killer if turn == 0 else turn - 1 if turn <= killer else turn
            if other == k or standing == 0:
                continue
            tree = trees[other]
            leaves, node_base, leaf_base = 1 << depths[tree], node_bases[tree], leaf_bases[tree]
            total = 0
            for party in range(parties):
                shift[party] = offsets[k, party] - offsets[other, party]
                floor[party] = least[own_node, party] + shift[party]
                total += shift[party]
            before = standing
            stack[0] = 1
            height = 1
            while height > 0 and standing > 0:
                height -= 1
                node = stack[height]
                within = True
                for party in range(parties):
                    if most[node_base + node, party] < floor[party]:
                        within = False
                        break
                if not within:
                    continue
                if node < leaves:
                    stack[height] = 2 * node
                    stack[height + 1] = 2 * node + 1
                    height += 2
                    continue
                leaf = leaf_base + node - leaves
                for party in range(parties):
                    query[party] = most[own_node, party] + shift[party]
                query[parties] = sums[own_leaf] + total + 1
                if exceeded(points, leaf, query, parties):
                    for slot in range(LEAF):
                        alive[job, slot] = False
                    standing = 0
                    break
                for slot in range(LEAF):
                    if not alive[job, slot]:
                        continue
                    reachable = True
                    for party in range(parties):
                        query[party] = points[own_leaf, party, slot] + shift[party]
                        reachable = reachable and most[node_base + node, party] >= query[party]
                    if reachable:
                        query[parties] = points[own_leaf, parties, slot] + total + 1
                        if exceeded(points, leaf, query, parties):
                            alive[job, slot] = False
                            standing -= 1
            if before - standing > before >> 1:
                hint[k] = other


@compiled
def exceeded(points, leaf, query, parties):
    """Does a point of the leaf reach the query in every row? The sign bits of the differences tell, all points at once."""
    signs = points.dtype.type(-1)
    if parties == 4:
        a, b, c, d, e = query[0], query[1], query[2], query[3], query[4]
        for at in range(LEAF):
            signs &= (
                (points[leaf, 0, at] - a)
                | (points[leaf, 1, at] - b)
                | (points[leaf, 2, at] - c)
                | (points[leaf, 3, at] - d)
                | (points[leaf, 4, at] - e)
            )
        return signs >= 0
    if parties == 5:
        a, b, c, d, e, f = query[0], query[1], query[2], query[3], query[4], query[5]
        for at in range(LEAF):
            signs &= (
                (points[leaf, 0, at] - a)
                | (points[leaf, 1, at] - b)
                | (points[leaf, 2, at] - c)
                | (points[leaf, 3, at] - d)
                | (points[leaf, 4, at] - e)
                | (points[leaf, 5, at] - f)
            )
        return signs >= 0
    for at in range(LEAF):
        sign = points[leaf, 0, at] - query[0]
        for row in range(1, parties + 1):
            sign |= points[leaf, row, at] - query[row]
        signs &= sign
    return signs >= 0
