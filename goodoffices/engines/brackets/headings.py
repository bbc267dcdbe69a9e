"""Which of a draft's headings holds which: parts hold chapters, chapters hold sections, all of them hold articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.begun import Begun
from goodoffices.engines.brackets.lines import Line, alone, stands_in_capitals
from goodoffices.engines.brackets.numbering import Label

ARTICLE, LETTERED, CAPITALS, IN_ARTICLE, NUMBERED = 9.0, 8.0, 8.5, 9.5, 10.0
_PART = re.compile(r"Part|PART|Раздел|Bölüm|الباب|第[^编編]{0,8}[编編]")
_CHAPTER = re.compile(r"Chap|CHAP|Глава|الفصل|第[^章]{0,8}章")
_SECTION = re.compile(r"Sec|SEC|第[^节節]{0,8}[节節]")
_BOLD = re.compile(r"[ \t]*(?:\*\*(?P<stars>[^*\n]{3,120})\*\*|__(?P<lines>[^_\n]{3,120})__)[ \t\r]*")
_SENTENCE = ".;:,؛،"


def division_rank(text: str, label: Label, above: Sequence[Begun], begins: bool) -> float:
    """The rank of “Part II”, “Chapter 3”, “Section 1”; smaller ones hold larger ones.

    `above` is what is open. Contracts have sections in articles: “Article 8, Section 8.1”; `begins` says that an article
    came just before and has nothing under it yet.
    """
    if _CHAPTER.match(text, label.start):
        return 7.2
    if _PART.match(text, label.start):
        return 7.1
    if not _SECTION.match(text, label.start):
        return 7.0
    named = any(one.kind == "article" and label.label.startswith(one.label + ".") for one in above)
    return IN_ARTICLE if begins or named or any(one.rank == IN_ARTICLE for one in above) else 7.4


def stands_alone(text: str, label: Label, line: Line) -> bool:
    """“F.  Financing of the transition” between empty lines: a heading, though nothing before it leads up to F."""
    words = text[label.end : line.end].strip(" \t\r*_")
    if not line.after_blank or not alone(text, line) or len(words) > 80 or words[-1:] in _SENTENCE:
        return False
    return len(words.split()) > 1 or (len(words) > 3 and words.isupper())


def may_entitle(text: str, line: Line, words: str) -> bool:
    """May the words of this line be the title of the number on the line before?"""
    whole = text.count("[", line.start, line.end) == text.count("]", line.start, line.end)
    return whole and len(words) <= 120 and words[-1:] not in ".;:,"


def entitles(text: str, line: Line, markdown: bool) -> bool:
    """Is this line a heading without a number: capitals, or in Markdown bold words, alone between empty lines?"""
    if not markdown:
        return stands_in_capitals(line, text)
    bold = _BOLD.fullmatch(text, line.start, line.end)
    words = (bold["stars"] or bold["lines"]) if bold else ""
    return bool(
        words and line.after_blank and alone(text, line) and words[-1] not in _SENTENCE and "[" not in words
        and any(map(str.isalpha, words))
    )  # fmt: skip
