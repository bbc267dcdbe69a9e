"""Which kernel cleans the candidates of a level, for how many parties and how many points."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import ceil, log2
from typing import Any

import numpy as np

from goodoffices.engines.settlement.pareto import few, many, three, two, wide
from goodoffices.engines.settlement.pareto.levels import Array, Arrays, Pairs, Scratch, small
from goodoffices.engines.settlement.scaled import Vector

#: How many threads share a level, and from how many candidates on.
THREADS, SHARED_FROM = 2, 20_000
#: Three values are one number where it stays below this.
KEYS = 1 << 61
#: In a table of many short sweeps, the widest staircase; it is laid out anew for each.
LARGEST_SPAN = 1 << 15


def merged_wide(
    level: Arrays, options: Sequence[Vector], counts: Sequence[int], need: Vector | None, bound: int, scratch: Scratch
) -> Arrays:
    values = level.values if isinstance(level, Pairs) else Pairs.of(level.values)
    moves = Pairs.of(np.array(options, object).T)
    least = [-bound - 1] * 2 if need is None else [min(max(n, -bound - 1), bound + 1) for n in need]
    pairs = [np.array([each >> wide.BITS, each & wide.MASK], np.int64) for each in least]
    room = len(level) * len(options)
    out = [scratch(name, room) for name in ("x high", "x low", "y high", "y low")]
    place, option, counted = scratch.points(room)
    kept = wide.merge(
        values[0], values[1], values[2], values[3], level.counts, moves[0], moves[1], moves[2], moves[3],
        np.array(counts, np.float64), pairs[0], pairs[1], out[0], out[1], out[2], out[3], place, option, counted,
    )  # fmt: skip
    return Pairs(
        np.stack([row[:kept] for row in out]),
        place[:kept].copy(),
        small(option[:kept], len(options)),
        counted[:kept].copy(),
    )


def efficient(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array, bound: int
) -> tuple[Array, Array, Array]:
    """Place, list and count of each efficient point, descending, by the kernel for so many parties."""
    parties = len(values)
    if parties == 2:
        made = merged(values, counts, first, last, by, weights, least, Scratch())
        return made.before, made.option, made.counts
    if parties == 3 and (found := _swept(values, counts, first, last, by, weights, least)):
        return found
    if int((last - first).sum()) <= few.FEW:
        return _sifted(values, counts, first, last, by, weights, least)
    return _weeded(values, counts, first, last, by, weights, least, bound)


def merged(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array, scratch: Scratch
) -> Arrays:
    room = int((last - first).sum())
    x, y = scratch("x", room), scratch("y", room)
    place, option, out = scratch.points(room)
    columns = np.ascontiguousarray(by.T)
    kept = two.merge(
        values[0], values[1], counts, first, last, columns[0], columns[1], weights, least[0], least[1],
        x, y, place, option, out,
    )  # fmt: skip
    return Arrays(
        np.stack([x[:kept], y[:kept]]), place[:kept].copy(), small(option[:kept], len(first)), out[:kept].copy()
    )


def _swept(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array
) -> tuple[Array, Array, Array] | None:
    if not values.shape[1]:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0)
    low = values[1].min() + by[:, 1].min()
    span = int(values[1].max() + by[:, 1].max() - low) + 1
    if span > three.MOST_STAIRS:
        return _swept_over_ranks(values, counts, first, last, by, weights, least)
    room = int((last - first).sum())
    place, option, out = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room)
    by_x, by_y, by_z = np.ascontiguousarray(by.T)
    third = values[2].min() + by_z.min()
    deep = int(values[2].max() + by_z.max() - third) + 1
    reach = int(max(abs(values[0]).max() + abs(by_x).max(), abs(least[0]))) + 1
    flat = len(first) <= three.FEW_LISTS and span <= three.WIDE_STAIRS and deep < three.HIGH_STAIRS
    if flat and reach * span * deep < KEYS:
        keys = (values[0] * span + values[1]) * deep + values[2]
        moves = (by_x * span + by_y - low) * deep + by_z - third
        needed = np.array([least[0] * span * deep, least[1], least[2]], np.int64)
        kept = three.sweep_few(
            keys, values[1], values[2], counts, first, last, moves, by_y, by_z, np.array([low, third]), weights, needed, span, place, option, out
        )  # fmt: skip
        return place[:kept].copy(), option[:kept], out[:kept].copy()
    kept = three.sweep(
        values[0], values[1], values[2], values[1], counts, first, last, by_x, by_y, by_z, by_y - low, weights, least, span,
        place, option, out,
    )  # fmt: skip
    return place[:kept].copy(), option[:kept], out[:kept].copy()


def _swept_over_ranks(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array
) -> tuple[Array, Array, Array] | None:
    """Where the second party's values are spread too far for a staircase: their ranks among all candidates."""
    places, moved, starts, ends = _spread(values, first, last, by)
    ranks = np.unique(moved[1], return_inverse=True)[1].reshape(-1)
    span = int(ranks.max()) + 1
    if span > three.MOST_STAIRS:
        return None
    room = moved.shape[1]
    place, option, out = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room)
    zero = np.zeros(len(first), np.int64)
    kept = three.sweep(
        moved[0],
        moved[1],
        moved[2],
        ranks,
        counts[places],
        starts,
        ends,
        zero,
        zero,
        zero,
        zero,
        weights,
        least,
        span,
        place,
        option,
        out,
    )
    return places[place[:kept]].astype(np.int32), option[:kept], out[:kept].copy()


def _spread(values: Array, first: Array, last: Array, by: Array) -> tuple[Array, Array, Array, Array]:
    """All lists written out: for each candidate its place and its values, and where each list starts and ends."""
    places = np.concatenate([np.arange(low, high) for low, high in zip(first, last, strict=True)])
    sizes = last - first
    ends = np.cumsum(sizes)
    moved = np.ascontiguousarray(values[:, places] + np.repeat(by, sizes, axis=0).T)
    return places, moved, ends - sizes, ends


def _sifted(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array
) -> tuple[Array, Array, Array]:
    room = int((last - first).sum())
    place, option, out = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room)
    kept = few.sift(values, counts, first, last, by, weights, least, place, option, out)
    return place[:kept].copy(), option[:kept], out[:kept].copy()


def _weeded(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array, bound: int
) -> tuple[Array, Array, Array]:
    parties = len(values)
    if not values.shape[1]:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0)
    kind = _kind(parties, bound)
    sources, trees = np.unique(np.stack([first, last]), axis=1, return_inverse=True)
    trees = trees.reshape(-1)
    depths = np.array([max(0, ceil(log2(max(1, high - low) / many.LEAF))) for low, high in sources.T])
    leaf_bases = np.cumsum(np.concatenate([[0], 1 << depths]))
    far = -(1 << (8 * kind.itemsize - 2))
    points = np.full((leaf_bases[-1], parties + 1, many.LEAF), far, kind)
    owners = np.full((leaf_bases[-1], many.LEAF), -1, np.int32)
    most = np.full((2 * leaf_bases[-1], parties), -(1 << 62), np.int64)
    lows = np.full((2 * leaf_bases[-1], parties), 1 << 62, np.int64)
    sums = np.full(leaf_bases[-1], -(1 << 62), np.int64)
    order = np.arange(values.shape[1])
    scale = 1.0 / (values.max(axis=1) - values.min(axis=1) + 1.0)
    for tree, (low, high) in enumerate(sources.T):
        many.plant(values, low, high, order, depths[tree], scale)
        many.furnish(
            values, low, high, order, depths[tree], points, owners, most, lows, sums,
            leaf_bases[tree], 2 * leaf_bases[tree],
        )  # fmt: skip
    jobs = np.concatenate(
        [
            np.stack([np.full(1 << depths[tree], k), np.arange(1 << depths[tree])], axis=1)
            for k, tree in enumerate(trees)
        ]
    )
    alive = np.zeros((len(jobs), many.LEAF), np.bool_)
    fixed = (
        jobs, trees, depths, leaf_bases[:-1], 2 * leaf_bases[:-1], by, least, points, owners, most, lows, sums, alive
    )  # fmt: skip
    if alive.size < SHARED_FROM:
        many.weed(0, len(jobs), *fixed)
    else:
        share = max(64, len(jobs) // 16)
        with ThreadPoolExecutor(THREADS) as threads:
            begun = [
                threads.submit(many.weed, at, min(len(jobs), at + share), *fixed) for at in range(0, len(jobs), share)
            ]
            for each in begun:
                each.result()
    job, slot = np.nonzero(alive)
    option = jobs[job, 0]
    place = owners[leaf_bases[trees[option]] + jobs[job, 1], slot]
    return _sorted(values[:, place] + by[option].T, place, option, counts[place] * weights[option])


def _kind(parties: int, bound: int) -> "np.dtype[Any]":
    """The smallest integers in which differences of moved values, and of their sums, are safe."""
    reach = 16 * (parties + 1) * bound
    return np.dtype(np.int16 if reach < 1 << 15 else np.int32 if reach < 1 << 31 else np.int64)


def _sorted(moved: Array, place: Array, option: Array, counts: Array) -> tuple[Array, Array, Array]:
    """Descending, and equal ones taken together."""
    if not len(place):
        return place, option, counts
    order = _descending(moved)
    moved = moved[:, order]
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (moved[:, 1:] != moved[:, :-1]).any(axis=0)
    firsts = np.flatnonzero(fresh)
    return place[order[firsts]], option[order[firsts]], np.add.reduceat(counts[order], firsts)


def _descending(moved: Array) -> Array:
    lows = moved.min(axis=1)
    spans = [int(span) + 1 for span in moved.max(axis=1) - lows]
    if np.prod(spans, dtype=object) < 1 << 62:
        key = np.zeros(moved.shape[1], np.int64)
        for row, low, span in zip(moved, lows, spans, strict=True):
            key = key * span + (row - low)
        return np.argsort(key)[::-1]
    return np.lexsort(moved[::-1])[::-1]


def ranked(
    values: Array, counts: Array, first: Array, last: Array, by: Sequence[Vector], weights: Array, need: Vector | None
) -> Arrays:
    """The same with integers of any size, by ranks."""
    rows = np.empty((len(by), len(values)), object)
    rows[:] = by
    places, moved, starts, ends = _spread(values, first, last, rows)
    if need is not None:
        enough = (moved >= np.array(need, object)[:, None]).all(axis=0).astype(bool)
        before = np.concatenate([[0], np.cumsum(enough)])
        places, moved, starts, ends = places[enough], moved[:, enough], before[starts], before[ends]
    if not len(places):
        return Arrays(moved, places.astype(np.int32), places.astype(np.uint8), np.empty(0))
    ranks = np.stack([np.unique(row, return_inverse=True)[1].reshape(-1) for row in moved]).astype(np.int64)
    still = np.zeros((len(by), len(values)), np.int64)
    bound = ranks.shape[1]
    place, option, many_ = efficient(
        ranks, counts[places], starts, ends, still, weights, np.full(len(values), -1), bound
    )
    return Arrays(moved[:, place], places[place].astype(np.int32), small(option, len(by)), many_)
