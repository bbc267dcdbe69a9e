"""Which candidates of a stage are efficient, and which kernel finds out, for how many parties and how many points."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import ceil, log2
from typing import NamedTuple, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.settlement.frontier.array_stage import (
    ArrayStage,
    Scratch,
    WideArrayStage,
    smallest_kind,
)
from goodoffices.engines.settlement.frontier.kernels import (
    many_parties,
    pairwise,
    staircase,
    three_parties,
    two_parties,
    two_parties_wide,
)
from goodoffices.engines.settlement.frontier.kernels.rows import Kept, room
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts, Floats, Ints, Ints32

#: How many threads share a stage, and from how many candidates on.
THREADS, SHARED_FROM = 2, 20_000
#: So many leaves of a tree are decided between two looks at the clock.
MOST_LEAVES = 2_048
#: Three values are kept as one number where it stays below this.
KEYS = 1 << 61
#: In a message of many short entries, the widest staircase; it is allocated anew for each.
LARGEST_SPAN = 1 << 15


#: Raises where a budget is spent.
Check: TypeAlias = Callable[[], None]


class Candidates(NamedTuple):
    """All candidates of a stage: list k is the points [first[k], last[k]), shifted by by[k], counting weights[k] times.

    `values`: [parties, points]; `counts`: by point; `by`: [lists, parties]; `least`: what each party has to have.
    """

    values: Ints
    counts: Floats
    first: Ints
    last: Ints
    by: Ints
    weights: Floats
    least: Ints

    @property
    def size(self) -> int:
        return int((self.last - self.first).sum())

    @property
    def lists(self) -> pairwise.Lists:
        return pairwise.Lists(self.first, self.last, self.by, self.weights)


class Survivors(NamedTuple):
    """The efficient candidates, descending: their place in the stage, the number of their list, and their count."""

    place: Ints32
    option: Ints32
    counts: Floats


def merged_wide(
    stage: ArrayStage,
    options: Sequence[Vector],
    counts: Sequence[int],
    need: Vector | None,
    bound: int,
    scratch: Scratch,
) -> ArrayStage:
    """Two parties with values beyond 64 bits: every point plus every option. See `plain_stage.step`."""
    wide = two_parties_wide
    values = stage.values if isinstance(stage, WideArrayStage) else WideArrayStage.of(stage.values)
    shifts = WideArrayStage.of(np.array(options, object).T)
    least = [-bound - 1] * 2 if need is None else [min(max(n, -bound - 1), bound + 1) for n in need]
    need_x, need_y = (np.array([each >> wide.BITS, each & wide.MASK], np.int64) for each in least)
    size = len(stage) * len(options)
    out = wide.Pairs(*(scratch.integers(name, size) for name in wide.Pairs._fields))
    kept = Kept(*scratch.points(size))
    found = wide.merge(
        wide.Pairs(*values), stage.counts, wide.Pairs(*shifts), np.array(counts, np.float64), need_x, need_y, out, kept
    )
    return WideArrayStage(np.stack([row[:found] for row in out]), *_compact(kept, found, len(options)))


def efficient(given: Candidates, bound: int, check: Check = lambda: None) -> Survivors:
    """The efficient candidates, by the kernel for so many parties. `bound`: no value, shifted, is farther from 0. `check` is called
    now and then in long work, and may raise."""
    parties = len(given.values)
    if parties == 2:
        made = merged(given, Scratch())
        return Survivors(made.before.astype(np.int32), made.option.astype(np.int32), made.counts)
    if parties == 3 and (found := _swept(given)):
        return found
    return _sifted(given) if given.size <= pairwise.FEW else _weeded(given, bound, check)


def merged(given: Candidates, scratch: Scratch) -> ArrayStage:
    """The efficient candidates of two parties, as a stage."""
    size = given.size
    out = two_parties.Values(scratch.integers("x", size), scratch.integers("y", size))
    kept = Kept(*scratch.points(size))
    points = two_parties.Points(given.values[0], given.values[1], given.counts)
    dx, dy = np.ascontiguousarray(given.by.T)
    lists = two_parties.Lists(given.first, given.last, dx, dy, given.weights)
    found = two_parties.merge(points, lists, given.least[0], given.least[1], out, kept)
    return ArrayStage(np.stack([out.x[:found], out.y[:found]]), *_compact(kept, found, len(given.first)))


def _compact(kept: Kept, found: int, lists: int) -> "tuple[Ints32, NDArray[np.integer], Floats]":
    return kept.place[:found].copy(), smallest_kind(kept.option[:found], lists), kept.counts[:found].copy()


def _survivors(kept: Kept, found: int) -> Survivors:
    return Survivors(kept.place[:found].copy(), kept.option[:found], kept.counts[:found].copy())


def _swept(given: Candidates) -> Survivors | None:
    """Three parties by a staircase; None where there would be too many stairs."""
    values, by, least = given.values, given.by, given.least
    if not values.shape[1]:
        return _survivors(room(0), 0)
    low = values[1].min() + by[:, 1].min()
    span = int(values[1].max() + by[:, 1].max() - low) + 1
    if span > staircase.MOST_STAIRS:
        return _swept_over_ranks(given)
    kept = room(given.size)
    by_x, by_y, by_z = np.ascontiguousarray(by.T)
    third = values[2].min() + by_z.min()
    deep = int(values[2].max() + by_z.max() - third) + 1
    reach = int(max(abs(values[0]).max() + abs(by_x).max(), abs(least[0]))) + 1
    flat = (
        len(given.first) <= three_parties.FEW_LISTS
        and span <= three_parties.WIDE_STAIRS
        and deep < three_parties.HIGH_STAIRS
    )
    if flat and reach * span * deep < KEYS:
        keys = (values[0] * span + values[1]) * deep + values[2]
        shifts = (by_x * span + by_y - low) * deep + by_z - third
        needed = np.array([least[0] * span * deep, least[1], least[2]], np.int64)
        keyed = three_parties.KeyedPoints(keys, values[1], values[2], given.counts)
        lists = three_parties.KeyedLists(given.first, given.last, shifts, by_y, by_z, given.weights)
        found = three_parties.sweep_few(keyed, lists, np.array([low, third]), needed, span, kept)
        return _survivors(kept, found)
    points = three_parties.Points(values[0], values[1], values[2], values[1], given.counts)
    swept = three_parties.Lists(given.first, given.last, by_x, by_y, by_z, by_y - low, given.weights)
    return _survivors(kept, three_parties.sweep(points, swept, least, span, kept))


def _swept_over_ranks(given: Candidates) -> Survivors | None:
    """Where the second party's values are spread too far for a staircase: their ranks among all candidates."""
    places, moved, starts, ends = _written_out(given.values, given.first, given.last, given.by)
    ranks = np.unique(moved[1], return_inverse=True)[1].reshape(-1)
    span = int(ranks.max()) + 1
    if span > staircase.MOST_STAIRS:
        return None
    kept = room(moved.shape[1])
    zero = np.zeros(len(given.first), np.int64)
    points = three_parties.Points(moved[0], moved[1], moved[2], ranks, given.counts[places])
    lists = three_parties.Lists(starts, ends, zero, zero, zero, zero, given.weights)
    found = three_parties.sweep(points, lists, given.least, span, kept)
    return Survivors(places[kept.place[:found]].astype(np.int32), kept.option[:found], kept.counts[:found].copy())


def _written_out(values: Exacts, first: Ints, last: Ints, by: Exacts) -> tuple[Ints, Exacts, Ints, Ints]:
    """All lists written out: each candidate's place and values [parties, candidates]; where each list starts and ends."""
    places = np.concatenate([np.arange(low, high) for low, high in zip(first, last, strict=True)])
    sizes = last - first
    ends = np.cumsum(sizes)
    shifts = cast(Exacts, np.repeat(by, sizes, axis=0).T)
    moved: Exacts = np.ascontiguousarray(values[:, places] + shifts)
    return places, moved, ends - sizes, ends


def _sifted(given: Candidates) -> Survivors:
    """Few candidates: each compared with those kept."""
    kept = room(given.size)
    return _survivors(kept, pairwise.sift(given.values, given.counts, given.lists, given.least, kept))


def _weeded(given: Candidates, bound: int, check: Check) -> Survivors:
    """Four parties and more: by kd-trees."""
    values = given.values
    if not values.shape[1]:
        return _survivors(room(0), 0)
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
    _weeded(Candidates(values, np.ones(3), first, last, by, np.ones(2), least), bound, lambda: None)


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


def ranked(
    stage: ArrayStage,
    first: Ints,
    last: Ints,
    by: Sequence[Vector],
    weights: Floats,
    need: Vector | None,
    check: Check = lambda: None,
) -> ArrayStage:
    """The efficient candidates where values fit no machine integer: the values of all candidates are computed in Python's
    integers and replaced by their ranks, party by party, since dominance needs no more than the order."""
    shifts = np.empty((len(by), len(stage.values)), object)
    shifts[:] = by
    places, moved, starts, ends = _written_out(stage.values, first, last, shifts)
    if need is not None:
        enough = (moved >= np.array(need, object)[:, None]).all(axis=0).astype(bool)
        before = np.concatenate([[0], np.cumsum(enough)])
        places, moved, starts, ends = places[enough], moved[:, enough], before[starts], before[ends]
    if not len(places):
        return ArrayStage(moved, places.astype(np.int32), places.astype(np.uint8), np.empty(0))
    ranks = np.stack([np.unique(row, return_inverse=True)[1].reshape(-1) for row in moved]).astype(np.int64)
    unmoved = np.zeros(shifts.shape, np.int64)
    least = np.full(len(ranks), -1)
    given = Candidates(ranks, stage.counts[places], starts, ends, unmoved, weights, least)
    place, option, counts = efficient(given, ranks.shape[1], check)
    return ArrayStage(moved[:, place], places[place].astype(np.int32), smallest_kind(option, len(by)), counts)
