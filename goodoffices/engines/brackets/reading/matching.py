"""Which closer closes which opener, so that a forgotten bracket damages its own paragraph and no more.

With plain nesting over a whole draft, an opener in Article 3 that is never closed would swallow everything up to the next
stray closer. So brackets are matched within each provision's own text first. What is left over can match further out, but
only in the ways drafts use: from the words that introduce sub-paragraphs into them; from the beginning of one paragraph to
the end of another in the same article; from before a heading to the end of an article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from goodoffices.engines.brackets.reading.entries import Entry

_TRIVIAL = " \t\r\n\\*_>#“\"'‘’”\xa0"
_SIGNS = r"[\s\\*_.,;:)\"”’'>\xa0]*"
_ASIDE = rf"(?:\([^()\[\]\n]{{1,200}}\){_SIGNS})?"  # who stands there, or why
_TAIL = re.compile(rf"{_SIGNS}{_ASIDE}(?:\b(?:and|or|et|ou|и|или)\b)?[\s*_.,;:]*")
_CLOSES = re.compile(rf"{_SIGNS}{_ASIDE}")
_HEADED = {"document", "heading", "article"}


class Left(NamedTuple):
    """A bracket character without a partner so far: its token's index, and whether it can match further out."""

    token: int
    opens: bool
    outer: bool  # an opener at the beginning of its provision, a closer at the end


class Matched(NamedTuple):
    """`partner[i]` is the index of the token that token i pairs with, or -1; `within[i]` is the index of its provision."""

    partner: list[int]
    within: list[int]


def matched(text: str, at: list[int], opens: list[bool], entries: list[Entry]) -> Matched:
    """Pair the bracket characters at the offsets `at`. Time and space O(n · the depth of provisions)."""
    starts = [one.start for one in entries]
    within = [0] * len(at)
    partner = [-1] * len(at)
    left: dict[int, list[Left]] = {}
    ends = _closes_paragraph(text, at, opens, starts)
    first = 0
    while first < len(at):
        index = bisect_right(starts, at[first]) - 1
        stop = starts[index + 1] if index + 1 < len(starts) else len(text) + 1
        last = first
        while last < len(at) and at[last] < stop:
            within[last] = index
            last += 1
        left[index] = _in_own_text(text, at, opens, entries[index], range(first, last), partner, ends)
        first = last
    _outwards(entries, left, partner, within)
    return Matched(partner, within)


def _closes_paragraph(text: str, at: list[int], opens: list[bool], starts: list[int]) -> list[bool]:
    """For each token: is it a closer after which only closers and punctuation follow in its paragraph?"""
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
    text: str, at: list[int], opens: list[bool], one: Entry, own: range, partner: list[int], ends: list[bool]
) -> list[Left]:
    """Match by nesting within one provision's own text; returns what is left over, in order."""
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


def _without_label(text: str, start: int, end: int, one: Entry) -> str:
    """The text of a span without the provision's label; a heading's label counts as text."""
    label_start, label_end = one.label_span
    if one.kind in _HEADED or not start <= label_start < label_end <= end:
        return text[start:end]
    return text[start:label_start] + text[label_end:end]


def _outwards(entries: list[Entry], left: dict[int, list[Left]], partner: list[int], within: list[int]) -> None:
    """From the innermost provisions outwards: match what is left over under each, and pass on what can match further out."""
    gathered: list[list[list[Left]]] = [[] for _ in entries]
    last = list(range(len(entries)))  # the last provision under each
    for index in range(len(entries) - 1, -1, -1):
        parent = entries[index].parent
        last[parent] = max(last[parent], last[index])
        own, under = left.get(index, []), gathered[index]
        if not own and not under:
            continue
        closers, openers = _match_under(entries[index], own, under[::-1], partner)
        if entries[index].kind in _HEADED:
            closers = [item for item in closers if item.outer and within[item.token] == last[index]]
        gathered[index] = []
        if index and (closers or openers):
            gathered[parent].append(closers + openers)


def _match_under(
    one: Entry, own: list[Left], under: list[list[Left]], partner: list[int]
) -> tuple[list[Left], list[Left]]:
    """Match a provision's own openers, and those left over under it, with closers from under it.

    Returns the closers that found no opener, and the own openers at the very beginning: only those can match further out.
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
