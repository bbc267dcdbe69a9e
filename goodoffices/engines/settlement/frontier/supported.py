"""Supported packages: those that some positive weights on the parties make best. What a frontier shows first when time ran out.

Where no issue depends on another, the best package for given weights takes the best option of each issue, and no other one
is at least as good for all and better for one, since every weight counts (Geoffrion 1968). So each is efficient, whatever
was not looked at. Of two parties all corners of the hull are found by sorting slopes (as Jarvis 1973 walks a hull); of more
parties, those of many weights spread evenly.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb
from operator import itemgetter, mul

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector

#: For more than two parties: at most so many weights, so that all of it takes a moment.
MOST_WEIGHTS = 500
#: Weights are whole numbers; a party's range counts as about so much.
FINE = 1 << 20

Seen = tuple[Vector, Choice]


def supported(scaled: ScaledCase) -> list[Seen]:
    """Values and packages, descending, each value once. For two parties every corner of the hull is among them.

    >>> from goodoffices.engines.settlement.model import Case, Domain, Mandate
    >>> rows = ((0, 3, 4), (4, 3, 0))
    >>> case = Case(Domain.of({"wage": ["a", "b", "c"]}),
    ...     tuple(Mandate(str(p), (tuple(map(Fraction, row)),)) for p, row in enumerate(rows)))
    >>> supported(ScaledCase.of(case))
    [((4, 0), (2,)), ((3, 3), (1,)), ((0, 4), (0,))]
    """
    if scaled.terms:
        raise ValueError(
            "issues depend on each other: the best package for given weights is not the best of each issue"
        )
    if len(scaled.units) == 2:
        return _corners(scaled)
    found: dict[Vector, Choice] = {}
    for weights in _spread(scaled):
        choice = _best(scaled, weights)
        value = scaled.value(choice)
        found[value] = min(choice, found.get(value, choice))
    return sorted(found.items(), reverse=True)


def missed(points: Sequence[Vector]) -> Vector:
    """Of two parties: what a package that is not here exceeds the nearest corner by at most, for each party.

    `points`: all corners, descending. Efficient packages between two neighbours lie below the line that joins them. Up to its
    middle the one neighbour gives either party no less than half the gap, from there on the other (a sandwich, as in Cohon,
    Church and Sheer 1979).

    >>> missed([(4, 0), (3, 3), (0, 4)])
    (1, 1)
    """
    if len(points) < 2:
        return (0, 0)
    gaps = [(one - other, rest - least) for (one, least), (other, rest) in pairwise(points)]
    return max(gap for gap, _ in gaps) // 2, max(gap for _, gap in gaps) // 2


def _corners(scaled: ScaledCase) -> list[Seen]:
    """From the first party's best package to the second's: the steps of all issues, the cheapest first."""
    choice, steps = [], list[tuple[Fraction, int, int]]()
    for issue, options in enumerate(scaled.worth):
        hull = _hull(options)
        choice.append(hull[0])
        for one, other in pairwise(hull):
            (x, y), (less, more) = options[one], options[other]
            steps.append((Fraction(x - less, more - y), issue, other))
    steps.sort(key=itemgetter(0))  # of one slope, an issue's steps stay in the order in which they are taken
    found = [(scaled.value(tuple(choice)), tuple(choice))]
    for at, (slope, issue, option) in enumerate(steps):
        choice[issue] = option
        # Steps of one slope lie on one edge: of these, all are efficient, and all are shown.
        found.append((scaled.value(tuple(choice)), tuple(choice)))
        assert at == 0 or slope >= steps[at - 1][0]
    return found


def _hull(options: Sequence[Vector]) -> list[int]:
    """The options on the upper right hull, from the first party's best to the second's; the first of those alike."""
    order = sorted(range(len(options)), key=lambda at: (-options[at][0], -options[at][1], at))
    hull: list[int] = []
    for at in order:
        x, y = options[at]
        if hull and y <= options[hull[-1]][1]:
            continue  # dominated, or the same
        while len(hull) > 1:
            (x1, y1), (x2, y2) = options[hull[-2]], options[hull[-1]]
            if (x1 - x2) * (y - y2) > (x2 - x) * (y2 - y1):  # the middle one costs more a point than what comes next
                hull.pop()
            else:
                break
        hull.append(at)
    return hull


def _spread(scaled: ScaledCase) -> Iterator[Vector]:
    """Positive weights, evenly spread: all ways to share out so many parts, each party getting one at least."""
    parties = len(scaled.units)
    parts = parties
    while comb(parts, parties - 1) <= MOST_WEIGHTS and parties > 1 and parts < MOST_WEIGHTS:
        parts += 1
    spans = [
        max(1, sum(max(each[p] for each in options) - min(each[p] for each in options) for options in scaled.worth))
        for p in range(parties)
    ]
    for shares in _shared(parts, parties):
        yield tuple(
            max(1, share * FINE * max(spans) // (span * parts)) for share, span in zip(shares, spans, strict=True)
        )


def _shared(parts: int, parties: int) -> Iterator[Vector]:
    if parties == 1:
        yield (parts,)
        return
    for first in range(1, parts - parties + 2):
        for rest in _shared(parts - first, parties - 1):
            yield (first, *rest)


def _best(scaled: ScaledCase, weights: Vector) -> Choice:
    """The best option of each issue; the first of those alike."""
    chosen = []
    for options in scaled.worth:
        weighed = [sum(map(mul, weights, vector)) for vector in options]
        chosen.append(weighed.index(max(weighed)))
    return tuple(chosen)
