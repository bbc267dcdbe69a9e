"""One pass over the buckets: the best package for given weights, and its value. The same code runs plain and compiled.

Everything lies flat in arrays that the caller hands over, lists or numpy arrays. `compiled_loops` gives these same functions
to numba, so they keep to loops over numbers.
"""

from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow, NumberRow


class Layout(NamedTuple):
    """`buckets.Buckets` as the loops take them; the meaning of each array stands there."""

    parties: int
    first: IntRow
    worth: NumberRow
    open: IntRow
    reach: IntRow
    scope: IntRow
    place: IntRow
    digit: IntRow
    out: IntRow
    kid: IntRow
    kid_first: IntRow
    kid_into: IntRow
    into: IntRow
    parent: IntRow
    link: IntRow
    root: IntRow


class Workspace(NamedTuple):
    """Memory for the loops.

    By row of the buckets: `is_open`, `value`. By message slot: `message`, `argument` (the row it came from). By bucket:
    `chosen`, the row. By party: `weights`, `total` (and one more). By condition: `slope`, `ranks`, `trial`, `away`. By issue:
    `found`, the option. By row and condition: `table`. `scores`: the larger of parties + 1 and options + 1.
    """

    is_open: IntRow
    value: NumberRow
    message: NumberRow
    argument: IntRow
    chosen: IntRow
    weights: NumberRow
    total: NumberRow
    slope: FloatRow
    ranks: IntRow
    trial: FloatRow
    away: FloatRow
    found: IntRow
    scores: FloatRow
    table: FloatRow


def bound(at: Layout, work: Workspace, weights: NumberRow, fixed: IntRow) -> float:
    """max of weights·value over the packages that agree with `fixed` (−1: free), a whole number where weights and worths are."""
    open_rows(at, work, fixed)
    return best(at, work, weights)


def open_rows(at: Layout, work: Workspace, fixed: IntRow) -> None:
    """Mark the rows that agree with the options fixed so far and that nothing forbids."""
    for b in range(len(at.first) - 1):
        width = at.reach[b + 1] - at.reach[b]
        for a in range(at.first[b], at.first[b + 1]):
            fits = at.open[a]
            for j in range(width):
                option = fixed[at.scope[at.reach[b] + j]]
                if option >= 0 and at.digit[at.place[b] + (a - at.first[b]) * width + j] != option:
                    fits = 0
            work.is_open[a] = fits


def best(at: Layout, work: Workspace, weights: NumberRow) -> float:
    """max of weights·value over the open rows. A slot that no row reaches has argument −1; if it is a root, no package is left."""
    value, rows = work.value, at.first[len(at.first) - 1]
    for a in range(rows):
        value[a] = weights[0] * at.worth[a]
    for p in range(1, at.parties):  # rows innermost and the column apart, so that the compiler takes several at once
        weight, column = weights[p], at.worth[p * rows : (p + 1) * rows]
        for a in range(rows):
            value[a] += weight * column[a]
    return _with_messages(at, work, weights[0] * 0) if len(at.kid) else _without_messages(at, work, weights[0] * 0)


def _without_messages(at: Layout, work: Workspace, total: float) -> float:
    """Where no issue depends on another: the best row of each bucket."""
    value, is_open = work.value, work.is_open
    for b in range(len(at.first) - 1):
        top = -1
        for a in range(at.first[b], at.first[b + 1]):
            if is_open[a] != 0 and (top < 0 or value[a] > value[top]):
                top = a
        work.argument[at.root[b]] = top
        if top >= 0:
            total += value[top]
    return total


def _with_messages(at: Layout, work: Workspace, total: float) -> float:
    """Bucket after bucket, each row with the messages that come in."""
    for s in range(len(work.argument)):
        work.argument[s] = -1
    for b in range(len(at.first) - 1):
        for a in range(at.first[b], at.first[b + 1]):
            if work.is_open[a] == 0:
                continue
            value = work.value[a]
            reached = True
            for k in range(at.kid_first[b], at.kid_first[b + 1]):
                s = at.into[at.kid_into[k] + a - at.first[b]]
                if work.argument[s] < 0:
                    reached = False
                    break
                value += work.message[s]
            if not reached:
                work.is_open[a] = 0
                continue
            work.value[a] = value
            s = at.out[a]
            if work.argument[s] < 0 or value > work.message[s]:
                work.message[s] = value
                work.argument[s] = a
        if at.root[b] >= 0 and work.argument[at.root[b]] >= 0:
            total += work.message[at.root[b]]
    return total


def trace(at: Layout, work: Workspace) -> bool:
    """The row each bucket chose, from the roots back. False if nothing is left."""
    for b in range(len(at.first) - 2, -1, -1):
        if at.root[b] >= 0:
            s = at.root[b]
        else:
            above = at.parent[b]
            s = at.into[at.kid_into[at.link[b]] + work.chosen[above] - at.first[above]]
        if work.argument[s] < 0:
            return False
        work.chosen[b] = work.argument[s]
    return True


def keep_chosen(at: Layout, work: Workspace) -> None:
    """Keep the chosen package, as options by issue, in `found`."""
    for b in range(len(at.first) - 1):
        width = at.reach[b + 1] - at.reach[b]
        work.found[at.scope[at.reach[b]]] = at.digit[at.place[b] + (work.chosen[b] - at.first[b]) * width]
