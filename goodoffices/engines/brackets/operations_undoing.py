"""Withdrawing: what a party did at a bracket is undone, and the text is as if it had not been, unless others stand there too."""

from __future__ import annotations

from goodoffices.engines.brackets.operations import (
    INSTEAD,
    OPENED,
    PUT_IN,
    Conflict,
    end_of,
    mark_of,
    members_of,
    notes_moved,
    notes_on,
    ordered,
    proposers,
    stances,
    stands_on,
    supporters,
    with_notes,
)
from goodoffices.engines.brackets.parsing import Edit, replaced
from goodoffices.engines.brackets.spans import Bracket, Note
from goodoffices.engines.brackets.tree import Draft


def withdraw(draft: Draft, there: Bracket, by: str) -> Draft | Conflict:
    """Take back this party's stance on a bracket's words.

    Words that nobody else proposes or supports go with their proposal. Brackets that an operation put around standing words go
    with the last stance on them. An attribution that the text writes stays written; a note says that it is withdrawn.

    >>> from goodoffices.engines.brackets import parse
    >>> from goodoffices.engines.brackets.operations import propose
    >>> new = propose(parse("Each Party shall report."), 11, 16, "should", by="North")
    >>> back = withdraw(new, new.brackets[1], by="North")
    >>> back.text, back.notes
    ('Each Party shall report.', ())
    """
    if by not in stances(draft, there):
        return Conflict(f"{by} has said nothing on these words that it could withdraw.", there.start, there.end)
    was_proposer = by in proposers(draft, there)
    members = members_of(draft, there)
    kept = [note for note in draft.notes if not (stands_on(note, there) and note.party == by)]
    if any(one.party == by for one in there.attributions):
        kept.append(Note(there.start, there.end, by, "withdrawn"))
    if was_proposer and not any(by in proposers(draft, one) for one in members if one.index != there.index):
        kept = [
            note
            for note in kept
            if not (note.party == by and note.words == INSTEAD and any(stands_on(note, one) for one in members))
        ]
    after = with_notes(draft, kept)
    there = after.brackets[there.index]
    if falls(draft, after, there, was_proposer):
        if problem := _others_inside(after, there, by):
            return problem
        return _without(after, there)
    return _unbracketed(after, [], members_of(after, there))


def falls(before: Draft, after: Draft, there: Bracket, was_proposer: bool) -> bool:
    """Does nobody stand behind the words any more, who came by a proposal?"""
    if supporters(after, there):
        return False
    return mark_of(after, there) == PUT_IN or (was_proposer and not mark_of(before, there))


def removal(draft: Draft, there: Bracket) -> Edit:
    """Cut a bracket out, with what separates it from the other alternatives."""
    members = members_of(draft, there)
    place = [one.index for one in members].index(there.index)
    if place:
        return Edit(end_of(draft, members[place - 1]), end_of(draft, there), "")
    return Edit(there.start, members[1].start if len(members) > 1 else end_of(draft, there), "")


def _others_inside(draft: Draft, there: Bracket, by: str) -> Conflict | None:
    """What others proposed inside the words would go with them."""
    for inside in draft.brackets_in(there.start + 1, there.end):
        others = sorted(proposers(draft, inside) - {by})
        if others:
            return Conflict(
                f"{others[0]} proposes words inside these. It withdraws them first, or supports the whole.",
                inside.start,
                inside.end,
            )
    return None


def _without(draft: Draft, there: Bracket) -> Draft:
    """Its words gone; a single alternative that is left is no alternative."""
    rest = [one for one in members_of(draft, there) if one.index != there.index]
    return _unbracketed(draft, [removal(draft, there)], rest, gone=there)


def _unbracketed(draft: Draft, edits: list[Edit], left: list[Bracket], gone: Bracket | None = None) -> Draft:
    """Take brackets away that an operation put around standing words, if one is left and nobody has said anything on it."""
    notes = list(draft.notes)
    if gone is not None:
        notes = [note for note in notes if not gone.start <= note.start < note.end <= gone.end]
    if len(left) == 1 and mark_of(draft, left[0]) == OPENED and not notes_on(draft, left[0]):
        [last] = left
        edits = [*edits, Edit(last.start, last.start + 1, ""), Edit(last.end - 1, last.end, "")]
        notes = [note for note in notes if not stands_on(note, last)]
    if not edits:
        return draft
    return replaced(draft, edits, notes=ordered(notes_moved(notes, edits)))
