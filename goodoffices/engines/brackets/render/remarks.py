"""What is said beside a draft: the stances kept with it, and why a bracket is taken to have no partner."""

from __future__ import annotations

from typing import NamedTuple

from goodoffices.engines.brackets.render.showing import visible
from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.tree import Draft, Stance


class Remark(NamedTuple):
    """On the code points `start`…`end`. `stance` is "" for a remark on a bracket, which nobody's author is."""

    start: int
    end: int
    party: str
    stance: Stance | str
    words: str


def remarks(draft: Draft, wishes: Wishes) -> tuple[Remark, ...]:
    """In text order; those on brackets only where they are wished."""
    found = [Remark(*note[:2], visible(note.party), note.stance, visible(note.words)) for note in draft.notes]
    if wishes.reasons:
        found += [Remark(one.start, one.start + 1, "", one.kind, visible(one.reason)) for one in draft.loose]
    return tuple(sorted(found))
