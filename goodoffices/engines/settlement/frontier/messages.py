"""Messages of the bucket elimination: for each way to settle a few issues, a frontier of what depends on them.

A message has a scope (issues, ascending) and, for each choice over the scope (an entry), the efficient values of all issues
eliminated into it. All entries lie one behind the other in one stage, so that a kernel makes a whole message in one call.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import product
from typing import TypeAlias

from goodoffices.engines.settlement.frontier.stage import Crossed, Entries, Shifted, Stage
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import Vector

#: Makes one stage out of a stage and, for each entry, lists of it: returns it and where each entry starts, and the end.
Maker: TypeAlias = Callable[[Stage, Entries], tuple[Stage, list[int]]]


@dataclass
class Message:
    """What both kinds of messages have. `made` is filled by `make`."""

    scope: tuple[int, ...]
    sizes: tuple[int, ...]
    made: Stage | None = field(default=None, repr=False)
    starts: list[int] = field(default_factory=list, repr=False)
    counted: dict[tuple[int, Vector], int] = field(default_factory=dict, repr=False)

    @property
    def stage(self) -> Stage:
        """The efficient values of all entries."""
        assert self.made is not None
        return self.made

    @property
    def choices(self) -> Iterator[Choice]:
        return product(*map(range, self.sizes))

    def entry(self, settled: Sequence[int]) -> int:
        """The number of the entry for a package (all issues; those out of scope do not matter)."""
        number = 0
        for issue, size in zip(self.scope, self.sizes, strict=True):
            number = number * size + settled[issue]
        return number

    def span(self, settled: Sequence[int]) -> tuple[int, int]:
        number = self.entry(settled)
        return self.starts[number], self.starts[number + 1]

    def place(self, settled: Sequence[int], value: Vector) -> int | None:
        """Where the entry, descending, has this value."""
        low, end = self.span(settled)
        high = end
        while low < high:
            middle = (low + high) // 2
            if self.stage.vector(middle) > value:
                low = middle + 1
            else:
                high = middle
        return low if low < end and self.stage.vector(low) == value else None

    def packages(self, settled: list[int], value: Vector, most: int) -> list[Choice]:
        """The first `most` packages of this value, given the scope's options in `settled` (-1: not in scope)."""
        raise NotImplementedError

    def count(self, settled: list[int], value: Vector) -> int:
        """How many packages have this value, given the scope's options: exact whatever their number."""
        key = self.entry(settled), value
        if key not in self.counted:
            self.counted[key] = self._count(settled, value)
        return self.counted[key]

    def _count(self, settled: list[int], value: Vector) -> int:
        raise NotImplementedError


@dataclass
class Eliminated(Message):
    """One issue eliminated: what its options add (`adding`; None if excluded) on top of the message about it, if there is one."""

    issue: int = -1
    options: int = 0
    source: Message | None = None
    adding: Callable[[Sequence[int]], Vector | None] = field(default=lambda settled: None, repr=False)

    def make(self, maker: Maker, origin: Stage, issues: int) -> None:
        entries = []
        settled = [-1] * issues
        for choice in self.choices:
            for issue, option in zip(self.scope, choice, strict=True):
                settled[issue] = option
            entries.append(list(self._lists(settled)))
        self.made, self.starts = maker(self.source.stage if self.source else origin, entries)

    def _lists(self, settled: list[int]) -> Iterator[Shifted]:
        for option in range(self.options):
            settled[self.issue] = option
            vector = self.adding(settled)
            if vector is not None:
                start, end = self.source.span(settled) if self.source else (0, 1)
                if start < end:
                    yield Shifted(start, end, vector)
        settled[self.issue] = -1

    def packages(self, settled: list[int], value: Vector, most: int) -> list[Choice]:
        found: list[Choice] = []
        for here, rest in self._ways(settled, value):
            found += self.source.packages(here, rest, most) if self.source else [tuple(here)]
        return nsmallest(most, found)

    def _count(self, settled: list[int], value: Vector) -> int:
        return sum(self.source.count(here, rest) if self.source else 1 for here, rest in self._ways(settled, value))

    def _ways(self, settled: list[int], value: Vector) -> Iterator[tuple[list[int], Vector]]:
        """For each option that can be part of this value: the package with it, and what is left of the value."""
        for option in range(self.options):
            here = settled.copy()
            here[self.issue] = option
            vector = self.adding(here)
            if vector is not None:
                rest = tuple(one - other for one, other in zip(value, vector, strict=True))
                if (self.source.place(here, rest) is not None) if self.source else not any(rest):
                    yield here, rest


@dataclass
class Joined(Message):
    """Two messages about the same issue: every point of one with every point of the other."""

    left: Message = field(default_factory=lambda: Message((), ()), repr=False)
    right: Message = field(default_factory=lambda: Message((), ()), repr=False)

    def make(self, maker: Maker, issues: int) -> None:
        spans = []
        settled = [-1] * issues
        for choice in self.choices:
            for issue, option in zip(self.scope, choice, strict=True):
                settled[issue] = option
            start, end = self.left.span(settled)
            low, high = self.right.span(settled)
            spans.append((start, end, low, high if start < end else low))
        self.made, self.starts = maker(self.left.stage, Crossed(self.right.stage, spans))

    def packages(self, settled: list[int], value: Vector, most: int) -> list[Choice]:
        found: list[Choice] = []
        for own, rest in self._ways(settled, value):
            mine = self.left.packages(settled, rest, most)
            theirs = self.right.packages(settled, own, most)
            found += [tuple(map(max, one, other)) for one in mine for other in theirs]
        return nsmallest(most, found)

    def _count(self, settled: list[int], value: Vector) -> int:
        return sum(
            self.left.count(settled, rest) * self.right.count(settled, own) for own, rest in self._ways(settled, value)
        )

    def _ways(self, settled: list[int], value: Vector) -> Iterator[tuple[Vector, Vector]]:
        """How the value can be split between the right message and the left one."""
        for at in range(*self.right.span(settled)):
            own = self.right.stage.vector(at)
            rest = tuple(one - other for one, other in zip(value, own, strict=True))
            if self.left.place(settled, rest) is not None:
                yield own, rest
