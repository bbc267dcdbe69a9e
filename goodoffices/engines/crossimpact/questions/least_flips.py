"""The fewest measures that make a wished scenario consistent.

A wish names variants of some descriptors. A set of measures makes it consistent if there is a scenario with all wished variants in
which every descriptor that is not held follows its balance. A wished variant may not be held itself, else every wish would come true by
decree; only where every descriptor is wished are the measures among them. Sets are tried by size, so that the first that are
found are the least.
"""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goodoffices.engines.crossimpact.model.arrays import Ints, judgements
from goodoffices.engines.crossimpact.model.choosing import Named, choice
from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario, Unusable
from goodoffices.engines.crossimpact.search.clock import Cancel, Clock, Progress
from goodoffices.engines.crossimpact.search.running import load
from goodoffices.engines.crossimpact.search.solving import all_within

#: So many answers are listed.
MOST_ANSWERS = 1_000


@dataclass(frozen=True)
class Flip:
    """Measures (descriptor, variant), and a scenario that is consistent under them."""

    measures: tuple[tuple[int, int], ...]
    scenario: Scenario


@dataclass
class LeastFlips:
    """`size`: how many measures are needed, None where none help or that is open. `status`: “complete”, “impossible” (proven), or
    “truncated”; `at_least`: fewer are proven not to be enough."""

    status: str
    proven: str
    size: int | None = None
    at_least: int = 0
    answers: list[Flip] = field(default_factory=list)


def least_flips(
    matrix: Matrix,
    wish: Named,
    *,
    fix: Named = None,
    measures: Collection[str] | Sequence[tuple[str, str]] | None = None,
    budget: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> LeastFlips:
    """Every least set of measures. `measures`: the descriptors that can be held, by name, or pairs of a descriptor and the variant at
    which it can be held; all descriptors but the wished ones if left out."""
    load(matrix)
    wished, fixed = choice(matrix, wish), choice(matrix, fix)
    if not wished:
        raise Unusable("Nothing is wished for. Name at least one variant, as DESCRIPTOR=VARIANT.")
    demand_possible(wished, fixed)
    ways = _ways(matrix, {*fixed, *wished}, measures)
    allowed = _allowed(matrix, wished, fixed, measures) if ways is None else sorted({at for at, _v in ways})
    clock = Clock(budget, cancel, progress)
    impacts = judgements(matrix)
    answer = LeastFlips("complete", "")
    clock.come_to(0, None)
    if not _within(impacts, matrix, wished, fixed, allowed, clock, 1):
        if clock.why:
            return LeastFlips("truncated", f"{clock.why} Nothing is proven yet.")
        return LeastFlips(
            "impossible", "Even with every measure that is allowed no scenario with all that is wished is consistent."
        )
    for size in range(len(allowed) + 1):
        for held, only in _sets(allowed, ways, size, wished):
            if clock.stop():
                return _cut_short(answer, clock, size)
            for chosen in _within(impacts, matrix, only, fixed, held, clock, MOST_ANSWERS - len(answer.answers)):
                answer.answers.append(Flip(tuple((at, chosen[at]) for at in held), chosen))
                clock.come_to(len(answer.answers), None)
            if len(answer.answers) >= MOST_ANSWERS:
                break
        if answer.answers and not clock.why:
            answer.size = answer.at_least = size
            more = " Only the first are listed." if len(answer.answers) >= MOST_ANSWERS else ""
            answer.proven = (
                f"No fewer than {size} measures are enough.{more}" if size else f"It is consistent already.{more}"
            )
            return answer
        answer.at_least = size + 1
    if ways is not None and not clock.why:
        return LeastFlips("impossible", "No set of the measures that are allowed makes what is wished consistent.")
    return _cut_short(answer, clock, len(allowed))


def demand_possible(wished: Mapping[int, int], fixed: Mapping[int, int]) -> None:
    if any(fixed.get(at, v) != v for at, v in wished.items()):
        raise Unusable("What is wished for is held at another variant. Wish for something else, or hold less.")


def _sets(
    allowed: Sequence[int], ways: Sequence[tuple[int, int]] | None, size: int, wished: dict[int, int]
) -> Iterator[tuple[tuple[int, ...], dict[int, int]]]:
    """Sets of so many measures: the descriptors that are held, and the variants that a scenario has to have."""
    if ways is None:
        for held in itertools.combinations(allowed, size):
            yield held, wished
        return
    for chosen in itertools.combinations(ways, size):
        held = tuple(at for at, _v in chosen)
        if len(set(held)) == size:
            yield held, {**wished, **dict(chosen)}


def _ways(
    matrix: Matrix, settled: set[int], measures: Collection[str] | Sequence[tuple[str, str]] | None
) -> list[tuple[int, int]] | None:
    """The measures where they are given with their variants, but for what is fixed or wished; None where they are not."""
    pairs = [each for each in measures or () if not isinstance(each, str)]
    if not pairs:
        return None
    found = {next(iter(choice(matrix, {name: variant}).items())) for name, variant in pairs}
    return sorted((at, v) for at, v in found if at not in settled)


def _allowed(
    matrix: Matrix, wished: dict[int, int], fixed: dict[int, int], measures: Collection[Any] | None
) -> list[int]:
    if measures is not None:
        named = [next(iter(choice(matrix, {name: 1}))) for name in measures]
        return sorted({at for at in named if at not in fixed})
    free = [at for at in range(len(matrix.sizes)) if at not in fixed]
    return free if all(at in wished for at in free) else [at for at in free if at not in wished]


def _within(
    impacts: Ints,
    matrix: Matrix,
    wished: dict[int, int],
    fixed: dict[int, int],
    held: Collection[int],
    clock: Clock,
    most: int,
) -> list[Scenario]:
    """Scenarios with all that is wished in which only held and fixed descriptors may fail."""
    found = all_within(impacts, matrix, fixed, clock, waived=held, most=most, count_on=False, only=wished)
    return [tuple(row) for row in found.chosen.tolist()]


def _cut_short(answer: LeastFlips, clock: Clock, size: int) -> LeastFlips:
    answer.status, answer.at_least = "truncated", size
    answer.proven = f"{clock.why} Fewer than {size} measures are proven not to be enough."
    answer.size = len(answer.answers[0].measures) if answer.answers else None
    return answer
