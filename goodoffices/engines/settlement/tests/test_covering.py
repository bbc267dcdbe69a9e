"""Points where a frontier is too large: what is said to be missed at most is missed at most, whatever the case and the time."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.settlement.instances import case as drawn_case
from benchmarks.settlement.instances import draw
from goodoffices.engines.settlement.frontier import Budget, Status, covering, frontier, stage_builder, weighing, zones
from goodoffices.engines.settlement.frontier.covering import Cover, cover, spread
from goodoffices.engines.settlement.frontier.nearby import changed
from goodoffices.engines.settlement.frontier.weighing import Weighing
from goodoffices.engines.settlement.frontier.zones import Zones
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.scaled import ScaledCase
from goodoffices.engines.settlement.runtime.budget import BudgetSpent, Meter
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, case, cases
from goodoffices.engines.settlement.tests.random_cases import seeded
from goodoffices.engines.settlement.tests.test_frontier import steep
from tests.profiles import examples

Point = tuple[int, ...]


def rounds(many: int) -> Callable[[], bool]:
    """Time that is over after so many questions."""
    asked = iter(range(many))
    return lambda: next(asked, None) is None


def values_of(given_case: Case) -> tuple[ScaledCase, list[Point]]:
    """Every package's value."""
    scaled = ScaledCase.of(given_case)
    options = [range(len(issue.options)) for issue in given_case.domain.issues]
    return scaled, [scaled.value(choice) for choice in product(*options)]


def near(point: Point, others: Any, lost: Point) -> bool:
    return any(all(a - b <= most for a, b, most in zip(point, each, lost, strict=True)) for each in others)


@pytest.fixture(params=[30, 5], ids=["whole", "cut"])
def bits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """As it is, and with so few bits that nearly every worth is cut."""
    monkeypatch.setattr(weighing, "BITS", request.param)
    yield request.param


def fixture_settings(ci: int, long: int) -> settings:
    return settings(
        max_examples=examples(ci, long), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )


@fixture_settings(25, 500)
@given(drawn=st.integers(1, 5).flatmap(cases), time=st.sampled_from([0, 3, 200]))
def test_no_package_exceeds_the_nearest_point_by_more_than_is_said(bits: int, drawn: Case, time: int) -> None:
    scaled, packages = values_of(drawn)
    made = cover(scaled, None, rounds(time))
    for value, (choice, _) in made.found.items():
        assert scaled.value(choice) == value
    for package in packages:
        assert near(package, made.found, made.lost)


@fixture_settings(25, 500)
@given(drawn=st.integers(2, 4).flatmap(cases), time=st.sampled_from([0, 3, 200]))
def test_points_said_to_be_efficient_are(bits: int, drawn: Case, time: int) -> None:
    scaled = ScaledCase.of(drawn)
    best = {scaled.value(each[0]) for each in brute_force_frontier(drawn).values()}
    made = cover(scaled, None, rounds(time))
    certain = {value for value, (_, efficient) in made.found.items() if efficient}
    assert certain and certain <= best


@fixture_settings(25, 500)
@given(drawn=st.integers(2, 4).flatmap(cases), time=st.sampled_from([0, 3, 200]), data=st.data())
def test_with_floors_it_holds_of_what_meets_them(bits: int, drawn: Case, time: int, data: st.DataObject) -> None:
    scaled, packages = values_of(drawn)
    some = data.draw(st.sampled_from(packages))
    floors = tuple(each - data.draw(st.integers(0, 3)) for each in some)
    made = cover(scaled, floors, rounds(time))
    assert all(all(map(int.__ge__, value, floors)) for value in made.found)
    if made.found:
        for package in packages:
            if all(map(int.__ge__, package, floors)):
                assert near(package, made.found, made.lost)


@pytest.mark.parametrize(("parties", "time", "percent"), [(3, 0, 25), (3, 400, 2), (4, 400, 8)])
def test_how_small_the_error_gets(parties: int, time: int, percent: int) -> None:
    scaled = ScaledCase.of(drawn_case(draw(parties, 40, 5, "adv_int", 3)))
    made = cover(scaled, None, rounds(time))
    shares = [lost / width for lost, width in zip(made.lost, made.weighing.ranges.tolist(), strict=True)]
    assert 0 < max(shares) <= percent / 100


def test_the_error_is_never_larger_with_more_time() -> None:
    scaled = ScaledCase.of(case(*steep(3, 9)))
    errors = [max(cover(scaled, None, rounds(many)).lost) for many in (0, 20, 300)]
    assert errors == sorted(errors, reverse=True) and errors[-1] < errors[0]


def test_ctrl_c_ends_it_with_what_is_true() -> None:
    scaled, packages = values_of(seeded(3, 5, 4, 100, 3))

    def stop() -> bool:
        raise KeyboardInterrupt

    made = cover(scaled, None, stop)
    assert made.found and all(near(package, made.found, made.lost) for package in packages)


@pytest.mark.parametrize("name", ["MOST_ZONES", "MOST_POINTS"])
def test_there_is_an_end_to_zones_and_points(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scaled = ScaledCase.of(drawn_case(draw(4, 20, 5, "adv_int", 1)))
    monkeypatch.setattr(covering, name, 150)
    made = cover(scaled, None, rounds(100_000))
    many = len(made.zones) if name == "MOST_ZONES" else len(made.found)
    assert 150 < many < 4_000


# Zones


@settings(max_examples=examples(40, 600), deadline=None)
@given(
    points=st.integers(2, 4).flatmap(
        lambda parties: st.lists(st.tuples(*[st.integers(0, 4)] * parties), min_size=1, max_size=9)
    ),
    at_once=st.sampled_from([2, 250]),
)
def test_above_a_corner_is_what_no_point_is_at_least_as_good_as(points: list[Point], at_once: int) -> None:
    parties = len(points[0])
    rows = [[[0, 4]]] * parties
    made = Zones(Weighing.of(ScaledCase.of(case(*rows))), (-1,) * parties)
    before, zones.AT_ONCE = zones.AT_ONCE, at_once
    try:
        made.add(np.array(points))
    finally:
        zones.AT_ONCE = before
    corners = made.low[: len(made)].tolist()
    for vector in product(range(6), repeat=parties):
        covered = any(all(map(int.__ge__, point, vector)) for point in points)
        above = any(all(map(int.__gt__, vector, corner)) for corner in corners)
        assert covered != above, vector


@fixture_settings(25, 400)
@given(drawn=st.integers(2, 4).flatmap(cases), time=st.sampled_from([0, 100]))
def test_no_package_is_deeper_in_a_zone_than_its_weights_allow(bits: int, drawn: Case, time: int) -> None:
    scaled, packages = values_of(drawn)
    made = cover(scaled, None, rounds(time))
    found, ranges = made.zones, made.weighing.ranges
    rounded = np.array(
        [[-(-value >> s) for value, s in zip(each, made.weighing.shifts, strict=True)] for each in packages]
    )
    for at in range(min(len(found), 60)):
        low, real = found.low[at], found.low[at] > found.base
        inside = (rounded > low).all(axis=1)
        if real.any() and inside.any():
            deepest = ((rounded[inside] - low - 1) / ranges)[:, real].min(axis=1).max()
            assert deepest <= found.share[at] + 1e-12


def test_the_worst_zones_come_first_and_settled_ones_do_not_come() -> None:
    scaled = ScaledCase.of(drawn_case(draw(3, 12, 4, "adv_int", 2)))
    made = Cover.of(scaled, None)
    covering._begin(made)
    found = made.zones
    covering._round(made, rounds(1_000))
    worst = found.worst(5, 0.0)
    assert len(worst) == 5 and found.looked[worst].all()
    rest = np.setdiff1d(np.arange(len(found)), worst)
    assert found.share[worst].min() >= found.share[rest].max() - 1e-12
    found.settled[worst] = True
    assert not set(found.worst(5, 0.0).tolist()) & set(worst.tolist())
    assert not len(found.worst(5, 1.0))


@pytest.mark.parametrize("shifts", [(0, 0), (3, 3), (3, 0)], ids=["whole", "cut", "one cut"])
def test_only_what_a_point_bounds_is_moved_by_what_is_lost(shifts: Point) -> None:
    """One point, (4, 0), and packages of 4 in all: (0, 4) exceeds it by 4, whatever it gives away elsewhere. Where these are worths
    of which bits were cut off, they are whole numbers all the same, and no more is lost."""
    worth = np.array([[[0, 4], [1, 0]], [[4, 0], [0, 1]]])
    found = Zones(Weighing(worth, shifts, np.array([4, 4])), (-1, -1))
    found.add(np.array([(4, 0)]))
    every = np.arange(len(found))
    found.improve(every, np.ones((len(found), 2), np.int64), np.full(len(found), 4))
    assert sorted(found.low[: len(found)].tolist()) == [[-1, 0], [4, -1]]
    assert found.lost() == (4, 4)
    found.add(np.array([(2, 2)]))
    assert len(found) == 3
    found.improve(np.arange(3), np.ones((3, 2), np.int64), np.full(3, 4))
    assert found.lost() == (2, 2), "(0, 4) exceeds (2, 2) by 2"


# Weights and packages


@fixture_settings(30, 500)
@given(drawn=st.integers(1, 4).flatmap(cases), data=st.data())
def test_no_package_exceeds_what_weights_say(bits: int, drawn: Case, data: st.DataObject) -> None:
    scaled, packages = values_of(drawn)
    made = Weighing.of(scaled)
    weights = np.array([[data.draw(st.integers(1, 1 << 20)) for _ in scaled.units] for _ in range(3)])
    chosen, bounds = made.best(weights)
    for row, choice, bound in zip(weights.tolist(), chosen.tolist(), bounds.tolist(), strict=True):
        worth = [
            Fraction(sum(w * Fraction(v, 1 << s) for w, v, s in zip(row, each, made.shifts, strict=True)))
            for each in packages
        ]
        assert max(worth) <= bound
        if not any(made.shifts):
            assert max(worth) == bound == sum(w * v for w, v in zip(row, scaled.value(tuple(choice)), strict=True))
    assert (made.values(chosen) >= [made.cut(scaled.value(tuple(each))) for each in chosen.tolist()]).all()


def test_what_is_cut_is_rounded_the_safe_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "BITS", 3)
    made = Weighing.of(ScaledCase.of(case([[0, 37], [1, 0]], [[5, 0], [0, 1]])))
    assert made.shifts == (3, 0)
    assert made.worth.tolist() == [[[0, 5], [1, 0]], [[5, 0], [0, 1]]]  # 37 / 8 and 1 / 8, rounded up
    assert made.cut((37, 6)) == (4, 6) and made.uncut((4, 6)) == (32, 6)


def test_weights_are_whole_positive_and_as_important_as_was_said() -> None:
    made = Weighing.of(ScaledCase.of(case([[0, 10**6]], [[3, 0]], [[0, 1]])))
    weights = made.weights(np.array([[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]]))
    assert weights.dtype == np.int64 and weights.min() == 1
    counts = (weights * made.ranges).astype(float)
    assert np.allclose(counts[0] / counts[0].sum(), [0.5, 0.25, 0.25])


@pytest.mark.parametrize("parties", [1, 2, 3, 5, 8, 16])
def test_the_first_weights_are_spread_over_all_parties(parties: int) -> None:
    found = list(spread(parties))
    assert parties <= len(found) <= covering.MOST_WEIGHTS or parties == 1 == len(found)
    assert all(abs(sum(each) - 1) < 1e-9 and min(each) > 0 for each in found)
    assert len(set(found)) == len(found)
    for party in range(1, parties):  # none is favoured
        assert sorted(each[0] for each in found) == sorted(each[party] for each in found)


@settings(max_examples=examples(60, 800), deadline=None)
@given(drawn=st.integers(2, 4).flatmap(cases), data=st.data())
def test_a_package_nearby_is_in_the_zone(drawn: Case, data: st.DataObject) -> None:
    scaled, packages = values_of(drawn)
    made = Weighing.of(scaled)
    assume(not any(made.shifts))
    low = np.array(data.draw(st.sampled_from(packages))) - data.draw(st.integers(0, 2))
    start = [data.draw(st.integers(0, len(issue.options) - 1)) for issue in drawn.domain.issues]
    found = changed(made, np.array(start), low, np.ones(len(low), np.bool_))
    if found is not None:
        choice = tuple(map(int, found))
        assert all(map(int.__gt__, scaled.value(choice), low.tolist()))
    elif len(drawn.domain.issues) == 1:
        assert not any(all(map(int.__gt__, each, low.tolist())) for each in packages)


def test_two_issues_are_changed_at_once_where_one_is_not_enough() -> None:
    """Each change alone takes more from the one than it gives: only both together are above the corner for both."""
    made = Weighing.of(ScaledCase.of(case([[5, 0], [0, 9]], [[0, 9], [5, 0]])))
    found = changed(made, np.array([0, 0]), np.array([5, 5]), np.array([True, True]))
    assert found is not None and found.tolist() == [1, 1]
    assert changed(made, np.array([0, 0]), np.array([9, 9]), np.array([True, True])) is None


# As the frontier shows it


@pytest.mark.parametrize("sort", ["adv_float", "pts100"])
@pytest.mark.parametrize("parties", [3, 4])
def test_a_frontier_given_up_is_true(parties: int, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Worths that are doubles, far beyond what is counted in whole numbers here, and points of a hundred."""
    monkeypatch.setattr(stage_builder, "AT_ONCE", 1)
    drawn = drawn_case(draw(parties, 7, 3, sort, 4))
    every, found = frontier(drawn), frontier(drawn, budget=Budget(bytes=500))
    assert found.status is Status.TRUNCATED and found.slack is not None and found.efficient is not None
    assert every.status is Status.COMPLETE
    points, best = list(found.utilities), set(every.utilities)
    assert all(point in best for point, known in zip(points, found.efficient, strict=True) if known)
    assert not any(one != other and all(map(Fraction.__ge__, one, other)) for one in points for other in points)
    for lost in best:
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)
    assert found.packages == found.points == len(points)


def test_no_acceptable_package_among_the_points_says_nothing_of_what_is_lost() -> None:
    drawn = seeded(3, 12, 4, 100, 1)
    floors = [Fraction(900)] * 3
    strict = case(*[m.worth for m in drawn.mandates], reservations=tuple(floors))
    found = frontier(strict, acceptable=True, budget=Budget(bytes=1))
    if found.status is Status.TRUNCATED:
        assert found.points == 0 and found.slack is None and "others may be missing" in found.guarantee


def test_a_search_that_cannot_end_in_time_is_given_up_early() -> None:
    now = [0.0]
    meter = Meter(Budget(seconds=100, clock=lambda: now[0]))
    now[0] = 10.0
    meter.check_pace(0.9, 1_000)  # too short to say anything
    meter.check_pace(9.0, 10)  # just enough
    with pytest.raises(BudgetSpent):
        meter.check_pace(9.1, 10)
    assert meter.why == "the time allowed is not enough"
    meter.check_pace(50.0, 10)  # it is said once
    over = meter.afterwards()
    now[0] = 10.0 + 90 + 12 + 0.3
    assert not over()
    now[0] += 0.2
    assert over()
    Meter(Budget()).check_pace(1e9, 10)  # no limit


def test_what_issues_that_depend_on_each_other_lose_is_never_above_the_range() -> None:
    from benchmarks.settlement.instances import entangled

    drawn = entangled(3, 12, 4, "adv_int", 8, 1)
    found = frontier(drawn, budget=Budget(bytes=1))
    assert found.status is Status.TRUNCATED and found.slack is not None
    for mandate, lost in zip(drawn.mandates, found.slack, strict=True):
        most = sum(max(row) - min(row) for row in mandate.worth)
        most += sum(max(0, *term.worth.values()) - min(0, *term.worth.values()) for term in mandate.terms)
        assert lost <= most
