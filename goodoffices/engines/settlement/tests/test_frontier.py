"""The frontier is what looking at every package gives."""

import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier import Status, array_steps, frontier, stage_builder
from goodoffices.engines.settlement.runtime.budget import Budget
from goodoffices.engines.settlement.tests.brute_force import brute_force_frontier, case, cases
from tests.profiles import examples

SMALL = case([[0, 3, 5], [2, 0, 2]], [[4, 1, 0], [0, 7, 0]])


@pytest.fixture(params=["plain", "compiled"])
def way(request, monkeypatch):
    """Both ways to take a step; which one is taken is never seen in the answer."""
    if request.param == "plain":
        monkeypatch.setattr(stage_builder, "ARRAYS", "nothing of this name")
        for name in ("PLAIN_TWO", "PLAIN", "PLAIN_MANY"):
            monkeypatch.setattr(stage_builder, name, 1 << 60)
    else:
        assert array_steps.__name__ in sys.modules
    return request.param


def same(found, rule) -> None:
    assert list(found.utilities) == list(rule)
    assert [found.packages_of(at, 10_000) for at in range(len(found))] == list(rule.values())
    assert [found.package(at) for at in range(len(found))] == [each[0] for each in rule.values()]
    assert found.packages == sum(map(len, rule.values()))
    assert found.status is Status.COMPLETE and not any(found.slack)


@pytest.mark.parametrize("parties", [1, 2, 3, 4, 5])
def test_the_frontier_is_what_looking_at_all_packages_gives(way, parties):
    @settings(max_examples=examples(10, 250), deadline=None)
    @given(cases(parties), st.booleans())
    def check(drawn, acceptable):
        same(frontier(drawn, acceptable=acceptable), brute_force_frontier(drawn, acceptable))

    check()


@settings(max_examples=examples(10, 250), deadline=None)
@given(st.integers(2, 4).flatmap(cases))
def test_efficient_among_the_acceptable_is_efficient_and_acceptable(drawn):
    every, those = frontier(drawn), frontier(drawn, acceptable=True)
    floors = [mandate.floor for mandate in drawn.mandates]
    meeting = [each for each in every.utilities if all(map(Fraction.__ge__, each, floors))]
    assert list(those.utilities) == meeting


def test_scaled_utilities_are_exact(way):
    third = case([[Fraction(1, 3), Fraction(1, 7)]], [[Fraction(0), Fraction(1, 2)]])
    found = frontier(third)
    assert found.scales == (21, 2)
    assert found.scaled.tolist() == [[7, 0], [3, 1]]
    huge = frontier(case([[10**30, 0]], [[0, 1]]))
    assert huge.scaled.tolist() == [[10**30, 0], [0, 1]]


def test_packages_beyond_what_a_double_counts(way):
    issues = 90
    found = frontier(case([[1, 0, 1]] * issues, [[0, 1, 0]] * issues))
    assert found.points == issues + 1
    assert found.packages == 3**issues
    assert found.packages_of(0, 2) == [(0,) * issues, (0,) * (issues - 1) + (2,)]
    assert found.package(1) == (0,) * (issues - 1) + (1,)


def test_packages_beyond_what_a_double_counts_in_integers_of_any_size():
    issues, much = 60, 10**20
    found = frontier(case([[much, 0, much]] * issues + [[1, 0]], [[0, much, 0]] * issues + [[0, 1]]))
    assert found.packages == 2 * 3**issues


def test_no_acceptable_package_is_said(way):
    found = frontier(case([[0, 1]], [[1, 0]], reservations=(1, 1)), acceptable=True)
    assert (found.points, found.packages, found.status) == (0, 0, Status.COMPLETE)
    assert found.guarantee == "No package meets all reservation values."


def test_an_index_that_is_not_there_is_refused():
    found = frontier(case([[0, 1]], [[1, 0]]))
    assert found.package(-1) == found.package(1)
    with pytest.raises(IndexError, match="has 2"):
        found.package(2)


def test_small_cases_need_nothing_to_be_imported():
    code = """
import sys
from fractions import Fraction
import goodoffices.engines.settlement, goodoffices.engines.settlement.model
from goodoffices.engines.settlement.tests.brute_force import case
from goodoffices.engines.settlement.frontier import frontier
found = frontier(case(*[[[(i * o * p) % 7 for o in range(4)] for i in range(6)] for p in (1, 2, 3)]))
print(found.points, sorted({"numpy", "numba", "highspy"} & set(sys.modules) - set(sys.argv[1:])))
"""
    already = _imported_by("import hypothesis.strategies")
    said = subprocess.run([sys.executable, "-c", code, *already], capture_output=True, text=True, check=True).stdout
    points, imported = said.split(maxsplit=1)
    assert int(points) > 1 and imported.strip() == "[]"


def _imported_by(code: str) -> list[str]:
    asked = f"{code}\nimport sys; print(*({{'numpy', 'numba', 'highspy'}} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()


def test_kernels_work_where_nothing_can_be_kept(tmp_path):
    nowhere = tmp_path / "file, no folder"
    nowhere.write_text("")
    code = """
from goodoffices.engines.settlement.runtime.compiling import compiled
@compiled
def one(x):
    return x + 1
print(one(1))
"""
    env = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(nowhere / "below"),
        "HOME": str(nowhere),
        "XDG_CACHE_HOME": str(nowhere),
    }
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env)
    assert said.stdout == "2\n", said.stderr


# Budgets


def steep(parties: int, issues: int) -> list[list[list[int]]]:
    """Many efficient packages: the even parties want more of everything, the odd ones less, each of other issues most."""
    return [
        [[((3 - o if p % 2 else o) * (5 + (i * (2 * p + 3)) % 11)) ** 2 + o for o in range(4)] for i in range(issues)]
        for p in range(parties)
    ]


class Clock:
    """Every look takes a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.parametrize("parties", [2, 3, 4])
@pytest.mark.parametrize("budget", [Budget(seconds=5, clock=Clock()), Budget(bytes=6_000)])
def test_what_is_cut_short_is_true(way, parties, budget, monkeypatch):
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.CAP", 20)
    monkeypatch.setattr(stage_builder, "AT_ONCE", 1)
    hard = case(*steep(parties, 9))
    every, found = frontier(hard), frontier(hard, budget=budget)
    assert found.status is Status.TRUNCATED and (
        "allowed was used up" in found.guarantee or "not enough" in found.guarantee
    )
    points = list(found.utilities)
    assert len(points) < every.points
    assert [hard.utilities(found.package(at)) for at in range(len(found))] == points
    assert not any(one != other and all(map(Fraction.__ge__, one, other)) for one in points for other in points)
    for lost in every.utilities:  # the guarantee
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_as_coarse_as_was_asked_for(way, parties):
    hard = case(*steep(parties, 9))
    every, found = frontier(hard), frontier(hard, tolerance=Fraction(1, 4))
    assert found.status is Status.EPSILON and found.guarantee.startswith("As coarse as was asked for.")
    assert 0 < found.points < every.points
    ranges = [sum(max(row) - min(row) for row in mandate.worth) for mandate in hard.mandates]
    assert all(lost <= Fraction(1, 4) * most for lost, most in zip(found.slack, ranges, strict=True))
    points = list(found.utilities)
    assert [hard.utilities(found.package(at)) for at in range(len(found))] == points
    for lost in every.utilities:
        assert any(all(has >= u - s for has, u, s in zip(each, lost, found.slack, strict=True)) for each in points)


def test_breaking_off_gives_what_there_is(way, monkeypatch):
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.CAP", 20)
    monkeypatch.setattr(stage_builder, "AT_ONCE", 1)

    def stop(done, of, points):
        if done == 4:
            raise KeyboardInterrupt

    hard = case(*steep(3, 9))
    every, found = frontier(hard), frontier(hard, progress=stop)
    assert found.status is Status.TRUNCATED and "broken off" in found.guarantee
    assert 0 < found.points < every.points


def test_ctrl_c_in_a_step_gives_what_there_is(way, monkeypatch):
    step, taken = stage_builder.StageBuilder.step, []

    def interrupted(self, level, block, least):
        taken.append(block)
        if len(taken) == 5:
            raise KeyboardInterrupt
        return step(self, level, block, least)

    monkeypatch.setattr(stage_builder.StageBuilder, "step", interrupted)
    monkeypatch.setattr("goodoffices.engines.settlement.runtime.budget.CAP", 20)
    monkeypatch.setattr(stage_builder, "AT_ONCE", 1)
    hard = case(*steep(3, 9))
    found = frontier(hard)
    assert found.status is Status.TRUNCATED and "broken off" in found.guarantee and found.points
    assert all(hard.utilities(found.package(at)) == found.utility(at) for at in range(len(found)))
