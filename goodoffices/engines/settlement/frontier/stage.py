"""One stage of the dynamic program: what it holds, and what the next one is made of."""

from typing import NamedTuple, Protocol, TypeAlias

from goodoffices.engines.settlement.model.scaled import Vector
from goodoffices.engines.settlement.runtime.arrays import Counts, Exacts, Indices, IntRow


class Stage(Protocol):
    """Efficient partial packages, descending: their values, where each comes from, and how many packages have it.

    Point `at` is point `before[at]` of the stage before, plus option `option[at]` of the block that was added. There are two
    kinds: `plain_stage.PlainStage` and `array_stage.ArrayStage`.
    """

    def __len__(self) -> int: ...

    def vector(self, at: int) -> Vector:
        """The value of a point, one whole number for each party."""

    def matrix(self) -> Exacts:
        """All values, [parties, points]. Imports numpy."""

    def kept(self, places: IntRow) -> "Stage":
        """The stage with these points alone."""

    @property
    def vectors(self) -> list[Vector]: ...

    @property
    def counts(self) -> Counts: ...

    @property
    def before(self) -> Indices: ...

    @property
    def option(self) -> Indices: ...

    @property
    def tied(self) -> bool:
        """Does any point stand for several packages?"""

    @property
    def valueless(self) -> bool:
        """Were the values dropped to save memory? Then they are added up again from the stages before."""


class Shifted(NamedTuple):
    """The points [start, end) of a stage, each moved by the vector `by` and standing for `weight` times as many packages."""

    start: int
    end: int
    by: Vector
    weight: int = 1


class Crossed(NamedTuple):
    """For each entry, the points [start, end) of one stage, moved by each of the points [low, high) of another one."""

    other: Stage
    spans: list[tuple[int, int, int, int]]

    def lists(self) -> list[list[Shifted]]:
        """The same, written out: for each entry the shifted lists."""
        moves = [*zip(self.other.vectors, map(int, self.other.counts), strict=True)]  # each is used many times
        return [[Shifted(start, end, *move) for move in moves[low:high]] for start, end, low, high in self.spans]


#: For each entry, the lists of which the efficient points are wanted.
Entries: TypeAlias = list[list[Shifted]] | Crossed
