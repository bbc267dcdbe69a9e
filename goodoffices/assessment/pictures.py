"""The geometry of pictures of influences: who bears on whom, as nodes on a circle. Places are pixels; from right to left, mirrored."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodoffices.assessment.lettering import LINE, lines

RADIUS = 15  # of a node
BETWEEN = 14  # at least, between two nodes
NAMES = 170  # the width that names have on each side
LINES = 2  # of a name in the picture; the table has it whole
HEAD = 9  # of an arrow
BEND = 0.16  # of an arrow, so that one there and one back lie apart


@dataclass(frozen=True)
class Bearing:
    """That one descriptor bears on another, by places from 0. Of the absolute strengths of its judgements, `most` is the greatest and
    `total` their sum."""

    source: int
    target: int
    sort: str  # promotes, restrains or both
    most: float
    total: float = 0


@dataclass(frozen=True)
class Node:
    """A numbered circle, and its name beside it: lines from `top`, at `edge`, led to from `beside` the circle to `hook`."""

    number: int
    name: str
    x: float
    y: float
    edge: float
    top: float
    beside: float
    hook: float
    anchor: str
    lines: list[tuple[float, str]]


@dataclass(frozen=True)
class Arrow:
    bearing: Bearing
    path: str
    head: str
    width: float


@dataclass(frozen=True)
class Graph:
    """`inner`: where the circle begins without the names beside it, and `inner_width`."""

    width: float
    height: float
    inner: float
    inner_width: float
    nodes: list[Node]
    arrows: list[Arrow]


def graph(names: Sequence[str], bearings: Iterable[Bearing], mirrored: bool = False) -> Graph:
    """Nodes on a circle, the first at the top, and an arrow for each bearing."""
    count = len(names)
    told = [lines(name, NAMES - 2 * RADIUS, LINES) for name in names]
    around = max(140.0, count * (2 * RADIUS + BETWEEN) / (2 * math.pi))
    slot = LINES * LINE + 8
    height = max(2 * (around + RADIUS + 12), math.ceil(count / 2) * slot + 24)
    width = 2 * (around + RADIUS + NAMES + 24)
    angles = [-math.pi / 2 + (at + 0.5) * 2 * math.pi / count for at in range(count)]
    places = [(width / 2 + around * math.cos(each), height / 2 + around * math.sin(each)) for each in angles]
    if mirrored:
        places = [(width - x, y) for x, y in places]
    tops = _tops(places, width / 2, height, slot)
    nodes = []
    for at, (x, y) in enumerate(places):
        right = x > width / 2 - 0.01
        edge = width / 2 + (around + RADIUS + 22) * (1 if right else -1)
        first = tops[at] - (len(told[at]) - 1) * LINE / 2 + 4
        rows = [(round(first + n * LINE, 1), line) for n, line in enumerate(told[at])]
        hook = edge - 4 if right else edge + 4
        nodes.append(
            Node(
                at + 1, names[at], round(x, 1), round(y, 1), round(edge, 1), round(tops[at], 1),
                round(x + (RADIUS if right else -RADIUS), 1), round(hook, 1),
                "start" if right else "end", rows,
            )
        )  # fmt: skip
    inner = 2 * (around + RADIUS + 6)
    begins = round((width - inner) / 2, 1)
    return Graph(
        round(width, 1),
        round(height, 1),
        begins,
        round(inner, 1),
        nodes,
        [_arrow(each, places, mirrored) for each in bearings],
    )


def _tops(places: Sequence[tuple[float, float]], middle: float, height: float, slot: float) -> list[float]:
    """Where names stand: beside their nodes, as far as those above and below leave room."""
    found = [0.0] * len(places)
    for right in (True, False):
        side = sorted(
            (at for at, (x, _y) in enumerate(places) if (x > middle - 0.01) == right), key=lambda at: places[at][1]
        )
        for n, at in enumerate(side):
            least = found[side[n - 1]] + slot if n else slot / 2
            found[at] = max(places[at][1], least)
        for n in range(len(side) - 1, -1, -1):
            most = found[side[n + 1]] - slot if n + 1 < len(side) else height - slot / 2
            found[side[n]] = min(found[side[n]], most)
    return found


def _arrow(bearing: Bearing, places: Sequence[tuple[float, float]], mirrored: bool) -> Arrow:
    """A bent line from the edge of one node to that of another, with a head."""
    (ax, ay), (bx, by) = places[bearing.source], places[bearing.target]
    away = math.hypot(bx - ax, by - ay)
    side = -BEND if mirrored else BEND
    cx, cy = (ax + bx) / 2 - side * (by - ay), (ay + by) / 2 + side * (bx - ax)
    begin = _towards((ax, ay), (cx, cy), RADIUS)
    point = _towards((bx, by), (cx, cy), RADIUS + 1)
    neck = _towards((bx, by), (cx, cy), RADIUS + 1 + min(HEAD, away / 4))
    across = (-(point[1] - neck[1]) / 2, (point[0] - neck[0]) / 2)
    head = [point, (neck[0] + across[0], neck[1] + across[1]), (neck[0] - across[0], neck[1] - across[1])]
    return Arrow(
        bearing,
        f"M{_pair(begin)} Q{_pair((cx, cy))} {_pair(neck)}",
        " ".join(map(_pair, head)),
        round(0.8 + 0.9 * min(bearing.most, 3), 1),
    )


def _towards(here: tuple[float, float], there: tuple[float, float], by: float) -> tuple[float, float]:
    far = math.hypot(there[0] - here[0], there[1] - here[1]) or 1
    return here[0] + (there[0] - here[0]) * by / far, here[1] + (there[1] - here[1]) * by / far


def _pair(place: tuple[float, float]) -> str:
    return f"{place[0]:.1f},{place[1]:.1f}"
