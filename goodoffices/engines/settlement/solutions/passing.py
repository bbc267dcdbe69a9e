"""One pass over the buckets: the best package for given weights, and its value. The same code runs plain and compiled.

Everything lies flat in arrays that the caller hands over, so that lists and numpy arrays serve alike. `compiled` gives these
same functions to numba, which is why they keep to loops over numbers.
"""

from typing import Any, NamedTuple


class Layout(NamedTuple):
    """`Buckets` as the loops want them; the meaning of each array stands there."""

    parties: int
    first: Any
    worth: Any
    open: Any
    reach: Any
    scope: Any
    place: Any
    digit: Any
    out: Any
    kid: Any
    kid_first: Any
    kid_into: Any
    into: Any
    parent: Any
    link: Any
    root: Any


class Room(NamedTuple):
    """Room to work in. By rows of buckets: `is_open`, `value`; by slots: `message`, `argument`; by buckets: `chosen`;
    by parties: `weights`, `total` (and one more); by rows and conditions: `table`; by conditions: `slope`, `ranks`, `trial`, `away`; by issues: `found`; `scores`: the
    largest of parties + 1 and options + 1."""

    is_open: Any
    value: Any
    message: Any
    argument: Any
    chosen: Any
    weights: Any
    total: Any
    slope: Any
    ranks: Any
    trial: Any
    away: Any
    found: Any
    scores: Any
    table: Any


def bound(at: Layout, room: Room, weights: Any, fixed: Any) -> Any:
    """max of weights·value over the packages that agree with `fixed` (−1: free); needs no room but the first four."""
    open_rows(at, room, fixed)
    return best(at, room, weights)


def open_rows(at: Layout, room: Room, fixed: Any) -> None:
    """Mark the rows that agree with the options fixed so far and that nothing forbids."""
    for b in range(len(at.first) - 1):
        width = at.reach[b + 1] - at.reach[b]
        for a in range(at.first[b], at.first[b + 1]):
            fits = at.open[a]
            for j in range(width):
                option = fixed[at.scope[at.reach[b] + j]]
                if option >= 0 and at.digit[at.place[b] + (a - at.first[b]) * width + j] != option:
                    fits = 0
            room.is_open[a] = fits


def best(at: Layout, room: Room, weights: Any) -> Any:
    """max of weights·value over the open rows. A slot that no row reaches has argument −1 (a root, too: nothing is left)."""
    value, rows = room.value, at.first[len(at.first) - 1]
    for a in range(rows):
        value[a] = weights[0] * at.worth[a]
    for p in range(1, at.parties):  # rows innermost and the column apart, so that the compiler takes several at once
        weight, column = weights[p], at.worth[p * rows : (p + 1) * rows]
        for a in range(rows):
            value[a] += weight * column[a]
    return _gathered(at, room, weights[0] * 0) if len(at.kid) else _picked(at, room, weights[0] * 0)


def _picked(at: Layout, room: Room, total: Any) -> Any:
    """Where no issue hangs on another: the best row of each bucket."""
    value, is_open = room.value, room.is_open
    for b in range(len(at.first) - 1):
        top = -1
        for a in range(at.first[b], at.first[b + 1]):
            if is_open[a] != 0 and (top < 0 or value[a] > value[top]):
                top = a
        room.argument[at.root[b]] = top
        if top >= 0:
            total += value[top]
    return total


def _gathered(at: Layout, room: Room, total: Any) -> Any:
    """Bucket after bucket, each row with the messages that reach it."""
    for s in range(len(room.argument)):
        room.argument[s] = -1
    for b in range(len(at.first) - 1):
        for a in range(at.first[b], at.first[b + 1]):
            if room.is_open[a] == 0:
                continue
            value = room.value[a]
            reached = True
            for k in range(at.kid_first[b], at.kid_first[b + 1]):
                s = at.into[at.kid_into[k] + a - at.first[b]]
                if room.argument[s] < 0:
                    reached = False
                    break
                value += room.message[s]
            if not reached:
                room.is_open[a] = 0
                continue
            room.value[a] = value
            s = at.out[a]
            if room.argument[s] < 0 or value > room.message[s]:
                room.message[s] = value
                room.argument[s] = a
        if at.root[b] >= 0 and room.argument[at.root[b]] >= 0:
            total += room.message[at.root[b]]
    return total


def trace(at: Layout, room: Room) -> bool:
    """The row each bucket chose, from the roots back. False if nothing is left."""
    for b in range(len(at.first) - 2, -1, -1):
        if at.root[b] >= 0:
            s = at.root[b]
        else:
            above = at.parent[b]
            s = at.into[at.kid_into[at.link[b]] + room.chosen[above] - at.first[above]]
        if room.argument[s] < 0:
            return False
        room.chosen[b] = room.argument[s]
    return True


def note(at: Layout, room: Room) -> None:
    for b in range(len(at.first) - 1):
        width = at.reach[b + 1] - at.reach[b]
        room.found[at.scope[at.reach[b]]] = at.digit[at.place[b] + (room.chosen[b] - at.first[b]) * width]
