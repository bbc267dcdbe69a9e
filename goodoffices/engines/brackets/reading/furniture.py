"""Page furniture: page numbers and running heads in text taken from a PDF. They interrupt a sentence and are no part of it."""

from __future__ import annotations

import re
from collections import Counter

_PAGE = re.compile(
    r"^[ \t]*+(?:(?:Page|page|PAGE|Página|Страница|Стр\.|Sayfa|صفحة|الصفحة)[ \t]++)?\d{1,4}(?:[ \t]++(?:of|de|sur|из|من)[ \t]++|[ \t]*+/[ \t]*+)\d{1,4}[ \t]*+\r?$",
    re.MULTILINE,
)
_FEED = re.compile(
    r"^[ \t]*+(?:(?:Page[ \t]++)?[-–]?[ \t]*+\d{1,4}[ \t]*+[-–]?[ \t]*+\r?\n[^\S\f]{0,20}+)?\f", re.MULTILINE
)
_FOLLOWING = re.compile(r"\s{0,200}([^\n]{1,120})(?=\n|\Z)")
_SPACE = re.compile(r"\s*")
_REPEATED, _HEAD_LINES, _FEWEST_LETTERS = 2, 4, 4


def furniture(text: str) -> list[tuple[int, int]]:
    """The span of each page number with the running head after it and the blank lines around, in order. O(n).

    >>> furniture("as a\\n\\nPage 1 of 2\\n\\nwhole")
    [(5, 19)]
    """
    pages = _merged(text)
    heads = Counter(line for end in [0, *(end for _, end in pages)] for line, _ in _lines_after(text, end))
    spans: list[tuple[int, int]] = []
    for start, end in pages:
        for line, line_end in _lines_after(text, end):
            if heads[line] < _REPEATED:
                break
            end = line_end
        whole = (_back_over_blank(text, start), _over_blank(text, end))
        if spans and whole[0] < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(whole[1], spans[-1][1]))
        else:
            spans.append(whole)
    return spans


def _merged(text: str) -> list[tuple[int, int]]:
    """The spans of page numbers and form feeds; those of one page are merged."""
    found = sorted([match.span() for match in _PAGE.finditer(text)] + [match.span() for match in _FEED.finditer(text)])
    pages: list[tuple[int, int]] = []
    for start, end in found:
        if pages and not text[pages[-1][1] : start].strip():
            pages[-1] = (pages[-1][0], max(end, pages[-1][1]))
        else:
            pages.append((start, end))
    return pages


def _lines_after(text: str, at: int) -> list[tuple[str, int]]:
    """The next few lines, each with its end: up to the first that has a bracket or hardly any letters."""
    found = []
    for _ in range(_HEAD_LINES):
        match = _FOLLOWING.match(text, at)
        if match is None or "[" in match[1] or "]" in match[1] or sum(map(str.isalpha, match[1])) < _FEWEST_LETTERS:
            break
        found.append((match[1].strip(), match.end()))
        at = match.end()
    return found


def _over_blank(text: str, at: int) -> int:
    """The beginning of the next line that is not blank."""
    match = _SPACE.match(text, at)
    assert match is not None
    if match.end() == len(text):
        return len(text)
    return max(at, text.rfind("\n", at, match.end()) + 1)


def _back_over_blank(text: str, at: int) -> int:
    """The beginning of the first of the blank lines before `at`, which must begin a line."""
    while at > 0:
        before = text.rfind("\n", 0, at - 1) + 1
        if text[before:at].strip():
            break
        at = before
    return at
