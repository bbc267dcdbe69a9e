"""What is added one after the other: an issue, or several that depend on each other, as efficient vectors."""

from collections.abc import Callable
from dataclasses import dataclass

from goodoffices.engines.settlement.frontier import plain_stage
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector


@dataclass(frozen=True)
class Block:
    """What some issues can add. `vectors` are distinct, none dominated, descending.

    `counts[k]` ways to settle these issues have the value `vectors[k]`; `members(k, most)` gives the first `most` of them in
    file order, as options of `issues` (ascending).
    """

    issues: tuple[int, ...]
    vectors: list[Vector]
    counts: list[int]
    members: Callable[[int, int], list[Choice]]

    @property
    def top(self) -> Vector:
        """The most that each party can get out of this block."""
        return tuple(map(max, zip(*self.vectors, strict=True)))

    @property
    def low(self) -> Vector:
        """The least that each party gets out of this block."""
        return tuple(map(min, zip(*self.vectors, strict=True)))


def of_issue(scaled: ScaledCase, issue: int) -> Block:
    """An issue that depends on no other, as a block."""
    options: dict[Vector, list[int]] = {}
    for option, vector in enumerate(scaled.worth[issue]):
        options.setdefault(vector, []).append(option)
    vectors = plain_stage.efficient(options)
    alike = [options[vector] for vector in vectors]

    def members(at: int, most: int) -> list[Choice]:
        return [(option,) for option in alike[at][:most]]

    return Block((issue,), vectors, [len(each) for each in alike], members)


def ordered(blocks: list[Block]) -> list[Block]:
    """Small ranges first, so that early stages stay short and long ones are few. Ties in file order."""
    if not all(block.vectors for block in blocks):  # everything is excluded: no need to look further
        return [block for block in blocks if not block.vectors][:1]
    spans = [[high - low for high, low in zip(block.top, block.low, strict=True)] for block in blocks]
    whole = [sum(column) or 1 for column in zip(*spans, strict=True)]
    ranges = [sum(span / total for span, total in zip(each, whole, strict=True)) for each in spans]
    return [blocks[at] for at in sorted(range(len(blocks)), key=lambda at: (ranges[at], blocks[at].issues))]
