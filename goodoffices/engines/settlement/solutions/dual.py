"""The inner loop: how far down weights on the parties can push the bound. The same code runs plain and compiled.

For weights y ≥ 0 on rows (conditions a package has to meet), D(y) = max over packages of y·rows is a bound that takes
each issue alone; R(y) is the least that y·rows can be where all conditions are met. If D(y) < R(y), no package meets them.
F = D − R is convex; a projected subgradient with Polyak's step (1969) descends along it. What is found here is a hint in
floating point; `levels` decides in whole numbers.
"""

from math import exp, log
from typing import Any, NamedTuple

from goodoffices.engines.settlement.solutions.passing import Layout, Room, best, note, open_rows, trace

LINEAR, PATTERN, NASH = 0, 1, 2
LEAST = 1e-6  # of a weight, where the logarithm of it is taken
IMPOSSIBLE = -1e300
STALL, GAINED = 10, 0.1  # in so many steps at least this part of the way, or no more of them


class Conditions(NamedTuple):
    """What a package has to meet: row r is `rows[r·P + p]`·value − `offset[r]`, and has to be at least 0; or, for the first
    `group` rows: together at least the values of `pattern` in some order (PATTERN), or with a product of at least
    exp(`pattern[0]`) (NASH)."""

    kind: int
    group: int
    rows: Any
    offset: Any
    pattern: Any


def descend(at: Layout, room: Room, to: Conditions, fixed: Any, y: Any, steps: int, goal: float) -> Any:
    """Push F down from `y`, at most `steps` times, towards −goal, until it is below a quarter of that. Returns F, and the issue to branch on.

    F is −1 and the issue −2 if exclusions leave nothing; the issue is −1 if there is no need, or nothing free, to branch.
    `y` becomes the best weights; `room.found` the package (one option per issue) that came nearest to the conditions, and
    `room.total[parties]` how near: its least slack, for NASH the log of its product. `room.scores` are the values of the
    options of the issue to branch on.
    """
    count = len(to.offset)
    open_rows(at, room, fixed)
    least = LEAST if to.kind == NASH else 0.0
    lowest, nearest = 1e300, IMPOSSIBLE
    for r in range(count):
        room.trial[r] = y[r]
    before = 1e300
    for step in range(steps):
        if step % STALL == STALL - 1:
            if lowest > before - GAINED * (before + goal):
                break  # what is left to gain is not going to be gained: branching does more
            before = lowest
        f = _weigh(at, room, to, room.trial)
        if not trace(at, room):
            return -1.0, -2
        f -= _required(to, room.trial, room)
        if f < lowest:
            lowest = f
            for r in range(count):
                y[r] = room.trial[r]
            if f < -goal / 4:
                break
        slack = _slacks(at, room, to)
        if slack > nearest:
            nearest = slack
            note(at, room)
        if not _step(room, count, f + goal, least):
            break
    room.total[at.parties] = nearest
    if lowest < -goal / 4:
        return lowest, -1
    _weigh(at, room, to, y)
    trace(at, room)
    return lowest, _branch(at, room, fixed)


def _weigh(at: Layout, room: Room, to: Conditions, y: Any) -> float:
    """The bound on y·rows, offsets taken off."""
    count = len(to.offset)
    for p in range(at.parties):
        room.weights[p] = 0.0
        for r in range(count):
            room.weights[p] += y[r] * to.rows[r * at.parties + p]
    total = best(at, room, room.weights)
    for r in range(count):
        total -= y[r] * to.offset[r]
    return total


def _required(to: Conditions, y: Any, room: Room) -> float:
    """R(y), offsets taken off, and in `slope` what each row adds. PATTERN: the heaviest row may have the least value."""
    total = 0.0
    for r in range(len(to.offset)):
        room.slope[r] = 0.0
    if to.kind == PATTERN:
        for r in range(to.group):
            j = r
            while j > 0 and y[room.ranks[j - 1]] < y[r]:
                room.ranks[j] = room.ranks[j - 1]
                j -= 1
            room.ranks[j] = r
        for j in range(to.group):
            room.slope[room.ranks[j]] = to.pattern[j]
            total += y[room.ranks[j]] * to.pattern[j]
    elif to.kind == NASH:
        logs = to.pattern[0]
        for r in range(to.group):
            logs += log(y[r])
        mean = exp(logs / to.group)
        for r in range(to.group):
            room.slope[r] = mean / y[r]
        total = to.group * mean
    return total


def _slacks(at: Layout, room: Room, to: Conditions) -> float:
    """How far the chosen package is above each row's part of R, in `away`; returns how near it comes to the conditions."""
    parties, rows = at.parties, at.first[len(at.first) - 1]
    for p in range(parties):
        room.total[p] = 0.0
    for b in range(len(at.first) - 1):
        for p in range(parties):
            room.total[p] += at.worth[p * rows + room.chosen[b]]
    least, logs = 1e300, 0.0
    for r in range(len(to.offset)):
        value = -to.offset[r]
        for p in range(parties):
            value += to.rows[r * parties + p] * room.total[p]
        room.away[r] = value - room.slope[r]
        if to.kind == NASH and r < to.group:
            logs = logs + log(value) if value > 0.0 and logs > IMPOSSIBLE else IMPOSSIBLE
        elif to.kind == PATTERN and r < to.group:
            least = min(least, value - to.pattern[0])
        else:
            least = min(least, value)
    if to.kind != NASH:
        return least
    return logs if least >= 0.0 else IMPOSSIBLE


def _step(room: Room, count: int, height: float, least: float) -> bool:
    """A step against the subgradient, back onto the simplex. False where the ground is flat: there is no way further down."""
    mean = 0.0
    for r in range(count):
        mean += room.away[r] / count
    square = 0.0
    for r in range(count):
        square += (room.away[r] - mean) ** 2
    if square < 1e-24:
        return False
    for r in range(count):
        room.trial[r] -= height / square * (room.away[r] - mean)
    _project(room.trial, room.slope, count, least)
    return True


def _project(y: Any, sorted_: Any, count: int, least: float) -> None:
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


def _branch(at: Layout, room: Room, fixed: Any) -> int:
    """The free issue whose second-best option moves much between the parties and loses little; −1 if none is free."""
    parties, rows = at.parties, at.first[len(at.first) - 1]
    pick, high = -1, -1e301
    for b in range(len(at.first) - 1):
        if fixed[at.scope[at.reach[b]]] >= 0:
            continue
        top, loss, moved = room.chosen[b], 1e300, 0.0
        for a in range(at.first[b], at.first[b + 1]):
            if a == top or room.is_open[a] == 0 or at.out[a] != at.out[top] or room.value[top] - room.value[a] >= loss:
                continue
            loss, moved = room.value[top] - room.value[a], 0.0
            for p in range(parties):
                moved += room.weights[p] * abs(at.worth[p * rows + a] - at.worth[p * rows + top])
        score = moved - 3.0 * loss if loss < 1e299 else IMPOSSIBLE
        if score > high:
            high, pick = score, b
    if pick < 0:
        return -1
    issue = at.scope[at.reach[pick]]
    width = at.reach[pick + 1] - at.reach[pick]
    for a in range(at.first[pick], at.first[pick + 1]):
        if at.out[a] == at.out[room.chosen[pick]]:
            option = at.digit[at.place[pick] + (a - at.first[pick]) * width]
            room.scores[option] = room.value[a] if room.is_open[a] != 0 else IMPOSSIBLE
    return issue
