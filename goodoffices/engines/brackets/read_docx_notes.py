"""The footnotes and the comments of a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.engines.brackets.read_docx_package import Package
from goodoffices.engines.brackets.read_docx_words import WORD, name

if TYPE_CHECKING:
    from goodoffices.engines.brackets.read_docx_body import Body


def footnotes(package: Package, body: Body) -> None:
    """Those that are called, at the end, each behind its mark."""
    called = {(kind, number): mark for kind, number, mark in body.notes}
    for kind in ("footnote", "endnote"):
        package.feed(f"word/{kind}s.xml", _Notes(kind, called, body))


class _Notes:
    """Passes the elements of called notes to the body."""

    def __init__(self, kind: str, called: dict[tuple[str, str], str], body: Body) -> None:
        self._kind = kind
        self._called = called
        self._body = body
        self._within = False
        self._own_mark = ""
        self._leading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == WORD + self._kind:
            mark = self._called.get((self._kind, attributes.get(WORD + "id", "")))
            self._within = mark is not None
            if mark is not None:
                self._body._write(f"[^{mark}]: ", hands=("", ""))
                self._own_mark, self._leading = mark, True
        elif self._within:
            self._body.start(tag, attributes)

    def end(self, tag: str) -> None:
        if tag == WORD + self._kind:
            self._within = False
        elif self._within:
            self._body.end(tag)

    def data(self, words: str) -> None:
        if not self._within:
            return
        if self._leading:  # the mark as it was written by hand, and the blank behind it
            words = words.lstrip()
            if words == self._own_mark:
                self._own_mark = ""
                return
            self._leading = not words
        self._body.data(words)


class Comments:
    """Author and words of each comment, by its id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._number = self._author = ""
        self._words: list[str] = []
        self._speaks = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == WORD + "comment":
            self._number, self._author, self._words = attributes.get(WORD + "id", ""), name(attributes), []
        elif tag == WORD + "p" and self._words:
            self._words.append(" ")
        self._speaks = tag == WORD + "t"

    def end(self, tag: str) -> None:
        self._speaks = False
        if tag == WORD + "comment":
            self.found[self._number] = (self._author, " ".join("".join(self._words).split()))

    def data(self, words: str) -> None:
        if self._speaks:
            self._words.append(words)
