"""Matrices drawn by chance: dense ones as panels of experts write them, sparse ones with few influences on each descriptor."""

import numpy as np

from goodoffices.engines.crossimpact.api import Matrix

#: 22,674,816 and 408,146,688 configurations: the sizes of two published national–regional matrices.
FIFTEEN, SEVENTEEN = (3,) * 11 + (4, 4, 4, 2), (3,) * 13 + (4,) * 4
#: Judgements from −3 to 3, with many zeros.
WORTHS, SHARES = range(-3, 4), (0.05, 0.10, 0.15, 0.40, 0.15, 0.10, 0.05)


def dense(sizes: tuple[int, ...], seed: int) -> Matrix:
    draw = np.random.default_rng(seed)
    count = sum(sizes)
    judgements = draw.choice(WORTHS, size=(count, count), p=SHARES)
    begin = 0
    for size in sizes:
        judgements[begin : begin + size, begin : begin + size] = 0
        begin += size
    return named(sizes, judgements)


def sparse(descriptors: int, variants: int, influences: int, seed: int) -> Matrix:
    """So many other descriptors influence each one, with judgements from −3 to 3, each as likely."""
    draw = np.random.default_rng(seed)
    count = descriptors * variants
    judgements = np.zeros((count, count), dtype=np.int64)
    for target in range(descriptors):
        others = [at for at in range(descriptors) if at != target]
        for source in draw.choice(others, size=influences, replace=False):
            rows = slice(source * variants, (source + 1) * variants)
            columns = slice(target * variants, (target + 1) * variants)
            judgements[rows, columns] = draw.integers(-3, 4, size=(variants, variants))
    return named((variants,) * descriptors, judgements)


def named(sizes: tuple[int, ...], judgements: np.ndarray) -> Matrix:
    names = {f"D{at + 1}": [f"v{v + 1}" for v in range(size)] for at, size in enumerate(sizes)}
    return Matrix.of(names, judgements.tolist())
