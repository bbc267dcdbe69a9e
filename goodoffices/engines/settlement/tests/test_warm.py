"""Cold and warm give the same answer: loading and compiling is on no budget's time, and small work needs neither."""

import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.frontier import Budget, frontier
from goodoffices.engines.settlement.frontier import warm as kernels
from goodoffices.engines.settlement.runtime import loading
from goodoffices.engines.settlement.runtime.budget import BudgetSpent, Meter
from goodoffices.engines.settlement.solutions import SOLUTIONS, finder, solve, space, warm
from goodoffices.engines.settlement.solutions.rules import Baseline
from goodoffices.engines.settlement.tests.random_cases import seeded
from tests.profiles import LONG


def test_what_is_not_counted_is_not_counted() -> None:
    meter = Meter(Budget(seconds=0.05))
    with loading.not_counted(), loading.not_counted():
        time.sleep(0.1)
    meter.check()
    time.sleep(0.1)
    with pytest.raises(BudgetSpent):
        meter.check()


def test_a_step_that_would_take_too_long_is_not_begun() -> None:
    meter = Meter(Budget(seconds=10, clock=lambda: 0.0))
    meter.check(seconds=9)
    with pytest.raises(BudgetSpent):
        meter.check(seconds=11)
    assert meter.stopped and meter.why == "the time allowed was used up"
    meter.check(seconds=11)  # once is enough: what follows has to go on with little


def test_a_middling_case_is_begun_in_plain_python_and_finished_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    case = seeded(4, 9, 4, 50, 2)
    assert case.domain.outcomes > space.SMALL
    monkeypatch.setattr(space, "COMPILED", "nothing of this name")
    plain = solve(case, SOLUTIONS)
    monkeypatch.setattr(finder.Finder, "plain_left", 1, raising=False)
    monkeypatch.setattr(finder.Finder.__init__, "__defaults__", _with_little(finder.Finder.__init__.__defaults__))
    begun = solve(case, SOLUTIONS)
    compiled = {name: each.choice for name, each in begun.items()}
    assert {name: each.choice for name, each in plain.items()} == compiled
    assert all(each.status == "optimal" for each in begun.values())
    draft = (0,) * 9
    assert audit(case, draft, budget=None).left_on_table == audit(case, draft).left_on_table


def _with_little(defaults: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(1 if each == finder.PLAIN_WORK else each for each in defaults)


def test_a_small_first_answer_loads_no_compiled_code() -> None:
    code = """
import sys
from goodoffices.engines.settlement.tests.random_cases import seeded
from tests.profiles import LONG
from goodoffices.engines.settlement.solutions import solve
found = solve(seeded(3, 10, 4, 20, 1), ["nash"])["nash"]
print(found.status, "numba" in sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["optimal", "False"]


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_kernels_can_be_loaded_ahead(parties: int) -> None:
    for bound in (10, *([1 << 20] if LONG else []), 1 << 40, 1 << 70):
        kernels.load(parties, bound)
    before = loading.seconds()
    kernels.load(parties, 10)
    assert loading.seconds() == before
    frontier(seeded(parties, 6, 4, 9, 1))


def test_the_compiled_search_can_be_loaded_ahead() -> None:
    warm.load()
    assert warm.loaded()
    before = loading.seconds()
    warm.load()
    assert loading.seconds() == before


def test_a_space_for_compiled_loops_is_not_yet_compiled_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the loops would be compiled in the search, on its budget's time."""
    monkeypatch.setattr(warm, "_loaded", False)
    large = space.Space(seeded(3, 4, 3, 9, 1), small=False)
    assert not warm.loaded()
    finder.Finder(large, (Fraction(0),) * 3, Meter(Budget(seconds=60)))
    assert warm.loaded()


def test_where_nothing_is_cached_plain_python_goes_on_for_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the same; compiling takes longer than a middling case does without."""
    monkeypatch.setattr(space, "COMPILED", "nothing of this name")
    left = []
    for name in ("empty", "full"):
        folder = tmp_path / name / "below"
        folder.mkdir(parents=True)
        if name == "full":
            (folder / "nodes.visit_nodes-82.py312.nbi").write_bytes(b"")
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / name))
        assert warm.cached() == (name == "full")
        made = finder.Finder(space.Space(seeded(4, 9, 4, 50, 2)), (Fraction(0),) * 4, Meter(Budget()))
        left.append((made.plain_left, made.longer_left))
    longer = finder.PLAIN_WORK * finder.WHILE_NOT_CACHED
    assert left == [(finder.PLAIN_WORK, longer), (finder.PLAIN_WORK, 0)]


def test_what_is_done_instead_of_compiling_counts_for_no_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With little plain work allowed and much instead of compiling: the proof is found, and nothing is loaded."""
    monkeypatch.setattr(space, "COMPILED", "nothing of this name")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(warm, "load", lambda: pytest.fail("compiled code was loaded"))
    monkeypatch.setattr(finder.Finder.__init__, "__defaults__", _with_little(finder.Finder.__init__.__defaults__))
    monkeypatch.setattr(finder, "WHILE_NOT_CACHED", 10**9)
    case = seeded(4, 9, 4, 50, 2)
    floors = (Fraction(0),) * 4
    searching = finder.Finder(space.Space(case), floors, Meter(Budget(seconds=60)))
    searching.any()
    outcome = searching.best("leximin", Baseline(floors, floors), range(4))
    assert outcome.complete and searching.longer_left < 10**9


def test_while_something_is_not_counted_the_budgets_clock_stands_still() -> None:
    meter = Meter(Budget(seconds=0.05))
    with loading.not_counted():
        time.sleep(0.1)
        meter.check()
        with loading.not_counted():
            time.sleep(0.05)
        meter.check()
    meter.check()
