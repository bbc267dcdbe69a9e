"""All candidates of a stage, and which of them survive."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, cast

import numpy as np

from goodoffices.engines.settlement.frontier.kernels import pairwise
from goodoffices.engines.settlement.frontier.kernels.rows import Kept
from goodoffices.engines.settlement.runtime.arrays import Exacts, Floats, Ints, Ints32

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


def survivors(kept: Kept, found: int) -> Survivors:
    """What a kernel left in `kept`: the first `found`."""
    return Survivors(kept.place[:found].copy(), kept.option[:found], kept.counts[:found].copy())


def written_out(values: Exacts, first: Ints, last: Ints, by: Exacts) -> tuple[Ints, Exacts, Ints, Ints]:
    """All lists written out: each candidate's place and values [parties, candidates]; where each list starts and ends."""
    places = np.concatenate([np.arange(low, high) for low, high in zip(first, last, strict=True)])
    sizes = last - first
    ends = np.cumsum(sizes)
    shifts = cast(Exacts, np.repeat(by, sizes, axis=0).T)
    moved: Exacts = np.ascontiguousarray(values[:, places] + shifts)
    return places, moved, ends - sizes, ends
