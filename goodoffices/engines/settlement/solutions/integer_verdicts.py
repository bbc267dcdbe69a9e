"""Exact verdicts on nodes in machine integers: the first level of `levels`, compiled. Imports numba."""

from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import counter, inner

#: Verdicts on a node; and what to do where the first level is kept: check the other levels, close the node, or close it if the
#: next level fails with the same weights (`further`).
OPEN, CLOSED, CLOSED_TWICE, KEPT = range(4)
ASK, ENOUGH, FURTHER = range(3)


class Exact(NamedTuple):
    """The case and the first level in whole numbers. `worth` (parties × options); `coefficient` (rows × parties) makes rows of
    parties; `sizes`: by what a weight is multiplied before it is round_weights; by rows, the least number that keeps the level
    (`need`), that exceeds it (`exceed`), and that keeps the next one if one row stays at `need` (`further`). Memory: `q`, the
    multipliers; `weights` on the parties; `weighed`, the options.
    """

    worth: Ints
    coefficient: Ints
    sizes: Floats
    need: Ints
    exceed: Ints
    further: Ints
    q: Ints
    weights: Ints
    weighed: Ints


@inner
def verdict(exact: Exact, first: Ints, fixed: Ints, inverse: Floats, finer: int, kept: int) -> int:
    """The verdict on a node with these weights (the last column of `inverse`); `kept`: what to do where the level is kept."""
    round_weights(inverse, exact.sizes, finer, exact.q)
    _weigh(exact.q, exact.coefficient, exact.worth, exact.weights, exact.weighed)
    bound = bound_of(first, fixed, exact.weighed)
    if bound < _dot(exact.q, exact.need):
        return CLOSED
    if bound >= _dot(exact.q, exact.exceed):
        return OPEN
    if kept == FURTHER and bound < _further(exact.q, exact.need, exact.further):
        return CLOSED_TWICE
    return CLOSED if kept == ENOUGH else KEPT


@inner
def least_weight(exact: Exact, first: Ints, fixed: Ints, inverse: Floats, issue: int) -> int:
    """What an option of this issue has to weigh (in `weighed`) so that its child is not closed by these weights."""
    round_weights(inverse, exact.sizes, counter(1), exact.q)
    _weigh(exact.q, exact.coefficient, exact.worth, exact.weights, exact.weighed)
    most = exact.weighed[first[issue]]
    for k in range(first[issue] + 1, first[issue + 1]):
        most = max(most, exact.weighed[k])
    return _dot(exact.q, exact.need) - bound_of(first, fixed, exact.weighed) + most


@inner
def meets(exact: Exact, first: Ints, found: Ints) -> bool:
    """Does this package keep the level?"""
    for p in range(len(exact.worth)):
        exact.weights[p] = 0
        for i in range(len(found)):
            exact.weights[p] += exact.worth[p, first[i] + found[i]]
    meets_all = True
    for r in range(len(exact.need)):
        meets_all &= _dot(exact.coefficient[r], exact.weights) >= exact.need[r]
    return meets_all


@inner
def round_weights(inverse: Floats, sizes: Floats, finer: int, q: Ints) -> None:
    """Weights as whole numbers without a common divisor."""
    rows, common = len(q), 0
    for r in range(rows):
        q[r] = int(max(inverse[r, rows - 1], 0.0) * sizes[r] * finer + 0.5)
        one, other = q[r], common
        while other:
            one, other = other, one % other
        common = one
    for r in range(rows):
        q[r] //= max(common, 1)


@inner
def _weigh(q: Ints, coefficient: Ints, worth: Ints, weights: Ints, weighed: Ints) -> None:
    """Compute what every option weighs."""
    for k in range(len(weighed)):
        weighed[k] = 0
    for p in range(len(worth)):
        weights[p] = 0
        for r in range(len(q)):
            weights[p] += q[r] * coefficient[r, p]
        weight, column = weights[p], worth[p]
        for k in range(len(weighed)):
            weighed[k] += weight * column[k]


@inner
def bound_of(first: Ints, fixed: Ints, weighed: Ints) -> int:
    """The most a package of the node can weigh."""
    total = 0
    for i in range(len(fixed)):
        low, high = first[i], first[i + 1]
        if fixed[i] >= 0:
            low += fixed[i]
            high = low + 1
        most = weighed[low]
        for k in range(low + 1, high):
            most = max(most, weighed[k])
        total += most
    return total


@inner
def _further(q: Ints, need: Ints, further: Ints) -> int:
    """What is needed where one row keeps the first level, and all others the next."""
    least = q[0] * (need[0] - further[0])
    for r in range(1, len(q)):
        least = min(least, q[r] * (need[r] - further[r]))
    return _dot(q, further) + least


@inner
def _dot(one: Ints, other: Ints) -> int:
    total = 0
    for at in range(len(one)):
        total += one[at] * other[at]
    return total
