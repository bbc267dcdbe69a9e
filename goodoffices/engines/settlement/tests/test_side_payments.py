"""Side payments: they add up to nothing, nobody pays more than it can, and no package with payments does better."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Unusable
from goodoffices.engines.settlement.solutions import NoAcceptablePackage
from goodoffices.engines.settlement.solutions.side_payments import in_money, level, with_payments
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples

RATES = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])
F = Fraction


def money_gains(case: Case, rates: list[Fraction]) -> list[list[Fraction]]:
    """Package by package, in file order: what each party gains over no agreement, in money, before anybody pays."""
    floors = [mandate.floor for mandate in case.mandates]
    return [
        [(each - floor) / rate for each, floor, rate in zip(utilities, floors, rates, strict=True)]
        for _, utilities in all_packages(case)
    ]


@settings(max_examples=examples(30, 600), deadline=None)
@given(case=dependent_cases(4), data=st.data(), limit=st.none() | st.integers(0, 40).map(Fraction))
def test_nothing_with_payments_is_better(case: Case, data: st.DataObject, limit: Fraction | None) -> None:
    rates = [data.draw(RATES) for _ in case.mandates]
    every = money_gains(case, rates)
    assume(every)
    best = max(level(gains, limit) if limit is not None else sum(gains) / len(gains) for gains in every)
    if best < 0:
        with pytest.raises(NoAcceptablePackage, match="Even with side payments"):
            with_payments(case, rates, limit=limit)
        return
    found = with_payments(case, rates, limit=limit)
    assert sum(found.payments) == 0 and min(found.gains) == best
    assert limit is None or min(found.payments) >= -limit
    before, floors = case.utilities(found.choice), [mandate.floor for mandate in case.mandates]
    for p, rate in enumerate(rates):
        assert found.utilities[p] == before[p] + found.payments[p] * rate
        assert found.gains[p] == (found.utilities[p] - floors[p]) / rate >= 0
    if limit is None:
        assert len(set(found.gains)) == 1
        said = checker.check(making.plain(in_money(case, rates)), found.certificate)
        assert said.startswith("Proven") and "utilitarian" in said


@settings(max_examples=examples(100, 1000), deadline=None)
@given(
    gains=st.lists(st.integers(-20, 20).map(Fraction), min_size=1, max_size=6), limit=st.integers(0, 15).map(Fraction)
)
def test_water_finds_its_level(gains: list[Fraction], limit: Fraction) -> None:
    reached = level(gains, limit)
    payments = [max(reached - gain, -limit) for gain in gains]
    assert sum(payments) == 0 and min(g + p for g, p in zip(gains, payments, strict=True)) == reached
    higher = reached + F(1, 1000)  # at any higher level more is received than is paid
    assert sum(max(higher - gain, -limit) for gain in gains) > 0


@pytest.mark.parametrize(
    ("gains", "limit", "expected"),
    [([5], 3, 5), ([10, 0], 0, 0), ([10, 0], 5, 5), ([10, 0], 9, 5), ([10, 0], 2, 2), ([9, 9, 0], 2, 4), ([9, 1, 0], 3, 2)],
)  # fmt: skip
def test_levels_that_are_known(gains: list[int], limit: int, expected: int) -> None:
    assert level([Fraction(each) for each in gains], Fraction(limit)) == expected


def test_who_loses_by_the_best_package_is_paid() -> None:
    domain = Domain.of({"plant": ["no", "yes"]})
    upstream = Mandate("upstream", ((F(0), F(100)),))
    downstream = Mandate("downstream", ((F(0), F(-40)),))
    case = Case(domain, (upstream, downstream))
    found = with_payments(case, [F(1), F(1)])
    assert domain.named(found.choice) == {"plant": "yes"}
    assert found.payments == (F(-70), F(70)) and found.gains == (F(30), F(30))
    limited = with_payments(case, [F(1), F(1)], limit=F(50))
    assert limited.payments == (F(-50), F(50)) and limited.gains == (F(50), F(10))
    too_little = with_payments(case, [F(1), F(1)], limit=F(20))
    assert domain.named(too_little.choice) == {"plant": "no"} and too_little.gains == (0, 0)


def test_whom_money_means_less_is_paid_more() -> None:
    domain = Domain.of({"site": ["here", "there"]})
    case = Case(domain, (Mandate("rich", ((F(0), F(10)),)), Mandate("poor", ((F(4), F(0)),))))
    found = with_payments(case, [F(1, 2), F(1)])
    assert domain.named(found.choice) == {"site": "there"}
    assert found.gains == (F(10), F(10)) and found.payments == (F(-10), F(10))


@pytest.mark.parametrize("rates", [[], [F(1)], [F(1), F(0)], [F(1), F(-1)], [F(1)] * 3])
def test_rates_that_say_nothing_are_refused(rates: list[Fraction]) -> None:
    with pytest.raises(Unusable, match="what a unit of money is worth"):
        with_payments(seeded(2, 2, 2, 5, 0), rates)


def test_a_limit_below_nothing_is_refused() -> None:
    with pytest.raises(Unusable, match="not below 0"):
        with_payments(seeded(2, 2, 2, 5, 0), [F(1), F(1)], limit=F(-1))


def test_where_every_package_is_excluded_there_is_nothing_to_pay_for() -> None:
    case = seeded(2, 1, 2, 5, 0)
    none = replace(case, domain=replace(case.domain, exclusions=(Exclusion((0,), (0,)), Exclusion((0,), (1,)))))
    for limit in (None, F(1)):
        with pytest.raises(NoAcceptablePackage, match="Every package is excluded"):
            with_payments(none, [F(1), F(1)], limit=limit)


def test_what_is_not_proven_in_time_is_not_paid_for() -> None:
    with pytest.raises(Unusable, match="not complete in the time allowed"):
        with_payments(seeded(5, 30, 5, 1_000, 1), [F(1)] * 5, limit=F(3), budget=0.01)
