"""Why not a package: what it lacks, what is picked instead, and how much more it would have to be worth, by brute force."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit.why_not import sentences, why_not
from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Mandate, Term, Unusable
from goodoffices.engines.settlement.solutions import SOLUTIONS
from goodoffices.engines.settlement.solutions.rules import Baseline, rank
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples

LITTLE = Fraction(1, 10**9)


def worth_more(case: Case, package: Choice, party: int, by: Fraction) -> Case:
    """The case where this package alone is worth so much more to the party: a dependency of all issues."""
    mandates = list(case.mandates)
    extra = Term(tuple(range(len(package))), {package: by})
    mandates[party] = replace(mandates[party], terms=(*mandates[party].terms, extra))
    return replace(case, mandates=tuple(mandates))


def ranks_highest(case: Case, name: str, package: Choice) -> bool:
    acceptable = [utilities for choice, utilities in all_packages(case) if case.acceptable(choice)]
    if not case.acceptable(package):
        return False
    baseline = Baseline(
        tuple(mandate.floor for mandate in case.mandates), tuple(map(max, zip(*acceptable, strict=True)))
    )
    best = max(rank(name, baseline, utilities) for utilities in acceptable)
    return rank(name, baseline, case.utilities(package)) == best


@settings(max_examples=examples(25, 600), deadline=None)
@given(case=dependent_cases(3), name=st.sampled_from([each for each in SOLUTIONS if each != "ks"]), data=st.data())
def test_the_amount_needed_is_enough_and_less_is_not(case: Case, name: str, data: st.DataObject) -> None:
    packages = all_packages(case)
    assume(len(case.domain.issues) > 1 and any(case.acceptable(choice) for choice, _ in packages))
    package, utilities = data.draw(st.sampled_from(packages))
    found = why_not(case, name, package)
    assert found.utilities == utilities
    assert found.instead == tuple(a - b for a, b in zip(found.picked.utilities, utilities, strict=True))
    for party, needed in enumerate(found.needed):
        if needed is None:
            assert not ranks_highest(worth_more(case, package, party, Fraction(10**6)), name, package)
            continue
        amount, included = needed
        assert ranks_highest(worth_more(case, package, party, amount), name, package) == included
        assert ranks_highest(worth_more(case, package, party, amount + LITTLE), name, package)
        if amount:
            assert not ranks_highest(worth_more(case, package, party, amount - LITTLE), name, package)
    if found.is_picked:
        assert found.needed == ((Fraction(0), True),) * len(utilities)


@settings(max_examples=examples(15, 300), deadline=None)
@given(case=dependent_cases(4), name=st.sampled_from(["nash", "leximin", "utilitarian"]), data=st.data())
def test_what_is_said_is_proven(case: Case, name: str, data: st.DataObject) -> None:
    packages = all_packages(case)
    assume(any(case.acceptable(choice) for choice, _ in packages))
    package, utilities = data.draw(st.sampled_from(packages))
    found = why_not(case, name, package)
    plain = making.plain(case)
    assert checker.check(plain, found.picked.certificate).startswith("Proven")
    assert ("can be bettered" in checker.check(plain, found.audit.certificate)) == found.audit.improvable
    floors = [mandate.floor for mandate in case.mandates]
    assert found.short == tuple(max(Fraction(0), f - u) for f, u in zip(floors, utilities, strict=True))
    assert any(found.short) == (not case.acceptable(package))


@pytest.fixture
def labour() -> Case:
    domain = Domain.of({"wage": ["low", "high"], "days off": ["20", "25"]})
    union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(5))), Fraction(3))
    firm = Mandate("firm", ((Fraction(8), Fraction(0)), (Fraction(3), Fraction(0))), Fraction(1))
    return Case(domain, (union, firm))


TOLD = {
    (0, 0): [
        "It gives union 3 less than having no agreement does.",
        "nash picks wage: low, days off: 25: union +5, firm −3.",
        "However much it were worth to firm alone, nash would not pick it.",
    ],
    (1, 0): ["Another package is better", "nash picks wage: low, days off: 25: union −1, firm +5."],
    (1, 1): ["It gives firm 1 less than having no agreement does.", "union −6, firm +8"],
    (0, 1): ["It is what nash picks, or worth the same to everybody."],
}


@pytest.mark.parametrize("package", TOLD)
def test_the_reasons_are_told_in_sentences(package: Choice, labour: Case) -> None:
    told = sentences(labour, "nash", why_not(labour, "nash", package))
    for part in TOLD[package]:
        if part.startswith("Another"):
            continue
        assert any(part in sentence for sentence in told), told
    assert all(sentence.endswith(".") for sentence in told)
    assert len(told) == len(set(told))


def test_a_package_that_can_be_bettered_is_told_so() -> None:
    case = seeded(2, 4, 3, 20, 3)
    worst = min(all_packages(case), key=lambda seen: sum(seen[1]))[0]
    found = why_not(case, "utilitarian", worst)
    told = sentences(case, "utilitarian", found)
    assert found.audit.better is not None
    assert any(sentence.startswith("Another package is better for ") for sentence in told)


def test_an_excluded_package_is_refused(labour: Case) -> None:
    excluded = replace(labour, domain=replace(labour.domain, exclusions=(Exclusion((0, 1), (1, 1)),)))
    with pytest.raises(Unusable, match="excludes, whatever it is worth"):
        why_not(excluded, "nash", (1, 1))


@pytest.mark.parametrize(("name", "budget"), [("ks", 10.0), ("leximin", 0.0)])
def test_what_would_be_needed_is_not_guessed(name: str, budget: float) -> None:
    """Ideals would move with the package; and what the rule picks may not be proven."""
    case = seeded(3, 4, 3, 20, 3) if name == "ks" else seeded(9, 40, 5, 1_000, 7)
    found = why_not(case, name, (0,) * len(case.domain.issues), budget=budget)
    assert found.needed == () and (found.picked.status == "optimal") == (name == "ks")
    assert not any("rank it as high" in said or "However much" in said for said in sentences(case, name, found))
