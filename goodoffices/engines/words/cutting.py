"""Cut a text into words, each with its place, so that what is found can be shown in the text as it was written."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_RUN = re.compile(r"[^\W_]+")
_JOINERS = frozenset("\u00ad\u034f\u200c\u200d\u2060")
_APOSTROPHES = frozenset("'’ʼ＇")
_NO_SPACES = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class Word(NamedTuple):
    """A word as written; text[start:end] is it. An apostrophe inside belongs to it."""

    written: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order: letters, digits and marks on them; what is written without spaces sign by sign.

    >>> [word.written for word in words("L'accord n° 7, re\u0301dige\u0301 — Türkiye'nin!")]
    ["L'accord", 'n', '7', 're\u0301dige\u0301', "Türkiye'nin"]
    """
    start = end = -1
    for run in _RUN.finditer(text):
        first, last = run.start(), _with_marks(text, run.end())
        if start >= 0 and _joined(text[end:first]):
            end = last
            continue
        if start >= 0:
            yield from _signs(text, start, end)
        start, end = first, last
    if start >= 0:
        yield from _signs(text, start, end)


def _with_marks(text: str, end: int) -> int:
    while end < len(text) and not text[end].isascii() and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end


def _joined(between: str) -> bool:
    """Whether what stands between two runs of letters joins them: nothing, a joiner, or one apostrophe."""
    return between in _APOSTROPHES or all(sign in _JOINERS for sign in between)


def _signs(text: str, start: int, end: int) -> Iterator[Word]:
    """The word itself, or its signs if its script puts no spaces between words."""
    written = text[start:end]
    if written.isascii() or not _NO_SPACES.search(written):
        yield Word(written, start, end)
        return
    at = start
    for each in re.finditer(rf"{_NO_SPACES.pattern}|(?:(?!{_NO_SPACES.pattern}).)+", written, re.DOTALL):
        at, last = start + each.start(), _with_marks(text, start + each.end())
        piece = text[at : min(last, end)]
        if _RUN.match(piece):
            yield Word(piece, at, at + len(piece))
