"""Does a draft with changed options read as it was meant? Words that would be read as something else are refused."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Bracket, Option
from goodoffices.engines.brackets.operations.checking import NAMES, names_written
from goodoffices.engines.brackets.reading.edits import Edit, Moves

_OTHER = "With these words the text would be read as other provisions. Give words without numbers at a line's head."
_PAIRS = "With these words brackets would pair otherwise. Give words whose own brackets match."
_PLACE = (
    "Options would not be read as such here: they reach up to the next heading, or to a number that goes on before them. "
    "Take all that stands under the one above, or each provision by itself."
)


class Wanted(NamedTuple):
    """An option as it is meant to be in the new text.

    label_at  the offset of its label
    members   how many options its group has
    under     id of the provision that holds the group
    """

    label_at: int
    words: str
    members: int
    under: str


def held_by(draft: Draft, option: Option) -> str:
    """The id of the provision that holds an option's group."""
    return draft.provisions[draft.provisions[option.provision].parent].id


def put_in(new: Draft, wanted: Wanted) -> Option:
    """The wanted option in the new draft, which `misread` has found to be there."""
    found = _found(new, wanted)
    assert found is not None
    return found


def misread(
    draft: Draft, new: Draft, edits: Sequence[Edit], wanted: Sequence[Wanted], gone: frozenset[str] = frozenset()
) -> str:
    """The sentence for a conflict if the new text does not read as it was meant, else "".

    gone   ids of provisions that are meant to disappear
    """
    made = []
    for one in wanted:
        option = _found(new, one)
        if option is None or new.groups[option.group].apart:
            return _PLACE
        if new.provisions[new.provisions[option.provision].parent].id != one.under:
            return _PLACE
        if len(new.groups[option.group].members) != one.members:
            return _OTHER
        if new.text[option.inner_start : option.inner_end] != one.words:
            return "The words begin or end like a name or a label. Word them otherwise."
        made.append(option)
    mine = frozenset(new.provisions[option.provision].id for option in made)
    before = {one.id: one for one in draft.provisions}
    if any(before[one].label not in {"", new.by_id(one).label} for one in mine & before.keys()):
        return _OTHER  # another provision's id would pass to this one
    if problem := elsewhere(draft, new, edits, gone | mine):
        return problem
    if names_written(new) - names_written(draft):
        return NAMES  # nobody takes a stance for another by writing its name
    if problem := _swallowed(draft, new, edits, mine, gone):
        return problem
    known = mine | before.keys()
    fresh = [provision.start for provision in new.provisions if provision.id not in known]
    return "" if all(_within(start, edits) for start in fresh) else _OTHER


def _swallowed(draft: Draft, new: Draft, edits: Sequence[Edit], mine: frozenset[str], gone: frozenset[str]) -> str:
    """The sentence for a conflict if an option would take in provisions outside it, else ""."""
    start, end = edits[0].start, edits[-1].start
    for one in draft.provisions[1:]:
        if one.id in gone:
            continue
        now = new.by_id(one.id)
        above, above_now = draft.provisions[one.parent].id, new.provisions[now.parent].id
        if above != above_now and not (above_now in mine and start <= one.start < end):
            return _PLACE
    return ""


def elsewhere(draft: Draft, new: Draft, edits: Sequence[Edit], gone: frozenset[str] = frozenset()) -> str:
    """The sentence for a conflict if something that was not touched reads otherwise than before, else "".

    Compared are provisions (except those `gone`), option groups, brackets, and the names in them.
    """
    moves = Moves(sorted(edits, key=lambda edit: (edit.start, edit.end)))
    there = {one.id: one for one in new.provisions}
    for one in draft.provisions[1:]:
        now = there.get(one.id)
        if one.id not in gone and (now is None or now.label != one.label or not _alike(now.kind, one.kind)):
            return _OTHER
    if _grouped(draft, gone) != _grouped(new, gone | there.keys() - {one.id for one in draft.provisions}):
        return _OTHER
    if len(new.loose) != len(draft.loose) - sum(_cut(edits, loose.start) for loose in draft.loose):
        return _PAIRS
    now_at = {bracket.start: bracket for bracket in new.brackets}
    for bracket in draft.brackets:
        if not _cut(edits, bracket.start):
            now_there = now_at.get(moves(bracket.start))
            if now_there is None or _reading_of(draft, bracket, moves) != _reading_of(new, now_there, None):
                return _PAIRS
    return ""


def _grouped(draft: Draft, but: Set[str]) -> set[frozenset[str]]:
    """Which options are alternatives to each other: sets of ids, without those in `but`."""
    groups = (
        frozenset(draft.provisions[draft.options[index].provision].id for index in group.members) - but
        for group in draft.groups
    )
    return {group for group in groups if group}


def _alike(now: str, before: str) -> bool:
    """Are the kinds the same? A number before “Decides” is operative, but with an option label between it is a paragraph's."""
    return now == before or {now, before} == {"paragraph", "operative"}


def _reading_of(draft: Draft, one: Bracket, moves: Moves | None) -> tuple[object, ...]:
    """How a bracket is read: its end, its attributions, the number of its alternatives, its kind and option label."""
    end = moves(one.end, after=False) if moves else one.end
    beside = len(draft.choices[one.choice].members) if one.choice >= 0 else 1
    return end, [(who.party, who.stance) for who in one.attributions], beside, one.kind, one.option


def _found(new: Draft, wanted: Wanted) -> Option | None:
    option = new.option_of(new.provision_at(wanted.label_at))
    return option if option is not None and option.label_span.start == wanted.label_at else None


def _cut(edits: Sequence[Edit], at: int) -> bool:
    return any(edit.start <= at < edit.end for edit in edits)


def _within(start: int, edits: Sequence[Edit]) -> bool:
    """Is this offset of the new text inside words that an edit put in?"""
    shift = 0
    for edit in edits:
        if edit.start + shift <= start < edit.start + shift + len(edit.words):
            return True
        shift += len(edit.words) - (edit.end - edit.start)
    return False
