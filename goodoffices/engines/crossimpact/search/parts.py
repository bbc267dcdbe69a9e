"""Which descriptors have to do with each other: connected parts of the influences that count.

A fixed descriptor influences as a constant, and a waived balance asks for nothing: neither connects. What is consistent in each part is
consistent in all, so that the scenarios of the whole are the products of those of its parts.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from goodoffices.engines.crossimpact.model.arrays import Ints


def influences(impacts: Ints, starts: Sequence[int], spread: tuple[Ints, Ints] | None = None) -> Ints:
    """[descriptors, descriptors]: does it depend on the row's variant how the column's variants compare?"""
    count = len(starts) - 1
    found = np.zeros((count, count), dtype=np.int64)
    for e in range(count):
        columns = slice(starts[e], starts[e + 1])
        moved = impacts[:, columns]
        moving = [moved - moved[:, :1]]
        if spread is not None:
            moving += [each[:, columns] for each in spread]
        for values in moving:
            for d in range(count):
                block = values[starts[d] : starts[d + 1]]
                if (block != block[:1]).any():
                    found[d, e] = 1
    return found


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
