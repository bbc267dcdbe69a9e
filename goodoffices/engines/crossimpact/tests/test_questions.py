"""Attractors, flips, least flips, robustness, balances: against their definitions, spelled out."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.crossimpact import api
from goodoffices.engines.crossimpact.model import Matrix
from goodoffices.engines.crossimpact.questions import attractors as sampling
from goodoffices.engines.crossimpact.questions.hinges import hinges
from goodoffices.engines.crossimpact.tests import brute_force
from goodoffices.engines.crossimpact.tests.matrices import as_names, fixings, matrices


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_attractors_and_their_basins(data: st.DataObject) -> None:
    matrix = data.draw(matrices())
    fixed = data.draw(fixings(matrix))
    rule = data.draw(st.sampled_from(["global", "incremental"]))
    found = api.attractors(matrix, rule=rule, fix=as_names(matrix, fixed))
    expected = Counter(
        brute_force.attractor(matrix, each, fixed, rule == "incremental") for each in brute_force.every(matrix, fixed)
    )
    assert found.status == "complete"
    assert {each.scenarios: each.basin for each in found.attractors} == expected
    assert all(each.length == len(each.scenarios) for each in found.attractors)
    assert abs(sum(each.share for each in found.attractors) - 1) < 1e-9
    fixed_points = {each.scenarios[0] for each in found.attractors if each.length == 1}
    assert fixed_points == brute_force.within(matrix, fixed)


@settings(max_examples=20, deadline=None)
@given(matrices(most=300))
def test_a_sample_finds_attractors_that_are_there(matrix: Matrix) -> None:
    exact = {each.scenarios: each.share for each in api.attractors(matrix).attractors}
    found = api.attractors(matrix, exact=0, sample=2_000)
    assert found.status == "sampled" and found.followed == 2_000
    assert {each.scenarios for each in found.attractors} <= set(exact)
    near = [each.low - 0.03 <= exact[each.scenarios] <= each.high + 0.03 for each in found.attractors]
    assert all(near), "a fixed sequence: 3 % beside the interval would be no accident"
    assert api.attractors(matrix, exact=0, sample=2_000) == found


def test_the_sample_is_spread_evenly() -> None:
    import numpy as np

    drawn = sampling.scattered(np.array([3, 4, 2]), 0, 24_000)
    counts = Counter(map(tuple, drawn.tolist()))
    assert len(counts) == 24 and all(850 < each < 1_150 for each in counts.values())
    assert (sampling.scattered(np.array([3, 4, 2]), 100, 50) == drawn[100:150]).all()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_every_measure_moves(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=200))
    fixed = data.draw(fixings(matrix))
    found = api.flips(matrix, fix=as_names(matrix, fixed))
    assert found.status == "complete"
    possible = {(at, v) for at, size in enumerate(matrix.sizes) if at not in fixed and size > 1 for v in range(size)}
    assert {(each.descriptor, each.variant) for each in found.measures} == possible
    base = brute_force.within(matrix, fixed)
    for each in found.measures:
        held = brute_force.within(matrix, {**fixed, each.descriptor: each.variant})
        assert set(each.scenarios) == held and each.count == len(held)
        assert each.lasting == len(held & base)
    assert len(found.moves) == sum(1 for origin in base for at, v in possible if origin[at] != v)
    for move in found.moves:
        held_fix = {**fixed, move.descriptor: move.variant}
        begun = tuple(move.variant if at == move.descriptor else v for at, v in enumerate(move.origin))
        end = brute_force.attractor(matrix, begun, held_fix)
        assert (move.held, move.held_length) == (end[0], len(end))
        after = brute_force.attractor(matrix, end[0], fixed)
        assert (move.released, move.released_length) == (after[0], len(after))
        assert move.lasts == (end == after) and move.falls_back == (tuple(after) == (move.origin,) != tuple(end))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_least_sets_of_measures(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=150, descriptors=5))
    count = len(matrix.sizes)
    wished = {
        at: data.draw(st.integers(0, matrix.sizes[at] - 1))
        for at in data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    }
    fixed = {at: v for at, v in data.draw(fixings(matrix)).items() if at not in wished}
    found = api.least_flips(matrix, as_names(matrix, wished), fix=as_names(matrix, fixed))
    free = [at for at in range(count) if at not in fixed]
    allowed = free if all(at in wished for at in free) else [at for at in free if at not in wished]
    for size in range(len(allowed) + 1):
        expected = {
            (tuple((at, each[at]) for at in held), each)
            for held in combinations(allowed, size)
            for each in brute_force.within(matrix, fixed, waived=frozenset(held))
            if all(each[at] == v for at, v in wished.items())
        }
        if expected:
            assert found.status == "complete" and found.size == size == found.at_least
            assert {(each.measures, each.scenario) for each in found.answers} == expected
            return
    assert found.status == "impossible" and not found.answers and found.size is None


def _changed(matrix: Matrix, x: int, y: int, by: int) -> Matrix:
    rows = [list(row) for row in matrix.rows]
    rows[x][y] += by
    return Matrix(matrix.descriptors, tuple(map(tuple, rows)), matrix.scale)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_judgements_that_change_the_answer_alone(data: st.DataObject) -> None:
    """Every judgement is moved step by step, half steps between: the first change is what was told."""
    matrix = data.draw(matrices(most=60, descriptors=4, variants=3, tenths=False))
    fixed = data.draw(fixings(matrix))
    spread = data.draw(st.sampled_from([1, 2]))
    found = api.robust(matrix, spread, fix=as_names(matrix, fixed))
    assert found.status == "complete" and found.scale == 1
    told = {(each.source, each.target): each for each in found.fragile}
    base = brute_force.within(matrix, fixed)
    assert set(found.consistent) == base
    double = Matrix(matrix.descriptors, tuple(tuple(2 * c for c in row) for row in matrix.rows), 1)
    for d, own in enumerate(matrix.sizes):
        for e, other in enumerate(matrix.sizes):
            block = [matrix.rows[matrix.starts[d] + v][matrix.starts[e] + w] for v in range(own) for w in range(other)]
            for v in range(own):
                for w in range(other):
                    x, y = matrix.starts[d] + v, matrix.starts[e] + w
                    for sign, field in ((-1, "lowered"), (1, "raised")):
                        change = getattr(told.get((x, y)), field, None)
                        first = None
                        for halves in range(1, 2 * spread + 1) if d != e and any(block) else ():
                            after = brute_force.within(_changed(double, x, y, sign * halves), fixed)
                            if after != base:
                                first = halves, base - after, after - base
                                break
                        if first is None:
                            assert change is None
                            continue
                        assert change is not None
                        assert first[0] == 2 * change.by + (1 if change.beyond else 0)
                        assert (set(change.lost), set(change.gained)) == first[1:]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_certain_and_what_is_possible(data: st.DataObject) -> None:
    matrix = data.draw(matrices(most=200, tenths=False))
    others = []
    for _ in range(2):
        rows = [
            [
                cell + data.draw(st.sampled_from([-1, 0, 0, 1])) if own != at_of(matrix, y) else 0
                for y, cell in enumerate(row)
            ]
            for own, row in ((at_of(matrix, x), row) for x, row in enumerate(matrix.rows))
        ]
        others.append(Matrix.of(matrix.descriptors, rows))
    found = api.robust(matrix, others)
    low = [
        [min(m.rows[x][y] for m in (matrix, *others)) for y in range(len(matrix.rows))] for x in range(len(matrix.rows))
    ]
    high = [
        [max(m.rows[x][y] for m in (matrix, *others)) for y in range(len(matrix.rows))] for x in range(len(matrix.rows))
    ]
    certain, possible = set(), set()
    for chosen in brute_force.every(matrix, {}):
        for told, mine, rivals in ((certain, low, high), (possible, high, low)):
            picked = [matrix.starts[at] + v for at, v in enumerate(chosen)]
            stands = all(
                sum(mine[x][matrix.starts[at] + v] for x in picked)
                >= sum(rivals[x][matrix.starts[at] + w] for x in picked)
                for at, (v, size) in enumerate(zip(chosen, matrix.sizes, strict=True))
                for w in range(size)
                if w != v
            )
            if stands:
                told.add(chosen)
    assert set(found.certain) == certain
    assert set(found.possible) == possible and found.possible_count == len(possible)


def at_of(matrix: Matrix, x: int) -> int:
    return next(at for at in range(len(matrix.sizes)) if x < matrix.starts[at + 1])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_holds_a_scenario_together_and_what_tips_it(data: st.DataObject) -> None:
    matrix = data.draw(matrices())
    chosen = tuple(data.draw(st.integers(0, size - 1)) for size in matrix.sizes)
    scores = brute_force.scores(matrix, chosen)
    for at, each in enumerate(api.balances(matrix, chosen)):
        assert list(each.scores) == scores[at] and each.chosen == chosen[at]
        assert each.margin == brute_force.margins(matrix, chosen)[at]
        assert sum(one.value for one in each.influences) == scores[at][chosen[at]]
        assert len(each.support) + len(each.opposition) == len(each.influences)
        expected = set()
        for source, size in enumerate(matrix.sizes):
            for v in range(size):
                if source == at or v == chosen[source] or (each.margin or 0) < 0:
                    continue
                turned = tuple(v if k == source else old for k, old in enumerate(chosen))
                margin = brute_force.margins(matrix, turned)[at]
                if margin is not None and margin < 0:
                    expected.add((source, v, -margin))
        assert {(tip.source, tip.variant, tip.lead) for tip in each.tips} == expected


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_least_sets_of_measures_that_are_given_with_their_variants(data: st.DataObject) -> None:
    """Held at the variant that was given, and at no other; where none of them help, that is proven."""
    matrix = data.draw(matrices(most=200, descriptors=5, variants=3))
    every = [(at, v) for at, size in enumerate(matrix.sizes) for v in range(size)]
    wished = dict([data.draw(st.sampled_from(every))])
    ways = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=4, unique=True))
    named = [next(iter(as_names(matrix, dict([way])).items())) for way in ways]
    found = api.least_flips(matrix, as_names(matrix, wished), measures=named)
    usable = [way for way in ways if way[0] not in wished]
    expected: set[tuple[frozenset[tuple[int, int]], tuple[int, ...]]] = set()
    size = 0
    for size in range(len(usable) + 1):
        for held in combinations(sorted(usable), size):
            if len(dict(held)) < size:
                continue
            waived = frozenset(at for at, _v in held)
            for chosen in brute_force.within(matrix, {}, waived=waived):
                if all(chosen[at] == v for at, v in (*held, *wished.items())):
                    expected.add((frozenset(held), chosen))
        if expected:
            break
    if not expected:
        assert (found.status, found.size, found.answers) == ("impossible", None, [])
        return
    assert (found.status, found.size) == ("complete", size)
    assert {(frozenset(each.measures), each.scenario) for each in found.answers} == expected


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_where_scenarios_go_while_several_variants_are_held(data: st.DataObject) -> None:
    matrix = data.draw(matrices())
    held = data.draw(fixings(matrix))
    origins = data.draw(st.lists(st.sampled_from(list(brute_force.every(matrix, {}))), min_size=1, max_size=4))
    moves = api.moved(matrix, origins, as_names(matrix, held))
    for origin, move in zip(origins, moves, strict=True):
        turned = tuple(held.get(at, v) for at, v in enumerate(origin))
        end = brute_force.attractor(matrix, turned, held)
        assert move.origin == origin and (move.held, move.held_length) == (end[0], len(end))
        then = brute_force.attractor(matrix, end[0], {})
        assert (move.released, move.released_length) == (then[0], len(then))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_distances_of_any_size_say_what_they_mean(data: st.DataObject) -> None:
    """Also where judgements have 16 decimal places: one of a workbook's thirds."""
    matrix = data.draw(matrices(most=60, descriptors=3, variants=3))
    if data.draw(st.booleans()):
        third = Fraction(3333333333333333, 10**16)
        rows = [[matrix.value(cell) * third for cell in row] for row in matrix.rows]
        matrix = Matrix.of(matrix.descriptors, rows)
    far = data.draw(st.sampled_from([1000, 10**18, 10**25, Fraction(10**30, 7)]))
    found = api.solve(matrix, near=far)
    assert {each.variants for each in found.consistent} == brute_force.within(matrix, {})
    assert len(found.consistent) + len(found.near) == matrix.configurations == int(found.count or 0) + len(found.near)

    told, enough = api.robust(matrix, 10**25), api.robust(matrix, 1000)
    assert (told.certain, told.possible_count) == (enough.certain, enough.possible_count) and told.status == "complete"
    assert told.fragile == enough.fragile
    alone = [set(range(len(matrix.sizes))) - {e} for e in range(len(matrix.sizes))]
    moved = {
        e for e in range(len(matrix.sizes)) if matrix.sizes[e] > 1 and any(_judged(matrix, d, e) for d in alone[e])
    }
    for chosen in brute_force.every(matrix, {}):
        assert (chosen in told.certain) is (not moved)
        stands = brute_force.consistency(matrix, chosen, set(range(len(matrix.sizes))) - moved)
        assert (chosen in told.possible) is (stands is None or stands >= 0)


def _judged(matrix: Matrix, d: int, e: int) -> bool:
    columns = slice(matrix.starts[e], matrix.starts[e + 1])
    return any(any(row[columns]) for row in matrix.rows[matrix.starts[d] : matrix.starts[d + 1]])


def test_what_cannot_be_added_exactly_is_refused() -> None:
    matrix = Matrix.of({"A": ["a", "b"], "B": ["c", "d"]}, [[0, 0, 1, 2], [0, 0, 3, 0], [1, 0, 0, 0], [0, 1, 0, 0]])
    for spread in (Fraction(1, 10**18), [Matrix(matrix.descriptors, matrix.rows, 10**18 + 1)]):
        with pytest.raises(api.Unusable, match="more digits than can be added exactly"):
            api.robust(matrix, spread)


@settings(max_examples=80, deadline=None)
@given(matrices())
def test_a_scenario_hangs_on_every_judgement_that_can_tip_it_alone_and_on_no_other(matrix: Matrix) -> None:
    """Each moved by itself, as far as it is said to bear and a little more, by the definitions."""
    a_little = Fraction(1, 100)
    for chosen in sorted(brute_force.within(matrix, {}))[:2]:
        found = {(each.source, each.descriptor, each.onto): each for each in hinges(matrix, chosen)}
        for source, at in permutations(range(len(chosen)), 2):
            for w in range(matrix.sizes[at]):
                x, y = matrix.starts[source] + chosen[source], matrix.starts[at] + w
                value, down = matrix.value(matrix.rows[x][y]), w == chosen[at]
                hinge = found.pop((source, at, w), None)
                if hinge is None:
                    assert chosen in brute_force.within(_with(matrix, x, y, Fraction(-3 if down else 3)), {})
                    continue
                by = matrix.value(hinge.by) * (-1 if down else 1)
                assert hinge.raised is not down and matrix.value(hinge.value) == value
                assert chosen in brute_force.within(_with(matrix, x, y, value + by), {})
                beyond = _with(matrix, x, y, value + by + (-a_little if down else a_little))
                scores = brute_force.scores(beyond, chosen)[at]
                assert scores[hinge.rival] > scores[chosen[at]]
        assert not found
        moves = [each.by for each in hinges(matrix, chosen)]
        assert moves == sorted(moves)


def _with(matrix: Matrix, x: int, y: int, value: Fraction) -> Matrix:
    rows = [[matrix.value(cell) for cell in row] for row in matrix.rows]
    rows[x][y] = value
    return Matrix.of({each.name: list(each.variants) for each in matrix.descriptors}, rows)
