"""Which character of one text is which of another that has almost the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.comparing.subsequence import matches

_TOKEN = re.compile(r"\[\^[^\]\s]*\]|\w+|[^\w\s]")


def words_of(text: str) -> list[str]:
    """The tokens of a text; of a footnote's mark only that it is one, because word processors count anew.

    >>> words_of("[shall] report[^2].")
    ['[', 'shall', ']', 'report', '[^]', '.']
    """
    return [_key(found[0]) for found in _TOKEN.finditer(text)]


def _key(token: str) -> str:
    return "[^]" if token.startswith("[^") else token


def character_map(mine: str, theirs: str) -> list[int]:
    """For each character of one text its offset in the other, -1 where it is not there.

    Tokens are aligned by a longest common subsequence; of the blanks between them, those at both ends of a gap.

    >>> character_map("a b", "a  x b"), character_map("a  b", "a b")
    ([0, 1, 5], [0, 1, -1, 2])
    """
    if mine == theirs:
        return list(range(len(mine)))
    ours, others = list(_TOKEN.finditer(mine)), list(_TOKEN.finditer(theirs))
    pairs = matches([_key(one[0]) for one in ours], [_key(one[0]) for one in others])
    found = [-1] * len(mine)
    at = there = 0
    for i, j in pairs:
        (start, end), (begin, stop) = ours[i].span(), others[j].span()
        _blanks(mine, theirs, (at, start), (there, begin), found)
        for step in range(end - start):
            found[start + step] = min(begin + step, stop - 1)
        at, there = end, stop
    _blanks(mine, theirs, (at, len(mine)), (there, len(theirs)), found)
    return found


def _blanks(mine: str, theirs: str, gap: tuple[int, int], other: tuple[int, int], found: list[int]) -> None:
    """Map the blanks at the beginning of both gaps, then those left at their ends."""
    (start, end), (begin, stop) = gap, other
    while start < end and begin < stop and mine[start].isspace() and theirs[begin].isspace():
        found[start] = begin
        start, begin = start + 1, begin + 1
    while start < end and begin < stop and mine[end - 1].isspace() and theirs[stop - 1].isspace():
        end, stop = end - 1, stop - 1
        found[end] = stop


def place_in(found: Sequence[int], at: int) -> int:
    """The offset in the other text for a place between characters: after the one before it, else before the one after it."""
    for before in range(at - 1, -1, -1):
        if found[before] >= 0:
            return found[before] + 1
    return next((there for there in found[at:] if there >= 0), 0)
