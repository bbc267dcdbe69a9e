"""Permanent ids of alternatives: they stay when words around them change, and go with the brackets or the label.

An id is kept as a note without a party on what it names. It is nobody's stance, no operation looks at it, and no export
shows it. An option in a bracket of its own has one id with that bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goodoffices.engines.brackets.model import Alternative, Draft, Note
from goodoffices.engines.brackets.operations.stances import standing_at, with_notes

_ID = "id: "
"""What the words of such a note begin with."""


def identified(draft: Draft, fresh: Callable[[], str]) -> Draft:
    """The draft in which each negotiable bracket and each option has an id. Those without one get it in text order.

    fresh   gives a new id each time it is called

    >>> from goodoffices.engines.brackets import parse
    >>> draft = identified(parse("Each Party [shall][should] report."), iter("ab").__next__)
    >>> [id_of(draft, one) for one in draft.brackets]
    ['a', 'b']
    """
    notes = []
    for one in _alternatives(draft):
        if not id_of(draft, one):
            notes.append(Note(one.start, one.end, "", "reserved", _ID + fresh()))
    return with_notes(draft, [*draft.notes, *notes]) if notes else draft


def id_of(draft: Draft, there: Alternative) -> str:
    """The permanent id of a bracket or an option, "" if it has none."""
    notes = draft.notes_at(there.start, there.end)
    return next((note.words[len(_ID) :] for note in notes if is_id(note)), "")


def alternative(draft: Draft, id: str) -> Alternative | None:
    """What has this permanent id, or None. O(the notes)."""
    for note in draft.notes:
        if is_id(note) and note.words[len(_ID) :] == id:
            return standing_at(draft, note.start, note.end)
    return None


def is_id(note: Note) -> bool:
    """Is it a permanent id, and nobody's stance?"""
    return not note.party and note.words.startswith(_ID)


def _alternatives(draft: Draft) -> Iterator[Alternative]:
    """Each that can have an id, in text order, outer ones first; an option stands for its own bracket."""
    found: list[Alternative] = [one for one in draft.brackets if one.kind != "placeholder" and not draft.own_of(one)]
    yield from sorted([*found, *draft.options], key=lambda one: (one.start, -one.end))
