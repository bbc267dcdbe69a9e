"""From bytes or text to a tree, and from one tree to the next. Nothing is ever rejected for what it says; only for its size."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from goodoffices.engines.brackets import identity, inline
from goodoffices.engines.brackets.begun import Begun
from goodoffices.engines.brackets.columns import dealt
from goodoffices.engines.brackets.furniture import furniture
from goodoffices.engines.brackets.lines import lines
from goodoffices.engines.brackets.matching import matched
from goodoffices.engines.brackets.numbering import OPTION
from goodoffices.engines.brackets.provisions import Outline
from goodoffices.engines.brackets.spans import Mark, Note, Provision, Span
from goodoffices.engines.brackets.tokens import tokens
from goodoffices.engines.brackets.tree import Draft

_BREAKS = re.compile("[\x0b\u2028\u2029]")


class Edit(NamedTuple):
    """In place of the code points `start`…`end` stand these words."""

    start: int
    end: int
    words: str


def decode(data: bytes) -> str:
    """UTF-8; bytes that are none survive as lone surrogates, so that `encode` gives them back."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The inverse of `decode`."""
    return text.encode("utf-8", "surrogateescape")


def read(data: bytes, markdown: bool = False, parties: Iterable[str] = ()) -> Draft:
    """The tree of a file's bytes: `encode(write(read(data))) == data`."""
    return parse(decode(data), markdown=markdown, parties=parties)


def parse(
    text: str,
    *,
    markdown: bool = False,
    parties: Iterable[str] = (),
    notes: Sequence[Note] = (),
    ids: Sequence[tuple[int, str]] = (),
) -> Draft:
    """The tree of a text. O(n), in one pass for brackets and one for lines.

    markdown   links, footnotes and headings are Markdown's
    parties    names that are parties', besides the states and groups known
    notes      stances kept beside the text, see `spans.Note`
    ids        ids that provisions already have, with the offsets at which they may begin, the likeliest first
    """
    kept, text = text, _with_lines(text)
    found = tokens(text, markdown)
    pages = [] if markdown else furniture(text)
    marks = _marks(found.marks, pages)
    # No provision begins inside a running head, or a placeholder that goes over the line.
    inside = [
        (mark.start, mark.end) for mark in marks if mark.kind == "furniture" or "\n" in text[mark.start : mark.end]
    ]
    begin = list(lines(text, markdown, inside))
    outline = Outline(text, markdown, _closers(text, found.at, found.opens))
    for line in begin if markdown else dealt(begin, text):
        outline.take(line)
    pairs = matched(text, found.at, found.opens, outline.begun)
    provisions = _provisions(outline.begun, len(text), ids)
    known = frozenset(parties)
    brackets, choices = inline.brackets(text, found.at, pairs, known)
    return Draft(
        text=kept,
        markdown=markdown,
        provisions=provisions,
        brackets=tuple(brackets),
        choices=tuple(choices),
        marks=marks,
        loose=tuple(inline.loose(found.at, found.opens, pairs, [one.id for one in provisions])),
        notes=tuple(notes),
        parties=known,
    )


def _with_lines(text: str) -> str:
    """The text as its lines are read, code point for code point: returns alone end lines where nothing else does, and so
    do the line breaks that word processors copy.

    >>> _with_lines("1. A\\r2. B"), _with_lines("A\\r\\nB\\u2028C")
    ('1. A\\n2. B', 'A\\r\\nB\\nC')
    """
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    return _BREAKS.sub("\n", text)


def replaced(draft: Draft, edits: Iterable[Edit | tuple[int, int, str]], notes: Sequence[Note] | None = None) -> Draft:
    """The draft with other words at some spans, read anew. Provisions keep their ids, notes their places.

    Spans may touch, not overlap (ValueError); of insertions at one place the first given stands first. A provision or note
    begins where it did, after what is inserted at its beginning. `notes`, if given, are those of the new text.

    >>> replaced(parse("We [shall] go."), [(3, 10, "shall")]).text
    'We shall go.'
    """
    ordered = sorted((Edit(*edit) for edit in edits), key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    at = 0
    for edit in ordered:
        if not at <= edit.start <= edit.end <= len(draft.text):
            raise ValueError(f"The edit at {edit.start}…{edit.end} overlaps another, or lies outside the text.")
        parts += [draft.text[at : edit.start], edit.words]
        at = edit.end
    text = "".join([*parts, draft.text[at:]])
    moved = Moves(ordered)
    if notes is None:
        notes = [note._replace(start=moved(note.start), end=moved(note.end, after=False)) for note in draft.notes]
        notes = [note for note in notes if note.start < note.end]
    return parse(text, markdown=draft.markdown, parties=draft.parties, notes=notes, ids=_claims(draft, moved, text))


def _claims(draft: Draft, moved: Moves, text: str) -> list[tuple[int, str]]:
    """Where each provision may begin now. What is inserted before one is before it, unless it begins there now ("[").

    One of which nothing stays claims no place: its id must not go to others' words.
    """
    kept = [one for one in draft.provisions[1:] if not _is_gone(draft, one, moved)]
    whole = [one for one in kept if not moved.touches(one.start)]
    touched = [one for one in kept if moved.touches(one.start)]
    places = [(moved(one.start, after=False), one.id) for one in touched]
    return [
        *((moved(one.start), one.id) for one in whole),
        *((moved(one.start, after=False), one.id) for one in whole),
        *places,
        *((text.rfind("\n", 0, place) + 1, id) for place, id in places),
    ]


def _is_gone(draft: Draft, one: Provision, moved: Moves) -> bool:
    """Were all words of a provision's own text taken out, and none put in?"""
    here = moved.within(one.start, one.own_end)
    if not here or any(edit.words for edit in here):
        return False
    ends = [one.start, *(min(edit.end, one.own_end) for edit in here)]
    starts = [*(max(edit.start, one.start) for edit in here), one.own_end]
    return not any(draft.text[end:start].strip() for end, start in zip(ends, starts, strict=True))


class Moves:
    """Where offsets go under sorted edits, each in O(log n). What was inside a replaced span goes to one of its ends."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.edits = edits
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._shifts = list(accumulate((len(edit.words) - (edit.end - edit.start) for edit in edits), initial=0))

    def touches(self, offset: int) -> bool:
        """Is the character at this offset replaced?"""
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self._ends[before - 1]

    def within(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that change something between these offsets."""
        return self.edits[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def __call__(self, offset: int, after: bool = True) -> int:
        """The new offset; at a place of insertion `after` or before what was inserted."""
        before = bisect_left(self._starts, offset)
        if before and self._ends[before - 1] > offset:
            inside = self.edits[before - 1]
            return inside.start + self._shifts[before - 1] + (len(inside.words) if after else 0)
        while after and before < len(self.edits) and self._starts[before] == self._ends[before] == offset:
            before += 1
        return offset + self._shifts[before]


def _closers(text: str, at: list[int], opens: list[bool]) -> dict[int, int]:
    """Where what opens before an option's label closes, by plain nesting. O(n), and only for drafts with options."""
    if not re.search(OPTION, text):
        return {}
    stack: list[int] = []
    closers = {}
    for place, opening in zip(at, opens, strict=True):
        if opening:
            stack.append(place)
        elif stack:
            closers[stack.pop()] = place
    return closers


def _marks(marks: list[Mark], pages: list[tuple[int, int]]) -> tuple[Mark, ...]:
    """Marks and page furniture in order; what stands in a running head is part of that."""
    if not pages:
        return tuple(marks)
    starts = [start for start, _ in pages]
    before = (pages[max(0, bisect_left(starts, mark.end) - 1)] for mark in marks)
    apart = [
        mark for mark, (start, end) in zip(marks, before, strict=True) if not (start < mark.end and mark.start < end)
    ]
    return tuple(
        sorted([*apart, *(Mark("furniture", start, end) for start, end in pages)], key=lambda mark: mark.start)
    )


def _provisions(begun: list[Begun], length: int, known: Sequence[tuple[int, str]]) -> tuple[Provision, ...]:
    """The provisions as they are kept, each with where its own text and all under it end."""
    ends = [length] * len(begun)
    for one in begun:
        for child, after in zip(one.children, one.children[1:], strict=False):
            ends[child] = begun[after].start
        if one.children:
            ends[one.children[-1]] = ends[begun[one.children[-1]].parent]
    ids = identity.ids(begun, known)
    return tuple(
        Provision(
            index,
            one.kind,
            one.label,
            one.number,
            one.also,
            one.alt,
            ids[index],
            Span(*one.label_span),
            one.start,
            begun[index + 1].start if index + 1 < len(begun) else length,
            ends[index],
            one.parent,
            one.depth,
            tuple(one.children),
        )
        for index, one in enumerate(begun)
    )
