"""The packages of a case as something to search in: what values there are, and bounds on them."""

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, cast

from goodoffices.engines.settlement.model import Case, Choice, Unusable
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.arrays import AnyFloats, FloatRow, IntRow, NumberRow
from goodoffices.engines.settlement.solutions import plain_loops
from goodoffices.engines.settlement.solutions.bucket_pass import Layout, Workspace
from goodoffices.engines.settlement.solutions.buckets import Buckets, laid_out
from goodoffices.engines.settlement.solutions.subgradient import Conditions

if TYPE_CHECKING:
    import numpy as np

#: Values of so many bits in whole numbers are searched: their products still fit a double.
WIDEST_SCALE = 250
#: Below so many packages, plain Python is done before numba is even imported.
SMALL = 20_000

#: Up to so many worths (parties × options in all), plain Python begins a search while compiled code is not loaded.
PLAIN_CELLS = 600

#: What is there once compiled code is loaded.
COMPILED = "goodoffices.engines.settlement.solutions.compiled_loops"

#: Weighted sums below this fit the machine's integers.
FITS = 1 << 62


def fineness(scaled: ScaledCase) -> int:
    """How many bits it takes to tell worths and reservation values apart; a third of those of a unit, where that is more."""
    widest = max(scaled.bound, *map(abs, scaled.floors)).bit_length()
    units = [abs(a.bit_length() - b.bit_length()) for a, b in zip(scaled.scales, scaled.units, strict=True)]
    return max(widest, max(units) // 3)


class Space:
    """A case laid out for the search: with lists for plain Python (`small`), or with numpy and numba.

    By default that depends on the number of packages, and for cases of a middling size on whether compiled code is loaded
    already. `tentative`: plain for now, and worth compiled code if the search takes long.
    """

    def __init__(self, case: Case, *, small: bool | None = None) -> None:
        self.case, self.scaled = case, ScaledCase.of(case)
        if fineness(self.scaled) > WIDEST_SCALE:
            raise Unusable(
                "Some worths are so much finer than others that no search by floating point can tell them apart. "
                "Round them to a hundredth of a point."
            )
        cells = len(case.mandates) * sum(len(issue.options) for issue in case.domain.issues)
        large = case.domain.outcomes > SMALL
        self.tentative = small is None and large and cells <= PLAIN_CELLS and COMPILED not in sys.modules
        self.small = (not large or self.tentative) if small is None else small
        self.cells = cells
        self.buckets: Buckets = laid_out(case, self.scaled)
        self.issues, self.parties = len(case.domain.issues), len(case.mandates)
        self.widest = max(len(issue.options) for issue in case.domain.issues)
        self._most = max(self.scaled.bound, 1)
        self._exclusive = bool(case.domain.exclusions)
        self.loops: ModuleType = plain_loops
        if not self.small:
            from goodoffices.engines.settlement.solutions import compiled_loops

            self.loops = compiled_loops
        self.layout = self._layout(self.floats(self.buckets.worth))

    def workspace(self, rows: int) -> Workspace:
        """Memory for the loops, with so many conditions."""
        return self._workspace(rows, 0.0)

    def free(self) -> IntRow:
        """No option fixed: one −1 per issue."""
        return self.ints([-1] * self.issues)

    def floats(self, values: AnyFloats) -> FloatRow:
        """These numbers as the loops take them."""
        if self.small:
            return [float(each) for each in values]
        import numpy

        return numpy.array(values, dtype=numpy.float64)

    def conditions(self, to: Conditions) -> Conditions:
        """The same conditions in the arrays that the loops take."""
        return to._replace(rows=self.floats(to.rows), offset=self.floats(to.offset), pattern=self.floats(to.pattern))

    def descend(
        self, work: Workspace, to: Conditions, fixed: IntRow, y: FloatRow, steps: int, goal: float
    ) -> tuple[float, int]:
        """See `subgradient.descend`."""
        found: tuple[float, int] = self.loops.descend(self.layout, work, to, fixed, y, steps, goal)
        return found

    def improve(self, work: Workspace, to: Conditions, fixed: IntRow) -> None:
        """Improve the package in `work.found`, where no issue depends on another. See `local_search.improve`."""
        if self.case.separable:
            self.loops.improve(self.layout, work, to, fixed)

    def bound(self, weights: Sequence[int], fixed: IntRow) -> int | None:
        """max of weights·value over the packages that agree with `fixed`, exactly; None if exclusions leave none."""
        if self.small or max(sum(map(abs, weights)), 1) * self._most >= FITS:
            work = self._plain_workspace
            found = plain_loops.bound(self._plain_layout, work, list(weights), [int(each) for each in fixed])
        else:
            work = self._exact_workspace
            found = self.loops.bound(self._exact_layout, work, self.ints(weights), fixed)
        if self._exclusive and any(work.argument[at] < 0 for at in self.buckets.root if at >= 0):
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
    def _plain_layout(self) -> Layout:
        """In Python's integers, of any size."""
        return _layout(self.buckets, list[float](self.buckets.worth), list)

    @cached_property
    def _plain_workspace(self) -> Workspace:
        return _workspace(self, 1, lambda count: [0] * count, lambda count: [0] * count)

    @cached_property
    def _exact_layout(self) -> Layout:
        return self._layout(self._whole_numbers(self.buckets.worth))

    @cached_property
    def _exact_workspace(self) -> Workspace:
        return self._workspace(1, 0)

    def _layout(self, worth: NumberRow) -> Layout:
        return _layout(self.buckets, worth, self.ints)

    def _workspace(self, rows: int, zero: float) -> Workspace:
        numbers = self.floats if isinstance(zero, float) else self._whole_numbers
        return _workspace(self, rows, lambda count: self.ints([0] * count), lambda count: numbers([0] * count))

    def _whole_numbers(self, values: Sequence[int]) -> NumberRow:
        return cast(NumberRow, self.ints(values))

    def ints(self, values: Sequence[int]) -> IntRow:
        return [int(each) for each in values] if self.small else self._int64(values)

    @staticmethod
    def _int64(values: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        import numpy

        return numpy.array(values, dtype=numpy.int64)


def _layout(at: Buckets, worth: NumberRow, array: Callable[[list[int]], IntRow]) -> Layout:
    return Layout(
        at.parties, array(at.first), worth, array(at.open), array(at.reach), array(at.scope), array(at.place),
        array(at.digit), array(at.out), array(at.kid), array(at.kid_first), array(at.kid_into), array(at.into),
        array(at.parent), array(at.link), array(at.root),
    )  # fmt: skip


def _workspace(
    space: Space, rows: int, ints: Callable[[int], IntRow], numbers: Callable[[int], NumberRow]
) -> Workspace:
    """Memory for `rows` conditions. `ints`, `numbers`: so many zeros."""
    at, parties = space.buckets, space.parties
    total, wide = at.first[-1], max(space.widest, parties) + 1
    return Workspace(
        ints(total), numbers(total), numbers(at.slots), ints(at.slots), ints(at.count), numbers(parties),
        numbers(parties + 1), numbers(rows), ints(rows), numbers(rows), numbers(rows), ints(space.issues), numbers(wide),
        numbers(total * rows),
    )  # fmt: skip
