"""A matrix as numbers for numpy, and the scores of many scenarios at once."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.crossimpact.model.matrix import Matrix

Ints = NDArray[np.int64]
#: So many scores are held at a time while many scenarios are looked at, and so many are added up between two looks at the clock.
AT_ONCE, AT_A_STRETCH = 4_000_000, 50_000_000


def judgements(matrix: Matrix) -> Ints:
    """[variants, variants], in units of 1/scale. The same array whenever it is asked for, so nobody writes into it."""
    return matrix.impacts


def balances_of(impacts: Ints, starts: Ints, chosen: Ints) -> Ints:
    """The scores of every variant, [scenarios, variants]. `chosen`: [scenarios, descriptors], variants by place from 0."""
    scores = np.zeros((len(chosen), impacts.shape[1]), dtype=np.int64)
    for at in range(chosen.shape[1]):
        scores += impacts[starts[at] + chosen[:, at]]
    return scores


def affordable(matrix: Matrix, most: int) -> int:
    """So many scenarios, `most` at most, as can be measured in a second or so without a look at the clock."""
    return max(1, min(most, 8 * AT_A_STRETCH // max(1, len(matrix.sizes) * len(matrix.rows))))


def measured(
    matrix: Matrix, chosen: Ints, fixed: Sequence[int] = (), stop: Callable[[], bool] | None = None
) -> tuple[Ints, Ints, Ints]:
    """For each of many scenarios: its consistency value, its total impact score, and the margin of each descriptor; for the first of
    them alone, where `stop` says that it is enough. Some are measured even then.

    The margin of a descriptor is the score of its chosen variant less the highest score among its others; the consistency value is
    the least margin. Fixed descriptors, and those with one variant, have no say in it: their margin is `NO_RIVAL` where there is no
    other variant. Returned: [scenarios], [scenarios], [scenarios, descriptors].
    """
    impacts, starts = judgements(matrix), np.array(matrix.starts, dtype=np.int64)
    count, many = len(matrix.sizes), len(chosen)
    margins = np.empty((many, count), dtype=np.int64)
    total = np.zeros(many, dtype=np.int64)
    step = max(1, min(AT_ONCE // max(1, len(impacts)), AT_A_STRETCH // max(1, len(impacts) * count)))
    for begin in range(0, many, step):
        if begin and stop is not None and stop():
            total, margins = total[:begin], margins[:begin]
            break
        part = chosen[begin : begin + step]
        scores = balances_of(impacts, starts, part)
        rows = np.arange(len(part))
        for at, size in enumerate(matrix.sizes):
            own = scores[rows, starts[at] + part[:, at]]
            total[begin : begin + step] += own
            if size == 1:
                margins[begin : begin + step, at] = NO_RIVAL
                continue
            others = scores[:, starts[at] : starts[at] + size].copy()
            others[rows, part[:, at]] = -NO_RIVAL
            margins[begin : begin + step, at] = own - others.max(axis=1)
    free = [at for at in range(count) if at not in set(fixed)]
    consistency = margins[:, free].min(axis=1) if free else np.full(len(total), NO_RIVAL, dtype=np.int64)
    return consistency, total, margins


#: Stands for the margin of a descriptor without another variant.
NO_RIVAL = 2**61
