"""Depth first through the packages, compiled: every node with the best weights there are, and a proof in preorder.

A node is closed by weights that make its level fail (`judging`). Else it branches on an issue (`trying`). Options that the
node's own weights close need no look: the bound of such a child differs by what its option weighs less than the best.

What is not decided here is handed back in the middle of the walk; `walking` says how it goes on. Imports numba.
"""

from typing import Any, NamedTuple

from goodoffices.engines.settlement.pareto.compiling import compiled, inner
from goodoffices.engines.settlement.solutions.judging import CLOSED_TWICE, KEPT, OPEN, Exact, judged, lacking, meets
from goodoffices.engines.settlement.solutions.pivoting import Basis, Desk, Table, descend, laid_open, parts
from goodoffices.engines.settlement.solutions.trying import CUTOFF, Children, copied, split, tried

#: Why a walk comes back: it is over; so many nodes were visited; there is no room; a package keeps the level, in `found`; all
#: issues of a node are fixed, in `fixed`; the first level is kept, and the others have to be looked at.
DONE, PAUSED, FULL, MEETS, WHOLE, ASKS = range(6)

#: Places in `state`: nodes on the stack; nodes visited; words of the tree written; rows of multipliers numbered, and how many of
#: those were told; depth; is the package at this node known; is the node to be branched whatever its weights say.
TOP, VISITED, WRITTEN, NUMBERED, TOLD, DEPTH, KNOWN, FORCED = range(8)

#: What is written for a package itself, for a leaf closed on two levels with the same weights (their number follows), and for a
#: branch on issue i (this less i; its options follow). Other leaves: the number of their weights.
PACKAGE, TWICE, BRANCH = -1, -2, -3

FINER = 16  # how much more finely weights are kept where a bound does not survive whole numbers


class Stack(NamedTuple):
    """Nodes still to be visited. `held`, `inverse`: a basis from which to step down, `keys` of the held options' issues;
    `depth`, and the `issue` and `option` that was fixed there; `closed`: the number of weights that close it, or −1."""

    held: Any
    inverse: Any
    keys: Any
    depth: Any
    issue: Any
    option: Any
    closed: Any


class Walk(NamedTuple):
    """Where the walk is: `fixed` options by issue and the `path` to them, the package `found`, the incumbent `best`, `split` issues
    and their `score`, `order` of the children; what is written: `tree` and `multipliers`; `state`, see above."""

    fixed: Any
    path: Any
    found: Any
    best: Any
    split: Any
    score: Any
    order: Any
    tree: Any
    multipliers: Any
    state: Any


@compiled
def walk(
    table: Table, desk: Desk, basis: Basis, exact: Exact, stack: Stack, children: Children, here: Walk,
    near: float, kept: int, limit: int,
) -> int:  # fmt: skip
    """Visit nodes until something is to be decided elsewhere; returns what.

    `near`: bounds above it close nothing; `kept`: what to do where the first level is kept (`judging`).
    """
    state, first = here.state, table.first
    while state[TOP] > 0:
        if state[VISITED] >= limit:
            return PAUSED
        if _is_full(first, state, len(stack.depth), len(here.tree), len(here.multipliers)):
            return FULL
        top = state[TOP] - 1
        if stack.closed[top] >= 0:
            _leaf(here.tree, state, stack.closed[top])
            continue
        _fix(stack.depth[top], stack.issue[top], stack.option[top], here.fixed, here.path, state)
        if _is_whole(here.fixed):
            if not state[KNOWN]:
                return WHOLE
            _leaf(here.tree, state, PACKAGE)
            continue
        _lay_out(table, desk, basis, here.fixed, stack.held[top], stack.inverse[top], stack.keys[top])
        bound = descend(table, desk, basis, -1e300 if state[FORCED] else CUTOFF, 1 << 30)
        said, finer = OPEN, 1
        while not state[FORCED] and bound < near and said == OPEN and finer <= FINER:
            said = judged(exact, first, here.fixed, basis.inverse, finer, kept)
            finer *= FINER
            if said == OPEN and bound < CUTOFF:
                bound = descend(table, desk, basis, -1e300, 1 << 30)
        if said == KEPT:
            return ASKS
        if said != OPEN:
            if said == CLOSED_TWICE:
                _write(here.tree, state, TWICE)
            _leaf(here.tree, state, _number(exact.q, here.multipliers, state))
            continue
        _round(table.first, table.issue, desk, basis, here.found)
        if (
            not state[KNOWN]
            and not state[FORCED]
            and _differs(here.found, here.best)
            and meets(exact, first, here.found)
        ):
            return MEETS
        _branch(table, desk, basis, exact, stack, children, here, bound)
    return DONE


@inner
def _is_full(first: Any, state: Any, nodes: int, words: int, rows: int) -> bool:
    wide = 0
    for i in range(len(first) - 1):
        wide = max(wide, first[i + 1] - first[i])
    numbered = state[NUMBERED] - state[TOLD]
    return state[TOP] + wide > nodes or state[WRITTEN] + wide + 2 > words or numbered + 2 > rows


@inner
def _write(tree: Any, state: Any, word: int) -> None:
    tree[state[WRITTEN]] = word
    state[WRITTEN] += 1


@inner
def _leaf(tree: Any, state: Any, word: int) -> None:
    _write(tree, state, word)
    _done(state)


@inner
def _done(state: Any) -> None:
    state[TOP] -= 1
    state[VISITED] += 1
    state[KNOWN] = state[FORCED] = 0


@inner
def _number(q: Any, multipliers: Any, state: Any) -> int:
    """These multipliers are written down; returns their number."""
    number = state[NUMBERED]
    for r in range(len(q)):
        multipliers[number - state[TOLD], r] = q[r]
    state[NUMBERED] += 1
    return number


@inner
def _fix(depth: int, issue: int, option: int, fixed: Any, path: Any, state: Any) -> None:
    """From the node that was visited last to the one at this depth (0: the root), where `option` is fixed."""
    while state[DEPTH] >= max(depth, 1):
        fixed[path[state[DEPTH]]] = -1
        state[DEPTH] -= 1
    if depth > 0:
        state[DEPTH] = depth
        path[depth] = issue
        fixed[issue] = option


@inner
def _lay_out(table: Table, desk: Desk, basis: Basis, fixed: Any, held: Any, inverse: Any, keys: Any) -> None:
    """The basis a node begins from."""
    rows = len(inverse)
    for j in range(rows - 1):
        basis.held[j] = held[j]
    copied(inverse, basis.inverse)
    laid_open(table.column, table.offset, basis.key, basis.inverse, desk.value, desk.total)
    for i in range(len(fixed)):
        desk.is_open[i] = fixed[i] < 0
        best = table.first[i] + max(fixed[i], 0)
        for k in range(table.first[i], table.first[i + 1]):
            if fixed[i] < 0 and desk.value[k] > desk.value[best]:
                best = k
        basis.key[i] = best
    for j in range(rows - 1):
        if held[j] >= 0:
            basis.key[table.issue[held[j]]] = keys[j]
    laid_open(table.column, table.offset, basis.key, basis.inverse, desk.value, desk.total)


@inner
def _is_whole(fixed: Any) -> bool:
    whole = True
    for i in range(len(fixed)):
        whole &= fixed[i] >= 0
    return whole


@inner
def _round(first: Any, issues: Any, desk: Desk, basis: Basis, found: Any) -> None:
    """The package that has of each issue the option with the largest share."""
    held, part = basis.held, desk.part
    for i in range(len(found)):
        found[i] = basis.key[i] - first[i]
    parts(desk.total, basis.inverse, part)
    for j in range(len(held)):
        if held[j] < 0:
            continue
        left, largest, issue = 1.0, 0.0, issues[held[j]]
        for other in range(len(held)):
            if held[other] >= 0 and issues[held[other]] == issue:
                left += part[other]
                largest = max(largest, -part[other])
        if -part[j] == largest and largest > left:
            found[issue] = held[j] - first[issue]


@inner
def _differs(found: Any, best: Any) -> bool:
    differs = False
    for i in range(len(found)):
        differs |= found[i] != best[i]
    return differs


@inner
def _branch(
    table: Table, desk: Desk, basis: Basis, exact: Exact, stack: Stack, children: Children, here: Walk, bound: float
) -> None:
    """Choose an issue, write the branch, and put its children on the stack, the most promising on top."""
    count = split(table, desk, basis, here.split, here.score)
    for k in range(len(desk.value)):
        children.value[k] = desk.value[k]
    for r in range(len(desk.total)):
        children.total[r] = desk.total[r]
    issue, least, half = here.split[0], 1e300, 0
    for at in range(count):
        score = tried(table, desk, basis, children, bound, here.split[at], half, least)
        if score < least:
            issue, least, half = here.split[at], score, 1 - half
    state, first, half = here.state, table.first[issue], 1 - half
    wide, depth = table.first[issue + 1] - first, state[DEPTH] + 1
    _sort(children.bound[half], here.order, wide)
    _write(here.tree, state, BRANCH - issue)
    for at in range(wide):
        _write(here.tree, state, here.order[at])
    _done(state)
    needed, number = lacking(exact, table.first, here.fixed, basis.inverse, issue), -1
    for at in range(wide - 1, -1, -1):
        option, top = here.order[at], state[TOP]
        stack.closed[top] = -1
        if exact.weighed[first + option] < needed:
            number = _number(exact.q, here.multipliers, state) if number < 0 else number
            stack.closed[top] = number
        stack.depth[top], stack.issue[top], stack.option[top] = depth, issue, option
        for j in range(len(basis.held)):
            stack.held[top, j], stack.keys[top, j] = children.held[half, option, j], children.keys[half, option, j]
        copied(children.inverse[half, option], stack.inverse[top])
        state[TOP] += 1


@inner
def _sort(bound: Any, order: Any, wide: int) -> None:
    """The highest bound first."""
    for option in range(wide):
        at = option
        while at > 0 and bound[order[at - 1]] < bound[option]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = option
