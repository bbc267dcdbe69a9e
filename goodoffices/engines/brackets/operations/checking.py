"""Does a new draft read as it was meant? Words that would be read as something else are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.engines.brackets.model import Bracket, Draft, Note
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.stances import bracket_spanning, ordered
from goodoffices.engines.brackets.reading.edits import Edit, Moves, replaced

BESIDE = "The bracket would be read as an alternative to its neighbour. Take the neighbour in, or leave a word between."
NAMES = "Names in the text would be read as standing behind other words. Take other words, or write them inside."


class Meant(NamedTuple):
    """A bracket as it is meant to be in the new text. `alternatives` counts itself and those beside it (1: no others)."""

    start: int
    end: int
    words: str
    alternatives: int


def as_meant(draft: Draft, edits: Sequence[Edit], notes: Sequence[Note], meant: Sequence[Meant]) -> Draft | Conflict:
    """The draft with these edits and notes if it reads as it was meant, else a conflict.

    notes   those of the new text, with its offsets
    """
    new = replaced(draft, edits, notes=ordered(notes))
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    if problem := unlike(draft, new, edits, meant):
        return Conflict(problem, start, end)
    return new


def names_written(draft: Draft) -> Counter[tuple[str, str]]:
    """The stances that the text states on brackets: party and stance, and how often."""
    return Counter((one.party, one.stance) for there in draft.brackets for one in there.attributions)


def unlike(draft: Draft, new: Draft, edits: Sequence[Edit], meant: Sequence[Meant]) -> str:
    """The sentence for a conflict if the new text does not read as it was meant, else ""."""
    for one in meant:
        there = bracket_spanning(new, one.start, one.end)
        if there is None:
            return "With these words brackets would pair otherwise. Give words whose own brackets match."
        if new.inner(there) != one.words:
            return "The words begin or end like an attribution or a label. Word them otherwise."
        beside = len(new.choices[there.choice].members) if there.choice >= 0 else 1
        if beside != one.alternatives:
            return BESIDE
    if [one.kind for one in new.provisions] != [one.kind for one in draft.provisions]:
        return (
            "With these words the text would be read as other provisions. Give words without numbers at a line's head."
        )
    if len(new.loose) != len(draft.loose):
        return "With these words a bracket would stay without a partner. Give words whose own brackets match."
    cut = any(edit.start < edit.end for edit in edits)  # merging and splitting take names away with their words
    before, now = names_written(draft), names_written(new)
    if now - before or (not cut and before - now):
        return NAMES
    moves = Moves(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    left = [there for there in draft.brackets if not any(edit.start <= there.start < edit.end for edit in edits)]
    names = {there.start: _named(there) for there in new.brackets}
    if not names.keys() >= {moves(there.start) for there in left}:
        return "With these words brackets elsewhere would pair otherwise. Give words whose own brackets match."
    if any(names[moves(there.start)] != _named(there) for there in left):
        return NAMES
    return ""


def _named(there: Bracket) -> list[tuple[str, str]]:
    """The parties that the text names at a bracket, with their stances."""
    return [(one.party, one.stance) for one in there.attributions]
