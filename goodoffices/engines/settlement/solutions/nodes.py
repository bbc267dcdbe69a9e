"""The loop of branch and bound over nodes, depth first: the best weights at every node, and a proof in preorder.

A node fixes the options of some issues. It is closed by weights that make its level fail (`integer_verdicts`). Else it branches
on an issue (`strong_branching`). Options that the node's own weights close need no visit: the bound of such a child differs by
what its option weighs less than the best. What is not decided here is handed back in the middle of the loop;
`branch_and_bound` says how it goes on. The same code runs plain, over lists, and compiled, over arrays (`compiled_loops`).
"""

from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import (
    FloatRow,
    FloatTable,
    FloatTables,
    IntRow,
    IntTable,
)
from goodoffices.engines.settlement.runtime.counting import counter
from goodoffices.engines.settlement.solutions.dual_simplex import (
    Basis,
    Scratch,
    Table,
    evaluate,
    minimise,
    place_multipliers,
)
from goodoffices.engines.settlement.solutions.integer_verdicts import (
    CLOSED_TWICE,
    ELSEWHERE,
    KEPT,
    OPEN,
    Exact,
    least_weight,
    meets,
    verdict,
)
from goodoffices.engines.settlement.solutions.strong_branching import (
    CUTOFF,
    Children,
    candidates,
    copy_matrix,
    score_issue,
)

#: Why the loop returns: it is done; enough nodes were visited; the memory is full; the package in `found` keeps the level; all
#: issues of a node are fixed, in `fixed`; the first level is kept, so the others have to be checked, or it is checked elsewhere.
DONE, PAUSED, FULL, MEETS, WHOLE, ASKS = range(6)

#: Places in `state`: nodes on the stack; nodes visited; words of the tree written; rows of multipliers numbered, and how many of
#: those were collected; depth; was the package at this node considered; must the node be branched whatever its weights say.
TOP, VISITED, WRITTEN, NUMBERED, COLLECTED, DEPTH, KNOWN, FORCED = range(8)

#: What is written for a package itself, for a leaf closed on two levels with the same weights (their number follows), and for a
#: branch on issue i (this less i; its options follow). Other leaves: the number of their weights.
PACKAGE, TWICE, BRANCH = -1, -2, -3

ANY_STEPS = 1 << 30  # as many as `minimise` takes
FINER = 16  # how much more finely weights are kept where a bound does not survive whole numbers


class Stack(NamedTuple):
    """Nodes still to be visited. `held`, `inverse`: a basis from which to step down, or of `inverse` the last column alone, the
    weights to begin from; `keys` of the held options' issues; `depth`, and the `issue` and `option` that was fixed there;
    `closed`: the number of weights that close it, or −1."""

    held: IntTable
    inverse: FloatTables
    keys: IntTable
    depth: IntRow
    issue: IntRow
    option: IntRow
    closed: IntRow


class Cursor(NamedTuple):
    """Where the loop is: `fixed` options by issue and the `path` to them, the package `found`, the incumbent `best`, `candidates` to
    branch on and their `score`, `order` of the children; what is written: `tree` and `multipliers`; `state`, see above."""

    fixed: IntRow
    path: IntRow
    found: IntRow
    best: IntRow
    candidates: IntRow
    score: FloatRow
    order: IntRow
    tree: IntRow
    multipliers: IntTable
    state: IntRow


class Loop(NamedTuple):
    """All that the loop works on."""

    table: Table
    scratch: Scratch
    basis: Basis
    exact: Exact
    stack: Stack
    children: Children
    cursor: Cursor


def visit_nodes(loop: Loop, limit: int) -> int:
    """Visit nodes until there were `limit`, or something has to be decided outside; returns what (DONE … ASKS)."""
    here, stack, first = loop.cursor, loop.stack, loop.table.first
    state = here.state
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
        if loop.exact.kept == ELSEWHERE:
            return ASKS
        _start_basis(
            loop.table, loop.scratch, loop.basis, here.fixed, stack.held[top], stack.inverse[top], stack.keys[top]
        )
        bound, answer = _bound(loop)
        if answer == KEPT:
            return ASKS
        if answer != OPEN:
            if answer == CLOSED_TWICE:
                _write(here.tree, state, TWICE)
            _leaf(here.tree, state, _number(loop.exact.q, here.multipliers, state))
            continue
        _round(first, loop.table.issue, loop.scratch, loop.basis, here.found)
        if (
            not (state[KNOWN] or state[FORCED])
            and _differs(here.found, here.best)
            and meets(loop.exact, first, here.found)
        ):
            return MEETS
        _branch(loop, bound)
    return DONE


def _bound(loop: Loop) -> tuple[float, int]:
    """The bound at this node, and what it says there. Where a bound does not survive whole numbers, finer weights are tried."""
    here, table, answer, finer = loop.cursor, loop.table, OPEN, counter(1)
    forced = here.state[FORCED]
    bound = minimise(table, loop.scratch, loop.basis, -1e300 if forced else CUTOFF, ANY_STEPS)
    while not forced and bound < table.near and answer == OPEN and finer <= FINER:
        answer = verdict(loop.exact, table.first, here.fixed, loop.basis.inverse, finer)
        finer *= FINER
        if answer == OPEN and bound < CUTOFF:
            bound = minimise(table, loop.scratch, loop.basis, -1e300, ANY_STEPS)
    return bound, answer


def _is_full(first: IntRow, state: IntRow, nodes: int, words: int, rows: int) -> bool:
    wide = 0
    for i in range(len(first) - 1):
        wide = max(wide, first[i + 1] - first[i])
    numbered = state[NUMBERED] - state[COLLECTED]
    return state[TOP] + wide > nodes or state[WRITTEN] + wide + 2 > words or numbered + 2 > rows


def _write(tree: IntRow, state: IntRow, word: int) -> None:
    tree[state[WRITTEN]] = word
    state[WRITTEN] += 1


def _leaf(tree: IntRow, state: IntRow, word: int) -> None:
    _write(tree, state, word)
    leave(state)


def leave(state: IntRow) -> None:
    """This node is done."""
    state[TOP] -= 1
    state[VISITED] += 1
    state[KNOWN] = state[FORCED] = 0


def _number(q: IntRow, multipliers: IntTable, state: IntRow) -> int:
    """Write down these multipliers; returns their number."""
    number = state[NUMBERED]
    for r in range(len(q)):
        multipliers[number - state[COLLECTED]][r] = q[r]
    state[NUMBERED] += 1
    return number


def _fix(depth: int, issue: int, option: int, fixed: IntRow, path: IntRow, state: IntRow) -> None:
    """Move from the node visited last to the one at this depth (0: the root), where `option` is fixed."""
    while state[DEPTH] >= max(depth, 1):
        fixed[path[state[DEPTH]]] = -1
        state[DEPTH] -= 1
    if depth > 0:
        state[DEPTH] = depth
        path[depth] = issue
        fixed[issue] = option


def _start_basis(
    table: Table, scratch: Scratch, basis: Basis, fixed: IntRow, held: IntRow, inverse: FloatTable, keys: IntRow
) -> None:
    """Set the basis that a node begins from."""
    rows = len(inverse)
    for j in range(rows - 1):
        basis.held[j] = held[j]
    copy_matrix(inverse, basis.inverse)
    evaluate(table.column, table.offset, basis.key, basis.inverse, scratch.value, scratch.total)
    for i in range(len(fixed)):
        scratch.is_open[i] = fixed[i] < 0
        best = table.first[i] + max(fixed[i], 0)
        for k in range(table.first[i], table.first[i + 1]):
            if fixed[i] < 0 and scratch.value[k] > scratch.value[best]:
                best = k
        basis.key[i] = best
    for j in range(rows - 1):
        if held[j] >= 0:
            basis.key[table.issue[held[j]]] = keys[j]
    evaluate(table.column, table.offset, basis.key, basis.inverse, scratch.value, scratch.total)


def _is_whole(fixed: IntRow) -> bool:
    whole = True
    for i in range(len(fixed)):
        whole &= fixed[i] >= 0
    return whole


def _round(first: IntRow, issues: IntRow, scratch: Scratch, basis: Basis, found: IntRow) -> None:
    """Round the relaxation: of each issue the option with the largest share."""
    held, part = basis.held, scratch.multiplier
    for i in range(len(found)):
        found[i] = basis.key[i] - first[i]
    place_multipliers(scratch.total, basis.inverse, part)
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


def _differs(found: IntRow, best: IntRow) -> bool:
    differs = False
    for i in range(len(found)):
        differs |= found[i] != best[i]
    return differs


def _branch(loop: Loop, bound: float) -> None:
    """Choose an issue, write the branch, and put its children on the stack, the most promising on top."""
    table, scratch, basis, children = loop.table, loop.scratch, loop.basis, loop.children
    here, stack, exact = loop.cursor, loop.stack, loop.exact
    count = candidates(table, scratch, basis, here.candidates, here.score)
    for k in range(len(scratch.value)):
        children.value[k] = scratch.value[k]
    for r in range(len(scratch.total)):
        children.total[r] = scratch.total[r]
    issue, least, half = here.candidates[0], 1e300, counter(0)
    for at in range(count):
        score = score_issue(table, scratch, basis, children, bound, here.candidates[at], half, least)
        if score < least:
            issue, least, half = here.candidates[at], score, 1 - half
    state, first, half = here.state, table.first[issue], 1 - half
    wide, depth = table.first[issue + 1] - first, state[DEPTH] + 1
    _sort(children.bound[half], here.order, wide)
    _write(here.tree, state, BRANCH - issue)
    for at in range(wide):
        _write(here.tree, state, here.order[at])
    leave(state)
    needed, number = least_weight(exact, table.first, here.fixed, basis.inverse, issue), -1
    for at in range(wide - 1, -1, -1):
        option, top = here.order[at], state[TOP]
        stack.closed[top] = -1
        if exact.weighed[first + option] < needed:
            number = _number(exact.q, here.multipliers, state) if number < 0 else number
            stack.closed[top] = number
        stack.depth[top], stack.issue[top], stack.option[top] = depth, issue, option
        for j in range(len(basis.held)):
            stack.held[top][j], stack.keys[top][j] = children.held[half][option][j], children.keys[half][option][j]
        copy_matrix(children.inverse[half][option], stack.inverse[top])
        state[TOP] += 1


def _sort(bound: FloatRow, order: IntRow, wide: int) -> None:
    """The highest bound first."""
    for option in range(wide):
        at = option
        while at > 0 and bound[order[at - 1]] < bound[option]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = option
