"""Changing a draft: other words at some spans, and the result read anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from goodoffices.engines.brackets.model import Draft, Mark, Note, Provision
from goodoffices.engines.brackets.reading.given import Made, laid, restructured
from goodoffices.engines.brackets.reading.moves import Edit, Moves
from goodoffices.engines.brackets.reading.parsing import parse

__all__ = ["Edit", "Made", "Moves", "replaced"]


def replaced(
    draft: Draft,
    edits: Iterable[Edit | tuple[int, int, str]],
    notes: Sequence[Note] | None = None,
    made: Sequence[Made] = (),
    gone: Set[str] = frozenset(),
) -> Draft:
    """The draft with other words at some spans, read anew. Provisions keep their ids, and notes keep their places.

    A draft whose structure is given keeps it: only `made` provisions are new, and those whose ids are `gone` go on in the
    one before. Where the structure is read, it tells these by itself.

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
    if draft.given is not None:
        return laid(
            text,
            restructured(draft, ordered, text, made, gone),
            markdown=draft.markdown,
            parties=draft.parties,
            notes=notes,
            furniture=_untouched(draft, moved),
            given=draft.given,
        )
    return parse(text, markdown=draft.markdown, parties=draft.parties, notes=notes, ids=_claims(draft, moved, text))


def _untouched(draft: Draft, moved: Moves) -> list[Mark]:
    """The page numbers and running heads in which nothing is changed, where they are now."""
    return [
        Mark(mark.kind, moved(mark.start), moved(mark.end, after=False))
        for mark in draft.marks
        if mark.kind == "furniture" and not moved.within(mark.start, mark.end)
    ]


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
