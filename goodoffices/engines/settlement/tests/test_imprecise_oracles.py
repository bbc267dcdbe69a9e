"""Imprecise mandates against every precise one on a grid: ranges have whole ends, so the extremes are on it.

What is asked of all worths that fit is linear in them between the corners of the ranges, and the corners of ranges with an order
on them are whole numbers again (the rows of an order are totally unimodular); so the grid decides what holds everywhere.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import comb

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import imprecise
from goodoffices.engines.settlement.audit.imprecise import (
    Imprecise,
    Ranges,
    Rows,
    acceptable_share,
    efficiency,
    efficient_share,
    hoeffding,
    least_regret,
    regret,
)
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Unusable
from goodoffices.engines.settlement.tests.random_cases import all_packages
from tests.profiles import examples

F = Fraction
#: So many points of a grid are looked at, at most.
MOST = 2_000


@st.composite
def narrow(draw: st.DrawFn, excluded: bool = False) -> Ranges:
    """One or two parties, one or two issues of one to three options, ranges 0 to 2 wide, and orders that can be kept."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    domain = Domain.of({f"issue {at}": [str(o) for o in range(size)] for at, size in enumerate(sizes)})
    if excluded:
        shut = st.tuples(*(st.integers(0, size - 1) for size in sizes))
        domain = replace(domain, exclusions=(Exclusion(tuple(range(len(sizes))), draw(shut)),))
    found = []
    for party in range(draw(st.integers(1, 2))):
        low = tuple(tuple(F(draw(st.integers(0, 3))) for _ in range(size)) for size in sizes)
        high = tuple(tuple(cell + draw(st.sampled_from([0, 0, 1, 2])) for cell in row) for row in low)
        order = {
            at: tuple(draw(st.lists(st.sampled_from([(a, b) for a in range(size) for b in range(size) if a != b]), max_size=2)))
            for at, size in enumerate(sizes)
            if size > 1 and draw(st.booleans())
        }  # fmt: skip
        try:
            found.append(Imprecise(f"party {party}", low, high, order, draw(st.none() | st.integers(0, 5).map(F))))
        except Unusable:
            assume(False)
    ranges = Ranges(domain, tuple(found))
    assume(many(ranges) <= MOST)
    return ranges


def cells(each: Imprecise) -> list[tuple[Fraction, Fraction]]:
    return [pair for lows, highs in zip(each.low, each.high, strict=True) for pair in zip(lows, highs, strict=True)]


def many(ranges: Ranges) -> int:
    total = 1
    for each in ranges.mandates:
        for low, high in cells(each):
            total *= int(high - low) + 1
    return total


def fitting(each: Imprecise) -> list[Rows]:
    """All whole worths that fit: inside the ranges, and in order."""
    found = []
    for flat in product(*([low + at for at in range(int(high - low) + 1)] for low, high in cells(each))):
        left = list(flat)
        rows = tuple(tuple(left.pop(0) for _ in row) for row in each.low)
        if all(rows[at][better] >= rows[at][worse] for at, pairs in each.order.items() for better, worse in pairs):
            found.append(rows)
    return found


def every_case(ranges: Ranges) -> Iterator[Case]:
    return (ranges.case(rows) for rows in product(*map(fitting, ranges.mandates)))


def packages(ranges: Ranges) -> list[Choice]:
    every = product(*(range(len(issue.options)) for issue in ranges.domain.issues))
    return [choice for choice in every if ranges.domain.allows(choice)]


def bettered(case: Case, choice: Choice) -> bool:
    mine = case.utilities(choice)
    return any(theirs != mine and all(map(F.__ge__, theirs, mine)) for _, theirs in all_packages(case))


@settings(max_examples=examples(20, 800), deadline=None)
@given(ranges=narrow(), data=st.data())
def test_verdicts_are_those_of_every_case_that_fits(ranges: Ranges, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    seen = {bettered(case, choice) for case in every_case(ranges)}
    expected = {frozenset({False}): "necessarily", frozenset({True}): "never"}.get(frozenset(seen), "possibly")
    assert efficiency(ranges, choice).verdict == expected


@settings(max_examples=examples(10, 400), deadline=None)
@given(ranges=narrow(excluded=True), data=st.data())
def test_what_is_excluded_betters_nothing(ranges: Ranges, data: st.DataObject) -> None:
    assume(packages(ranges))
    choice = data.draw(st.sampled_from(packages(ranges)))
    seen = {bettered(case, choice) for case in every_case(ranges)}
    found = efficiency(ranges, choice)
    assert (found.verdict == "necessarily") == (seen == {False})
    assert (found.verdict == "never") == (seen == {True})


@settings(max_examples=examples(20, 800), deadline=None)
@given(ranges=narrow())
def test_regret_is_the_most_of_every_case_that_fits(ranges: Ranges) -> None:
    every = list(every_case(ranges))
    sums = [{choice: sum(utilities) for choice, utilities in all_packages(case)} for case in every]
    most = {choice: max(max(each.values()) - each[choice] for each in sums) for choice in packages(ranges)}
    assert {choice: regret(ranges, choice) for choice in most} == most
    least = min(most.values())
    assert least_regret(ranges) == (min(choice for choice in most if most[choice] == least), least)


@settings(max_examples=examples(20, 800), deadline=None)
@given(ranges=narrow())
def test_the_ends_of_ranges_are_reached_by_worths_that_fit(ranges: Ranges) -> None:
    for each in ranges.mandates:
        every = fitting(each)
        assert every, "what no worths fit is refused when it is made"
        for issue, row in enumerate(each.low):
            for option in range(len(row)):
                reached = [rows[issue][option] for rows in every]
                assert (min(reached), max(reached)) == (each.least[issue][option], each.most[issue][option])


# ---- identities ------------------------------------------------------------------------------------------------------


def scaled(each: Imprecise, by: Fraction, more: Fraction) -> Imprecise:
    """In another scale: every worth times `by`, and `more` on top on each issue."""
    low, high = (tuple(tuple(cell * by + more for cell in row) for row in rows) for rows in (each.low, each.high))
    floor = None if each.reservation is None else each.reservation * by + more * len(each.low)
    return Imprecise(each.party, low, high, each.order, floor)


@settings(max_examples=examples(12, 500), deadline=None)
@given(
    ranges=narrow(),
    by=st.fractions(F(1, 5), 5, max_denominator=7),
    more=st.fractions(-3, 3, max_denominator=5),
    data=st.data(),
)
def test_another_scale_changes_no_verdict_and_scales_the_regret(
    ranges: Ranges, by: Fraction, more: Fraction, data: st.DataObject
) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    other = replace(ranges, mandates=tuple(scaled(each, by, more) for each in ranges.mandates))
    assert efficiency(other, choice).verdict == efficiency(ranges, choice).verdict
    assert regret(other, choice) == by * regret(ranges, choice)
    best, least = least_regret(ranges)
    assert least_regret(other) == (best, by * least)


@settings(max_examples=examples(10, 400), deadline=None)
@given(ranges=narrow(), data=st.data())
def test_the_order_of_parties_does_not_matter(ranges: Ranges, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    other = replace(ranges, mandates=ranges.mandates[::-1])
    assert efficiency(other, choice).verdict == efficiency(ranges, choice).verdict
    assert (regret(other, choice), least_regret(other)) == (regret(ranges, choice), least_regret(ranges))


@settings(max_examples=examples(12, 500), deadline=None)
@given(ranges=narrow(), data=st.data())
def test_whoever_says_it_more_precisely_unsettles_nothing(ranges: Ranges, data: st.DataObject) -> None:
    """A smaller range leaves what is necessary necessary, what never is never, and loses no more."""
    choice = data.draw(st.sampled_from(packages(ranges)))
    precise = tuple(
        Imprecise(each.party, rows, rows, {}, each.reservation)
        for each in ranges.mandates
        for rows in [data.draw(st.sampled_from(fitting(each)))]
    )
    other = replace(ranges, mandates=precise)
    before, after = efficiency(ranges, choice).verdict, efficiency(other, choice).verdict
    assert after in ("necessarily", "never"), "a precise case has one answer"
    assert before in ("possibly", after)
    assert regret(other, choice) <= regret(ranges, choice)


# ---- shares ----------------------------------------------------------------------------------------------------------


def alone(widths: list[Fraction], floor: Fraction) -> Ranges:
    """One party, an issue for each width, from 0."""
    low, high = tuple((F(0),) for _ in widths), tuple((width,) for width in widths)
    return Ranges(Domain.of({str(at): ["x"] for at in range(len(widths))}), (Imprecise("one", low, high, {}, floor),))


def share(widths: list[Fraction], floor: Fraction) -> Fraction:
    return acceptable_share(alone(widths, floor), (0,) * len(widths)).share


WIDTHS = st.lists(st.fractions(F(1, 4), 4, max_denominator=4), min_size=1, max_size=5)


@settings(max_examples=examples(30, 800), deadline=None)
@given(widths=WIDTHS, floor=st.fractions(-1, 12, max_denominator=4))
def test_a_sum_is_as_often_low_as_it_is_high(widths: list[Fraction], floor: Fraction) -> None:
    """Turned round, a box is the same box: what exceeds the floor from below does so from above."""
    assert share(widths, floor) == 1 - share(widths, sum(widths, F(0)) - floor)
    assert share([3 * width for width in widths], 3 * floor) == share(widths, floor)
    assert share(widths[::-1], floor) == share(widths, floor)


@settings(max_examples=examples(15, 500), deadline=None)
@given(widths=WIDTHS, floors=st.lists(st.fractions(-1, 12, max_denominator=4), min_size=2, max_size=6))
def test_whoever_asks_for_more_is_content_more_seldom(widths: list[Fraction], floors: list[Fraction]) -> None:
    shares = [share(widths, floor) for floor in sorted(floors)]
    assert all(one >= other for one, other in pairwise(shares))
    assert share(widths, F(0)) == 1 and share(widths, sum(widths, F(1, 100))) == 0


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_between_whole_floors_lie_eulerian_shares(count: int) -> None:
    """Of n numbers from 0 to 1, the sum is between k and k + 1 with probability A(n, k) / n! (Laplace; Eulerian numbers)."""
    eulerian = [sum((-1) ** j * comb(count + 1, j) * (k + 1 - j) ** count for j in range(k + 1)) for k in range(count)]
    between = [share([F(1)] * count, F(k)) - share([F(1)] * count, F(k + 1)) for k in range(count)]
    assert sum(between) == 1
    assert [each * sum(eulerian) for each in between] == eulerian


@settings(max_examples=examples(15, 400), deadline=None)
@given(first=WIDTHS, second=WIDTHS, floor=st.fractions(0, 6, max_denominator=4))
def test_shares_of_parties_multiply_and_what_is_precise_has_no_share_but_all_or_none(
    first: list[Fraction], second: list[Fraction], floor: Fraction
) -> None:
    count = min(len(first), len(second))
    one, other = alone(first[:count], floor), alone(second[:count], floor)
    both = replace(one, mandates=(*one.mandates, replace(other.mandates[0], party="other")))
    at = (0,) * count
    assert acceptable_share(both, at).share == acceptable_share(one, at).share * acceptable_share(other, at).share
    precise = replace(one.mandates[0], party="precise", low=one.mandates[0].high)
    content = sum(first[:count], F(0)) >= floor
    with_it = replace(one, mandates=(*one.mandates, precise))
    assert acceptable_share(with_it, at).share == (acceptable_share(one, at).share if content else 0)


def test_a_party_without_a_reservation_value_takes_anything_from_nothing_on() -> None:
    low, high = ((F(-1),),), ((F(1),),)
    domain = Domain.of({"a": ["x"]})
    assert acceptable_share(Ranges(domain, (Imprecise("one", low, high),)), (0,)).share == F(1, 2)
    assert acceptable_share(Ranges(domain, (Imprecise("one", low, high, {}, F(-1)),)), (0,)).share == 1


def test_draws_are_even_over_the_range_and_the_error_shrinks_with_their_number() -> None:
    each = Imprecise("one", ((F(2), F(0)),), ((F(6), F(0)),))
    chance = random.Random(5)
    drawn = [each.drawn(chance)[0] for _ in range(2_000)]
    assert all(2 <= first <= 6 and second == 0 for first, second in drawn)
    for quarter in range(4):
        inside = sum(2 + quarter <= first < 3 + quarter for first, _ in drawn)
        assert abs(inside / 2_000 - 1 / 4) <= hoeffding(2_000, 1 - 1e-9)
    assert hoeffding(400) == pytest.approx(2 * hoeffding(1_600))
    assert hoeffding(400, 0.5) < hoeffding(400, 0.95) < hoeffding(400, 0.999)


@pytest.mark.parametrize(("choice", "expected"), [((0,), F(3, 4)), ((1,), F(1, 4))])
def test_shares_of_efficient_cases_come_near_what_integration_gives(choice: Choice, expected: Fraction) -> None:
    """One party: x is worth 0 to 1, y −1 to 1: x is at least y in three quarters of the square."""
    ranges = Ranges(Domain.of({"a": ["x", "y"]}), (Imprecise("one", ((F(0), F(-1)),), ((F(1), F(1)),)),))
    found = efficient_share(ranges, choice, draws=300, seed=2)
    assert abs(found.share - expected) <= hoeffding(300, 1 - 1e-9)


def test_too_many_ranges_are_counted_where_they_are_not_single_points() -> None:
    """Only ranges with a width make corners; of any number of single points the sum is known."""
    count = imprecise.MOST_CORNERS + 4
    assert share([F(1), *[F(0)] * count], F(1, 3)) == F(2, 3)
