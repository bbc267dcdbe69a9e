"""Numbers in a column of their own: text taken from a PDF often lists the numbers first and the paragraphs after them.

    1.
    2.
    Each Party shall measure the flow.
    The commission meets annually.

The numbers are assigned to the paragraphs that follow. Where a paragraph begins is a guess: after a line that ends a
sentence; if there are more such lines than numbers, after the shortest, because a paragraph's last line is seldom full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.reading.lines import Line, stands_in_capitals

_APART = {"arabic", "pp", "op"}
_SENTENCE_ENDS = re.compile(r"[.;:][\])”\"’]{0,4}[\s\d]*$")
_CLAUSE_ENDS = re.compile(r"[.;:,][\])”\"’]{0,4}[\s\d]*$")
_OPENING = ' \t[(“"*_'


def assigned(lines: Sequence[Line], text: str) -> list[Line]:
    """The lines, with numbers from a column moved to the lines whose paragraphs they number. O(n log n)."""
    out: list[Line] = []
    at = 0
    while at < len(lines):
        if _heads_later(lines, at, text):
            at += 1
            continue
        run = _run(lines, at, text)
        body = _body(lines, at + run, text) if run else 0
        if not body:
            out += lines[at : at + max(run, 1)]
            at += max(run, 1)
            continue
        numbers, words = lines[at : at + run], lines[at + run : at + run + body]
        out += _with_numbers(numbers, words, text) if run > 1 or _goes_on(words[0], text) else [*numbers, *words]
        at += run + body
    return out


def _run(lines: Sequence[Line], at: int, text: str) -> int:
    """How many lines from here on are bare numbers, none smaller than the one before."""
    count = 0
    while at + count < len(lines) and _alone(lines[at + count], text):
        here = lines[at + count].labels[0]
        before = lines[at + count - 1].labels[0] if count else None
        if before and (here.scheme != before.scheme or here.number < before.number):
            break
        count += 1
    return count


def _body(lines: Sequence[Line], at: int, text: str) -> int:
    """How many lines from here on can belong to the paragraphs of the numbers before them."""
    count = 0
    while at + count < len(lines) and not _stops(lines[at + count], text):
        count += 1
    return count


def _heads_later(lines: Sequence[Line], at: int, text: str) -> bool:
    """Is this the bare letter of a heading further down? It is if sub-paragraphs follow it."""
    labels, after = lines[at].labels, lines[at + 1 : at + 2]
    if len(labels) != 1 or labels[0].scheme not in {"letter", "roman"} or text[labels[0].end : lines[at].end].strip():
        return False
    return bool(after and after[0].labels and after[0].labels[0].scheme.startswith("paren"))


def _alone(line: Line, text: str) -> bool:
    return (
        len(line.labels) == 1 and line.labels[0].scheme in _APART and not text[line.labels[0].end : line.end].strip()
    )  # fmt: skip


def _stops(line: Line, text: str) -> bool:
    if line.note or line.hashes or stands_in_capitals(line, text):
        return True
    return bool(line.labels) and line.labels[0].scheme in {"article", "division", "letter", "roman", *_APART}


def _goes_on(line: Line, text: str) -> bool:
    """Does the first line after the numbers continue the text before them, from the page before?"""
    if line.labels and line.labels[0].scheme.startswith(("paren", "option")):
        return line.labels[0].number != 1
    return text[line.start : line.end].lstrip(_OPENING)[:1].islower()


def _with_numbers(numbers: Sequence[Line], words: Sequence[Line], text: str) -> list[Line]:
    """The lines of words, with their numbers on those that begin paragraphs; all lines unchanged if no number finds a place."""
    goes_on = _goes_on(words[0], text)
    wanted = len(numbers) - (not goes_on)
    ends = _CLAUSE_ENDS if numbers[0].labels[0].scheme == "pp" else _SENTENCE_ENDS
    may = [at for at in range(1, len(words)) if _may_begin(words, at, text, ends)]
    may = sorted(sorted(may, key=lambda at: _fitness(words[at - 1], words[at]))[: max(0, wanted)])
    begins = iter(may if goes_on else [0, *may])
    out = list(words)
    if goes_on:
        out[0] = words[0]._replace(after_blank=False)
    given = 0
    for number, at in zip(numbers, begins, strict=False):
        out[at] = words[at]._replace(labels=number.labels + words[at].labels, wrapped=False, after_blank=True)
        given += 1
    return out if given else [*numbers, *words]


def _may_begin(words: Sequence[Line], at: int, text: str, ends: re.Pattern[str]) -> bool:
    """Can a paragraph begin here: no label of its own, no small letter, and the end of a sentence before it?"""
    line, before = words[at], words[at - 1]
    if (line.labels and not _is_first_option(line)) or (
        before.labels and not text[before.labels[-1].end : before.end].strip()
    ):
        return False
    first = text[line.start : line.end].lstrip(_OPENING)[:1]
    return (
        not first.islower()
        and first not in {"", ",", ".", ";", ")"}
        and bool(ends.search(text[before.start : before.end]))
    )


def _is_first_option(line: Line) -> bool:
    return line.labels[0].scheme == "option" and line.labels[0].number == 1


def _fitness(before: Line, line: Line) -> int:
    """The less, the likelier a numbered paragraph begins at this line: a first option does, and else the line before is short."""
    return -10_000 if line.labels else _width(before, line)


def _width(before: Line, line: Line) -> int:
    """How full the line before is; an empty line between counts as the emptiest."""
    return before.end - before.start - (1000 if line.after_blank else 0)
