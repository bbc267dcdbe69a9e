"""A bracket or an option in words: which alternative it is, and who stands where on it."""

from __future__ import annotations

from bisect import bisect_left

from goodoffices.engines.brackets.operations import stances
from goodoffices.engines.brackets.render.phrases import phrase
from goodoffices.engines.brackets.render.showing import visible
from goodoffices.engines.brackets.spans import Bracket, Option
from goodoffices.engines.brackets.tree import Draft

_STANCES = ("proposed", "supported", "opposed", "reserved", "withdrawn")


def said_of(draft: Draft, bracket: Bracket, language: str) -> str:
    """As it is read aloud: “alternative 2 of 2, proposed by NZ”."""
    if bracket.kind == "placeholder":
        return phrase(language, "placeholder")
    parts = [phrase(language, "bracket")]
    if bracket.choice >= 0:
        members = draft.choices[bracket.choice].members
        parts = [phrase(language, "alternative", n=bisect_left(members, bracket.index) + 1, of=len(members))]
    for stance in _STANCES:
        if who := parties(bracket, stance):
            parts.append(phrase(language, stance, who=who))
    return ", ".join(parts)


def said_of_option(draft: Draft, option: Option, language: str) -> str:
    """As it is read aloud: “option 2 of 3, proposed by North”; by whom in the text or beside it."""
    members = draft.groups[option.group].members
    parts = [phrase(language, "option", n=bisect_left(members, option.index) + 1, of=len(members))]
    stood = stances(draft, option)
    for stance in _STANCES:
        if who := [party for party, taken in stood.items() if taken == stance]:
            parts.append(phrase(language, stance, who=visible("/".join(who))))
    return ", ".join(parts)


def parties(bracket: Bracket, stance: str) -> str:
    """Those who take a stance on it, as the text orders them: “US/JP”; "" if nobody does."""
    return visible("/".join(dict.fromkeys(one.party for one in bracket.attributions if one.stance == stance)))
