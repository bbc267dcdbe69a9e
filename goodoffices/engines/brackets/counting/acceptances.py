"""What remains between the sides: the open points, article by article, and the fewest alternatives to accept.

The fewest acceptances that clean an article are found exactly, from the inside out. A choice costs one acceptance plus the
points inside the alternative that costs least; a bracket by itself costs one plus the points inside it. (Striking a bracket is
not counted as a way: it would always be the shortest.) Alternatives that all parties take cost nothing. Of sets with equally
few, the one with the fewest objections is chosen, then the one with the most support, then the first in the text.

>>> from goodoffices.engines.brackets import parse
>>> found = remaining(parse("Article 1\\n\\nEach Party [US: shall [always]][EU: should] report.\\n"), ["EU", "US"])
>>> [(point.kind, [(one.text, dict(one.stances)) for one in point.alternatives]) for point in found.points]
[('choice', [('shall [always]', {'US': 'proposed'}), ('should', {'EU': 'proposed'})]), ('bracket', [('always', {})])]
>>> [(one.article, [accepted.text for accepted in one.accept]) for one in found.articles]
[('article-1', ['should'])]
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from goodoffices.engines.brackets.counting.open_points import Alternative, Point, Sizes, open_points, parties_named
from goodoffices.engines.brackets.model import Draft, Provision

_EXCERPT = 160


class Article(NamedTuple):
    """An article (or headed part) and the fewest alternatives whose acceptance would clean it.

    article, title    its id, and the beginning of its heading
    points            indices of its outermost points
    words, brackets   how many words and opening brackets stand in these points
    accept            the alternatives to accept, in text order
    fill              how many placeholders would still have to be filled in
    loose             bracket characters without a partner, which nobody can accept
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
    """All open points between `parties`, in text order, and the articles that have any."""

    parties: tuple[str, ...]
    points: tuple[Point, ...]
    articles: tuple[Article, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `text remaining --json` prints."""
        return {
            "parties": list(self.parties),
            "points": [_point_json(point) for point in self.points],
            "articles": [
                {
                    **one._asdict(),
                    "points": list(one.points),
                    "accept": [_alternative_json(chosen) for chosen in one.accept],
                }
                for one in self.articles
            ],
        }


def remaining(draft: Draft, parties: Iterable[str] | None = None) -> Remaining:
    """What remains between these parties, or between all that the draft names. Linear in brackets and provisions."""
    asked = tuple(sorted(set(parties))) if parties is not None else parties_named(draft)
    sizes = Sizes(draft)
    points = open_points(draft, asked, sizes)
    return Remaining(asked, points, tuple(_articles(draft, points, sizes, asked)))


class Cost(NamedTuple):
    """What it takes to clean a point; the smaller cost is better, compared field by field."""

    acceptances: int
    objections: int
    without_support: int

    def plus(self, other: Cost) -> Cost:
        """The sum, field by field."""
        return Cost(*(one + more for one, more in zip(self, other, strict=True)))


class Cheapest(NamedTuple):
    """The least that it costs to clean a point, and the index of the alternative with which it costs that."""

    cost: Cost
    place: int


def cheapest(points: Sequence[Point], asked: Sequence[str]) -> list[Cheapest]:
    """For each point, the alternative that costs least. Placeholders cost nothing. Linear in points."""
    best = [Cheapest(Cost(0, 0, 0), 0)] * len(points)
    for point in reversed(points):  # points inside come later in the text
        if point.kind == "placeholder":
            continue
        costs = []
        for place, one in enumerate(point.alternatives):
            agreed = bool(asked) and set(asked) <= one.taken_by()
            cost = Cost(0 if agreed else 1, len(one.against()), len(asked) - len(one.taken_by()))
            for inner in one.points:
                cost = cost.plus(best[inner].cost)
            costs.append(Cheapest(cost, place))
        best[point.index] = min(costs)
    return best


def _articles(draft: Draft, points: Sequence[Point], sizes: Sizes, asked: Sequence[str]) -> Iterator[Article]:
    """The articles and headed parts with open points. A bracket around several is a point of each."""
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
    """Each article and heading, up to where the next begins; before the first, the document."""
    begun = [one for one in draft.provisions if one.index == 0 or one.kind in {"article", "heading"}]
    ends = [*(one.start for one in begun[1:]), len(draft.text)]
    return [replace(one, end=end) for one, end in zip(begun, ends, strict=True) if one.start < end]


def _article(
    draft: Draft,
    part: Provision,
    points: Sequence[Point],
    here: Sequence[Point],
    best: Sequence[Cheapest],
    sizes: Sizes,
    loose: int,
) -> Article:
    accept, fill = [], 0
    waiting = [point.index for point in reversed(here)]
    while waiting:
        point = points[waiting.pop()]
        if point.kind == "placeholder":
            fill += 1
            continue
        chosen = point.alternatives[best[point.index].place]
        asked_cost = best[point.index].cost.acceptances - sum(best[inner].cost.acceptances for inner in chosen.points)
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


def _alternative_json(one: Alternative) -> dict[str, object]:
    text = " ".join(one.text.split())
    return {
        "start": one.start,
        "end": one.end,
        "text": text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…",
        "option": one.option,
        "stances": dict(one.stances),
    }


def _point_json(point: Point) -> dict[str, object]:
    return {
        "index": point.index,
        "kind": point.kind,
        "provision": point.provision,
        "line": point.line,
        "words": point.words,
        "brackets": point.brackets,
        "inside": point.inside,
        "alternatives": [_alternative_json(one) for one in point.alternatives],
        "silent": list(point.silent),
    }
