"""Open points: brackets, choices and option blocks that are not settled, and who has which stance on each alternative.

Points nest: what is inside an alternative is open only if that alternative is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model import Bracket, Draft, Option, Stance
from goodoffices.engines.brackets.operations.stances import stances

_LONGEST = 400
_RUN, _OPENER = re.compile(r"\S+"), re.compile(r"\[")

PointKind = Literal["bracket", "choice", "options", "placeholder"]


@dataclass(frozen=True)
class Alternative:
    """Words that can be taken at a point. The span holds all of them, `text` the first 400 characters.

    option    the label of an option, or ""
    stances   of the parties asked, and no others
    points    indices of the points inside
    """

    start: int
    end: int
    text: str
    option: str
    stances: tuple[tuple[str, Stance], ...]
    points: tuple[int, ...]

    def taken_by(self) -> set[str]:
        """The parties that propose or support it."""
        return {party for party, stance in self.stances if stance in {"proposed", "supported"}}

    def against(self) -> set[str]:
        """The parties that oppose it or reserve their position."""
        return {party for party, stance in self.stances if stance in {"opposed", "reserved"}}


@dataclass(frozen=True)
class Point:
    """An open point.

    kind       bracket · choice (between brackets) · options (between blocks) · placeholder (to be filled in)
    provision  id of the provision in which it begins; `line` is counted from 1
    silent     the parties that have no stance on it
    words, brackets   how many words and opening brackets its span holds
    inside     index of the point in whose alternative it stands, or -1
    """

    index: int
    kind: PointKind
    start: int
    end: int
    provision: str
    line: int
    alternatives: tuple[Alternative, ...]
    silent: tuple[str, ...]
    words: int
    brackets: int
    inside: int


def parties_named(draft: Draft) -> tuple[str, ...]:
    """The parties that the text or its notes name, in alphabetical order."""
    found = {one.party for bracket in draft.brackets for one in bracket.attributions}
    found |= {one.party for option in draft.options for one in option.attributions}
    return tuple(sorted(found | {note.party for note in draft.notes if note.party}))


def open_points(draft: Draft, asked: Sequence[str], sizes: Sizes) -> tuple[Point, ...]:
    """All open points in text order, with the stances of the parties asked. About linear in the number of brackets."""
    spans = _nested(sorted(_spans(draft), key=lambda one: (one.start, -one.end)))
    return tuple(_points(draft, spans, sizes, asked))


class Sizes:
    """Counts words and opening brackets between two offsets. O(log n) each, after O(n)."""

    def __init__(self, draft: Draft) -> None:
        self._ends = [match.end() for match in _RUN.finditer(draft.text)]
        self._starts = [match.start() for match in _RUN.finditer(draft.text)]
        self._openers = [match.start() for match in _OPENER.finditer(draft.text)]

    def words(self, start: int, end: int) -> int:
        return max(0, bisect_left(self._starts, end) - bisect_right(self._ends, start))

    def brackets(self, start: int, end: int) -> int:
        return bisect_left(self._openers, end) - bisect_left(self._openers, start)


Group = tuple[Literal["bracket", "choice", "options"], int]
"""What the alternatives of a point have in common, and its index in the draft."""


class _Span(NamedTuple):
    """The place of a bracket or option in the text. Those with the same `group` are alternatives to each other."""

    start: int
    end: int
    group: Group
    there: Bracket | Option


def _spans(draft: Draft) -> Iterator[_Span]:
    """Every bracket and option, except the brackets that belong to an option or a group."""
    own = {one.bracket for one in draft.options} | {group.bracket for group in draft.groups}
    for bracket in draft.brackets:
        if bracket.index not in own:
            group: Group = ("choice", bracket.choice) if bracket.choice >= 0 else ("bracket", bracket.index)
            yield _Span(bracket.start, bracket.end, group, bracket)
    for option in draft.options:
        yield _Span(option.whole_start, option.tail, ("options", option.group), option)


def _nested(spans: Sequence[_Span]) -> list[tuple[_Span, int]]:
    """Each span with the index of the nearest that holds all of it, or -1. A bracket that crosses a block is not inside it."""
    found: list[tuple[_Span, int]] = []
    stack: list[int] = []
    for index, span in enumerate(spans):
        while stack and spans[stack[-1]].end <= span.start:
            stack.pop()
        holder = next((above for above in reversed(stack) if spans[above].end >= span.end), -1)
        found.append((span, holder))
        # The stack stays sorted by ends, so that the search for a holder is short.
        while stack and spans[stack[-1]].end < span.end:
            stack.pop()
        stack.append(index)
    return found


def _points(draft: Draft, spans: list[tuple[_Span, int]], sizes: Sizes, asked: Sequence[str]) -> Iterator[Point]:
    """A point for each group of spans, in text order."""
    groups: dict[Group, list[int]] = {}
    for index, (span, _) in enumerate(spans):
        groups.setdefault(span.group, []).append(index)
    number = {key: index for index, key in enumerate(groups)}
    inside: dict[int, list[int]] = {}
    for key, members in groups.items():
        inside.setdefault(spans[members[0]][1], []).append(number[key])
    for key, members in groups.items():
        alternatives = tuple(_alternative(draft, spans[i][0], tuple(inside.get(i, ())), asked) for i in members)
        start, end = spans[members[0]][0].start, max(spans[i][0].end for i in members)
        holder = spans[members[0]][1]
        fill_in = all(spans[i][0].there.kind == "placeholder" for i in members)
        kind: PointKind = "placeholder" if fill_in else key[0]
        heard = {party for one in alternatives for party, _ in one.stances}
        yield Point(
            number[key],
            kind,
            start,
            end,
            draft.provision_at(start).id,
            draft.place(start)[0],
            alternatives,
            tuple(party for party in asked if party not in heard),
            sizes.words(start, end),
            sizes.brackets(start, end),
            number[spans[holder][0].group] if holder >= 0 else -1,
        )


def _alternative(
    draft: Draft,
    span: _Span,
    points: tuple[int, ...],
    asked: Sequence[str],
) -> Alternative:
    there = span.there
    stood = stances(draft, there)
    option = there.label if isinstance(there, Option) else there.option
    text = draft.text[there.inner_start : min(there.inner_end, there.inner_start + _LONGEST)]
    kept = tuple((party, stood[party]) for party in asked if party in stood)
    return Alternative(span.start, span.end, text, option, kept, points)
