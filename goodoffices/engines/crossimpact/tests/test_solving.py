"""Every consistent scenario, none but these: against brute force, and against the known answers."""

from fractions import Fraction
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.crossimpact.model import Matrix
from goodoffices.engines.crossimpact.questions.attractors import attractors
from goodoffices.engines.crossimpact.search import running
from goodoffices.engines.crossimpact.search.solving import solve
from goodoffices.engines.crossimpact.tests import brute_force
from goodoffices.engines.crossimpact.tests.matrices import as_names, fixings, matrices, of_blocks, sparse


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_all_consistent_and_near_scenarios_with_their_values(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=2_000, descriptors=8))
    fixed = data.draw(fixings(matrix))
    near = data.draw(st.sampled_from([0, 1, 2, Fraction(1, 2)]))
    found = solve(matrix, fix=as_names(matrix, fixed), near=near)
    free = set(range(len(matrix.sizes))) - set(fixed)
    assert found.complete and found.proven == "" and found.undecided == 0
    assert {each.variants for each in found.consistent} == brute_force.within(matrix, fixed)
    assert found.count == len(found.consistent)
    both = [each.variants for each in (*found.consistent, *found.near)]
    assert len(both) == len(set(both))
    assert set(both) == brute_force.within(matrix, fixed, int(near * matrix.scale))
    for each in (*found.consistent, *found.near):
        assert each.consistency == brute_force.consistency(matrix, each.variants, free)
        assert each.impact == brute_force.impact(matrix, each.variants)
        margins = brute_force.margins(matrix, each.variants)
        assert each.against == tuple((at, m) for at, m in enumerate(margins) if at in fixed and m is not None and m < 0)
    assert [each.impact for each in found.consistent] == sorted(
        (each.impact for each in found.consistent), reverse=True
    )


@settings(max_examples=10, deadline=None)
@given(matrices(most=100_000, descriptors=11))
def test_larger_spaces(matrix: Matrix) -> None:
    assert {each.variants for each in solve(matrix).consistent} == brute_force.within(matrix, {})


def test_every_core_and_every_slice_finds_the_same(monkeypatch) -> None:
    """Slices of a few nodes, so that every piece is given away, stopped and gone on with."""
    blocks = {
        (a, b): [Fraction((7 * a + 3 * b + 5 * k) % 7 - 3) for k in range(9)]
        for a in range(9)
        for b in range(9)
        if a != b
    }
    matrix = of_blocks([3] * 9, blocks)
    near = solve(matrix, near=25)
    assert len(near.near) > 300
    monkeypatch.setattr(running, "SLICE", 1)
    monkeypatch.setattr(running, "HELD", 7)
    again = solve(matrix, near=25)
    assert again.consistent == near.consistent and again.near == near.near
    assert {each.variants for each in (*near.near, *near.consistent)} == brute_force.within(matrix, {}, 25)


def test_a_list_that_is_cut_short_says_how_many_there_are() -> None:
    matrix = Matrix.of({f"D{at}": ["a", "b"] for at in range(200)}, [[0] * 400] * 400)
    found = solve(matrix, most=50)
    assert found.status == "truncated" and found.count == 2**200 and len(found.consistent) == 50
    assert str(2**200) in found.proven
    one = Matrix.of({"only": [str(at) for at in range(60)]}, [[0] * 60] * 60)
    assert solve(one, most=10).count == 60 and len(solve(one).consistent) == 60


def test_what_a_budget_cuts_short_is_bounded_and_true() -> None:
    blocks = {
        (a, b): [Fraction((3 * a * a + 5 * b + 11 * k * (a + 1)) % 7 - 3) for k in range(9)]
        for a in range(34)
        for b in range(34)
        if a != b
    }
    matrix = of_blocks([3] * 34, blocks)
    asked = iter([False] * 2 + [True] * 10_000)
    found = solve(matrix, near=4, cancel=lambda: next(asked))
    assert found.status == "truncated" and found.count is None
    assert 0 < found.undecided <= prod(matrix.sizes)
    assert "Broken off." in found.proven
    for each in found.consistent:
        assert brute_force.consistency(matrix, each.variants, set(range(34))) >= 0


def test_a_wish_for_near_ones_takes_nothing_from_what_is_proven() -> None:
    matrix = sparse(8, 3, 4)
    plain, wide = solve(matrix), solve(matrix, near=9, most=20)
    assert plain.complete and plain.count == len(plain.consistent) < 20
    assert (wide.count, wide.consistent, wide.undecided) == (plain.count, plain.consistent, 0)
    close = len(brute_force.within(matrix, {}, 9)) - len(plain.consistent)
    assert wide.status == "truncated" and 0 < len(wide.near) < close
    assert f"There are exactly {plain.count} consistent scenarios" in wide.proven
    assert f"Near ones are exactly {close}; {len(wide.near)} of them are listed." in wide.proven


def test_a_large_descriptor_is_bounded_without_a_table() -> None:
    sizes = [9, 2, 7]
    blocks = {
        (a, b): [Fraction((5 * a + 2 * b + 3 * k) % 7 - 3) for k in range(sizes[a] * sizes[b])]
        for a in range(3)
        for b in range(3)
        if a != b
    }
    matrix = of_blocks(sizes, blocks)
    for near in (0, 2, 5):
        found = solve(matrix, near=near)
        assert {e.variants for e in (*found.consistent, *found.near)} == brute_force.within(matrix, {}, near)


def test_judgements_with_many_digits_are_exact() -> None:
    tiny = Fraction(1, 10**9)
    matrix = of_blocks(
        [2, 2], {(0, 1): [tiny, Fraction(0), Fraction(0), 1 - tiny], (1, 0): [Fraction(0), tiny, Fraction(0), -tiny]}
    )
    assert {each.variants for each in solve(matrix).consistent} == brute_force.within(matrix, {})


def test_more_ties_than_can_be_listed_end_as_truncated_and_are_counted_exactly():
    """Nothing influences anything: every configuration is consistent. The list ends when the time does, and says how many there are."""
    matrix = Matrix.of({f"d{at}": ["a", "b"] for at in range(300)}, [[0] * 600] * 600)
    found = solve(matrix, budget=0.01)
    assert found.status == "truncated" and found.count == 2**300
    assert 0 < len(found.consistent) < 100_000 and "are listed" in found.proven
    assert len(solve(matrix, most=7).consistent) == 7


def test_no_walk_is_longer_than_can_be_afforded():
    """In a large matrix that pulls in all directions scenarios go round for long: what has not come again by then is unfinished."""
    found = attractors(sparse(100, 4, 4), budget=0.2)
    assert found.status == "truncated" and found.followed >= 1
    assert all(len(each.scenarios) <= each.length for each in found.attractors)
