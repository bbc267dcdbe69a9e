"""Kernels against each other and against plain Python, on more than small cases have."""

import random
from math import prod

import numpy as np
import pytest

from goodoffices.engines.settlement.frontier import (
    Frontier,
    array_steps,  # noqa: F401 - once it is loaded, kernels take every step
    dominance,
    frontier,
    plain_stage,
    stage_builder,
    sweeping,
    weeding,
)
from goodoffices.engines.settlement.frontier.blocks import ordered
from goodoffices.engines.settlement.frontier.elimination import parts
from goodoffices.engines.settlement.frontier.kernels import (
    pairwise,
    rows,
    staircase,
    three_parties,
    three_parties_grid,
    two_parties,
)
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.scaled import ScaledCase
from goodoffices.engines.settlement.tests.brute_force import case
from tests.profiles import LONG


def drawn(parties: int, issues: int, options: int, most: int, seed: int) -> Case:
    chance = random.Random(seed)
    return case(*[[[chance.randint(0, most) for _ in range(options)] for _ in range(issues)] for _ in range(parties)])


def plainly(given: Case) -> plain_stage.PlainStage:
    scaled = ScaledCase.of(given)
    stage = plain_stage.origin(len(given.mandates))
    for block in ordered(parts(given, scaled, stage_builder.StageBuilder(scaled, None))):  # type: ignore[arg-type]
        stage = plain_stage.step(stage, block.vectors, block.counts, None)
    return stage


def same(found: Frontier, rule: plain_stage.PlainStage) -> None:
    assert [found._stages.top.vector(at) for at in range(len(found))] == rule.vectors
    assert found.packages == sum(rule.counts)


@pytest.mark.parametrize("most", [3, 10**15, 10**30, *([40, 10**6, 10**18] if LONG else [])])
@pytest.mark.parametrize(("parties", "issues"), [(2, 14), (3, 8), (4, 6), (5, 5), (6, 5)])
def test_whatever_the_size_of_worths_the_kernels_agree_with_plain_python(parties, issues, most):
    given = drawn(parties, issues, 4, most, seed=parties)
    same(frontier(given), plainly(given))


@pytest.mark.parametrize(("parties", "issues"), [(4, 7), (5, 6), (7, 5)])
def test_trees_agree_with_comparing_with_all(monkeypatch, parties, issues):
    given = drawn(parties, issues, 4, 30, seed=1)
    compared = frontier(given)
    monkeypatch.setattr(pairwise, "FEW", 0)
    monkeypatch.setattr(weeding, "SHARED_FROM", 64)  # and in two threads
    planted = frontier(given)
    assert (planted.scaled == compared.scaled).all() and planted.packages == compared.packages


def test_three_parties_by_staircase_by_ranks_and_by_trees(monkeypatch):
    given = drawn(3, 9, 4, 200, seed=2)
    swept = frontier(given)
    answers = [swept]
    monkeypatch.setattr(three_parties, "FEW_LISTS", 0)  # the staircase as a set
    answers.append(frontier(given))
    for way in (sweeping.swept_over_ranks, lambda *given: None):
        monkeypatch.setattr(dominance, "swept", way)
        monkeypatch.setattr(pairwise, "FEW", 0)
        answers.append(frontier(given))
    assert all((each.scaled == swept.scaled).all() and each.packages == swept.packages for each in answers)


def test_many_stages_at_once_are_as_one_by_one(monkeypatch):
    given = drawn(2, 20, 5, 90, seed=3)
    at_once = frontier(given)
    for room in (1, 500, 5_000):
        monkeypatch.setattr(stage_builder, "AT_ONCE", room)
        other = frontier(given)
        assert (other.scaled == at_once.scaled).all() and other.packages == at_once.packages
        assert other.package(len(other) // 2) == at_once.package(len(other) // 2)


def test_stages_that_drop_their_values_still_know_their_packages(monkeypatch):
    given = drawn(3, 9, 4, 6, seed=4)
    kept = frontier(given)
    monkeypatch.setattr(stage_builder, "KEPT", 0)
    bare = frontier(given)
    assert any(stage.valueless for stage in bare._stages.stages)
    for at in range(0, len(kept), 7):
        assert kept.packages_of(at, 5) == bare.packages_of(at, 5)


@pytest.mark.parametrize("seed", range(12))
def test_cells_keep_what_the_sweep_keeps(seed):
    """Of lists that are moved: the same values, in the same order, standing for as many packages."""
    chance = random.Random(seed)
    most, lists = chance.choice([2, 9, 40]), chance.randint(1, 30)
    points = sorted({tuple(chance.randint(0, most) for _ in range(3)) for _ in range(60)}, reverse=True)
    efficient = [
        p for p in points if not any(q != p and all(a >= b for a, b in zip(q, p, strict=True)) for q in points)
    ]
    values, size = np.array(efficient, np.int64).T.copy(), len(efficient)
    starts = np.array([chance.randrange(size + 1) for _ in range(lists)])
    ends = np.array([chance.randint(low, size) for low in starts])
    by = np.array([[chance.randint(-5, 5) for _ in range(3)] for _ in range(lists)]).T.copy()
    counts, weights = np.array([chance.randint(1, 5) for _ in efficient], float), np.ones(lists)

    points = three_parties.Points(*values, values[1], counts)
    lists = three_parties.Lists(starts, ends, *by, by[1] + 5, weights)

    def kept(kernel, *given):
        out = rows.room(int((ends - starts).sum()))
        found = kernel(points, lists, *given, out)
        return (values[:, out.place[:found]] + by[:, out.option[:found]]).T.tolist(), out.counts[:found].tolist()

    cells = kept(three_parties_grid.sift, three_parties_grid.extent_of(points, lists))
    swept = kept(three_parties.sweep, np.full(3, -100), most + 11)
    assert cells == swept


@pytest.mark.parametrize("span", [1, 64, 65, 4_096, 4_097, 300_000])
def test_the_staircase_finds_its_neighbours(span):
    chance = random.Random(span)
    words = (span >> 6) + 1
    tree = [np.zeros(size, np.uint64) for size in (words, (words >> 6) + 1, (words >> 12) + 1, 1)]
    members: set[int] = set()
    for _ in range(400):
        at = chance.randrange(span)
        if at in members and chance.random() < 0.5:
            members.discard(at)
            staircase.remove(*tree, at)
        else:
            members.add(at)
            staircase.insert(*tree, at)
        asked = chance.randrange(span)
        assert staircase.successor(*tree, asked) == min((each for each in members if each >= asked), default=-1)
        assert staircase.predecessor(*tree, asked) == max((each for each in members if each <= asked), default=-1)


@pytest.mark.parametrize("span", [1, 31, 32, 33, 1_000])
def test_stairs_rise_as_far_as_they_are_lower(span):
    chance = random.Random(span)
    height, blocks = np.full(span, -1, np.int32), np.full((span >> staircase.BLOCK) + 1, -1, np.int32)
    plainly = [-1] * span
    for _ in range(200):
        stair, top = chance.randrange(span), chance.randrange(50)
        staircase.rise(height, blocks, stair, top)
        plainly[: stair + 1] = [max(each, top) for each in plainly[: stair + 1]]
        assert [max(height[at], blocks[at >> staircase.BLOCK]) for at in range(span)] == plainly


def test_a_leap_lands_where_walking_would():
    rising = np.array([1, 1, 2, 5, 5, 5, 9], np.int64)
    for low in range(8):
        for best in range(11):
            walked = next((at for at in range(low, 7) if rising[at] > best), 7)
            assert two_parties.leap(rising, low, 7, best) == max(low, walked)


def test_the_shared_instances_have_the_known_numbers_of_points():
    from benchmarks.settlement.instances import case as made
    from benchmarks.settlement.instances import draw

    assert frontier(made(draw(2, 40, 5, "adv_int", 0))).points == 1_740
    doubles = made(draw(2, 8, 4, "adv_float", 0))
    assert prod(len(issue.options) for issue in doubles.domain.issues) == 4**8
    same(frontier(doubles), plainly(doubles))
