"""Supported packages of two parties: those that some positive weights make best. What a frontier shows when time ran out.

Where no issue depends on another, the best package for given weights takes the best option of each issue, and no other one
is at least as good for both and better for one, since both weights count (Geoffrion 1968). So each is efficient, whatever
was not looked at. All corners of the hull are found by sorting slopes (as Jarvis 1973 walks a hull). Of more parties: `covering`.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from operator import itemgetter

from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.model.scaled import ScaledCase, Vector

Seen = tuple[Vector, Choice]


def corners(scaled: ScaledCase) -> list[Seen]:
    """Of two parties: values and packages, descending, each value once; every corner of the hull is among them. From the first
    party's best package to the second's: the steps of all issues, the cheapest first.

    >>> from goodoffices.engines.settlement.model import Case, Domain, Mandate
    >>> rows = ((0, 3, 4), (4, 3, 0))
    >>> case = Case(Domain.of({"wage": ["a", "b", "c"]}),
    ...     tuple(Mandate(str(p), (tuple(map(Fraction, row)),)) for p, row in enumerate(rows)))
    >>> corners(ScaledCase.of(case))
    [((4, 0), (2,)), ((3, 3), (1,)), ((0, 4), (0,))]
    """
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
