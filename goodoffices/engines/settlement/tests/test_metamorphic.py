"""What must not matter does not: order, scale, names, options that nobody would take, and how a worth is written down."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.audit.stepwise import next_step
from goodoffices.engines.settlement.audit.why_not import why_not
from goodoffices.engines.settlement.frontier import Frontier, Status, frontier
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Issue, Mandate, Term, Unusable
from goodoffices.engines.settlement.model.scaled import ScaledCase
from goodoffices.engines.settlement.reports.opposition import measures
from goodoffices.engines.settlement.solutions import SOLUTIONS, NoAcceptablePackage, Solution, solve
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.space import WIDEST_SCALE, fineness
from goodoffices.engines.settlement.solutions.stability import stable
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, cases
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases
from tests.profiles import examples

Utilities = tuple[Fraction, ...]
DRAWN = st.integers(2, 4).flatmap(lambda parties: cases(parties, entangled=True, most=100))


def with_parties(case: Case, order: list[int]) -> Case:
    return replace(case, mandates=tuple(case.mandates[p] for p in order))


def with_issues(case: Case, order: list[int]) -> Case:
    """The same issues in another order; dependencies and exclusions name them where they are now."""
    place = {old: new for new, old in enumerate(order)}

    def moved(issues: tuple[int, ...], options: Choice) -> tuple[tuple[int, ...], Choice]:
        pairs = sorted((place[issue], option) for issue, option in zip(issues, options, strict=True))
        return tuple(issue for issue, _ in pairs), tuple(option for _, option in pairs)

    domain = Domain(
        tuple(case.domain.issues[at] for at in order),
        tuple(Exclusion(*moved(each.issues, each.options)) for each in case.domain.exclusions),
    )
    mandates = []
    for mandate in case.mandates:
        terms = []
        for term in mandate.terms:
            issues = tuple(sorted(place[each] for each in term.issues))
            terms.append(Term(issues, {moved(term.issues, at)[1]: cell for at, cell in term.worth.items()}))
        mandates.append(replace(mandate, worth=tuple(mandate.worth[at] for at in order), terms=tuple(terms)))
    return Case(domain, tuple(mandates), case.name)


def with_options(case: Case, orders: list[list[int]]) -> Case:
    """The same options in another order on each issue."""
    places = [{old: new for new, old in enumerate(order)} for order in orders]

    def moved(issues: tuple[int, ...], options: Choice) -> Choice:
        return tuple(places[issue][option] for issue, option in zip(issues, options, strict=True))

    domain = Domain(
        tuple(
            Issue(issue.name, tuple(issue.options[at] for at in order))
            for issue, order in zip(case.domain.issues, orders, strict=True)
        ),
        tuple(Exclusion(each.issues, moved(each.issues, each.options)) for each in case.domain.exclusions),
    )
    mandates = tuple(
        replace(
            mandate,
            worth=tuple(tuple(row[at] for at in order) for row, order in zip(mandate.worth, orders, strict=True)),
            terms=tuple(
                Term(term.issues, {moved(term.issues, at): cell for at, cell in term.worth.items()})
                for term in mandate.terms
            ),
        )
        for mandate in case.mandates
    )
    return Case(domain, mandates, case.name)


def scaled(mandate: Mandate, by: Fraction, more: Fraction) -> Mandate:
    """The same preferences: every worth times `by`, and `more` on top of every package."""
    return replace(
        mandate,
        worth=tuple(tuple(cell * by for cell in row) for row in mandate.worth),
        base=mandate.base * by + more,
        reservation=None if mandate.reservation is None else mandate.reservation * by + more,
        terms=tuple(Term(term.issues, {at: cell * by for at, cell in term.worth.items()}) for term in mandate.terms),
    )


def with_option(case: Case, issue: int, rows: list[Fraction]) -> Case:
    """One option more on an issue, worth that to each party."""
    old = case.domain.issues[issue]
    issues = [*case.domain.issues]
    issues[issue] = Issue(old.name, (*old.options, "one more"))
    mandates = []
    for mandate, cell in zip(case.mandates, rows, strict=True):
        worth = [*mandate.worth]
        worth[issue] = (*worth[issue], cell)
        mandates.append(replace(mandate, worth=tuple(worth)))
    return Case(Domain(tuple(issues), case.domain.exclusions), tuple(mandates), case.name)


def ordinary(case: Case) -> bool:
    """Worths that a search takes: it refuses doubles of three hundred digits."""
    return fineness(ScaledCase.of(case)) < WIDEST_SCALE - 20


def points(found: Frontier) -> list[Utilities]:
    assert found.status is Status.COMPLETE
    return list(found.utilities)


def packages(found: Frontier) -> list[set[Choice]]:
    return [set(found.packages_of(at, 10_000)) for at in range(found.points)]


def orders(case: Case) -> st.SearchStrategy[list[list[int]]]:
    return st.tuples(*(st.permutations(range(len(each.options))) for each in case.domain.issues)).map(
        lambda drawn: [list(each) for each in drawn]
    )


# Frontiers


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=DRAWN, data=st.data())
def test_a_frontier_of_parties_in_another_order_is_the_same_in_that_order(case: Case, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(case.mandates))))
    before, after = frontier(case), frontier(with_parties(case, list(order)))
    assert sorted(tuple(each[p] for p in order) for each in before.utilities) == sorted(after.utilities)
    assert before.packages == after.packages


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=DRAWN, data=st.data())
def test_issues_in_another_order_have_the_same_packages(case: Case, data: st.DataObject) -> None:
    order = list(data.draw(st.permutations(range(len(case.domain.issues)))))
    before, after = frontier(case), frontier(with_issues(case, order))
    assert points(before) == points(after)
    assert [{tuple(each[at] for at in order) for each in alike} for alike in packages(before)] == packages(after)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=DRAWN, data=st.data())
def test_options_in_another_order_have_the_same_packages(case: Case, data: st.DataObject) -> None:
    drawn = data.draw(orders(case))
    before, after = frontier(case), frontier(with_options(case, drawn))
    assert points(before) == points(after)
    back = [
        {tuple(order[at] for at, order in zip(each, drawn, strict=True)) for each in alike} for alike in packages(after)
    ]
    assert back == packages(before)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=DRAWN, by=st.fractions(Fraction(1, 9), 9, max_denominator=9), more=st.integers(-99, 99).map(Fraction))
def test_another_scale_has_the_same_packages(case: Case, by: Fraction, more: Fraction) -> None:
    first, *rest = case.mandates
    before, after = frontier(case), frontier(replace(case, mandates=(scaled(first, by, more), *rest)))
    assert [(each[0] * by + more, *each[1:]) for each in before.utilities] == points(after)
    assert packages(before) == packages(after)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=st.integers(2, 4).flatmap(cases), data=st.data())
def test_an_option_that_nobody_would_take_changes_nothing(case: Case, data: st.DataObject) -> None:
    issue = data.draw(st.integers(0, len(case.domain.issues) - 1))
    like = data.draw(st.integers(0, len(case.domain.issues[issue].options) - 1))
    less = [mandate.worth[issue][like] - data.draw(st.integers(0, 2)) for mandate in case.mandates]
    assume(any(cell < mandate.worth[issue][like] for cell, mandate in zip(less, case.mandates, strict=True)))
    before, after = frontier(case), frontier(with_option(case, issue, less))
    assert points(before) == points(after) and packages(before) == packages(after)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=st.integers(2, 4).flatmap(cases), data=st.data())
def test_an_option_that_is_there_twice_gives_more_packages_and_no_more_points(case: Case, data: st.DataObject) -> None:
    issue = data.draw(st.integers(0, len(case.domain.issues) - 1))
    like = data.draw(st.integers(0, len(case.domain.issues[issue].options) - 1))
    twice = with_option(case, issue, [mandate.worth[issue][like] for mandate in case.mandates])
    last = len(case.domain.issues[issue].options)
    before, after = frontier(case), frontier(twice)
    assert points(before) == points(after)
    for old, new in zip(packages(before), packages(after), strict=True):
        assert new == old | {(*each[:issue], last, *each[issue + 1 :]) for each in old if each[issue] == like}


@settings(max_examples=examples(15, 300), deadline=None)
@given(case=DRAWN, data=st.data())
def test_what_all_get_whatever_is_agreed_is_on_top_of_every_point(case: Case, data: st.DataObject) -> None:
    """An issue with one option is worth what it is worth to each, and so is a base value."""
    extra = [Fraction(data.draw(st.integers(-9, 9))) for _ in case.mandates]
    domain = Domain((*case.domain.issues, Issue("settled", ("yes",))), case.domain.exclusions)
    longer = Case(
        domain, tuple(replace(m, worth=(*m.worth, (cell,))) for m, cell in zip(case.mandates, extra, strict=True))
    )
    based = replace(
        case, mandates=tuple(replace(m, base=m.base + cell) for m, cell in zip(case.mandates, extra, strict=True))
    )
    expected = [tuple(a + b for a, b in zip(each, extra, strict=True)) for each in frontier(case).utilities]
    assert points(frontier(longer)) == points(frontier(based)) == expected


@settings(max_examples=examples(15, 300), deadline=None)
@given(one=cases(3, most=12), other=cases(3, most=12))
def test_two_talks_in_one_have_the_efficient_sums(one: Case, other: Case) -> None:
    issues = (*one.domain.issues, *(Issue(f"other {each.name}", each.options) for each in other.domain.issues))
    both = Case(
        Domain(issues),
        tuple(Mandate(a.party, (*a.worth, *b.worth)) for a, b in zip(one.mandates, other.mandates, strict=True)),
    )
    sums = {tuple(map(Fraction.__add__, a, b)) for a, b in product(frontier(one).utilities, frontier(other).utilities)}
    best = [each for each in sums if not any(far != each and all(map(Fraction.__ge__, far, each)) for far in sums)]
    assert points(frontier(both)) == sorted(best, reverse=True)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=DRAWN, data=st.data())
def test_without_a_package_the_frontier_is_that_of_the_others(case: Case, data: st.DataObject) -> None:
    seen = all_packages(case)
    assume(len(seen) > 1 and len(case.domain.issues) < 5)
    gone = data.draw(st.sampled_from(seen))[0]
    shut = Exclusion(tuple(range(len(gone))), gone)
    fewer = replace(case, domain=Domain(case.domain.issues, (*case.domain.exclusions, shut)))
    rest = brute_force_frontier(fewer)
    found = frontier(fewer)
    assert points(found) == list(rest) and packages(found) == [set(each) for each in rest.values()]
    if all(gone not in alike for alike in packages(frontier(case))):
        assert points(found) == points(frontier(case))


@settings(max_examples=examples(15, 300), deadline=None)
@given(case=cases(3, most=60), data=st.data())
def test_a_worth_written_as_a_dependency_is_the_same_worth(case: Case, data: st.DataObject) -> None:
    """What an option is worth may as well be said of all its combinations with another issue's options."""
    assume(len(case.domain.issues) > 1)
    party = data.draw(st.integers(0, 2))
    mandate = case.mandates[party]
    row = mandate.worth[0]
    others = range(len(case.domain.issues[1].options))
    term = Term((0, 1), {(at, other): cell for at, cell in enumerate(row) for other in others if cell})
    written = replace(mandate, worth=((Fraction(0),) * len(row), *mandate.worth[1:]), terms=(term,))
    mandates = [*case.mandates]
    mandates[party] = written
    same = replace(case, mandates=tuple(mandates))
    assert points(frontier(same)) == points(frontier(case)) and packages(frontier(same)) == packages(frontier(case))
    if ordinary(case) and ordinary(same):
        assert _found(same) == _found(case)


@settings(max_examples=examples(15, 300), deadline=None)
@given(case=st.integers(2, 4).flatmap(cases), tolerance=st.fractions(Fraction(1, 50), 1, max_denominator=50))
def test_a_coarser_frontier_loses_no_more_than_was_allowed(case: Case, tolerance: Fraction) -> None:
    every, found = list(frontier(case).utilities), frontier(case, tolerance=tolerance)
    there = list(found.utilities)
    assert found.slack is not None and set(there) <= {case.utilities(choice) for choice, _ in all_packages(case)}
    for mandate, lost in zip(case.mandates, found.slack, strict=True):
        assert lost <= tolerance * sum(max(row) - min(row) for row in mandate.worth)
    for lost_one in every:
        assert any(all(has >= u - s for has, u, s in zip(each, lost_one, found.slack, strict=True)) for each in there)


def test_progress_is_told_block_by_block() -> None:
    from goodoffices.engines.settlement.tests.brute_force import case

    told: list[tuple[int, int, int]] = []
    found = frontier(
        case([[0, 3, 5], [2, 0, 2]], [[4, 1, 0], [0, 7, 0]], [[1, 2, 0], [3, 0, 1]]),
        progress=lambda *each: told.append(each),
    )
    assert [each[:2] for each in told] == [(1, 2), (2, 2)] and told[-1][2] == found.points


# Solutions


def _found(case: Case) -> dict[str, Solution] | None:
    try:
        return {name: replace(each, certificate=None) for name, each in solve(case, SOLUTIONS).items()}
    except NoAcceptablePackage:
        return None


def stand(case: Case, name: str, utilities: Utilities, acceptable: list[Utilities]) -> object:
    """How high these utilities rank, parties' order apart."""
    floors = tuple(mandate.floor for mandate in case.mandates)
    ideals = tuple(max(column) for column in zip(*acceptable, strict=True))
    return rank(name, Baseline(floors, ideals), utilities)


@settings(max_examples=examples(15, 300), deadline=None)
@given(case=dependent_cases(4), data=st.data())
def test_solutions_do_not_depend_on_the_order_of_anything(case: Case, data: st.DataObject) -> None:
    """Of packages that rank alike, the first in file order is taken: so ranks are compared, and utilities where one is alone."""
    before = _found(case)
    parties = list(data.draw(st.permutations(range(len(case.mandates)))))
    issues = list(data.draw(st.permutations(range(len(case.domain.issues)))))
    options = data.draw(orders(case))
    acceptable = [utilities for choice, utilities in all_packages(case) if case.acceptable(choice)]
    turned = [with_parties(case, parties), with_issues(case, issues), with_options(case, options)]
    for at, other in enumerate(turned):
        after = _found(other)
        assert (before is None) == (after is None)
        for name, found in (before or {}).items():
            there = (after or {})[name].utilities
            if at == 0:
                there = tuple(there[parties.index(p)] for p in range(len(parties)))
            assert stand(case, name, there, acceptable) == stand(case, name, found.utilities, acceptable), name
            assert (after or {})[name].score == found.score and (after or {})[name].bound == found.bound


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), data=st.data())
def test_an_option_below_another_is_never_picked(case: Case, data: st.DataObject) -> None:
    issue = data.draw(st.integers(0, len(case.domain.issues) - 1))
    assume(not any(issue in each.issues for each in case.domain.exclusions))
    assume(not any(issue in term.issues for mandate in case.mandates for term in mandate.terms))
    less = [min(mandate.worth[issue]) - 1 for mandate in case.mandates]
    assert _found(with_option(case, issue, less)) == _found(case)


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3))
def test_what_is_read_off_a_frontier_is_what_is_searched_for(case: Case) -> None:
    from goodoffices.engines.settlement.solutions import pick

    those = frontier(case, acceptable=True)
    found = _found(case)
    assert (found is None) == (those.points == 0)
    for name, each in (found or {}).items():
        picked = pick(name, those)
        assert (picked.choice, picked.utilities, picked.score, picked.status) == (
            each.choice, each.utilities, each.score, "optimal",
        )  # fmt: skip


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), factor=st.integers(2, 9))
def test_scores_scale_as_their_rules_do(case: Case, factor: int) -> None:
    """All worths times a number: sums and least utilities times that, products once for each who gains, shares unchanged."""
    larger = replace(case, mandates=tuple(scaled(each, Fraction(factor), Fraction(0)) for each in case.mandates))
    before, after = _found(case), _found(larger)
    assert (before is None) == (after is None)
    for name, found in (before or {}).items():
        other = (after or {})[name]
        assert other.choice == found.choice
        gaining = sum(each > mandate.floor for each, mandate in zip(found.utilities, case.mandates, strict=True))
        power = {"ks": 0, "nash": gaining}.get(name, 1)
        assert other.score == found.score * factor**power


# Audits and further questions


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), data=st.data())
def test_an_audit_does_not_depend_on_the_order_of_parties(case: Case, data: st.DataObject) -> None:
    seen = all_packages(case)
    assume(seen)
    draft = data.draw(st.sampled_from(seen))[0]
    order = list(data.draw(st.permutations(range(len(case.mandates)))))
    before, after = audit(case, draft), audit(with_parties(case, order), draft)
    assert before.improvable == after.improvable and before.status == after.status == "exact"
    assert tuple(before.left_on_table[p] for p in order) == after.left_on_table
    assert tuple(before.at_most[p] for p in order) == after.at_most


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), data=st.data(), by=st.integers(2, 5), more=st.integers(-5, 5))
def test_an_audit_in_another_scale_leaves_as_much_on_the_table(
    case: Case, data: st.DataObject, by: int, more: int
) -> None:
    seen = all_packages(case)
    assume(seen)
    draft = data.draw(st.sampled_from(seen))[0]
    first, *rest = case.mandates
    other = replace(case, mandates=(scaled(first, Fraction(by), Fraction(more)), *rest))
    before, after = audit(case, draft), audit(other, draft)
    assert (before.improvable, before.strictly) == (after.improvable, after.strictly)
    assert (before.left_on_table[0] * by, *before.left_on_table[1:]) == after.left_on_table


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), data=st.data())
def test_reservation_values_play_no_part_in_an_audit(case: Case, data: st.DataObject) -> None:
    seen = all_packages(case)
    assume(seen)
    draft = data.draw(st.sampled_from(seen))[0]
    free = replace(case, mandates=tuple(replace(each, reservation=None) for each in case.mandates))
    before, after = (replace(audit(each, draft), certificate=None) for each in (case, free))
    assert before == after


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), data=st.data())
def test_a_step_in_another_scale_is_the_same_step(case: Case, data: st.DataObject) -> None:
    """Fairness is measured in shares of what a party's issues can mean to it."""
    seen = all_packages(case)
    assume(seen)
    draft = data.draw(st.sampled_from(seen))[0]
    first, *rest = case.mandates
    other = replace(case, mandates=(scaled(first, Fraction(7), Fraction(3)), *rest))
    before, after = next_step(case, draft), next_step(other, draft)
    assert (before and before.issues) == (after and after.issues)
    if before and after and len(before.issues) <= 2:
        assert before.package == after.package


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=dependent_cases(3), name=st.sampled_from(["nash", "leximin", "utilitarian"]), data=st.data())
def test_why_not_asks_for_what_makes_a_package_win(case: Case, name: str, data: st.DataObject) -> None:
    """Given what is needed, on top of this package alone, no acceptable package ranks higher; given less, one does."""
    acceptable = [seen for seen in all_packages(case) if case.acceptable(seen[0])]
    assume(acceptable)
    package, utilities = data.draw(st.sampled_from(acceptable))
    found = why_not(case, name, package)
    floors = tuple(mandate.floor for mandate in case.mandates)
    best = max(rank(name, Baseline(floors, ()), each) for _, each in acceptable)
    for party, needed in enumerate(found.needed):
        if needed is not None:
            amount, enough = needed
            moved = [each + amount * (p == party) for p, each in enumerate(utilities)]
            little = [each + Fraction(1, 10**9) * (p == party) for p, each in enumerate(moved)]
            assert rank(name, Baseline(floors, ()), little if not enough else moved) >= best
            if amount:
                less = [each + amount * Fraction(999, 1000) * (p == party) for p, each in enumerate(utilities)]
                assert rank(name, Baseline(floors, ()), less) < best


@settings(max_examples=examples(10, 200), deadline=None)
@given(case=dependent_cases(3), name=st.sampled_from(["nash", "leximin", "utilitarian", "egalitarian"]))
def test_ranges_move_with_the_scale(case: Case, name: str) -> None:
    assume(any(case.acceptable(choice) for choice, _ in all_packages(case)))
    choice = solve(case, [name])[name].choice
    larger = replace(case, mandates=tuple(scaled(each, Fraction(3), Fraction(0)) for each in case.mandates))
    before, after = stable(case, name, choice), stable(larger, name, choice)
    for one, other in zip(before, after, strict=True):
        assert (one.low is None or other.low == one.low * 3) and (one.low is None) == (other.low is None)
        assert (one.high is None or other.high == one.high * 3) and (one.high is None) == (other.high is None)
        assert (one.low_in, one.high_in) == (other.low_in, other.high_in)


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=st.integers(2, 4).flatmap(cases), data=st.data())
def test_how_opposed_parties_are_does_not_depend_on_order(case: Case, data: st.DataObject) -> None:
    order = list(data.draw(st.permutations(range(len(case.mandates)))))
    options = data.draw(orders(case))
    assume(ordinary(case))
    before = measures(case)
    for after in (measures(with_parties(case, order)), measures(with_options(case, options))):
        assert (before.together, before.win_win) == (after.together, after.win_win)
        assert set(before.shared) == set(after.shared)
        assert before.distance == pytest.approx(after.distance)


@settings(max_examples=examples(12, 250), deadline=None)
@given(case=st.integers(2, 3).flatmap(cases))
def test_one_who_wants_the_same_as_another_is_not_opposed_to_it(case: Case) -> None:
    assume(ordinary(case))
    first = case.mandates[0]
    twin = replace(scaled(first, Fraction(5), Fraction(1)), party="twin")
    both = Case(case.domain, (first, twin))
    assume(ordinary(both))
    found = measures(both)
    assert found.together == 1 and not found.distance
    apart = any(max(row) > min(row) for row in first.worth)
    assert found.correlation[0, 1] == (pytest.approx(1) if apart else None)


def test_worths_that_no_double_holds_are_refused_in_a_sentence() -> None:
    from goodoffices.engines.settlement.tests.brute_force import case

    tiny = Fraction(5e-324)
    far_apart = case([[0, tiny], [1, 0]], [[1, 0], [0, 1]])
    assert frontier(far_apart).points == len(brute_force_frontier(far_apart))
    for ask in (lambda: solve(far_apart, ["nash"]), lambda: audit(far_apart, (0, 0)), lambda: measures(far_apart)):
        with pytest.raises(Unusable, match="so much finer than others"):
            ask()
    for worth, floor in ((1, Fraction(-(10**300))), (1, Fraction(10**300)), (0, -tiny)):
        far_off = case([[0, worth], [worth, 0]], [[worth, 0], [0, worth]], reservations=(Fraction(0), floor))
        with pytest.raises(Unusable, match="so much finer than others"):
            solve(far_off, ["nash"])


def test_correlation_is_found_where_the_spread_is_too_small_for_a_double() -> None:
    from goodoffices.engines.settlement.tests.brute_force import case

    small = Fraction(1, 10**200)
    assert measures(case([[0, small]], [[small, 0]])).correlation[0, 1] == -1
    assert measures(case([[0, small]], [[0, 3 * small]])).correlation[0, 1] == 1
