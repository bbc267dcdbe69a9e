"""Matrices for the tests: drawn by hypothesis, and the ones that are known."""

import random
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from goodoffices.engines.crossimpact.model import Matrix

EXAMPLES = Path(__file__).parents[1] / "examples"
WORTHS = [Fraction(each) for each in (-3, -2, -1, 0, 0, 0, 0, 1, 2, 3)]
TENTHS = [Fraction(each, 10) for each in (-25, -10, -3, 0, 0, 0, 1, 5, 20)]


@st.composite
def matrices(draw: st.DrawFn, most: int = 400, descriptors: int = 6, variants: int = 4, tenths: bool = True) -> Matrix:
    """A matrix with so many configurations at most; sparse or dense, whole numbers or decimals."""
    sizes: list[int] = []
    for size in draw(st.lists(st.integers(1, variants), min_size=1, max_size=descriptors)):
        product = size
        for each in sizes:
            product *= each
        if product <= most:
            sizes.append(size)
    worths = draw(st.sampled_from([WORTHS, TENTHS] if tenths else [WORTHS]))
    cell = st.sampled_from(worths)
    linked = {(a, b): draw(st.booleans()) for a in range(len(sizes)) for b in range(len(sizes)) if a != b}
    blocks = {
        pair: draw(st.lists(cell, min_size=sizes[pair[0]] * sizes[pair[1]], max_size=sizes[pair[0]] * sizes[pair[1]]))
        for pair, there in linked.items()
        if there
    }
    return of_blocks(sizes, blocks)


def of_blocks(sizes: list[int], blocks: dict[tuple[int, int], list[Fraction]]) -> Matrix:
    rows = []
    for a, own in enumerate(sizes):
        for v in range(own):
            row: list[Fraction] = []
            for b, other in enumerate(sizes):
                block = blocks.get((a, b))
                row += block[v * other : (v + 1) * other] if block else [Fraction(0)] * other
            rows.append(row)
    names = {f"D{at + 1}": [f"{at + 1}{'abcdefghij'[v]}" for v in range(size)] for at, size in enumerate(sizes)}
    return Matrix.of(names, rows)


@st.composite
def fixings(draw: st.DrawFn, matrix: Matrix) -> dict[int, int]:
    """Some descriptors held at a variant."""
    held = draw(st.sets(st.integers(0, len(matrix.sizes) - 1), max_size=2))
    return {at: draw(st.integers(0, matrix.sizes[at] - 1)) for at in held}


def as_names(matrix: Matrix, fixed: dict[int, int]) -> dict[str, str]:
    return {matrix.descriptors[at].name: matrix.descriptors[at].variants[v] for at, v in fixed.items()}


def sparse(descriptors: int, variants: int, influences: int) -> Matrix:
    """Each descriptor is influenced by so many others, as a fixed sequence says: a large matrix that pulls in all directions."""
    chance = random.Random(5)
    blocks = {
        (a, b): [Fraction(chance.randint(-3, 3)) for _ in range(variants * variants)]
        for b in range(descriptors)
        for a in chance.sample([at for at in range(descriptors) if at != b], influences)
    }
    return of_blocks([variants] * descriptors, blocks)
