"""A level in numpy arrays: which kernel for how many parties, which integers, and what if they are too large for a machine.

Where a party's values do not fit into 62 bits, the values of all candidates are computed in Python's integers and replaced
by their ranks, party by party: dominance needs no more than the order, so the kernels stay the same and exact.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, log2
from typing import Any, TypeAlias

import numpy as np

from goodoffices.engines.settlement.pareto import few, many, three, two, wide
from goodoffices.engines.settlement.pareto.plain import Plain
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.tables import Moved
from goodoffices.engines.settlement.thinning import finer

#: Values below this, and sums of a few of them, are safe in int64.
SAFE = 1 << 60
#: How many threads share a level, and from how many candidates on.
THREADS, SHARED_FROM = 2, 20_000
#: In a table of many short sweeps, the widest staircase; it is laid out anew for each.
LARGEST_SPAN = 1 << 15
#: Counts are doubles, exact up to here; beyond, `trail.exact_counts` counts again.
COUNTED = 2.0**53

Array: TypeAlias = "np.ndarray[Any, Any]"


@dataclass
class Arrays:
    """Like `plain.Plain`: `values` is parties × points (int64, or Python's integers), `counts` are doubles."""

    values: Array
    before: Array
    option: Array
    counts: Array
    bare: bool = False

    def __len__(self) -> int:
        return len(self.before)

    def vector(self, at: int) -> Vector:
        return tuple(map(int, self.values[:, at]))

    @property
    def tied(self) -> bool:
        return bool((self.counts > 1).any())

    @property
    def exact(self) -> Array:
        """The values, parties × points."""
        return self.values

    @property
    def vectors(self) -> list[Vector]:
        return list(zip(*self.exact.tolist(), strict=True))

    @property
    def bytes(self) -> int:
        return sum(each.nbytes for each in (self.values, self.before, self.option, self.counts))

    def let_go(self, values: bool) -> None:
        """Of the counts, which only the next level needs, and if so asked of the values, which can be added up again."""
        self.counts = self.counts[:0].copy()
        if values:
            self.values, self.bare = self.values[:, :0].copy(), True

    def kept(self, places: Array) -> "Arrays":
        """Only these points."""
        return type(self)(self.values[:, places], self.before[places], self.option[places], self.counts[places])


class Pairs(Arrays):
    """Two parties' values as pairs of integers (`pareto.wide`): high and low of the first, high and low of the second."""

    def vector(self, at: int) -> Vector:
        first, low, second, rest = map(int, self.values[:, at])
        return (first << wide.BITS) + low, (second << wide.BITS) + rest

    @property
    def exact(self) -> Array:
        pairs = self.values.astype(object)
        return np.stack([(pairs[at] << wide.BITS) + pairs[at + 1] for at in (0, 2)])

    @staticmethod
    def of(values: Array) -> Array:
        rows = [part for row in values for part in (row >> wide.BITS, row & wide.MASK)]
        return np.stack(rows).astype(np.int64)


class Scratch:
    """Room that kernels write into before it is known how much they keep: taken once, used for level after level."""

    def __init__(self) -> None:
        self.rooms: dict[str, Array] = {}

    def __call__(self, name: str, size: int, kind: Any = np.int64) -> Array:
        room = self.rooms.get(name)
        if room is None or len(room) < size:
            room = self.rooms[name] = np.empty(size + size // 4, kind)
        return room[:size]

    def points(self, size: int) -> tuple[Array, Array, Array]:
        """Place, option and count of so many points."""
        return self("place", size, np.int32), self("option", size, np.int32), self("count", size, np.float64)


def of(level: Plain, bound: int) -> Arrays:
    """A plain level as arrays."""
    values = np.array(level.vectors, dtype=object if bound >= SAFE else np.int64).reshape(len(level), -1).T
    return Arrays(
        np.ascontiguousarray(values),
        np.array(level.before, np.int32),
        np.array(level.option, np.int32),
        np.array(level.counts, np.float64),
    )


def step(
    level: Arrays,
    options: Sequence[Vector],
    counts: Sequence[int],
    need: Vector | None,
    bound: int,
    scratch: Scratch | None = None,
) -> Arrays:
    """Every point plus every option, what is dominated or below `need` left out. See `plain.step`."""
    if SAFE <= bound < wide.WIDE and len(options[0]) == 2:
        return _merged_wide(level, options, counts, need, bound, scratch or Scratch())
    return union(
        level, [Moved(0, len(level), *each) for each in zip(options, counts, strict=True)], need, bound, scratch
    )


def ascend(blocks: Sequence[tuple[list[Vector], list[int]]], needs: Sequence[Vector], room: int) -> list[Arrays]:
    """For two parties, as many levels from the origin as have room, in one call. `needs` are what each level must reach."""
    first = np.cumsum([0, *(len(vectors) for vectors, _ in blocks)])
    by = np.array([vector for vectors, _ in blocks for vector in vectors], np.int64)
    weights = np.array([weight for _, counts in blocks for weight in counts], np.float64)
    needed = np.array(needs, np.int64)
    values, counts = np.empty((2, room), np.int64), np.empty(room)
    before, option = np.empty(room, np.int32), np.empty(room, np.int32)
    ends = np.zeros(len(blocks) + 2, np.int64)
    values[:, 0], counts[0], ends[1] = 0, 1, 1
    done = two.ascend(
        first, by[:, 0].copy(), by[:, 1].copy(), weights, needed[:, 0].copy(), needed[:, 1].copy(),
        values[0], values[1], counts, before, option, ends,
    )  # fmt: skip
    return [
        Arrays(values[:, low:high], before[low:high], option[low:high], counts[low:high])
        for low, high in pairwise(ends[1 : done + 2].tolist())
    ]


def _merged_wide(
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
        _small(option[:kept], len(options)),
        counted[:kept].copy(),
    )


def union(
    level: Arrays, lists: Sequence[Moved], need: Vector | None, bound: int, scratch: Scratch | None = None
) -> Arrays:
    """The efficient points of moved lists, each of which must be descending and free of dominated points.

    `bound` is a limit to all values, those moved too. In the answer, `before` is the place in `level`, `option` the list.
    """
    starts, ends, vectors, weights = zip(*lists, strict=True)
    first, last = np.array(starts, np.int64), np.array(ends, np.int64)
    counted = np.array(weights, np.float64)
    if bound >= SAFE:
        return _ranked(level.values, level.counts, first, last, vectors, counted, need)
    by = np.array(vectors, np.int64)
    least = np.array([-bound - 1] * len(by[0]) if need is None else [min(max(n, -bound - 1), bound + 1) for n in need])
    if len(level.values) == 2:
        return _merged(level.values, level.counts, first, last, by, counted, least, scratch or Scratch())
    place, option, many_ = efficient(level.values, level.counts, first, last, by, counted, least, bound)
    return Arrays(level.values[:, place] + by[option].T, place, _small(option, len(lists)), many_)


def efficient(
    values: Array, counts: Array, first: Array, last: Array, by: Array, weights: Array, least: Array, bound: int
) -> tuple[Array, Array, Array]:
    """Place, list and count of each efficient point, descending, by the kernel for so many parties."""
    parties = len(values)
    if parties == 2:
        made = _merged(values, counts, first, last, by, weights, least, Scratch())
        return made.before, made.option, made.counts
    if parties == 3 and (found := _swept(values, counts, first, last, by, weights, least)):
        return found
    if int((last - first).sum()) <= few.FEW:
        return _sifted(values, counts, first, last, by, weights, least)
    return _weeded(values, counts, first, last, by, weights, least, bound)


def _merged(
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
        np.stack([x[:kept], y[:kept]]), place[:kept].copy(), _small(option[:kept], len(first)), out[:kept].copy()
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


def _ranked(
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
    return Arrays(moved[:, place], places[place].astype(np.int32), _small(option, len(by)), many_)


def _small(numbers: Array, below: int) -> Array:
    return numbers.astype(np.uint8 if below <= 1 << 8 else np.uint16 if below <= 1 << 16 else np.int32)


def thin(level: Arrays, most: int) -> tuple[Arrays, Vector]:
    """See `thinning.thin`: the same grid, for arrays."""
    values = level.exact
    cells = np.zeros(len(level), np.int64)
    for widths in finer(values.max(axis=1) - values.min(axis=1) + 1, most):
        found = _cells(values, widths)
        if found.max() >= most:
            break
        cells = found
    return _kept(level, values, cells)


def coarsen(level: Arrays, widths: Sequence[int]) -> tuple[Arrays, Vector]:
    """See `thinning.coarsen`."""
    return _kept(level, level.exact, _cells(level.exact, widths))


def _cells(values: Array, widths: Sequence[int]) -> Array:
    """For each point the number of its cell."""
    cells = np.zeros(values.shape[1], np.int64)
    for row, width in zip(values, widths, strict=True):
        lines = np.unique(row // width, return_inverse=True)[1].reshape(-1)
        cells = np.unique(cells * (lines.max() + 1) + lines, return_inverse=True)[1].reshape(-1)
    return cells


def _kept(level: Arrays, values: Array, cells: Array) -> tuple[Arrays, Vector]:
    firsts = np.unique(cells, return_index=True)[1]
    lost = (values - values[:, firsts[cells]]).max(axis=1)
    return level.kept(np.sort(firsts)), tuple(max(0, int(each)) for each in lost)


def table(level: Any, points: int, scaled: Scaled) -> Array:
    """Utilities × scales, points × parties; int64 if that holds them, else Python's integers."""
    rows = level.vectors
    columns = [
        [offset + unit * row[party] for row in rows]
        for party, (offset, unit) in enumerate(zip(scaled.offsets, scaled.units, strict=True))
    ]
    fits = all(-(1 << 63) <= value < 1 << 63 for column in columns for value in column)
    return np.array(columns, np.int64 if fits else object).reshape(len(columns), points).T


def unions(level: Arrays, entries: list[list[Moved]], bound: int) -> tuple[Arrays, list[int]]:
    """See `plain.unions`. Many short entries are one call of a kernel; long ones are made one after the other."""
    rooms = [sum(end - start for start, end, _, _ in lists) for lists in entries]
    room = sum(rooms)
    if bound >= SAFE or not room:
        return _one_by_one(level, entries, bound)
    starts, ends, vectors, weights = zip(*(moved for lists in entries for moved in lists), strict=True)
    first, last = np.array(starts, np.int64), np.array(ends, np.int64)
    by, counted = np.array(vectors, np.int64), np.array(weights, np.float64)
    bounds, made = np.cumsum([0, *map(len, entries)]), np.zeros(len(entries) + 1, np.int64)
    place, option, out = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room)
    values, parties = level.values, len(level.values)
    columns = np.ascontiguousarray(by.T)
    if parties == 2:
        x, y = np.empty(room, np.int64), np.empty(room, np.int64)
        two.merge_all(
            values[0], values[1], level.counts, first, last, columns[0], columns[1], counted, bounds,
            x, y, place, option, out, made,
        )  # fmt: skip
        kept = np.stack([x[: made[-1]], y[: made[-1]]])
    else:
        need = np.full(parties, -bound - 1)
        low = values[1].min() + columns[1].min()
        span = int(values[1].max() + columns[1].max() - low) + 1
        if parties == 3 and span <= LARGEST_SPAN:
            three.sweep_all(
                values[0], values[1], values[2], level.counts, first, last, columns[0], columns[1], columns[2],
                columns[1] - low, counted, need, span, bounds, place, option, out, made,
            )  # fmt: skip
        elif max(rooms) <= few.FEW:
            few.sift_all(
                values, level.counts, first, last, by, counted, need, bounds, place, option, out, made
            )  # fmt: skip
        else:
            return _one_by_one(level, entries, bound)
        lists = np.repeat(bounds[:-1], np.diff(made)) + option[: made[-1]]
        kept = values[:, place[: made[-1]]] + by[lists].T
    return Arrays(kept, place[: made[-1]].copy(), option[: made[-1]].copy(), out[: made[-1]].copy()), made.tolist()


def _one_by_one(level: Arrays, entries: list[list[Moved]], bound: int) -> tuple[Arrays, list[int]]:
    empty = level.kept(np.zeros(0, np.int64))
    made = [union(level, lists, None, bound) if lists else empty for lists in entries]
    return Arrays(
        np.concatenate([each.values for each in made], axis=1),
        np.concatenate([each.before for each in made]),
        np.concatenate([each.option.astype(np.int32) for each in made]),
        np.concatenate([each.counts for each in made]),
    ), [0, *accumulate(map(len, made))]
