"""Levels one above the other, and the way back down: from an efficient value to the packages that have it."""

from dataclasses import dataclass, field
from heapq import nsmallest
from typing import Protocol

from goodoffices.engines.settlement.blocks import Block
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.scaled import Vector


class Level(Protocol):
    """What every kind of level can tell (`pareto.plain.Plain`, `pareto.levels.Arrays`); `bare`: has it let go of its values?"""

    def __len__(self) -> int: ...

    def vector(self, at: int) -> Vector: ...

    @property
    def bare(self) -> bool: ...

    @property
    def before(self) -> "Indices": ...

    @property
    def option(self) -> "Indices": ...


class Indices(Protocol):
    def __getitem__(self, at: int, /) -> int: ...


@dataclass
class Trail:
    """`levels[i + 1]` is `levels[i]` with `blocks[i]` added; `levels[0]` is the origin.

    Packages of one value are found by walking down all the ways at once. Which of two packages comes first in file order
    does not depend on what both go on to agree alike, so that each point of a level needs to keep only its first.
    """

    issues: int
    levels: list[Level]
    blocks: list[Block] = field(default_factory=list)
    tied: bool = True
    """May a point stand for several packages? If not, there is but one way down."""

    @property
    def top(self) -> Level:
        return self.levels[-1]

    def packages(self, at: int, most: int = 1) -> list[Choice]:
        """The first `most` packages, in file order, with the value of point `at` of the top level.

        Issues that are in no block are -1.
        """
        if not self.tied:
            return [self._only(at)]
        ways = self._ways(at)
        found: dict[int, list[Choice]] = {0: [(-1,) * self.issues]}
        for block, arcs in zip(self.blocks, reversed(ways), strict=True):
            found = {
                point: nsmallest(
                    most,
                    (
                        _settled(choice, block.issues, member)
                        for before, option in each
                        for member in block.members(option, most)
                        for choice in found[before]
                    ),
                )
                for point, each in arcs.items()
            }
        return found[at] if self.blocks else found[0]

    def vector(self, height: int, at: int) -> Vector:
        """The value of a point; added up along the way where the level has let go of its values."""
        rest = [0] * len(self.levels[0].vector(0))
        while self.levels[height].bare:
            level, block = self.levels[height], self.blocks[height - 1]
            rest = [one + other for one, other in zip(rest, block.vectors[level.option[at]], strict=True)]
            height, at = height - 1, int(level.before[at])
        return tuple(one + other for one, other in zip(rest, self.levels[height].vector(at), strict=True))

    def _only(self, at: int) -> Choice:
        row = [-1] * self.issues
        for block, level in zip(reversed(self.blocks), reversed(self.levels), strict=False):
            for issue, option in zip(block.issues, block.members(int(level.option[at]), 1)[0], strict=True):
                row[issue] = option
            at = int(level.before[at])
        return tuple(row)

    def _ways(self, at: int) -> list[dict[int, list[tuple[int, int]]]]:
        """From the top down: for each point that leads to this one, all the (point before, option) it can come from."""
        points, ways = {at}, []
        for height in range(len(self.blocks), 0, -1):
            arcs = {point: self._arcs(height, point) for point in sorted(points)}
            ways.append(arcs)
            points = {before for each in arcs.values() for before, _ in each}
        return ways

    def _arcs(self, height: int, at: int) -> list[tuple[int, int]]:
        value = self.vector(height, at)
        found = []
        for option, extra in enumerate(self.blocks[height - 1].vectors):
            before = self._place(height - 1, tuple(one - other for one, other in zip(value, extra, strict=True)))
            if before is not None:
                found.append((before, option))
        return found

    def _place(self, height: int, value: Vector) -> int | None:
        """Where a level, descending, has this value."""
        low, high = 0, len(self.levels[height])
        while low < high:
            middle = (low + high) // 2
            if self.vector(height, middle) > value:
                low = middle + 1
            else:
                high = middle
        there = low < len(self.levels[height]) and self.vector(height, low) == value
        return low if there else None


def _settled(choice: Choice, issues: tuple[int, ...], options: Choice) -> Choice:
    row = list(choice)
    for issue, option in zip(issues, options, strict=True):
        row[issue] = option
    return tuple(row)
