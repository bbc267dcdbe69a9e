"""What all kernels write: where each efficient point comes from, and for how many packages it stands."""

from typing import NamedTuple

import numpy as np

from goodoffices.engines.settlement.runtime.arrays import Floats, Ints32
from goodoffices.engines.settlement.runtime.compiling import inner


class Kept(NamedTuple):
    """By efficient point, descending: its place in the stage, the number of its list, how many packages it stands for."""

    place: Ints32
    option: Ints32
    counts: Floats


def room(size: int) -> Kept:
    """Memory for at most so many points."""
    return Kept(np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size))


@inner
def kept_from(kept: Kept, at: int) -> Kept:
    """The rest of the memory, from place `at` on."""
    return Kept(kept.place[at:], kept.option[at:], kept.counts[at:])
