"""Single judgements on which a scenario hangs: how far each has to move, alone, for a rival to come ahead."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.engines.crossimpact.model.choosing import Named, scenario
from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario

ENDS = (-3, 3)  # of the scale on which is judged


@dataclass(frozen=True, order=True)
class Hinge:
    """What the chosen `variant` of `source` does to the variant `onto` of `descriptor`, all from 0. Moved by more than `by`, in units of
    1/scale, it alone puts `rival` ahead: down where it is about the chosen variant, up where it is about the rival itself."""

    by: int
    descriptor: int
    raised: bool
    onto: int
    source: int
    variant: int
    rival: int
    value: int


def hinges(
    matrix: Matrix, chosen: Named | Sequence[int], held: Collection[int] = (), ends: tuple[int, int] = ENDS
) -> list[Hinge]:
    """Every judgement that tips a scenario by a move within `ends`, the smallest moves first. A descriptor that is `held`, or behind
    already, tips by none. Raises `Unusable`.

    Each judgement is a term of one score. So a rival that is behind by a margin comes ahead where what speaks of the chosen variant falls by
    more than that, or what speaks of the rival rises by more.

    >>> matrix = Matrix.of({"a": ["x", "y"], "b": ["x", "y"]}, [[0, 0, 2, 0], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]])
    >>> [(each.by, each.descriptor, each.raised, each.onto, each.value) for each in hinges(matrix, [0, 0])]
    [(1, 0, False, 0, 1), (1, 0, True, 1, 0), (2, 1, False, 0, 2), (2, 1, True, 1, 0)]
    """
    picked = scenario(matrix, chosen)
    found = (
        each for at in range(len(picked)) if at not in held for each in _of(matrix, picked, at, *_scaled(matrix, ends))
    )
    return sorted(found)


def _scaled(matrix: Matrix, ends: tuple[int, int]) -> tuple[int, int]:
    return ends[0] * matrix.scale, ends[1] * matrix.scale


def _of(matrix: Matrix, picked: Scenario, at: int, least: int, most: int) -> Iterator[Hinge]:
    start, v = matrix.starts[at], picked[at]
    rows = {source: matrix.rows[matrix.starts[source] + w] for source, w in enumerate(picked)}
    scores = [sum(row[start + w] for row in rows.values()) for w in range(matrix.sizes[at])]
    margins = {w: scores[v] - score for w, score in enumerate(scores) if w != v}
    if not margins or min(margins.values()) < 0:
        return
    nearest = min(margins, key=lambda w: (margins[w], w))
    for source, row in rows.items():
        if source == at:
            continue
        if row[start + v] - least > margins[nearest]:
            yield Hinge(margins[nearest], at, False, v, source, picked[source], nearest, row[start + v])
        for w, margin in margins.items():
            if most - row[start + w] > margin:
                yield Hinge(margin, at, True, w, source, picked[source], w, row[start + w])
