"""Mandates that are not precise: what is said to hold everywhere holds wherever one looks, and shares and regrets are right."""

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import imprecise
from goodoffices.engines.settlement.audit.imprecise import (
    Imprecise,
    Ranges,
    acceptable_share,
    efficiency,
    efficient_share,
    hoeffding,
    least_regret,
    regret,
    scale,
)
from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Unusable
from goodoffices.engines.settlement.tests.random_cases import all_packages, seeded
from tests.profiles import examples

F = Fraction


@st.composite
def ranged(draw: st.DrawFn, ordered: bool = True, parties: int = 3) -> Ranges:
    """1 to 3 parties, 1 to 3 issues of 1 to 3 options, with narrow and wide ranges, and orders that can be kept."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    domain = Domain.of({f"issue {at}": [str(o) for o in range(size)] for at, size in enumerate(sizes)})
    found = []
    for party in range(draw(st.integers(1, parties))):
        low = tuple(tuple(F(draw(st.integers(0, 6))) for _ in range(size)) for size in sizes)
        high = tuple(tuple(cell + draw(st.integers(0, 4)) for cell in row) for row in low)
        order = {}
        if ordered:
            for issue, size in enumerate(sizes):
                pairs = [(a, b) for a in range(size) for b in range(a) if draw(st.booleans())]
                # The later option is worth no less: kept where its range reaches as high.
                order[issue] = tuple((a, b) for a, b in pairs if high[issue][a] > low[issue][b])
        try:
            found.append(Imprecise(f"party {party}", low, high, order, draw(st.none() | st.integers(0, 9).map(F))))
        except Unusable:
            assume(False)
    return Ranges(domain, tuple(found))


def packages(ranges: Ranges) -> list[Choice]:
    return list(product(*(range(len(issue.options)) for issue in ranges.domain.issues)))


def is_efficient(case: Case, choice: Choice) -> bool:
    mine = case.utilities(choice)
    return not any(u != mine and all(map(F.__ge__, u, mine)) for _, u in all_packages(case))


def some_cases(ranges: Ranges, many: int = 8) -> list[Case]:
    chance, found = random.Random(1), []
    for _ in range(many):
        try:
            found.append(ranges.case([each.drawn(chance) for each in ranges.mandates]))
        except Unusable:
            return found
    return found


def fits(each: Imprecise, rows: imprecise.Rows) -> bool:
    inside = all(
        low <= cell <= high
        for lows, cells, highs in zip(each.low, rows, each.high, strict=True)
        for low, cell, high in zip(lows, cells, highs, strict=True)
    )
    return inside and all(
        rows[i][better] >= rows[i][worse] for i, pairs in each.order.items() for better, worse in pairs
    )


@settings(max_examples=examples(40, 800), deadline=None)
@given(ranges=ranged(), data=st.data())
def test_the_extreme_worths_fit_and_are_extreme_against_all_packages_at_once(
    ranges: Ranges, data: st.DataObject
) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    near, far = ranges.favouring(choice), ranges.disfavouring(choice)
    for each, one, other in zip(ranges.mandates, near.mandates, far.mandates, strict=True):
        assert fits(each, one.worth) and fits(each, other.worth)
    for case in some_cases(ranges):
        for p, mandate in enumerate(case.mandates):
            assert fits(ranges.mandates[p], mandate.worth)
            for other in packages(ranges):
                ahead = [c.mandates[p].of(other) - c.mandates[p].of(choice) for c in (near, case, far)]
                assert ahead == sorted(ahead)


@settings(max_examples=examples(40, 800), deadline=None)
@given(ranges=ranged(), data=st.data())
def test_a_verdict_holds_wherever_one_looks_and_is_proven(ranges: Ranges, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    found = efficiency(ranges, choice)
    seen = {is_efficient(case, choice) for case in some_cases(ranges)}
    if found.verdict == "necessarily":
        assert False not in seen and is_efficient(ranges.disfavouring(choice), choice)
    elif found.verdict == "never":
        assert True not in seen and not is_efficient(ranges.favouring(choice), choice)
    else:
        assert found.verdict == "possibly"
        assert is_efficient(ranges.favouring(choice), choice) and not is_efficient(ranges.disfavouring(choice), choice)
    said = checker.check(making.plain(found.case), found.audit.certificate)
    assert ("can be bettered" in said) == (found.verdict == "never")


@settings(max_examples=examples(30, 500), deadline=None)
@given(ranges=ranged(), data=st.data())
def test_a_regret_is_reached_and_never_exceeded(ranges: Ranges, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    most = regret(ranges, choice)

    def behind(case: Case) -> Fraction:
        return max(sum(u) for _, u in all_packages(case)) - sum(case.utilities(choice))

    assert behind(ranges.disfavouring(choice)) == most
    assert all(behind(case) <= most for case in some_cases(ranges))
    best, least = least_regret(ranges)
    regrets = {each: regret(ranges, each) for each in packages(ranges)}
    assert least == min(regrets.values()) and best == min(each for each in regrets if regrets[each] == least)


@settings(max_examples=examples(20, 300), deadline=None)
@given(ranges=ranged(ordered=False, parties=2), data=st.data())
def test_the_exact_share_is_what_drawn_cases_come_near(ranges: Ranges, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(packages(ranges)))
    found = acceptable_share(ranges, choice)
    assert found.exact and found.error == 0 and 0 <= found.share <= 1
    chance, many, met = random.Random(3), 300, 0
    for _ in range(many):
        case = ranges.case([each.drawn(chance) for each in ranges.mandates])
        met += case.acceptable(choice)
    assert abs(met / many - found.share) <= hoeffding(many, 1 - 1e-9)


@pytest.mark.parametrize(
    ("widths", "floor", "share"),
    [
        ([1, 1], 1, F(1, 2)),
        ([1, 1], 0, F(1)),
        ([1, 1], 2, F(0)),
        ([1, 1, 1], F(3, 2), F(1, 2)),
        ([1, 1, 1], 1, F(5, 6)),
        ([2, 1], 1, F(3, 4)),
        ([2, 4, 8], 7, F(1, 2)),
        ([0, 0], 0, F(1)),
        ([0, 0], F(1, 10), F(0)),
        ([0, 3], 1, F(2, 3)),
    ],
)
def test_volumes_are_those_that_are_known(widths: list[int], floor: Fraction, share: Fraction) -> None:
    domain = Domain.of({str(at): ["x"] for at in range(len(widths))})
    one = Imprecise("one", tuple((F(0),) for _ in widths), tuple((F(width),) for width in widths), {}, F(floor))
    assert acceptable_share(Ranges(domain, (one,)), (0,) * len(widths)).share == share


def test_a_share_of_drawn_cases_says_how_wrong_it_may_be() -> None:
    domain = Domain.of({"a": ["x", "y"]})
    low, high = ((F(0), F(0)),), ((F(1), F(1)),)
    ranges = Ranges(domain, (Imprecise("one", low, high),))
    found = efficient_share(ranges, (0,), draws=400)
    assert not found.exact and found.error == pytest.approx(hoeffding(400))
    assert abs(found.share - F(1, 2)) <= found.error  # one of two that are alike
    assert efficient_share(ranges, (0,), draws=400) == found
    assert efficient_share(ranges, (0,), draws=400, seed=1) != found


def test_an_order_alone_decides_where_ranges_do_not() -> None:
    domain = Domain.of({"a": ["worse", "better"]})
    low, high = ((F(0), F(0)),), ((F(9), F(9)),)
    free = Ranges(domain, tuple(Imprecise(str(p), low, high) for p in range(2)))
    assert efficiency(free, (0,)).verdict == "possibly"
    ordered = Ranges(domain, tuple(Imprecise(str(p), low, high, {0: ((1, 0),)}) for p in range(2)))
    assert efficiency(ordered, (1,)).verdict == "necessarily"
    assert efficiency(ordered, (0,)).verdict == "possibly"  # both may be worth the same
    apart = Ranges(domain, tuple(Imprecise(str(p), ((F(0), F(5)),), ((F(4), F(9)),)) for p in range(2)))
    assert efficiency(apart, (0,)).verdict == "never"


def test_an_order_narrows_the_ranges() -> None:
    chain = {0: ((2, 1), (1, 0))}
    one = Imprecise("one", ((F(4), F(0), F(0)),), ((F(6), F(9), F(7)),), chain)
    assert one.least == ((F(4), F(4), F(4)),) and one.most == ((F(6), F(7), F(7)),)


REFUSED = {
    "upside down": (((F(3), F(0)),), ((F(1), F(9)),), {}, "option 1 of issue 1: at least 3, and at most 1"),
    "against the order": (((F(3), F(0)),), ((F(4), F(1)),), {0: ((1, 0),)}, "at least 3, and at most 1"),
    "torn": (((F(3), F(0)),), ((F(4),),), {}, "more lower ends than upper"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_worths_fit_is_refused(name: str) -> None:
    low, high, order, sentence = REFUSED[name]
    with pytest.raises(Unusable, match=sentence):
        Imprecise("one", low, high, order)


def test_words_of_a_scale_are_ranges() -> None:
    words = {"poor": (F(0), F(2)), "good": (F(4), F(6))}
    low, high = scale(words, [["good", "poor"], ["poor"]])
    assert low == ((F(4), F(0)), (F(0),)) and high == ((F(6), F(2)), (F(2),))
    with pytest.raises(Unusable, match=r"“fair” is not on the scale. It has: poor, good"):
        scale(words, [["fair"]])


def test_what_has_no_exact_answer_is_refused_with_a_way_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    domain = Domain(Domain.of({"a": ["x", "y"]}).issues, (Exclusion((0,), (0,)),))
    low, high = ((F(0), F(0)),), ((F(9), F(9)),)
    ranges = Ranges(domain, (Imprecise("one", low, high, {0: ((1, 0),)}),))
    with pytest.raises(Unusable, match="ask for the regret of a package"):
        least_regret(ranges)
    with pytest.raises(Unusable, match="states an order; ask for the share of cases drawn"):
        acceptable_share(ranges, (1,))
    many = imprecise.MOST_CORNERS + 1
    wide = Imprecise("one", ((F(0),),) * many, ((F(1),),) * many, {}, F(1))
    with pytest.raises(Unusable, match="ask for the share of cases drawn"):
        acceptable_share(Ranges(Domain.of({str(at): ["x"] for at in range(many)}), (wide,)), (0,) * many)
    monkeypatch.setattr(imprecise, "TRIES", 0)
    with pytest.raises(Unusable, match="Narrow the ranges"):
        ranges.mandates[0].drawn(random.Random(0))


def test_what_was_not_settled_in_time_is_unknown() -> None:
    drawn = seeded(9, 60, 5, 10_000, 3)
    low = tuple(mandate.worth for mandate in drawn.mandates)
    ranges = Ranges(drawn.domain, tuple(Imprecise(str(p), rows, rows) for p, rows in enumerate(low)))
    assert efficiency(ranges, (0,) * 60, budget=0.0).verdict in ("unknown", "never")
