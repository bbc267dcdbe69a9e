"""Which issue to branch on: a few are tried (strong branching, Applegate, Bixby, Chvátal and Cook 1995).

Candidates are the issues that the relaxation splits between options. Each of their options is fixed in turn and followed a
few steps down, and the issue whose children promise the smallest trees is taken.
"""

from math import exp
from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FlagRow, FloatBlocks, FloatRow, FloatTable, IntRow, IntTables
from goodoffices.engines.settlement.solutions.dual_simplex import EMPTY, EXACT, Basis, Scratch, Table, minimise

CUTOFF = -2.5e-5  # a bound below this usually stays below 0 in whole numbers
TRIED, TRIED_STEPS = 3, 4  # issues score_issue at a node, and steps down for each of their options
GROWTH = 0.3  # the part of a node's bound over which the tree below grows e-fold
STEEPEST = 500.0  # what exp can take


class Children(NamedTuple):
    """Bases of the children, [2, options, …]: of the best issue so far and of the one that is tried; and their bounds. Memory:
    `key`, `trial` and `ray` are the basis of one child; `value`, `total` are those of the node."""

    held: IntTables
    inverse: FloatBlocks
    keys: IntTables
    bound: FloatTable
    key: IntRow
    trial: IntRow
    ray: FloatTable
    value: FloatRow
    total: FloatRow


def candidates(table: Table, scratch: Scratch, basis: Basis, issues: IntRow, scores: FloatRow) -> int:
    """The issues to try: those that the relaxation splits most evenly between options that differ most; returns how many."""
    rows, count, part, inverse = len(scratch.total), 0, scratch.multiplier, basis.inverse
    for j in range(rows - 1):
        k = basis.held[j]
        if k < 0 or part[j] > -1e-7 or not scratch.is_open[table.issue[k]]:
            continue
        moved = 0.0
        for r in range(rows):
            moved += inverse[r][rows - 1] * abs(table.column[r][k] - table.column[r][basis.key[table.issue[k]]])
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


def _largest_loss(first: IntRow, is_open: FlagRow, value: FloatRow, key: IntRow) -> int:
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


def score_issue(
    table: Table, scratch: Scratch, basis: Basis, children: Children, bound: float, issue: int, half: int, most: float
) -> float:
    """An estimate of the tree below this issue; once it is `most`, the rest of the options are not tried."""
    first, key, score = table.first[issue], basis.key[issue], 0.0
    trial = Basis(children.key, children.trial, children.ray)
    scratch.is_open[issue] = False
    for option in range(table.first[issue + 1] - first):
        _begin_child(table, scratch, basis, children, issue, first + option)
        low = bound - (children.value[key] - children.value[first + option])
        if low >= CUTOFF:
            low = minimise(table, scratch, trial, CUTOFF, TRIED_STEPS)
            score += exp(min(low / (GROWTH * max(bound, EXACT)), STEEPEST)) if low > 0.0 else 1.0
        children.bound[half][option] = low
        for j in range(len(trial.held)):
            children.held[half][option][j] = trial.held[j]
            children.keys[half][option][j] = trial.key[table.issue[trial.held[j]]] if trial.held[j] >= 0 else -1
        copy_matrix(trial.inverse, children.inverse[half][option])
        if score >= most:
            break
    scratch.is_open[issue] = True
    return score


def _begin_child(table: Table, scratch: Scratch, basis: Basis, children: Children, issue: int, now: int) -> None:
    """The node's basis with this column fixed; places that hold other options of the issue become empty."""
    for i in range(len(basis.key)):
        children.key[i] = basis.key[i]
    children.key[issue] = now
    copy_matrix(basis.inverse, children.ray)
    for k in range(len(children.value)):
        scratch.value[k] = children.value[k]
    for r in range(len(children.total)):
        column = table.column[r]
        scratch.total[r] = children.total[r] + column[now] - column[basis.key[issue]]
    for j in range(len(basis.held)):
        k = basis.held[j]
        children.trial[j] = EMPTY if k >= 0 and table.issue[k] == issue else k


def copy_matrix(here: FloatTable, there: FloatTable) -> None:
    """Copy a square matrix."""
    for r in range(len(here)):
        source, target = here[r], there[r]
        for j in range(len(source)):
            target[j] = source[j]
