"""A package in a zone, from one that is near it: steps that go as deep into the zone as they can. Imports numpy."""

import numpy as np

from goodoffices.engines.settlement.frontier.weighing import Weighing
from goodoffices.engines.settlement.runtime.arrays import Flags, Floats, Ints

#: A change has to gain so much of a range at least.
LEAST = 1e-9
#: Of single changes, so many of the best are combined to pairs.
PAIRED = 30


def changed(weighing: Weighing, chosen: Ints, low: Ints, real: Flags) -> "Ints | None":
    """A package that is above the corner `low` in the coordinates that are `real`, from this one by changing one issue after the
    other, and at last two at once; None if that fails."""
    parties, issues, options = weighing.worth.shape
    chosen = chosen.copy()
    weight = np.where(real, 1 / weighing.ranges, 0.0)
    while True:
        own = weighing.worth[:, np.arange(issues), chosen]
        change = (weighing.worth - own[:, :, None]).reshape(parties, -1)
        over = own.sum(axis=1) - low
        depth = _depth(over[:, None] + change, weight, real)
        now = float(_depth(over[:, None], weight, real)[0])
        if now > 0:
            return chosen
        best = int(depth.argmax())  # of options alike the first, so never one that is there to fill a row
        if depth[best] <= now + LEAST:
            break
        chosen[best // options] = best % options
    near = np.argsort(-depth, kind="stable")[:PAIRED]
    pairs = over[:, None, None] + change[:, near][:, :, None] + change[:, near][:, None, :]
    both = _depth(pairs.reshape(parties, -1), weight, real).reshape(len(near), -1)
    both[(near // options)[:, None] == (near // options)[None, :]] = -np.inf
    one, other = np.unravel_index(both.argmax(), both.shape)
    if both[one, other] <= 0:
        return None
    for at in (near[one], near[other]):
        chosen[at // options] = at % options
    return chosen


def _depth(over: Ints, weight: Floats, real: Flags) -> Floats:
    """How far above the corner, as a share of the ranges, in the coordinate in which that is least."""
    return (over * weight[:, None])[real].min(axis=0)
