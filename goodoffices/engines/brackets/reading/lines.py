"""The lines of a draft, each with the labels that it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from goodoffices.engines.brackets.reading import parties
from goodoffices.engines.brackets.reading.furniture import is_symbol
from goodoffices.engines.brackets.reading.numbering import Label, label_at

# A byte order mark or marks of direction: invisible, and a label may follow them.
UNSEEN = "[\ufeff\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]*"
_EDITORS = r"\{[^{}\n]{1,200}\}(?=[ \t]+\S)"  # an editor's remark; a label may follow it
_LINE = re.compile(r"[^\n]+")
_PREFIX = re.compile(
    rf"{UNSEEN}(?P<indent>[ \t\xa0]*)(?:>[ \t]?)*(?P<hashes>\#{{1,6}}(?=[ \t]))?[ \t]*"
    rf"(?P<decor>(?:\\?\[|\*{{1,3}}(?=\S)|_{{1,2}}(?=\S)|“(?=\[)|{_EDITORS}|\{{(?=\w[^{{}}\n]{{0,200}}\}}\s*$)|[ \t]|{UNSEEN[:-1]})*)"
)
_BETWEEN = re.compile(rf"(?:[ \t]|{_EDITORS}|\*{{1,3}}|_{{1,2}}|\\?\[|[:–—-](?=[ \t]))*")
_OPENERS = re.compile(r"[ \t]*(?:\\?\[[ \t]*)+\r?$")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]:|(\*{1,3}|[†‡§])(?=[ \t]+\S)")
_RULE = re.compile(r"[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*\r?$")
# A sentence, or a part of one, may end here; so may an editor's remark, and a footnote's digit behind a word.
_ENDS = re.compile(
    r"(?:[.;:,\])}”\"’*_–—。；：，、）؛،](?:\d{1,3})?|[^\W\d_]{3}\d{1,2}|\b(?:and|or|et|ou|и|или))[ \t\r]*$"
)
_GOES_ON = re.compile(
    r"(?:\b(?:of|in|to|under|with|by|from|see|the|a|an|per|for|on|at|as|that|which|this|its|their|than|is|are|be|not|de|du|des|la|le|les|del"
    r"|pursuant|paragraphs?|articles?|Articles?|sections?|Sections?|Annex|Annexes|Chapter|Chapters)|[(–-])[ \t\r]*$"
)
_TITLED = re.compile(
    r"[ \t]*(?:\*{0,2})(?:[:：–—][ \t]|\([A-Z][^()\n]{2,80}\)[ \t\r]*$|[ \t]*[\[{][^\n]{2,120}[\]}][ \t\r]*$|[ \t\r]*$)"
)
_TYPICAL, _NARROWEST = 0.8, 60
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
    width = 0 if markdown else _width(text)
    last_end, before = -2, ""
    labelled = False  # did the line before begin with a label?
    lone = -1  # where the lines began that hold only opening brackets
    pages = iter([*apart, (len(text) + 1, len(text) + 1)])
    page = next(pages)
    for match in _LINE.finditer(text):
        start, end = match.span()
        while page[1] <= start:
            last_end, before, page = page[1] - 1, "", next(pages)
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
        read = _read(text, lone, start, end, after_blank, _breaks_off(before, width, labelled), hung)
        yield read
        last_end, before, lone = end, "" if _is_label(read, text) else line, -1
        labelled = bool(read.labels)


def stands_in_capitals(line: Line, text: str) -> bool:
    """Is this a line of capitals between empty lines, as headings are in plain text?"""
    words = text[line.start : line.end].strip(" \t\r*_#\xa0")
    if (
        (not line.after_blank and line.wrapped)
        or not words
        or len(words) > 120
        or words.upper() != words
        or words.lower() == words
        or words[-1] in ".;:,"
    ):
        return False
    return sum(map(str.isalpha, words)) >= 4 and "[" not in words and not is_symbol(words) and alone(text, line)


def set_in(before: Line | None, line: Line) -> bool:
    """Is it indented further than the line before, which is short and labelled? Outlines have no full stops."""
    return bool(before and before.labels and before.end - before.start < _SHORT and line.indent > before.indent + 1)


def alone(text: str, line: Line) -> bool:
    """Does an empty line, or the end of the text, follow this one?"""
    return bool(_ALONE.match(text, line.end))


def _width(text: str) -> int:
    """How long a full line is; 0 if lines are too short to be full ones."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    typical = lengths[int(len(lengths) * _TYPICAL)] if lengths else 0
    return typical if typical >= _NARROWEST else 0


def _breaks_off(before: str, width: int, labelled: bool) -> str:
    """How the line before breaks off: "" not at all, “ends” in the middle of a sentence perhaps, “goes on” certainly."""
    if not before or _ENDS.search(before, max(0, len(before) - 40)):
        return ""
    if _GOES_ON.search(before, max(0, len(before) - 40)):
        return "goes on"
    short = width / 2 if width else _SHORT * labelled
    return "" if len(before.strip()) < short else "ends"


def _is_label(line: Line, text: str) -> bool:
    """Does it hold nothing but labels, as “Option 1” or “Article 5”?"""
    return bool(line.labels) and not text[line.labels[-1].end : line.end].strip(" \t\r*_:.[]–—-")


def _read(text: str, lone: int, start: int, end: int, after_blank: bool, broken: str, hung: set[str]) -> Line:
    prefix = _PREFIX.match(text, start, end)
    assert prefix is not None
    note = _NOTE.match(text, prefix.end("indent"), end)
    named = (note[1] or (note[2] if note[2] in hung else "")) if note else ""
    labels = () if named else tuple(_labels(text, _behind_speaker(text, prefix.end(), end), end))
    wrapped = not after_blank and lone < 0 and bool(broken)
    if wrapped and broken != "goes on" and labels:
        titled = labels[0].scheme in {"article", "division", "letter"} and (
            _TITLED.match(text, labels[0].end, end)
            or text[labels[0].start] in "第附"
            or _is_title(text[labels[0].end : end])
        )
        wrapped = not titled and "[" not in prefix["decor"]
    hashes = len(prefix["hashes"] or "")
    indent = len(prefix["indent"].expandtabs(4))
    return Line(lone if lone >= 0 else start, end, indent, hashes, labels, named, after_blank, wrapped)


def _is_title(words: str) -> bool:
    """Are these a few words with capitals, and no sentence: “ Dispute Settlement [and Appeal]”?"""
    words = words.strip(" \t\r*_[]{}.:–—-")
    long = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return 0 < len(words) < 90 and words[-1] not in ".;:," and sum(word[0].isupper() for word in long) * 2 > len(long)


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
        if found.scheme == "bullet":
            blanks = _BETWEEN.match(text, found.end, end)
            option = label_at(text, blanks.end() if blanks else found.end, end)
            found = option if option and option.scheme == "option" else found
        yield found
        if found.scheme in {"article", "division", "bullet"}:
            return
        between = _BETWEEN.match(text, found.end, end)
        at = between.end() if between else found.end
