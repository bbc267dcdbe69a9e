"""The picture puts things where they belong: more is further along, alike is in one place, and nothing is off the sheet."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.reports.svg import HEIGHT, SHAPES, WIDTH, draw
from goodoffices.engines.settlement.solutions import SOLUTIONS, Solution, solve
from goodoffices.engines.settlement.tests.random_cases import seeded
from tests.profiles import examples

F = Fraction
SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.one_of(st.integers(-9, 9).map(F), st.fractions(-1, 1), st.integers(-(10**30), 10**30).map(F))


def picked(name: str, *utilities: Fraction) -> Solution:
    return Solution(name, (0,), utilities, "optimal", F(0), F(0))


@settings(max_examples=examples(40, 800), deadline=None)
@given(points=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8), floors=st.tuples(VALUES, VALUES))
def test_more_is_further_right_and_further_up_and_never_off_the_sheet(
    points: list[tuple[Fraction, Fraction]], floors: tuple[Fraction, Fraction]
) -> None:
    marks = {name: picked(name, *point) for name, point in zip(SOLUTIONS, points, strict=False)}
    root = ElementTree.fromstring(draw(["one", "two"], floors, points, marks))
    dots = [(int(each.get("cx", "")), int(each.get("cy", ""))) for each in root.iter(f"{SVG}circle")]
    assert dots == sorted(set(dots)) and len(dots) <= len(set(points))
    placed = [
        tuple(map(int, re.findall(r"-?\d+", each.get("transform", ""))))
        for each in root.iter(f"{SVG}path")
        if each.find(f"{SVG}title") is not None
    ]
    told = list(dict.fromkeys(points[: len(SOLUTIONS)]))  # rules that give everybody the same share a mark
    assert len(placed) == len(told) and set(placed) <= set(dots)
    for x, y in dots:
        assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT
    for (one, here), (other, there) in zip(
        zip(told, placed, strict=True), zip(told[1:], placed[1:], strict=True), strict=False
    ):
        assert (one[0] - other[0]) * (here[0] - there[0]) >= 0, "to the right is more for the first"
        assert (one[1] - other[1]) * (there[1] - here[1]) >= 0, "upwards is more for the second"


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_each_solution_has_a_letter_a_shape_and_words_of_its_own(parties: int) -> None:
    case = seeded(parties, 4, 3, 60, 9)
    found, solutions = frontier(case), solve(case, SOLUTIONS)
    text = draw(case.parties, [F(0)] * parties, found.utilities, solutions, "R&D <1>")
    root = ElementTree.fromstring(text)
    groups = {each.utilities for each in solutions.values()}
    legend = [each.text or "" for each in root.iter(f"{SVG}text") if re.match(r"[a-j]: ", each.text or "")]
    assert len(legend) == len(groups) and len({each[0] for each in legend}) == len(groups)
    described = root.find(f"{SVG}desc")
    assert described is not None and described.text is not None
    assert described.text.startswith(f"{found.points} efficient points between party 0")
    for line in legend:
        assert line[3:] in described.text, "who does not see the picture is told the same"
    titled = root.find(f"{SVG}title")
    assert titled is not None and titled.text == "R&D <1>" and len(set(SHAPES)) == len(SHAPES) == len(SOLUTIONS)
    if parties > 2:
        ways = [each.get("points", "") for each in root.iter(f"{SVG}polyline") if each.get("class") == "way"]
        assert len(ways) == len(groups) and all(len(way.split()) == parties for way in ways)
