"""Measures of opposition against looking at every package."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings

from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.frontier import Budget, frontier
from goodoffices.engines.settlement.model import Case, Domain, Mandate, Unusable
from goodoffices.engines.settlement.reports.opposition import between_worst_and_best, measures
from goodoffices.engines.settlement.tests.brute_force import case
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples


def shares(given_case: Case) -> list[tuple[Fraction, ...]]:
    """Package by package, how far each party is from its worst to its best; 1 for who does not care."""
    columns = list(zip(*(utilities for _, utilities in all_packages(given_case)), strict=True))
    rows = [
        [
            (each - min(column)) / (max(column) - min(column)) if max(column) > min(column) else Fraction(1)
            for each in column
        ]
        for column in columns
    ]
    return list(zip(*rows, strict=True))


@settings(max_examples=examples(25, 500), deadline=None)
@given(drawn=dependent_cases(4))
def test_what_all_can_have_at_once_is_the_most(drawn: Case) -> None:
    assume(all_packages(drawn))
    found = measures(drawn, found=frontier(drawn))
    every = shares(drawn)
    assert found.together == max(min(each) for each in every)
    assert 0 <= found.win_win <= 1
    even, _ = between_worst_and_best(drawn)
    assert [even.utilities(choice) for choice, _ in all_packages(drawn)] == every
    assert min(even.utilities(found.choice)) == found.together
    assert "maximin" in checker.check(making.plain(even), found.certificate)
    nearest = min(sum((1 - each) ** 2 for each in row) for row in every) / len(drawn.mandates)
    assert found.distance == pytest.approx(sqrt(nearest))


@settings(max_examples=examples(25, 500), deadline=None)
@given(drawn=dependent_cases(3))
def test_correlation_is_that_of_all_packages(drawn: Case) -> None:
    assume(all_packages(drawn))
    found = measures(drawn)
    if not drawn.separable:
        assert set(found.correlation.values()) == {None}
        return
    rows = np.array([[float(each) for each in utilities] for _, utilities in all_packages(drawn)]).T
    for (one, other), r in found.correlation.items():
        if rows[one].std() < 1e-12 or rows[other].std() < 1e-12:
            assert r is None
        else:
            assert r == pytest.approx(np.corrcoef(rows[one], rows[other])[0, 1], abs=1e-9)


KNOWN = {
    "strictly opposed": ([[[0, 10]], [[10, 0]]], 0, 0, -1.0, ()),
    "of one mind": ([[[0, 10]], [[0, 3]]], 1, 1, 1.0, (0,)),
    "halves to share": ([[[0, 1], [0, 1]], [[1, 0], [1, 0]]], Fraction(1, 2), 0, -1.0, ()),
    "each cares for another issue": ([[[0, 9], [0, 1]], [[1, 0], [9, 0]]], Fraction(9, 10), Fraction(4, 5), None, ()),
    "one does not care": ([[[0, 9]], [[5, 5]]], 1, 1, None, (0,)),
}


@pytest.mark.parametrize("name", KNOWN)
def test_measures_that_are_known(name: str) -> None:
    worths, together, win_win, r, shared = KNOWN[name]
    found = measures(case(*worths))
    assert (found.together, found.win_win, found.shared) == (together, win_win, shared)
    assert found.distance is None
    if r is not None or name == "one does not care":
        assert found.correlation[0, 1] == r


def test_scales_and_reservation_values_make_no_difference() -> None:
    drawn = seeded(3, 4, 3, 20, 1)
    mandates = [
        Mandate(m.party, tuple(tuple(7 * cell - 3 for cell in row) for row in m.worth), Fraction(9), (), Fraction(p))
        for p, m in enumerate(drawn.mandates)
    ]
    one, other = measures(drawn), measures(Case(drawn.domain, tuple(mandates)))
    assert (one.together, one.choice, one.shared) == (other.together, other.choice, other.shared)
    assert one.correlation == pytest.approx(other.correlation)


def test_one_party_alone_has_nobody_against_it() -> None:
    found = measures(Case(Domain.of({"a": ["x", "y"]}), (Mandate("one", ((Fraction(1), Fraction(2)),)),)))
    assert (found.together, found.win_win, found.correlation, found.shared) == (1, 1, {}, (0,))


def test_a_frontier_cut_short_gives_no_distance() -> None:
    drawn = seeded(4, 25, 4, 1_000, 1)
    cut = frontier(drawn, budget=Budget(seconds=0.0))
    small = seeded(2, 3, 3, 9, 1)
    assert cut.status.value == "truncated"
    assert measures(small, found=cut).distance is None
    assert measures(small, found=frontier(small)).distance is not None


def test_what_was_not_proven_in_time_is_not_measured() -> None:
    with pytest.raises(Unusable, match=r"not proven in the time allowed|was found, since"):
        measures(seeded(12, 60, 5, 10_000, 1), budget=0.0)
