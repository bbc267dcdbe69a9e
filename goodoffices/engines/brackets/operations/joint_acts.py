"""Acts that several parties made on the same draft without seeing each other's: done as one, or the conflicts between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Alternative, Option, Provision
from goodoffices.engines.brackets.operations.agreeing import agree
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.options.proposing import into_options, propose_option, put_behind
from goodoffices.engines.brackets.operations.proposing import bracket, delete, insert, oppose, propose, reserve, support
from goodoffices.engines.brackets.operations.stances import members_of, standing_at
from goodoffices.engines.brackets.operations.withdrawing import withdraw

Name = Literal[
    "propose",
    "insert",
    "delete",
    "bracket",
    "support",
    "oppose",
    "reserve",
    "withdraw",
    "agree",
    "option",
    "bis",
    "options",
]
_STANCES: dict[str, Callable[[Draft, Alternative, str], Draft | Conflict]] = {
    "support": support,
    "oppose": oppose,
    "reserve": reserve,
    "withdraw": withdraw,
    "agree": agree,
}
_SILENT = frozenset({"support", "oppose", "reserve"})
_PUT_IN = frozenset({"option", "bis", "options"})


@dataclass(frozen=True, order=True)
class Act:
    """What a party did at the span `start`…`end` of a draft. For a stance that is exactly a bracket, or what identifies an
    option (`Option.start`, `Option.end`).

    name    option, bis: a further option in the group of the one there, after the last or right after it;
            options: turn the provisions there, whole, into options; the others are named like their functions
    by      the party
    words   what it proposes or inserts, if anything
    """

    start: int
    end: int
    name: Name
    by: str
    words: str = ""


def perform(draft: Draft, act: Act) -> Draft | Conflict:
    """Do one act on the draft that it was made on."""
    if act.name == "insert":
        return insert(draft, act.start, act.words, act.by)
    if act.name == "propose":
        return propose(draft, act.start, act.end, act.words, act.by)
    if act.name == "delete":
        return delete(draft, act.start, act.end, act.by)
    if act.name == "bracket":
        return bracket(draft, act.start, act.end, act.by)
    if act.name == "options":
        chosen = [one.id for one in _provisions(draft, act)]
        return into_options(draft, chosen, act.words, act.by) if chosen else _gone(act)
    there = standing_at(draft, act.start, act.end)
    if there is None or (act.name in _PUT_IN and not isinstance(there, Option)):
        return _gone(act)
    if isinstance(there, Option) and act.name in _PUT_IN:
        return propose_option(draft, there, act.words, act.by, bis=act.name == "bis")
    return _STANCES[act.name](draft, there, act.by)


def together(draft: Draft, acts: Sequence[Act]) -> Draft | tuple[Conflict, ...]:
    """Do all acts, with the same result in any order; if two touch the same words, do nothing and return all such conflicts.

    Stances of different parties on one bracket do not touch each other.
    """
    wanted = sorted(set(acts))
    conflicts = [
        Conflict(
            f"{one.by} and {other.by} both change this place ({one.name}, {other.name}). They speak, or one goes first.",
            min(one.start, other.start),
            max(one.end, other.end),
        )
        for index, one in enumerate(wanted)
        for other in wanted[index + 1 :]
        if touch(draft, one, other)
    ]
    # Whether an option is new depends on the words of all others, so that is checked on the draft it was proposed on.
    alone = [perform(draft, act) for act in wanted if act.name in _PUT_IN and len(wanted) > 1]
    conflicts += [done for done in alone if isinstance(done, Conflict)]
    if conflicts:
        return tuple(conflicts)
    # From the end, so that no act moves the place of one that is still to come.
    for act in sorted(wanted, key=lambda act: (-act.start, act.end, act.name, act.by)):
        done = perform(draft, act)
        if isinstance(done, Conflict):
            return (done,)
        draft = done
    return draft


def touch(draft: Draft, one: Act, other: Act) -> bool:
    """Would the order of these two acts matter? It does if their places meet, unless both are stances of different parties."""
    if one.name in _SILENT and other.name in _SILENT:
        return one.by == other.by and (one.start, one.end) == (other.start, other.end)
    (start, end), (from_, to) = _reach(draft, one), _reach(draft, other)
    return start <= to and from_ <= end


def _reach(draft: Draft, act: Act) -> tuple[int, int]:
    """The span an act touches: all alternatives it is among; for a further option, the place where it is put."""
    there = standing_at(draft, act.start, act.end)
    if isinstance(there, Option):
        group = draft.groups[there.group]
        if act.name in _PUT_IN:
            end = put_behind(draft, there, bis=act.name == "bis").tail
            return end, end
        if act.name in _SILENT:
            return act.start, act.end
        start, end = group.start, draft.options[group.members[-1]].tail
        return (
            (start, end)
            if group.bracket < 0
            else (draft.brackets[group.bracket].start, draft.brackets[group.bracket].end)
        )
    if there is None:
        return act.start, act.end
    members = members_of(draft, there)
    return members[0].start, members[-1].end


def _provisions(draft: Draft, act: Act) -> list[Provision]:
    """The neighbouring provisions that together are exactly the act's span; none if no provisions fit it."""
    beginning = [one for one in draft.provisions[1:] if one.start == act.start and one.end <= act.end]
    chosen: list[Provision] = []
    for index in draft.provisions[beginning[0].parent].children if beginning else ():
        one = draft.provisions[index]
        if act.start <= one.start and one.end <= act.end:
            chosen.append(one)
    return chosen if chosen and chosen[-1].end == act.end else []


def _gone(act: Act) -> Conflict:
    return Conflict(
        "There is nothing at this place any more that this could be done to. Look at the text as it stands.",
        act.start,
        act.end,
    )
