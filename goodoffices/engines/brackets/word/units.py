"""The paragraphs of a document with who inserted and deleted their characters, and which provision each begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goodoffices.engines.brackets.rendering.bookmarks import id_of_bookmark
from goodoffices.engines.brackets.word.content import Document

_LEAD = re.compile(r"[ \t]*(?:#{1,6} )?[ \t]*")  # heading signs and indents say how a paragraph looks


@dataclass
class Unit:
    """A paragraph, or a part of one from a bookmark on.

    start      where its words begin in the document's words
    text       its words, inserted and deleted ones included, without heading signs and indent
    inserted, deleted   the author for each character, "" for nobody
    id         the id of the provision that begins here, "" for none
    cut        does it begin inside a paragraph, because a paragraph's end before it was taken out?
    """

    start: int
    text: str
    inserted: list[str] = field(repr=False)
    deleted: list[str] = field(repr=False)
    id: str = ""
    cut: bool = False

    @property
    def end(self) -> int:
        """Where its words end in the document's words."""
        return self.start + len(self.text)

    @property
    def old_text(self) -> str:
        """Its words without those that somebody inserted."""
        return "".join(sign for sign, who in zip(self.text, self.inserted, strict=True) if not who)


def units(found: Document, ids: Mapping[str, str]) -> list[Unit]:
    """The paragraphs that have words, in order. `ids` explains bookmarks that are no names of ids."""
    named: dict[int, list[tuple[int, str]]] = {}
    for start, name, at in found.bookmarks:
        if id := ids.get(name) or id_of_bookmark(name):
            named.setdefault(start, []).append((at, id))
    text = found.words
    authors = _Authors(found)
    made = []
    for start, end in _paragraphs(text):
        if start not in found.titles:
            made += [one for one in _cut(start, end, text, named.get(start, []), authors) if one.text.strip()]
    return made


class _Authors:
    def __init__(self, found: Document) -> None:
        self._segments = found.segments
        self._starts = []
        at = 0
        for segment in found.segments:
            self._starts.append(at)
            at += len(segment.words)

    def of(self, start: int, end: int) -> tuple[list[str], list[str]]:
        inserted: list[str] = []
        deleted: list[str] = []
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._segments) and self._starts[index] < end:
            one, at = self._segments[index], self._starts[index]
            length = min(end, at + len(one.words)) - max(start, at)
            inserted += [one.inserted] * length
            deleted += [one.deleted] * length
            index += 1
        return inserted, deleted


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = text.find("\n\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 2


def _cut(start: int, end: int, text: str, marks: list[tuple[int, str]], authors: _Authors) -> Iterator[Unit]:
    """The paragraph, cut at bookmarks before which another provision's words stand.

    Words before the first bookmark were typed at the beginning of its provision.
    """
    places = [(start, "", False)]
    for at, id in sorted(marks):
        if not places[-1][1]:
            places[-1] = (places[-1][0], id, places[-1][2])
        elif at < end and text[places[-1][0] : at].strip("# \t"):
            places.append((at, id, True))
    ends = [at for at, *_ in places[1:]] + [end]
    for (begin, id, cut), stop in zip(places, ends, strict=True):
        lead = _LEAD.match(text, begin, stop)
        first = lead.end() if lead else begin
        yield Unit(first, text[first:stop], *authors.of(first, stop), id, cut)
