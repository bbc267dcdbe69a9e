"""The checker's own arithmetic, part by part, against definitions: whoever is to be believed has to count right.

It is a file that stands alone, so its parts are asked directly: bounds, assignments, ranks, verdicts on levels, whole numbers.
"""

import json
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.certificates import checker
from goodoffices.engines.settlement.certificates.checker import (
    FAILS,
    KEEPS,
    MOST_ASSIGNED,
    REACHES,
    Baseline,
    Level,
    Refused,
    RuleLevels,
    World,
    check,
    main,
    rank,
)
from goodoffices.engines.settlement.certificates.making import digest, plain, renamed, sealed
from goodoffices.engines.settlement.model import Case, Domain, Mandate
from goodoffices.engines.settlement.solutions import rules, solve
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples

F = Fraction
SMALL = dependent_cases(3).filter(all_packages)


def world(case: Case) -> World:
    return World(json.loads(json.dumps(plain(case))))


@settings(max_examples=examples(20, 500), deadline=None)
@given(case=SMALL)
def test_a_package_is_worth_there_what_it_is_worth_here(case: Case) -> None:
    there = world(case)
    for choice, utilities in all_packages(case):
        assert tuple(there.utilities(choice)) == utilities and there.allows(choice)
        assert there.meets(choice, there.reservations) == case.acceptable(choice)
        floors = [mandate.floor for mandate in case.mandates]
        assert there.gainers(choice, floors) == [
            p for p, (u, f) in enumerate(zip(utilities, floors, strict=True)) if u > f
        ]
        assert all(isinstance(each, int) for each in there.value(choice))
    shut = set(product(*(range(len(issue.options)) for issue in case.domain.issues))) - {
        c for c, _ in all_packages(case)
    }
    assert not any(there.allows(choice) for choice in shut)


@settings(max_examples=examples(25, 800), deadline=None)
@given(case=SMALL, data=st.data())
def test_a_bound_is_the_greatest_weighted_value_of_what_is_left_open(case: Case, data: st.DataObject) -> None:
    there = world(case)
    weights = [data.draw(st.integers(-3, 5)) for _ in case.mandates]
    fixed = [data.draw(st.integers(-1, len(issue.options) - 1)) for issue in case.domain.issues]
    fitting = [
        choice
        for choice, _ in all_packages(case)
        if all(at in (-1, option) for at, option in zip(fixed, choice, strict=True))
    ]
    best = max((sum(map(int.__mul__, weights, there.value(choice))) for choice in fitting), default=None)
    assert there.bound(weights, fixed) == best, "so few issues fit into one table, and the bound is exact"
    assert there.bound(weights, fixed) == best, "and again, from what was noted"


def test_tables_that_are_split_only_ever_bound_from_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "WIDEST", 4)
    looser = 0
    for seed in range(12):
        case = ring(seed)
        there = world(case)
        best = max(sum(there.value(choice)) for choice, _ in all_packages(case))
        bound = there.bound([1] * 2, [-1] * 4)
        assert bound is not None and bound >= best
        looser += bound > best
        package = all_packages(case)[seed][0]
        assert there.bound([1] * 2, list(package)) == sum(there.value(package)), (
            "where all is fixed nothing is split off"
        )
    assert looser


def ring(seed: int) -> Case:
    """Four issues, each of which depends on the next, the last on the first."""
    from dataclasses import replace
    from random import Random

    from goodoffices.engines.settlement.model import Term

    chance, drawn = Random(seed), seeded(2, 4, 2, 9, seed)
    pairs = [(0, 1), (1, 2), (2, 3), (0, 3)]
    terms = tuple(Term(pair, {at: F(chance.randint(-20, 20)) for at in product(range(2), repeat=2)}) for pair in pairs)
    return replace(drawn, mandates=tuple(replace(each, terms=terms) for each in drawn.mandates))


@settings(max_examples=examples(25, 800), deadline=None)
@given(
    worths=st.lists(st.lists(st.integers(0, 1 << 40), min_size=2, max_size=4), min_size=1, max_size=3),
    weights=st.lists(st.integers(0, 1 << 34), min_size=2, max_size=2),
)
def test_many_products_at_once_are_those_one_by_one(worths: list[list[int]], weights: list[int]) -> None:
    """Up to 64 bits side by side in one long number; beyond that one after the other."""
    domain = Domain.of({str(at): [str(o) for o in range(len(row))] for at, row in enumerate(worths)})
    rows = tuple(tuple(map(F, row)) for row in worths)
    there = world(Case(domain, (Mandate("one", rows), Mandate("two", tuple(row[::-1] for row in rows)))))
    for issue, row in enumerate(there.worth):
        for option, vector in enumerate(row):
            fixed = [-1] * len(worths)
            fixed[issue] = option
            free = sum(
                max(checker._dot(weights, each) for each in rows) for i, rows in enumerate(there.worth) if i != issue
            )
            assert there.bound(weights, fixed) == free + checker._dot(weights, vector)


# ---- ranks and levels ------------------------------------------------------------------------------------------------

AMOUNTS = st.lists(st.fractions(-3, 9, max_denominator=3), min_size=2, max_size=2)


@settings(max_examples=examples(40, 1000), deadline=None)
@given(data=st.data(), rule=st.sampled_from(checker.RULES), count=st.integers(1, 4))
def test_ranks_order_packages_as_those_of_the_engine_do(data: st.DataObject, rule: str, count: int) -> None:
    amount = st.fractions(-3, 9, max_denominator=3)
    floors, one, other = (tuple(data.draw(amount) for _ in range(count)) for _ in range(3))
    ideals = tuple(floor + data.draw(st.integers(0, 5)) for floor in floors)
    theirs, mine = Baseline(floors, ideals), rules.Baseline(floors, ideals)

    def order(a: Any, b: Any) -> int:
        return (a > b) - (a < b)

    there = order(rank(rule, theirs, one), rank(rule, theirs, other))
    assert there == order(rules.rank(rule, mine, one), rules.rank(rule, mine, other))


@settings(max_examples=examples(40, 1500), deadline=None)
@given(data=st.data(), parties=st.integers(1, 5))
def test_the_cheapest_assignment_is_the_cheapest_of_all(data: st.DataObject, parties: int) -> None:
    """Each of the amounts kept is met by a party of its own, the rest by all others: tried in every way."""
    whole = st.lists(st.integers(0, 9), min_size=parties, max_size=parties)
    q, rest = data.draw(whole), data.draw(whole)
    kept = data.draw(st.lists(whole.map(lambda row: row), max_size=parties))
    kept = [[min(a, b) for a, b in zip(row, rest, strict=True)] for row in kept]  # lesser amounts need less
    ways = []
    for who in permutations(range(parties), len(kept)):
        needs = list(rest)
        for party, row in zip(who, kept, strict=True):
            needs[party] = row[party]
        ways.append(sum(map(int.__mul__, q, needs)))
    assert checker._cheapest(q, kept, rest) == min(ways)


def test_with_very_many_parties_the_cheapest_is_bounded_from_below() -> None:
    """Beyond what is tried in every way, each amount may be met by the same party: never more than the truth."""
    q, rest = list(range(1, MOST_ASSIGNED + 2)), [5] * (MOST_ASSIGNED + 1)
    kept = [[4] * (MOST_ASSIGNED + 1), [3] * (MOST_ASSIGNED + 1)]
    truth = sum(q) * 5 - 2 * q[-1] - 1 * q[-2]  # the two heaviest have less
    assert checker._cheapest(q, kept, rest) == sum(q) * 5 - 3 * q[-1] <= truth


@settings(max_examples=examples(25, 800), deadline=None)
@given(case=SMALL, rule=st.sampled_from(["leximin", "utilitarian", "egalitarian", "nash"]), data=st.data())
def test_what_ranks_higher_than_the_best_is_held_by_no_package_and_what_is_lower_is(
    case: Case, rule: str, data: st.DataObject
) -> None:
    there = world(case)
    floors = tuple(there.reservations)
    choice = data.draw(st.sampled_from(all_packages(case)))[0]
    gainers = there.gainers(choice, floors)
    assume(there.meets(choice, floors) and (rule != "nash" or gainers))
    claim = RuleLevels(
        there, rule, Baseline(floors, floors), gainers if rule == "nash" else list(range(there.parties)), choice
    )
    mine = rank(rule, Baseline(floors, floors), there.utilities(choice))
    for other, utilities in all_packages(case):
        higher = case.acceptable(other) and rank(rule, Baseline(floors, floors), utilities) > mine
        if rule == "nash" and not set(gainers) <= set(there.gainers(other, floors)):
            assert claim.holds(other), "other parties are looked at apart"
        else:
            assert claim.holds(other) == (not higher)


def line(keep: int) -> Level:
    return Level([2, 0], [1, 1], keep, [], [], [], [])


@pytest.mark.parametrize(
    ("bound", "verdict"), [(9, FAILS), (10, KEEPS), (11, REACHES), (12, REACHES)]
)  # fmt: skip
def test_a_line_fails_below_what_is_to_be_kept_keeps_at_it_and_reaches_beyond(bound: int, verdict: int) -> None:
    """With no weight on a party, and 1 on the line: 10 is kept, 11 exceeds it."""
    assert line(10).verdict([], [0, 0], 1, bound) == verdict


@pytest.mark.parametrize(("bound", "verdict"), [(5, FAILS), (6, KEEPS), (7, KEEPS), (8, REACHES)])
def test_weights_on_floors_and_a_line_count_together(bound: int, verdict: int) -> None:
    """3 on the first party's floor of 2 (that is 6) and twice a line that keeps 0: only from 8 on is the line exceeded."""
    assert line(0).verdict([], [3, 0], 2, bound) == verdict


@pytest.mark.parametrize(("bound", "verdict"), [(3, FAILS), (4, KEEPS), (5, REACHES)])
def test_a_product_of_2_and_2_needs_4_in_all(bound: int, verdict: int) -> None:
    level = Level([0, 0], [0, 0], 0, [0, 1], [F(0), F(0)], [F(1), F(1)], [F(2), F(2)])
    assert level.verdict([1, 1], [0, 0], 0, bound) == verdict
    assert level.verdict([1, 0], [0, 0], 0, bound) == REACHES, "without a weight on all, means say nothing"


@pytest.mark.parametrize(("at", "needs"), [(0, (3, 4)), (1, (5, 6))])
def test_amounts_become_the_least_values_that_keep_and_exceed_them(at: int, needs: tuple[int, int]) -> None:
    """An amount of 1 + value/2, in whole values: 2.5 and 3.5."""
    level = Level([0], [0], 0, [0, 1], [F(1)] * 2, [F(1, 2)] * 2, [F(5, 2), F(7, 2)], at)
    kept, keeping, exceeding = level.needs
    assert (keeping, exceeding) == ([needs[0]] * 2, [needs[1]] * 2) and len(kept) == at


# ---- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["3", "-3", "1/3", "-10/7", "0", "00", "9" * 4000])
def test_numbers_are_read_as_fractions(text: str) -> None:
    assert checker._number(text) == F(text)


@pytest.mark.parametrize("text", ["", "+3", " 3", "3 ", "1/-3", "1.0", "1e3", "½", "٣", "3/", "/3", "1/2/3", "0x1", "9" * 4001, 3, 1.5, None, ["3"]])  # fmt: skip
def test_what_is_no_such_number_is_refused_before_it_is_read(text: Any) -> None:
    with pytest.raises(Refused, match="stands where a number like"):
        checker._number(text)


@pytest.mark.parametrize("value", [1.0, True, "1", None, [1], F(1)])
def test_only_a_whole_number_is_one(value: Any) -> None:
    with pytest.raises(Refused, match="stands where a whole number belongs"):
        checker._whole(value)
    assert checker._whole(-7) == -7


@settings(max_examples=examples(30, 500), deadline=None)
@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))  # fmt: skip
def test_both_sides_have_the_same_digest_whatever_the_order_of_keys(value: Any) -> None:
    assert checker.digest(value) == digest(value)
    assert checker.digest(json.loads(json.dumps(value))) == digest(value)
    if isinstance(value, dict):
        assert digest(dict(reversed(value.items()))) == digest(value)


def test_a_certificate_under_another_name_is_sealed_anew_and_leaves_the_first_as_it_was() -> None:
    case = seeded(2, 3, 3, 9, 1)
    first = solve(case, ["leximin"])["leximin"].certificate
    assert first is not None
    second = renamed(first, "maximin")
    assert first["rule"] == "leximin" and second["rule"] == "maximin" and first["digest"] != second["digest"]
    assert "“maximin”" in check(plain(case), second) and "“leximin”" in check(plain(case), first)
    assert sealed(case, {"kind": "x"})["digest"] != sealed(seeded(2, 3, 3, 9, 2), {"kind": "x"})["digest"]


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 3])
def test_asked_with_too_few_or_too_many_files_it_says_how_it_is_asked(count: int, capsys: Any) -> None:
    assert main(["a.json"] * count) == 2
    assert "python checker.py CASE.json CERTIFICATE.json" in capsys.readouterr().err


def test_a_case_and_a_certificate_may_lie_in_two_files(tmp_path: Any, capsys: Any) -> None:
    case = seeded(2, 3, 3, 9, 1)
    found = solve(case, ["nash"])["nash"].certificate
    paths = [tmp_path / "case.json", tmp_path / "certificate.json"]
    for path, content in zip(paths, (plain(case), found), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    assert main([str(each) for each in paths]) == 0
    assert capsys.readouterr().out.startswith("Proven: no package")
    assert main([str(each) for each in reversed(paths)]) == 1, "the wrong way round it is no certificate"
    assert "not in the form that is expected" in capsys.readouterr().out
    assert main([str(paths[0]), str(tmp_path / "nothing.json")]) == 2
    assert "This could not be read" in capsys.readouterr().err
