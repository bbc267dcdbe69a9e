"""Exact verdicts on nodes in machine integers: the first level of `levels`."""

from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FloatRow, FloatTable, IntRow, IntTable
from goodoffices.engines.settlement.runtime.counting import counter

#: Verdicts on a node; and what to do where the first level is kept: check the other levels, close the node, or close it if the
#: next level fails with the same weights (`further`); or whatever it is, the level is checked elsewhere.
OPEN, CLOSED, CLOSED_TWICE, KEPT = range(4)
ASK, ENOUGH, FURTHER, ELSEWHERE = range(4)


class Exact(NamedTuple):
    """The case and the first level in whole numbers. `worth` (parties × options); `coefficient` (rows × parties) makes rows of
    parties; `sizes`: by what a weight is multiplied before it is rounded; by rows, the least number that keeps the level
    (`need`), that exceeds it (`exceed`), and that keeps the next one if one row stays at `need` (`further`); `kept`: what to do
    where the level is kept. Memory: `q`, the multipliers; `weights` on the parties; `weighed`, the options.
    """

    worth: IntTable
    coefficient: IntTable
    sizes: FloatRow
    need: IntRow
    exceed: IntRow
    further: IntRow
    kept: int
    q: IntRow
    weights: IntRow
    weighed: IntRow


def verdict(exact: Exact, first: IntRow, fixed: IntRow, inverse: FloatTable, finer: int) -> int:
    """The verdict on a node with these weights, the last column of `inverse`."""
    round_weights(inverse, exact.sizes, finer, exact.q)
    _weigh(exact.q, exact.coefficient, exact.worth, exact.weights, exact.weighed)
    bound = bound_of(first, fixed, exact.weighed)
    if bound < _dot(exact.q, exact.need):
        return CLOSED
    if bound >= _dot(exact.q, exact.exceed):
        return OPEN
    if exact.kept == FURTHER and bound < _further(exact.q, exact.need, exact.further):
        return CLOSED_TWICE
    return CLOSED if exact.kept == ENOUGH else KEPT


def least_weight(exact: Exact, first: IntRow, fixed: IntRow, inverse: FloatTable, issue: int) -> int:
    """What an option of this issue has to weigh (in `weighed`) so that its child is not closed by these weights."""
    round_weights(inverse, exact.sizes, counter(1), exact.q)
    _weigh(exact.q, exact.coefficient, exact.worth, exact.weights, exact.weighed)
    most = exact.weighed[first[issue]]
    for k in range(first[issue] + 1, first[issue + 1]):
        most = max(most, exact.weighed[k])
    return _dot(exact.q, exact.need) - bound_of(first, fixed, exact.weighed) + most


def meets(exact: Exact, first: IntRow, found: IntRow) -> bool:
    """Does this package keep the level?"""
    for p in range(len(exact.worth)):
        exact.weights[p] = 0
        for i in range(len(found)):
            exact.weights[p] += exact.worth[p][first[i] + found[i]]
    meets_all = True
    for r in range(len(exact.need)):
        meets_all &= _dot(exact.coefficient[r], exact.weights) >= exact.need[r]
    return meets_all


def round_weights(inverse: FloatTable, sizes: FloatRow, finer: int, q: IntRow) -> None:
    """Weights as whole numbers without a common divisor."""
    rows, common = len(q), 0
    for r in range(rows):
        q[r] = int(max(inverse[r][rows - 1], 0.0) * sizes[r] * finer + 0.5)
        one, other = q[r], common
        while other:
            one, other = other, one % other
        common = one
    for r in range(rows):
        q[r] //= max(common, 1)


def _weigh(q: IntRow, coefficient: IntTable, worth: IntTable, weights: IntRow, weighed: IntRow) -> None:
    """Compute what every option weighs."""
    for k in range(len(weighed)):
        weighed[k] = 0
    for p in range(len(worth)):
        weights[p] = 0
        for r in range(len(q)):
            weights[p] += q[r] * coefficient[r][p]
        weight, column = weights[p], worth[p]
        for k in range(len(weighed)):
            weighed[k] += weight * column[k]


def bound_of(first: IntRow, fixed: IntRow, weighed: IntRow) -> int:
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


def _further(q: IntRow, need: IntRow, further: IntRow) -> int:
    """What is needed where one row keeps the first level, and all others the next."""
    least = q[0] * (need[0] - further[0])
    for r in range(1, len(q)):
        least = min(least, q[r] * (need[r] - further[r]))
    return _dot(q, further) + least


def _dot(one: IntRow, other: IntRow) -> int:
    total = 0
    for at in range(len(one)):
        total += one[at] * other[at]
    return total
