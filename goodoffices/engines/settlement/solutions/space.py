"""The packages of a case as something to search in: what values there are, and bounds on them."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.solutions import loops
from goodoffices.engines.settlement.solutions.buckets import Buckets, laid_out
from goodoffices.engines.settlement.solutions.dual import Conditions
from goodoffices.engines.settlement.solutions.passing import Layout, Room

#: Below so many packages, plain Python is done before numba is even imported.
SMALL = 20_000

#: Weighted sums below this fit the machine's integers.
FITS = 1 << 62


class Space:
    """A case laid out for the search. `small` cases stay with lists and plain Python, others use numpy and numba."""

    def __init__(self, case: Case, *, small: bool | None = None) -> None:
        self.case, self.scaled = case, Scaled.of(case)
        self.small = case.domain.outcomes <= SMALL if small is None else small
        self.buckets: Buckets = laid_out(case, self.scaled)
        self.issues, self.parties = len(case.domain.issues), len(case.mandates)
        self.widest = max(len(issue.options) for issue in case.domain.issues)
        self._most = max(self.scaled.bound, 1)
        self._exclusive = bool(case.domain.exclusions)
        self._loops: Any = loops
        if not self.small:
            from goodoffices.engines.settlement.solutions import compiled

            self._loops = compiled
        self.layout = self._laid(float)

    def room(self, rows: int) -> Room:
        """Room to work in, with so many conditions."""
        return self._room(rows, float)

    def free(self) -> Any:
        """No option fixed: one −1 per issue."""
        return self._array([-1] * self.issues, int)

    def floats(self, values: Sequence[float]) -> Any:
        return self._array(list(values), float)

    def conditions(self, to: Conditions) -> Conditions:
        return to._replace(rows=self.floats(to.rows), offset=self.floats(to.offset), pattern=self.floats(to.pattern))

    def descend(self, room: Room, to: Conditions, fixed: Any, y: Any, steps: int, goal: float) -> tuple[float, int]:
        found: tuple[float, int] = self._loops.descend(self.layout, room, to, fixed, y, steps, goal)
        return found

    def polish(self, room: Room, to: Conditions, fixed: Any) -> None:
        """Improve the package in `room.found`, where issues do not hang together."""
        if self.case.separable:
            self._loops.polish(self.layout, room, to, fixed)

    def bound(self, weights: Sequence[int], fixed: Any) -> int | None:
        """max of weights·value over the packages that agree with `fixed`, exactly; None if exclusions leave none."""
        if self.small or max(sum(map(abs, weights)), 1) * self._most >= FITS:
            room = self._plain_room
            found = loops.bound(self._plain, room, list(weights), [int(each) for each in fixed])
        else:
            room = self._exact_room
            found = int(self._loops.bound(self._exact, room, self._array(weights, int), fixed))
        if self._exclusive and any(room.argument[at] < 0 for at in self.buckets.root if at >= 0):
            return None
        return int(found)

    def value(self, choice: Choice) -> Vector:
        return self.scaled.value(choice)

    @cached_property
    def extremes(self) -> tuple[list[int], list[int]]:
        """Per party, a bound from below and from above on the values of all packages; exact unless a bucket is split."""
        free, lows, highs = self.free(), [], []
        for p in range(self.parties):
            unit = [int(other == p) for other in range(self.parties)]
            high, low = self.bound(unit, free), self.bound([-each for each in unit], free)
            highs.append(high or 0)
            lows.append(-(low or 0))
        return lows, highs

    @cached_property
    def _plain(self) -> Layout:
        return _layout(self.buckets, list(self.buckets.worth), list)

    @cached_property
    def _plain_room(self) -> Room:
        return _rooms(self, 1, 0, lambda values, _: list(values))

    @cached_property
    def _exact_room(self) -> Room:
        return self._room(1, int)

    def _room(self, rows: int, kind: type) -> Room:
        return _rooms(self, rows, kind(0), self._array)

    @cached_property
    def _exact(self) -> Layout:
        return self._laid(int)

    def _laid(self, kind: type) -> Layout:
        return _layout(self.buckets, self._array(self.buckets.worth, kind), lambda values: self._array(values, int))

    def _array(self, values: Sequence[Any], kind: type) -> Any:
        if self.small:
            return [kind(each) for each in values]
        import numpy

        return numpy.array(values, dtype=numpy.float64 if kind is float else numpy.int64)


def _layout(at: Buckets, worth: Any, array: Any) -> Layout:
    return Layout(
        at.parties, array(at.first), worth, array(at.open), array(at.reach), array(at.scope), array(at.place),
        array(at.digit), array(at.out), array(at.kid), array(at.kid_first), array(at.kid_into), array(at.into), array(at.parent),
        array(at.link), array(at.root),
    )  # fmt: skip


def _rooms(space: Space, rows: int, zero: Any, array: Any) -> Room:
    at, kind, parties = space.buckets, type(zero), space.parties
    total, wide = at.first[-1], max(space.widest, parties) + 1

    def room(count: int, of: type = kind) -> Any:
        return array([of(0)] * count, of)

    return Room(
        room(total, int), room(total), room(at.slots), room(at.slots, int), room(at.count, int), room(parties),
        room(parties + 1), room(rows), room(rows, int), room(rows), room(rows), room(space.issues, int), room(wide), room(total * rows),
    )  # fmt: skip
