"""What lies before an offset: lines, and characters in brackets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from goodoffices.engines.brackets.model.spans import Bracket, Loose


class BracketedBefore:
    """Counts the characters before an offset that are in a bracket, or are a loose one. O(log n) each, after O(n)."""

    def __init__(self, brackets: Sequence[Bracket], loose: Sequence[Loose]) -> None:
        spans = [(bracket.start, bracket.end) for bracket in brackets if bracket.parent < 0]
        spans = sorted(spans + [(one.start, one.start + 1) for one in loose])
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        total = covered = 0
        for start, end in spans:
            if end <= covered:  # a loose one inside a bracket
                continue
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(total)
            total += end - start
            covered = end

    def __getitem__(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return 0
        return self._before[index] + min(offset, self._ends[index]) - self._starts[index]


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins. A line ends with \\n. O(n).

    >>> line_starts("a\\nbc\\n")
    [0, 2, 5]
    """
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
