"""Parts of frontiers and solutions that are asked for nowhere alone, each against a few lines of plain Python."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier import Status, exact_counts, frontier, weeding
from goodoffices.engines.settlement.frontier.array_stage import ArrayStage
from goodoffices.engines.settlement.frontier.candidates import written_out
from goodoffices.engines.settlement.frontier.cut_short import _undominated
from goodoffices.engines.settlement.frontier.dominance import ranked
from goodoffices.engines.settlement.frontier.zones import _lowest
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate
from goodoffices.engines.settlement.solutions.adjusted_winner import adjusted_winner
from goodoffices.engines.settlement.solutions.frontier_lookup import best_on, complete_frontier
from goodoffices.engines.settlement.solutions.rules import Rank
from goodoffices.engines.settlement.solutions.starting_point import balanced_package
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, cases
from goodoffices.engines.settlement.tests.brute_force import case as case_of
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_metamorphic import scaled
from tests.profiles import examples

F = Fraction
Point = tuple[int, ...]
POINTS = st.integers(2, 4).flatmap(lambda p: st.lists(st.tuples(*[st.integers(-4, 4)] * p), min_size=1, max_size=15))


def dominated(point: Point, others: list[Point]) -> bool:
    return any(other != point and all(map(int.__ge__, other, point)) for other in others)


# ---- frontiers -------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(40, 800), deadline=None)
@given(points=POINTS, marks=st.lists(st.booleans(), min_size=15, max_size=15), far=st.booleans())
def test_of_points_found_in_a_hurry_only_those_go_that_another_is_better_than(
    points: list[Point], marks: list[bool], far: bool
) -> None:
    """What is efficient for certain stays; the others go where something is better, at any size of numbers."""
    points = list(dict.fromkeys(tuple(each * 10**30 for each in point) if far else point for point in points))
    sure = [mark and not dominated(point, points) for point, mark in zip(points, marks, strict=False)]
    marked = [(point, (at,), mark) for at, (point, mark) in enumerate(zip(points, sure, strict=True))]
    assert _undominated(marked) == [each for each in marked if not dominated(each[0], points)]


@settings(max_examples=examples(40, 800), deadline=None)
@given(points=POINTS, far=st.booleans())
def test_values_are_ordered_as_tuples_are(points: list[Point], far: bool) -> None:
    """With a key of one machine integer where it fits, by columns where it does not."""
    by = 1 << 40 if far else 1
    rows = np.array([[each * by for each in point] for point in points], np.int64).T
    order = weeding._descending(rows).tolist()
    assert sorted(order) == list(range(len(points)))
    assert [points[at] for at in order] == sorted(points, reverse=True)


@settings(max_examples=examples(40, 800), deadline=None)
@given(points=POINTS)
def test_points_alike_are_taken_together_and_their_counts_added(points: list[Point]) -> None:
    many = len(points)
    moved, ones = np.array(points, np.int64).T, np.arange(1, many + 1, dtype=np.float64)
    found = weeding._sorted(moved, np.arange(many, dtype=np.int32), np.zeros(many, np.int32), ones)
    assert [points[at] for at in found.place] == sorted(set(points), reverse=True)
    expected = [sum(at + 1 for at, each in enumerate(points) if each == points[place]) for place in found.place]
    assert found.counts.tolist() == expected


@settings(max_examples=examples(40, 800), deadline=None)
@given(rows=POINTS, at_once=st.sampled_from([1, 3, 250]))
def test_the_lowest_corners_are_those_that_no_other_is_below(rows: list[Point], at_once: int) -> None:
    from goodoffices.engines.settlement.frontier import zones

    before, zones.AT_ONCE = zones.AT_ONCE, at_once
    try:
        kept = _lowest(np.array(rows)).tolist()
    finally:
        zones.AT_ONCE = before
    lowest = {row for row in rows if not any(other != row and all(map(int.__le__, other, row)) for other in rows)}
    assert len(kept) == len(lowest) and {rows[at] for at in kept} == lowest
    assert all(at == rows.index(rows[at]) for at in kept), "of those alike the first"


@settings(max_examples=examples(30, 600), deadline=None)
@given(points=POINTS, data=st.data())
def test_candidates_beyond_machine_integers_are_sifted_by_their_ranks(points: list[Point], data: st.DataObject) -> None:
    """Every point plus every option, none below what is needed: those that nothing is better than, with how many they stand for."""
    huge, parties = 10**25, len(points[0])
    efficient = sorted({each for each in points if not dominated(each, points)}, reverse=True)
    options = data.draw(st.lists(st.tuples(*[st.integers(-3, 3)] * parties), min_size=1, max_size=3, unique=True))
    need = data.draw(st.none() | st.tuples(*[st.integers(-6, 0)] * parties))
    values = np.array([[each * huge for each in point] for point in efficient], object).T
    stage = ArrayStage(
        values, np.zeros(len(efficient), np.int32), np.zeros(len(efficient), np.uint8), np.ones(len(efficient))
    )
    count = len(options)
    found = ranked(
        stage,
        np.zeros(count, np.int64),
        np.full(count, len(efficient), np.int64),
        [tuple(each * huge for each in option) for option in options],
        np.ones(count),
        None if need is None else tuple(each * huge for each in need),
    )
    sums = [tuple(a + b for a, b in zip(one, other, strict=True)) for one, other in product(efficient, options)]
    enough = [each for each in sums if need is None or all(map(int.__ge__, each, need))]
    expected = sorted({each for each in enough if not dominated(each, enough)}, reverse=True)
    assert [tuple(each // huge for each in found.vector(at)) for at in range(len(found))] == expected
    assert found.counts.tolist() == [enough.count(each) for each in expected]


@settings(max_examples=examples(40, 600), deadline=None)
@given(points=POINTS, by=st.integers(-2, 2), wide=st.booleans())
def test_shifted_points_are_found_again_in_a_longer_list(points: list[Point], by: int, wide: bool) -> None:
    """In machine integers by one walk along both lists, in others by looking up: the same places."""
    shift = (by,) * len(points[0])
    below = sorted(set(points), reverse=True)
    above = sorted({tuple(a + by for a in each) for each in points[::2]} | set(points), reverse=True)
    kind = object if wide else np.int64
    found = exact_counts._matches(np.array(below, kind).T, np.array(above, kind).T, shift)
    moved = [tuple(a + by for a in each) for each in below]
    assert found.tolist() == [above.index(each) if each in above else -1 for each in moved]


def test_lists_are_written_out_one_after_the_other() -> None:
    values = np.array([[9, 5, 1], [1, 5, 9]])
    places, moved, starts, ends = written_out(values, np.array([0, 1]), np.array([3, 2]), np.array([[0, 0], [10, -10]]))
    assert places.tolist() == [0, 1, 2, 1] and (starts.tolist(), ends.tolist()) == ([0, 3], [3, 4])
    assert moved.T.tolist() == [[9, 1], [5, 5], [1, 9], [15, -5]]


# ---- solutions -------------------------------------------------------------------------------------------------------


Ranking = Callable[[Sequence[Fraction]], Fraction | None]
RANKINGS: list[Ranking] = [sum, min, lambda utilities: utilities[0] if utilities[0] > 0 else None]  # type: ignore[list-item]


@settings(max_examples=examples(20, 500), deadline=None)
@given(case=cases(3, entangled=True, most=60))
def test_the_best_on_a_frontier_is_the_first_of_those_that_rank_highest(case: Case) -> None:
    found = frontier(case)
    every = brute_force_frontier(case)
    for ranking in RANKINGS:
        ranks = {utilities: ranking(utilities) for utilities in every}
        some = {utilities: each for utilities, each in ranks.items() if each is not None}
        best = max(some.values(), default=None)
        expected = min((choice for u, each in some.items() if each == best for choice in every[u][:1]), default=None)

        def ranked_by(utilities: Sequence[Fraction], ranking: Ranking = ranking) -> Rank | None:
            mine = ranking(utilities)
            return None if mine is None else ((mine,),)

        assert best_on(found, ranked_by) == expected


def test_of_packages_that_rank_alike_the_first_in_file_order_is_read_off() -> None:
    """Whatever is agreed, it comes to 2 in all: the frontier begins with the last package, file order with the first."""
    found = frontier(case_of([[0, 1, 2]], [[2, 1, 0]]))
    assert found.package(0) == (2,)
    assert best_on(found, lambda utilities: ((sum(utilities, F(0)),),)) == (0,)


def test_a_frontier_is_looked_up_only_where_it_is_quick() -> None:
    few, many = seeded(3, 4, 3, 20, 1), seeded(4, 4, 3, 20, 1)
    assert complete_frontier(many, None) is None, "of four parties it takes long itself"
    found = complete_frontier(few, None)
    assert found is not None and found.status is Status.COMPLETE and not found.acceptable
    assert complete_frontier(seeded(3, 30, 5, 10_000, 1), 0.0) is None, "what is not complete in time is nothing"


@settings(max_examples=examples(25, 500), deadline=None)
@given(case=dependent_cases(3), by=st.sampled_from([F(2), F(1, 7)]), more=st.integers(-4, 4).map(F))
def test_what_a_search_begins_with_is_acceptable_and_does_not_depend_on_the_scale(
    case: Case, by: Fraction, more: Fraction
) -> None:
    found = balanced_package(case)
    assert all(case.domain.allows(each) and case.acceptable(each) for each in found) and len(found) <= 1
    stated = replace(case, mandates=tuple(replace(each, reservation=each.floor) for each in case.mandates))
    other = replace(case, mandates=tuple(scaled(each, by, more) for each in stated.mandates))
    assert balanced_package(other) == found


@pytest.mark.parametrize(("excluded", "floor"), [(True, 0), (False, 9)])
def test_a_balanced_package_that_cannot_be_is_none(excluded: bool, floor: int) -> None:
    domain = Domain(Domain.of({"a": ["x", "y"]}).issues, (Exclusion((0,), (1,)),) if excluded else ())
    case = Case(domain, tuple(Mandate(name, ((F(0), F(5)),), F(floor)) for name in "ab"))
    assert balanced_package(case) == []
    free = Case(Domain(domain.issues), tuple(replace(each, reservation=None) for each in case.mandates))
    assert balanced_package(free) == [(1,)]


SHARED = st.integers(1, 6).flatmap(
    lambda many: st.tuples(*[st.lists(st.integers(0, 20), min_size=many, max_size=many).filter(any)] * 2)
)


@settings(max_examples=examples(60, 1500), deadline=None)
@given(points=SHARED)
def test_adjusted_winner_reaches_the_optimum_of_its_dual(points: tuple[list[int], list[int]]) -> None:
    """max t: Σ x·a ≥ t, Σ (1 − x)·b ≥ t, 0 ≤ x ≤ 1 has the dual min Σ max(λ·a, (1 − λ)·b) over 0 ≤ λ ≤ 1, a sum of bent lines: its
    least value is at a bend, where λ·a = (1 − λ)·b for one issue, or at an end."""
    first, second = points
    scale = max(sum(first), sum(second))
    one, two = ([F(each * scale, sum(row)) for each in row] for row in (first, second))
    bends = {F(0), F(1), *(b / (a + b) for a, b in zip(one, two, strict=True) if a + b)}
    dual = min(sum(max(x * a, (1 - x) * b) for a, b in zip(one, two, strict=True)) for x in bends)
    found = adjusted_winner(*({str(at): each for at, each in enumerate(row)} for row in points))
    assert found.points == (dual, dual)


@settings(max_examples=examples(30, 500), deadline=None)
@given(points=SHARED, by=st.integers(2, 9))
def test_adjusted_winner_treats_both_alike_whatever_they_count_in(points: tuple[list[int], list[int]], by: int) -> None:
    one, two = ({str(at): each for at, each in enumerate(row)} for row in points)
    found, turned = adjusted_winner(one, two), adjusted_winner(two, one)
    assert found.points == turned.points
    larger = adjusted_winner(
        {name: each * by for name, each in one.items()}, {name: each * by for name, each in two.items()}
    )
    assert larger.shares == found.shares and larger.points == tuple(each * by for each in found.points)


def test_efficient_points_of_two_parties_fall_for_one_as_they_rise_for_the_other() -> None:
    for seed in range(5):
        found = frontier(seeded(2, 5, 3, 50, seed))
        for (one, two), (less, more) in pairwise(found.utilities):
            assert one > less and two < more
        packages = {found.package(at) for at in range(found.points)}
        assert len(packages) == found.points and packages <= {choice for choice, _ in all_packages(found.case)}
