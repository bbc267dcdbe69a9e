"""A level in numpy arrays: which kernel for how many parties, which integers, and what if they are too large for a machine.

Where a party's values do not fit into 62 bits, the values of all candidates are computed in Python's integers and replaced
by their ranks, party by party: dominance needs no more than the order, so the kernels stay the same and exact.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from goodoffices.engines.settlement.pareto import few, grid, two, wide
from goodoffices.engines.settlement.pareto.kernels import LARGEST_SPAN, efficient, merged, merged_wide, ranked
from goodoffices.engines.settlement.pareto.levels import SAFE, Array, Arrays, Scratch, small
from goodoffices.engines.settlement.scaled import Vector
from goodoffices.engines.settlement.tables import Crossed, Moved


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
        return merged_wide(level, options, counts, need, bound, scratch or Scratch())
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
        return ranked(level.values, level.counts, first, last, vectors, counted, need)
    by = np.array(vectors, np.int64)
    least = np.array([-bound - 1] * len(by[0]) if need is None else [min(max(n, -bound - 1), bound + 1) for n in need])
    if len(level.values) == 2:
        return merged(level.values, level.counts, first, last, by, counted, least, scratch or Scratch())
    place, option, many_ = efficient(level.values, level.counts, first, last, by, counted, least, bound)
    return Arrays(level.values[:, place] + by[option].T, place, small(option, len(lists)), many_)


def unions(level: Arrays, entries: list[list[Moved]] | Crossed, bound: int) -> tuple[Arrays, list[int]]:
    """See `plain.unions`. Many short entries are one call of a kernel; long ones are made one after the other."""
    if isinstance(entries, Crossed) and not isinstance(entries.other, Arrays):
        entries = entries.lists()
    if bound >= SAFE:
        return _one_by_one(level, entries, bound)
    first, last, by, counted, sizes = _laid_out(entries, len(level.values))
    bounds = np.cumsum([0, *sizes])
    rooms = np.diff(np.concatenate([[0], np.cumsum(last - first)])[bounds])
    room = int(rooms.sum())
    if not room:
        return _one_by_one(level, [[] for _ in sizes], bound)
    made = np.zeros(len(sizes) + 1, np.int64)
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
            grid.sift_all(
                values[0], values[1], values[2], level.counts, first, last, columns[0], columns[1], columns[2],
                columns[1] - low, counted, need, span, bounds, place, option, out, made,
            )  # fmt: skip
        elif rooms.max() <= few.FEW:
            few.sift_all(
                values, level.counts, first, last, by, counted, need, bounds, place, option, out, made
            )  # fmt: skip
        else:
            return _one_by_one(level, entries, bound)
        lists = np.repeat(bounds[:-1], np.diff(made)) + option[: made[-1]]
        kept = values[:, place[: made[-1]]] + by[lists].T
    return Arrays(kept, place[: made[-1]].copy(), option[: made[-1]].copy(), out[: made[-1]].copy()), made.tolist()


def _laid_out(entries: list[list[Moved]] | Crossed, parties: int) -> tuple[Array, Array, Array, Array, Sequence[int]]:
    """Where each list starts and ends, by what it is moved (lists × parties), its weight; and how many each entry has."""
    if isinstance(entries, Crossed):
        start, end, low, high = np.array(entries.spans, np.int64).T
        sizes = high - low
        each = np.arange(sizes.sum()) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
        by, counts = entries.other.values.T[each], entries.other.counts[each]
        return np.repeat(start, sizes), np.repeat(end, sizes), np.ascontiguousarray(by), counts, sizes.tolist()
    flat = [moved for lists in entries for moved in lists]
    spans = np.array([each[:2] for each in flat], np.int64).reshape(-1, 2)
    by = np.array([each.by for each in flat], np.int64).reshape(-1, parties)
    counted = np.array([each.weight for each in flat], np.float64)
    return spans[:, 0].copy(), spans[:, 1].copy(), by, counted, [len(lists) for lists in entries]


def _one_by_one(level: Arrays, entries: list[list[Moved]] | Crossed, bound: int) -> tuple[Arrays, list[int]]:
    if isinstance(entries, Crossed):
        entries = entries.lists()
    empty = level.kept(np.zeros(0, np.int64))
    made = [union(level, lists, None, bound) if lists else empty for lists in entries]
    return Arrays(
        np.concatenate([each.values for each in made], axis=1),
        np.concatenate([each.before for each in made]),
        np.concatenate([each.option.astype(np.int32) for each in made]),
        np.concatenate([each.counts for each in made]),
    ), [0, *accumulate(map(len, made))]
