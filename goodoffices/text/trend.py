"""The figures of a text over its revisions, and where their lines run in a chart."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goodoffices.text.figures import clean_share
from goodoffices.text.models import Revision

WIDTH, HEIGHT = 640, 220  # of the chart, in its own units
HALF = 3.5  # of the square that marks a point
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 32


class Point(NamedTuple):
    """One revision, or the text now: its name, its figures, and where they lie in the chart."""

    name: str
    at: str
    brackets: int
    provisions: int
    clean: int
    percent: int
    x: str
    y_clean: str  # of the dot for the clean share
    left: str  # of the square for the brackets
    top: str


class Trend(NamedTuple):
    points: list[Point]
    line: str  # “x,y x,y …” of the brackets
    clean_line: str
    most: int  # brackets


def trend_of(revisions: Iterable[Revision], now: Mapping[str, Any]) -> Trend:
    """Every revision in order, and the text as it stands."""
    stages = [(each.name, each.at, each.figures) for each in revisions] + [(_("Now"), "", dict(now))]
    most = max([int(figures["brackets"]) for _name, _at, figures in stages] + [1])
    points = [_point(place, len(stages), most, *stage) for place, stage in enumerate(stages)]
    return Trend(
        points,
        " ".join(f"{point.x},{float(point.top) + HALF:.1f}" for point in points),
        " ".join(f"{point.x},{point.y_clean}" for point in points),
        most,
    )


def _point(place: int, count: int, most: int, name: str, at: str, figures: dict[str, Any]) -> Point:
    share, down = clean_share(figures), HEIGHT - TOP - BOTTOM
    x = LEFT + (WIDTH - LEFT - RIGHT) * (place / (count - 1) if count > 1 else 0.5)
    return Point(
        name,
        at,
        figures["brackets"],
        figures["provisions"],
        figures["clean"],
        round(100 * share),
        f"{x:.1f}",
        f"{TOP + down * (1 - share):.1f}",
        f"{x - HALF:.1f}",
        f"{TOP + down * (1 - figures['brackets'] / most) - HALF:.1f}",
    )
