"""Steps from one stage to the next in numpy arrays: which integers, and how many entries in one call of a kernel.

Where a party's values do not fit into 62 bits, pairs of integers or ranks are used (`dominance`), so every step is exact.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from goodoffices.engines.settlement.frontier import dominance
from goodoffices.engines.settlement.frontier.array_stage import SAFE, ArrayStage, Scratch, smallest_kind
from goodoffices.engines.settlement.frontier.candidates import Candidates, Check
from goodoffices.engines.settlement.frontier.dominance import LARGEST_SPAN
from goodoffices.engines.settlement.frontier.kernels import (
    pairwise as pairwise_kernel,
)
from goodoffices.engines.settlement.frontier.kernels import (
    three_parties,
    three_parties_grid,
    two_parties,
    two_parties_wide,
)
from goodoffices.engines.settlement.frontier.kernels.rows import Kept, room
from goodoffices.engines.settlement.frontier.stage import Crossed, Entries, Shifted
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints


def step(
    stage: ArrayStage,
    options: Sequence[Vector],
    counts: Sequence[int],
    need: Vector | None,
    bound: int,
    scratch: Scratch | None = None,
    check: Check = lambda: None,
) -> ArrayStage:
    """Every point plus every option, without what is dominated or below `need`. See `plain_stage.step`."""
    if SAFE <= bound < two_parties_wide.WIDE and len(options[0]) == 2:
        return dominance.merged_wide(stage, options, counts, need, bound, scratch or Scratch())
    lists = [Shifted(0, len(stage), *each) for each in zip(options, counts, strict=True)]
    return union(stage, lists, need, bound, scratch, check)


def ascend(blocks: Sequence[tuple[list[Vector], list[int]]], needs: Sequence[Vector], size: int) -> list[ArrayStage]:
    """For two parties, as many stages from the origin as fit into `size` points, in one call. `blocks`: the vectors and counts
    of each block; `needs`: what each stage must reach."""
    by = np.array([vector for vectors, _ in blocks for vector in vectors], np.int64)
    needed = np.array(needs, np.int64)
    given = two_parties.Blocks(
        first=np.cumsum([0, *(len(vectors) for vectors, _ in blocks)]),
        dx=by[:, 0].copy(),
        dy=by[:, 1].copy(),
        weights=np.array([weight for _, counts in blocks for weight in counts], np.float64),
        need_x=needed[:, 0].copy(),
        need_y=needed[:, 1].copy(),
    )
    values, kept = np.empty((2, size), np.int64), room(size)
    ends = np.zeros(len(blocks) + 2, np.int64)
    values[:, 0], kept.counts[0], ends[1] = 0, 1, 1
    done = two_parties.ascend(given, two_parties.Values(values[0], values[1]), kept, ends)
    return [
        ArrayStage(values[:, low:high], kept.place[low:high], kept.option[low:high], kept.counts[low:high])
        for low, high in pairwise(ends[1 : done + 2].tolist())
    ]


def union(
    stage: ArrayStage,
    lists: Sequence[Shifted],
    need: Vector | None,
    bound: int,
    scratch: Scratch | None = None,
    check: Check = lambda: None,
) -> ArrayStage:
    """The efficient points of shifted lists, each of which must be descending and free of dominated points.

    `bound`: no value, shifted or not, is farther from 0. In the answer, `before` is the place in `stage`, `option` the list.
    """
    starts, ends, vectors, weights = zip(*lists, strict=True)
    first, last = np.array(starts, np.int64), np.array(ends, np.int64)
    weighed = np.array(weights, np.float64)
    if bound >= SAFE:
        return dominance.ranked(stage, first, last, vectors, weighed, need, check)
    by = np.array(vectors, np.int64)
    least = np.array([-bound - 1] * len(by[0]) if need is None else [min(max(n, -bound - 1), bound + 1) for n in need])
    given = Candidates(stage.integers, stage.counts, first, last, by, weighed, least)
    if len(stage.values) == 2:
        return dominance.merged(given, scratch or Scratch())
    place, option, counts = dominance.efficient(given, bound, check)
    return ArrayStage(stage.values[:, place] + by[option].T, place, smallest_kind(option, len(lists)), counts)


def unions(
    stage: ArrayStage, entries: Entries, bound: int, check: Check = lambda: None
) -> tuple[ArrayStage, list[int]]:
    """See `plain_stage.unions`. Many short entries are one call of a kernel; long ones are made one after the other."""
    if isinstance(entries, Crossed) and not isinstance(entries.other, ArrayStage):
        entries = entries.lists()
    if bound >= SAFE:
        return _one_by_one(stage, entries, bound, check)
    given, sizes = _laid_out(stage, entries, bound)
    bounds = np.cumsum([0, *sizes])
    rooms = np.diff(np.concatenate([[0], np.cumsum(given.last - given.first)])[bounds])
    size = int(rooms.sum())
    if not size:
        return _one_by_one(stage, [[] for _ in sizes], bound, check)
    made, kept = np.zeros(len(sizes) + 1, np.int64), room(size)
    if len(stage.values) == 2:
        values = _merged_all(given, bounds, kept, made, size)
    elif _sifted_all(given, bounds, kept, made, int(rooms.max())):
        lists = np.repeat(bounds[:-1], np.diff(made)) + kept.option[: made[-1]]
        values = stage.values[:, kept.place[: made[-1]]] + given.by[lists].T
    else:
        return _one_by_one(stage, entries, bound, check)
    place, option, counts = kept.place[: made[-1]], kept.option[: made[-1]], kept.counts[: made[-1]]
    return ArrayStage(values, place.copy(), option.copy(), counts.copy()), made.tolist()


def _merged_all(given: Candidates, bounds: Ints, kept: Kept, made: Ints, size: int) -> Ints:
    """All entries of two parties in one call; returns the values, [2, points]."""
    out = two_parties.Values(np.empty(size, np.int64), np.empty(size, np.int64))
    points = two_parties.Points(given.values[0], given.values[1], given.counts)
    dx, dy = np.ascontiguousarray(given.by.T)
    lists = two_parties.Lists(given.first, given.last, dx, dy, given.weights)
    two_parties.merge_all(points, lists, bounds, out, kept, made)
    return np.stack([out.x[: made[-1]], out.y[: made[-1]]])


def _sifted_all(given: Candidates, bounds: Ints, kept: Kept, made: Ints, largest: int) -> bool:
    """All entries of three parties and more in one call, if a kernel can do that; `largest`: candidates of an entry."""
    values = given.values
    dx, dy, *rest = np.ascontiguousarray(given.by.T)
    low = values[1].min() + dy.min()
    span = int(values[1].max() + dy.max() - low) + 1
    if len(values) == 3 and span <= LARGEST_SPAN:
        points = three_parties.Points(values[0], values[1], values[2], values[1], given.counts)
        lists = three_parties.Lists(given.first, given.last, dx, dy, rest[0], dy - low, given.weights)
        three_parties_grid.sift_all(points, lists, given.least, span, bounds, kept, made)
        return True
    if largest <= pairwise_kernel.FEW:
        pairwise_kernel.sift_all(values, given.counts, given.lists, given.least, bounds, kept, made)
        return True
    return False


def _laid_out(stage: ArrayStage, entries: Entries, bound: int) -> tuple[Candidates, Sequence[int]]:
    """The lists of all entries, one behind the other, and how many each entry has."""
    values, parties = stage.integers, len(stage.values)
    need = np.full(parties, -bound - 1)
    if isinstance(entries, Crossed):
        other = entries.other
        assert isinstance(other, ArrayStage)
        start, end, low, high = np.array(entries.spans, np.int64).T
        sizes = high - low
        each = np.arange(sizes.sum()) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
        by = np.ascontiguousarray(other.values.T[each])
        first, last = np.repeat(start, sizes), np.repeat(end, sizes)
        return Candidates(values, stage.counts, first, last, by, other.counts[each], need), sizes.tolist()
    flat = [shifted for lists in entries for shifted in lists]
    spans = np.array([each[:2] for each in flat], np.int64).reshape(-1, 2)
    by = np.array([each.by for each in flat], np.int64).reshape(-1, parties)
    weights: Floats = np.array([each.weight for each in flat], np.float64)
    first, last = spans[:, 0].copy(), spans[:, 1].copy()
    return Candidates(values, stage.counts, first, last, by, weights, need), [len(lists) for lists in entries]


def _one_by_one(stage: ArrayStage, entries: Entries, bound: int, check: Check) -> tuple[ArrayStage, list[int]]:
    if isinstance(entries, Crossed):
        entries = entries.lists()
    empty = stage.kept(np.zeros(0, np.int64))
    made = []
    for lists in entries:
        check()
        made.append(union(stage, lists, None, bound, check=check) if lists else empty)
    return ArrayStage(
        np.concatenate([each.values for each in made], axis=1),
        np.concatenate([each.before for each in made]),
        np.concatenate([each.option.astype(np.int32) for each in made]),
        np.concatenate([each.counts for each in made]),
    ), [0, *accumulate(map(len, made))]
