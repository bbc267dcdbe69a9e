"""Who has which stance on a bracket or an option, and the notes that record it.

A stance is either written in the text (“[US: annually]”) or kept as a `Note` on exactly the span of a bracket, or on the
span that identifies an option. Notes without a party record what an operation did; they are nobody's stance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, overload

from goodoffices.engines.brackets.model import Alternative, Bracket, Draft, Note, Option, Stance
from goodoffices.engines.brackets.reading.edits import Edit, Moves

Origin = Literal["opened", "put in", ""]

OPENED: Origin = "opened"
"""A note without a party and with this word: an operation put brackets around words that were there. The brackets go with
the last stance on them."""
PUT_IN: Origin = "put in"
"""A note without a party and with this word: an operation put these words in. They go when nobody proposes or supports them."""
INSTEAD = "proposes other words"
"""The words of an opposition that came with the party's own proposal, and goes with it."""


def notes_on(draft: Draft, there: Alternative) -> list[Note]:
    """The parties' notes on exactly this bracket or option."""
    return [note for note in draft.notes_at(there.start, there.end) if note.party]


def stances(draft: Draft, there: Alternative) -> dict[str, Stance]:
    """Each party's stance on these words: as the text states it, unless a note says otherwise. Withdrawn ones are left out.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Each Party [US: shall][EU: should] report.")
    >>> stances(draft, draft.brackets[0])
    {'US': 'proposed'}
    """
    found: dict[str, Stance] = {one.party: one.stance for one in there.attributions}
    found.update((note.party, note.stance) for note in notes_on(draft, there))
    return {party: stance for party, stance in found.items() if stance != "withdrawn"}


def proposers(draft: Draft, there: Alternative) -> set[str]:
    """The parties that propose these words."""
    return {party for party, stance in stances(draft, there).items() if stance == "proposed"}


def supporters(draft: Draft, there: Alternative) -> set[str]:
    """The parties that propose or support these words."""
    return {party for party, stance in stances(draft, there).items() if stance in {"proposed", "supported"}}


def origin_of(draft: Draft, there: Alternative) -> Origin:
    """`OPENED` or `PUT_IN` if an operation put the brackets (or the label) there; "" if the text had them."""
    words = {note.words for note in draft.notes_at(there.start, there.end) if not note.party}
    return OPENED if OPENED in words else PUT_IN if PUT_IN in words else ""


@overload
def members_of(draft: Draft, there: Bracket) -> list[Bracket]: ...
@overload
def members_of(draft: Draft, there: Option) -> list[Option]: ...
@overload
def members_of(draft: Draft, there: Alternative) -> list[Bracket] | list[Option]: ...
def members_of(draft: Draft, there: Alternative) -> list[Bracket] | list[Option]:
    """The alternatives to choose from here, this one included; only this one if it has no others beside it."""
    if isinstance(there, Option):
        return [draft.options[member] for member in draft.groups[there.group].members]
    if there.choice < 0:
        return [there]
    return [draft.brackets[member] for member in draft.choices[there.choice].members]


def standing_at(draft: Draft, start: int, end: int) -> Alternative | None:
    """What a party can take a stance on at exactly this span: an option (by its label or own bracket), else a bracket."""
    provision = draft.provision_at(start)
    option = draft.option_of(provision)
    if option is not None and (option.start, option.end) == (start, end):
        return option
    return bracket_spanning(draft, start, end)


def bracket_spanning(draft: Draft, start: int, end: int) -> Bracket | None:
    """The bracket with exactly these ends."""
    there = draft.bracket_at(start) if start < end else None
    return there if there is not None and (there.start, there.end) == (start, end) else None


def with_notes(draft: Draft, notes: Sequence[Note]) -> Draft:
    """The same text with other notes; sorted, so that the order in which they came does not matter."""
    return replace(draft, notes=tuple(ordered(notes)))


def ordered(notes: Sequence[Note]) -> list[Note]:
    """The notes sorted, each once."""
    return sorted(set(notes))


def end_of(draft: Draft, there: Bracket) -> int:
    """Where the bracket ends, names in parentheses after it included: “[annually] (Norway)”."""
    behind = [one.end for one in there.attributions if one.start >= there.end]
    return draft.text.index(")", max(behind)) + 1 if behind else there.end


def stands_on(note: Note, there: Alternative) -> bool:
    """Is the note on exactly this bracket or option?"""
    return (note.start, note.end) == (there.start, there.end)


def notes_moved(notes: Sequence[Note], edits: Sequence[Edit]) -> list[Note]:
    """The notes as they stand after the edits: one on a bracket stays on exactly that bracket."""
    moves = Moves(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    moved = [note._replace(start=moves(note.start), end=moves(note.end, after=False)) for note in notes]
    return [note for note in moved if note.start < note.end]
