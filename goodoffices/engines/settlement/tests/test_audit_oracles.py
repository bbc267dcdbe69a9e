"""Audits, steps and reasons: the same whatever the order and the names; in closed form for sums; told in exact sentences."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.audit.stepwise import FEW, improve, next_step
from goodoffices.engines.settlement.audit.why_not import sentences, why_not
from goodoffices.engines.settlement.certificates import checker, making
from goodoffices.engines.settlement.model import Case, Choice, Domain, Exclusion, Issue, Mandate, Unusable
from goodoffices.engines.settlement.solutions import SOLUTIONS, NoAcceptablePackage
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier
from goodoffices.engines.settlement.tests.brute_force import case as case_of
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_metamorphic import with_issues, with_options, with_parties
from tests.profiles import examples

F = Fraction
SMALL = dependent_cases(3).filter(all_packages)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Case, Choice]:
    case = draw(SMALL)
    return case, draw(st.sampled_from(all_packages(case)))[0]


# ---- audits ----------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(10, 400), deadline=None)
@given(drawn=drafts(), data=st.data())
def test_the_order_of_issues_and_options_changes_no_verdict_and_no_amount(
    drawn: tuple[Case, Choice], data: st.DataObject
) -> None:
    case, draft = drawn
    issues = data.draw(st.permutations(range(len(draft))))
    options = [data.draw(st.permutations(range(len(issue.options)))) for issue in case.domain.issues]
    before = audit(case, draft)
    moved = tuple(order.index(at) for order, at in zip(options, draft, strict=True))
    for other, there in (
        (with_issues(case, issues), tuple(draft[at] for at in issues)),
        (with_options(case, options), moved),
    ):
        after = audit(other, there)
        assert (after.improvable, after.strictly, after.left_on_table) == (
            before.improvable, before.strictly, before.left_on_table,
        )  # fmt: skip
        # Of those as fair the first in file order is taken, and that is another one now.
        assert sorted(after.better_utilities or ()) == sorted(before.better_utilities or ())


@settings(max_examples=examples(10, 400), deadline=None)
@given(drawn=drafts())
def test_a_draft_is_efficient_where_brute_force_has_it_on_the_frontier(drawn: tuple[Case, Choice]) -> None:
    case, draft = drawn
    on_it = any(draft in choices for choices in brute_force_frontier(case).values())
    found = audit(case, draft, verdict_only=True)
    assert found.improvable == (not on_it)
    said = checker.check(making.plain(case), found.certificate)
    assert said.startswith("Proven: no package" if on_it else "Proven: the draft can be bettered")


@settings(max_examples=examples(10, 400), deadline=None)
@given(drawn=drafts())
def test_what_is_better_leaves_nothing_more_on_the_table_than_the_draft_did(drawn: tuple[Case, Choice]) -> None:
    case, draft = drawn
    found = audit(case, draft)
    if found.better is None:
        assert set(found.left_on_table) == {0}
        return
    after = audit(case, found.better)
    assert not after.improvable, "the fairest improvement is efficient"
    for left, mine, theirs in zip(found.left_on_table, found.draft_utilities, after.draft_utilities, strict=True):
        assert 0 <= theirs - mine <= left
    assert any(theirs > mine for mine, theirs in zip(found.draft_utilities, after.draft_utilities, strict=True))


@settings(max_examples=examples(10, 300), deadline=None)
@given(drawn=drafts())
def test_an_issue_that_nobody_cares_for_changes_nothing(drawn: tuple[Case, Choice]) -> None:
    case, draft = drawn
    domain = replace(case.domain, issues=(*case.domain.issues, Issue("colour", ("red", "blue"))))
    mandates = tuple(replace(each, worth=(*each.worth, (F(2), F(2)))) for each in case.mandates)
    before, after = audit(case, draft), audit(replace(case, domain=domain, mandates=mandates), (*draft, 1))
    assert (after.improvable, after.left_on_table) == (before.improvable, before.left_on_table)
    if before.better_utilities and after.better_utilities:
        assert after.better_utilities == tuple(each + 2 for each in before.better_utilities)


# ---- steps -----------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(12, 400), deadline=None)
@given(drawn=drafts(), data=st.data())
def test_steps_do_not_depend_on_who_sits_where(drawn: tuple[Case, Choice], data: st.DataObject) -> None:
    case, draft = drawn
    order = data.draw(st.permutations(range(len(case.mandates))))
    one, other = next_step(case, draft), next_step(with_parties(case, order), draft)
    assert (one is None) == (other is None)
    if one and other:
        assert len(one.issues) == len(other.issues)
        assert len(one.issues) > FEW or one.package == other.package, "of steps as fair, the first in file order"


@settings(max_examples=examples(12, 400), deadline=None)
@given(drawn=drafts())
def test_on_the_way_everybody_only_gains_and_every_step_can_be_checked_alone(drawn: tuple[Case, Choice]) -> None:
    case, draft = drawn
    way = improve(case, draft)
    written, at = making.plain(case), draft
    for step in way.steps:
        assert step.certificate["package"] == list(at) and step.certificate["better"] == list(step.package)
        assert checker.check(written, step.certificate).startswith("Proven: the draft can be bettered")
        assert step.issues and all((at[i] != step.package[i]) == (i in step.issues) for i in range(len(at)))
        at = step.package
    assert way.efficient and way.draft == draft and len({step.package for step in way.steps}) == len(way.steps)
    assert bool(way.steps) == audit(case, draft, verdict_only=True).improvable
    assert way.certificate is not None and way.certificate["package"] == list(at)


def test_a_step_of_one_issue_goes_before_a_larger_one_that_gives_more() -> None:
    case = case_of([[0, 1], [0, 9], [0, -1]], [[0, 1], [0, -1], [0, 9]])
    step = next_step(case, (0, 0, 0))
    assert step is not None and step.issues == (0,) and step.utilities == (1, 1)
    second = next_step(case, step.package)
    assert second is not None and second.issues == (1, 2) and second.utilities == (9, 9)
    assert next_step(case, second.package) is None


def test_a_step_of_two_issues_goes_before_all_that_could_be_gained() -> None:
    """Two pairs of issues, each a trade: the better trade comes first, and not both at once."""
    case = case_of([[0, 3], [0, -2], [0, 9], [0, -1]], [[0, -2], [0, 3], [0, -1], [0, 9]])
    step = next_step(case, (0, 0, 0, 0))
    assert step is not None and step.issues == (2, 3) and step.utilities == (8, 8)


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_two_steps_as_fair_the_first_in_file_order_is_taken_whoever_gains_more_by_it(order: list[int]) -> None:
    case = with_parties(case_of([[0, 1, 2]], [[0, 2, 1]]), order)
    step = next_step(case, (0,))
    assert step is not None and step.package == (1,)


def test_fair_is_a_share_of_what_the_issues_can_mean_to_a_party() -> None:
    """5 of a hundred is less than 2 of four: the first step gives the second party, who counts in small points, more."""
    case = case_of([[0, 5, 50], [0, 50]], [[0, 2, 1], [0, 2]])
    step = next_step(replace(case, domain=replace(case.domain, exclusions=(Exclusion((1,), (1,)),))), (0, 0))
    # By shares the first option gives 5/100 and 2/4, the second 50/100 and 1/4: the least is greatest with the second.
    assert step is not None and step.package == (2, 0)


# ---- reasons ---------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(12, 400), deadline=None)
@given(drawn=drafts())
def test_for_the_greatest_sum_what_is_needed_is_what_it_is_behind_or_what_it_lacks(drawn: tuple[Case, Choice]) -> None:
    case, package = drawn
    try:
        found = why_not(case, "utilitarian", package)
    except NoAcceptablePackage:
        assume(False)
        return
    behind = sum(found.picked.utilities) - sum(found.utilities)
    for p, needed in enumerate(found.needed):
        others_lack = any(lack for q, lack in enumerate(found.short) if q != p)
        assert (needed is None) == others_lack
        if needed is not None:
            assert needed[0] == max(behind, found.short[p], 0)


@settings(max_examples=examples(12, 400), deadline=None)
@given(drawn=drafts(), name=st.sampled_from(SOLUTIONS), data=st.data())
def test_the_order_of_parties_changes_no_reason(drawn: tuple[Case, Choice], name: str, data: st.DataObject) -> None:
    case, package = drawn
    order = data.draw(st.permutations(range(len(case.mandates))))
    try:
        one = why_not(case, name, package)
    except NoAcceptablePackage:
        with pytest.raises(NoAcceptablePackage):
            why_not(with_parties(case, order), name, package)
        return
    other = why_not(with_parties(case, order), name, package)
    assert other.short == tuple(one.short[p] for p in order)
    assert other.audit.improvable == one.audit.improvable and other.is_picked == one.is_picked
    if one.needed and other.picked.choice == one.picked.choice:
        assert other.needed == tuple(one.needed[p] for p in order)


def labour() -> Case:
    domain = Domain.of({"wage": ["low", "high"], "days off": ["20", "25"]})
    union = Mandate("union", ((F(0), F(6)), (F(0), F(5))), F(3))
    firm = Mandate("firm", ((F(8), F(0)), (F(3), F(0))), F(1))
    return Case(domain, (union, firm))


WHOLE = {
    ("nash", (0, 0)): [
        "It gives union 3 less than having no agreement does.",
        "nash picks wage: low, days off: 25: union +5, firm −3.",
        # 10 × (4.4 − 3) is 2 × 7 just so, and then the union’s 4.4 is less than the 5 that it has there.
        "nash would rank it as high if it were worth more than 4.4 more to union.",
        "However much it were worth to firm alone, nash would not pick it.",
    ],
    ("leximin", (0, 1)): ["It is what leximin picks, or worth the same to everybody."],
    ("ks", (1, 0)): ["ks picks wage: low, days off: 25: union −1, firm +5."],
}  # fmt: skip


@pytest.mark.parametrize(("name", "package"), WHOLE)
def test_whatever_a_rule_needs_is_told_whole(name: str, package: Choice) -> None:
    case = labour()
    assert sentences(case, name, why_not(case, name, package)) == WHOLE[name, package]


def test_who_lacks_something_itself_needs_that_at_least() -> None:
    case = labour()
    found = why_not(case, "utilitarian", (1, 1))
    assert found.short == (0, 1) and found.needed[0] is None
    assert found.needed[1] is not None and found.needed[1][0] == 2 == sum(found.instead)
    assert sentences(case, "utilitarian", found)[-2] == (
        "However much it were worth to union alone, utilitarian would not pick it."
    )


def test_better_for_everyone_and_better_for_some_are_told_apart() -> None:
    case = case_of([[0, 3], [0, 0]], [[0, 2], [1, 0]])
    everyone = sentences(case, "nash", why_not(case, "nash", (0, 1)))
    assert everyone[0].startswith("Another package is better for everyone: issue 0: option 1, ")
    some = sentences(case, "nash", why_not(case, "nash", (1, 1)))
    assert some[0] == "Another package is better for some, and worse for nobody: issue 0: option 1, issue 1: option 0."


def test_reasons_are_not_given_for_a_rule_or_a_package_that_is_not_there() -> None:
    with pytest.raises(Unusable, match=r"There is no solution called “fair”\. There are: nash, ks,"):
        why_not(labour(), "fair", (0, 0))
    hopeless = replace(labour(), mandates=tuple(replace(each, reservation=F(99)) for each in labour().mandates))
    with pytest.raises(NoAcceptablePackage, match="No package meets every party’s reservation value"):
        why_not(hopeless, "nash", (0, 0))


@pytest.mark.parametrize("budget", [0.0, 0.05, None])
def test_with_any_budget_what_is_said_of_the_package_itself_is_exact(budget: float | None) -> None:
    case = seeded(3, 5, 3, 40, 8)
    found = why_not(case, "nash", (2,) * 5, budget=budget)
    assert found.utilities == case.utilities((2,) * 5) and not any(found.short)
    assert found.instead == tuple(a - b for a, b in zip(found.picked.utilities, found.utilities, strict=True))
