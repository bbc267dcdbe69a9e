"""The lines of a draft, each with the labels that it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from goodoffices.engines.brackets.reading import parties
from goodoffices.engines.brackets.reading.numbering import Label, label_at

# A byte order mark or marks of direction: invisible, and a label may follow them.
UNSEEN = "[\ufeff\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]*"
_LINE = re.compile(r"[^\n]+")
_PREFIX = re.compile(
    rf"{UNSEEN}(?P<indent>[ \t\xa0]*)(?:>[ \t]?)*(?P<hashes>\#{{1,6}}(?=[ \t]))?[ \t]*"
    rf"(?P<decor>(?:\\?\[|\*{{1,3}}(?=\S)|_{{1,2}}(?=\S)|“(?=\[)|[ \t]|{UNSEEN[:-1]})*)"
)
_BETWEEN = re.compile(r"(?:[ \t]|\*{1,3}|_{1,2}|\\?\[|[:–—-](?=[ \t]))*")
_OPENERS = re.compile(r"[ \t]*(?:\\?\[[ \t]*)+\r?$")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]:|(\*{1,3}|[†‡§])(?=[ \t]+\S)")
_RULE = re.compile(r"[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*\r?$")
_ENDS = re.compile(r"(?:[.;:,\])”\"’*_–—]|\b(?:and|or|et|ou|и|или))[ \t\r]*$")
_SHORT = 60
_ALONE = re.compile(r"[ \t\r]*(?:\n[ \t\r]*\n|\n?\Z)")
_NUMBERS = {
    "arabic",
    "arabic)",
    "dotted",
    "paren-1",
    "paren-a",
    "paren-i",
    "article",
    "option",
}  # schemes of the articles, paragraphs and options that a party may propose as a whole
_HUNG = re.compile(r"\w[.,;:)”]?(\*{1,3}|[†‡§])(?=[\s\])])")


class Line(NamedTuple):
    """A line that may begin a provision.

    start     where it begins, or where the lines before it begin that hold only opening brackets
    indent    in columns; a tab advances to the next multiple of four
    hashes    the level of a Markdown heading; 0 for other lines
    labels    the labels at its beginning, outermost first: “1. (a) Option 1:” has three
    note      the mark of the footnote whose words it holds, or ""
    after_blank   is the line before it empty?
    wrapped       does the line before it break off in the middle of a sentence?
    """

    start: int
    end: int
    indent: int
    hashes: int
    labels: tuple[Label, ...]
    note: str
    after_blank: bool
    wrapped: bool


def lines(text: str, markdown: bool, apart: list[tuple[int, int]]) -> Iterator[Line]:
    """The lines in order, without empty lines, rules, and lines that begin in one of the spans `apart`. O(n)."""
    hung = set() if markdown else {match[1] for match in _HUNG.finditer(text)}
    last_end, before = -2, ""
    lone = -1  # where the lines began that hold only opening brackets
    pages = iter([*apart, (len(text) + 1, len(text) + 1)])
    page = next(pages)
    for match in _LINE.finditer(text):
        start, end = match.span()
        while page[1] <= start:
            last_end, page = page[1] - 1, next(pages)
        if start >= page[0]:
            continue
        line = match[0]
        if line.isspace() or _RULE.match(line):
            continue
        after_blank = last_end < 0 or text.count("\n", last_end, start) > 1
        if end - start < 200 and _OPENERS.match(line):
            lone = start if lone < 0 or after_blank else lone
            last_end, before = end, line
            continue
        yield _read(text, lone, start, end, after_blank, before, hung)
        last_end, before, lone = end, line[-40:], -1


def stands_in_capitals(line: Line, text: str) -> bool:
    """Is this a line of capitals between empty lines, as headings are in plain text?"""
    words = text[line.start : line.end].strip(" \t\r*_#\xa0")
    if (
        not line.after_blank
        or len(words) > 120
        or words.upper() != words
        or words.lower() == words
        or words[-1] in ".;:,"
    ):
        return False
    return sum(map(str.isalpha, words)) >= 4 and "[" not in words and alone(text, line)


def set_in(before: Line | None, line: Line) -> bool:
    """Is it indented further than the line before, which is short and labelled? Outlines have no full stops."""
    return bool(before and before.labels and before.end - before.start < _SHORT and line.indent > before.indent + 1)


def alone(text: str, line: Line) -> bool:
    """Does an empty line, or the end of the text, follow this one?"""
    return bool(_ALONE.match(text, line.end))


def _read(text: str, lone: int, start: int, end: int, after_blank: bool, before: str, hung: set[str]) -> Line:
    prefix = _PREFIX.match(text, start, end)
    assert prefix is not None
    note = _NOTE.match(text, prefix.end("indent"), end)
    named = (note[1] or (note[2] if note[2] in hung else "")) if note else ""
    labels = () if named else tuple(_labels(text, _behind_speaker(text, prefix.end(), end), end))
    wrapped = not after_blank and lone < 0 and not _ENDS.search(before)
    hashes = len(prefix["hashes"] or "")
    indent = len(prefix["indent"].expandtabs(4))
    return Line(lone if lone >= 0 else start, end, indent, hashes, labels, named, after_blank, wrapped)


def _behind_speaker(text: str, at: int, end: int) -> int:
    """The offset after the names at the beginning of a bracket, if a number follows them: “[US propose: 5. Each Party …”."""
    if text[at - 1 : at] != "[":
        return at
    who, words = parties.before(text, at, end, frozenset())
    between = _BETWEEN.match(text, words, end)
    begins = between.end() if between else words
    found = label_at(text, begins, end) if who else None
    return begins if found and found.scheme in _NUMBERS else at


def _labels(text: str, at: int, end: int) -> Iterator[Label]:
    """The labels that follow each other from here, at most three: “1. (a) (i)” has three, a longer row is a list."""
    for _ in range(3):
        found = label_at(text, at, end)
        if found is None:
            return
        yield found
        if found.scheme in {"article", "division", "bullet"}:
            return
        between = _BETWEEN.match(text, found.end, end)
        at = between.end() if between else found.end
