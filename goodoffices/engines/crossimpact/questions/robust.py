"""Which judgements, changed within their spread, change the answer: the set of consistent scenarios.

One judgement at a time: a consistent scenario is lost when a judgement moves by more than the margin it decides; one is gained when its
only failing descriptor is lifted by the deficit. All at once: a scenario is *certain* if it is consistent whatever each judgement
is within its spread, *possible* if it is so for some.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from goodoffices.engines.crossimpact.model.arrays import Ints, affordable, balances_of, judgements
from goodoffices.engines.crossimpact.model.choosing import Named, choice
from goodoffices.engines.crossimpact.model.matrix import MOST_SUM, Given, Matrix, Scenario, Unusable, exact
from goodoffices.engines.crossimpact.search.clock import Cancel, Clock, Progress
from goodoffices.engines.crossimpact.search.parts import blocks_of
from goodoffices.engines.crossimpact.search.running import load
from goodoffices.engines.crossimpact.search.solving import all_within

#: So many scenarios are looked at for each descriptor that may fail; fewer where many are long to measure.
MOST_LOOKED_AT = 20_000
MOST_POSSIBLE = 20_000


@dataclass(frozen=True)
class Change:
    """What a judgement's move in one direction does. `by`: how far, in units of 1/scale; `beyond`: it has to go farther than that
    (to that far where not). `lost` and `gained` by then, the first to change alone."""

    by: int
    beyond: bool
    lost: tuple[Scenario, ...]
    gained: tuple[Scenario, ...]


@dataclass(frozen=True)
class Fragile:
    """A judgement, of variant `source` on variant `target` (both counted through all descriptors), and what moving it does."""

    source: int
    target: int
    value: int
    lowered: Change | None
    raised: Change | None

    @property
    def least(self) -> int:
        """The shorter way to a change."""
        return min(each.by for each in (self.lowered, self.raised) if each is not None)


@dataclass
class Robust:
    """`fragile`: judgements that change the answer alone, the most fragile first. `certain`, `possible`: see above; `possible_count`
    is None where it is open. `judged`: how many judgements may move; values are in units of 1/`scale`. `status`: “complete”, or “truncated” with `proven`.
    `spread`: by how much each may move; None where other judges' matrices say so, whose hashes are `judges`."""

    status: str
    proven: str
    consistent: list[Scenario] = field(default_factory=list)
    certain: list[Scenario] = field(default_factory=list)
    possible: list[Scenario] = field(default_factory=list)
    possible_count: int | None = None
    fragile: list[Fragile] = field(default_factory=list)
    judged: int = 0
    scale: int = 1
    spread: Fraction | None = None
    judges: tuple[str, ...] = ()


#: How far judgements may move: one number for all that were judged, or what other judges wrote.
Spread = Given | float | Sequence[Matrix]


def robust(
    matrix: Matrix,
    spread: Spread = 1,
    *,
    fix: Named = None,
    budget: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> Robust:
    """What disagreement within the spread can change. A number is for every judgement between two descriptors of which one
    influences the other at all; other matrices of the same descriptors span a range for each judgement. Raises `Unusable`."""
    fixed = choice(matrix, fix)
    load(matrix)
    clock = Clock(budget, cancel, progress)
    clock.come_to(0, 0.0)
    matrix, down, up = _ranges(matrix, spread)
    impacts = judgements(matrix)
    base = all_within(impacts, matrix, fixed, clock, most=affordable(matrix, MOST_LOOKED_AT))
    found = Robust("complete", "", [tuple(row) for row in base.chosen.tolist()])
    found.scale = matrix.scale
    if isinstance(spread, Sequence) and not isinstance(spread, str):
        found.judges = tuple(each.hash for each in spread)
    else:
        found.spread = _distance(spread)
    found.judged = int(((down > 0) | (up > 0)).sum())
    complete = base.count == len(base.chosen)
    if not _one_at_a_time(found, impacts, matrix, fixed, down, up, base.chosen, clock):
        complete = False
    worst = _worst(base.chosen, impacts, matrix, fixed, down, up)
    found.certain = [each for each, stands in zip(found.consistent, worst, strict=True) if stands]
    # in a scenario's favour its own variants are raised and their rivals lowered
    clock.come_to(len(found.fragile), None)
    wide = all_within(impacts, matrix, fixed, clock, spread=(up, down), most=affordable(matrix, MOST_POSSIBLE))
    found.possible = [tuple(row) for row in wide.chosen.tolist()]
    found.possible_count = wide.count
    if wide.count != len(wide.chosen):
        complete = False
    if not complete:
        found.status = "truncated"
        found.proven = (
            clock.why or "There are more scenarios than could be looked at: what is listed is true, and not all."
        )
    return found


def _worst(found: Ints, impacts: Ints, matrix: Matrix, fixed: Mapping[int, int], down: Ints, up: Ints) -> list[bool]:
    """Does each scenario stand even if every judgement for it falls and every one for a rival rises as far as it may?"""
    starts = np.array(matrix.starts, dtype=np.int64)
    for_own, for_rival = (balances_of(each, starts, found) for each in (impacts - down, impacts + up))
    stands = np.ones(len(found), dtype=bool)
    rows = np.arange(len(found))
    for at, size in enumerate(matrix.sizes):
        if at in fixed or size == 1:
            continue
        rivals = for_rival[:, starts[at] : starts[at] + size].copy()
        rivals[rows, found[:, at]] = np.iinfo(np.int64).min
        stands &= for_own[rows, starts[at] + found[:, at]] >= rivals.max(axis=1)
    return stands.tolist()


#: What one descriptor's balances say of one judgement on variant `w`: in which scenarios, by how much it has to move, whether upwards,
#: whether beyond that, and whether the scenarios are gained.
_Said = tuple[Ints, Ints, bool, bool, bool]


def _one_at_a_time(
    found: Robust,
    impacts: Ints,
    matrix: Matrix,
    fixed: Mapping[int, int],
    down: Ints,
    up: Ints,
    chosen: Ints,
    clock: Clock,
) -> bool:
    """Fill in `fragile`. False: not everything could be looked at."""
    complete = True
    changes: dict[tuple[int, int, bool], Change] = {}
    for e, size in enumerate(matrix.sizes):
        columns = slice(matrix.starts[e], matrix.starts[e + 1])
        far = int(max(down[:, columns].max(initial=0), up[:, columns].max(initial=0)))
        if e in fixed or size == 1 or not far:
            continue
        clock.come_to(len(changes), e / len(matrix.sizes))
        if clock.stop():
            complete = False
            break
        close = all_within(impacts, matrix, fixed, clock, allowance={e: far}, most=affordable(matrix, MOST_LOOKED_AT))
        complete = complete and close.count == len(close.chosen)
        for scenarios, gained in ((chosen, False), (close.chosen, True)):
            scores = balances_of(impacts, np.array(matrix.starts), scenarios)[:, columns]
            for w in range(size):
                for said in _said(scores, scenarios[:, e], w, gained):
                    _gather(changes, said, scenarios, matrix, e, matrix.starts[e] + w, up, down)
    for x, y in sorted({(x, y) for x, y, _ in changes}):
        found.fragile.append(Fragile(x, y, int(impacts[x, y]), changes.get((x, y, False)), changes.get((x, y, True))))
    found.fragile.sort(key=lambda each: each.least)
    return complete


def _said(scores: Ints, own: Ints, w: int, gained: bool) -> Iterator[_Said]:
    """Of a descriptor's balances [scenarios, variants]: where and how far moving a judgement on variant `w` changes the verdict."""
    rows = np.arange(len(own))
    mine = scores[rows, own]
    rivals = scores.copy()
    rivals[rows, own] = np.iinfo(np.int64).min // 2
    best = rivals.max(axis=1)
    chosen = own == w
    if not gained:
        yield rows[chosen], (mine - best)[chosen], False, True, False
        yield rows[~chosen], (mine - scores[:, w])[~chosen], True, True, False
        return
    failing = best > mine
    alone = failing & ~chosen & ((rivals > mine[:, None]).sum(axis=1) == 1) & (scores[:, w] > mine)
    yield rows[failing & chosen], (best - mine)[failing & chosen], True, False, True
    yield rows[alone], (scores[:, w] - mine)[alone], False, False, True


def _gather(
    changes: dict[tuple[int, int, bool], Change],
    said: _Said,
    scenarios: Ints,
    matrix: Matrix,
    e: int,
    y: int,
    up: Ints,
    down: Ints,
) -> None:
    rows, by, upwards, beyond, gained = said
    if not len(rows):
        return
    for d, size in enumerate(matrix.sizes):
        if d == e:
            continue
        variants = scenarios[rows, d]
        for v in range(size):
            x = matrix.starts[d] + v
            limit = int((up if upwards else down)[x, y])
            there = (variants == v) & ((by < limit) if beyond else (by <= limit))
            if not there.any():
                continue
            least = int(by[there].min())
            which = tuple(tuple(row) for row in scenarios[rows[there & (by == least)]].tolist())
            known = changes.get((x, y, upwards))
            if known is not None and (known.by, known.beyond) < (least, beyond):
                continue
            lost, more = ((), which) if gained else (which, ())
            if known is not None and (known.by, known.beyond) == (least, beyond):
                lost, more = known.lost + lost, known.gained + more
            changes[x, y, upwards] = Change(least, beyond, lost, more)


def demand_spread(matrix: Matrix, spread: Spread) -> None:
    """Raises `Unusable` for a spread that cannot be asked about."""
    if not isinstance(spread, Sequence) or isinstance(spread, str):
        _distance(spread)
        return
    for each in spread:
        if each.descriptors != matrix.descriptors:
            raise Unusable(
                f"The matrix “{each.name}” has other descriptors or variants. Give judges' matrices of the same ones."
            )


def _ranges(matrix: Matrix, spread: Spread) -> tuple[Matrix, Ints, Ints]:
    """How far each judgement may fall and rise, [variants, variants]; the matrix at a scale that holds these exactly."""
    if isinstance(spread, Sequence) and not isinstance(spread, str):
        return _of_judges(matrix, spread)
    value = _distance(spread)
    scale = math.lcm(matrix.scale, value.denominator)
    scaled = _rescaled(matrix, scale)
    far = min(int(value * scale), _farthest(matrix) * (scale // matrix.scale) + 1)
    _demand_exact([scaled], far)
    # on itself no descriptor is judged
    judged = blocks_of(judgements(scaled) != 0, np.array(matrix.starts[:-1]))
    allowed = far * judged.repeat(matrix.sizes, axis=0).repeat(matrix.sizes, axis=1).astype(np.int64)
    return scaled, allowed, allowed


def _distance(spread: Given | float) -> Fraction:
    value = exact(repr(spread) if isinstance(spread, float) else spread, "The spread")
    if value < 0:
        raise Unusable("The spread is negative. Give 0 or more.")
    return value


def _farthest(matrix: Matrix) -> int:
    """The largest difference of two scores that there can be, in units of 1/scale. Whoever may move a judgement farther than that
    changes no more."""
    impacts, first = judgements(matrix), matrix.starts[:-1]
    columns = zip(first, matrix.starts[1:], strict=True)
    ranges = (impacts[:, begin:end].max(axis=1) - impacts[:, begin:end].min(axis=1) for begin, end in columns)
    return max(int(np.maximum.reduceat(each, first).sum()) for each in ranges)


def _demand_exact(scaled: Sequence[Matrix], far: int = 0) -> None:
    """Scores are added up in the words of a machine."""
    most = max(int(np.abs(judgements(each)).max(initial=0)) for each in scaled)
    if len(scaled[0].sizes) * (most + far) >= MOST_SUM:
        raise Unusable(
            "The judgements and their spread have more digits than can be added exactly. Write them with fewer decimal places."
        )


def _of_judges(matrix: Matrix, judges: Sequence[Matrix]) -> tuple[Matrix, Ints, Ints]:
    demand_spread(matrix, judges)
    scale = math.lcm(matrix.scale, *(each.scale for each in judges))
    scaled = [_rescaled(each, scale) for each in (matrix, *judges)]
    _demand_exact(scaled)
    everyone = np.array([judgements(each) for each in scaled])
    own = everyone[0]
    return scaled[0], own - everyone.min(axis=0), everyone.max(axis=0) - own


def _rescaled(matrix: Matrix, scale: int) -> Matrix:
    by = scale // matrix.scale
    if by == 1:
        return matrix
    rows = tuple(tuple(cell * by for cell in row) for row in matrix.rows)
    return Matrix(matrix.descriptors, rows, scale, matrix.name, matrix.notes)
