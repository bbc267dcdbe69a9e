"""How low weights on the parties can make the bound (the Lagrangian dual). The same code runs plain and compiled.

For weights y ≥ 0 on rows (conditions a package has to meet), D(y) = max over packages of y·rows is a bound that takes
each issue alone; R(y) is the least that y·rows can be where all conditions are met. If D(y) < R(y), no package meets them.
F = D − R is convex; a projected subgradient with Polyak's step (1969) descends along it. What is found here is a hint in
floating point; `levels` decides in whole numbers.
"""

from math import exp, log
from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow
from goodoffices.engines.settlement.solutions.bucket_pass import Layout, Workspace, best, keep_chosen, open_rows, trace

LINEAR, PATTERN, NASH = 0, 1, 2
LEAST = 1e-6  # the least weight, where its logarithm is taken
IMPOSSIBLE = -1e300
STALL, GAINED = 10, 0.1  # stop where so many steps gain less than this part of the distance to the goal


class Conditions(NamedTuple):
    """What a package has to meet: row r is `rows[r·P + p]`·value − `offset[r]`, and has to be at least 0; or, for the first
    `group` rows: together at least the values of `pattern` in some order (PATTERN), or with a product of at least
    exp(`pattern[0]`) (NASH)."""

    kind: int
    group: int
    rows: FloatRow
    offset: FloatRow
    pattern: FloatRow


def descend(
    at: Layout, work: Workspace, to: Conditions, fixed: IntRow, y: FloatRow, steps: int, goal: float
) -> tuple[float, int]:
    """Push F down from `y`, at most `steps` times, towards −goal, until it is below a quarter of that. Returns F, and the issue to branch on.

    F is −1 and the issue −2 if exclusions leave nothing; the issue is −1 if there is no need, or nothing free, to branch.
    `y` becomes the best weights; `work.found` the package (one option per issue) that came nearest to the conditions, and
    `work.total[parties]` how near: its least slack, for NASH the log of its product. `work.scores` are the values of the
    options of the issue to branch on.
    """
    count = len(to.offset)
    open_rows(at, work, fixed)
    least = LEAST if to.kind == NASH else 0.0
    lowest, nearest = 1e300, IMPOSSIBLE
    for r in range(count):
        work.trial[r] = y[r]
    before = 1e300
    for step in range(steps):
        if step % STALL == STALL - 1:
            if lowest > before - GAINED * (before + goal):
                break  # little is gained by further steps: branching does more
            before = lowest
        f = _bound_at(at, work, to, work.trial)
        if not trace(at, work):
            return -1.0, -2
        f -= _required(to, work.trial, work)
        if f < lowest:
            lowest = f
            for r in range(count):
                y[r] = work.trial[r]
            if f < -goal / 4:
                break
        slack = _slacks(at, work, to)
        if slack > nearest:
            nearest = slack
            keep_chosen(at, work)
        if not _step(work, count, f + goal, least):
            break
    work.total[at.parties] = nearest
    if lowest < -goal / 4:
        return lowest, -1
    _bound_at(at, work, to, y)
    trace(at, work)
    return lowest, _issue_to_branch(at, work, fixed)


def _bound_at(at: Layout, work: Workspace, to: Conditions, y: FloatRow) -> float:
    """The bound on y·rows, offsets taken off."""
    count = len(to.offset)
    for p in range(at.parties):
        work.weights[p] = 0.0
        for r in range(count):
            work.weights[p] += y[r] * to.rows[r * at.parties + p]
    total = best(at, work, work.weights)
    for r in range(count):
        total -= y[r] * to.offset[r]
    return total


def _required(to: Conditions, y: FloatRow, work: Workspace) -> float:
    """R(y), offsets taken off, and in `slope` what each row adds. PATTERN: the heaviest row may have the least value."""
    total = 0.0
    for r in range(len(to.offset)):
        work.slope[r] = 0.0
    if to.kind == PATTERN:
        for r in range(to.group):
            j = r
            while j > 0 and y[work.ranks[j - 1]] < y[r]:
                work.ranks[j] = work.ranks[j - 1]
                j -= 1
            work.ranks[j] = r
        for j in range(to.group):
            work.slope[work.ranks[j]] = to.pattern[j]
            total += y[work.ranks[j]] * to.pattern[j]
    elif to.kind == NASH:
        logs = to.pattern[0]
        for r in range(to.group):
            logs += log(y[r])
        mean = exp(logs / to.group)
        for r in range(to.group):
            work.slope[r] = mean / y[r]
        total = to.group * mean
    return total


def _slacks(at: Layout, work: Workspace, to: Conditions) -> float:
    """How far the chosen package is above each row's part of R, in `away`; returns how near it comes to the conditions."""
    parties, rows = at.parties, at.first[len(at.first) - 1]
    for p in range(parties):
        work.total[p] = 0.0
    for b in range(len(at.first) - 1):
        for p in range(parties):
            work.total[p] += at.worth[p * rows + work.chosen[b]]
    least, logs = 1e300, 0.0
    for r in range(len(to.offset)):
        value = -to.offset[r]
        for p in range(parties):
            value += to.rows[r * parties + p] * work.total[p]
        work.away[r] = value - work.slope[r]
        if to.kind == NASH and r < to.group:
            logs = logs + log(value) if value > 0.0 and logs > IMPOSSIBLE else IMPOSSIBLE
        elif to.kind == PATTERN and r < to.group:
            least = min(least, value - to.pattern[0])
        else:
            least = min(least, value)
    if to.kind != NASH:
        return least
    return logs if least >= 0.0 else IMPOSSIBLE


def _step(work: Workspace, count: int, height: float, least: float) -> bool:
    """A step against the subgradient, projected back onto the simplex. False where the subgradient is 0: this is the minimum."""
    mean = 0.0
    for r in range(count):
        mean += work.away[r] / count
    square = 0.0
    for r in range(count):
        square += (work.away[r] - mean) ** 2
    if square < 1e-24:
        return False
    for r in range(count):
        work.trial[r] -= height / square * (work.away[r] - mean)
    _project(work.trial, work.slope, count, least)
    return True


def _project(y: FloatRow, sorted_: FloatRow, count: int, least: float) -> None:
    """The nearest point with y ≥ least and sum 1 (Held, Wolfe and Crowder 1974), in place."""
    for r in range(count):
        j = r
        while j > 0 and sorted_[j - 1] < y[r]:
            sorted_[j] = sorted_[j - 1]
            j -= 1
        sorted_[j] = y[r]
    rest = 1.0 - count * least
    total, shift = 0.0, 0.0
    for r in range(count):
        total += sorted_[r] - least
        if sorted_[r] - least > (total - rest) / (r + 1):
            shift = (total - rest) / (r + 1)
    for r in range(count):
        y[r] = max(y[r] - shift, least)


def _issue_to_branch(at: Layout, work: Workspace, fixed: IntRow) -> int:
    """The free issue whose second-best option moves much between the parties and loses little; −1 if none is free."""
    parties, rows = at.parties, at.first[len(at.first) - 1]
    pick, high = -1, -1e301
    for b in range(len(at.first) - 1):
        if fixed[at.scope[at.reach[b]]] >= 0:
            continue
        top, loss, moved = work.chosen[b], 1e300, 0.0
        for a in range(at.first[b], at.first[b + 1]):
            if a == top or work.is_open[a] == 0 or at.out[a] != at.out[top] or work.value[top] - work.value[a] >= loss:
                continue
            loss, moved = work.value[top] - work.value[a], 0.0
            for p in range(parties):
                moved += work.weights[p] * abs(at.worth[p * rows + a] - at.worth[p * rows + top])
        score = moved - 3.0 * loss if loss < 1e299 else IMPOSSIBLE
        if score > high:
            high, pick = score, b
    if pick < 0:
        return -1
    issue = at.scope[at.reach[pick]]
    width = at.reach[pick + 1] - at.reach[pick]
    for a in range(at.first[pick], at.first[pick + 1]):
        if at.out[a] == at.out[work.chosen[pick]]:
            option = at.digit[at.place[pick] + (a - at.first[pick]) * width]
            work.scores[option] = work.value[a] if work.is_open[a] != 0 else IMPOSSIBLE
    return issue
