"""Audits against looking at every package."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Mandate, Unusable
from goodoffices.engines.settlement.solutions import solve
from goodoffices.engines.settlement.solutions.space import Space
from goodoffices.engines.settlement.tests.random_cases import Seen, all_packages, dependent_cases, seeded
from tests.profiles import examples


@settings(max_examples=examples(25, 800), deadline=None)
@given(case=dependent_cases(), data=st.data())
def test_an_audit_finds_what_looking_at_everything_finds(case: Case, data: st.DataObject) -> None:
    packages = all_packages(case)
    if not packages:
        return
    draft, mine = data.draw(st.sampled_from(packages))
    improvements = [seen for seen in packages if seen[1] != mine and all(map(Fraction.__ge__, seen[1], mine))]
    found = audit(case, draft)
    assert (found.draft, found.draft_utilities, found.status, found.why) == (draft, mine, "exact", "")
    assert found.improvable == bool(improvements)
    if not improvements:
        assert (found.better, found.strictly, found.improvements) == (None, False, ())
        assert found.left_on_table == (0,) * len(mine)
        return

    def fairness(seen: Seen) -> object:
        return sorted(a - b for a, b in zip(seen[1], mine, strict=True)), sorted(seen[1])

    assert (found.better, found.better_utilities) == max(improvements, key=fairness)
    assert found.strictly == any(all(map(Fraction.__gt__, seen[1], mine)) for seen in improvements)
    most = [max(column) for column in zip(*(utilities for _, utilities in improvements), strict=True)]
    assert found.left_on_table == tuple(top - own for top, own in zip(most, mine, strict=True))
    assert found.improvements[0][0] == found.better
    assert set(found.improvements) <= set(improvements)


def test_solutions_leave_nothing_on_the_table() -> None:
    case = seeded(5, 12, 4, 1000, 3)
    for name, solution in solve(case, ["nash", "ks", "leximin", "utilitarian"]).items():
        found = audit(case, solution.choice, budget=60)
        assert (found.improvable, found.status) == (False, "exact"), name


def test_a_verdict_alone_shows_one_better_package() -> None:
    case = seeded(8, 40, 5, 10_000, 0)
    found = audit(case, (0,) * 40, verdict_only=True)
    assert found.improvable and found.status == "exact" and found.left_on_table == ()
    assert found.better_utilities is not None
    assert found.better_utilities != found.draft_utilities
    assert all(map(Fraction.__ge__, found.better_utilities, found.draft_utilities))


def test_a_spent_budget_still_shows_a_better_package_if_it_has_one() -> None:
    audit(seeded(8, 40, 5, 10_000, 1), (0,) * 40, verdict_only=True)  # the kernels are made once, on no draft's time
    found = audit(seeded(12, 60, 5, 10_000, 0), (0,) * 60, budget=0.5)
    assert found.improvable and found.status == "best_found" and "time allowed" in found.why
    assert len(found.left_on_table) == 12
    for left, top in zip(found.left_on_table, found.at_most, strict=True):
        assert top is not None and left <= top, "what is proven is nowhere below what was found"


@settings(max_examples=examples(20, 600), deadline=None)
@given(case=dependent_cases(), data=st.data())
def test_what_an_audit_cut_short_says_of_the_most_is_true(case: Case, data: st.DataObject) -> None:
    packages = all_packages(case)
    if not packages:
        return
    draft, _ = data.draw(st.sampled_from(packages))
    found, whole = audit(case, draft, budget=0.0), audit(case, draft)
    for top, left in zip(found.at_most, whole.left_on_table, strict=False):
        assert top is None or top >= left
    if whole.improvable:
        assert whole.at_most == whole.left_on_table


def test_thousands_of_issues_take_as_many_looks_as_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    descend = Space.descend

    def counted(self: Space, *given: Any) -> tuple[float, int]:
        looks.append(1)
        return descend(self, *given)

    monkeypatch.setattr(Space, "descend", counted)
    for issues in (100, 3_000):
        looks.clear()
        found = audit(seeded(3, issues, 3, 100, 0), (1,) * issues, verdict_only=True)
        assert found.improvable and found.status == "exact"
        assert len(looks) <= 50


def test_a_draft_that_the_domain_excludes_is_refused() -> None:
    domain = Domain(Domain.of({"a": ["0", "1"]}).issues, (Exclusion((0,), (1,)),))
    with pytest.raises(Unusable, match="excludes"):
        audit(Case(domain, (Mandate("p", ((Fraction(0), Fraction(1)),)),)), (1,))
