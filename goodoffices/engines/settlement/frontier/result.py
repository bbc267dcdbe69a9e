"""What `frontier` returns: the efficient points, how much of the frontier they are, and the packages behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property

from goodoffices.engines.settlement.frontier.stages import Stages
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector
from goodoffices.engines.settlement.runtime.arrays import Exacts


class Status(str, Enum):  # noqa: UP042 - its text is what the command prints
    """How much of the frontier there is.

    complete    every efficient package
    truncated   the budget was spent, or the work was interrupted: packages that exist, none better than another
    epsilon     as coarse as was asked for
    """

    COMPLETE = "complete"
    TRUNCATED = "truncated"
    EPSILON = "epsilon"


@dataclass(frozen=True)
class Frontier:
    """Efficient packages: `points` distinct utility vectors, descending by the first party, then the second and so on.

    `packages` counts the packages that have these utilities, ties included. `slack` is the guarantee in numbers: for every
    package (that is acceptable, if only those were asked for) there is a point here that gives each party at most so much
    less, in the party's own points; all 0 if complete, None if nothing can be said.
    """

    case: Case
    status: Status
    guarantee: str
    points: int
    packages: int
    slack: tuple[Fraction, ...] | None
    acceptable: bool = False
    efficient: tuple[bool, ...] | None = None
    """Point by point, is it known to be efficient? None where all are (`complete`), or where nothing is known of any."""
    _scaled: ScaledCase = field(repr=False, compare=False, kw_only=True)
    _stages: Stages = field(repr=False, compare=False, kw_only=True)

    def __len__(self) -> int:
        return self.points

    @property
    def scales(self) -> tuple[int, ...]:
        """Per party, by what its utilities were multiplied in `scaled`."""
        return self._scaled.scales

    @cached_property
    def scaled(self) -> Exacts:
        """Utilities × `scales`, [points, parties]: int64, or Python's integers where these do not fit. Imports numpy."""
        from goodoffices.engines.settlement.frontier.array_stage import scaled_utilities

        return scaled_utilities(self._stages.top, self._scaled)

    @property
    def utilities(self) -> Iterator[tuple[Fraction, ...]]:
        """The utilities of each point, one per party, exactly."""
        return (self._scaled.utilities(self._stages.top.vector(at)) for at in range(self.points))

    def utility(self, at: int) -> tuple[Fraction, ...]:
        return self._scaled.utilities(self._value(at))

    def package(self, at: int) -> Choice:
        """A package of this point: among those alike, the first in file order."""
        return self.packages_of(at, 1)[0]

    def packages_of(self, at: int, most: int = 100) -> list[Choice]:
        """The first `most` packages of this point in file order; fewer if there are not so many."""
        self._value(at)
        return self._stages.packages(at % self.points, most)

    def _value(self, at: int) -> Vector:
        if not -self.points <= at < self.points:
            raise IndexError(f"There is no point {at}: the frontier has {self.points}.")
        return self._stages.top.vector(at % self.points)
