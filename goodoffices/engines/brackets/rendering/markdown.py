"""Markdown inside a paragraph: emphasis, which may begin outside a bracket and end inside (“*In [furtherance* of]”), and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_MARK = re.compile(r"\\[!-/:-@\[-`{-~]|\*{1,3}|_{1,3}")
_ESCAPES = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
_LINK = re.compile(
    r"!?\[(?P<words>[^\[\]]*)\](?:\((?P<at>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()]*\)|\[(?P<name>[^\[\]]*)\])?", re.S
)
_DEFINITION = re.compile(r"\[(?P<name>[^\[\]]+)\]:\s*<?(?P<at>[^\s>]+)")
_FOLLOWED = ("http://", "https://", "mailto:")


class Emphasised(NamedTuple):
    """A stretch of a text, without the emphasis marks around it."""

    start: int
    end: int
    italic: bool
    bold: bool


def emphasis(texts: Sequence[str], own: Sequence[bool]) -> list[list[Emphasised]]:
    """For each text of a paragraph its stretches, without marks. O(n).

    own   for each text: may it contain marks?

    >>> [[(one.start, one.end, one.italic) for one in found] for found in emphasis(["*In ", "[", "aid* of"], [True, False, True])]
    [[(1, 4, True)], [(0, 1, True)], [(0, 3, True), (4, 7, False)]]
    """
    whole = "".join(texts)
    dropped = _paired(whole, texts, own)
    found: list[list[Emphasised]] = []
    base = 0
    italic = bold = 0
    marks = iter(sorted(dropped))
    mark = next(marks, None)
    for text in texts:
        stretches, at = [], 0
        while mark is not None and mark[0] < base + len(text):
            begin, end, change = mark
            if begin - base > at:
                stretches.append(Emphasised(at, begin - base, italic > 0, bold > 0))
            italic += change * ((end - begin) % 2)
            bold += change * (end - begin > 1)
            at = end - base
            mark = next(marks, None)
        if at < len(text):
            stretches.append(Emphasised(at, len(text), italic > 0, bold > 0))
        found.append(stretches)
        base += len(text)
    return found


def _paired(whole: str, texts: Sequence[str], own: Sequence[bool]) -> list[tuple[int, int, int]]:
    """The marks to leave out: begin, end, and +1 where emphasis begins, -1 where it ends, 0 for the backslash of an escape."""
    dropped: list[tuple[int, int, int]] = []
    waiting: dict[str, list[int]] = {}
    base = 0
    for text, mine in zip(texts, own, strict=True):
        for mark in _MARK.finditer(text) if mine else ():
            begin, end = base + mark.start(), base + mark.end()
            if mark[0].startswith("\\"):
                dropped.append((begin, begin + 1, 0))
                continue
            before, after = whole[begin - 1 : begin], whole[end : end + 1]
            inside_word = mark[0][0] == "_" and before.isalnum() and after.isalnum()
            openers = waiting.setdefault(mark[0], [])
            if openers and before.strip() and not inside_word:
                dropped += [(openers[-1], openers[-1] + len(mark[0]), 1), (begin, end, -1)]
                openers.clear()
            elif after.strip() and not inside_word:
                openers.append(begin)
        base += len(text)
        if mine and _ESCAPES.search(text) and whole[base : base + 1] in {"[", "]"}:
            dropped.append((base - 1, base, 0))
    return dropped


def linked(words: str, definitions: dict[str, str]) -> tuple[str, str]:
    """A link's words and address. The address is "" unless it is of the web or a mail address, so that no link runs code.

    >>> linked("[draft](https://example.org/draft)", {}), linked("[run](javascript:alert)", {})
    (('draft', 'https://example.org/draft'), ('run', ''))
    """
    found = _LINK.fullmatch(words)
    if not found:
        return words, ""
    at = found["at"] or definitions.get(_key(found["name"] or found["words"]), "")
    return found["words"], at if at.lower().startswith(_FOLLOWED) else ""


def defined(words: str) -> tuple[str, str]:
    """The name and the address in a definition “[name]: address”; two empty strings if it is none."""
    found = _DEFINITION.match(words)
    return (_key(found["name"]), found["at"]) if found else ("", "")


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
