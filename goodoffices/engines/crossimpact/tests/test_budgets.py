"""Budgets hold however large a matrix is, and whoever waits is told how far it is."""

import random
import threading
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.model import Matrix
from goodoffices.engines.crossimpact.model.arrays import judgements
from goodoffices.engines.crossimpact.model.matrix import _exact_rows
from goodoffices.engines.crossimpact.search import solving
from goodoffices.engines.crossimpact.search.clock import Clock
from goodoffices.engines.crossimpact.search.kernels import DEPTH
from goodoffices.engines.crossimpact.search.parts import blocks_of, influences
from goodoffices.engines.crossimpact.search.problem import problem
from goodoffices.engines.crossimpact.search.running import Search, _Worker
from goodoffices.engines.crossimpact.tests.matrices import matrices, sparse

QUESTIONS: dict[str, Callable[..., Any]] = {
    "solve": api.solve,
    "near": lambda matrix, **more: api.solve(matrix, near=2, **more),
    "attractors": api.attractors,
    "incremental": lambda matrix, **more: api.attractors(matrix, rule="incremental", **more),
    "flips": api.flips,
    "least": lambda matrix, **more: api.least_flips(matrix, {"D1": 1, "D3": 1}, **more),
    "robust": api.robust,
}


@pytest.fixture(scope="module")
def large() -> Matrix:
    """A thousand descriptors, each influenced by four others: no question about it comes to an end."""
    count, chance = 1000, random.Random(5)
    rows = [[0] * 2 * count for _ in range(2 * count)]
    for b in range(count):
        for a in chance.sample([at for at in range(count) if at != b], 4):
            for v, w in product(range(2), repeat=2):
                rows[2 * a + v][2 * b + w] = chance.randint(-3, 3)
    return Matrix.of({f"D{at + 1}": ["a", "b"] for at in range(count)}, rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_that_does_not_end_says_that_its_time_is_up(large: Matrix, question: str) -> None:
    """How soon it does is measured, not tested: machines are noisy."""
    found = QUESTIONS[question](large, budget=1)
    if question == "least":
        assert found.status == "impossible"  # seen at once: too little speaks for it, whatever is held
    else:
        assert found.status == "truncated" and "The time allowed was used up." in found.proven


def test_other_judges_of_a_large_matrix_are_asked_within_the_budget(large: Matrix) -> None:
    other = Matrix(large.descriptors, tuple(tuple(2 * cell for cell in row) for row in large.rows))
    assert api.robust(large, [other], budget=1).status == "truncated"


def test_tables_that_no_machine_holds_are_not_made() -> None:
    descriptors = [api.Descriptor("wide", tuple(f"w{at}" for at in range(60)))]
    descriptors += [api.Descriptor(f"d{at}", ("a", "b")) for at in range(970)]
    every = [tuple(10**9 + x * y % 7 for y in range(2000)) for x in range(2000)]
    rows = [(0,) * 60 + row[60:] if x < 60 else row for x, row in enumerate(every)]
    rows = [
        tuple(0 if x >= 60 and x // 2 == y // 2 else cell for y, cell in enumerate(each)) for x, each in enumerate(rows)
    ]
    matrix = Matrix(tuple(descriptors), tuple(rows), 10**9)
    found = api.solve(matrix, budget=1)
    assert found.status == "truncated" and "GB of memory" in found.proven and found.undecided == matrix.configurations


def test_whole_numbers_in_a_file_are_no_fractions() -> None:
    """Of four million judgements fractions would take a quarter of a minute."""
    descriptors = [api.Descriptor("A", ("x", "y")), api.Descriptor("B", ("p", "q"))]
    places = [(at, v) for at in range(2) for v in range(2)]
    rows = [["0", "", "1", "-3"], ["0", "0", "2.0", "0.5"], ["1", "2", "0", "0"], ["-1", "0", "0", "0"]]
    found, _, _ = _exact_rows(descriptors, places, [[cell or None for cell in row] for row in rows])
    assert [type(cell) for cell in found[1]] == [int, int, int, Fraction]


@settings(max_examples=60, deadline=None)
@given(matrices(most=200), st.integers(0, 2))
def test_which_descriptors_matter_to_which(matrix: Matrix, far: int) -> None:
    """Held against the definition, spelled out."""
    impacts, starts = judgements(matrix), matrix.starts
    spread = np.full_like(impacts, far)
    spread[: starts[1]] = 0
    told = influences(impacts, starts, (spread, spread) if far else None)
    for d in range(len(matrix.sizes)):
        for e in range(len(matrix.sizes)):
            rows, columns = slice(starts[d], starts[d + 1]), slice(starts[e], starts[e + 1])
            moved = impacts[rows, columns] - impacts[rows, starts[e] : starts[e] + 1]
            assert bool(told[d, e]) is bool((moved != moved[:1]).any())
            there = blocks_of(impacts != 0, np.array(starts[:-1]))[d, e]
            assert bool(there) is bool(impacts[rows, columns].any())


def test_where_the_time_is_up_a_large_part_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = sparse(20, 3, 3)
    clock = Clock(0)
    assert solving.all_within(judgements(matrix), matrix, {}, clock).count is not None
    monkeypatch.setattr(solving, "LITTLE_MEMORY", 0)
    every = solving.all_within(judgements(matrix), matrix, {}, clock)
    assert every.count is None and every.undecided == matrix.configurations and not len(every.chosen)


# ---- how far it is ---------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(matrices(most=2_000, descriptors=7), st.integers(1, 30))
def test_the_share_that_is_settled_is_what_no_open_task_holds(matrix: Matrix, nodes: int) -> None:
    places = tuple(range(len(matrix.sizes)))
    tables = problem(judgements(matrix), matrix.starts, places, {})
    worker = _Worker(tables, Search(), 10**6)
    worker.take(np.array([(1 << size) - 1 for size in matrix.sizes], dtype=np.uint64))
    whole = float(np.log2(matrix.sizes).sum())
    assert worker.open_share(whole) == pytest.approx(1)
    while worker.go_on(nodes):
        left = Search(open_tasks=worker.rest()).undecided()
        assert worker.open_share(whole) == pytest.approx(left / matrix.configurations)
        assert worker.place[DEPTH] >= 0
    assert worker.open_share(whole) == 0


def test_a_search_tells_how_far_it_is_and_never_less_than_before() -> None:
    told: list[tuple[int, float | None]] = []
    enough = threading.Event()
    matrix = sparse(60, 3, 5)
    found = api.solve(
        matrix, budget=3, cancel=enough.is_set, progress=lambda _seconds, many, share: told.append((many, share))
    )
    assert all(share is not None and 0 <= share <= 1 for _many, share in told)
    assert told == sorted(told), "neither goes back"
    if told:  # what was settled after the last time that it was told, nobody was told
        assert 0 <= (told[-1][1] or 0) <= 1 - found.undecided / matrix.configurations + 1e-6


def test_questions_that_search_again_and_again_tell_their_own_share() -> None:
    for name in ("flips", "robust", "attractors"):
        told: list[float | None] = []
        QUESTIONS[name](sparse(12, 3, 4), progress=lambda _seconds, _many, share, told=told: told.append(share))
        shares = [share for share in told if share is not None]
        assert len(shares) > 5 and shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1
