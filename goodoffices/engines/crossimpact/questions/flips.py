"""What one measure moves: a descriptor is held at another variant, and everything else follows.

For each measure: which scenarios are consistent while it is held, and which of them would stand without it. For each consistent scenario
and each measure: where the scenario drifts while the measure is held, and where it goes on to once it is let go again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from goodoffices.engines.crossimpact.model.arrays import affordable, judgements, measured
from goodoffices.engines.crossimpact.model.choosing import Named, choice, scenario
from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario
from goodoffices.engines.crossimpact.questions.attractors import Walk
from goodoffices.engines.crossimpact.questions.attractors import load as load_walks
from goodoffices.engines.crossimpact.search.clock import Cancel, Clock, Progress
from goodoffices.engines.crossimpact.search.running import load
from goodoffices.engines.crossimpact.search.solving import all_within

#: Moves are followed from so many consistent scenarios, those with the highest impact.
MOST_ORIGINS = 200
#: So many scenarios are looked at for each measure.
MOST_OF_ONE = 1_000


@dataclass(frozen=True)
class Measure:
    """A descriptor held at a variant. `count`: how many scenarios are consistent then (None where that is open); `lasting`: how many
    of those that were looked at would stand without it; `scenarios`: these that were looked at."""

    descriptor: int
    variant: int
    count: int | None
    lasting: int
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class Drift:
    """From a scenario: where it leads while variants are held, and where from there once they are let go. A length above 1 is a
    cycle, told by its least scenario; 0: no end was found."""

    origin: Scenario
    held: Scenario
    held_length: int
    released: Scenario
    released_length: int

    @property
    def lasts(self) -> bool:
        """Does letting go change nothing?"""
        return self.held == self.released and self.held_length == self.released_length

    @property
    def falls_back(self) -> bool:
        """Does it leave, and come back once it is let go? What stays falls back from nowhere."""
        return self.held != self.origin and self.released == self.origin and self.released_length == 1


@dataclass(frozen=True)
class Move(Drift):
    """The same of a consistent scenario and one measure."""

    descriptor: int
    variant: int


@dataclass
class Flips:
    """`status`: “complete”, or “truncated” with what holds in `proven`."""

    status: str
    proven: str
    measures: list[Measure] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)


def flips(
    matrix: Matrix,
    *,
    fix: Named = None,
    budget: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
) -> Flips:
    """What every single measure does. What `fix` holds is held throughout, and is no measure."""
    load(matrix)
    fixed = choice(matrix, fix)
    load_walks()
    clock = Clock(budget, cancel, progress)
    clock.come_to(0, 0.0)
    impacts = judgements(matrix)
    base = all_within(impacts, matrix, fixed, clock, most=affordable(matrix, MOST_OF_ONE))
    _, impact, _ = measured(matrix, base.chosen, tuple(fixed))
    origins = [tuple(base.chosen[at].tolist()) for at in sorted(range(len(impact)), key=lambda at: -int(impact[at]))]
    result = Flips("complete", "")
    if base.count is None or base.count > MOST_ORIGINS:
        result.status = "truncated"
        result.proven = f"Moves are told from {min(len(origins), MOST_ORIGINS)} of the consistent scenarios."
    possible = [(at, v) for at, size in enumerate(matrix.sizes) if at not in fixed and size > 1 for v in range(size)]
    for done, (at, v) in enumerate(possible):
        if clock.stop():
            result.status = "truncated"
            result.proven = f"{clock.why} {done} of {len(possible)} measures were looked at."
            break
        held = {**fixed, at: v}
        found = all_within(impacts, matrix, held, clock, most=affordable(matrix, MOST_OF_ONE))
        consistency, _, _ = measured(matrix, found.chosen, tuple(fixed))
        scenarios = tuple(tuple(row) for row in found.chosen.tolist())
        result.measures.append(Measure(at, v, found.count, int((consistency >= 0).sum()), scenarios))
        result.moves += _moves(matrix, fixed, held, at, v, [each for each in origins[:MOST_ORIGINS] if each[at] != v])
        clock.come_to(len(result.moves), (done + 1) / len(possible))
    if clock.why and result.status == "complete":
        result.status, result.proven = "truncated", f"{clock.why} Of some measures not every scenario was counted."
    order = {origin: at for at, origin in enumerate(origins)}
    result.moves.sort(key=lambda each: order[each.origin])
    return result


def _moves(
    matrix: Matrix, fixed: dict[int, int], held: dict[int, int], at: int, v: int, origins: list[Scenario]
) -> list[Move]:
    return [Move(**vars(each), descriptor=at, variant=v) for each in _drifts(matrix, fixed, held, origins)]


def moved(matrix: Matrix, origins: Iterable[Named | Sequence[int]], hold: Named, *, fix: Named = None) -> list[Drift]:
    """Where each of these scenarios, consistent or not, goes while several variants are held at once; what `fix` holds is never let
    go. Raises `Unusable`."""
    load(matrix)
    fixed = choice(matrix, fix)
    return _drifts(matrix, fixed, {**fixed, **choice(matrix, hold)}, [scenario(matrix, each) for each in origins])


def _drifts(matrix: Matrix, fixed: dict[int, int], held: dict[int, int], origins: list[Scenario]) -> list[Drift]:
    if not origins:
        return []
    ends, lengths = Walk(matrix, held).ends(origins)
    after, after_lengths = Walk(matrix, fixed).ends(ends.copy())
    return [
        Drift(origin, tuple(end), length, tuple(then), then_length)
        for origin, end, length, then, then_length in zip(
            origins, ends.tolist(), lengths.tolist(), after.tolist(), after_lengths.tolist(), strict=True
        )
    ]
