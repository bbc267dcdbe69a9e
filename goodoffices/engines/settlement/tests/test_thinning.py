"""Fewer points: as many as asked for, one in every cell, and the loss is what it is said to be."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.settlement.frontier.thinning import coarsen, thin, widths_for
from tests.profiles import examples


@st.composite
def parts(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    """Values [parties, points] in several parts, some of them empty; small, large, or beyond 64 bits."""
    parties = draw(st.integers(1, 4))
    sizes = draw(st.lists(st.integers(0, 12), min_size=1, max_size=5))
    most = draw(st.sampled_from([3, 1_000, 10**25]))
    cells = st.integers(-most, most)
    rows = [[draw(cells) for _ in range(sum(sizes))] for _ in range(parties)]
    values = np.array(rows, object if most > 10**18 else np.int64).reshape(parties, sum(sizes))
    return values, np.cumsum([0, *sizes]).tolist()


@settings(max_examples=examples(50, 2000), deadline=None)
@given(drawn=parts(), most=st.integers(1, 9))
def test_each_part_keeps_at_most_so_many_and_at_least_one(drawn, most):
    values, starts = drawn
    places, begins, lost = thin(values, starts, most)
    assert list(places) == sorted(set(places)) and len(begins) == len(starts)
    assert begins[0] == 0 and begins[-1] == len(places)
    for low, high, first, last in zip(starts, starts[1:], begins, begins[1:], strict=False):
        kept = places[first:last]
        assert all(low <= at < high for at in kept)
        assert (high > low) <= len(kept) <= max(most, 1) if high > low else not len(kept)
        for at in range(low, high):  # whatever is left out exceeds some point of its part by no more than is said
            assert any((values[:, at] - values[:, other] <= np.array(lost, object)).all() for other in kept)


@settings(max_examples=examples(30, 1000), deadline=None)
@given(drawn=parts(), most=st.integers(1, 9))
def test_parts_are_thinned_as_each_would_be_alone(drawn, most):
    values, starts = drawn
    places, _, lost = thin(values, starts, most)
    alone, worst = [], [0] * len(values)
    for low, high in pairwise(starts):
        if high > low:
            kept, _, missed = thin(values[:, low:high], [0, high - low], most)
            alone += [low + int(at) for at in kept]
            worst = list(map(max, worst, missed))
    assert places.tolist() == alone and list(lost) == worst


@settings(max_examples=examples(30, 1000), deadline=None)
@given(drawn=parts(), width=st.integers(1, 500))
def test_a_coarser_answer_loses_less_than_a_cell(drawn, width):
    values, _ = drawn
    if not values.shape[1]:
        return
    places, lost = coarsen(values, [width] * len(values))
    assert all(0 <= each < width for each in lost)
    cells = {tuple(int(cell) for cell in column) for column in (values // width).T}
    assert len(places) == len(cells)


def test_a_few_points_are_kept_as_they_are():
    values = np.array([[9, 5, 1], [0, 4, 8]])
    places, starts, lost = thin(values, [0, 3], 3)
    assert (places.tolist(), starts, lost) == ([0, 1, 2], [0, 3], (0, 0))


def test_the_widths_of_all_steps_together_are_what_may_be_lost():
    assert widths_for([100, 7], 10) == [11, 1]
    assert widths_for([5], 0) == [6]
