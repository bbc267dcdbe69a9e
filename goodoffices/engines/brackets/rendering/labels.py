"""Labels for screen readers: which alternative a bracket or an option is, and who has which stance on it."""

from __future__ import annotations

from bisect import bisect_left

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Bracket, Option, Stance
from goodoffices.engines.brackets.operations.stances import stances
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.visible import visible

_STANCES: tuple[Stance, ...] = ("proposed", "supported", "opposed", "reserved", "withdrawn")


def bracket_label(draft: Draft, bracket: Bracket, language: str, noted: bool = False) -> str:
    """The label of a bracket: “alternative 2 of 2, proposed by NZ”. Stances as the text states them; if `noted`, those beside it, too."""
    if bracket.kind == "placeholder":
        return phrase(language, "placeholder")
    parts = [phrase(language, "bracket")]
    if bracket.choice >= 0:
        members = draft.choices[bracket.choice].members
        parts = [phrase(language, "alternative", n=bisect_left(members, bracket.index) + 1, of=len(members))]
    stood = stances(draft, bracket) if noted else {}
    for stance in _STANCES:
        beside = [party for party, taken in stood.items() if taken == stance]
        if who := visible("/".join(beside)) if noted else party_names(bracket, stance):
            parts.append(phrase(language, stance, who=who))
    return ", ".join(parts)


def option_label(draft: Draft, option: Option, language: str) -> str:
    """The label of an option: “option 2 of 3, proposed by North”. Stances in the text and beside it."""
    members = draft.groups[option.group].members
    parts = [phrase(language, "option", n=bisect_left(members, option.index) + 1, of=len(members))]
    stood = stances(draft, option)
    for stance in _STANCES:
        if who := [party for party, taken in stood.items() if taken == stance]:
            parts.append(phrase(language, stance, who=visible("/".join(who))))
    return ", ".join(parts)


def party_names(bracket: Bracket, stance: Stance) -> str:
    """The parties that the text names with this stance, in its order: “US/JP”; "" for none."""
    return visible("/".join(dict.fromkeys(one.party for one in bracket.attributions if one.stance == stance)))
