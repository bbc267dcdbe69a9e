"""Acts that several made on the same draft, none having seen the others': done as one, or the conflicts between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.engines.brackets import operations
from goodoffices.engines.brackets.operations import Conflict, bracket_spanning, members_of
from goodoffices.engines.brackets.operations_agreeing import agree
from goodoffices.engines.brackets.operations_undoing import withdraw
from goodoffices.engines.brackets.spans import Bracket
from goodoffices.engines.brackets.tree import Draft

Name = Literal["propose", "insert", "delete", "bracket", "support", "oppose", "reserve", "withdraw", "agree"]
_STANCES: dict[str, Callable[[Draft, Bracket, str], Draft | Conflict]] = {
    "support": operations.support,
    "oppose": operations.oppose,
    "reserve": operations.reserve,
    "withdraw": withdraw,
    "agree": agree,
}


@dataclass(frozen=True, order=True)
class Act:
    """What a party did to the words at `start`…`end` of a draft (for stances: exactly a bracket's span)."""

    start: int
    end: int
    name: Name
    by: str
    words: str = ""


def perform(draft: Draft, act: Act) -> Draft | Conflict:
    """One act, on the draft it was made on."""
    if act.name == "insert":
        return operations.insert(draft, act.start, act.words, act.by)
    if act.name == "propose":
        return operations.propose(draft, act.start, act.end, act.words, act.by)
    if act.name == "delete":
        return operations.delete(draft, act.start, act.end, act.by)
    if act.name == "bracket":
        return operations.bracket(draft, act.start, act.end, act.by)
    there = bracket_spanning(draft, act.start, act.end)
    if there is None:
        return Conflict(
            "There is no bracket at this place any more. Look at the text as it stands.", act.start, act.end
        )
    return _STANCES[act.name](draft, there, act.by)


def together(draft: Draft, acts: Sequence[Act]) -> Draft | tuple[Conflict, ...]:
    """All of them, whatever order they came in; or, if any two touch the same words, every such conflict and nothing done.

    Stances of different parties on one bracket touch nothing of each other's.
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
    if conflicts:
        return tuple(conflicts)
    # From the end, so that what is done moves no place that is still to come.
    for act in sorted(wanted, key=lambda act: (-act.start, act.end, act.name, act.by)):
        done = perform(draft, act)
        if isinstance(done, Conflict):
            return (done,)
        draft = done
    return draft


def touch(draft: Draft, one: Act, other: Act) -> bool:
    """Would the order of these two matter? Their places meet, and not both only say where different parties stand."""
    silent = {"support", "oppose", "reserve"}
    if one.name in silent and other.name in silent:
        return one.by == other.by and (one.start, one.end) == (other.start, other.end)
    (start, end), (from_, to) = _reach(draft, one), _reach(draft, other)
    return start <= to and from_ <= end


def _reach(draft: Draft, act: Act) -> tuple[int, int]:
    """The place of an act with all alternatives it stands among."""
    there = bracket_spanning(draft, act.start, act.end)
    if there is None:
        return act.start, act.end
    members = members_of(draft, there)
    return members[0].start, members[-1].end
