"""The efficient candidates of four parties and more, by kd-trees (Bentley 1975)."""

from concurrent.futures import ThreadPoolExecutor
from math import ceil, log2

import numpy as np

from goodoffices.engines.settlement.frontier.candidates import Candidates, Check, Survivors, survivors
from goodoffices.engines.settlement.frontier.kernels import many_parties
from goodoffices.engines.settlement.frontier.kernels.rows import room
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints, Ints32

#: How many threads share a stage, and from how many candidates on.
THREADS, SHARED_FROM = 2, 20_000
#: So many leaves of a tree are decided between two looks at the clock.
MOST_LEAVES = 2_048


def weeded(given: Candidates, bound: int, check: Check) -> Survivors:
    """Four parties and more: by kd-trees."""
    values = given.values
    if not values.shape[1]:
        return survivors(room(0), 0)
    sources, trees = np.unique(np.stack([given.first, given.last]), axis=1, return_inverse=True)
    trees = trees.reshape(-1)
    forest = _planted(values, sources, _smallest_safe(len(values), bound))
    leaves = np.concatenate(
        [
            np.stack([np.full(1 << forest.depths[tree], k), np.arange(1 << forest.depths[tree])], axis=1)
            for k, tree in enumerate(trees)
        ]
    )
    alive = np.zeros((len(leaves), many_parties.LEAF), np.bool_)
    jobs = many_parties.Jobs(leaves, trees, given.by, given.least, alive)
    if alive.size < SHARED_FROM:
        many_parties.weed(0, len(leaves), jobs, forest)
    else:
        share = min(max(64, len(leaves) // 16), MOST_LEAVES)
        with ThreadPoolExecutor(THREADS) as threads:
            begun = [
                threads.submit(many_parties.weed, at, min(len(leaves), at + share), jobs, forest)
                for at in range(0, len(leaves), share)
            ]
            try:
                for each in begun:
                    each.result()
                    check()
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise
    job, slot = np.nonzero(alive)
    option = leaves[job, 0]
    place = forest.owners[forest.leaf_bases[trees[option]] + leaves[job, 1], slot]
    return _sorted(values[:, place] + given.by[option].T, place, option, given.counts[place] * given.weights[option])


def load(parties: int, bound: int) -> None:
    """Have the kd-trees ready for so many parties, with values of at most `bound`."""
    values = np.array([[at if p % 2 else 2 - at for at in range(3)] for p in range(parties)], np.int64)
    by = np.array([[0] * parties, [1, -1] * (parties // 2) + [0] * (parties % 2)], np.int64)
    first, last = np.array([0, 0]), np.array([3, 3])
    least = np.full(parties, -bound - 1)
    weeded(Candidates(values, np.ones(3), first, last, by, np.ones(2), least), bound, lambda: None)


def _planted(values: Ints, sources: Ints, kind: "np.dtype[np.signedinteger]") -> many_parties.Forest:
    """A tree for each different list. `sources`: [2, trees], where the lists start and end."""
    parties = len(values)
    depths = np.array([max(0, ceil(log2(max(1, high - low) / many_parties.LEAF))) for low, high in sources.T])
    bases = np.cumsum(np.concatenate([[0], 1 << depths]))
    far = -(1 << (8 * kind.itemsize - 2))
    forest = many_parties.Forest(
        depths,
        bases[:-1],
        2 * bases[:-1],
        points=np.full((bases[-1], parties + 1, many_parties.LEAF), far, kind),
        owners=np.full((bases[-1], many_parties.LEAF), -1, np.int32),
        sums=np.full(bases[-1], -(1 << 62), np.int64),
        most=np.full((2 * bases[-1], parties), -(1 << 62), np.int64),
        least=np.full((2 * bases[-1], parties), 1 << 62, np.int64),
    )
    order = np.arange(values.shape[1])
    scale = 1.0 / (values.max(axis=1) - values.min(axis=1) + 1.0)
    for tree, (low, high) in enumerate(sources.T):
        many_parties.plant(values, low, high, order, depths[tree], scale)
        many_parties.furnish(values, low, high, order, tree, forest)
    return forest


def _smallest_safe(parties: int, bound: int) -> "np.dtype[np.signedinteger]":
    """The smallest integers in which differences of shifted values, and of their sums, are safe."""
    reach = 16 * (parties + 1) * bound
    return np.dtype(np.int32 if reach < 1 << 31 else np.int64)


def _sorted(moved: Ints, place: Ints32, option: Ints32, counts: Floats) -> Survivors:
    """Descending, and equal ones taken together."""
    if not len(place):
        return Survivors(place, option, counts)
    order = _descending(moved)
    moved = moved[:, order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (moved[:, 1:] != moved[:, :-1]).any(axis=0)
    firsts = np.flatnonzero(fresh)
    return Survivors(place[order[firsts]], option[order[firsts]], np.add.reduceat(counts[order], firsts))


def _descending(moved: Ints) -> Ints:
    """The lexicographic order of these values, greatest first."""
    lows = moved.min(axis=1)
    spans = [int(span) + 1 for span in moved.max(axis=1) - lows]
    if np.prod(spans, dtype=object) < 1 << 62:
        key = np.zeros(moved.shape[1], np.int64)
        for row, low, span in zip(moved, lows, spans, strict=True):
            key = key * span + (row - low)
        return np.argsort(key)[::-1]
    return np.lexsort(moved[::-1])[::-1]
