"""Opposition: bounds by weights, the statistics of the standard library, and what must not matter to it."""

import statistics
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier import frontier
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Term
from goodoffices.engines.settlement.reports.opposition import Measures, between_worst_and_best, measures
from goodoffices.engines.settlement.solutions import NoAcceptablePackage
from goodoffices.engines.settlement.tests.brute_force import case as case_of
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_metamorphic import scaled, with_issues, with_options, with_parties
from tests.profiles import examples

F = Fraction
CASES = dependent_cases(3).filter(all_packages)


def shares(case: Case) -> list[list[Fraction]]:
    """Package by package, how far each party is from its worst to its best package."""
    rows = [utilities for _, utilities in all_packages(case)]
    ends = [(min(column), max(column)) for column in zip(*rows, strict=True)]
    return [
        [(u - low) / (high - low) if high > low else F(1) for u, (low, high) in zip(row, ends, strict=True)]
        for row in rows
    ]


@settings(max_examples=examples(6, 500), deadline=None)
@given(case=CASES, data=st.data())
def test_no_weights_on_the_parties_prove_less_than_what_all_can_have(case: Case, data: st.DataObject) -> None:
    """Weak duality: of any weights that add up to 1, the best weighted share of a package is not below the best least share."""
    weights = [data.draw(st.integers(0, 5)) for _ in case.mandates]
    assume(any(weights))
    found = measures(case)
    best = max(sum(w * each for w, each in zip(weights, row, strict=True)) for row in shares(case))
    assert found.together <= best / sum(weights)
    if len(case.mandates) > 1:
        assert found.win_win == max(F(0), (found.together * len(case.mandates) - 1) / (len(case.mandates) - 1))


@settings(max_examples=examples(5, 400), deadline=None)
@given(case=CASES)
def test_who_leaves_never_lowers_what_the_others_can_have(case: Case) -> None:
    whole = measures(case).together
    for gone in range(len(case.mandates)):
        rest = tuple(each for p, each in enumerate(case.mandates) if p != gone)
        assert measures(replace(case, mandates=rest)).together >= whole


@settings(max_examples=examples(5, 400), deadline=None)
@given(case=CASES)
def test_whoever_does_not_care_changes_what_the_others_can_have_in_nothing(case: Case) -> None:
    indifferent = Mandate("indifferent", tuple(tuple(F(3) for _ in issue.options) for issue in case.domain.issues))
    other = replace(case, mandates=(*case.mandates, indifferent))
    before, after = measures(case), measures(other)
    assert (after.together, after.choice, after.shared) == (before.together, before.choice, before.shared)
    assert {r for pair, r in after.correlation.items() if len(case.mandates) in pair} == {None}


def told(found: Measures, order: list[int]) -> dict[frozenset[int], float | None]:
    return {frozenset(order[p] for p in pair): r for pair, r in found.correlation.items()}


@settings(max_examples=examples(5, 400), deadline=None)
@given(case=CASES, data=st.data())
def test_order_and_scale_change_no_measure(case: Case, data: st.DataObject) -> None:
    parties = data.draw(st.permutations(range(len(case.mandates))))
    issues = data.draw(st.permutations(range(len(case.domain.issues))))
    options = [data.draw(st.permutations(range(len(issue.options)))) for issue in case.domain.issues]
    before = measures(case, found=frontier(case))
    others = {
        "parties": with_parties(case, parties),
        "issues": with_issues(case, issues),
        "options": with_options(case, options),
        "scale": replace(case, mandates=(scaled(case.mandates[0], F(7, 3), F(-2)), *case.mandates[1:])),
    }
    for what, other in others.items():
        after = measures(other, found=frontier(other))
        assert (after.together, after.win_win) == (before.together, before.win_win), what
        assert after.distance is not None and before.distance is not None
        assert isclose(after.distance, before.distance, abs_tol=1e-12), what
        named = {case.domain.issues[at].name for at in before.shared}
        assert {other.domain.issues[at].name for at in after.shared} == named, what
        one, two = (
            told(before, list(range(len(parties)))),
            told(after, parties if what == "parties" else sorted(parties)),
        )
        assert set(one) == set(two)
        for pair, r in one.items():
            other_r = two[pair]
            assert (r is None) == (other_r is None) and (r is None or isclose(r, other_r or 0.0, abs_tol=1e-12)), what


@settings(max_examples=examples(6, 500), deadline=None)
@given(case=dependent_cases(3))
def test_correlation_is_that_of_the_standard_library(case: Case) -> None:
    assume(case.separable)
    columns = list(zip(*(utilities for _, utilities in all_packages(case)), strict=True))
    for (one, other), r in measures(case).correlation.items():
        if r is None:
            assert 1 in (len(set(columns[one])), len(set(columns[other])))
        else:
            exact = [[float(each) for each in columns[p]] for p in (one, other)]
            assert isclose(r, statistics.correlation(*exact), abs_tol=1e-9) and -1 <= r <= 1


@settings(max_examples=examples(5, 400), deadline=None)
@given(case=dependent_cases(2))
def test_turned_round_a_party_has_the_opposite_correlation(case: Case) -> None:
    assume(case.separable and len(case.mandates) == 2)
    one, two = case.mandates
    turned = replace(two, worth=tuple(tuple(-cell for cell in row) for row in two.worth), base=-two.base)
    r, s = (measures(replace(case, mandates=(one, each))).correlation[0, 1] for each in (two, turned))
    assert (r is None) == (s is None) and (r is None or s is None or isclose(r, -s, abs_tol=1e-12))
    against = replace(two, worth=tuple(tuple(-3 * cell for cell in row) for row in one.worth), terms=(), base=F(5))
    if r is not None:
        assert measures(replace(case, mandates=(one, against))).correlation[0, 1] == pytest.approx(-1)


@settings(max_examples=examples(6, 400), deadline=None)
@given(case=CASES)
def test_shared_are_the_issues_on_which_nobody_has_a_better_option(case: Case) -> None:
    found = measures(case)
    for at, issue in enumerate(case.domain.issues):
        best = Counter(
            option
            for mandate in case.mandates
            for option in range(len(issue.options))
            if mandate.worth[at][option] == max(mandate.worth[at])
        )
        assert (at in found.shared) == (max(best.values()) == len(case.mandates))


@settings(max_examples=examples(6, 400), deadline=None)
@given(case=CASES)
def test_between_worst_and_best_every_party_has_a_0_and_a_1_and_nothing_beyond(case: Case) -> None:
    even, best = between_worst_and_best(case)
    rows = [even.utilities(choice) for choice, _ in all_packages(case)]
    assert rows == [tuple(row) for row in shares(case)]
    for column in zip(*rows, strict=True):
        assert max(column) == 1 and min(column) in (0, 1)
    assert best.name == "maximin" and even.parties == case.parties and even.name == case.name
    assert all(mandate.reservation == 0 for mandate in even.mandates)


@settings(max_examples=examples(5, 300), deadline=None)
@given(case=CASES)
def test_the_nearest_package_is_at_least_as_near_as_any_efficient_one(case: Case) -> None:
    found = measures(case, found=frontier(case))
    count = len(case.mandates)
    every = [sqrt(sum((1 - each) ** 2 for each in row) / count) for row in shares(case)]
    assert found.distance == pytest.approx(min(every), abs=1e-12) and found.distance is not None
    assert 0 <= found.distance <= 1 - float(found.together) + 1e-12, "the package that gives all so much is no farther"


# ---- what can be said by hand ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_of_one_cake_that_goes_to_one_nobody_can_have_a_part_of_it_with_all_others(parties: int) -> None:
    worths = [[[9 if option == party else 0 for option in range(parties)]] for party in range(parties)]
    found = measures(case_of(*worths))
    assert (found.together, found.win_win, found.shared) == (0, 0, ())
    assert all(r == pytest.approx(-1 / (parties - 1)) for r in found.correlation.values())


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_where_each_cares_for_an_issue_of_its_own_all_win_everything(parties: int) -> None:
    worths = [[[0, 5 if issue == party else 0] for issue in range(parties)] for party in range(parties)]
    found = measures(case_of(*worths), found=frontier(case_of(*worths)))
    assert (found.together, found.win_win, found.distance) == (1, 1, 0.0)
    assert found.shared == tuple(range(parties)), "nobody has anything against what one alone cares for"
    assert set(found.correlation.values()) == {0.0}


def test_what_is_excluded_is_nobodys_best_and_nobodys_worst() -> None:
    """Without the exclusion each could have its best at once; with it the package in the middle is what is left."""
    free = case_of([[0, 1, 2]], [[0, 1, 2]])
    shut = replace(free, domain=replace(free.domain, exclusions=(Exclusion((0,), (2,)), Exclusion((0,), (0,)))))
    assert (measures(free).choice, measures(shut).choice) == ((2,), (1,))
    assert measures(shut).together == 1, "of one package alone everybody has its best"
    nothing = replace(free, domain=replace(free.domain, exclusions=tuple(Exclusion((0,), (at,)) for at in range(3))))
    with pytest.raises(NoAcceptablePackage):
        measures(nothing)


def test_a_dependency_counts_for_the_worst_and_the_best_and_makes_correlation_unknown() -> None:
    plain = case_of([[0, 1], [0, 1]], [[0, 1], [0, 1]])
    one, two = plain.mandates
    both = replace(one, terms=(Term((0, 1), {(1, 1): F(-9)}),))
    found = measures(replace(plain, mandates=(both, two)))
    assert plain.separable and measures(plain).together == 1
    # From −7 to 1 for the one, from 0 to 2 for the other: at one of the two issues they have 8/8 and 1/2.
    assert found.together == F(1, 2) and found.correlation == {(0, 1): None}


def test_reservation_values_play_no_part() -> None:
    drawn = seeded(3, 4, 3, 20, 6)
    high = tuple(replace(each, reservation=F(10**6)) for each in drawn.mandates)
    assert measures(replace(drawn, mandates=high)) == measures(drawn)


def test_a_domain_of_one_package_leaves_nothing_to_be_opposed_about() -> None:
    only = Case(Domain.of({"a": ["x"]}), (Mandate("one", ((F(4),),)), Mandate("two", ((F(-4),),))))
    found = measures(only, found=frontier(only))
    assert (found.together, found.win_win, found.distance, found.shared) == (1, 1, 0.0, (0,))
    assert found.correlation == {(0, 1): None}
