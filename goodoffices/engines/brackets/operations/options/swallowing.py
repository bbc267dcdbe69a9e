"""What an option seems to hold and may not: the paragraphs behind the last of a group look as if they belonged to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Option, Provision, Span
from goodoffices.engines.brackets.operations.conflicts import Conflict

_SHOWN = 60  # characters of what would go, at most
_NUMBERED = {"paragraph": "paragraph", "operative": "paragraph", "subparagraph": "sub-paragraph", "article": "article"}


def swallowed(draft: Draft, dropped: Sequence[Option], spans: Sequence[Span]) -> Conflict | None:
    """A conflict if options that are not taken hold what may be no part of them; None if they can go.

    That is a number that goes on from one outside the option; a heading or an article; a heading in braces; a page number or a
    running head. Nobody proposed that these go.
    """
    for option in dropped:
        held = draft.provisions[option.provision]
        for one in _under(draft, held):
            if one.kind in {"heading", "article"}:
                return _refused(draft, one.start, one.own_end, "a heading stands in it")
            before = _before(draft, one)
            if before is not None and before.start < held.start and _goes_on(before, one):
                return _refused(draft, one.start, one.own_end, f"its number goes on from {before.label} outside it")
    for mark in draft.marks:
        if any(span.start <= mark.start < span.end for span in spans):
            if mark.kind == "furniture":
                return _refused(draft, mark.start, mark.end, "a page ends in it")
            if mark.kind == "placeholder" and _alone(draft, mark.start, mark.end):
                return _refused(draft, mark.start, mark.end, "a heading in braces stands in it")
    return None


def _refused(draft: Draft, start: int, end: int, why: str) -> Conflict:
    words = " ".join(draft.text[start:end].split())
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
    return Conflict(
        f"With an option that is not taken, “{shown}” would go, and may not belong to it: {why}. "
        "Put brackets around the options, so that it shows where they end.",
        start,
        end,
    )


def _under(draft: Draft, held: Provision) -> Sequence[Provision]:
    """All provisions under one, in text order."""
    stop = held.index + 1
    while stop < len(draft.provisions) and draft.provisions[stop].depth > held.depth:
        stop += 1
    return draft.provisions[held.index + 1 : stop]


def _before(draft: Draft, one: Provision) -> Provision | None:
    """The last provision before one that is numbered as it is."""
    wanted = _numbering(one)
    earlier = (draft.provisions[index] for index in range(one.index - 1, 0, -1))
    return next((other for other in earlier if _numbering(other) == wanted), None) if wanted else None


def _numbering(one: Provision) -> str:
    """The kind of a provision's number: a paragraph's or a sub-paragraph's, in digits, with how many points, or in letters."""
    kind = _NUMBERED.get(one.kind)
    if kind is None or not one.label:
        return ""
    head = one.label.split()[0]
    return f"{kind} {re.sub(r'[0-9]+', '1', head) if head[0].isdecimal() else 'a'}"


def _goes_on(before: Provision, one: Provision) -> bool:
    return one.number == before.number + 1 or (one.number == before.number and one.label != before.label)


def _alone(draft: Draft, start: int, end: int) -> bool:
    """Does it have its line, or its lines, for itself?"""
    line = draft.text.rfind("\n", 0, start) + 1
    stop = draft.text.find("\n", end)
    around = draft.text[line:start] + draft.text[end : len(draft.text) if stop < 0 else stop]
    return not around.strip(" \t\r*_#")
