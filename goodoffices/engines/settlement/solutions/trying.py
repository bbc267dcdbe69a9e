"""Which issue to branch on: a few are tried. Imports numba.

Those that the relaxation splits between options are candidates; all their options are fixed in turn and followed a few steps
down (strong branching, Applegate, Bixby, Chvátal and Cook 1995), and the one is taken whose children promise the smallest trees.
"""

from math import exp
from typing import Any, NamedTuple

from goodoffices.engines.settlement.pareto.compiling import inner
from goodoffices.engines.settlement.solutions.pivoting import EXACT, NOTHING, Basis, Desk, Table, descend

CUTOFF = -2.5e-5  # a bound below this survives whole numbers, as a rule
TRIED, TRIED_STEPS = 3, 4  # issues tried at a node, and steps down for each of their options
GROWTH = 0.3  # of a node's bound, over which the tree below grows e-fold


class Children(NamedTuple):
    """Bases of the children, of the best issue so far and of the one that is tried (halves), and the bounds they give. Room:
    `key`, `trial` and `ray` are the basis of one child; `value`, `total` those of the node."""

    held: Any
    inverse: Any
    keys: Any
    bound: Any
    key: Any
    trial: Any
    ray: Any
    value: Any
    total: Any


@inner
def split(table: Table, desk: Desk, basis: Basis, split: Any, scores: Any) -> int:
    """The issues to try: those that the relaxation splits most evenly between options that differ most; returns how many."""
    rows, count, part, inverse = len(desk.total), 0, desk.part, basis.inverse
    for j in range(rows - 1):
        k = basis.held[j]
        if k < 0 or part[j] > -1e-7 or not desk.is_open[table.issue[k]]:
            continue
        moved = 0.0
        for r in range(rows):
            moved += inverse[r, rows - 1] * abs(table.column[r, k] - table.column[r, basis.key[table.issue[k]]])
        moved *= min(-part[j], 1.0 + part[j])
        at = count
        for other in range(count):
            if split[other] == table.issue[k]:
                at = other
        scores[at] = max(scores[at], moved) if at < count else moved
        split[at] = table.issue[k]
        count = max(count, at + 1)
    if count == 0:
        split[0] = _clearest(table.first, desk.is_open, desk.value, basis.key)
        return 1
    for at in range(min(TRIED, count)):
        for other in range(at + 1, count):
            if scores[other] > scores[at]:
                scores[at], scores[other] = scores[other], scores[at]
                split[at], split[other] = split[other], split[at]
    return min(TRIED, count)


@inner
def _clearest(first: Any, is_open: Any, value: Any, key: Any) -> int:
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
def tried(
    table: Table, desk: Desk, basis: Basis, children: Children, bound: float, issue: int, half: int, most: float
) -> float:
    """How large the tree below this issue promises to be; more than `most` is not looked at to the end."""
    first, key, score = table.first[issue], basis.key[issue], 0.0
    trial = Basis(children.key, children.trial, children.ray)
    desk.is_open[issue] = False
    for option in range(table.first[issue + 1] - first):
        _begin(table.column, table.issue, desk, basis, trial, children.value, children.total, issue, first + option)
        low = bound - (children.value[key] - children.value[first + option])
        if low >= CUTOFF:
            low = descend(table, desk, trial, CUTOFF, TRIED_STEPS)
            score += exp(low / (GROWTH * max(bound, EXACT))) if low > 0.0 else 1.0
        children.bound[half, option] = low
        for j in range(len(trial.held)):
            children.held[half, option, j] = trial.held[j]
            children.keys[half, option, j] = trial.key[table.issue[trial.held[j]]] if trial.held[j] >= 0 else -1
        copied(trial.inverse, children.inverse[half, option])
        if score >= most:
            break
    desk.is_open[issue] = True
    return score


@inner
def _begin(
    column: Any, issues: Any, desk: Desk, basis: Basis, trial: Basis, value: Any, total: Any, issue: int, now: int
) -> None:
    """The node's basis with this column fixed: places that hold other options of the issue hold nothing that counts now."""
    for i in range(len(basis.key)):
        trial.key[i] = basis.key[i]
    trial.key[issue] = now
    copied(basis.inverse, trial.inverse)
    for k in range(len(value)):
        desk.value[k] = value[k]
    for r in range(len(total)):
        desk.total[r] = total[r] + column[r, now] - column[r, basis.key[issue]]
    for j in range(len(basis.held)):
        k = basis.held[j]
        trial.held[j] = NOTHING if k >= 0 and issues[k] == issue else k


@inner
def copied(here: Any, there: Any) -> None:
    for r in range(len(here)):
        for j in range(len(here)):
            there[r, j] = here[r, j]
