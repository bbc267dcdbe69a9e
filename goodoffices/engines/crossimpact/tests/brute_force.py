"""The definitions, spelled out and slow: what the engine is held against. Plain Python over plain lists."""

from collections.abc import Iterator
from itertools import product

from goodoffices.engines.crossimpact.model import Matrix, Scenario


def scores(matrix: Matrix, chosen: Scenario) -> list[list[int]]:
    """[descriptors][variants], in units of 1/scale."""
    picked = [matrix.starts[at] + v for at, v in enumerate(chosen)]
    return [
        [sum(matrix.rows[x][matrix.starts[at] + w] for x in picked) for w in range(size)]
        for at, size in enumerate(matrix.sizes)
    ]


def margins(matrix: Matrix, chosen: Scenario) -> list[int | None]:
    """Of each descriptor: the chosen variant's score less the best other one's; None without another."""
    found: list[int | None] = []
    for balance, v in zip(scores(matrix, chosen), chosen, strict=True):
        others = balance[:v] + balance[v + 1 :]
        found.append(balance[v] - max(others) if others else None)
    return found


def consistency(matrix: Matrix, chosen: Scenario, free: set[int]) -> int | None:
    mattering = [m for at, m in enumerate(margins(matrix, chosen)) if at in free and m is not None]
    return min(mattering, default=None)


def impact(matrix: Matrix, chosen: Scenario) -> int:
    return sum(balance[v] for balance, v in zip(scores(matrix, chosen), chosen, strict=True))


def every(matrix: Matrix, fixed: dict[int, int]) -> Iterator[Scenario]:
    return product(*([fixed[at]] if at in fixed else range(size) for at, size in enumerate(matrix.sizes)))


def within(matrix: Matrix, fixed: dict[int, int], near: int = 0, waived: frozenset[int] = frozenset()) -> set[Scenario]:
    """Every scenario in which no free descriptor fails by more than `near`."""
    free = set(range(len(matrix.sizes))) - set(fixed) - waived
    found = set()
    for chosen in every(matrix, fixed):
        value = consistency(matrix, chosen, free)
        if value is None or value >= -near:
            found.add(chosen)
    return found


def succession(matrix: Matrix, chosen: Scenario, fixed: dict[int, int], incremental: bool = False) -> Scenario:
    """What follows: each free descriptor goes to its best variant, of several the first; it stays where it is best itself.
    Incremental: only the one that fails by most does, of several the first."""
    best = []
    for at, (balance, v) in enumerate(zip(scores(matrix, chosen), chosen, strict=True)):
        best.append(v if at in fixed or balance[v] == max(balance) else balance.index(max(balance)))
    if not incremental:
        return tuple(best)
    failing = [
        (max(b) - b[v], -at)
        for at, (b, v) in enumerate(zip(scores(matrix, chosen), chosen, strict=True))
        if at not in fixed
    ]
    by, at = max(failing, default=(0, 0))
    return tuple(best[k] if by > 0 and k == -at else v for k, v in enumerate(chosen))


def attractor(
    matrix: Matrix, chosen: Scenario, fixed: dict[int, int], incremental: bool = False
) -> tuple[Scenario, ...]:
    """The scenarios that go round in the end, the least first."""
    seen: list[Scenario] = []
    while chosen not in seen:
        seen.append(chosen)
        chosen = succession(matrix, chosen, fixed, incremental)
    cycle = seen[seen.index(chosen) :]
    least = cycle.index(min(cycle))
    return (*cycle[least:], *cycle[:least])
