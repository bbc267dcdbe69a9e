"""Which closer closes which opener, so that one that was forgotten spoils its own paragraph and no more.

Plain nesting over a whole draft would let an opener of Article 3 that was never closed swallow everything up to the next
stray closer. So brackets are matched inside each provision's own text first; what is left over may match further out, but
only as drafts do it: from the words that introduce sub-paragraphs into them; from the beginning of one paragraph to the end
of another of the same article; from before a heading to the end of an article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from goodoffices.engines.brackets.begun import Begun

_TRIVIAL = " \t\r\n\\*_>#“\"'‘’”\xa0"
_SIGNS = r"[\s\\*_.,;:)\"”’'>\xa0]*"
_ASIDE = rf"(?:\([^()\[\]\n]{{1,200}}\){_SIGNS})?"  # who stands there, or why
_TAIL = re.compile(rf"{_SIGNS}{_ASIDE}(?:\b(?:and|or|et|ou|и|или)\b)?[\s*_.,;:]*")
_CLOSES = re.compile(rf"{_SIGNS}{_ASIDE}")
_HEADED = {"document", "heading", "article"}


class Left(NamedTuple):
    """A bracket character that found no partner yet: its index, and may it match further out?"""

    token: int
    opens: bool
    outer: bool  # an opener at the beginning, a closer at the end of its provision


class Matched(NamedTuple):
    """`partner[i]` is the index of the token that token i pairs with, or -1; `within[i]` the provision it stands in."""

    partner: list[int]
    within: list[int]


def matched(text: str, at: list[int], opens: list[bool], begun: list[Begun]) -> Matched:
    """Pairs of bracket characters, given their offsets. Time and space O(n · the depth of provisions)."""
    starts = [one.start for one in begun]
    within = [0] * len(at)
    partner = [-1] * len(at)
    left: dict[int, list[Left]] = {}
    ends = _at_ends(text, at, opens, starts)
    first = 0
    while first < len(at):
        index = bisect_right(starts, at[first]) - 1
        stop = starts[index + 1] if index + 1 < len(starts) else len(text) + 1
        last = first
        while last < len(at) and at[last] < stop:
            within[last] = index
            last += 1
        left[index] = _in_own_text(text, at, opens, begun[index], range(first, last), partner, ends)
        first = last
    _outwards(begun, left, partner, within)
    return Matched(partner, within)


def _at_ends(text: str, at: list[int], opens: list[bool], starts: list[int]) -> list[bool]:
    """For each closer: does nothing but closers and punctuation follow in its own paragraph?"""
    ends = [False] * len(at)
    for token in range(len(at) - 1, -1, -1):
        if opens[token]:
            continue
        place = bisect_right(starts, at[token])
        stop = starts[place] if place < len(starts) else len(text)
        follows = at[token + 1] if token + 1 < len(at) and at[token + 1] < stop else -1
        if follows >= 0 and not opens[token + 1]:
            ends[token] = ends[token + 1] and bool(_CLOSES.fullmatch(text, at[token] + 1, follows))
        else:
            tail = _TAIL.match(text, at[token] + 1, stop if follows < 0 else follows)
            assert tail is not None
            ends[token] = (follows < 0 and tail.end() == stop) or "\n\n" in tail[0] or "\n\r\n" in tail[0]
    return ends


def _in_own_text(
    text: str, at: list[int], opens: list[bool], one: Begun, own: range, partner: list[int], ends: list[bool]
) -> list[Left]:
    """Match by nesting; what is left over, in order."""
    stack: list[Left] = []
    closers: list[Left] = []
    beginning, so_far = True, one.start
    begins: dict[int, bool] = {}
    for token in own:
        gap = _without_label(text, so_far, at[token], one)
        so_far = at[token] + 1
        beginning = beginning and not gap.strip(_TRIVIAL)
        if opens[token]:
            begins[token] = beginning
            stack.append(Left(token, True, beginning))
        elif stack:
            opener = stack.pop().token
            partner[opener], partner[token] = token, opener
            beginning = begins[opener]
        else:
            closers.append(Left(token, False, ends[token]))
            beginning = False
    return closers + stack


def _without_label(text: str, start: int, end: int, one: Begun) -> str:
    label_start, label_end = one.label_span
    if one.kind in _HEADED or not start <= label_start < label_end <= end:
        return text[start:end]
    return text[start:label_start] + text[label_end:end]


def _outwards(begun: list[Begun], left: dict[int, list[Left]], partner: list[int], within: list[int]) -> None:
    """From the innermost provisions out: match what is left over under each, and hand on what may match further out."""
    gathered: list[list[list[Left]]] = [[] for _ in begun]
    last = list(range(len(begun)))  # the last provision under each
    for index in range(len(begun) - 1, -1, -1):
        parent = begun[index].parent
        last[parent] = max(last[parent], last[index])
        own, under = left.get(index, []), gathered[index]
        if not own and not under:
            continue
        closers, openers = _match_under(begun[index], own, under[::-1], partner)
        if begun[index].kind in _HEADED:
            closers = [item for item in closers if item.outer and within[item.token] == last[index]]
        gathered[index] = []
        if index and (closers or openers):
            gathered[parent].append(closers + openers)


def _match_under(
    one: Begun, own: list[Left], under: list[list[Left]], partner: list[int]
) -> tuple[list[Left], list[Left]]:
    """Match the own openers, and those of what stands under, with closers from under it.

    Gives the closers that found none, and the own openers at the very beginning: they alone may match further out.
    """
    headed = one.kind in _HEADED
    closers = [item for item in own if not item.opens]
    stack = [(item, len(closers), True) for item in own if item.opens and (item.outer or not headed)]
    for items in under:
        for item in items:
            if item.opens:
                stack.append((item, len(closers), False))
            elif stack and (item.outer or (stack[-1][2] and not headed)):
                opener, before, _ = stack.pop()
                partner[opener.token], partner[item.token] = item.token, opener.token
                del closers[before:]  # inside the pair now: they stay stray
            else:
                closers.append(item)
    return closers, [item for item, _, own_one in stack if own_one and item.outer]
