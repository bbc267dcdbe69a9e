"""Operations on whole provisions: bracket, split, merge."""

from __future__ import annotations

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Note, Provision, Stance
from goodoffices.engines.brackets.operations.checking import Meant, as_meant
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.proposing import stand
from goodoffices.engines.brackets.operations.stances import OPENED, bracket_spanning, notes_moved, ordered
from goodoffices.engines.brackets.reading.edits import Edit, Made, replaced

_SIGNS = " \t\r\n.):*_–—-"  # behind a number


def bracket_provision(draft: Draft, id: str, by: str, stance: Stance = "reserved") -> Draft | Conflict:
    """Bracket a provision and everything under it, after its number: “3. [Each Party …]”. KeyError for an unknown id."""
    one = draft.by_id(id)
    start = max(one.start, one.label_span.end) if one.label_span.start >= one.start else one.start
    while start < one.end and (draft.text[start] in ".):*_" or draft.text[start].isspace()):
        start += 1
    end = one.start + len(draft.text[one.start : one.end].rstrip())
    if start >= end:
        return Conflict("There are no words in this provision. Bracket those that hold some.", one.start, one.end)
    there = bracket_spanning(draft, start, end)
    if there is not None:
        return stand(draft, there, by, stance)
    edits = [Edit(start, start, "["), Edit(end, end, "]")]
    notes = [
        *notes_moved(draft.notes, edits),
        Note(start, end + 2, "", "reserved", OPENED),
        Note(start, end + 2, by, stance),
    ]
    return as_meant(draft, edits, notes, [Meant(start, end + 2, draft.text[start:end], 1)])


def split_provision(draft: Draft, at: int, label: str) -> Draft | Conflict:
    """Make the words from this offset on a provision of their own.

    label   as it is to be written, with what follows it: “3 bis. ”
    """
    one = draft.provision_at(at)
    begins = max(one.start, one.label_span.end)  # no number is cut, and none stands alone
    if not draft.text[begins:at].strip(_SIGNS) or not draft.text[at : one.own_end].strip():
        return Conflict("A provision is split between two of its words. Choose a place between them.", at, at)
    blanks = len(draft.text[one.start : at]) - len(draft.text[one.start : at].rstrip())
    around = draft.bracket_at(at)
    if around is not None and around.start < at:
        return Conflict(
            "A provision is not split inside a bracket. Settle it first, or split before it.", around.start, around.end
        )
    edit = Edit(at - blanks, at, f"\n\n{label}")
    made = Made(at - blanks + 2, at - blanks + 2, len(draft.text) + len(edit.words), _above(draft, one), one.id, one.id)
    new = replaced(draft, [edit], made=[made])
    begun = new.provision_at(at - blanks + 2 + len(label))
    if len(new.provisions) != len(draft.provisions) + 1 or not begun.label or begun.index == one.index:
        return Conflict("With this label the rest would not be read as a provision. Give it as “3 bis. ”.", at, at)
    return new


def _above(draft: Draft, one: Provision) -> str:
    """The id of what holds a provision; the document's own words hold themselves."""
    return draft.provisions[max(one.parent, 0)].id


def merge_provisions(draft: Draft, id: str) -> Draft | Conflict:
    """Append a provision's words to the provision before it; its number goes. KeyError for an unknown id."""
    one = draft.by_id(id)
    if one.index < 2 or one.children:
        return Conflict(
            "Only a provision that follows another, with none under it, is merged into that.", one.start, one.end
        )
    before = draft.provisions[one.index - 1]
    if before.start == before.own_end:
        return Conflict("The provision before this one is not at hand. Take it in, too.", one.start, one.end)
    start = before.start + len(draft.own(before).rstrip())
    end = max(one.start, one.label_span.end) if one.label_span.start >= one.start else one.start
    while end < one.own_end and (draft.text[end] in ".)" or draft.text[end].isspace()):
        end += 1
    cut = {bracket.index for bracket in draft.brackets if start <= bracket.start < end or start < bracket.end <= end}
    if cut:
        return Conflict("A bracket opens or closes between these provisions. Settle it first.", start, end)
    new = replaced(
        draft, [Edit(start, end, " ")], notes=ordered(notes_moved(draft.notes, [Edit(start, end, " ")])), gone={id}
    )
    if len(new.provisions) != len(draft.provisions) - 1:
        return Conflict("Without its number the text would be read otherwise. Merge them by hand.", start, end)
    return new
