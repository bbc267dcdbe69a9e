"""Where all scenarios drift in the end: attractors, and how much of the space leads to each.

Up to `EXACT` configurations every one is followed; of more, a sample is, and each share stands with its error. The sample is a fixed
sequence: the same matrix gets the same answer.
"""

import math
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from goodoffices.engines.crossimpact.model.arrays import Ints, judgements
from goodoffices.engines.crossimpact.model.choosing import Named, choice
from goodoffices.engines.crossimpact.model.matrix import Descriptor, Matrix, Scenario, Unusable
from goodoffices.engines.crossimpact.questions import successions
from goodoffices.engines.crossimpact.search.clock import Cancel, Clock, Progress

#: Eight bytes are held for each configuration.
EXACT = 30_000_000
SAMPLE = 20_000
#: A walk that has not come again after so many steps is left; after fewer where a step is long, so that none takes longer than a
#: second or two. A step adds up a score for each descriptor and variant.
MOST_STEPS, LEAST_STEPS, MOST_ADDED = 100_000, 1_000, 400_000_000
MOST_ATTRACTORS = 100_000
#: Of a longer cycle only the first scenarios are listed, and of all cycles together only so many; of each at least its first.
MOST_OF_A_CYCLE, MOST_OF_CYCLES = 1_000, 20_000
#: Configurations between two looks at the clock; of a sample as many as take so many seconds, and no more than so many.
SLICE, A_STRETCH, MOST_AT_ONCE = 50_000, 0.05, 200
#: Half-width of the intervals in standard deviations: 95 %.
Z = 1.959963984540054


@dataclass(frozen=True)
class Attractor:
    """`scenarios` that go round, the least first; `length` how many. `basin`: how many configurations end here, exactly, or None;
    then `share` of a sample did, and with 95 % confidence between `low` and `high` of all do (Wilson 1927)."""

    scenarios: tuple[Scenario, ...]
    length: int
    basin: int | None
    share: float
    low: float
    high: float


@dataclass
class Attractors:
    """`status`: “complete” (exact), “sampled”, or “truncated” where the time ended it; `proven` says what holds."""

    rule: str
    status: str
    proven: str
    attractors: list[Attractor] = field(default_factory=list)
    followed: int = 0
    unfinished: int = 0


def attractors(
    matrix: Matrix,
    *,
    rule: str = "global",
    fix: Named = None,
    budget: float | None = None,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
    exact: int = EXACT,
    sample: int = SAMPLE,
) -> Attractors:
    """The attractors, the largest basin first. `exact`: up to so many configurations each is followed, of more `sample` are."""
    if rule not in successions.RULES:
        raise Unusable(f"There is no succession “{rule}”. Name one of {', '.join(successions.RULES)}.")
    fixed = choice(matrix, fix)
    load()
    walk = Walk(matrix, fixed, rule == "incremental")
    clock = Clock(budget, cancel, progress)
    total = math.prod(size for at, size in enumerate(matrix.sizes) if at not in fixed)
    found = _all(walk, total, rule, clock) if total <= exact else None
    return found or _sampled(walk, total, rule, clock, sample)


def load() -> None:
    """Load the compiled walks, or compile them where that was never done: outside of every budget."""
    walk = Walk(Matrix((Descriptor("", ("",)),), ((0,),)), {})
    walk.ends([(0,)])
    after, label = np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32)
    ends, lengths, sizes = (np.zeros(1, dtype=np.int64) for _ in range(3))
    successions.following(walk.impacts, walk.starts, walk.free, walk.sizes, walk.held, False, 0, 1, after)
    successions.basins(after, label, ends, lengths, sizes, 0, 1, 0)


class Walk:
    """A matrix ready to be followed; `fixed` descriptors never move."""

    def __init__(self, matrix: Matrix, fixed: dict[int, int], incremental: bool = False) -> None:
        self.matrix, self.fixed, self.incremental = matrix, fixed, incremental
        self.impacts, self.starts = judgements(matrix), np.array(matrix.starts, dtype=np.int64)
        self.sizes = np.array(matrix.sizes, dtype=np.int64)
        self.free = np.array([at not in fixed for at in range(len(matrix.sizes))])
        self.held = np.array([fixed.get(at, 0) for at in range(len(matrix.sizes))], dtype=np.int64)
        affordable = MOST_ADDED // max(1, len(matrix.sizes) * len(self.impacts))
        self.steps = max(LEAST_STEPS, min(MOST_STEPS, affordable))

    def ends(self, begun: "list[Scenario] | Ints") -> tuple[Ints, Ints]:
        """The least scenario of the cycle that each comes to, and the cycle's length; 0 where none was found in time."""
        rows = np.array(begun, dtype=np.int64).reshape(-1, len(self.sizes))
        rows[:, ~self.free] = self.held[~self.free]
        lengths = np.zeros(len(rows), dtype=np.int64)
        successions.ends_of(self.impacts, self.starts, self.free, rows, self.incremental, self.steps, lengths)
        return rows, lengths

    def cycle(self, begin: Scenario, most: int) -> tuple[Scenario, ...]:
        """The scenario that it begins with, and what follows: so many in all."""
        found = [begin]
        while len(found) < most:
            found.append(self.after(found[-1]))
        return tuple(found)

    def after(self, chosen: Scenario) -> Scenario:
        """The scenario that follows."""
        scores = sum(
            (self.impacts[self.starts[at] + v] for at, v in enumerate(chosen)), np.zeros(len(self.impacts), np.int64)
        )
        best, by = list(chosen), []
        for at, v in enumerate(chosen):
            own = scores[self.starts[at] : self.starts[at + 1]]
            best[at] = v if at in self.fixed or own[v] == own.max() else int(own.argmax())
            by.append((int(own.max() - own[v]) if at not in self.fixed else 0, -at))
        if not self.incremental:
            return tuple(best)
        most, at = max(by)
        return tuple(best[k] if most > 0 and k == -at else v for k, v in enumerate(chosen))


def _all(walk: Walk, total: int, rule: str, clock: Clock) -> Attractors | None:
    """Every configuration; None where there are too many attractors or too little time."""
    after = np.empty(total, dtype=np.int32)
    for begin in range(0, total, SLICE):
        if clock.stop():
            return None
        end = min(total, begin + SLICE)
        successions.following(
            walk.impacts, walk.starts, walk.free, walk.sizes, walk.held, walk.incremental, begin, end, after
        )
        clock.tell(0, end / total)
    label = np.zeros(total, dtype=np.int32)
    ends, lengths, sizes = (np.zeros(min(total, MOST_ATTRACTORS), dtype=np.int64) for _ in range(3))
    known = 0
    for begin in range(0, total, SLICE):
        if clock.stop():
            return None
        known = successions.basins(after, label, ends, lengths, sizes, begin, min(total, begin + SLICE), known)
        if known < 0:
            return None
    found = [
        Attractor((_numbered(walk, int(ends[at])),), int(lengths[at]), int(sizes[at]), *(float(sizes[at]) / total,) * 3)
        for at in range(known)
    ]
    proven = f"Every one of {total:,} configurations was followed."
    return Attractors(rule, "complete", proven, _with_cycles(walk, found, clock), total)


def _numbered(walk: Walk, number: int) -> Scenario:
    found = walk.held.tolist()
    for at in range(len(found) - 1, -1, -1):
        if walk.free[at]:
            number, found[at] = divmod(number, int(walk.sizes[at]))
    return tuple(found)


def _with_cycles(walk: Walk, found: list[Attractor], clock: Clock) -> list[Attractor]:
    """The largest first, each with its cycle as far as there is room and time to list it."""
    listed, room = [], MOST_OF_CYCLES
    for each in sorted(found, key=_by_size):
        most = min(each.length, MOST_OF_A_CYCLE, room)
        if most > 1 and not clock.stop():
            each = replace(each, scenarios=walk.cycle(each.scenarios[0], most))
            room -= most
        listed.append(each)
    return listed


def _by_size(each: Attractor) -> tuple[float, tuple[Scenario, ...]]:
    return -each.share, each.scenarios


def _sampled(walk: Walk, total: int, rule: str, clock: Clock, sample: int) -> Attractors:
    counts: Counter[tuple[Scenario, int]] = Counter()
    followed = unfinished = 0
    batch, begun = 1, clock.seconds()
    while followed < sample and (not followed or not clock.stop()):
        ends, lengths = walk.ends(scattered(walk.sizes, followed, min(batch, sample - followed)))
        for end, length in zip(ends.tolist(), lengths.tolist(), strict=True):
            if length:
                counts[tuple(end), length] += 1
            else:
                unfinished += 1
        followed += len(ends)
        clock.tell(0, followed / sample)
        took, begun = clock.seconds() - begun, clock.seconds()
        batch = min(MOST_AT_ONCE, batch * 2) if took < A_STRETCH else max(1, batch // 2)
    found = [
        Attractor((end,), length, None, many / followed, *wilson(many, followed))
        for (end, length), many in counts.items()
    ]
    seen = 1 - wilson(0, followed)[1]
    proven = (
        f"{followed:,} of {total:,} configurations were followed; shares stand with 95 % intervals. Attractors with less than "
        f"{1 - seen:.2g} of the space may be missing."
    )
    status = "sampled" if followed >= sample else "truncated"
    if clock.why:
        proven = f"{clock.why} {proven}"
    return Attractors(rule, status, proven, _with_cycles(walk, found, clock), followed, unfinished)


def scattered(sizes: Ints, begin: int, many: int) -> Ints:
    """Scenarios spread evenly over the space as by chance: number k is the same in every run (SplitMix64, Steele et al. 2014)."""
    columns = len(sizes)
    index = np.arange(begin * columns, (begin + many) * columns, dtype=np.uint64)
    z = (index + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return (z.reshape(many, columns) % sizes.astype(np.uint64)).astype(np.int64)


def wilson(many: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share of which so many were seen.

    >>> [round(each, 3) for each in wilson(0, 100)], [round(each, 3) for each in wilson(50, 100)]
    ([0.0, 0.037], [0.404, 0.596])
    """
    share, spread = many / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
