"""Packages that some weights make best: each is efficient, of two parties no corner is missing, and what is missed is bounded."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given, settings

from goodoffices.engines.settlement.cli import Request, settle
from goodoffices.engines.settlement.formats import write
from goodoffices.engines.settlement.frontier import Budget, Status, frontier, stage_builder
from goodoffices.engines.settlement.frontier.supported import corners, missed
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.scaled import ScaledCase
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, case, cases
from goodoffices.engines.settlement.tests.random_cases import seeded
from goodoffices.engines.settlement.tests.test_frontier import steep
from tests.profiles import examples

Point = tuple[int, ...]


def efficient_values(given_case: Case) -> tuple[ScaledCase, list[Point]]:
    scaled = ScaledCase.of(given_case)
    return scaled, [scaled.value(each[0]) for each in brute_force_frontier(given_case).values()]


@settings(max_examples=examples(30, 500), deadline=None)
@given(drawn=cases(2))
def test_every_supported_point_is_efficient_and_is_a_package(drawn: Case) -> None:
    scaled, best = efficient_values(drawn)
    found = corners(scaled)
    assert found and [value for value, _ in found] == sorted({value for value, _ in found}, reverse=True)
    for value, choice in found:
        assert scaled.value(choice) == value and value in best


@settings(max_examples=examples(40, 500), deadline=None)
@given(drawn=cases(2))
@example(drawn=case([[0, 5, 8, 11], [1, 0]], [[8, 8, 4, 0], [0, 1]]))  # two steps of one slope
def test_of_two_parties_no_corner_of_the_hull_is_missing(drawn: Case) -> None:
    """A corner is what no mixture of two others is at least as good as."""
    scaled, best = efficient_values(drawn)
    found = {value for value, _ in corners(scaled)}
    for x, y in best:
        above = [
            (one, other)
            for one, other in product(best, best)
            if one[0] > x > other[0] and (one[0] - other[0]) * (y - other[1]) <= (one[1] - other[1]) * (x - other[0])
        ]
        assert (x, y) in found or above, "nothing lies above it, and yet it is not there"


@settings(max_examples=examples(40, 500), deadline=None)
@given(drawn=cases(2))
def test_no_package_exceeds_the_nearest_corner_by_more_than_is_said(drawn: Case) -> None:
    scaled, best = efficient_values(drawn)
    found = [value for value, _ in corners(scaled)]
    lost = missed(found)
    for point in best:
        assert any(all(a - b <= most for a, b, most in zip(point, each, lost, strict=True)) for each in found)


@pytest.mark.parametrize(
    ("points", "expected"),
    [([], (0, 0)), ([(3, 3)], (0, 0)), ([(4, 0), (0, 4)], (2, 2)), ([(9, 0), (8, 5), (0, 6)], (4, 2)), ([(5, 0), (0, 1)], (2, 0))],
)  # fmt: skip
def test_half_the_widest_gap_is_missed_at_most(points: list[Point], expected: Point) -> None:
    assert missed(points) == expected


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Budget:
    """Every look at the clock takes a second, and nothing is done in one call."""
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.CAP", 10)
    monkeypatch.setattr(stage_builder, "AT_ONCE", 1)
    looks = iter(range(10**6))
    return Budget(seconds=6, clock=lambda: float(next(looks)))


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_a_frontier_cut_short_shows_efficient_points_and_marks_the_others(parties: int, hurried: Budget) -> None:
    drawn = case(*steep(parties, 8))
    every = set(frontier(drawn).utilities)
    found = frontier(drawn, budget=hurried)
    points = list(found.utilities)
    assert found.status is Status.TRUNCATED and found.efficient is not None and len(found.efficient) == len(points)
    assert all(point in every for point, known in zip(points, found.efficient, strict=True) if known)
    assert any(found.efficient) and (parties > 2 or all(found.efficient))
    assert f"{sum(found.efficient)} of the {len(points)} points here are efficient for certain" in found.guarantee
    assert points == sorted(points, reverse=True)
    for at, point in enumerate(points):
        assert drawn.utilities(found.package(at)) == point
    ranges = [sum(max(row) - min(row) for row in mandate.worth) for mandate in drawn.mandates]
    assert found.slack is not None and all(lost <= most for lost, most in zip(found.slack, ranges, strict=True))
    for lost in every:
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)


def test_acceptable_points_of_a_frontier_cut_short_meet_every_floor(hurried: Budget) -> None:
    drawn = seeded(3, 7, 3, 1_000, 5)
    floors = [Fraction(1_500)] * 3
    withfloors = case(*[m.worth for m in drawn.mandates], reservations=tuple(floors))
    every = frontier(withfloors, acceptable=True)
    found = frontier(withfloors, acceptable=True, budget=hurried)
    assert found.status is Status.TRUNCATED and found.slack is not None and 0 < found.points < every.points
    points = list(found.utilities)
    assert all(all(map(Fraction.__ge__, point, floors)) for point in points)
    assert "meet all reservation values" in found.guarantee and "no package that does exceeds" in found.guarantee
    for lost in every.utilities:
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)


def test_the_object_marks_the_points_of_a_frontier_cut_short(tmp_path) -> None:
    drawn = seeded(6, 30, 4, 100, 2)
    write(drawn, "csv", tmp_path / "case.csv")
    answer = settle(Request([tmp_path / "case.csv"], frontier=True, budget=0.05)).object()
    shown = answer["frontier"]
    assert shown["status"] == "truncated" and len(shown["efficient"]) == shown["points"]
    assert any(shown["efficient"])
    whole = settle(Request([tmp_path / "case.csv"], solutions=["nash"], budget=0.01)).object()
    assert "frontier" not in whole
