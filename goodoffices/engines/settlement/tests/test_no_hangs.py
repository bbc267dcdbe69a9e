"""Searches that once went round in circles come to an end, and the steps to a vertex are bounded whatever the basis."""

import threading
import time

import numpy as np
import pytest

from benchmarks.settlement.instances import case, draw
from goodoffices.engines.settlement.solutions import dual_simplex, solve
from goodoffices.engines.settlement.tests.random_cases import seeded

#: Seconds of a processor, so that a busy machine fails nobody; the search has a budget of one.
AT_MOST = 120.0


@pytest.mark.parametrize("shape", [(5, 30, 5, "pts100", 536), (3, 100, 10, "adv_int", 0)], ids=str)
def test_a_simplex_that_could_cycle_ends(shape: tuple[int, int, int, str, int]) -> None:
    solve(seeded(5, 12, 5, 100, 1), ["ks"], budget=1)  # compile before the watch begins
    found: list[str] = []
    work = threading.Thread(
        target=lambda: found.append(solve(case(draw(*shape)), ["ks"], budget=1)["ks"].status), daemon=True
    )
    work.start()
    begun = time.process_time()
    while work.is_alive() and time.process_time() - begun < AT_MOST:
        work.join(0.1)
    assert found, "compiled code holds no lock, so a search that hangs is still running in its thread"


@pytest.mark.parametrize("seed", range(40))
def test_steps_end_where_many_vertices_coincide(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few different numbers, so that nearly every step is degenerate: with many steepest steps, and with few before Bland's rule."""
    chance = np.random.default_rng(seed)
    rows, sizes = int(chance.integers(2, 7)), chance.integers(1, 5, int(chance.integers(3, 10)))
    first = np.concatenate([[0], np.cumsum(sizes)])
    column = chance.integers(0, 2, (rows, first[-1])) / len(sizes)
    table = dual_simplex.Table(first, np.repeat(np.arange(len(sizes)), sizes), column, np.full(rows, 0.25), 1.0)
    bounds = []
    for patience in (dual_simplex.PATIENCE, 0):
        monkeypatch.setattr(dual_simplex, "PATIENCE", patience)
        basis, scratch = begin(table)
        dual_simplex.evaluate(column, table.offset, basis.key, basis.inverse, scratch.value, scratch.total)
        bounds.append(dual_simplex.minimise(table, scratch, basis, -1e300, 1 << 30))
        y = basis.inverse[:, -1]
        assert y.min() >= -1e-9 and y.sum() == pytest.approx(1)
        weighed = np.maximum.reduceat(y @ column, first[:-1]).sum() - y @ table.offset
        assert bounds[-1] == pytest.approx(weighed), "the bound is the one of the weights, optimal or not"
    assert bounds[0] == pytest.approx(bounds[1], abs=1e-9)


def begin(table: dual_simplex.Table) -> tuple[dual_simplex.Basis, dual_simplex.Scratch]:
    """The first vertex: all weight on the first row."""
    rows, options = table.column.shape
    issues = len(table.first) - 1
    inverse = np.zeros((rows, rows))
    inverse[np.arange(1, rows), np.arange(rows - 1)], inverse[0] = 1, [*[-1] * (rows - 1), 1]
    key = np.array([low + table.column[0, low:high].argmax() for low, high in zip(table.first, table.first[1:])])  # noqa: B905
    scratch = dual_simplex.Scratch(
        *(np.zeros(n) for n in (options, options, rows, rows, rows)), np.ones(issues, np.bool_)
    )
    return dual_simplex.Basis(key, -2 - np.arange(rows - 1), inverse), scratch


def test_there_is_an_end_even_if_a_rule_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A leaving rule that always takes the first place, whether it falls or not: the count of steps stops it."""
    chance = np.random.default_rng(0)
    first = np.arange(0, 41, 4)
    column = chance.random((5, 40)) / 10
    table = dual_simplex.Table(first, np.repeat(np.arange(10), 4), column, np.full(5, 0.3), 1.0)
    steps = []
    monkeypatch.setattr(
        dual_simplex, "_leaving", lambda part, held, inverse, steepest: (steps.append(steepest) or 0, 1.0)
    )
    monkeypatch.setattr(dual_simplex, "_pivot", lambda *given: True)
    monkeypatch.setattr(dual_simplex, "_line_search", lambda *given: (0, 0.0))
    basis, scratch = begin(table)
    dual_simplex.evaluate(column, table.offset, basis.key, basis.inverse, scratch.value, scratch.total)
    dual_simplex.minimise(table, scratch, basis, -1e300, 1 << 30)
    patience = dual_simplex.PATIENCE + dual_simplex.PATIENCE_A_ROW * 5
    assert steps == [True] * patience + [False] * patience
