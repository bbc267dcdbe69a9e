"""The footnotes, endnotes and comments of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goodoffices.engines.brackets.word.content import WORD, author_of
from goodoffices.engines.brackets.word.package import Package, Target


def footnotes(
    package: Package, notes: Sequence[tuple[str, str, str]], body: Target, write: Callable[[str], None]
) -> None:
    """Append the notes that are referred to, each after its mark.

    notes   kind (“footnote” or “endnote”), id and mark of each
    body    receives the elements of the notes
    write   writes a mark
    """
    marks = {(kind, id): mark for kind, id, mark in notes}
    for kind in ("footnote", "endnote"):
        package.feed(f"word/{kind}s.xml", _Notes(kind, marks, body, write))


class _Notes:
    """Passes the elements of the notes in `marks` on to the body."""

    def __init__(
        self, kind: str, marks: dict[tuple[str, str], str], body: Target, write: Callable[[str], None]
    ) -> None:
        self._kind = kind
        self._marks = marks
        self._body = body
        self._write = write
        self._within = False
        self._own_mark = ""
        self._leading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == WORD + self._kind:
            mark = self._marks.get((self._kind, attributes.get(WORD + "id", "")))
            self._within = mark is not None
            if mark is not None:
                self._write(f"[^{mark}]: ")
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
        if self._leading:  # the mark, written by hand, and the blank after it
            words = words.lstrip()
            if words == self._own_mark:
                self._own_mark = ""
                return
            self._leading = not words
        self._body.data(words)


class Comments:
    """Collects the author and words of each comment by its id, in `found`."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._number = self._author = ""
        self._words: list[str] = []
        self._in_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == WORD + "comment":
            self._number, self._author, self._words = attributes.get(WORD + "id", ""), author_of(attributes), []
        elif tag == WORD + "p" and self._words:
            self._words.append(" ")
        self._in_text = tag == WORD + "t"

    def end(self, tag: str) -> None:
        self._in_text = False
        if tag == WORD + "comment":
            self.found[self._number] = (self._author, " ".join("".join(self._words).split()))

    def data(self, words: str) -> None:
        if self._in_text:
            self._words.append(words)
