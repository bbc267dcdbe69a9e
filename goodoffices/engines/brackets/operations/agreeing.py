"""Agree to words, and clean what all agree to. Where a party is silent, reserved or has two positions, brackets stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Bracket, Note, Option, Span
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.options.checking import elsewhere
from goodoffices.engines.brackets.operations.options.cutting import left_by
from goodoffices.engines.brackets.operations.stances import (
    end_of,
    members_of,
    notes_moved,
    ordered,
    stances,
    stands_on,
    supporters,
    with_notes,
)
from goodoffices.engines.brackets.operations.withdrawing import gone_with, joined
from goodoffices.engines.brackets.reading.edits import Edit, Moves, replaced

_OTHERWISE = "Without its label this option would be read as other provisions. Clean this group by hand."


class Cleaned(NamedTuple):
    """The draft with what is agreed as plain text.

    agreed     the text of each place that was cleaned, as it was before
    conflicts  places where a party supports two alternatives, where the result would be read otherwise, or where words would
               go that nobody had put forward
    gone       what was cut out of the old text, in order: brackets, labels, and words that were not taken. With
               `comparing.diff` it can be shown before anything is written
    """

    draft: Draft
    agreed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    gone: tuple[Span, ...] = ()


def agree(draft: Draft, there: Alternative, by: str) -> Draft | Conflict:
    """This party takes these words and gives up its stances on the other alternatives, which stay for those who have one."""
    choice = _choice_without(draft, there, by)
    if isinstance(choice, Conflict):
        return choice
    taken, members, notes = choice
    for one in members:
        if one.index == taken.index:
            proposed = by in supporters(draft, one) and stances(draft, one)[by] == "proposed"
            notes.append(Note(one.start, one.end, by, "proposed" if proposed else "supported"))
        elif any(written.party == by for written in one.attributions):
            notes.append(Note(one.start, one.end, by, "withdrawn"))
    return with_notes(draft, notes)


def agree_to_none(draft: Draft, there: Alternative, by: str) -> Draft | Conflict:
    """This party would have these words go, with all that there is to choose from here: it opposes each, its own included."""
    choice = _choice_without(draft, there, by)
    if isinstance(choice, Conflict):
        return choice
    _there, members, notes = choice
    return with_notes(draft, [*notes, *[Note(one.start, one.end, by, "opposed") for one in members]])


def _choice_without(
    draft: Draft, there: Alternative, by: str
) -> tuple[Alternative, Sequence[Alternative], list[Note]] | Conflict:
    """The words, all that there is to choose from there, and the draft's notes without this party's on any of it."""
    if isinstance(there, Bracket):
        there = draft.own_of(there) or there
    if there.kind == "placeholder":
        return Conflict("A placeholder is to be filled in, not agreed. Propose words instead.", there.start, there.end)
    members = members_of(draft, there)
    notes = [note for note in draft.notes if not (note.party == by and any(stands_on(note, one) for one in members))]
    return there, members, notes


def clean(draft: Draft, parties: Iterable[str], among: Sequence[Alternative] | None = None) -> Cleaned:
    """Turn into plain text what all these parties agree to; leave all other brackets and options as they are.

    Of a choice, the one alternative that all propose or support stays; of a bracket by itself, its words if all would have
    them, nothing if all oppose them. Of options, the words of the one that is taken stay, without its label. *No text*
    removes the whole group, with a number that holds nothing else.

    parties   all whose agreement is needed; ValueError if there are none
    among     only these brackets and options (of a choice, any of its members)

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
    settled = _settled(draft, everyone, among)
    new, refused = _made(draft, settled.points)
    done = [point for point in settled.points if point not in refused]
    conflicts = (*settled.conflicts, *(Conflict(_OTHERWISE, *point.span) for point in refused))
    gone = tuple(Span(edit.start, edit.end) for edit in _edits(done))
    return Cleaned(new, tuple(point.text for point in done), conflicts, gone)


@dataclass(frozen=True)
class _Point:
    """What is agreed at a place: its span, its text as it was, and what is cut out of it."""

    span: Span
    text: str
    cuts: tuple[Span, ...]
    option: bool


class _Settled(NamedTuple):
    points: list[_Point]
    conflicts: list[Conflict]


def _settled(draft: Draft, everyone: frozenset[str], among: Sequence[Alternative] | None) -> _Settled:
    """What is agreed, from the outside in: what is inside words that go is not looked at."""
    found = _Settled([], [])
    waiting: list[Span] = []  # cuts that begin further on
    gone = -1  # the text before this offset is cut out
    for members in _choices(draft, among):
        start, end = _span(draft, members)
        while waiting and waiting[0].start <= start:
            gone = max(gone, heappop(waiting).end)
        if start < gone:
            continue
        verdict = verdict_on(draft, members, everyone)
        if verdict is Verdict.OPEN:
            continue
        cuts = verdict if isinstance(verdict, Conflict) else _cuts(draft, members, verdict)
        if isinstance(cuts, Conflict):
            found.conflicts.append(cuts)
            continue
        for cut in cuts:
            heappush(waiting, cut)
        is_option = isinstance(members[0], Option)
        found.points.append(_Point(Span(start, end), draft.text[start:end], tuple(cuts), is_option))
    return found


def _choices(draft: Draft, among: Sequence[Alternative] | None) -> Iterator[Sequence[Alternative]]:
    """Each set of alternatives once, in text order, outer ones before inner ones."""
    asked: Sequence[Alternative] = [*draft.brackets, *draft.options] if among is None else among
    found: dict[tuple[int, int], Sequence[Alternative]] = {}
    around = {group.bracket for group in draft.groups} if among is None else set()
    for one in asked:
        there = (draft.own_of(one) or one) if isinstance(one, Bracket) else one
        if isinstance(there, Bracket) and there.index in around:
            continue
        members = members_of(draft, there)
        found.setdefault(_span(draft, members), members)
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        yield found[start, end]


def _span(draft: Draft, members: Sequence[Alternative]) -> Span:
    first, last = members[0], members[-1]
    return Span(
        first.whole_start if isinstance(first, Option) else first.start,
        last.tail if isinstance(last, Option) else last.end,
    )


def _made(draft: Draft, points: Sequence[_Point]) -> tuple[Draft, list[_Point]]:
    """The draft without what is cut out, and the options that stay because without their labels the text would be misread."""
    if not points:
        return draft, []
    new = _cut(draft, points)
    if not any(point.option for point in points) or _reads_as_before(draft, new, points):
        return new, []
    kept = [point for point in points if not point.option]
    refused = []
    for point in points:
        if point.option:
            if _reads_as_before(draft, _cut(draft, [*kept, point]), [*kept, point]):
                kept.append(point)
            else:
                refused.append(point)
    return (_cut(draft, kept) if kept else draft), refused


def _edits(points: Sequence[_Point]) -> list[Edit]:
    return joined([Edit(*cut, "") for point in points for cut in point.cuts])


def _cut(draft: Draft, points: Sequence[_Point]) -> Draft:
    edits = _edits(points)
    settled = {point.span for point in points}
    moves = Moves(edits)
    notes = [note for note in draft.notes if not moves.touches(note.start) and (note.start, note.end) not in settled]
    return replaced(draft, edits, notes=ordered(notes_moved(notes, edits)))


def _reads_as_before(draft: Draft, new: Draft, points: Sequence[_Point]) -> bool:
    """Is everything that stays read as before?"""
    edits = _edits(points)
    return not elsewhere(draft, new, edits, gone_with(draft, edits))


class Verdict(Enum):
    """What parties agree to where they take none of the alternatives."""

    NOTHING = "all oppose"
    OPEN = "not agreed"


def verdict_on(
    draft: Draft, members: Sequence[Alternative], everyone: frozenset[str]
) -> Alternative | Verdict | Conflict:
    """The alternative that all agree to; `NOTHING` if all oppose them, `OPEN` if it is not settled.

    A conflict if a party supports two of them, or somebody who was not asked does not take the one that the others take.
    """
    if any(member.kind == "placeholder" for member in members):
        return Verdict.OPEN
    taken = [member for member in members if everyone <= supporters(draft, member)]
    if not taken:
        opposed = all({who for who, s in stances(draft, one).items() if s == "opposed"} >= everyone for one in members)
        return Verdict.NOTHING if opposed else Verdict.OPEN
    first = taken[0]
    twice = sorted(
        who for one in members if one.index != first.index for who in supporters(draft, one) if who in everyone
    )
    if twice:
        return Conflict(
            f"{twice[0]} stands behind two alternatives here. It withdraws one, or agrees to the other.",
            *_span(draft, members),
        )
    against = sorted(who for who, stance in stances(draft, first).items() if stance in {"opposed", "reserved"})
    if against:
        return Conflict(
            f"{against[0]} is not among those asked, and does not take these words. Ask it, too.",
            first.start,
            first.end,
        )
    return first


def _cuts(draft: Draft, members: Sequence[Alternative], verdict: Alternative | Verdict) -> Sequence[Span] | Conflict:
    """What to cut so that only the words that are taken stay. Where nothing stays, one of the two blanks goes, too."""
    first, last = members[0], members[-1]
    if isinstance(first, Option) or isinstance(last, Option):
        taken = verdict if isinstance(verdict, Option) else None
        return left_by(draft, draft.groups[first.group], taken) if isinstance(first, Option) else []
    start, end = first.start, end_of(draft, last)
    if isinstance(verdict, Bracket):
        return [Span(start, verdict.inner_start), Span(verdict.inner_end, end)]
    after = draft.text[end : end + 1]
    if draft.text[start - 1 : start] == " " and (not after or after in " .,;:)\n"):
        start -= 1
    return [Span(start, end)]
