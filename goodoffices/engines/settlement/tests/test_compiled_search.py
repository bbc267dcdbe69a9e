"""The compiled search: the same packages as looking at all of them, certificates that the checker accepts, and the optimum of
the relaxation at every vertex it stops at."""

import random
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from goodoffices.engines.settlement.audit import audit
from goodoffices.engines.settlement.certificates.checker import check
from goodoffices.engines.settlement.certificates.making import plain
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.solutions import (
    SOLUTIONS,
    NoAcceptablePackage,
    branch_and_bound,
    compiled_loops,
    dual_simplex,
    finder,
    loop_memory,
    solve,
    space,
)
from goodoffices.engines.settlement.solutions.nodes import Loop
from goodoffices.engines.settlement.tests.random_cases import all_packages, dependent_cases, seeded
from goodoffices.engines.settlement.tests.test_solutions import compare
from tests.profiles import LONG, examples


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Whatever can be compiled is, however small; the list says how often the compiled loop was entered."""
    runs: list[int] = []
    visit_nodes = compiled_loops.visit_nodes

    def counted(loop: Loop, limit: int) -> int:
        runs.append(1)
        return visit_nodes(loop, limit)

    monkeypatch.setattr(space, "SMALL", 0)
    monkeypatch.setattr(space, "PLAIN_CELLS", 0)
    monkeypatch.setattr(compiled_loops, "visit_nodes", counted)
    yield runs


anything = settings(
    max_examples=examples(20, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@anything
@given(case=dependent_cases())
def test_compiled_searches_find_what_looking_at_all_packages_finds(compiled: list[int], case: Case) -> None:
    compare(case)


@anything
@given(case=dependent_cases(4))
def test_what_compiled_searches_prove_the_checker_accepts(compiled: list[int], case: Case) -> None:
    try:
        for found in solve(case, SOLUTIONS).values():
            assert check(plain(case), found.certificate).startswith("Proven")
    except NoAcceptablePackage as nothing:
        assert check(plain(case), nothing.certificate).startswith("Proven")
    for choice, _ in all_packages(case)[:2]:
        assert check(plain(case), audit(case, choice).certificate).startswith("Proven")


@pytest.mark.parametrize("most", [2, 1_000, 10**9])
@pytest.mark.parametrize(("parties", "issues"), [(1, 5), (2, 5), (5, 4), (9, 3)])
def test_larger_trees_are_as_exact(compiled: list[int], monkeypatch: pytest.MonkeyPatch, parties, issues, most) -> None:
    monkeypatch.setattr(branch_and_bound, "IMPROVED_AT_FIRST", 0)  # nothing is found by luck
    monkeypatch.setattr(branch_and_bound, "PERTURB_AT", 10**9)
    case = seeded(parties, issues + LONG, 4, most, seed=parties)
    compare(case)
    assert compiled
    for found in solve(case, ["ks", "utilitarian", "egalitarian"]).values():
        assert check(plain(case), found.certificate).startswith("Proven")


def test_room_that_is_short_is_made_on_the_way(compiled: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    case = seeded(4, 9, 4, 1_000, seed=3)
    wide = {name: each.certificate for name, each in solve(case, ["leximin", "ks"]).items()}
    for name, room in (("NODES", 4), ("WORDS", 12), ("ROWS", 3)):
        monkeypatch.setattr(loop_memory, name, room)
    assert {name: each.certificate for name, each in solve(case, ["leximin", "ks"]).items()} == wide


@pytest.mark.parametrize("seed", range(3))
def test_plain_loops_compiled_ones_and_both_in_turn_write_the_same_certificates(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    case = seeded(4, 8, 4, 1_000, seed)

    def found(small: int, cells: int) -> list[object]:
        monkeypatch.setattr(space, "SMALL", small)
        monkeypatch.setattr(space, "PLAIN_CELLS", cells)
        solutions = solve(case, ["leximin", "ks", "utilitarian", "nash"])
        return [audit(case, (1,) * 8, budget=None).certificate, *(each.certificate for each in solutions.values())]

    plain, compiled = found(10**9, 0), found(0, 0)
    monkeypatch.setattr(space, "COMPILED", "nothing of this name")  # as if not loaded
    defaults = finder.Finder.__init__.__defaults__
    little = tuple(128 * 20 if each == finder.PLAIN_WORK else each for each in defaults)
    monkeypatch.setattr(finder.Finder.__init__, "__defaults__", little)
    assert plain == compiled == found(0, 10**9)


def test_worths_beyond_the_machines_integers_are_searched_without(compiled: list[int]) -> None:
    case = seeded(3, 5, 4, 10**25, seed=1)
    compare(case)
    assert not compiled


def test_what_is_alike_on_the_first_level_is_told_apart_on_the_others(
    compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branch_and_bound, "SELDOM", 0)
    for seed in range(6):
        compare(seeded(3, 6, 3, 2, seed))


@pytest.mark.parametrize("seed", range(20))
def test_steps_end_at_the_optimum_of_the_relaxation(seed: int) -> None:
    """Shares of the options that add up to 1 and have a least slack as high as the bound: neither can be bettered."""
    chance = random.Random(seed)
    rows, sizes = chance.randint(1, 7), [chance.randint(1, 5) for _ in range(chance.randint(1, 12))]
    first = np.cumsum([0, *sizes])
    column = np.array([[chance.choice([0, chance.random()]) for _ in range(first[-1])] for _ in range(rows)]) / len(
        sizes
    )
    table = dual_simplex.Table(first, np.repeat(np.arange(len(sizes)), sizes), column, np.full(rows, 0.4), 1.0)
    inverse = np.zeros((rows, rows))
    inverse[np.arange(1, rows), np.arange(rows - 1)], inverse[0] = 1, [*[-1] * (rows - 1), 1]
    key = first[:-1] + [int(column[0, low:high].argmax()) for low, high in pairwise(first)]
    basis = dual_simplex.Basis(key, -2 - np.arange(rows - 1), inverse)
    scratch = dual_simplex.Scratch(
        *(np.zeros(n) for n in (first[-1], first[-1], rows, rows, rows)), np.ones(len(sizes), np.bool_)
    )
    dual_simplex.evaluate(column, table.offset, key, inverse, scratch.value, scratch.total)
    bound = dual_simplex.minimise(table, scratch, basis, -1e300, 1_000)

    shares = np.zeros(first[-1])
    shares[basis.key] = 1
    for held, part in zip(basis.held, scratch.multiplier, strict=False):
        if held >= 0:
            shares[held] -= part
            shares[basis.key[table.issue[held]]] += part
    y = inverse[:, -1]
    assert y.min() >= -1e-9 and y.sum() == pytest.approx(1)
    assert shares.min() >= -1e-9 and np.add.reduceat(shares, first[:-1]) == pytest.approx(1)
    assert (column @ shares - table.offset).min() == pytest.approx(bound, abs=1e-9)
    assert bound == pytest.approx(np.maximum.reduceat(y @ column, first[:-1]).sum() - y @ table.offset)
