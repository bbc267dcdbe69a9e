"""One connected part of a matrix as tables for the search.

For each descriptor e, each variant w of it and each rival w' the search bounds the *difference* score(w) − score(w'), not each
score apart: every other descriptor adds `difference[variant]`, and a set of variants still open adds its maximum at most. A *lane* is
one such difference; w is out as soon as a lane of it cannot reach 0 any more (−K for near-consistent scenarios).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.engines.crossimpact.model.arrays import Ints

#: Of descriptors with so many variants at most, the maximum of every subset is tabled; of larger ones it is computed.
TABLED = 6
#: Bits of a word, and so places that a descriptor does not straddle.
WORD = 64
#: Lanes of 16 bits hold sums up to here.
MOST_IN_16 = 32_000
#: No difference of scores is larger: how much farther near-consistent scenarios may lie says nothing.
FARTHEST = 2**61
#: Below this share of influences that there are, or above so many descriptors, looking one step ahead pays.
DENSE, FEW = 0.5, 24


@dataclass(frozen=True)
class Problem:
    """`rows[begin[d] + subset]`: the most that a subset of d's variants adds to each lane; of large d: `rows[begin[d] + variant]`.

    `lanes`: the differences' bounds before any choice. `start[d]`: d's first place among the bits and lanes; lane `r·width + place`
    compares with the r-th rival. `targets[first[d]:first[d + 1]]`: whom d influences. `places`: these descriptors in the whole matrix.
    """

    places: tuple[int, ...]
    size: Ints
    start: Ints
    begin: Ints
    rows: NDArray[Any]  # [rows, lanes], int16 or int64
    lanes: NDArray[Any]  # [lanes]
    domain: NDArray[np.uint64]  # [words]: a bit for each variant
    first: Ints
    targets: Ints
    order: Ints
    probing: bool

    @property
    def width(self) -> int:
        return len(self.domain) * WORD


def problem(
    impacts: Ints,
    starts: Sequence[int],
    places: Sequence[int],
    fixed: Mapping[int, int],
    waived: Collection[int] = (),
    near: int = 0,
    spread: tuple[Ints, Ints] | None = None,
    allowance: Mapping[int, int] | None = None,
    kind: Any = None,
) -> Problem:
    """The tables for the descriptors at `places`. `fixed`: variants held elsewhere, which influence these as constants.

    `waived`: descriptors whose own balance does not count. `near`: by how much a chosen variant may lie below a rival; `allowance`
    says so for single descriptors. `spread`: by how much each judgement may rise and fall, where that
    favours the scenario; both [variants, variants]. `kind`: what `kind_of` gives, where it is known.
    """
    size = np.array([starts[at + 1] - starts[at] for at in places], dtype=np.int64)
    start, width = _laid_out(size)
    rivals = max(1, int(size.max(initial=1)) - 1)
    kind = kind or kind_of(impacts, starts, spread)
    inside = set(places)
    sources = [starts[at] + v for at in places for v in range(starts[at + 1] - starts[at])]
    # whatever is chosen of a descriptor in another part adds the same to these
    held = [starts[at] + fixed.get(at, 0) for at in range(len(starts) - 1) if at not in inside]
    differences = np.zeros((len(sources) + len(held), rivals * width), dtype=kind)
    base = np.zeros(rivals * width, dtype=np.int64)
    both = np.array([*sources, *held], dtype=np.int64)[:, None]
    for e, at in enumerate(places):
        if at in waived:
            continue
        columns = list(range(starts[at], starts[at + 1]))
        for r in range(len(columns) - 1):
            rivals_of = [columns[r if r < w else r + 1] for w in range(len(columns))]
            lanes_of = slice(r * width + start[e], r * width + start[e] + len(columns))
            differences[:, lanes_of] = impacts[both, columns] - impacts[both, rivals_of]
            if spread is not None:
                differences[:, lanes_of] += spread[0][both, columns] + spread[1][both, rivals_of]
            base[lanes_of] = min(FARTHEST, near if allowance is None else allowance.get(at, near))
    own, constant = differences[: len(sources)], differences[len(sources) :].sum(axis=0, dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(size)])
    blocks = [own[offsets[d] : offsets[d + 1]] for d in range(len(places))]
    reach = np.abs(constant)
    most = [block.max(axis=0) for block in blocks]
    least = [block.min(axis=0) for block in blocks]
    for high, low in zip(most, least, strict=True):
        reach += np.maximum(np.abs(high), np.abs(low))
    lanes = np.minimum(base, reach.max(initial=0)) + constant
    for high in most:
        lanes += high
    kind = np.int16 if 2 * reach.max(initial=0) < MOST_IN_16 else np.int64
    rows, begin = _tabled(blocks, kind)
    first, targets = _targets(blocks, size, start, width, rivals)
    many = len(places)
    probing = many > FEW or len(targets) < DENSE * many * max(1, many - 1)
    # whose choice moves most comes first: it decides most
    moves = [(high - low).sum(dtype=np.int64) for high, low in zip(most, least, strict=True)]
    order = np.argsort(-np.array(moves), kind="stable").astype(np.int64)
    domain = np.zeros(width // WORD, dtype=np.uint64)
    for d in range(many):
        domain[start[d] // WORD] |= np.uint64(((1 << int(size[d])) - 1) << int(start[d] % WORD))
    return Problem(tuple(places), size, start, begin, rows, lanes.astype(kind), domain, first, targets, order, probing)


def kind_of(impacts: Ints, starts: Sequence[int], spread: tuple[Ints, Ints] | None = None) -> Any:
    """The type that surely holds twice any difference of scores, and so whatever is added up here: most often the shorter one."""
    moved = sum((each.max(axis=1) for each in spread or ()), np.zeros(len(impacts), dtype=np.int64))
    ranges = impacts.max(axis=1) - impacts.min(axis=1) + moved
    return np.int16 if 2 * np.maximum.reduceat(ranges, starts[:-1]).sum() < MOST_IN_16 else np.int64


def memory(sizes: Sequence[int], kind: Any, sources: int, walks: int) -> int:
    """About how many bytes the tables for a part of these sizes need, and so many walks through it."""
    _, width = _laid_out(np.array(sizes, dtype=np.int64))
    lanes = max(1, max(sizes, default=1) - 1) * width
    return lanes * np.dtype(kind).itemsize * (sources + sum(map(tabled, sizes)) + walks * (len(sizes) + 2))


def tabled(size: int) -> int:
    """How many rows a descriptor has in the table."""
    return 1 << size if size <= TABLED else size


def _laid_out(size: Ints) -> tuple[Ints, int]:
    """Where each descriptor's bits begin, none of them across two words, and how many bits there are: whole words."""
    found, place = [], 0
    for each in size.tolist():
        if place % WORD + each > WORD:
            place += WORD - place % WORD
        found.append(place)
        place += each
    return np.array(found, dtype=np.int64), max(WORD, -(-place // WORD) * WORD)


def _tabled(blocks: Sequence[Ints], kind: Any) -> tuple[NDArray[Any], Ints]:
    many = [tabled(len(block)) for block in blocks]
    begin = np.cumsum([0, *many], dtype=np.int64)[:-1]
    found = np.zeros((sum(many), blocks[0].shape[1]), dtype=kind)
    for block, at in zip(blocks, begin.tolist(), strict=True):
        if len(block) > TABLED:
            found[at : at + len(block)] = block
            continue
        for subset in range(1, 1 << len(block)):
            low, rest = (subset & -subset).bit_length() - 1, subset & (subset - 1)
            found[at + subset] = np.maximum(block[low], found[at + rest]) if rest else block[low]
    return found, begin


def _targets(blocks: Sequence[Ints], size: Ints, start: Ints, width: int, rivals: int) -> tuple[Ints, Ints]:
    """Whose differences depend on which variant of d is chosen."""
    first, found = [0], []
    for block in blocks:
        moved = (block != block[:1]).any(axis=0).reshape(rivals, width).any(axis=0)
        found += np.flatnonzero(np.logical_or.reduceat(moved, start)).tolist()  # no lane between two descriptors moves
        first.append(len(found))
    return np.array(first, dtype=np.int64), np.array(found, dtype=np.int64)
