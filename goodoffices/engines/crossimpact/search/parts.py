"""Which descriptors have to do with each other: connected parts of the influences that count.

A fixed descriptor influences as a constant, and a waived balance asks for nothing: neither connects. What is consistent in each part is
consistent in all, so that the scenarios of the whole are the products of those of its parts.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.crossimpact.model.arrays import Ints


def influences(impacts: Ints, starts: Sequence[int], spread: tuple[Ints, Ints] | None = None) -> Ints:
    """[descriptors, descriptors]: does it depend on the row's variant how the column's variants compare?"""
    first = np.array(starts[:-1])
    own_first = np.repeat(first, np.diff(starts))  # of each variant: the first of its descriptor
    found = np.zeros((len(first), len(first)), dtype=bool)
    for values in (impacts - impacts[:, own_first], *(spread or ())):
        found |= blocks_of(values != values[own_first], first)
    return found.astype(np.int64)


def blocks_of(there: NDArray[np.bool_], first: Ints) -> NDArray[np.bool_]:
    """[descriptors, descriptors]: is there anything in the block of their variants? `there`: [variants, variants]; `first`: where each
    descriptor's variants begin."""
    return np.logical_or.reduceat(np.logical_or.reduceat(there, first, axis=0), first, axis=1)


def parts(matter: Ints, fixed: Mapping[int, int], waived: Collection[int] = ()) -> list[tuple[int, ...]]:
    """The free descriptors in connected parts, the smallest part first."""
    free = [at for at in range(len(matter)) if at not in fixed]
    open_ = set(free)
    found = []
    for begin in free:
        if begin not in open_:
            continue
        open_.discard(begin)
        part, waiting = [], [begin]
        while waiting:
            at = waiting.pop()
            part.append(at)
            joined = {e for e in np.flatnonzero(matter[at]).tolist() if e not in waived}
            if at not in waived:
                joined |= set(np.flatnonzero(matter[:, at]).tolist())
            for other in joined & open_:
                open_.discard(other)
                waiting.append(other)
        found.append(tuple(sorted(part)))
    return sorted(found, key=lambda part: (len(part), part))
