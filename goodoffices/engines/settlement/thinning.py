"""Fewer points, and what that costs at most: once a budget is spent, or where a coarser answer was asked for."""

from collections.abc import Iterable, Sequence
from operator import sub
from typing import Any

from goodoffices.engines.settlement.scaled import Vector


def thin(vectors: Sequence[Vector], most: int) -> tuple[list[int], Vector]:
    """Of these vectors, at most `most` (but one at least): one of each occupied cell of a grid as fine as that allows.

    Returns the places of those kept, ascending, and per party the most by which a vector that was left out exceeds the one
    kept for it.
    """
    spans = [max(column) - min(column) + 1 for column in zip(*vectors, strict=True)]
    cells = [list(range(len(vectors)))]
    for widths in finer(spans, most):
        found = _cells(vectors, widths)
        if len(found) > most:
            break
        cells = found
    return _kept(vectors, cells)


def coarsen(vectors: Sequence[Vector], widths: Sequence[int]) -> tuple[list[int], Vector]:
    """The same with cells so wide for each party: less than that is lost."""
    return _kept(vectors, _cells(vectors, widths))


def finer(spans: Iterable[Any], most: int) -> Iterable[list[int]]:
    """Widths of cells, halved and halved again as long as that may be of use."""
    spans, lines = [int(span) for span in spans], 2
    while lines < 2 * most:
        yield [-(-span // lines) for span in spans]
        lines *= 2


def _cells(vectors: Sequence[Vector], widths: Sequence[int]) -> list[list[int]]:
    cells: dict[tuple[int, ...], list[int]] = {}
    for at, vector in enumerate(vectors):
        cells.setdefault(tuple(one // width for one, width in zip(vector, widths, strict=True)), []).append(at)
    return list(cells.values())


def _kept(vectors: Sequence[Vector], cells: list[list[int]]) -> tuple[list[int], Vector]:
    lost = [0] * len(vectors[0])
    for first, *others in cells:
        for other in others:
            lost = list(map(max, lost, map(sub, vectors[other], vectors[first])))
    return sorted(cell[0] for cell in cells), tuple(lost)


def allowance(shares: Sequence[int], steps: int) -> list[int]:
    """Widths of cells such that all steps together lose no more than this."""
    return [share // max(1, steps) + 1 for share in shares]
