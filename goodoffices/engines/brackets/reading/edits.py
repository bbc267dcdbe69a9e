"""Changing a draft: other words at some spans, and the result read anew."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from goodoffices.engines.brackets.model import Draft, Note, Provision
from goodoffices.engines.brackets.reading.parsing import parse


class Edit(NamedTuple):
    """These words replace the code points `start`…`end`."""

    start: int
    end: int
    words: str


def replaced(draft: Draft, edits: Iterable[Edit | tuple[int, int, str]], notes: Sequence[Note] | None = None) -> Draft:
    """The draft with other words at some spans, read anew. Provisions keep their ids, and notes keep their places.

    edits   spans that may touch; ValueError if they overlap or lie outside the text. Insertions at one place come in the
            order given, before the provision or note that begins there
    notes   the notes of the new text, with its offsets; by default the draft's own, moved

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
    """Where each provision may begin now, as `parse(ids=…)` takes it, the likeliest places first.

    What is inserted at its beginning usually stands before a provision; if it begins there now (“[”), it belongs to it. A
    provision of which nothing is left claims no place: its id must not pass to other words.
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
    """Were all words of a provision's own text removed, and none put in?"""
    here = moved.within(one.start, one.own_end)
    if not here or any(edit.words for edit in here):
        return False
    ends = [one.start, *(min(edit.end, one.own_end) for edit in here)]
    starts = [*(max(edit.start, one.start) for edit in here), one.own_end]
    return not any(draft.text[end:start].strip() for end, start in zip(ends, starts, strict=True))


class Moves:
    """Where offsets move to under sorted edits, each in O(log n). An offset inside a replaced span moves to one of its ends."""

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
        """The edits that touch the text between these offsets."""
        return self.edits[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def __call__(self, offset: int, after: bool = True) -> int:
        """The new offset. At an insertion it comes `after` the inserted words, or before them."""
        before = bisect_left(self._starts, offset)
        if before and self._ends[before - 1] > offset:
            inside = self.edits[before - 1]
            return inside.start + self._shifts[before - 1] + (len(inside.words) if after else 0)
        while after and before < len(self.edits) and self._starts[before] == self._ends[before] == offset:
            before += 1
        return offset + self._shifts[before]
