"""A package made better by changing one or two issues at a time. The same code runs plain and compiled (see `bucket_pass`)."""

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow
from goodoffices.engines.settlement.solutions.bucket_pass import Layout, Workspace, keep_chosen
from goodoffices.engines.settlement.solutions.subgradient import PATTERN, Conditions

MOST_PAIRED = 400  # options in all, up to which two issues are changed at once


def improve(at: Layout, work: Workspace, to: Conditions, fixed: IntRow) -> None:
    """Improve `work.found` by changing one or two issues at a time, as long as it comes nearer to exceeding the conditions.

    Only where every bucket is one issue. What is raised is the least measure of the pattern, for LINEAR what the last row
    has; less a lot for what is lacking elsewhere.
    """
    count = len(to.offset)
    _measure(at, work, to)
    for r in range(count):
        work.away[r] = -to.offset[r] - (to.pattern[0] if to.kind == PATTERN and r < to.group else 0.0)
    for b in range(len(at.first) - 1):
        work.chosen[b] = at.first[b] + work.found[at.scope[at.reach[b]]]
        for r in range(count):
            work.away[r] += work.table[work.chosen[b] * count + r]
    score = _score(to, work.away)
    while True:
        high, one, other = _single(at, work, to, fixed, score)
        if one < 0 and at.first[len(at.first) - 1] <= MOST_PAIRED:
            high, one, other = _pair(at, work, to, fixed, score)
        if one < 0:
            break
        for b in range(len(at.first) - 1):
            for a in (one, other):
                if at.first[b] <= a < at.first[b + 1]:
                    for r in range(count):
                        work.away[r] += work.table[a * count + r] - work.table[work.chosen[b] * count + r]
                    work.chosen[b] = a
        score = high
    keep_chosen(at, work)


def _single(at: Layout, work: Workspace, to: Conditions, fixed: IntRow, high: float) -> tuple[float, int, int]:
    """The best score above `high` that another option of one issue gives, its row, and −1; the row is −1 if there is none."""
    count, one = len(to.offset), -1
    for b in range(len(at.first) - 1):
        if fixed[at.scope[at.reach[b]]] >= 0:
            continue
        for a in range(at.first[b], at.first[b + 1]):
            for r in range(count):
                work.trial[r] = work.away[r] + work.table[a * count + r] - work.table[work.chosen[b] * count + r]
            now = _score(to, work.trial)
            if now > high and a != work.chosen[b]:
                high, one = now, a
    return high, one, -1


def _pair(at: Layout, work: Workspace, to: Conditions, fixed: IntRow, high: float) -> tuple[float, int, int]:
    """The same for two issues at once: the best score, and both rows."""
    count, one, other = len(to.offset), -1, -1
    for b in range(len(at.first) - 1):
        if fixed[at.scope[at.reach[b]]] >= 0:
            continue
        for a in range(at.first[b], at.first[b + 1]):
            if a == work.chosen[b]:
                continue
            for r in range(count):
                work.trial[r] = work.away[r] + work.table[a * count + r] - work.table[work.chosen[b] * count + r]
            worst = _worst(to, work.trial)
            for c in range(b):
                if fixed[at.scope[at.reach[c]]] >= 0:
                    continue
                least = high - work.trial[worst] + work.table[work.chosen[c] * count + worst]
                for d in range(at.first[c], at.first[c + 1]):
                    if work.table[d * count + worst] <= least:
                        continue  # the worst row would not exceed `high`; the option chosen now is among these
                    for r in range(count):
                        work.slope[r] = (
                            work.trial[r] + work.table[d * count + r] - work.table[work.chosen[c] * count + r]
                        )
                        if r < to.group and work.slope[r] <= high:
                            break
                    else:
                        now = _score(to, work.slope)
                        if now > high:
                            high, one, other = now, a, d
                            least = high - work.trial[worst] + work.table[work.chosen[c] * count + worst]
    return high, one, other


def _measure(at: Layout, work: Workspace, to: Conditions) -> None:
    """What each option adds to each row, in `table`."""
    count, rows = len(to.offset), at.first[len(at.first) - 1]
    for a in range(rows):
        for r in range(count):
            total = 0.0
            for p in range(at.parties):
                total += to.rows[r * at.parties + p] * at.worth[p * rows + a]
            work.table[a * count + r] = total


def _worst(to: Conditions, slack: FloatRow) -> int:
    """The row that holds the measure down: the score is never above it."""
    worst = 0 if to.kind == PATTERN else len(to.offset) - 1
    for r in range(to.group if to.kind == PATTERN else 0):
        if slack[r] < slack[worst]:
            worst = r
    return worst


def _score(to: Conditions, slack: FloatRow) -> float:
    """The measure to raise: the least of the group, or the last row; a lack elsewhere counts a thousandfold."""
    count = len(to.offset)
    split = to.group if to.kind == PATTERN else count - 1
    low, lack = 1e300, 0.0
    for r in range(count):
        if (r < split) == (to.kind == PATTERN):
            low = min(low, slack[r])
        else:
            lack = min(lack, slack[r])
    return low + 1000.0 * lack
