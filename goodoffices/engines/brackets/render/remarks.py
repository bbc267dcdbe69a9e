"""What is said beside a draft: the stances kept with it, and why a bracket is taken to have no partner."""

from __future__ import annotations

from typing import NamedTuple

from goodoffices.engines.brackets.render.phrases import phrase
from goodoffices.engines.brackets.render.showing import visible
from goodoffices.engines.brackets.render.wishes import Wishes
from goodoffices.engines.brackets.spans import Stance
from goodoffices.engines.brackets.tree import Draft


class Remark(NamedTuple):
    """On the code points `start`…`end`. `stance` is "" where the party takes none; `party` is "" where the engine says it."""

    start: int
    end: int
    party: str
    stance: Stance | str
    words: str


def remarks(draft: Draft, wishes: Wishes) -> tuple[Remark, ...]:
    """In text order, with those that came beside the draft; those on brackets only where they are wished.

    What operations remember (notes by nobody) is said to nobody.
    """
    stood = [note for note in draft.notes if note.party]
    found = [Remark(*note[:2], visible(note.party), note.stance, visible(note.words)) for note in stood]
    found += [one._replace(party=visible(one.party), words=visible(one.words)) for one in wishes.remarks]
    if wishes.reasons:
        found += [Remark(one.start, one.start + 1, "", one.kind, visible(one.reason)) for one in draft.loose]
    return tuple(sorted(found))


def said(remark: Remark, language: str, authored: bool = False) -> str:
    """A remark in words; its party is left out where the format shows the author itself and no stance needs the name.

    >>> said(Remark(0, 1, "North", "supported", "with thanks"), "en"), said(Remark(0, 1, "North", "", "Why?"), "en")
    ('supported by North: with thanks', 'North: Why?')
    """
    if not remark.stance:
        return remark.words if authored or not remark.party else f"{remark.party}: {remark.words}"
    stance = phrase(language, remark.stance, **({"who": remark.party} if remark.party else {}))
    return f"{stance}: {remark.words}" if remark.words else stance
