"""How far into a draft: lines, and characters that stand in brackets."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.engines.brackets.tree import Draft


class Bracketed:
    """How many characters before an offset stand in a bracket, or are a loose one. O(log n) each, after O(n)."""

    def __init__(self, draft: Draft) -> None:
        spans = [(b.start, b.end) for b in draft.brackets if b.parent < 0]
        spans = sorted(spans + [(loose.start, loose.start + 1) for loose in draft.loose])
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
    """The offset at which each line begins; lines end with \\n."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
