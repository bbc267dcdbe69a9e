"""Which issue to branch on: a few are tried (strong branching, Applegate, Bixby, Chvátal and Cook 1995). Imports numba.

Candidates are the issues that the relaxation splits between options. Each of their options is fixed in turn and followed a
few steps down, and the issue whose children promise the smallest trees is taken.
"""

from math import exp
from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import Flags, Floats, Ints
from goodoffices.engines.settlement.runtime.compiling import inner
from goodoffices.engines.settlement.solutions.dual_simplex import EMPTY, EXACT, Basis, Scratch, Table, minimise

CUTOFF = -2.5e-5  # a bound below this usually stays below 0 in whole numbers
TRIED, TRIED_STEPS = 3, 4  # issues score_issue at a node, and steps down for each of their options
GROWTH = 0.3  # the part of a node's bound over which the tree below grows e-fold


class Children(NamedTuple):
    """Bases of the children, [2, options, …]: of the best issue so far and of the one that is tried; and their bounds. Memory:
    `key`, `trial` and `ray` are the basis of one child; `value`, `total` are those of the node."""

    held: Ints
    inverse: Floats
    keys: Ints
    bound: Floats
    key: Ints
    trial: Ints
    ray: Floats
    value: Floats
    total: Floats


@inner
def candidates(table: Table, scratch: Scratch, basis: Basis, issues: Ints, scores: Floats) -> int:
    """The issues to try: those that the relaxation splits most evenly between options that differ most; returns how many."""
    rows, count, part, inverse = len(scratch.total), 0, scratch.multiplier, basis.inverse
    for j in range(rows - 1):
        k = basis.held[j]
        if k < 0 or part[j] > -1e-7 or not scratch.is_open[table.issue[k]]:
            continue
        moved = 0.0
        for r in range(rows):
            moved += inverse[r, rows - 1] * abs(table.column[r, k] - table.column[r, basis.key[table.issue[k]]])
        moved *= min(-part[j], 1.0 + part[j])
        at = count
        for other in range(count):
            if issues[other] == table.issue[k]:
                at = other
        scores[at] = max(scores[at], moved) if at < count else moved
        issues[at] = table.issue[k]
        count = max(count, at + 1)
    if count == 0:
        issues[0] = _largest_loss(table.first, scratch.is_open, scratch.value, basis.key)
        return 1
    for at in range(min(TRIED, count)):
        for other in range(at + 1, count):
            if scores[other] > scores[at]:
                scores[at], scores[other] = scores[other], scores[at]
                issues[at], issues[other] = issues[other], issues[at]
    return min(TRIED, count)


@inner
def _largest_loss(first: Ints, is_open: Flags, value: Floats, key: Ints) -> int:
    """Where nothing is split: the open issue whose second-best option loses most."""
    found, most = -1, -1.0
    for i in range(len(key)):
        if not is_open[i]:
            continue
        loss = 1e300
        for k in range(first[i], first[i + 1]):
            if k != key[i]:
                loss = min(loss, value[key[i]] - value[k])
        if loss > most:
            found, most = i, loss
    return found


@inner
def score_issue(
    table: Table, scratch: Scratch, basis: Basis, children: Children, bound: float, issue: int, half: int, most: float
) -> float:
    """An estimate of the tree below this issue; once it is `most`, the rest of the options are not tried."""
    first, key, score = table.first[issue], basis.key[issue], 0.0
    trial = Basis(children.key, children.trial, children.ray)
    scratch.is_open[issue] = False
    for option in range(table.first[issue + 1] - first):
        _begin_child(
            table.column, table.issue, scratch, basis, trial, children.value, children.total, issue, first + option
        )
        low = bound - (children.value[key] - children.value[first + option])
        if low >= CUTOFF:
            low = minimise(table, scratch, trial, CUTOFF, TRIED_STEPS)
            score += exp(low / (GROWTH * max(bound, EXACT))) if low > 0.0 else 1.0
        children.bound[half, option] = low
        for j in range(len(trial.held)):
            children.held[half, option, j] = trial.held[j]
            children.keys[half, option, j] = trial.key[table.issue[trial.held[j]]] if trial.held[j] >= 0 else -1
        copy_matrix(trial.inverse, children.inverse[half, option])
        if score >= most:
            break
    scratch.is_open[issue] = True
    return score


@inner
def _begin_child(
    column: Floats,
    issues: Ints,
    scratch: Scratch,
    basis: Basis,
    trial: Basis,
    value: Floats,
    total: Floats,
    issue: int,
    now: int,
) -> None:
    """The node's basis with this column fixed; places that hold other options of the issue become empty."""
    for i in range(len(basis.key)):
        trial.key[i] = basis.key[i]
    trial.key[issue] = now
    copy_matrix(basis.inverse, trial.inverse)
    for k in range(len(value)):
        scratch.value[k] = value[k]
    for r in range(len(total)):
        scratch.total[r] = total[r] + column[r, now] - column[r, basis.key[issue]]
    for j in range(len(basis.held)):
        k = basis.held[j]
        trial.held[j] = EMPTY if k >= 0 and issues[k] == issue else k


@inner
def copy_matrix(here: Floats, there: Floats) -> None:
    """Copy a square matrix."""
    for r in range(len(here)):
        for j in range(len(here)):
            there[r, j] = here[r, j]
