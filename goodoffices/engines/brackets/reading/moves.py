"""Edits, and where they move what stands in a text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple


class Edit(NamedTuple):
    """These words replace the code points `start`…`end`."""

    start: int
    end: int
    words: str


class Moves:
    """Where offsets move to under sorted edits, each in O(log n). An offset inside a replaced span moves to one of its ends."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._shifts = list(accumulate((len(edit.words) - (edit.end - edit.start) for edit in edits), initial=0))

    def touches(self, offset: int) -> bool:
        """Is the character at this offset replaced?"""
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self._ends[before - 1]

    def within(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that touch the text between these offsets."""
        return self.edits[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def __call__(self, offset: int, after: bool = True) -> int:
        """The new offset. At an insertion it comes `after` the inserted words, or before them."""
        before = bisect_left(self._starts, offset)
        if before and self._ends[before - 1] > offset:
            inside = self.edits[before - 1]
            return inside.start + self._shifts[before - 1] + (len(inside.words) if after else 0)
        while after and before < len(self.edits) and self._starts[before] == self._ends[before] == offset:
            before += 1
        return offset + self._shifts[before]
