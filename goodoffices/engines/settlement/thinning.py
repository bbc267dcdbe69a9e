"""Fewer points, and what that costs at most: what is left once a budget is spent."""

from collections.abc import Sequence

from goodoffices.engines.settlement.scaled import Vector


def thin(vectors: Sequence[Vector], most: int) -> tuple[list[int], Vector]:
    """Of these vectors, at most `most` (or one, if that is more): one of each occupied cell of a grid as fine as that allows.

    Returns the places of those kept, ascending, and per party the most by which a vector that was left out exceeds the one
    kept for it.
    """
    parties = len(vectors[0])
    if len(vectors) <= most:
        return list(range(len(vectors))), (0,) * parties
    lows = [min(column) for column in zip(*vectors, strict=True)]
    spans = [max(column) - low + 1 for column, low in zip(zip(*vectors, strict=True), lows, strict=True)]
    best = _cells(vectors, lows, spans, 1)
    lines = 2
    while len(finer := _cells(vectors, lows, spans, lines)) <= most and lines < 2 * most:
        best, lines = finer, 2 * lines
    kept = sorted(group[0] for group in best.values())
    slack = [0] * parties
    for first, *others in best.values():
        for other in others:
            excess = (one - own for one, own in zip(vectors[other], vectors[first], strict=True))
            slack = [max(most, more) for most, more in zip(slack, excess, strict=True)]
    return kept, tuple(slack)


def _cells(
    vectors: Sequence[Vector], lows: Sequence[int], spans: Sequence[int], lines: int
) -> dict[tuple[int, ...], list[int]]:
    cells: dict[tuple[int, ...], list[int]] = {}
    for at, vector in enumerate(vectors):
        cell = tuple((one - low) * lines // span for one, low, span in zip(vector, lows, spans, strict=True))
        cells.setdefault(cell, []).append(at)
    return cells
