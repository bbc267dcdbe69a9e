"""The efficient candidates of three parties, by a staircase that is swept (Kung, Luccio and Preparata 1975)."""

import numpy as np

from goodoffices.engines.settlement.frontier.candidates import Candidates, Survivors, survivors, written_out
from goodoffices.engines.settlement.frontier.kernels import staircase, three_parties
from goodoffices.engines.settlement.frontier.kernels.rows import room

#: Three values are kept as one number where it stays below this.
KEYS = 1 << 61


def swept(given: Candidates) -> Survivors | None:
    """Three parties by a staircase; None where there would be too many stairs."""
    values, by, least = given.values, given.by, given.least
    if not values.shape[1]:
        return survivors(room(0), 0)
    low = values[1].min() + by[:, 1].min()
    span = int(values[1].max() + by[:, 1].max() - low) + 1
    if span > staircase.MOST_STAIRS:
        return swept_over_ranks(given)
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
        return survivors(kept, found)
    points = three_parties.Points(values[0], values[1], values[2], values[1], given.counts)
    swept = three_parties.Lists(given.first, given.last, by_x, by_y, by_z, by_y - low, given.weights)
    return survivors(kept, three_parties.sweep(points, swept, least, span, kept))


def swept_over_ranks(given: Candidates) -> Survivors | None:
    """Where the second party's values are spread too far for a staircase: their ranks among all candidates."""
    places, moved, starts, ends = written_out(given.values, given.first, given.last, given.by)
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
