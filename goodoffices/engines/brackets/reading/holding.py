"""Which numberings may begin where: what introduces a list, what a number may stand under, and what is only text."""

from __future__ import annotations

import re

from goodoffices.engines.brackets.reading.entries import Entry, shared_scheme
from goodoffices.engines.brackets.reading.lines import Line, set_in
from goodoffices.engines.brackets.reading.no_text import says_nothing
from goodoffices.engines.brackets.reading.numbering import Label
from goodoffices.engines.brackets.reading.open_path import MARKUP, OpenPath
from goodoffices.engines.brackets.reading.wording import enacts, introduces

MOST_DEEP = 32
MOST_TITLE = 120

_COMPLETE = re.compile(r"\w[^\n]*?\w[^\n]*(?:[.;]|\b(?:and|or|et|ou))[\])”\"’*_\s]*\Z")


class Holding:
    """Decides, from what is open, whether a numbering that continues nothing may begin, and under what."""

    def __init__(self, path: OpenPath) -> None:
        self.path = path
        self.entries = path.entries
        self.text = path.text
        self.markdown = path.markdown

    def may_begin(self, label: Label, readings: tuple[Label, ...], line: Line, first: bool, last: Line | None) -> bool:
        """Can a label that continues nothing begin a numbering here?"""
        one = label.scheme == "bullet" or any(reading.number == 1 for reading in readings)
        unmistakable = label.scheme in {"option", "pp", "op"}
        if first and line.wrapped and not unmistakable and not (one and set_in(last, line)):
            return False
        after = self.text[label.end : line.end].strip(MARKUP + "“\"'‘(")
        if label.scheme == "dotted" and after[:1].islower() and not self._is_under_its_number(label):
            return False
        if label.scheme.startswith(("half", "small")):
            return one and (line.after_blank or first)
        if label.scheme.startswith("paren"):
            return one or (first and (line.after_blank or not after[:1].islower()))
        return first or label.scheme not in {"arabic", "arabic)", "dotted"} or (one and self._is_option_here(line))

    def _is_option_here(self, line: Line) -> bool:
        """Does this line begin an option, as “Option A: 1. The Parties …” does?"""
        top = self.path.top()
        return top.kind == "option" and top.label_span[0] >= line.start

    def _is_under_its_number(self, label: Label) -> bool:
        """Is it “38.1” under an open 38?"""
        above = label.label.rpartition(".")[0]
        return label.number == 1 and any(self.entries[index].label == above for index in self.path.open)

    def holds(self, top: Entry, label: Label, line: Line, first: bool) -> bool:
        """Can this numbering begin under `top`?"""
        if top.depth + 1 >= MOST_DEEP:
            return False
        if label.scheme == "option" and self._is_number_alone(top, line):
            return True
        if label.scheme == "pp":
            return top.kind == "option"
        if label.scheme == "op":
            return top.scheme == "arabic" and self._is_title_alone(top, line)
        if top.kind in {"plain", "preambular", "note"}:
            return (
                not top.number
                and introduces(self.text, top.start, line.start)
                and label.scheme != "option"
                and not enacts(self.text, max(label.end, line.start))
            )
        if label.scheme in {"arabic", "dotted"} and not _may_number(top, label):
            return False
        if top.kind == "item":
            return label.scheme == "bullet"
        if top.kind == "option" and first and says_nothing(self._words(top, line)):
            return False
        lettered = top.scheme.startswith(("paren", "half", "small"))
        if label.scheme == "option" and first and lettered and self._is_complete(top, line):
            return False
        if first and self.markdown and top.indent >= line.indent and top.kind != "option":
            # “(a)” is no list marker in Markdown: indented or not, it belongs to what introduces it.
            return (
                label.scheme.startswith("paren")
                and not self._restarts(label, line)
                and introduces(self.text, top.start, line.start)
            )
        return not self._restarts(label, line)

    def _is_number_alone(self, top: Entry, line: Line) -> bool:
        """Has this number nothing but an option below it, as Word sets “2. Option 1: …”? Both are read as in one line."""
        return top.scheme.startswith(("arabic", "dotted", "pp", "op")) and self.path.is_empty(top, line)

    def _is_title_alone(self, top: Entry, line: Line) -> bool:
        """Does this number have nothing but a title: “2. Chemicals of concern”?"""
        words = self.text[top.label_span[1] : min(line.start, top.label_span[1] + MOST_TITLE)].strip(MARKUP + "\n")
        words = words.partition("\n")[0].rstrip(MARKUP)
        return 0 < len(words) < MOST_TITLE - 10 and words[-1] not in ".;:,"

    def _is_complete(self, top: Entry, line: Line) -> bool:
        """Does a sub-paragraph end before this line with a full stop or the like? Then what follows belongs to what holds it."""
        return bool(_COMPLETE.search(self.text, max(top.label_span[1], line.start - MOST_TITLE), line.start))

    def _words(self, top: Entry, line: Line) -> str:
        """The words between a label and this line, without the sign behind the label."""
        words = self.text[top.label_span[1] : line.start] if line.start - top.label_span[1] < MOST_TITLE else ""
        return words.strip(MARKUP + "\n:：.–—-")

    def _restarts(self, label: Label, line: Line) -> bool:
        """Is the same numbering open? Then it begins again beside itself, not under itself. An option may hold “1.” all the same."""
        scheme = shared_scheme(label)
        same = (index for index in self.path.numbered() if self.entries[index].scheme == scheme)
        if label.number != 1 or label.scheme.startswith(("paren", "half", "small")):
            return any(same)
        if label.scheme != "option":
            return False
        return any(not self.markdown or abs(self.entries[index].indent - line.indent) <= 3 for index in same)


def _may_number(top: Entry, label: Label) -> bool:
    """May a number stand under this provision? “16.1” does under 16 and no other; the 2 of “2.” under no 3.4 and no OP1."""
    if top.kind == "option" or not top.scheme:
        return True
    if label.scheme == "arabic":
        return label.number <= 1 or not top.scheme.startswith(("op", "pp", "dotted"))
    if top.scheme.startswith("dotted") and top.level >= label.level:
        return False
    above = top.label.split()[0] if top.label else ""
    return label.label.startswith(f"{above}.")
