"""The stages of the dynamic program, and the way back: from an efficient value to the packages that have it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from goodoffices.engines.settlement.frontier.blocks import Block
from goodoffices.engines.settlement.frontier.stage import Stage
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import Vector


@dataclass
class Stages:
    """`stages[i + 1]` is `stages[i]` with `blocks[i]` added; `stages[0]` is the origin.

    Packages of one value are found by following all ways back at once. Which of two packages comes first in file order does
    not depend on what both agree on later, so each point of a stage needs to keep only its first.
    """

    issues: int
    stages: list[Stage]
    blocks: list[Block] = field(default_factory=list)
    tied: bool = True
    """May a point stand for several packages? If not, there is only one way back."""

    @property
    def top(self) -> Stage:
        return self.stages[-1]

    def packages(self, at: int, most: int = 1) -> list[Choice]:
        """The first `most` packages, in file order, with the value of point `at` of the top stage.

        Issues that are in no block are -1.
        """
        if not self.tied:
            return [self._only(at)]
        found: dict[int, list[Choice]] = {0: [(-1,) * self.issues]}
        for block, arcs in zip(self.blocks, reversed(self._arcs_down(at)), strict=True):
            found = {
                point: nsmallest(
                    most,
                    (
                        _with(choice, block.issues, member)
                        for before, option in each
                        for member in block.members(option, most)
                        for choice in found[before]
                    ),
                )
                for point, each in arcs.items()
            }
        return found[at] if self.blocks else found[0]

    def vector(self, height: int, at: int) -> Vector:
        """The value of a point of `stages[height]`; added up on the way back where the stage has dropped its values."""
        rest = [0] * len(self.stages[0].vector(0))
        while self.stages[height].valueless:
            stage, block = self.stages[height], self.blocks[height - 1]
            rest = [one + other for one, other in zip(rest, block.vectors[stage.option[at]], strict=True)]
            height, at = height - 1, int(stage.before[at])
        return tuple(one + other for one, other in zip(rest, self.stages[height].vector(at), strict=True))

    def _only(self, at: int) -> Choice:
        """The one package of a point, by the back pointers."""
        row = [-1] * self.issues
        for block, stage in zip(reversed(self.blocks), reversed(self.stages), strict=False):
            for issue, option in zip(block.issues, block.members(int(stage.option[at]), 1)[0], strict=True):
                row[issue] = option
            at = int(stage.before[at])
        return tuple(row)

    def _arcs_down(self, at: int) -> list[dict[int, list[tuple[int, int]]]]:
        """From the top down: for each point that leads to this one, all the (point before, option) it can come from."""
        points, found = {at}, []
        for height in range(len(self.blocks), 0, -1):
            arcs = {point: self._arcs(height, point) for point in sorted(points)}
            found.append(arcs)
            points = {before for each in arcs.values() for before, _ in each}
        return found

    def _arcs(self, height: int, at: int) -> list[tuple[int, int]]:
        value = self.vector(height, at)
        found = []
        for option, extra in enumerate(self.blocks[height - 1].vectors):
            before = self._place(height - 1, tuple(one - other for one, other in zip(value, extra, strict=True)))
            if before is not None:
                found.append((before, option))
        return found

    def _place(self, height: int, value: Vector) -> int | None:
        """Where a stage, which is descending, has this value; None if nowhere."""
        low, high = 0, len(self.stages[height])
        while low < high:
            middle = (low + high) // 2
            if self.vector(height, middle) > value:
                low = middle + 1
            else:
                high = middle
        there = low < len(self.stages[height]) and self.vector(height, low) == value
        return low if there else None


def _with(choice: Choice, issues: Sequence[int], options: Choice) -> Choice:
    """The choice with these options of these issues."""
    row = list(choice)
    for issue, option in zip(issues, options, strict=True):
        row[issue] = option
    return tuple(row)
