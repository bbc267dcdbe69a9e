"""Issues that depend on each other: the frontier is still what looking at every package gives."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier import Status, frontier
from goodoffices.engines.settlement.frontier.elimination import Entangled, order_of
from goodoffices.engines.settlement.model import Exclusion, Term
from goodoffices.engines.settlement.runtime.budget import Budget
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, case, cases
from goodoffices.engines.settlement.tests.test_frontier import same, steep, way  # noqa: F401 - a fixture
from tests.profiles import examples


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
@pytest.mark.usefixtures("way")
def test_with_dependencies_and_exclusions_too(parties):
    @settings(max_examples=examples(10, 250), deadline=None)
    @given(cases(parties, entangled=True), st.booleans())
    def check(drawn, acceptable):
        same(frontier(drawn, acceptable=acceptable), brute_force_frontier(drawn, acceptable))

    check()


@pytest.mark.usefixtures("way")
def test_where_everything_is_excluded_nothing_is_efficient():
    every = tuple(Exclusion((0,), (option,)) for option in range(2))
    found = frontier(case([[0, 1], [2, 3]], [[1, 0], [2, 3]], exclusions=every))
    assert (found.points, found.packages, found.guarantee) == (0, 0, "Every package is excluded.")


def ring(parties: int, issues: int) -> tuple[tuple[Term, ...], ...]:
    """Each issue hangs on the next, the last on the first."""
    return tuple(
        tuple(
            Term(tuple(sorted((at, (at + 1) % issues))), {(o, (o + p) % 4): Fraction(20 + at * o) for o in range(4)})
            for at in range(issues)
        )
        for p in range(parties)
    )


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("budget", [Budget(seconds=0, clock=iter(range(9**9)).__next__), Budget(bytes=20_000)])
def test_what_is_cut_short_is_true(budget, monkeypatch):
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.MOMENT", 1e9)
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.CAP", 20)
    hard = case(*steep(2, 8), terms=ring(2, 8))
    every, found = frontier(hard), frontier(hard, budget=budget)
    assert found.status is Status.TRUNCATED
    assert [hard.utilities(found.package(at)) for at in range(len(found))] == list(found.utilities)
    points = list(found.utilities)
    for lost in every.utilities:
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)


def test_a_ring_is_taken_apart_two_at_a_time():
    order = order_of([{at, (at + 1) % 40} for at in range(40)], lambda issue: 5)
    assert max(len(about) for _, about in order) == 2


def test_too_tight_a_knot_is_refused_with_a_way_forward():
    issues = 10
    all_pairs = tuple(Term(pair, {(0, 0): Fraction(1)}) for pair in combinations(range(issues), 2))
    worth = [[0, 1, 2, 3, 4]] * issues
    with pytest.raises(Entangled, match=r"10 issues depend on each other.*ask for these"):
        frontier(case(worth, worth, terms=(all_pairs, ())))


@pytest.mark.usefixtures("way")
def test_it_counts_beyond_what_a_double_holds():
    """Neighbours that are alike cost one: but for that, all packages are alike."""
    issues = 70
    alike = tuple(Term((at, at + 1), {(0, 0): Fraction(-1), (1, 1): Fraction(-1)}) for at in range(0, issues, 2))
    linked = tuple(Term((at, at + 1), {(0, 1): Fraction(0)}) for at in range(1, issues - 1, 2))
    found = frontier(case([[0, 0]] * issues, [[0, 0]] * issues, terms=(alike + linked, ())))
    assert (found.points, found.packages) == (1, 2 ** (issues // 2))
    more = frontier(case([[0, 0, 0]] * issues, [[0, 0, 0]] * issues, terms=(alike + linked, ())))
    assert (more.points, more.packages) == (1, 7 ** (issues // 2))
