"""Agreeing, and what brackets collapse to when all agree. Where one party is silent, reserved or of two minds, they stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from goodoffices.engines.brackets.operations import (
    Conflict,
    end_of,
    members_of,
    notes_moved,
    ordered,
    stances,
    stands_on,
    supporters,
    with_notes,
)
from goodoffices.engines.brackets.parsing import Edit, replaced
from goodoffices.engines.brackets.spans import Bracket, Note
from goodoffices.engines.brackets.tree import Draft


class Cleaned(NamedTuple):
    """The draft with all that is agreed as plain text; `agreed` says what became of it, `conflicts` where parties are of two minds."""

    draft: Draft
    agreed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def agree(draft: Draft, there: Bracket, by: str) -> Draft | Conflict:
    """This party takes these words and gives up what it said on the other alternatives; they stay for those who stand there."""
    if there.kind == "placeholder":
        return Conflict("A placeholder is to be filled in, not agreed. Propose words instead.", there.start, there.end)
    members = members_of(draft, there)
    notes = [note for note in draft.notes if not (note.party == by and any(stands_on(note, one) for one in members))]
    for one in members:
        if one.index == there.index:
            proposed = by in supporters(draft, one) and stances(draft, one)[by] == "proposed"
            notes.append(Note(one.start, one.end, by, "proposed" if proposed else "supported"))
        elif any(written.party == by for written in one.attributions):
            notes.append(Note(one.start, one.end, by, "withdrawn"))
    return with_notes(draft, notes)


def clean(draft: Draft, parties: Iterable[str], among: Sequence[Bracket] | None = None) -> Cleaned:
    """What all these parties agree to becomes plain text: the one alternative that all propose or support; the words of a
    bracket that all would have; nothing, where all oppose them. All other brackets stay as they are.

    among   only these brackets (of a choice, any of its members)

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("Each Party [shall][should] report [annually].")
    >>> for party in ("North", "South"):
    ...     draft = agree(draft, draft.brackets[0], party)
    >>> clean(draft, ["North", "South"]).draft.text
    'Each Party shall report [annually].'
    """
    everyone = frozenset(parties)
    if not everyone:
        raise ValueError("Nobody agrees to anything: name the parties whose agreement is needed.")
    edits: list[Edit] = []
    agreed: list[str] = []
    conflicts: list[Conflict] = []
    dropped: list[tuple[int, int]] = []
    gone = -1  # everything before this offset went with an alternative that nobody took
    seen: set[int] = set()
    for one in draft.brackets if among is None else sorted(among, key=lambda one: one.start):
        members = members_of(draft, one)
        if members[0].index in seen or one.start < gone:
            continue
        seen.add(members[0].index)
        verdict = verdict_on(draft, members, everyone)
        if isinstance(verdict, Conflict):
            conflicts.append(verdict)
        elif verdict is not None:
            cut = _cuts(draft, members, verdict)
            edits += cut
            agreed.append(draft.text[members[0].start : members[-1].end])
            dropped += [(member.start, member.end) for member in members]
            # Between the cuts stand the words that are taken: brackets in them have their own fate.
            if len(cut) == 1:
                gone = cut[0].end
            else:
                skipped = [span for span in cut if span.end - span.start > 0]
                gone = max(gone, skipped[0].end)
                seen.update(inside.index for span in skipped for inside in draft.brackets_in(span.start, span.end))
    notes = [note for note in draft.notes if (note.start, note.end) not in set(dropped)]
    notes = [note for note in notes if not any(e.start <= note.start and note.end <= e.end for e in edits)]
    edits.sort(key=lambda edit: (edit.start, edit.end))
    new = replaced(draft, edits, notes=ordered(notes_moved(notes, edits))) if edits else draft
    return Cleaned(new, tuple(agreed), tuple(conflicts))


Nothing = "nothing"


def verdict_on(draft: Draft, members: Sequence[Bracket], everyone: frozenset[str]) -> Bracket | str | Conflict | None:
    """The alternative that all agree to; `Nothing` where all oppose; a conflict where one stands at two; else None."""
    if any(member.kind == "placeholder" for member in members):
        return None
    taken = [member for member in members if everyone <= supporters(draft, member)]
    if not taken:
        opposed = all({who for who, s in stances(draft, one).items() if s == "opposed"} >= everyone for one in members)
        return Nothing if opposed else None
    first = taken[0]
    twice = sorted(
        who for one in members if one.index != first.index for who in supporters(draft, one) if who in everyone
    )
    if twice:
        return Conflict(
            f"{twice[0]} stands behind two alternatives here. It withdraws one, or agrees to the other.",
            members[0].start,
            members[-1].end,
        )
    against = sorted(who for who, stance in stances(draft, first).items() if stance in {"opposed", "reserved"})
    if against:
        return Conflict(
            f"{against[0]} is not among those asked, and does not take these words. Ask it, too.",
            first.start,
            first.end,
        )
    return first


def _cuts(draft: Draft, members: Sequence[Bracket], verdict: Bracket | str) -> list[Edit]:
    """What is cut away so that only the words that are taken stay; of two blanks around nothing, one."""
    start, end = members[0].start, end_of(draft, members[-1])
    if isinstance(verdict, Bracket):
        return [Edit(start, verdict.inner_start, ""), Edit(verdict.inner_end, end, "")]
    after = draft.text[end : end + 1]
    if draft.text[start - 1 : start] == " " and (not after or after in " .,;:)\n"):
        start -= 1
    return [Edit(start, end, "")]
