"""What is shown of a frontier: points spread over all of it, with packages; a picture with even ticks and what is acceptable."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.settlement.cli import Request, settle
from goodoffices.engines.settlement.formats import write
from goodoffices.engines.settlement.reports.answer import SHOWN, spread
from goodoffices.engines.settlement.reports.svg import draw, even_ticks
from goodoffices.engines.settlement.reports.text import as_text
from goodoffices.engines.settlement.tests.brute_force import case
from goodoffices.engines.settlement.tests.test_frontier import steep

SVG = "{http://www.w3.org/2000/svg}"


@given(points=st.integers(0, 5_000), most=st.integers(2, 50))
def test_points_are_spread_from_the_first_to_the_last(points: int, most: int) -> None:
    places = spread(points, most)
    assert len(places) == min(points, most) and places == sorted(set(places))
    if places:
        assert (places[0], places[-1]) == (0, points - 1)
        steps = [b - a for a, b in pairwise(places)]
        assert not steps or max(steps) - min(steps) <= 1


@given(
    low=st.fractions(-(10**6), 10**6, max_denominator=50),
    span=st.fractions(Fraction(1, 10**4), 10**6, max_denominator=10**4),
)
def test_ticks_are_even_and_neither_few_nor_many(low: Fraction, span: Fraction) -> None:
    ticks = even_ticks(low, low + span)
    assert 4 <= len(ticks) <= 11 and all(low <= each <= low + span for each in ticks)
    steps = {b - a for a, b in pairwise(ticks)}
    assert len(steps) == 1
    (step,) = steps
    assert all(each % step == 0 for each in ticks)
    while step < 1:
        step *= 10
    while step >= 10:
        step /= 10
    assert step in (1, 2, 5)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (-3, 3, [-3, -2, -1, 0, 1, 2, 3]),
        (7, 7, [7]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_ticks_that_are_known(low: int, high: int, expected: list[float]) -> None:
    assert [float(each) for each in even_ticks(Fraction(low), Fraction(high))] == pytest.approx(expected)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.csv"
    write(case(*steep(2, 9)), "csv", path)
    return path


def test_the_object_has_packages_of_points_from_one_end_to_the_other(many: Path) -> None:
    answer = settle(Request([many], frontier=True))
    assert answer.frontier is not None and answer.frontier.points > SHOWN
    shown = answer.object()["frontier"]["shown"]
    assert len(shown) == SHOWN and [shown[0]["point"], shown[-1]["point"]] == [0, answer.frontier.points - 1]
    for each in shown:
        choice = answer.case.domain.choice(each["package"])
        assert answer.case.utilities(choice) == tuple(each["utilities"]) == answer.frontier.utility(each["point"])


def test_the_text_lists_points_from_one_end_to_the_other(many: Path) -> None:
    answer = settle(Request([many], frontier=True))
    text = as_text(answer, listed=True)
    assert f"of {answer.frontier.points:,} points, spread evenly; --json gives all of them." in text
    numbers = [int(found) for found in re.findall(r"^ *(\d+)  ", text, re.MULTILINE)]
    assert numbers[0] == 1 and numbers[-1] == answer.frontier.points


POINTS = [(Fraction(at), Fraction(10 - at)) for at in range(11)]


@pytest.mark.parametrize(
    ("floors", "region"),
    [((0, 0), False), ((4, 3), True), ((0, 5), True), ((-5, 2), True), ((11, 3), False), ((3, 12), False)],
)
def test_what_is_acceptable_stands_out_where_there_is_any(floors: tuple[int, int], region: bool) -> None:
    root = ElementTree.fromstring(draw(["a", "b"], [Fraction(each) for each in floors], POINTS, {}))
    found = root.findall(f".//{SVG}rect[@class='acceptable']")
    assert len(found) == region
    for rect in found:
        x, y, wide, high = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        inside = 0
        for circle in root.findall(f".//{SVG}circle[@class='point']"):
            inside += (
                x - 1 <= float(circle.get("cx", "")) <= x + wide + 1
                and y - 1 <= float(circle.get("cy", "")) <= y + high + 1
            )
        meeting = sum(one >= floors[0] and two >= floors[1] for one, two in POINTS)
        assert inside == meeting
