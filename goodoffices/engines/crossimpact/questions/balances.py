"""Of one scenario: the scores of all variants, what supports the chosen ones, and the smallest changes that would tip them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.engines.crossimpact.model.arrays import balances_of, judgements
from goodoffices.engines.crossimpact.model.choosing import Named, scenario
from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario


@dataclass(frozen=True)
class Influence:
    """What the chosen variant of one descriptor adds to the chosen variant of another, in units of 1/scale."""

    source: int
    variant: int
    value: int


@dataclass(frozen=True)
class Tip:
    """Turning `source` to `variant` would put `rival` ahead of the chosen variant by `lead`."""

    source: int
    variant: int
    rival: int
    lead: int


@dataclass(frozen=True)
class Balance:
    """One descriptor in one scenario. `scores` of its variants; `margin` of the chosen one over the best other one (None without
    another), negative where it is not the best; `rivals`: the best others. `tips`: single changes elsewhere after which a rival is ahead,
    where the chosen variant is best now. A judgement for the chosen variant tips it when it falls by more than `margin`."""

    descriptor: int
    chosen: int
    scores: tuple[int, ...]
    margin: int | None
    rivals: tuple[int, ...]
    influences: tuple[Influence, ...]
    tips: tuple[Tip, ...]

    @property
    def support(self) -> tuple[Influence, ...]:
        """What speaks for the chosen variant, the strongest first."""
        return tuple(sorted((each for each in self.influences if each.value > 0), key=lambda each: -each.value))

    @property
    def opposition(self) -> tuple[Influence, ...]:
        """What speaks against it, the strongest first."""
        return tuple(sorted((each for each in self.influences if each.value < 0), key=lambda each: each.value))


def balances(matrix: Matrix, chosen: Named | Sequence[int]) -> list[Balance]:
    """A balance for each descriptor. The scenario is given by names, or whole as a tuple of places from 0. Raises `Unusable`."""
    picked = scenario(matrix, chosen)
    impacts, starts = judgements(matrix), matrix.starts
    scores = balances_of(impacts, np.array(starts), np.array([picked], dtype=np.int64))[0].tolist()
    return [_of(matrix, impacts.tolist(), scores, picked, at) for at in range(len(picked))]


def _of(matrix: Matrix, impacts: list[list[int]], scores: list[int], picked: Scenario, at: int) -> Balance:
    starts = matrix.starts
    own = scores[starts[at] : starts[at + 1]]
    v = picked[at]
    others = [w for w in range(len(own)) if w != v]
    best = max((own[w] for w in others), default=None)
    influences = tuple(
        Influence(source, picked[source], value)
        for source in range(len(picked))
        if (value := impacts[starts[source] + picked[source]][starts[at] + v])
    )
    tips = []
    if best is not None and own[v] >= best:
        for source, size in enumerate(matrix.sizes):
            now = impacts[starts[source] + picked[source]]
            for variant in range(size):
                if source == at or variant == picked[source]:
                    continue
                then = impacts[starts[source] + variant]
                leads = [
                    (
                        own[w]
                        - own[v]
                        + then[starts[at] + w]
                        - now[starts[at] + w]
                        - then[starts[at] + v]
                        + now[starts[at] + v],
                        w,
                    )
                    for w in others
                ]
                lead, rival = max(leads, key=lambda each: (each[0], -each[1]))
                if lead > 0:
                    tips.append(Tip(source, variant, rival, lead))
    return Balance(
        at,
        v,
        tuple(own),
        None if best is None else own[v] - best,
        tuple(w for w in others if own[w] == best),
        influences,
        tuple(sorted(tips, key=lambda each: (-each.lead, each.source, each.variant))),
    )
