"""A level in numpy arrays: which kernel for how many parties, which integers, and what if they are too large for a machine.

Where a party's values do not fit into 62 bits, the values of all candidates are computed in Python's integers and replaced
by their ranks, party by party: dominance needs no more than the order, so the kernels stay the same and exact.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np

from goodoffices.engines.settlement.pareto import few, three, two, wide
from goodoffices.engines.settlement.pareto.kernels import LARGEST_SPAN, efficient, merged, merged_wide, ranked
from goodoffices.engines.settlement.pareto.levels import SAFE, Arrays, Scratch, small
from goodoffices.engines.settlement.scaled import Vector
from goodoffices.engines.settlement.tables import Moved


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
