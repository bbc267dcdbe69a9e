"""The promises are kept: each is looked at on many small cases, and those not promised have a counterexample."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Domain, Mandate
from goodoffices.engines.settlement.reports.fairness import (
    AXIOMS,
    COMMON,
    KEEPS,
    MEANING,
    TITLES,
    against,
    differences,
    promises,
)
from goodoffices.engines.settlement.solutions import SOLUTIONS
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from tests.profiles import examples

Vector = tuple[Fraction, ...]
VECTORS = st.lists(st.tuples(*[st.integers(0, 8).map(Fraction)] * 2), min_size=1, max_size=6, unique=True)
FLOOR = (Fraction(0), Fraction(0))


def ground(those: list[Vector], floor: Vector = FLOOR) -> Baseline:
    return Baseline(floor, tuple(max(column) for column in zip(*those, strict=True)))


def tied(name: str, those: list[Vector], floor: Vector = FLOOR) -> list[Vector]:
    """All that rank highest, before ties are broken by points: where a promise holds “ties apart”."""
    here = ground(those, floor)
    best = max(rank(name, here, each)[:-1] for each in those)
    return [each for each in those if rank(name, here, each)[:-1] == best]


def chosen(name: str, those: list[Vector]) -> Vector:
    here = ground(those)
    return max(those, key=lambda each: rank(name, here, each))


every_rule = pytest.mark.parametrize("name", SOLUTIONS)
quickly = settings(max_examples=examples(20, 600), deadline=None)


def keeping(axiom: str) -> Any:
    return pytest.mark.parametrize("name", [name for name in SOLUTIONS if axiom in KEEPS[name]])


def test_every_rule_has_its_words() -> None:
    assert set(KEEPS) == set(MEANING) == set(TITLES) == set(SOLUTIONS)
    assert all(axiom in AXIOMS for keeps in KEEPS.values() for axiom in keeps)
    assert all(axiom in keeps for keeps in KEEPS.values() for axiom in COMMON)


@keeping("efficiency")
@quickly
@given(those=VECTORS)
def test_nothing_is_better_for_all(name: str, those: list[Vector]) -> None:
    mine = chosen(name, those)
    assert not any(each != mine and all(a >= b for a, b in zip(each, mine, strict=True)) for each in those)


@keeping("anonymity")
@quickly
@given(those=VECTORS)
def test_exchanged_names_exchange_outcomes_ties_apart(name: str, those: list[Vector]) -> None:
    exchanged = [each[::-1] for each in those]
    scores = lambda them, pick: rank(name, ground(them), pick)  # noqa: E731
    assert scores(those, chosen(name, those)) == scores(exchanged, chosen(name, exchanged))


@keeping("scale")
@quickly
@given(those=VECTORS, by=st.integers(2, 9), to=st.integers(-5, 5))
def test_another_scale_changes_nothing_ties_apart(name: str, those: list[Vector], by: int, to: int) -> None:
    if name == "leximin":
        return
    scaled = [(one * by + to, two) for one, two in those]
    floor = (Fraction(to), Fraction(0))
    if name == "nash":  # where not all can gain, products over different parties are compared
        assume(any(min(each) > 0 for each in those))
    before = [those.index(each) for each in tied(name, those)]
    assert [scaled.index(each) for each in tied(name, scaled, floor)] == before


@keeping("shift")
@quickly
@given(those=VECTORS, to=st.integers(-5, 5))
def test_another_beginning_changes_nothing_ties_apart(name: str, those: list[Vector], to: int) -> None:
    shifted = [(one + to, two) for one, two in those]
    before = [those.index(each) for each in tied(name, those)]
    assert [shifted.index(each) for each in tied(name, shifted, (Fraction(to), Fraction(0)))] == before


@keeping("independence")
@quickly
@given(those=VECTORS, data=st.data())
def test_what_was_not_chosen_may_go(name: str, those: list[Vector], data: st.DataObject) -> None:
    mine = chosen(name, those)
    fewer = [each for each in those if each == mine or data.draw(st.booleans())]
    assert chosen(name, fewer) == mine


@pytest.mark.parametrize("axiom", ["monotone share", "monotone gain", "monotone floor", "sum"])
@quickly
@given(those=VECTORS, more=VECTORS)
def test_more_possibilities_never_lower_what_the_rule_looks_at(
    axiom: str, those: list[Vector], more: list[Vector]
) -> None:
    for name in [name for name in SOLUTIONS if axiom in KEEPS[name]]:
        ideals = ground(those).ideals
        added = [each for each in more if all(a <= b for a, b in zip(each, ideals, strict=True))]
        wider = list(dict.fromkeys([*those, *added]))
        assert _measure(axiom, ground(wider), chosen(name, wider)) >= _measure(
            axiom, ground(those), chosen(name, those)
        )


def _measure(axiom: str, here: Baseline, utilities: Vector) -> Fraction:
    match axiom:
        case "monotone share":
            return min(here.shares(utilities), default=Fraction(1))
        case "monotone gain":
            return min(here.gains(utilities))
        case "monotone floor":
            return min(utilities)
    return sum(utilities, Fraction(0))


NOT_KEPT = {
    # Taking away (8, 2), the first party's best, lets Kalai–Smorodinsky choose another.
    ("ks", "independence"): ([(4, 4), (5, 3), (8, 0)], [(4, 4), (5, 3)]),
}


def test_kalai_smorodinsky_does_not_promise_independence_and_breaks_it() -> None:
    many, few = ([tuple(map(Fraction, each)) for each in those] for those in NOT_KEPT["ks", "independence"])
    assert "independence" not in KEEPS["ks"]
    assert chosen("ks", many) in few and chosen("ks", few) != chosen("ks", many)


@pytest.mark.parametrize("name", ["utilitarian", "maximin", "leximin", "egalitarian"])
def test_rules_that_compare_points_do_not_promise_scale_invariance_and_break_it(name: str) -> None:
    those = [(Fraction(1), Fraction(4)), (Fraction(3), Fraction(2))]
    scaled = [(10 * one, two) for one, two in those]
    assert "scale" not in KEEPS[name]
    assert those.index(chosen(name, those)) != scaled.index(chosen(name, scaled)) or any(
        chosen(name, [(one, by * two) for one, two in those])[0] != chosen(name, those)[0] for by in (10,)
    )
    assert promises(name)[-1].startswith("It takes a point to mean the same")


@dataclass(frozen=True)
class Picked:
    utilities: Vector


def test_who_loses_what_is_told_for_each_pair_that_differs() -> None:
    domain = Domain.of({"wage": ["low", "high"]})
    case = Case(
        domain,
        (Mandate("union", ((Fraction(0), Fraction(3)),)), Mandate("firm", ((Fraction(5, 2), Fraction(0)),))),
    )
    one, two = Picked((Fraction(0), Fraction(5, 2))), Picked((Fraction(3), Fraction(0)))
    solutions = {"nash": one, "ks": two, "maximin": one}
    assert against(case, solutions) == ["Nash, maximin instead of Kalai–Smorodinsky: union loses 3, firm gains 2.5."]
    assert differences(solutions)["ks"] == {"nash": (3, Fraction(-5, 2)), "maximin": (3, Fraction(-5, 2))}
