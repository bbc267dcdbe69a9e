"""Which lines are headings, and which heading holds which: parts hold chapters, chapters sections, and all hold articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.reading.entries import ARTICLE, CAPITALS, IN_ARTICLE, LETTERED, Entry
from goodoffices.engines.brackets.reading.lines import Line, alone, stands_in_capitals
from goodoffices.engines.brackets.reading.numbering import Label, alternatives
from goodoffices.engines.brackets.reading.open_path import MARKUP, OpenPath
from goodoffices.engines.brackets.reading.wording import PREAMBLE

_PART = re.compile(r"Part|PART|Раздел|Bölüm|الباب|第[^编編]{0,8}[编編]")
_CHAPTER = re.compile(r"Chap|CHAP|Глава|الفصل|第[^章]{0,8}章")
_SECTION = re.compile(r"Sec|SEC|第[^节節]{0,8}[节節]")
_BOLD = re.compile(r"[ \t]*(?:\*\*(?P<stars>[^*\n]{3,120})\*\*|__(?P<lines>[^_\n]{3,120})__)[ \t\r]*")
_SENTENCE = ".;:,؛،"
_ANNEX_ALONE = re.compile(r"(?:Annexe?|Appendix|Anexo|Приложение|المرفق|附件)s?", re.IGNORECASE)


class LabelledHeadings:
    """Decides whether a line with a label is a heading, and of which rank, from what is open above it."""

    def __init__(self, path: OpenPath) -> None:
        self.path = path

    def rank(self, line: Line, label: Label) -> float:
        """The rank of the heading this line is, or 0 if it is a sentence: “Article 5 of the Convention applies”."""
        if line.wrapped or label.scheme not in {"article", "division", "letter", "roman"}:
            return 0.0
        text = self.path.text
        rest = text[label.end : line.end].strip(MARKUP)
        bare = rest.lstrip("*†‡§ ")
        if label.scheme in {"letter", "roman"}:
            fits = any(self.continues(reading) or reading.number == 1 for reading in alternatives(label))
            fits = (fits and len(rest) < 120) or self._skips(label, line)
            titled = not rest[:1].islower() or text[label.end : line.end].strip().startswith("[")
            return self._lettered_rank(self.as_lettered(label)) if fits and titled else 0.0
        raw = text[label.end : line.end].strip(" \t\r*_.:–—-")
        rank = ARTICLE if label.scheme == "article" else self._division(label)
        if raw.startswith("[") and raw.endswith("]") and len(raw) < 160:
            return rank  # “Annex I [to be completed]”
        if bare and (bare[0].islower() or bare[0] in ",;)/" or (len(bare) > 160 and bare[0] not in "(.:–—-")):
            return 0.0
        return rank

    def continues(self, label: Label) -> bool:
        """Does this letter follow one that heads something open?"""
        entries = (self.path.entries[index] for index in self.path.open)
        return any(entry.scheme == label.scheme and entry.number + 1 == label.number for entry in entries)

    def as_lettered(self, label: Label) -> Label:
        """The reading of a letter that fits: “I.” is a letter after H, and otherwise a Roman number."""
        readings = alternatives(label)
        going_on = [reading for reading in readings if self.continues(reading)]
        first = [reading for reading in readings if reading.number == 1]
        return (going_on or first or [reading for reading in readings if self._later(reading)] or [label])[0]

    def _division(self, label: Label) -> float:
        top = self.path.top()
        begins = top.kind == "article" and label.number == 1 and not top.children
        return division_rank(self.path.text, label, [self.path.entries[index] for index in self.path.open], begins)

    def _lettered_rank(self, label: Label) -> float:
        """Letters and Roman numbers may head each other: whichever begins under the other ranks below it."""
        headed = self._lettered_open()
        same = [entry.rank for entry in headed if entry.scheme == label.scheme]
        if same:
            return same[-1]
        return headed[-1].rank + 0.1 if headed else LETTERED

    def _lettered_open(self) -> list[Entry]:
        entries = (self.path.entries[index] for index in self.path.open)
        return [entry for entry in entries if LETTERED <= entry.rank < CAPITALS]

    def _skips(self, label: Label, line: Line) -> bool:
        """May this letter be a heading though the one before it is missing, as in an extract?"""
        headed = self._lettered_open()
        later = [reading for reading in alternatives(label) if self._later(reading)]
        if not (later or not headed):
            return False
        return stands_alone(self.path.text, label, line) or _is_title(self.path.text, label, line)

    def _later(self, label: Label) -> bool:
        return any(one.scheme == label.scheme and one.number < label.number for one in self._lettered_open()[-1:])


def division_rank(text: str, label: Label, above: Sequence[Entry], begins: bool) -> float:
    """The rank of “Part II”, “Chapter 3”, “Section 1”; a smaller rank holds a larger one.

    above    what is open; contracts have sections inside articles: “Article 8, Section 8.1”
    begins   does an article come just before, with nothing under it yet?
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
    """Is this a short title between empty lines, such as “F.  Financing of the transition” in an extract?"""
    words = text[label.end : line.end].strip(" \t\r*_")
    if not line.after_blank or not alone(text, line) or len(words) > 80 or words[-1:] in _SENTENCE:
        return False
    return len(words.split()) > 1 or (len(words) > 3 and words.isupper())


def _is_title(text: str, label: Label, line: Line) -> bool:
    """Is this a short title, in brackets or not, set off from its letter: “E.    [Adaptation and loss”?"""
    raw = text[label.end : line.end].rstrip(" \t\r*_")
    words = raw.strip(MARKUP)
    if not words or len(words) > 110 or words[-1] in _SENTENCE:
        return False
    bracketed = raw.lstrip(" \t*_").startswith("[")
    apart = raw[:2].isspace() or raw[:1] == "\t"
    return bracketed or (apart and words[0].isupper() and len(words) <= 80)


def may_entitle(text: str, line: Line, words: str) -> bool:
    """Can the words of this line be the title of the number on the line before?"""
    balanced = text.count("[", line.start, line.end) == text.count("]", line.start, line.end)
    return balanced and len(words) <= 120 and words[-1:] not in ".;:,"


def is_named(text: str, line: Line) -> bool:
    """Does the line hold nothing but “Preamble” or “Annex”?"""
    words = text[line.start : line.end].strip(MARKUP + "{}:")
    return bool(words) and bool(PREAMBLE.fullmatch(words) or _ANNEX_ALONE.fullmatch(words))


def rank_of_title(text: str, line: Line) -> float:
    """The rank of a heading without a number: an annex holds articles, a preamble stands beside them."""
    words = text[line.start : line.end].strip(MARKUP + "{}:")
    if _ANNEX_ALONE.fullmatch(words):
        return 7.0
    return ARTICLE if PREAMBLE.fullmatch(words) else CAPITALS


def entitles(text: str, line: Line, markdown: bool) -> bool:
    """Is this line a heading without a number: capitals (in Markdown, bold words) alone between empty lines, or “Preamble”?"""
    if is_named(text, line):
        return True
    if not markdown:
        return stands_in_capitals(line, text)
    bold = _BOLD.fullmatch(text, line.start, line.end)
    words = (bold["stars"] or bold["lines"]) if bold else ""
    return bool(
        words and line.after_blank and alone(text, line) and words[-1] not in _SENTENCE and "[" not in words
        and any(map(str.isalpha, words))
    )  # fmt: skip
