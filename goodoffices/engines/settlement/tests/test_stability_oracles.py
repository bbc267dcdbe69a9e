"""Ranges of worths in closed form where there is one, what must not matter to them, and crossings by a second computation."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Choice, Domain, Mandate, Unusable
from goodoffices.engines.settlement.solutions import NoAcceptablePackage, solve
from goodoffices.engines.settlement.solutions.rules import RULES, Baseline, rank
from goodoffices.engines.settlement.solutions.stability import Range, stable
from goodoffices.engines.settlement.solutions.thresholds import Moved, criticals, first
from goodoffices.engines.settlement.tests.brute_force import case as case_of
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_metamorphic import scaled, with_issues, with_options, with_parties
from tests.profiles import examples

F = Fraction
NAMES = ["nash", "leximin", "utilitarian", "egalitarian"]


def free(case: Case) -> Case:
    """Without reservation values that rule anything out."""
    least = min(each for _, utilities in all_packages(case) for each in utilities) - 10**9
    return replace(case, mandates=tuple(replace(each, reservation=least) for each in case.mandates))


SMALL = dependent_cases(3).filter(all_packages)


@settings(max_examples=examples(6, 400), deadline=None)
@given(case=SMALL)
def test_ranges_for_the_greatest_sum_are_how_far_the_others_are_behind(case: Case) -> None:
    """A worth of the picked option may fall by the lead over the best package without it, and rise for ever; of an option that was
    not picked it may rise by the lead over the best package with it, and fall for ever."""
    case = free(case)
    found = solve(case, ["utilitarian"])["utilitarian"]
    sums = {choice: sum(utilities) for choice, utilities in all_packages(case)}
    assume(list(sums.values()).count(sums[found.choice]) == 1)  # else leximin decides, which any worth may turn
    for each in stable(case, "utilitarian", found.choice):
        picked = found.choice[each.issue] == each.option
        others = [total for choice, total in sums.items() if (choice[each.issue] == each.option) != picked]
        lead = sums[found.choice] - max(others) if others else None
        low, high = (each.low, each.high) if picked else (each.high, each.low)
        assert high is None
        expected = None if lead is None else each.worth - lead if picked else each.worth + lead
        if expected is None:  # the option is alone on its issue; only the far floor is left
            assert low is None or abs(low) > 10**6
        else:
            assert low == expected


def ends(found: list[Range]) -> dict[tuple[int, int, int], tuple[object, ...]]:
    return {
        (each.party, each.issue, each.option): (each.worth, each.low, each.low_in, each.high, each.high_in)
        for each in found
    }


def picked(case: Case, name: str) -> Choice:
    try:
        return solve(case, [name])[name].choice
    except NoAcceptablePackage:
        assume(False)
        raise


@settings(max_examples=examples(5, 300), deadline=None)
@given(case=SMALL, name=st.sampled_from(NAMES), data=st.data())
def test_the_order_of_parties_issues_and_options_does_not_matter(case: Case, name: str, data: st.DataObject) -> None:
    choice = picked(case, name)
    before = ends(stable(case, name, choice))
    parties = data.draw(st.permutations(range(len(case.mandates))))
    issues = data.draw(st.permutations(range(len(case.domain.issues))))
    options = [data.draw(st.permutations(range(len(issue.options)))) for issue in case.domain.issues]

    there = ends(stable(with_parties(case, parties), name, choice))
    assert {(parties[p], i, o): each for (p, i, o), each in there.items()} == before
    there = ends(stable(with_issues(case, issues), name, tuple(choice[at] for at in issues)))
    assert {(p, issues[i], o): each for (p, i, o), each in there.items()} == before
    moved = tuple(order.index(at) for order, at in zip(options, choice, strict=True))
    there = ends(stable(with_options(case, options), name, moved))
    assert {(p, i, options[i][o]): each for (p, i, o), each in there.items()} == before


@settings(max_examples=examples(5, 300), deadline=None)
@given(case=SMALL, name=st.sampled_from(["utilitarian", "egalitarian"]), by=st.sampled_from([F(3), F(2, 7)]))
def test_in_points_that_mean_less_ranges_are_as_much_wider(case: Case, name: str, by: Fraction) -> None:
    stated = tuple(replace(each, reservation=each.floor) for each in case.mandates)
    case = replace(case, mandates=stated)
    choice = picked(case, name)
    other = replace(case, mandates=tuple(scaled(each, by, F(0)) for each in stated))
    assert picked(other, name) == choice
    before, after = ends(stable(case, name, choice)), ends(stable(other, name, choice))
    for place, (worth, low, low_in, high, high_in) in before.items():
        wider = tuple(None if end is None else end * by for end in (worth, low, high))  # type: ignore[operator]
        assert after[place] == (wider[0], wider[1], low_in, wider[2], high_in)


@settings(max_examples=examples(5, 300), deadline=None)
@given(case=SMALL, name=st.sampled_from(NAMES))
def test_the_worth_that_is_there_lies_in_its_own_range(case: Case, name: str) -> None:
    for each in stable(case, name, picked(case, name)):
        assert each.low is None or each.low < each.worth or (each.low == each.worth and each.low_in)
        assert each.high is None or each.high > each.worth or (each.high == each.worth and each.high_in)
        assert each.low is not None or each.low_in, "what has no end has none that is left out"
        assert each.high is not None or each.high_in


def test_an_option_alone_on_its_issue_moves_the_pick_only_past_a_floor() -> None:
    """Whatever it is worth, it is in every package: only the reservation value can turn on it."""
    case = case_of([[3], [0, 5]], [[2], [4, 0]], reservations=(2, None))
    choice = picked(case, "utilitarian")
    assert choice == (0, 1)
    (one, other) = (each for each in stable(case, "utilitarian", choice) if each.issue == 0)
    # With 5 from the other issue, the first party has its 2 even if this one costs 3.
    assert (one.low, one.low_in, one.high) == (-3, True, None)
    assert (other.low, other.low_in, other.high) == (0, True, None), "the second party asks for 0 and has only this"


TABLES = {
    # Nash: 4 · 5 = 20 against 10 · (w − 0); from w = 2 on the second package is as good, beyond it is better.
    "nash": ([[4, 10]], [[5, 1]], 1, 1, F(2), True),
    # Sum: 9 against 10 + w.
    "utilitarian": ([[4, 5]], [[5, 1]], 1, 1, F(4), True),
    # Least: 4 against min(10, w); at w = 4 the next least decides, and 10 is more than 5.
    "leximin": ([[4, 10]], [[5, 1]], 1, 1, F(4), False),
    "egalitarian": ([[4, 10]], [[5, 1]], 1, 1, F(4), False),
}


@pytest.mark.parametrize("name", TABLES)
def test_ends_that_can_be_seen(name: str) -> None:
    one, two, party, option, end, included = TABLES[name]
    case = case_of(one, two)
    found = ends(stable(case, name, picked(case, name), parties=[party]))
    _, low, _, high, high_in = found[party, 0, option]
    assert (low, high, high_in) == (None, end, included)


# ---- thresholds ------------------------------------------------------------------------------------------------------

VECTORS = st.lists(st.integers(-4, 9).map(F), min_size=2, max_size=3)


@settings(max_examples=examples(30, 2000), deadline=None)
@given(
    data=st.data(),
    name=st.sampled_from([each for each in RULES if each != "ks"]),
    moves=st.tuples(*[st.booleans()] * 2),
)
def test_between_two_thresholds_no_order_changes(data: st.DataObject, name: str, moves: tuple[bool, bool]) -> None:
    """On a fine grid: wherever the order of two packages is another than at the point before, a threshold lies between."""
    one = data.draw(VECTORS)
    other = data.draw(st.lists(st.integers(-4, 9).map(F), min_size=len(one), max_size=len(one)))
    floors = tuple(data.draw(st.integers(-4, 4).map(F)) for _ in one)
    party, baseline = data.draw(st.integers(0, len(one) - 1)), Baseline(floors, ())
    mine, theirs = Moved(tuple(one), moves[0]), Moved(tuple(other), moves[1])
    found = criticals(name, baseline, party, mine, theirs)

    def order(by: Fraction) -> int:
        here, there = rank(name, baseline, mine.at(party, by)), rank(name, baseline, theirs.at(party, by))
        return (here > there) - (here < there)

    steps = [F(at, 3) + F(1, 7) for at in range(-60, 61)]
    for before, after in pairwise(steps):
        if order(before) != order(after):
            assert any(before <= each <= after for each in found), (before, after)


@settings(max_examples=examples(30, 1000), deadline=None)
@given(
    turns=st.lists(
        st.tuples(st.integers(0, 9).map(F), st.booleans(), st.booleans()), max_size=4, unique_by=lambda t: t[0]
    ),
    begins=st.booleans(),
    noise=st.lists(st.fractions(-3, 9, max_denominator=3), max_size=4),
)
def test_the_first_place_is_found_whatever_other_places_are_named(
    turns: list[tuple[Fraction, bool, bool]], begins: bool, noise: list[Fraction]
) -> None:
    """A function that is constant between its places; what it is there and just beyond is drawn."""
    ordered = sorted(turns)

    def holds(by: Fraction) -> bool:
        before = [turn for turn in ordered if turn[0] <= by]
        if not before:
            return begins
        place, there, beyond = before[-1]
        return there if place == by else beyond

    found = first([*noise, *(place for place, _, _ in ordered)], holds)
    places = sorted({F(0), *(place for place, _, _ in ordered)})
    expected = next(
        ((place, holds(place)) for place in places if holds(place) or holds(place + F(1, 100))),
        None,
    )
    assert found == expected


@pytest.mark.parametrize("moves", list(product([True, False], repeat=2)))
def test_what_does_not_move_stays_where_it_is(moves: tuple[bool, bool]) -> None:
    one = Moved((F(1), F(2)), moves[0])
    assert one.at(1, F(5)) == ((F(1), F(7)) if moves[0] else (F(1), F(2)))
    assert one.at(0, F(-1)) == ((F(0), F(2)) if moves[0] else (F(1), F(2)))
    if not any(moves):
        for name in NAMES:
            assert not criticals(name, Baseline((F(0), F(0)), ()), 0, one, Moved((F(3), F(0)), False)) or name == "nash"


def test_ranges_cut_short_are_not_told() -> None:
    case = seeded(4, 12, 4, 100, 2)
    choice = solve(case, ["utilitarian"])["utilitarian"].choice
    with pytest.raises(Unusable, match="Allow more, or fix some issues first"):
        stable(case, "utilitarian", choice, budget=0.0)


def test_a_party_alone_may_be_wrong_by_all_that_its_next_best_is_worth_less() -> None:
    case = Case(Domain.of({"a": ["x", "y", "z"]}), (Mandate("one", ((F(2), F(9), F(5)),)),))
    found = ends(stable(case, "leximin", (1,)))
    assert found[0, 0, 1] == (9, 5, True, None, True)
    assert found[0, 0, 0] == (2, None, True, 9, True) and found[0, 0, 2] == (5, None, True, 9, True)
