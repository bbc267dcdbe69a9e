"""What remains between the sides: the open points, who stands where on each, and the fewest alternatives to accept.

An open point is a bracket, a choice between brackets, or a choice between option blocks. Points nest: what stands in an alternative
is open only if that alternative is taken. So the fewest acceptances that clean an article are found exactly, from the inside out:
a choice costs one acceptance plus the points inside the alternative that costs least; a bracket by itself costs one plus the
points inside it (to strike it is not counted: no draft would be short of that). Alternatives that all parties take cost nothing.
Of equally few, the set with the fewest objections is named, then the one with the most support, then the first in the text.

>>> from goodoffices.engines.brackets import parse
>>> found = remaining(parse("Article 1\\n\\nEach Party [US: shall [always]][EU: should] report.\\n"), ["EU", "US"])
>>> [(point.kind, [(one.text, dict(one.stances)) for one in point.alternatives]) for point in found.points]
[('choice', [('shall [always]', {'US': 'proposed'}), ('should', {'EU': 'proposed'})]), ('bracket', [('always', {})])]
>>> [(one.article, [accepted.text for accepted in one.accept]) for one in found.articles]
[('article-1', ['should'])]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from goodoffices.engines.brackets.operations import stances
from goodoffices.engines.brackets.spans import Bracket, Option, Provision
from goodoffices.engines.brackets.tree import Draft

_EXCERPT = 160
_LONGEST = 400
_RUN, _OPENER = re.compile(r"\S+"), re.compile(r"\[")


@dataclass(frozen=True)
class Alternative:
    """Words that may be taken at a point; `text` are the first 400 characters of them, the span has all.

    stances   of the parties asked for only
    points    those inside, by index
    """

    start: int
    end: int
    text: str
    option: str
    stances: tuple[tuple[str, str], ...]
    points: tuple[int, ...]

    def taken_by(self) -> set[str]:
        return {party for party, stance in self.stances if stance in {"proposed", "supported"}}

    def against(self) -> set[str]:
        return {party for party, stance in self.stances if stance in {"opposed", "reserved"}}


@dataclass(frozen=True)
class Point:
    """An open point. `words` and `brackets` (opening) are those of its span; `silent` are parties that said nothing on it.

    kind     bracket · choice (brackets to choose from) · options (blocks to choose from) · placeholder (to be filled in)
    inside   index of the point whose alternative it stands in, or -1
    """

    index: int
    kind: Literal["bracket", "choice", "options", "placeholder"]
    start: int
    end: int
    provision: str
    line: int
    alternatives: tuple[Alternative, ...]
    silent: tuple[str, ...]
    words: int
    brackets: int
    inside: int


class Article(NamedTuple):
    """An article's open points, outermost first, and the fewest alternatives whose acceptance would clean it.

    `fill`: placeholders that stay to be filled in then; `loose`: bracket characters without a partner, which no one can accept.
    """

    article: str
    title: str
    points: tuple[int, ...]
    words: int
    brackets: int
    accept: tuple[Alternative, ...]
    fill: int
    loose: int


@dataclass(frozen=True)
class Remaining:
    """All open points in text order, and the articles (or headed parts) that have any."""

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    articles: tuple[Article, ...]

    def as_json(self) -> dict[str, Any]:
        """What `text remaining --json` prints."""
        return {
            "parties": list(self.parties),
            "points": [_point_json(point) for point in self.points],
            "articles": [
                {**one._asdict(), "points": list(one.points), "accept": [_shown(chosen) for chosen in one.accept]}
                for one in self.articles
            ],
        }


def parties_named(draft: Draft) -> tuple[str, ...]:
    """Everybody that the text or its notes name, in alphabetical order."""
    found = {one.party for bracket in draft.brackets for one in bracket.attributions}
    found |= {one.party for option in draft.options for one in option.attributions}
    return tuple(sorted(found | {note.party for note in draft.notes if note.party}))


def remaining(draft: Draft, parties: Iterable[str] | None = None) -> Remaining:
    """What remains between these parties; all whom the draft names if none are given. Linear in brackets and provisions."""
    asked = tuple(sorted(set(parties))) if parties is not None else parties_named(draft)
    spans = _nested(sorted(_spans(draft), key=lambda one: (one.start, -one.end)))
    sizes = _Sizes(draft)
    points = tuple(_points(draft, spans, sizes, asked))
    return Remaining(asked, points, tuple(_articles(draft, points, sizes, asked)))


class _Sizes:
    """Words and opening brackets between two offsets, in O(log n): brackets nest deep, and each is asked for."""

    def __init__(self, draft: Draft) -> None:
        self._ends = [match.end() for match in _RUN.finditer(draft.text)]
        self._starts = [match.start() for match in _RUN.finditer(draft.text)]
        self._openers = [match.start() for match in _OPENER.finditer(draft.text)]

    def words(self, start: int, end: int) -> int:
        return max(0, bisect_left(self._starts, end) - bisect_right(self._ends, start))

    def brackets(self, start: int, end: int) -> int:
        return bisect_left(self._openers, end) - bisect_left(self._openers, start)


class _Span(NamedTuple):
    """An alternative's place in the text; those of one `group` are alternatives to each other."""

    start: int
    end: int
    group: tuple[str, int]
    there: Bracket | Option


def _spans(draft: Draft) -> Iterator[_Span]:
    """Every bracket and option; brackets that are an option's or a group's own are no points beside it."""
    own = {one.bracket for one in draft.options} | {group.bracket for group in draft.groups}
    for bracket in draft.brackets:
        if bracket.index not in own:
            group = ("choice", bracket.choice) if bracket.choice >= 0 else ("bracket", bracket.index)
            yield _Span(bracket.start, bracket.end, group, bracket)
    for option in draft.options:
        yield _Span(option.whole_start, option.tail, ("options", option.group), option)


def _nested(spans: Sequence[_Span]) -> list[tuple[_Span, int]]:
    """Each with the index of the nearest that holds all of it. Brackets that cross a block stand beside it."""
    found: list[tuple[_Span, int]] = []
    stack: list[int] = []
    for index, span in enumerate(spans):
        while stack and spans[stack[-1]].end <= span.start:
            stack.pop()
        holder = next((above for above in reversed(stack) if spans[above].end >= span.end), -1)
        found.append((span, holder))
        # Kept in the order of their ends, so that looking for a holder stays short.
        while stack and spans[stack[-1]].end < span.end:
            stack.pop()
        stack.append(index)
    return found


def _points(draft: Draft, spans: list[tuple[_Span, int]], sizes: _Sizes, asked: Sequence[str]) -> Iterator[Point]:
    """The groups of spans, in text order."""
    groups: dict[tuple[str, int], list[int]] = {}
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
        kind: Any = "placeholder" if fill_in else key[0]
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


class _Cost(NamedTuple):
    """What cleaning takes, compared from left to right."""

    acceptances: int
    objections: int
    without_support: int

    def plus(self, other: _Cost) -> _Cost:
        return _Cost(*(one + more for one, more in zip(self, other, strict=True)))


def cheapest(points: Sequence[Point], asked: Sequence[str]) -> list[tuple[_Cost, int]]:
    """For each point, what cleaning it takes at least, and which of its alternatives that is."""
    best: list[tuple[_Cost, int]] = [(_Cost(0, 0, 0), 0)] * len(points)
    for point in reversed(points):  # what stands inside comes later in the text
        if point.kind == "placeholder":
            continue
        costs = []
        for place, one in enumerate(point.alternatives):
            agreed = bool(asked) and set(asked) <= one.taken_by()
            cost = _Cost(0 if agreed else 1, len(one.against()), len(asked) - len(one.taken_by()))
            for inner in one.points:
                cost = cost.plus(best[inner][0])
            costs.append((cost, place))
        best[point.index] = min(costs)
    return best


def _articles(draft: Draft, points: Sequence[Point], sizes: _Sizes, asked: Sequence[str]) -> Iterator[Article]:
    """Articles and headed parts with open points. A bracket around several is a point of each of them."""
    best = cheapest(points, asked)
    outer = [point for point in points if point.inside < 0]
    loose = [one.start for one in draft.loose]
    at = 0
    for part in _parts(draft):
        while at < len(outer) and outer[at].end <= part.start:
            at += 1
        here = []
        for point in outer[at:]:
            if point.start >= part.end:
                break
            if point.end > part.start:
                here.append(point)
        alone = bisect_left(loose, part.end) - bisect_left(loose, part.start)
        if here or alone:
            yield _article(draft, part, points, here, best, sizes, alone)


def _parts(draft: Draft) -> list[Provision]:
    """Each article and heading, up to where the next begins; what stands before the first belongs to the document."""
    begun = [one for one in draft.provisions if one.index == 0 or one.kind in {"article", "heading"}]
    ends = [*(one.start for one in begun[1:]), len(draft.text)]
    return [replace(one, end=end) for one, end in zip(begun, ends, strict=True) if one.start < end]


def _article(
    draft: Draft,
    part: Provision,
    points: Sequence[Point],
    here: Sequence[Point],
    best: Sequence[tuple[_Cost, int]],
    sizes: _Sizes,
    loose: int,
) -> Article:
    accept, fill = [], 0
    waiting = [point.index for point in reversed(here)]
    while waiting:
        point = points[waiting.pop()]
        if point.kind == "placeholder":
            fill += 1
            continue
        chosen = point.alternatives[best[point.index][1]]
        asked_cost = best[point.index][0].acceptances - sum(best[inner][0].acceptances for inner in chosen.points)
        if asked_cost:
            accept.append(chosen)
        waiting += reversed(chosen.points)
    heading = " ".join(draft.own(part).split())[:_EXCERPT] if part.index else ""
    spans = [(max(point.start, part.start), min(point.end, part.end)) for point in here]
    return Article(
        part.id,
        heading,
        tuple(point.index for point in here),
        sum(sizes.words(start, end) for start, end in spans),
        sum(sizes.brackets(start, end) for start, end in spans),
        tuple(accept),
        fill,
        loose,
    )


def _shown(one: Alternative) -> dict[str, Any]:
    text = " ".join(one.text.split())
    return {
        "start": one.start,
        "end": one.end,
        "text": text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…",
        "option": one.option,
        "stances": dict(one.stances),
    }


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "index": point.index,
        "kind": point.kind,
        "provision": point.provision,
        "line": point.line,
        "words": point.words,
        "brackets": point.brackets,
        "inside": point.inside,
        "alternatives": [_shown(one) for one in point.alternatives],
        "silent": list(point.silent),
    }
