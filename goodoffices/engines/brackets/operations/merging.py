"""Merge alternatives into one, and split one into several. The parties keep their stances on the result."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Bracket, Note, Stance
from goodoffices.engines.brackets.operations.checking import Meant, as_meant
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.stances import (
    INSTEAD,
    PUT_IN,
    end_of,
    members_of,
    notes_moved,
    notes_on,
    origin_of,
    stances,
)
from goodoffices.engines.brackets.reading.edits import Edit


def merge(draft: Draft, alternatives: Sequence[Bracket], words: str) -> Draft | Conflict:
    """Replace neighbouring alternatives by one with these words, on which every party keeps its stance.

    A party with different stances on them is a conflict: only it can say which one it takes now.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Each Party [US: shall][EU: should] report.")
    >>> new = merge(draft, draft.brackets, "shall, as far as it can,")
    >>> new.text, stances(new, new.brackets[0])
    ('Each Party [shall, as far as it can,] report.', {'EU': 'proposed', 'US': 'proposed'})
    """
    chosen = sorted(alternatives, key=lambda one: one.start)
    start, end = chosen[0].start, end_of(draft, chosen[-1])
    members = members_of(draft, chosen[0])
    place = [one.index for one in members].index(chosen[0].index)
    if len(chosen) < 2 or members[place : place + len(chosen)] != chosen:
        return Conflict("Only alternatives that stand beside each other are merged. Choose two or more.", start, end)
    stood = stood_on(draft, chosen)
    if isinstance(stood, Conflict):
        return stood
    if problem := _nested(draft, chosen):
        return problem
    edit = Edit(start, end, f"[{words}]")
    last = start + len(edit.words)
    kept = [note for note in draft.notes if not (start <= note.start and note.end <= end)]
    notes = [*notes_moved(kept, [edit]), *(Note(start, last, party, stance) for party, stance in stood.items())]
    if all(origin_of(draft, one) == PUT_IN for one in chosen):
        notes.append(Note(start, last, "", "proposed", PUT_IN))
    count = len(members) - len(chosen) + 1
    return as_meant(draft, [edit], notes, [Meant(start, last, words, count)])


def split(draft: Draft, there: Bracket, into: Sequence[str]) -> Draft | Conflict:
    """Replace one alternative by several; every party keeps its stance on each of them."""
    if len(into) < 2:
        return Conflict("An alternative is split into two or more. Give the words of each.", there.start, there.end)
    if problem := _nested(draft, [there]):
        return problem
    members = members_of(draft, there)
    separator = draft.choices[there.choice].separator if there.choice >= 0 else ""
    end = end_of(draft, there)
    edit = Edit(there.start, end, separator.join(f"[{words}]" for words in into))
    kept = [note for note in draft.notes if not (there.start <= note.start and note.end <= end)]
    notes, meant, at = notes_moved(kept, [edit]), [], there.start
    for words in into:
        meant.append(Meant(at, at + len(words) + 2, words, len(members) + len(into) - 1))
        notes += [Note(at, meant[-1].end, party, stance) for party, stance in stances(draft, there).items()]
        if origin := origin_of(draft, there):
            notes.append(Note(at, meant[-1].end, "", "proposed" if origin == PUT_IN else "reserved", origin))
        at = meant[-1].end + len(separator)
    return as_meant(draft, [edit], notes, meant)


def stood_on(draft: Draft, chosen: Sequence[Alternative]) -> dict[str, Stance] | Conflict:
    """Each party's stance on all of these together; a conflict if a party has different stances on them."""
    stood: dict[str, Stance] = {}
    for one in chosen:
        for party, stance in _own(draft, one).items():
            if stood.setdefault(party, stance) != stance and {stood[party], stance} != {"proposed", "supported"}:
                return Conflict(
                    f"{party} stands differently on these. It says first where it stands.",
                    chosen[0].start,
                    chosen[-1].end,
                )
            if stance == "proposed":
                stood[party] = stance
    return stood


def _own(draft: Draft, there: Alternative) -> dict[str, Stance]:
    """Stances, without opposition that only came with the party's proposal of other words."""
    instead = {note.party for note in notes_on(draft, there) if note.words == INSTEAD}
    return {party: stance for party, stance in stances(draft, there).items() if party not in instead}


def _nested(draft: Draft, chosen: Sequence[Bracket]) -> Conflict | None:
    """A conflict if there are brackets inside: they would disappear without anybody saying so."""
    for one in chosen:
        for inside in draft.brackets_in(one.start + 1, one.end):
            if inside.kind != "placeholder":
                return Conflict(
                    "There are brackets in these words. Settle or withdraw them first.", inside.start, inside.end
                )
    return None
