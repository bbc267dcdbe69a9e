"""Four parties and more: every shifted copy of a frontier against every other, tree against tree.

Points of one list never dominate each other, so a candidate a + o (point a, option o) is dominated exactly if some point b
of another list has b + o' ≥ a + o, that is b ≥ a + (o - o'). The lists are known before the stage begins: each is put into a
kd-tree (Bentley 1975) with small leaves, stored party by party so that one instruction compares many points, and leaf after
leaf is looked up as a whole in the trees of the others. Nothing depends on the order in which this happens, so two cores
share the work.
"""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.runtime.arrays import Flags, Floats, Ints, Ints32
from goodoffices.engines.settlement.runtime.compiling import compiled

LEAF = 64


class Forest(NamedTuple):
    """The trees of all lists that differ. Tree t has 2 ** depths[t] leaves, from `leaf_bases[t]` on, and nodes from
    `node_bases[t]` on (node 1 is the root, the children of n are 2n and 2n + 1, then come the leaves).

    By leaf: `points` [leaves, parties + 1, LEAF], the last row the sums, in the smallest safe integers; `owners` [leaves,
    LEAF], each point's place in the stage, -1 where there is none; `sums`, the greatest sum. By node and party: the greatest
    and the least value, `most` and `least`.
    """

    depths: Ints
    leaf_bases: Ints
    node_bases: Ints
    points: Ints
    owners: Ints32
    sums: Ints
    most: Ints
    least: Ints


class Jobs(NamedTuple):
    """What is to be decided. List k is tree `trees[k]`, shifted by by[k] ([lists, parties]); `need`: the least value of each
    party. Job j is leaf `leaves[j, 1]` of the tree of list `leaves[j, 0]`; alive[j, slot] says whether a candidate stays."""

    leaves: Ints
    trees: Ints
    by: Ints
    need: Ints
    alive: Flags


@compiled
def plant(values: Ints, low: int, high: int, order: Ints, depth: int, scale: Floats) -> None:
    """Order the points `order[low:high]` so that its halves, quarters … 2 ** depth parts are the cells of a kd-tree.

    `scale`: by party, one over the range of its values.
    """
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
def select(keys: Ints, order: Ints, first: int, last: int, middle: int) -> None:
    """Rearrange order[first:last] so that no key before `middle` is greater than one from it on (quickselect, Hoare 1961)."""
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
def furnish(values: Ints, low: int, high: int, order: Ints, tree: int, forest: Forest) -> None:
    """Fill the leaves and nodes of one tree with the points `order[low:high]`, which are in the order of its cells."""
    parties, size, depth = values.shape[0], high - low, forest.depths[tree]
    leaf_base, node_base = forest.leaf_bases[tree], forest.node_bases[tree]
    most, least = forest.most, forest.least
    for part in range(1 << depth):
        first = low + ((size * part) >> depth)
        last = low + ((size * (part + 1)) >> depth)
        leaf, node = leaf_base + part, node_base + (1 << depth) + part
        for at in range(first, last):
            forest.owners[leaf, at - first] = order[at]
            total = 0
            for party in range(parties):
                value = values[party, order[at]]
                forest.points[leaf, party, at - first] = value
                total += value
                most[node, party] = max(most[node, party], value)
                least[node, party] = min(least[node, party], value)
            forest.points[leaf, parties, at - first] = total
            forest.sums[leaf] = max(forest.sums[leaf], total)
    for node in range((1 << depth) - 1, 0, -1):
        for party in range(parties):
            for child in (2 * node, 2 * node + 1):
                most[node_base + node, party] = max(most[node_base + node, party], most[node_base + child, party])
                least[node_base + node, party] = min(least[node_base + node, party], least[node_base + child, party])


@compiled
def weed(first: int, last: int, jobs: Jobs, forest: Forest) -> None:
    """Decide which candidates of the jobs [first, last) are efficient. Equal candidates do not rule each other out."""
    points, most, trees, alive = forest.points, forest.most, jobs.trees, jobs.alive
    parties = forest.least.shape[1]
    count = len(trees)
    shift = np.empty(parties, np.int64)
    floor = np.empty(parties, points.dtype)
    query = np.empty(parties + 1, points.dtype)
    stack = np.empty(128, np.int64)
    hint = np.zeros(count, np.int64)
    for job in range(first, last):
        k, part = jobs.leaves[job, 0], jobs.leaves[job, 1]
        own_leaf = forest.leaf_bases[trees[k]] + part
        own_node = forest.node_bases[trees[k]] + (1 << forest.depths[trees[k]]) + part
        standing = _meeting(job, own_leaf, k, jobs, forest)
        killer = hint[k]
        for turn in range(count):
            # the list that ruled out most of the neighbours first
            other = killer if turn == 0 else turn - 1 if turn <= killer else turn
            if other == k or standing == 0:
                continue
            tree = trees[other]
            leaves, node_base, leaf_base = 1 << forest.depths[tree], forest.node_bases[tree], forest.leaf_bases[tree]
            total = 0
            for party in range(parties):
                shift[party] = jobs.by[k, party] - jobs.by[other, party]
                floor[party] = forest.least[own_node, party] + shift[party]
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
                query[parties] = forest.sums[own_leaf] + total + 1
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
def _meeting(job: int, leaf: int, k: int, jobs: Jobs, forest: Forest) -> int:
    """Mark the candidates of a job that meet `need`; returns how many."""
    standing = 0
    for slot in range(LEAF):
        there = forest.owners[leaf, slot] >= 0
        for party in range(len(jobs.need)):
            there = there and forest.points[leaf, party, slot] + jobs.by[k, party] >= jobs.need[party]
        jobs.alive[job, slot] = there
        standing += there
    return standing


@compiled
def exceeded(points: Ints, leaf: int, query: Ints, parties: int) -> bool:
    """Does a point of the leaf reach the query in every row? The sign bits of the differences answer for all points at once."""
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
        return bool(signs >= 0)
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
        return bool(signs >= 0)
    for at in range(LEAF):
        sign = points[leaf, 0, at] - query[0]
        for row in range(1, parties + 1):
            sign |= points[leaf, row, at] - query[row]
        signs &= sign
    return bool(signs >= 0)
