"""Where a scenario drifts if its descriptors follow their balances: the compiled step, and walks of it.

*Global* succession: every descriptor goes to its best variant at once, to the first of several, and stays where it is best itself.
*Incremental*: only the descriptor that fails by most does, the first of several. A scenario that stays is consistent; where scenarios
go round, they are a cycle. Both end in an attractor. Fixed descriptors never move. (Weimer-Jehle 2006, section 3; ties as in
ScenarioWizard.)
"""

from typing import Any

import numpy as np

from goodoffices.engines.settlement.runtime.compiling import compiled, inner

RULES = ("global", "incremental")


@inner
def add_up(impacts: Any, starts: Any, chosen: Any, scores: Any) -> None:
    """The scores of all variants."""
    scores[:] = 0
    for at in range(chosen.shape[0]):
        row = impacts[starts[at] + chosen[at]]
        for x in range(scores.shape[0]):
            scores[x] += row[x]


@inner
def next_of(starts: Any, free: Any, chosen: Any, scores: Any, incremental: bool, after: Any) -> bool:
    """What follows, by these scores. False: nothing moves."""
    moved, worst, to, by = False, 0, 0, 0
    for at in range(chosen.shape[0]):
        after[at] = chosen[at]
        if not free[at]:
            continue
        best = chosen[at]
        highest = scores[starts[at] + best]
        own = highest
        for v in range(starts[at + 1] - starts[at]):
            if scores[starts[at] + v] > highest:
                highest, best = scores[starts[at] + v], v
        if best == chosen[at]:
            continue
        if not incremental:
            after[at] = best
        elif highest - own > by:
            worst, to, by = at, best, highest - own
        moved = True
    if incremental and moved:
        after[worst] = to
    return moved


@inner
def follow(impacts: Any, starts: Any, free: Any, chosen: Any, scores: Any, incremental: bool, after: Any) -> bool:
    """One step, in place; the scores go along, by what moved alone. False: nothing did."""
    if not next_of(starts, free, chosen, scores, incremental, after):
        return False
    for at in range(chosen.shape[0]):
        if after[at] != chosen[at]:
            old, new = impacts[starts[at] + chosen[at]], impacts[starts[at] + after[at]]
            for x in range(scores.shape[0]):
                scores[x] += new[x] - old[x]
            chosen[at] = after[at]
    return True


@inner
def same(one: Any, other: Any) -> bool:
    for at in range(one.shape[0]):  # noqa: SIM110 - compiled: `all` would be slower
        if one[at] != other[at]:
            return False
    return True


@inner
def settle_down(
    impacts: Any, starts: Any, free: Any, chosen: Any, scores: Any, incremental: bool, after: Any, mark: Any, most: int
) -> int:
    """Walk until a scenario comes again (Brent 1980); `chosen` is then one of the cycle. Returns its length; 0 after `most` steps."""
    mark[:] = chosen
    power, length = 1, 0
    for _ in range(most):
        if not follow(impacts, starts, free, chosen, scores, incremental, after):
            return 1
        length += 1
        if same(chosen, mark):
            return length
        if length == power:
            mark[:] = chosen
            power *= 2
            length = 0
    return 0


@compiled
def ends_of(impacts: Any, starts: Any, free: Any, begun: Any, incremental: bool, most: int, lengths: Any) -> None:
    """Each row of `begun` walks until it comes again, and then stands at the least scenario of its cycle. `lengths`: of the cycles,
    0 where `most` steps were not enough."""
    scores = np.zeros(impacts.shape[0], dtype=np.int64)
    mark, least = np.zeros(begun.shape[1], dtype=np.int64), np.zeros(begun.shape[1], dtype=np.int64)
    after = np.zeros(begun.shape[1], dtype=np.int64)
    for row in range(begun.shape[0]):
        chosen = begun[row]
        add_up(impacts, starts, chosen, scores)
        length = settle_down(impacts, starts, free, chosen, scores, incremental, after, mark, most)
        lengths[row] = length
        least[:] = chosen
        for _ in range(length - 1):
            follow(impacts, starts, free, chosen, scores, incremental, after)
            for at in range(chosen.shape[0]):
                if chosen[at] != least[at]:
                    if chosen[at] < least[at]:
                        least[:] = chosen
                    break
        chosen[:] = least


@compiled
def following(
    impacts: Any, starts: Any, free: Any, sizes: Any, held: Any, incremental: bool, begin: int, end: int, after: Any
) -> None:
    """`after[k]`: the number of the configuration that follows configuration k, from `begin` to `end`. Free descriptors count, the
    last one fastest."""
    many = sizes.shape[0]
    chosen, scores = np.zeros(many, dtype=np.int64), np.zeros(impacts.shape[0], dtype=np.int64)
    then = np.zeros(many, dtype=np.int64)
    for k in range(begin, end):
        left = k
        for j in range(many):
            at = many - 1 - j
            if free[at]:
                chosen[at] = left % sizes[at]
                left //= sizes[at]
            else:
                chosen[at] = held[at]
        add_up(impacts, starts, chosen, scores)
        next_of(starts, free, chosen, scores, incremental, then)
        number = 0
        for at in range(many):
            if free[at]:
                number = number * sizes[at] + then[at]
        after[k] = number


@compiled
def basins(after: Any, label: Any, ends: Any, lengths: Any, sizes: Any, begin: int, end: int, known: int) -> int:
    """Follow every configuration from `begin` to `end` to its attractor. `label[k]`: 0 unseen, else the attractor's number from 1.
    `ends`, `lengths`, `sizes` of each: a configuration of it, how many go round, how many lead there. Returns how many attractors
    are known now, or −1 where there are more than fit."""
    path = -1
    for k in range(begin, end):
        if label[k]:
            sizes[label[k] - 1] += 1
            continue
        at = k
        while label[at] == 0:
            label[at] = path  # under way
            at = after[at]
        found = label[at]
        if found == path:
            if known == ends.shape[0]:
                return -1
            least, length, walker = at, 1, after[at]
            while walker != at:
                least = min(least, walker)
                length += 1
                walker = after[walker]
            ends[known], lengths[known] = least, length
            known += 1
            found = known
        walker = k
        while label[walker] == path:
            label[walker] = found
            walker = after[walker]
        sizes[found - 1] += 1
    return known
