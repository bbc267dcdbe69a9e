"""A node checked outside the loop: its levels one after the other, with weights found by subgradients (`subgradient`).

So nodes are checked where issues depend on each other, where a product is to be exceeded, where packages that rank alike are
looked for, and wherever the first level is kept, so that the others decide.
"""

from dataclasses import dataclass
from enum import Enum
from operator import mul

from goodoffices.engines.settlement.runtime.arrays import FloatRow, IntRow
from goodoffices.engines.settlement.solutions.bucket_pass import Workspace
from goodoffices.engines.settlement.solutions.levels import Level, Verdict
from goodoffices.engines.settlement.solutions.search_state import SearchState

#: Steps down at a node, and how far below 0 they aim: enough for the bound to survive whole numbers.
STEPS, GOAL = 40, 1e-4

#: At so many first nodes, the package that was met is improved by local search.
IMPROVED_AT_FIRST = 60

#: So many packages are improved by local search before the search begins.
STARTS = 40


class Found(Enum):
    """How checking a node's levels ended, where it does not have to be branched."""

    CLOSED = "no package below ranks higher; the leaf is written"
    BETTER = "a better package was found, and the levels have risen"


@dataclass(frozen=True)
class Branching:
    """A node that has to be branched: on this issue, with the work space that has its options' values. `multipliers` of the
    first level, and the bound they give, where these are known; `first`: is it the first level that is open?"""

    issue: int
    work: Workspace
    multipliers: list[int] | None
    bound: int
    first: bool


def start(state: SearchState, fixed: IntRow) -> None:
    """Weights for the root, and a good incumbent: what the first level's descent meets on its way, improved."""
    for _ in range(STARTS):
        state.meter.check()
        if not state.linear or state.ended:
            return
        work, to = state.work[0], state.conditions[0]
        _, issue = state.space.descend(work, to, fixed, state.weights[0], 2, GOAL)
        if issue < 0:
            return
        state.space.improve(work, to, fixed)
        state.consider(work.found)


def check(
    state: SearchState, fixed: IntRow, y: FloatRow, proof: list[tuple[Level, list[int]]], at: int = 0
) -> Found | Branching:
    """Check the levels of a node from `at` on, as long as they are kept; `proof` says with what multipliers the earlier ones
    are. `y` are weights for the first level, and become better ones."""
    while True:
        level, work = state.now[at], state.work[at]
        weights = y if at == 0 else state.weights[at]
        f, issue = state.space.descend(work, state.conditions[at], fixed, weights, STEPS, GOAL)
        if issue == -2:  # exclusions leave nothing
            state.leaf([(level, [0] * len(level.norms))])
            return Found.CLOSED
        if _better(state, fixed, at) or state.ended:
            return Found.BETTER
        verdict, multipliers, bound = Verdict.REACHES, list[int](), None
        if looked := f < level.near:
            multipliers = level.multipliers(weights)
            bound = state.space.bound(level.weights(multipliers), fixed)
            verdict = Verdict.FAILS if bound is None else level.verdict(multipliers, bound)
        if verdict is not Verdict.REACHES:
            proof.append((level, multipliers))
        last = at == len(state.now) - 1
        if verdict is Verdict.FAILS or (verdict is Verdict.KEEPS and last and not state.alike):
            if verdict is Verdict.KEEPS:
                state.kept.append(fixed)
            state.leaf(proof)
            return Found.CLOSED
        if verdict is not Verdict.KEEPS or last:
            if issue < 0:  # rounding the weights cost the bound: branch after all
                issue = state.space.descend(work, state.conditions[at], fixed, weights.copy(), 1, 1e300)[1]
            known = looked and at == 0
            return Branching(issue, work, multipliers if known else None, bound or 0, at == 0)
        at += 1


def _better(state: SearchState, fixed: IntRow, at: int) -> bool:
    """Is the package better that came nearest to the conditions of this level?"""
    level, work = state.now[at], state.work[at]
    if at == 0 and state.visited < IMPROVED_AT_FIRST and not state.alike and state.linear:
        state.space.improve(work, state.conditions[at], fixed)
        work.total[state.space.parties] = level.promising
    near = work.total[state.space.parties] >= level.promising - 1e-9
    return bool(near) and state.consider(work.found)


def closed_children(state: SearchState, fixed: IntRow, y: FloatRow, at: Branching) -> tuple[list[int], list[bool]]:
    """Multipliers, and which options of the issue they close. Where no issue depends on another, the bound of a child differs
    from that of its parent by what its option weighs less than the best."""
    level, options = state.now[0], state.space.scaled.worth[at.issue]
    if not at.first or not state.space.case.separable or len(y) != len(level.norms):
        return [], [False] * len(options)
    q = level.multipliers(y) if at.multipliers is None else at.multipliers
    weights = level.weights(q)
    bound = at.bound if at.multipliers is not None else state.space.bound(weights, fixed) or 0
    worth = [sum(map(mul, weights, vector)) for vector in options]
    spare = max(worth) - bound
    below = level.fails_below(q)
    if below is None:
        return q, [level.verdict(q, each - spare) is Verdict.FAILS for each in worth]
    return q, [each - spare < below for each in worth]
