"""Bounds and weights: never below what a package has, exact where nothing is split, and lower with better weights."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.solutions import buckets
from goodoffices.engines.settlement.solutions.levels import Verdict, cheapest
from goodoffices.engines.settlement.solutions.measures import Measure, SideConditions
from goodoffices.engines.settlement.solutions.rule_levels import LEVELS, Setting, side_conditions
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases
from tests.profiles import examples


@st.composite
def nodes(draw: st.DrawFn) -> tuple[Space, list[int], list[int]]:
    """A space, some issues fixed, and weights of any sign on the parties."""
    space = Space(draw(dependent_cases(4)), small=True)
    fixed = [draw(st.integers(-1, size - 1)) for size in space.buckets.sizes]
    weights = [draw(st.integers(-5, 20)) for _ in range(space.parties)]
    return space, fixed, weights


def below(space: Space, fixed: list[int]) -> list[tuple[int, ...]]:
    """The values of all packages of a node."""
    return [
        space.value(choice)
        for choice, _ in all_packages(space.case)
        if all(at in (-1, option) for at, option in zip(fixed, choice, strict=True))
    ]


@settings(max_examples=examples(40, 1500), deadline=None)
@given(node=nodes())
def test_the_bound_is_the_maximum(node):
    space, fixed, weights = node
    there = [sum(w * v for w, v in zip(weights, value, strict=True)) for value in below(space, fixed)]
    assert space.bound(weights, fixed) == (max(there) if there else None)


@settings(max_examples=examples(20, 600), deadline=None)
@given(node=nodes())
def test_where_buckets_are_split_the_bound_is_still_one(node):
    space, fixed, weights = node
    widest = buckets.WIDEST
    try:
        buckets.WIDEST = 4
        split = Space(space.case, small=True)
    finally:
        buckets.WIDEST = widest
    there = [sum(w * v for w, v in zip(weights, value, strict=True)) for value in below(space, fixed)]
    bound = split.bound(weights, fixed)
    assert not there or (bound is not None and bound >= max(there))


@settings(max_examples=examples(30, 1000), deadline=None)
@given(node=nodes(), name=st.sampled_from(sorted(LEVELS)), data=st.data())
def test_a_level_that_fails_has_nothing_better_below(node, name, data):
    """For weights drawn at random, each verdict is held against all packages of the node."""
    space, fixed, _ = node
    case: Case = space.case
    acceptable = [seen for seen in all_packages(case) if case.acceptable(seen[0])]
    if not acceptable:
        return
    floors = tuple(mandate.floor for mandate in case.mandates)
    ideals = tuple(max(column) for column in zip(*(utilities for _, utilities in acceptable), strict=True))
    baseline = Baseline(floors, ideals)
    members = _members(name, acceptable, baseline)
    if members is None:
        return
    best = data.draw(st.sampled_from([seen for seen in acceptable if _gains(seen[1], floors, name, members)]))
    level = LEVELS[name](Setting(space, baseline, members), best[0])[0]
    q = [data.draw(st.integers(0, 9)) for _ in level.norms]
    bound = space.bound(level.weights(q), fixed)
    if bound is None or level.verdict(q, bound) is not Verdict.FAILS:
        return
    for choice, utilities in acceptable:
        inside = all(at in (-1, option) for at, option in zip(fixed, choice, strict=True))
        if inside and _gains(utilities, floors, name, members):
            assert rank(name, baseline, utilities) <= rank(name, baseline, best[1])


def _members(name, acceptable, baseline):
    everyone = tuple(range(len(baseline.floors)))
    if name == "ks":
        return tuple(p for p in everyone if baseline.ideals[p] > baseline.floors[p])
    if name == "nash" and not any(_gains(utilities, baseline.floors, name, everyone) for _, utilities in acceptable):
        return None
    return everyone


def _gains(utilities, floors, name, members):
    return name != "nash" or all(utilities[p] > floors[p] for p in members)


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=dependent_cases(4))
def test_descending_lowers_the_bound_and_finds_a_package(case):
    space = Space(case, small=True)
    packages = all_packages(case)
    if not packages:
        return
    zero = Baseline(tuple(mandate.floor for mandate in case.mandates), (0,) * space.parties)
    level = LEVELS["leximin"](Setting(space, zero, ()), packages[0][0])[0]
    to, work, free = space.conditions(level.conditions), space.workspace(len(level.norms)), space.free()
    y = [1 / len(level.norms)] * len(level.norms)
    first, _ = space.descend(work, to, free, list(y), 1, 1e-4)
    lower, _ = space.descend(work, to, free, y, 40, 1e-4)
    assert lower <= first + 1e-9
    assert math.isclose(sum(y), 1, abs_tol=1e-9) and min(y) >= -1e-12
    assert all(0 <= option < size for option, size in zip(work.found, space.buckets.sizes, strict=True))


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=dependent_cases(4), data=st.data())
def test_side_conditions_ask_for_what_the_floors_say(case, data):
    space = Space(case, small=True)
    floors = tuple(data.draw(st.sampled_from([mandate.floor, mandate.floor + 1])) for mandate in case.mandates)
    above = data.draw(st.sets(st.integers(0, space.parties - 1)))
    side = side_conditions(space, floors, sorted(above))
    for choice, utilities in all_packages(case):
        value = space.value(choice)
        meets = all(value[p] >= least for p, least in side.floors.items())
        wanted = all(u > f if p in above else u >= f for p, (u, f) in enumerate(zip(utilities, floors, strict=True)))
        assert meets == wanted


@pytest.mark.parametrize("parties", [1, 2, 3, 4])
def test_the_cheapest_assignment_is_the_least_of_all(parties):
    """Each amount kept is met by a party of its own; by brute force over all assignments."""
    import random
    from itertools import permutations

    chance = random.Random(parties)
    for _ in range(60):
        q = [chance.randint(0, 9) for _ in range(parties)]
        kept = [[chance.randint(-5, 5) for _ in q] for _ in range(chance.randint(0, parties))]
        rest = [chance.randint(-5, 5) for _ in q]
        least = min(
            sum(q[p] * rest[p] for p in range(parties) if p not in taken)
            + sum(q[p] * needs[p] for p, needs in zip(taken, kept, strict=True))
            for taken in permutations(range(parties), len(kept))
        )
        assert cheapest(q, kept, rest) == least


def test_a_line_in_whole_numbers_keeps_what_the_package_has():
    from fractions import Fraction

    measure = Measure((0, 2), (Fraction(0), Fraction(1)), (Fraction(1, 2), Fraction(1, 3)))
    side = SideConditions(3, [9, 9, 9], {0: 2}).with_line(measure, [Fraction(1, 2), Fraction(1, 3)], [4, 7, 6])
    assert (side.line, side.keep, side.demands) == ((3, 0, 2), 24, [2, 24])
    # a measure of 2 means a value of 4 for the first party: its floor of 2 follows
    assert side.without_what_follows(measure, Fraction(2)).floors == {}
    assert side.without_what_follows(measure, Fraction(0)).floors == {0: 2}
