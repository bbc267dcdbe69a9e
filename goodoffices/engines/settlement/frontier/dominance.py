"""Which candidates of a stage are efficient, and which kernel finds out, for how many parties and how many points."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.settlement.frontier.array_stage import (
    ArrayStage,
    Scratch,
    WideArrayStage,
    smallest_kind,
)
from goodoffices.engines.settlement.frontier.candidates import Candidates, Check, Survivors, survivors, written_out
from goodoffices.engines.settlement.frontier.kernels import pairwise, two_parties, two_parties_wide
from goodoffices.engines.settlement.frontier.kernels.rows import Kept, room
from goodoffices.engines.settlement.frontier.sweeping import swept
from goodoffices.engines.settlement.frontier.weeding import weeded
from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Floats, Ints, Ints32

#: In a message of many short entries, the widest staircase; it is allocated anew for each.
LARGEST_SPAN = 1 << 15


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
    if parties == 3 and (found := swept(given)):
        return found
    return _sifted(given) if given.size <= pairwise.FEW else weeded(given, bound, check)


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


def _sifted(given: Candidates) -> Survivors:
    """Few candidates: each compared with those kept."""
    kept = room(given.size)
    return survivors(kept, pairwise.sift(given.values, given.counts, given.lists, given.least, kept))


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
    places, moved, starts, ends = written_out(stage.values, first, last, shifts)
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
