"""Page furniture: page numbers and running heads in text taken from a PDF. They interrupt a sentence and are no part of it.

“Page 3 of 20” and a form feed always end a page. A bare number does if the numbers count up through the text and stand beside lines
that come again, or far from each other; so does a document symbol (“FCCC/ADP/2015/1”) that comes again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

_PAGE = re.compile(
    r"^[ \t]*+(?:(?:Page|page|PAGE|Página|Страница|Стр\.|Sayfa|صفحة|الصفحة)[ \t]++)?\d{1,4}(?:[ \t]++(?:of|de|sur|из|من)[ \t]++|[ \t]*+/[ \t]*+)\d{1,4}[ \t]*+\r?$",
    re.MULTILINE,
)
_FEED = re.compile(
    r"^[ \t]*+(?:(?:Page[ \t]++)?[-–]?[ \t]*+\d{1,4}[ \t]*+[-–]?[ \t]*+\r?\n[^\S\f]{0,20}+)?\f", re.MULTILINE
)
_BARE = re.compile(
    r"^[ \t]*+(?:Page|PAGE|Página|Страница|Стр\.|Sayfa|[-–—|])?[ \t]*+(\d{1,4})[ \t]*+[-–—|]?[ \t]*+\r?$", re.MULTILINE
)
_SYMBOL = re.compile(r"^[ \t]*+[A-Z][A-Za-z]{0,9}(?:[/.][A-Z\d][\w().-]{0,20}){2,6}[ \t]*+\r?$", re.MULTILINE)
_FOLLOWING = re.compile(r"\s{0,200}([^\n]{1,120})(?=\n|\Z)")
_SPACE = re.compile(r"\s*")
_LABEL = re.compile(r"(?i:no text|option|alternative|article|chapter|section|annex|part)\b|\(|[^\W\d_]{0,2}\d{0,3}[.)]")
_REPEATED, _HEAD_LINES, _FEWEST_LETTERS = 2, 4, 4
_NEAREST, _FAR_APART, _FARTHEST = 4, 12, 400  # lines from one page number to the next


class _Number(NamedTuple):
    """A line with a bare number, and how many lines come before it."""

    number: int
    start: int
    end: int
    line: int


def is_symbol(line: str) -> bool:
    """Is this line the symbol of a document, such as “A/AC.291/22”?

    >>> [is_symbol(line) for line in ("A/AC.291/22", "FCCC/ADP/2015/1", "PART II")]
    [True, True, False]
    """
    return bool(_SYMBOL.fullmatch(line)) and any(map(str.isdecimal, line))


def furniture(text: str) -> list[tuple[int, int]]:
    """The span of each page number with the running heads around it and the blank lines, in order. O(n log n).

    >>> furniture("as a\\n\\nPage 1 of 2\\n\\nwhole")
    [(5, 19)]
    """
    marked = _marked(text)
    pages = _merged(text, [*(marked or _bare(text)), *_symbols(text)])
    heads = Counter(
        line for line, _ in {one for end in [0, *(end for _, end in pages)] for one in _lines_after(text, end)}
    )
    feet = Counter(line for line, _ in {one for start, _ in pages for one in _lines_before(text, start)})
    spans: list[tuple[int, int]] = []
    for start, end in pages:
        end = _through(_lines_after(text, end), lambda line: heads[line] >= _REPEATED, end)
        start = _through(_lines_before(text, start), lambda line: feet[line] >= max(_REPEATED, len(pages) / 2), start)
        whole = (_back_over_blank(text, start), _over_blank(text, end))
        if spans and whole[0] < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(whole[1], spans[-1][1]))
        else:
            spans.append(whole)
    return spans


def _marked(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PAGE.finditer(text)] + [match.span() for match in _FEED.finditer(text)]


def _symbols(text: str) -> list[tuple[int, int]]:
    """Document symbols that come again."""
    found = [match for match in _SYMBOL.finditer(text) if is_symbol(match[0].strip())]
    times = Counter(match[0].strip() for match in found)
    return [match.span() for match in found if times[match[0].strip()] >= _REPEATED]


def _bare(text: str) -> list[tuple[int, int]]:
    """Bare numbers that count the pages."""
    breaks = [match.start() for match in re.finditer("\n", text)] if _BARE.search(text) else []
    numbers = [
        _Number(int(match[1]), match.start(), match.end(), bisect_left(breaks, match.start()))
        for match in _BARE.finditer(text)
    ]
    if len(numbers) < _REPEATED:
        return []
    beside = Counter(line for one in numbers for line in _beside(text, one))
    last: dict[int, _Number] = {}
    pages: set[_Number] = set()
    for one in numbers:
        before = last.get(one.number - 1)
        last[one.number] = one
        if before is None or not _NEAREST <= one.line - before.line <= _FARTHEST:
            continue
        for each, other in ((before, one), (one, before)):
            headed = any(beside[line] >= _REPEATED for line in _beside(text, each))
            alone = _stands_alone(text, each) and abs(each.line - other.line) >= _FAR_APART
            if headed or alone:
                pages.add(each)
    return [(one.start, one.end) for one in sorted(pages, key=lambda one: one.start)]


def _beside(text: str, one: _Number) -> set[str]:
    """The line above a number and the one below it, if they can be running heads."""
    near = [*_lines_before(text, one.start)[:1], *_lines_after(text, one.end)[:1]]
    return {line for line, _ in near if not _LABEL.match(line)}


def _stands_alone(text: str, one: _Number) -> bool:
    """Are the lines above and below it empty?"""
    above = text[max(0, one.start - 2) : one.start]
    below = text[one.end : one.end + 2]
    return (not above.strip() or one.start == 0) and not below.strip()


def _merged(text: str, found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order; those of one page are merged."""
    pages: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if pages and not text[pages[-1][1] : start].strip():
            pages[-1] = (pages[-1][0], max(end, pages[-1][1]))
        else:
            pages.append((start, end))
    return pages


def _through(lines: list[tuple[str, int]], is_head: Callable[[str], bool], at: int) -> int:
    """How far the running heads go, one after the other."""
    for line, there in lines:
        if not is_head(line):
            break
        at = there
    return at


def _lines_after(text: str, at: int) -> list[tuple[str, int]]:
    """The next few lines, each with its end: up to the first that has a bracket or hardly any letters."""
    found = []
    for _ in range(_HEAD_LINES):
        match = _FOLLOWING.match(text, at)
        if match is None or not _may_be_head(match[1]):
            break
        found.append((match[1].strip(), match.end()))
        at = match.end()
    return found


def _lines_before(text: str, at: int) -> list[tuple[str, int]]:
    """The few lines before, the nearest first, each with its start."""
    found: list[tuple[str, int]] = []
    stop = _back_over_blank(text, at)
    for _ in range(_HEAD_LINES):
        start = text.rfind("\n", 0, max(0, stop - 1)) + 1
        line = text[start:stop]
        if stop <= 0 or len(line) > 121 or not _may_be_head(line) or _LABEL.match(line.strip()):
            break
        found.append((line.strip(), start))
        stop = _back_over_blank(text, start)
    return found


def _may_be_head(line: str) -> bool:
    return "[" not in line and "]" not in line and sum(map(str.isalpha, line)) >= _FEWEST_LETTERS


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
