"""Side payments against a small linear program's dual, and what must not matter to them."""

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Domain, Mandate, Unusable
from goodoffices.engines.settlement.solutions import NoAcceptablePackage
from goodoffices.engines.settlement.solutions.side_payments import Paid, in_money, level, with_payments
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_metamorphic import scaled, with_issues, with_options, with_parties
from tests.profiles import examples

F = Fraction
AMOUNTS = st.fractions(-12, 12, max_denominator=4)
LIMITS = st.fractions(0, 15, max_denominator=3)


def subsets(count: int) -> list[tuple[int, ...]]:
    return list(chain.from_iterable(combinations(range(count), size) for size in range(1, count + 1)))


def dual(gains: list[Fraction], limit: Fraction) -> Fraction:
    """max t: t ≤ g + p, Σp = 0, p ≥ −limit has the dual min Σλ(g + limit) − limit·n·max λ over Σλ = 1, λ ≥ 0, whose corners share
    out the weight evenly among some parties: whatever these are paid, the others pay, and that is at most the limit each."""
    count = len(gains)
    return min(
        (sum((gains[p] for p in those), F(0)) + limit * (count - len(those))) / len(those) for those in subsets(count)
    )


@settings(max_examples=examples(60, 2000), deadline=None)
@given(gains=st.lists(AMOUNTS, min_size=1, max_size=6), limit=LIMITS)
def test_the_level_is_the_optimum_of_its_dual(gains: list[Fraction], limit: Fraction) -> None:
    assert level(gains, limit) == dual(gains, limit)


@settings(max_examples=examples(30, 1000), deadline=None)
@given(gains=st.lists(AMOUNTS, min_size=1, max_size=6), limit=LIMITS, more=st.fractions(0, 5), data=st.data())
def test_a_level_rises_with_gains_and_limits_and_never_past_the_mean(
    gains: list[Fraction], limit: Fraction, more: Fraction, data: st.DataObject
) -> None:
    reached, mean = level(gains, limit), sum(gains, F(0)) / len(gains)
    assert min(gains) <= reached <= mean
    assert level(gains, limit + more) >= reached
    assert level([*gains[1:], gains[0] + more], limit) >= reached
    assert level([each + more for each in gains], limit) == reached + more
    assert level(data.draw(st.permutations(gains)), limit) == reached
    assert level(gains, F(0)) == min(gains)
    assert level(gains, max(gains) - min(gains)) == mean, "with money enough all are even"


# ---- whole cases -----------------------------------------------------------------------------------------------------

CASES = dependent_cases(3)


def paid(case: Case, rates: list[Fraction], limit: Fraction | None) -> Paid | None:
    try:
        return with_payments(case, rates, limit=limit)
    except NoAcceptablePackage:
        return None


@st.composite
def questions(draw: st.DrawFn) -> tuple[Case, list[Fraction], Fraction | None]:
    case = draw(CASES)
    assume(all_packages(case))
    rates = [draw(st.sampled_from([F(1), F(3), F(1, 2)])) for _ in case.mandates]
    return case, rates, draw(st.none() | LIMITS)


@settings(max_examples=examples(10, 500), deadline=None)
@given(question=questions(), data=st.data())
def test_the_order_of_parties_issues_and_options_does_not_matter(
    question: tuple[Case, list[Fraction], Fraction | None], data: st.DataObject
) -> None:
    case, rates, limit = question
    before = paid(case, rates, limit)
    order = data.draw(st.permutations(range(len(rates))))
    issues = data.draw(st.permutations(range(len(case.domain.issues))))
    options = [data.draw(st.permutations(range(len(issue.options)))) for issue in case.domain.issues]
    there = paid(with_parties(case, order), [rates[p] for p in order], limit)
    assert (before is None) == (there is None)
    for other in (with_issues(case, issues), with_options(case, options)):
        moved = paid(other, rates, limit)
        assert (before is None) == (moved is None)
        if before and moved:
            assert min(moved.gains) == min(before.gains) and sum(moved.payments) == 0
    if before and there:
        assert min(there.gains) == min(before.gains)


@settings(max_examples=examples(10, 500), deadline=None)
@given(question=questions(), by=st.sampled_from([F(2), F(1, 3)]), more=st.integers(-5, 5).map(F))
def test_a_party_that_counts_in_other_points_is_paid_the_same_money(
    question: tuple[Case, list[Fraction], Fraction | None], by: Fraction, more: Fraction
) -> None:
    """Twice as many points for everything, and for money."""
    case, rates, limit = question
    stated = replace(case.mandates[0], reservation=case.mandates[0].floor)
    case = replace(case, mandates=(stated, *case.mandates[1:]))
    other = replace(case, mandates=(scaled(stated, by, more), *case.mandates[1:]))
    before, after = paid(case, rates, limit), paid(other, [rates[0] * by, *rates[1:]], limit)
    assert (before is None) == (after is None)
    if before and after:
        assert sorted(after.gains) == sorted(before.gains)
        if after.choice == before.choice:  # of packages that are worth as much in all, ties may turn with the beginning
            assert (after.payments, after.gains) == (before.payments, before.gains)
            assert after.utilities[0] == before.utilities[0] * by + more
            assert after.utilities[1:] == before.utilities[1:]


@settings(max_examples=examples(10, 500), deadline=None)
@given(question=questions())
def test_without_a_limit_it_is_as_with_one_that_nobody_reaches(
    question: tuple[Case, list[Fraction], Fraction | None],
) -> None:
    case, rates, _ = question
    free, far = paid(case, rates, None), paid(case, rates, F(10**6))
    assert (free is None) == (far is None)
    if free and far:
        assert (set(free.gains), free.certificate is None) == (set(far.gains), False)
        assert far.certificate is None, "what is read off a frontier has no proof to hand over"


@settings(max_examples=examples(10, 500), deadline=None)
@given(question=questions(), least=LIMITS, more=LIMITS)
def test_who_can_pay_more_never_lowers_the_least_gain(
    question: tuple[Case, list[Fraction], Fraction | None], least: Fraction, more: Fraction
) -> None:
    case, rates, _ = question
    some, many = paid(case, rates, least), paid(case, rates, least + more)
    if some:
        assert many is not None and min(many.gains) >= min(some.gains)


@settings(max_examples=examples(10, 500), deadline=None)
@given(case=CASES)
def test_where_nobody_can_pay_it_is_the_egalitarian_package(case: Case) -> None:
    acceptable = [choice for choice, _ in all_packages(case) if case.acceptable(choice)]
    found = paid(case, [F(1)] * len(case.mandates), F(0))
    assert (found is None) == (not acceptable)
    if found:
        gains = {
            choice: sorted(u - m.floor for u, m in zip(case.utilities(choice), case.mandates, strict=True))
            for choice in acceptable
        }
        assert not any(found.payments) and sorted(found.gains) == max(gains.values())


@settings(max_examples=examples(12, 500), deadline=None)
@given(question=questions())
def test_in_money_every_package_is_worth_its_points_over_the_rate_and_none_is_below_the_floor(
    question: tuple[Case, list[Fraction], Fraction | None],
) -> None:
    case, rates, _ = question
    money = in_money(case, rates)
    for choice, utilities in all_packages(case):
        assert money.utilities(choice) == tuple(each / rate for each, rate in zip(utilities, rates, strict=True))
        assert money.acceptable(choice)
    assert (money.domain, money.parties, money.name) == (case.domain, case.parties, case.name)


@settings(max_examples=examples(12, 500), deadline=None)
@given(case=CASES, limit=LIMITS)
def test_nobody_could_have_more_at_nobodys_cost_with_any_package_and_payments_up_to_the_limit(
    case: Case, limit: Fraction
) -> None:
    """The leximin of the gains in the end: whoever is above the level has paid all that can be asked of it."""
    found = paid(case, [F(1)] * len(case.mandates), limit)
    assume(found)
    assert found is not None
    ends = []
    for _, utilities in all_packages(case):
        gains = [each - mandate.floor for each, mandate in zip(utilities, case.mandates, strict=True)]
        ends.append(sorted(max(dual(gains, limit), gain - limit) for gain in gains))
    assert sorted(found.gains) == max(ends)


# ---- what can be said by hand ----------------------------------------------------------------------------------------


def trade(seller: int, buyer: int) -> Case:
    """One house: the seller's is worth so much to it, and so much to the buyer."""
    return Case(
        Domain.of({"house": ["stays", "is sold"]}),
        (Mandate("seller", ((F(seller), F(0)),), F(seller)), Mandate("buyer", ((F(0), F(buyer)),))),
    )


@pytest.mark.parametrize(("seller", "buyer"), [(10, 16), (0, 1), (7, 100)])
def test_a_house_is_sold_halfway_between_what_it_is_worth_to_each(seller: int, buyer: int) -> None:
    found = with_payments(trade(seller, buyer), [F(1), F(1)])
    price = F(seller + buyer, 2)
    assert found.choice == (1,) and found.payments == (price, -price)
    assert found.gains == (F(buyer - seller, 2),) * 2


def test_a_house_that_is_worth_more_to_its_owner_stays() -> None:
    found = with_payments(trade(16, 10), [F(1), F(1)])
    assert found.choice == (0,) and found.payments == (0, 0)


@pytest.mark.parametrize(("limit", "sold"), [(9, False), (10, True), (12, True), (100, True)])
def test_a_buyer_who_cannot_pay_what_the_seller_would_lose_buys_nothing(limit: int, sold: bool) -> None:
    found = with_payments(trade(10, 16), [F(1), F(1)], limit=F(limit))
    # At 10 the seller gains nothing by it and the buyer 6: nobody has a reason to leave it at that.
    assert (found.choice == (1,)) == sold
    assert found.payments == ((min(F(13), F(limit)), -min(F(13), F(limit))) if sold else (0, 0))


def test_three_who_share_a_well_share_what_it_saves() -> None:
    """Alone it costs each more than it gives; together two thirds remain, and each has one third of that."""
    domain = Domain.of({"well": ["none", "at A", "at B"]})
    worth = {"A": (0, -4, 3), "B": (0, 5, -2), "C": (0, 1, 2)}
    case = Case(domain, tuple(Mandate(name, (tuple(map(F, row)),)) for name, row in worth.items()))
    found = with_payments(case, [F(1)] * 3)
    assert domain.named(found.choice) == {"well": "at B"}
    assert found.gains == (1, 1, 1) and found.payments == (-2, 3, -1)
    assert found.utilities == found.gains


def test_what_is_asked_before_any_payment_can_be_more_than_there_is() -> None:
    greedy = Case(
        Domain.of({"prize": ["to one", "to other"]}),
        (Mandate("one", ((F(9), F(0)),), F(6)), Mandate("other", ((F(0), F(9)),), F(6))),
    )
    with pytest.raises(NoAcceptablePackage, match="Even with side payments") as refused:
        with_payments(greedy, [F(1), F(1)])
    assert refused.value.certificate is None
    content = replace(greedy, mandates=(greedy.mandates[0], replace(greedy.mandates[1], reservation=F(3))))
    assert with_payments(content, [F(1), F(1)]).gains == (0, 0)


def test_a_sum_that_is_not_proven_in_time_is_said_in_one_sentence() -> None:
    with pytest.raises(Unusable) as refused:
        with_payments(seeded(9, 30, 5, 10_000, 1), [F(at + 1, 7) for at in range(9)], budget=0.0)
    said = str(refused.value)
    assert said.endswith(".") and ("not proven, since" in said or "was found, since" in said)
