"""All efficient packages, exactly.

A package is efficient if no other is at least as good for all parties and better for one. Issues are added one after the
other, and of the partial packages only those stay that no other one dominates: what dominates a part dominates the whole,
whatever else is agreed (Bellman 1957; for several criteria Brown and Strauch 1965). Dependencies are eliminated first
(`elimination`), so that what is added is always independent of what is there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.engines.settlement import blocks, elimination
from goodoffices.engines.settlement.budget import Budget, Pace
from goodoffices.engines.settlement.climb import Climber, climb
from goodoffices.engines.settlement.model import Case, Choice
from goodoffices.engines.settlement.scaled import Scaled, Vector
from goodoffices.engines.settlement.trail import Trail

if TYPE_CHECKING:
    import numpy

__all__ = ["Budget", "Frontier", "Status", "frontier"]

#: Told after each step: how many are done, of how many, and how many points there are.
Progress = Callable[[int, int, int], None]


class Status(str, Enum):  # noqa: UP042 - its text is what the command prints
    """How much of the frontier there is.

    complete    every efficient package
    truncated   the budget was spent, or somebody broke off: packages that exist, none better than another
    epsilon     as coarse as was asked for
    """

    COMPLETE = "complete"
    TRUNCATED = "truncated"
    EPSILON = "epsilon"


@dataclass(frozen=True)
class Frontier:
    """Efficient packages: `points` distinct utility vectors, descending by the first party, then the second and so on.

    `packages` counts how many packages have these utilities, ties and all. `slack` is what the guarantee says in numbers:
    for every package (that is acceptable, if only those were asked for) there is a point here that gives each party at
    most so much less; all 0 if complete, None if nothing can be said.
    """

    case: Case
    status: Status
    guarantee: str
    points: int
    packages: int
    slack: tuple[Fraction, ...] | None
    acceptable: bool = False
    _scaled: Scaled = field(repr=False, compare=False, kw_only=True)
    _trail: Trail = field(repr=False, compare=False, kw_only=True)

    def __len__(self) -> int:
        return self.points

    @property
    def scales(self) -> tuple[int, ...]:
        """Per party, by what its utilities were multiplied in `scaled`."""
        return self._scaled.scales

    @cached_property
    def scaled(self) -> "numpy.ndarray":
        """Utilities × `scales`, points × parties: int64, or Python's integers where these do not fit. Imports numpy."""
        from goodoffices.engines.settlement.pareto.levels import table

        return table(self._trail.top, self.points, self._scaled)

    @property
    def utilities(self) -> Iterator[tuple[Fraction, ...]]:
        """The utilities of each point, one per party, exactly."""
        return (self._scaled.utilities(self._trail.top.vector(at)) for at in range(self.points))

    def utility(self, at: int) -> tuple[Fraction, ...]:
        return self._scaled.utilities(self._value(at))

    def package(self, at: int) -> Choice:
        """A package of this point: among those alike, the first in file order."""
        return self.packages_of(at, 1)[0]

    def packages_of(self, at: int, most: int = 100) -> list[Choice]:
        """The first `most` packages of this point in file order; fewer if there are not so many."""
        self._value(at)
        return self._trail.packages(at % self.points, most)

    def _value(self, at: int) -> Vector:
        if not -self.points <= at < self.points:
            raise IndexError(f"There is no point {at}: the frontier has {self.points}.")
        return self._trail.top.vector(at % self.points)


def frontier(
    case: Case,
    *,
    acceptable: bool = False,
    budget: Budget | None = None,
    tolerance: Fraction | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """The efficient packages of a case; with `acceptable`, those of them that meet every reservation value.

    What dominates an acceptable package is acceptable itself, so the latter are also the packages that are efficient among
    the acceptable ones. `budget` limits time and memory, `tolerance` asks for a coarser answer: at most so large a share of
    each party's range is lost. Ctrl-C, too, gives what there is. Raises `elimination.Entangled` (an `Unusable`) where so
    many issues hang together that only direct solutions will do.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(5))))
    >>> city = Mandate("city", ((Fraction(8), Fraction(0)), (Fraction(3), Fraction(0))))
    >>> found = frontier(Case(domain, (union, city)))
    >>> [tuple(map(int, utilities)) for utilities in found.utilities]
    [(11, 0), (6, 3), (5, 8), (0, 11)]
    >>> domain.named(found.package(2)), found.status.value
    ({'wage': '0 %', 'days off': '25'}, 'complete')
    """
    scaled = Scaled.of(case)
    pace = Pace(budget or Budget())
    climber = Climber(scaled, pace)
    parts = blocks.ordered(elimination.parts(case, scaled, climber))
    trail, counts, slack = climb(
        climber, parts, need=scaled.floors if acceptable else None, tolerance=tolerance, progress=progress
    )
    shares = tuple(
        Fraction(unit * lost, scale) for lost, unit, scale in zip(slack, scaled.units, scaled.scales, strict=True)
    )
    status, guarantee = _told(case, pace, shares, acceptable, tolerance, len(trail.top))
    return Frontier(
        case,
        status,
        guarantee,
        points=len(trail.top),
        packages=counts,
        slack=None if acceptable and any(shares) else shares,
        acceptable=acceptable,
        _scaled=scaled,
        _trail=trail,
    )


def _told(
    case: Case, pace: Pace, slack: tuple[Fraction, ...], acceptable: bool, tolerance: Fraction | None, points: int
) -> tuple[Status, str]:
    """The status, and a sentence on what is known."""
    if not any(slack):
        every = "Every efficient package that meets all reservation values is here" if acceptable else None
        if not points:
            every = "No package meets all reservation values" if acceptable else "Every package is excluded"
            return Status.COMPLETE, f"{every}."
        return Status.COMPLETE, f"{every or 'Every efficient package is here'}, and no other."
    why = f"Not everything was looked at, since {pace.why}." if pace.why else "As coarse as was asked for."
    status = Status.TRUNCATED if pace.why else Status.EPSILON
    if acceptable:
        more = "others may be missing, and whether any package here is efficient is not known"
        return (
            status,
            f"{why} The packages here exist, meet all reservation values, and none is better than another; {more}.",
        )
    most = ", ".join(
        f"{_amount(lost)} to “{mandate.party}”" for lost, mandate in zip(slack, case.mandates, strict=True) if lost
    )
    return status, (
        f"{why} The packages here exist, and none is better than another; no package exceeds the nearest one here "
        f"by more than is worth {most}."
    )


def _amount(value: Fraction) -> str:
    """A number for a sentence, rounded up."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{-(-value * 10**6 // 1) / 10**6:g}"
