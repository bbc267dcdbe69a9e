"""How far a worth may move: inside the range the pick stays, just outside it does not, by looking at every package."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Term, Unusable
from goodoffices.engines.settlement.solutions import solve
from goodoffices.engines.settlement.solutions import stability as room
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.solutions.stability import Range, restricted, stable
from goodoffices.engines.settlement.solutions.thresholds import first
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples

RULES = ["nash", "maximin", "leximin", "utilitarian", "egalitarian"]
LITTLE = Fraction(1, 10**9)


def changed(case: Case, found: Range, worth: Fraction) -> Case:
    """The case where this worth is another."""
    mandate = case.mandates[found.party]
    rows = [list(row) for row in mandate.worth]
    rows[found.issue][found.option] = worth
    mandates = list(case.mandates)
    mandates[found.party] = replace(mandate, worth=tuple(map(tuple, rows)))
    return replace(case, mandates=tuple(mandates))


def is_best(case: Case, name: str, choice: tuple[int, ...]) -> bool:
    """Acceptable, and no acceptable package ranks higher."""
    baseline = Baseline(tuple(mandate.floor for mandate in case.mandates), ())
    mine = rank(name, baseline, case.utilities(choice))
    others = [rank(name, baseline, utilities) for one, utilities in all_packages(case) if case.acceptable(one)]
    return case.acceptable(choice) and mine == max(others)


def held_against_everything(case: Case, name: str) -> None:
    choice = solve(case, [name])[name].choice
    for found in stable(case, name, choice):
        inside = [found.worth]
        for end, included, outward in ((found.low, found.low_in, -1), (found.high, found.high_in, 1)):
            if end is None:
                inside += [found.worth + outward * far for far in (Fraction(1, 7), Fraction(1000))]
                continue
            assert outward * (end - found.worth) >= 0
            assert is_best(changed(case, found, end), name, choice) == included
            assert not is_best(changed(case, found, end + outward * LITTLE), name, choice)
            inside += [(end + found.worth) / 2, end - outward * min(LITTLE, abs(end - found.worth))]
        for worth in inside:
            if worth not in (found.low, found.high):
                assert is_best(changed(case, found, worth), name, choice)


@settings(max_examples=examples(12, 400), deadline=None)
@given(case=dependent_cases(3), name=st.sampled_from(RULES))
def test_the_pick_stays_inside_and_goes_just_outside(case: Case, name: str) -> None:
    packages = all_packages(case)
    assume(len(packages) <= 40 and any(case.acceptable(choice) for choice, _ in packages))
    held_against_everything(case, name)


@pytest.mark.parametrize("name", RULES)
def test_with_floors_that_matter_too(name: str) -> None:
    drawn = seeded(2, 3, 3, 12, 4)
    held_against_everything(
        replace(drawn, mandates=tuple(replace(each, reservation=Fraction(14)) for each in drawn.mandates)), name
    )


@pytest.mark.parametrize("name", RULES)
def test_the_checker_accepts_the_pick_at_the_ends(name: str) -> None:
    case = seeded(3, 3, 3, 30, 2)
    choice = solve(case, [name])[name].choice
    checked = 0
    for found in stable(case, name, choice, parties=[1]):
        for end, included in ((found.low, found.low_in), (found.high, found.high_in)):
            if end is None or not included:
                continue
            moved = changed(case, found, end)
            there = solve(moved, [name])[name]
            assert checker.check(making.plain(moved), there.certificate).startswith("Proven")
            baseline = Baseline((Fraction(0),) * 3, ())
            assert rank(name, baseline, there.utilities) == rank(name, baseline, moved.utilities(choice))
            checked += 1
    assert checked > 1


def test_every_worth_is_looked_at_or_those_of_the_parties_asked_for() -> None:
    case = seeded(2, 3, 3, 9, 1)
    choice = solve(case, ["nash"])["nash"].choice
    found = stable(case, "nash", choice)
    assert [(each.issue, each.option, each.party) for each in found] == [
        (issue, option, party) for issue in range(3) for option in range(3) for party in range(2)
    ]
    assert [each for each in found if each.party == 1] == stable(case, "nash", choice, parties=[1])
    assert all(each.worth == case.mandates[each.party].worth[each.issue][each.option] for each in found)


def test_what_cannot_be_answered_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    case = seeded(2, 3, 3, 9, 1)
    choice = solve(case, ["utilitarian"])["utilitarian"].choice
    with pytest.raises(Unusable, match="ideals that move"):
        stable(case, "ks", choice)
    worst = min(all_packages(case), key=lambda seen: sum(seen[1]))[0]
    with pytest.raises(Unusable, match="not the package that utilitarian picks"):
        stable(case, "utilitarian", worst)
    monkeypatch.setattr(room, "MOST_POINTS", 1)
    with pytest.raises(Unusable, match="Fix some issues first"):
        stable(case, "utilitarian", choice)


def test_a_smaller_domain_keeps_what_is_left_of_exclusions_and_dependencies() -> None:
    domain = Domain(
        Domain.of({"a": ["0", "1", "2"], "b": ["0", "1"]}).issues,
        (Exclusion((0, 1), (2, 0)), Exclusion((0,), (1,)), Exclusion((1,), (1,))),
    )
    term = Term((0, 1), {(2, 1): Fraction(5), (1, 1): Fraction(7)})
    worth = ((Fraction(1), Fraction(2), Fraction(3)), (Fraction(0), Fraction(4)))
    case = Case(domain, (Mandate("one", worth, Fraction(2), (term,), Fraction(1)),), "a case")
    left = restricted(case, 0, [2, 0])
    assert [issue.options for issue in left.domain.issues] == [("2", "0"), ("0", "1")]
    assert left.domain.exclusions == (Exclusion((0, 1), (0, 0)), Exclusion((1,), (1,)))
    (mandate,) = left.mandates
    assert mandate.worth == ((Fraction(3), Fraction(1)), (Fraction(0), Fraction(4)))
    assert mandate.terms == (Term((0, 1), {(0, 1): Fraction(5)}),)
    assert (mandate.reservation, mandate.base, left.name) == (Fraction(2), Fraction(1), "a case")
    for choice in [(0, 1), (1, 0), (1, 1)]:
        assert mandate.of(choice) == case.mandates[0].of(((2, 0)[choice[0]], choice[1]))


HALF, TWO, FIVE = Fraction(1, 2), Fraction(2), Fraction(5)


@pytest.mark.parametrize(
    ("places", "holds", "expected"),
    [
        ([], lambda by: True, (Fraction(0), True)),
        ([], lambda by: by > 0, (Fraction(0), False)),
        ([TWO, FIVE], lambda by: by >= 2, (TWO, True)),
        ([TWO, FIVE], lambda by: by > 2, (TWO, False)),
        ([TWO, FIVE], lambda by: by >= 5, (FIVE, True)),
        ([TWO, FIVE], lambda by: by > 5, (FIVE, False)),
        ([TWO, FIVE, -TWO], lambda by: False, None),
        ([-FIVE, HALF], lambda by: by == HALF, (HALF, True)),
    ],
)
def test_the_first_place_where_something_holds(places, holds, expected) -> None:
    assert first(places, holds) == expected
