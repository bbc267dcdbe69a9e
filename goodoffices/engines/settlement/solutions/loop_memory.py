"""What `nodes.visit_nodes` works on: lists for plain Python, arrays for compiled code, and the very same numbers in both."""

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import Any

from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.solutions.dual_simplex import Basis, Scratch, Table
from goodoffices.engines.settlement.solutions.integer_verdicts import ELSEWHERE, Exact
from goodoffices.engines.settlement.solutions.levels import Level
from goodoffices.engines.settlement.solutions.nodes import FORCED, Cursor, Loop, Stack
from goodoffices.engines.settlement.solutions.strong_branching import Children

#: Nodes that fit the stack at first; words of the tree and rows of multipliers between two collections.
NODES, WORDS, ROWS = 32, 1 << 11, 1 << 8


def new_loop(worth: Sequence[Sequence[Vector]], rows: int) -> Loop:
    """Everything for levels with so many rows, in lists, with nothing on the stack. `worth`: vectors by issue and option."""
    parties, issues, wide = len(worth[0][0]), len(worth), max(map(len, worth))
    columns = [list(column) for column in zip(*(vector for options in worth for vector in options), strict=True)]
    first = [*accumulate(map(len, worth), initial=0)]
    issue = [at for at, options in enumerate(worth) for _ in options]
    options, places = len(issue), rows - 1
    return Loop(
        Table(first, issue, _real(rows, options), _real(rows), inf),
        Scratch(_real(options), _real(options), _real(rows), _real(rows), _real(rows), [False] * issues),
        Basis(_whole(issues), _whole(places), _real(rows, rows)),
        Exact(
            columns, _whole(rows, parties), _real(rows), _whole(rows), _whole(rows), _whole(rows), ELSEWHERE,
            _whole(rows), _whole(parties), _whole(options),
        ),
        new_stack(rows, NODES),
        Children(
            _whole(2, wide, places), _real(2, wide, rows, rows), _whole(2, wide, places), _real(2, wide), _whole(issues),
            _whole(places), _real(rows, rows), _real(options), _real(rows),
        ),
        Cursor(
            [-1] * issues, _whole(issues + 1), _whole(issues), _whole(issues), _whole(rows + 1), _real(rows + 1),
            _whole(wide), _whole(max(WORDS, wide + 2)), _whole(max(ROWS, 2), rows), _whole(FORCED + 1),
        ),
    )  # fmt: skip


def new_stack(rows: int, nodes: int) -> Stack:
    """Room for so many nodes, each with the first vertex: all weight on the first row."""
    held = [-2 - j for j in range(rows - 1)]
    inverse = [[float(j == r - 1) for j in range(rows)] for r in range(rows)]
    inverse[0] = [-1.0] * (rows - 1) + [1.0]
    return Stack(
        held=[held[:] for _ in range(nodes)],
        inverse=[[row[:] for row in inverse] for _ in range(nodes)],
        keys=_whole(nodes, rows - 1),
        depth=_whole(nodes),
        issue=_whole(nodes),
        option=_whole(nodes),
        closed=[-1] * nodes,
    )


def with_larger_stack(loop: Loop) -> Loop:
    """The same with room for twice as many nodes."""
    return loop._replace(stack=Stack(*map(_doubled, loop.stack)))


def _doubled(values: Any) -> Any:
    """With room for as much again; what is put there is written anew."""
    if isinstance(values, list):
        return values + _copied(values)
    import numpy

    return numpy.concatenate([values, numpy.zeros_like(values)])


def _copied(values: Any) -> Any:
    return [_copied(each) for each in values] if isinstance(values, list) else values


def with_rows(loop: Loop, worth: Sequence[Sequence[Vector]], rows: int) -> Loop:
    """The same nodes for levels with other rows: every basis has to begin anew."""
    made = new_loop(worth, rows)._replace(stack=new_stack(rows, len(loop.stack.depth)))
    made = made if is_plain(loop) else in_arrays(made)
    stack = made.stack._replace(
        depth=loop.stack.depth, issue=loop.stack.issue, option=loop.stack.option, closed=loop.stack.closed
    )
    cursor = made.cursor._replace(
        fixed=loop.cursor.fixed, path=loop.cursor.path, tree=loop.cursor.tree, state=loop.cursor.state
    )
    return made._replace(stack=stack, cursor=cursor)


def is_plain(loop: Loop) -> bool:
    """Does it hold lists?"""
    return isinstance(loop.table.first, list)


def with_level(loop: Loop, level: Level, kept: int, further: Sequence[int] | None) -> Loop:
    """The same with this level to be checked. `kept`, `further`: see `integer_verdicts`."""
    plain = is_plain(loop)
    offset = list(level.conditions.offset)
    for r in range(level.conditions.group):
        offset[r] += level.conditions.pattern[0]
    need, columns = level.keeping(), _columns(loop, level, plain)
    made: list[Any] = [columns, offset, level.coefficients(), level.sizes, need, level.exceeding(), further or need]
    column, offset, coefficient, sizes, need, exceed, then = made if plain else map(in_arrays, made)
    table = loop.table._replace(column=column, offset=offset, near=level.near)
    exact = loop.exact._replace(coefficient=coefficient, sizes=sizes, need=need, exceed=exceed, further=then, kept=kept)
    return loop._replace(table=table, exact=exact)


def _columns(loop: Loop, level: Level, plain: bool) -> Any:
    """What each option adds to each row, [rows, options]. Party after party, so that lists and arrays hold the same floats."""
    all_worth: Any = loop.exact.worth
    rows, parties = level.conditions.rows, len(all_worth)
    found = []
    for r in range(len(level.norms)):
        sums: Any = [0.0] * len(loop.table.issue) if plain else 0.0 * all_worth[0]
        for each, worth in zip(rows[r * parties : (r + 1) * parties], all_worth, strict=True):
            if each and plain:
                sums = [total + each * value for total, value in zip(sums, worth, strict=True)]
            elif each:
                sums = sums + each * worth
        found.append(sums)
    return found


def in_arrays(part: Any) -> Any:
    """Lists as arrays of the machine's numbers, also in named tuples and those in them; the rest as it is."""
    import numpy

    if isinstance(part, tuple):
        return type(part)(*map(in_arrays, part))
    if not isinstance(part, list):
        return part
    leaf = part
    while isinstance(leaf, list) and leaf:
        leaf = leaf[0]
    kind = bool if isinstance(leaf, bool) else None if isinstance(leaf, float | numpy.ndarray) else numpy.int64
    return numpy.array(part, kind)


def _whole(*shape: int) -> Any:
    return _filled(0, shape)


def _real(*shape: int) -> Any:
    return _filled(0.0, shape)


def _filled(value: float, shape: Sequence[int]) -> Any:
    if len(shape) == 1:
        return [value] * shape[0]
    return [_filled(value, shape[1:]) for _ in range(shape[0])]
