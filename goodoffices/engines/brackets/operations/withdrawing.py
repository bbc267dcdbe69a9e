"""Withdraw what a party did at a bracket or an option. Unless others have a stance there, the text is as if it had not been."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Bracket, Note, Option, Span
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.options.checking import elsewhere
from goodoffices.engines.brackets.operations.options.cutting import cut_through, unlabelled
from goodoffices.engines.brackets.operations.options.cutting import removal as option_removal
from goodoffices.engines.brackets.operations.options.swallowing import swallowed
from goodoffices.engines.brackets.operations.stances import (
    INSTEAD,
    OPENED,
    PUT_IN,
    end_of,
    members_of,
    notes_moved,
    notes_on,
    ordered,
    origin_of,
    proposers,
    stances,
    stands_on,
    supporters,
    with_notes,
)
from goodoffices.engines.brackets.reading.edits import Edit, replaced
from goodoffices.engines.brackets.reading.parties import is_reserve


def withdraw(draft: Draft, there: Alternative, by: str) -> Draft | Conflict:
    """Take back this party's stance on a bracket or an option.

    Words that nobody else proposes or supports go with their proposal. Brackets and labels that an operation put around
    existing words go with the last stance on them. An attribution in the text stays; a note says that it is withdrawn.

    >>> from goodoffices.engines.brackets import parse
    >>> from goodoffices.engines.brackets.operations import propose
    >>> new = propose(parse("Each Party shall report."), 11, 16, "should", by="North")
    >>> back = withdraw(new, new.brackets[1], by="North")
    >>> back.text, back.notes
    ('Each Party shall report.', ())
    """
    if isinstance(there, Bracket):
        there = draft.own_of(there) or there
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
    now: Alternative = after.options[there.index] if isinstance(there, Option) else after.brackets[there.index]
    if falls(draft, after, now, was_proposer):
        if problem := _others_inside(after, now, by):
            return problem
        return _without_option(after, now) if isinstance(now, Option) else _without(after, now)
    if isinstance(now, Option):
        return _unlabelled(after, [], members_of(after, now))
    return _unbracketed(after, [], members_of(after, now))


def falls(before: Draft, after: Draft, there: Alternative, was_proposer: bool) -> bool:
    """Did the words come by a proposal, and does nobody propose or support them any more?"""
    if supporters(after, there):
        return False
    reserved = any(one.stance == "reserved" for one in there.attributions)
    if reserved and isinstance(there, Bracket) and is_reserve(after.text, there.inner_start, there.inner_end):
        return not stances(after, there)  # the bracket only said that somebody reserves its position
    return origin_of(after, there) == PUT_IN or (was_proposer and not origin_of(before, there))


def removal(draft: Draft, there: Bracket) -> Edit:
    """The edit that cuts a bracket out, with what separates it from the other alternatives."""
    members = members_of(draft, there)
    place = [one.index for one in members].index(there.index)
    if place:
        return Edit(end_of(draft, members[place - 1]), end_of(draft, there), "")
    return Edit(there.start, members[1].start if len(members) > 1 else end_of(draft, there), "")


def _others_inside(draft: Draft, there: Alternative, by: str) -> Conflict | None:
    """A conflict if others proposed words inside these: they would go with them."""
    start, end = (there.whole_start, there.tail) if isinstance(there, Option) else (there.start + 1, there.end)
    brackets: Sequence[Alternative] = draft.brackets_in(start, end)
    options = [one for one in draft.options if start <= one.whole_start < end]
    for inside in [*brackets, *options]:
        others = sorted(proposers(draft, inside) - {by})
        if others and inside != there:
            return Conflict(
                f"{others[0]} proposes words inside these. It withdraws them first, or supports the whole.",
                inside.start,
                inside.end,
            )
    return None


def _without(draft: Draft, there: Bracket) -> Draft:
    """Remove the bracket with its words. If one alternative is left, it may lose its brackets."""
    rest = [one for one in members_of(draft, there) if one.index != there.index]
    return _unbracketed(draft, [removal(draft, there)], rest, gone=there)


def _unbracketed(draft: Draft, edits: list[Edit], left: list[Bracket], gone: Bracket | None = None) -> Draft:
    """Apply the edits; if one bracket is left, opened by an operation and without a stance on it, take its brackets away."""
    notes = list(draft.notes)
    if gone is not None:
        notes = [note for note in notes if not gone.start <= note.start < note.end <= gone.end]
    if len(left) == 1 and origin_of(draft, left[0]) == OPENED and not notes_on(draft, left[0]):
        [last] = left
        edits = [*edits, Edit(last.start, last.start + 1, ""), Edit(last.end - 1, last.end, "")]
        notes = [note for note in notes if not stands_on(note, last)]
    if not edits:
        return draft
    return replaced(draft, edits, notes=ordered(notes_moved(notes, edits)))


def _without_option(draft: Draft, there: Option) -> Draft | Conflict:
    """Remove an option with everything under it."""
    rest = [one for one in members_of(draft, there) if one.index != there.index]
    cut = option_removal(draft, there)
    return swallowed(draft, [there], [Span(cut.start, cut.end)]) or _unlabelled(draft, [cut], rest)


def _unlabelled(draft: Draft, edits: list[Edit], left: list[Option]) -> Draft | Conflict:
    """Apply the edits; if one option is left, made by an operation and without a stance on it, take its label away."""
    if len(left) == 1 and origin_of(draft, left[0]) == OPENED and not notes_on(draft, left[0]):
        edits = joined([*edits, *unlabelled(draft, left[0])])
    if not edits:
        return draft
    spans = [Span(edit.start, edit.end) for edit in edits]
    if problem := cut_through(draft, spans):
        return problem
    notes = [note for note in draft.notes if not any(span.start <= note.start < span.end for span in spans)]
    new = replaced(draft, edits, notes=ordered(notes_moved(notes, edits)))
    if sentence := elsewhere(draft, new, edits, gone_with(draft, edits)):
        return Conflict(sentence, edits[0].start, edits[-1].end)
    return new


def gone_with(draft: Draft, edits: Sequence[Edit]) -> frozenset[str]:
    """Ids of the provisions whose labels these edits remove: what is left of them may be read otherwise."""
    return frozenset(
        one.id
        for one in draft.provisions
        if any(edit.start <= max(one.start, one.label_span.start) < edit.end for edit in edits)
    )


def joined(edits: Sequence[Edit]) -> list[Edit]:
    """The cuts in order, overlapping ones merged."""
    joined: list[Edit] = []
    for edit in sorted(edits):
        if joined and edit.start <= joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, edit.end))
        else:
            joined.append(edit)
    return joined
