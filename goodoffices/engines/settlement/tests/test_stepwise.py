"""Small steps from a draft: each makes nobody worse off, each is as small as can be, and the last package is efficient."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import stepwise
from goodoffices.engines.settlement.audit.stepwise import improve, next_step
from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Mandate, Unusable
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from tests.profiles import examples


def improvements(case: Case, draft: Choice) -> list[Choice]:
    mine = case.utilities(draft)
    return [c for c, u in all_packages(case) if u != mine and all(map(Fraction.__ge__, u, mine))]


def distance(one: Choice, other: Choice) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


@settings(max_examples=examples(25, 500), deadline=None)
@given(case=dependent_cases(4), data=st.data())
def test_a_step_is_the_smallest_change_that_helps(case: Case, data: st.DataObject) -> None:
    packages = all_packages(case)
    assume(packages)
    draft, _ = data.draw(st.sampled_from(packages))
    step, better = next_step(case, draft), improvements(case, draft)
    if not better:
        assert step is None
        return
    assert step is not None and step.package in better and step.utilities == case.utilities(step.package)
    assert list(step.issues) == [at for at in range(len(draft)) if draft[at] != step.package[at]]
    nearest = min(distance(draft, each) for each in better)
    assert distance(draft, step.package) == nearest or nearest > stepwise.FEW
    assert "can be bettered" in checker.check(making.plain(case), step.certificate)


@settings(max_examples=examples(20, 400), deadline=None)
@given(case=dependent_cases(4), data=st.data())
def test_the_way_ends_where_nothing_is_better(case: Case, data: st.DataObject) -> None:
    packages = all_packages(case)
    assume(packages)
    draft, _ = data.draw(st.sampled_from(packages))
    way = improve(case, draft)
    before = case.utilities(draft)
    for step in way.steps:
        assert step.utilities != before and all(map(Fraction.__ge__, step.utilities, before))
        before = step.utilities
    last = way.steps[-1].package if way.steps else draft
    assert way.efficient is True and not improvements(case, last)
    assert "no package is at least as good" in checker.check(making.plain(case), way.certificate)


def test_of_steps_as_small_the_fairest_is_taken() -> None:
    domain = Domain.of({"a": ["0", "1", "2", "3"]})
    worth = [(0, 9, 5, 1), (0, 1, 5, 9)]
    case = Case(domain, tuple(Mandate(str(p), (tuple(map(Fraction, row)),)) for p, row in enumerate(worth)))
    step = next_step(case, (0,))
    assert step is not None and step.package == (2,)


def test_the_first_in_file_order_is_taken_of_those_alike() -> None:
    domain = Domain.of({"a": ["0", "1", "2"]})
    case = Case(domain, tuple(Mandate(str(p), ((Fraction(0), Fraction(4), Fraction(4)),)) for p in range(2)))
    step = next_step(case, (0,))
    assert step is not None and step.package == (1,)


def test_where_only_a_large_change_helps_it_is_found() -> None:
    """Three issues that pay only together, and cost alone."""
    from goodoffices.engines.settlement.model import Term

    domain = Domain.of({name: ["no", "yes"] for name in "abc"})
    worth = ((Fraction(0), Fraction(-1)),) * 3
    together = Term((0, 1, 2), {(1, 1, 1): Fraction(10)})
    case = Case(domain, tuple(Mandate(str(p), worth, None, (together,)) for p in range(2)))
    step = next_step(case, (0, 0, 0))
    assert step is not None and step.package == (1, 1, 1) and step.issues == (0, 1, 2)
    assert improve(case, (0, 0, 0)).efficient


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_steps_are_shown_than_asked_for(most: int) -> None:
    case = seeded(3, 12, 4, 100, 1)
    way = improve(case, (0,) * 12, most=most)
    whole = improve(case, (0,) * 12)
    assert len(way.steps) == most and way.steps == whole.steps[:most]
    assert way.efficient is False and way.certificate is None
    assert whole.efficient and len(whole.steps) > 2


def test_a_draft_that_the_domain_excludes_is_refused() -> None:
    domain = Domain(Domain.of({"a": ["0", "1"]}).issues, (Exclusion((0,), (1,)),))
    with pytest.raises(Unusable, match="excludes"):
        next_step(Case(domain, (Mandate("p", ((Fraction(0), Fraction(1)),)),)), (1,))


def test_no_step_leads_into_what_is_excluded() -> None:
    domain = Domain(Domain.of({"a": ["0", "1", "2"]}).issues, (Exclusion((0,), (2,)),))
    case = Case(domain, (Mandate("p", ((Fraction(0), Fraction(1), Fraction(9)),)),))
    step = next_step(case, (0,))
    assert step is not None and step.package == (1,) and next_step(case, (1,)) is None
