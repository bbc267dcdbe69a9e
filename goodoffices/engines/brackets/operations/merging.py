"""Merge alternatives into one, and split one into several. Words that nobody wrote before are their author's proposal.

A party stands on words, not on a place: its stance stays only on words that stay. Words that somebody else proposes or
supports, and words that stood in the text, are not taken away: the new ones come beside them, and each takes these or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Bracket, Note
from goodoffices.engines.brackets.operations.checking import Meant, as_meant
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.proposing import propose
from goodoffices.engines.brackets.operations.stances import (
    OPENED,
    PUT_IN,
    end_of,
    members_of,
    notes_moved,
    origin_of,
    proposers,
    stances,
    supporters,
)
from goodoffices.engines.brackets.operations.withdrawing import withdraw
from goodoffices.engines.brackets.reading.edits import Edit

NO_WORDS = "An alternative needs words. To propose that nothing stands here, delete."


def merge(draft: Draft, alternatives: Sequence[Bracket], words: str, by: str) -> Draft | Conflict:
    """Put one alternative with these words in the place of neighbouring ones, as this party's proposal.

    If others propose or support some of them, or an operation put brackets around words of the text there, those stay, and the
    new words come beside them. A party takes them by `agree`. Once nobody else stands on the others, merging again with words
    that stand there leaves these alone, with all who took them.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Each Party [shall][should][may] report.")
    >>> new = merge(draft, draft.brackets[:2], "shall, as far as it can,", "North")
    >>> new.text, stances(new, new.brackets[0])
    ('Each Party [shall, as far as it can,][may] report.', {'North': 'proposed'})
    >>> merge(parse("[US: shall][EU: should]"), parse("[US: shall][EU: should]").brackets, "can", "North").text
    '[US: shall][EU: should][can]'
    """
    chosen = sorted(alternatives, key=lambda one: one.start)
    start, end = chosen[0].start, end_of(draft, chosen[-1])
    members = members_of(draft, chosen[0])
    place = [one.index for one in members].index(chosen[0].index)
    if len(chosen) < 2 or members[place : place + len(chosen)] != chosen:
        return Conflict("Only alternatives that stand beside each other are merged. Choose two or more.", start, end)
    if not words.strip():
        return Conflict(NO_WORDS, start, end)
    same = next((one for one in chosen if says(draft.inner(one), words)), None)
    others = [one for one in chosen if one is not same and is_held(draft, one, by)]
    if others and same is not None:
        return still_held(draft, others[0], by)
    if others:
        return without_own(propose(draft, chosen[-1].start, chosen[-1].end, words, by), draft, chosen, by)
    if problem := _nested(draft, chosen):
        return problem
    written = words if same is None else draft.inner(same)
    edit = Edit(start, end, f"[{written}]")
    last = start + len(edit.words)
    kept = [note for note in draft.notes if not (start <= note.start and note.end <= end)]
    notes = [*notes_moved(kept, [edit]), *standing(draft, same, start, last, by)]
    return as_meant(draft, [edit], notes, [Meant(start, last, written, len(members) - len(chosen) + 1)])


def split(draft: Draft, there: Bracket, into: Sequence[str], by: str) -> Draft | Conflict:
    """Put several alternatives in the place of one, as this party's proposals.

    Where somebody else stands on it, it stays, and they come beside it; see `merge`.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Each Party [shall or should] report.")
    >>> split(draft, draft.brackets[0], ["shall", "should"], "North").text
    'Each Party [shall][should] report.'
    """
    if len(into) < 2 or not all(words.strip() for words in into):
        return Conflict("An alternative is split into two or more. Give the words of each.", there.start, there.end)
    if is_held(draft, there, by):
        new: Draft | Conflict = draft
        for words in into:
            if isinstance(new, Draft) and not says(draft.inner(there), words):
                new = propose(new, there.start, there.end, words, by)
        return new
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
        same = there if says(draft.inner(there), words) else None
        notes += standing(draft, same, at, meant[-1].end, by)
        at = meant[-1].end + len(separator)
    return as_meant(draft, [edit], notes, meant)


def says(stood: str, words: str) -> bool:
    """Are these the same words, up to the width of blanks?"""
    return stood.split() == words.split()


def is_held(draft: Draft, there: Alternative, by: str) -> bool:
    """Does somebody else propose or support these words, or did they stand in the text before brackets were put around them?"""
    return bool(supporters(draft, there) - {by}) or origin_of(draft, there) == OPENED


def still_held(draft: Draft, there: Alternative, by: str) -> Conflict:
    """Why an alternative does not go: somebody stands on it."""
    others = sorted(supporters(draft, there) - {by})
    who = f"{others[0]} stands on these words." if others else "These words stood in the text."
    return Conflict(f"{who} They go when all agree to other words, not by a merger.", there.start, there.end)


def standing(draft: Draft, same: Alternative | None, start: int, end: int, by: str) -> list[Note]:
    """Notes on new brackets (or a new label): the author's proposal; on words that stood there, those who stood on them."""
    if same is None:
        return [Note(start, end, "", "proposed", PUT_IN), Note(start, end, by, "proposed")]
    notes = [Note(start, end, party, stance) for party, stance in stances(draft, same).items()]
    if origin := origin_of(draft, same):
        notes.append(Note(start, end, "", "proposed" if origin == PUT_IN else "reserved", origin))
    return notes


def without_own(new: Draft | Conflict, draft: Draft, chosen: Sequence[Alternative], by: str) -> Draft | Conflict:
    """The draft with words beside others, when their author has taken back those of the others that are its alone."""
    for one in reversed(chosen):
        if by in proposers(draft, one) and not is_held(draft, one, by) and isinstance(new, Draft):
            now: Alternative = new.brackets[one.index] if isinstance(one, Bracket) else new.options[one.index]
            new = withdraw(new, now, by)
    return new


def _nested(draft: Draft, chosen: Sequence[Bracket]) -> Conflict | None:
    """A conflict if there are brackets inside: they would disappear without anybody saying so."""
    for one in chosen:
        for inside in draft.brackets_in(one.start + 1, one.end):
            if inside.kind != "placeholder":
                return Conflict(
                    "There are brackets in these words. Settle or withdraw them first.", inside.start, inside.end
                )
    return None
