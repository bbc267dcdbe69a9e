"""All consistent scenarios of a matrix: its parts apart, then put together, with what is proven."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from goodoffices.engines.crossimpact.model.arrays import NO_RIVAL, Ints, judgements, measured
from goodoffices.engines.crossimpact.model.choosing import Named, choice
from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario, Unusable, counted, exact
from goodoffices.engines.crossimpact.search.clock import Cancel, Clock, Progress
from goodoffices.engines.crossimpact.search.parts import influences, parts
from goodoffices.engines.crossimpact.search.problem import kind_of, memory, problem
from goodoffices.engines.crossimpact.search.running import Search, cores, load, search

#: So many scenarios are listed, and so many chosen variants in all of them; of more, how many there are is told.
MOST_LISTED, MOST_CHOSEN = 100_000, 20_000_000
#: Bytes: tables up to here are made even where the time is over, and larger ones are made at no time.
LITTLE_MEMORY, MOST_MEMORY = 32 * 2**20, 4 * 2**30


@dataclass(frozen=True)
class Found:
    """One scenario. `consistency`: the least margin of a chosen variant over the best other one, None where nothing has another;
    `impact`: the sum of the chosen variants' scores. Both in units of 1/scale. `against`: fixed descriptors whose own balance
    speaks for another variant, and by how much."""

    variants: Scenario
    consistency: int | None
    impact: int
    against: tuple[tuple[int, int], ...] = ()


@dataclass
class Result:
    """`status`: “complete”, or “truncated” with `proven`, a sentence on what holds even so.

    `count`: how many consistent scenarios there are exactly, None where that is open; `undecided`: in how many configurations
    nobody has looked. `near`: the scenarios that fail by no more than was asked for.
    """

    matrix: Matrix
    fixed: dict[int, int]
    status: str = "complete"
    proven: str = ""
    consistent: list[Found] = field(default_factory=list)
    near: list[Found] = field(default_factory=list)
    count: int | None = 0
    near_asked: int = 0
    undecided: int = 0
    nodes: int = 0
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        return self.status == "complete"


def solve(
    matrix: Matrix,
    *,
    near: Any = 0,
    fix: Named = None,
    budget: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
    most: int = MOST_LISTED,
) -> Result:
    """Every consistent scenario, and with `near` those that fail by no more than that. Raises `Unusable`.

    `fix`: variants that hold whatever their balance says; the others have to be consistent given these. `budget`: seconds.
    The list is in order of impact, the highest first.
    """
    load(matrix)
    clock = Clock(budget, cancel, progress)
    fixed, tolerance = choice(matrix, fix), in_units(matrix, near)
    result = Result(matrix, fixed, near_asked=tolerance)
    most = max(1, min(most, MOST_CHOSEN // max(1, len(matrix.sizes))))
    every, result.consistent = _listed(matrix, fixed, clock, 0, most)
    _say_what_is_proven(result, every, clock)
    if tolerance:
        clock.come_to(every.at_least, None)
        wider, found = _listed(matrix, fixed, clock, tolerance, most)
        result.near = [each for each in found if each.consistency is not None and each.consistency < 0]
        result.nodes += wider.nodes
        _say_what_is_near(result, every, wider, len(found), clock)
    result.seconds = clock.seconds()
    return result


def _listed(matrix: Matrix, fixed: dict[int, int], clock: Clock, near: int, most: int) -> tuple["Every", list[Found]]:
    """What lies within a distance, the highest impact first; as many of it as there is time to measure."""
    every = all_within(judgements(matrix), matrix, fixed, clock, near=near, most=most)
    consistency, impact, margins = measured(matrix, every.chosen, tuple(fixed), clock.stop)
    every.chosen = every.chosen[: len(impact)]
    order = np.lexsort((*every.chosen.T[::-1], -impact)).tolist()
    return every, [_found(every.chosen[at], consistency[at], impact[at], margins[at], fixed) for at in order]


@dataclass
class Every:
    """What all parts came to together: `chosen` [listed, descriptors]; `count` is None where a part is not decided."""

    chosen: Ints
    count: int | None
    undecided: int
    nodes: int
    at_least: int


def all_within(
    impacts: Ints,
    matrix: Matrix,
    fixed: Mapping[int, int],
    clock: Clock,
    *,
    near: int = 0,
    waived: Collection[int] = (),
    spread: tuple[Ints, Ints] | None = None,
    allowance: Mapping[int, int] | None = None,
    only: Mapping[int, int] | None = None,
    most: int = MOST_LISTED,
    count_on: bool = True,
) -> Every:
    """Every scenario within these bounds, with the variants that `only` names; the other arguments are those of `problem`."""
    starts, size = matrix.starts, matrix.sizes
    apart = parts(influences(impacts, starts, spread), fixed, waived)
    found: list[tuple[tuple[int, ...], Search]] = []
    kind, needed = kind_of(impacts, starts, spread), 0
    for places in apart:
        open_ = [1 << only[at] if only and at in only else (1 << size[at]) - 1 for at in places]
        needed += memory([size[at] for at in places], kind, len(impacts), cores() + 1)
        if not _can_be_searched(needed, clock):
            found.append((places, Search(open_tasks=[np.array(open_, dtype=np.uint64)])))
            continue
        whole = problem(impacts, starts, places, fixed, waived, near, spread, allowance, kind)
        times = math.prod(each.found for _, each in found) if len(found) == len(apart) - 1 else 0
        found.append((places, search(whole, open_, most, clock, count_on, times)))
        if found[-1][1].complete and not found[-1][1].found:
            break  # nothing is consistent in this part, so nothing is in all
    none = any(each.complete and not each.found for _, each in found)
    complete = none or all(each.complete for _, each in found)
    counts = [each.found for _, each in found]
    at_least = 0 if none else math.prod(counts)
    return Every(
        _put_together(found, fixed, len(matrix.sizes), 0 if none else most),
        at_least if complete else None,
        0 if complete else math.prod(each.found + each.undecided() for _, each in found) - at_least,
        sum(each.nodes for _, each in found),
        at_least,
    )


def _can_be_searched(needed: int, clock: Clock) -> bool:
    """Is there time left to make tables of so many bytes all told, and room to hold them? Small ones are made in no time."""
    if needed > MOST_MEMORY:
        clock.give_up(f"To search it would take about {needed / 2**30:.0f} GB of memory. Join variants, or judge less.")
    return needed < LITTLE_MEMORY or not clock.stop()


def in_units(matrix: Matrix, near: Any) -> int:
    """A difference of scores in units of 1/scale, rounded down: no difference lies between."""
    value = exact(near, "The distance for near-consistent scenarios")
    if value < 0:
        raise Unusable("The distance for near-consistent scenarios is negative. Give 0 or more.")
    return math.floor(value * matrix.scale)


def _put_together(found: list[tuple[tuple[int, ...], Search]], fixed: Mapping[int, int], width: int, most: int) -> Ints:
    lists = [
        np.concatenate(each.scenarios) if each.scenarios else np.zeros((0, len(places)), dtype=np.int8)
        for places, each in found
    ]
    many = min(most, math.prod(len(each) for each in lists))
    chosen = np.zeros((many, width), dtype=np.int64)
    for at, v in fixed.items():
        chosen[:, at] = v
    rows, turns = np.arange(many, dtype=np.int64), 1
    for (places, _), part in reversed(list(zip(found, lists, strict=True))):
        picked = (rows // turns) % len(part) if 0 < turns <= many else np.zeros(many, dtype=np.int64)
        chosen[:, list(places)] = part[picked] if many else 0
        turns *= len(part)
    return chosen


def _found(chosen: Ints, consistency: int, impact: int, margins: Ints, fixed: Mapping[int, int]) -> Found:
    against = tuple((at, int(margins[at])) for at in sorted(fixed) if margins[at] < 0)
    value = None if consistency == NO_RIVAL else int(consistency)
    return Found(tuple(chosen.tolist()), value, int(impact), against)


def _say_what_is_proven(result: Result, every: Every, clock: Clock) -> None:
    result.nodes, result.undecided, result.count = every.nodes, every.undecided, every.count
    listed = len(every.chosen)
    if every.count == listed:
        return
    result.status = "truncated"
    if every.count is not None:
        result.proven = _exactly(every.count, listed)
        return
    found = (
        f"At least {counted(every.at_least)} consistent scenarios exist" if every.at_least else "None is found so far"
    )
    result.proven = (
        f"{clock.why or 'There were more than could be listed.'} {found}, and at most {counted(every.undecided)} more do: in so many of "
        f"{counted(result.matrix.configurations)} configurations nobody has looked."
    )


def _exactly(count: int, listed: int) -> str:
    return f"There are exactly {counted(count)} consistent scenarios; {listed:,} of them are listed."


def _say_what_is_near(result: Result, every: Every, wider: Every, listed: int, clock: Clock) -> None:
    """The wish for near ones takes nothing from what is proven of those that are consistent."""
    if wider.count is not None and wider.count == listed and result.complete:
        return
    if every.count is not None:
        result.proven = _exactly(every.count, len(result.consistent))
    result.status = "truncated"
    if every.count is not None and wider.count is not None:
        near = f"Near ones are exactly {counted(wider.count - every.count)}; {len(result.near):,} of them are listed."
    else:
        near = f"{clock.why or ''} There may be more near ones than the {len(result.near):,} that are listed.".strip()
    result.proven = f"{result.proven} {near}"
