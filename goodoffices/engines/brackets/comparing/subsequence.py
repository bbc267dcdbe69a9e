"""Longest common subsequences, found exactly by bit vectors, and longest increasing ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

_MOST_CELLS = 200_000_000  # in one table of bit vectors: 25 MB, about a second


def matches(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, as pairs of indices in order.

    Exact up to 200 million cells (the product of the lengths). A larger stretch is first cut at words that occur once on
    both sides, and dropped where there are none.

    >>> matches("a b c d".split(), "a c x d".split())
    [(0, 0), (2, 1), (3, 3)]
    """
    found: list[tuple[int, int]] = []
    stretches = [(0, len(mine), 0, len(theirs), 0)]
    while stretches:
        a, a_end, b, b_end, depth = stretches.pop()
        while a < a_end and b < b_end and mine[a] == theirs[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and mine[a_end - 1] == theirs[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        if (a_end - a) * (b_end - b) <= _MOST_CELLS:
            found += [(a + i, b + j) for i, j in _longest(mine[a:a_end], theirs[b:b_end])]
        elif depth < 8:
            anchors = [(a + i, b + j) for i, j in _anchors(mine[a:a_end], theirs[b:b_end])]
            found += anchors
            for i, j in anchors:
                stretches.append((a, i, b, j, depth + 1))
                a, b = i + 1, j + 1
            if anchors:
                stretches.append((a, a_end, b, b_end, depth + 1))
    found.sort()
    return found


def _longest(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Bit-parallel LCS (Hyyrö, “Bit-parallel LCS-length computation revisited”, 2004), with its rows kept to trace the pairs back."""
    masks: dict[str, int] = {}
    for i, key in enumerate(mine):
        masks[key] = masks.get(key, 0) | (1 << i)
    everything = (1 << len(mine)) - 1
    vector = everything
    rows = []
    for key in theirs:
        if common := vector & masks.get(key, 0):
            vector = ((vector + common) | (vector - common)) & everything
        rows.append(vector)
    pairs = []
    i, j = len(mine), len(theirs)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:  # the last of mine adds nothing to the length
            i -= 1
            continue
        j -= 1
        if not j or rows[j - 1] >> (i - 1) & 1:
            i -= 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs


def _anchors(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Words that occur once on both sides, as many as are in the same order (B. Cohen's “patience diff”)."""
    ours, others = Counter(mine), Counter(theirs)
    places = {key: j for j, key in enumerate(theirs) if others[key] == 1}
    return increasing((i, places[key]) for i, key in enumerate(mine) if ours[key] == 1 and key in places)


def increasing(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest subsequence of the pairs, given in order of the first, that is in order of the second. O(n log n).

    >>> increasing([(0, 3), (1, 0), (2, 1), (3, 2)])
    [(1, 0), (2, 1), (3, 2)]
    """
    listed = list(pairs)
    tails: list[int] = []  # the smallest second that ends a chain of each length
    ends: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(listed):
        length = bisect_left(tails, second)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [index]
        before.append(ends[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(listed[index])
        index = before[index]
    return chain[::-1]
