"""The compiled search through one problem: a depth-first walk that can stop anywhere and go on.

`sub[depth, d]`: the variants of d still open, as bits; `domain[depth]` the same, all in a row; `lanes[depth]`: the bounds that go with
them; `words[depth]` are the same bytes, eight at a time, so that the signs of four lanes are looked at together. The tables are
those of `problem`.
"""

from typing import Any

import numpy as np

from goodoffices.engines.settlement.runtime.compiling import compiled, inner

ZERO, ONE, LOW_BITS = np.uint64(0), np.uint64(1), np.uint64(63)
#: The lowest bit of each of four 16-bit lanes, and what gathers these into the highest four bits.
LOWEST, GATHER = np.uint64(0x0001000100010001), np.uint64(0x0001000200040008)
SIGN_16, SIGN_64, TOP = np.uint64(15), np.uint64(63), np.uint64(48)
#: As in `problem.TABLED`.
TABLED = 6
NEVER = -(2**62)

#: What `walk` came to, and what `place` holds.
FINISHED, PAUSED, FULL = 0, 1, 2
DEPTH, FRESH, FOUND, NODES = 0, 1, 2, 3


@inner
def signs(words: Any, begin: int, row: int) -> Any:
    """The signs of one column of words, over all rivals."""
    found, at = words[begin], begin + row
    while at < words.shape[0]:  # a range with a step would divide
        found |= words[at]
        at += row
    return found


@inner
def strike_out(words: Any, narrow: bool, domain: Any) -> bool:
    """Variants with a negative lane leave the domain. True: some did. `narrow`: four lanes a word, not one."""
    struck = False
    for at in range(domain.shape[0]):
        out = ZERO
        if narrow:
            for j in range(16):
                low = (signs(words, at * 16 + j, domain.shape[0] * 16) >> SIGN_16) & LOWEST
                out |= ((low * GATHER) >> TOP) << np.uint64(4 * j)
        else:
            for j in range(64):
                out |= (signs(words, at * 64 + j, domain.shape[0] * 64) >> SIGN_64) << np.uint64(j)
        if domain[at] & out:
            domain[at] &= ~out
            struck = True
    return struck


@inner
def highest(rows: Any, begin: int, subset: Any, lane: int) -> Any:
    """The most that these variants of a large descriptor add to a lane."""
    best = NEVER
    at = begin
    while subset:
        if subset & ONE and rows[at, lane] > best:
            best = rows[at, lane]
        subset >>= ONE
        at += 1
    return best


@inner
def narrow_down(lanes: Any, rows: Any, begin: int, size: int, before: Any, after: Any) -> None:
    """The bounds once a descriptor has fewer variants left; in place, which lets the compiler take many lanes at a time."""
    if size <= TABLED:
        old, new = rows[begin + np.int64(before)], rows[begin + np.int64(after)]
        for lane in range(lanes.shape[0]):
            lanes[lane] += new[lane] - old[lane]
    else:
        for lane in range(lanes.shape[0]):
            lanes[lane] += highest(rows, begin, after, lane) - highest(rows, begin, before, lane)


@inner
def settle(
    rows: Any, begin: Any, size: Any, start: Any, lanes: Any, words: Any, domain: Any, sub: Any, pending: bool
) -> bool:
    """Strike out and narrow down until nothing changes. False: a descriptor has no variant left. `pending`: variants have left the
    domain since the lanes were computed."""
    narrow = words.shape[0] * 4 == lanes.shape[0]
    while True:
        if not strike_out(words, narrow, domain) and not pending:
            return True
        pending = False
        for d in range(size.shape[0]):
            at = start[d]
            left = (domain[at >> 6] >> (np.uint64(at) & LOW_BITS)) & ((ONE << np.uint64(size[d])) - ONE)
            if left != sub[d]:
                if left == ZERO:
                    return False
                narrow_down(lanes, rows, begin[d], size[d], sub[d], left)
                sub[d] = left


@inner
def leaves_a_variant(new: Any, old: Any, lanes: Any, width: int, at: int, size: int, left: Any) -> bool:
    """Would a descriptor keep a variant, if `new` were added in place of `old`?"""
    for w in range(size):
        if (left >> np.uint64(w)) & ONE:
            lane = at + w
            while lane < lanes.shape[0] and lanes[lane] + new[lane] - old[lane] >= 0:
                lane += width
            if lane >= lanes.shape[0]:
                return True
    return False


@inner
def look_ahead(
    rows: Any, begin: Any, size: Any, start: Any, first: Any, targets: Any, lanes: Any, domain: Any, sub: Any
) -> bool:
    """Strike out each variant that would leave another descriptor none. True: some were."""
    struck, width = False, domain.shape[0] * 64
    for d in range(size.shape[0]):
        if sub[d] & (sub[d] - ONE) == ZERO or size[d] > TABLED:
            continue
        old = rows[begin[d] + np.int64(sub[d])]
        for v in range(size[d]):
            if not (sub[d] >> np.uint64(v)) & ONE:
                continue
            new = rows[begin[d] + (1 << v)]
            for target in range(first[d], first[d + 1]):
                e = targets[target]
                if not leaves_a_variant(new, old, lanes, width, start[e], size[e], sub[e]):
                    domain[start[d] >> 6] &= ~(ONE << np.uint64((start[d] & 63) + v))
                    struck = True
                    break
    return struck


@inner
def stands(
    rows: Any, begin: Any, size: Any, start: Any, first: Any, targets: Any, lanes: Any, words: Any, domain: Any, sub: Any,
    probing: bool,
) -> bool:  # fmt: skip
    """Everything that follows from the domains. False: no scenario is left in them."""
    if not settle(rows, begin, size, start, lanes, words, domain, sub, False):
        return False
    while probing and look_ahead(rows, begin, size, start, first, targets, lanes, domain, sub):
        if not settle(rows, begin, size, start, lanes, words, domain, sub, True):
            return False
    return True


@inner
def to_branch(sub: Any, order: Any) -> int:
    """The descriptor with the fewest variants open, of several the most influential; -1 where all are chosen."""
    best, fewest = -1, 65
    for j in range(order.shape[0]):
        left, many = sub[order[j]], 0
        while left:
            left &= left - ONE
            many += 1
        if 1 < many < fewest:
            fewest, best = many, order[j]
            if many == 2:
                break
    return best


@compiled
def walk(
    rows: Any, begin: Any, size: Any, start: Any, first: Any, targets: Any, order: Any, probing: bool,
    lanes: Any, words: Any, domain: Any, sub: Any, todo: Any, branch: Any, place: Any, out: Any, most: int,
) -> int:  # fmt: skip
    """Go on with the walk: over `most` nodes, until `out` is full, or to the end. Depth 0 holds the bounds and the domains of the
    task; `place` begins as [0, 2, 0, 0]. `out[found]`: the variants of a scenario, as bits."""
    depth, fresh, found, nodes = place[DEPTH], place[FRESH], place[FOUND], 0
    result = FINISHED
    if fresh == 2:
        fresh = 1
        if not stands(rows, begin, size, start, first, targets, lanes[0], words[0], domain[0], sub[0], probing):
            depth = -1
    while depth >= 0:
        if fresh == 1:
            d = to_branch(sub[depth], order)
            if d < 0:
                if found == out.shape[0]:
                    result = FULL
                    break
                out[found] = sub[depth]
                found += 1
                depth -= 1
                fresh = 0
                continue
            branch[depth], todo[depth] = d, sub[depth, d]
            fresh = 0
        if nodes >= most:
            result = PAUSED
            break
        if todo[depth] == ZERO:
            depth -= 1
            continue
        v = todo[depth] & (~todo[depth] + ONE)
        todo[depth] ^= v
        d, nodes, below = branch[depth], nodes + 1, depth + 1
        lanes[below] = lanes[depth]
        narrow_down(lanes[below], rows, begin[d], size[d], sub[depth, d], v)
        sub[below] = sub[depth]
        sub[below, d] = v
        domain[below] = domain[depth]
        at, bit = start[d] >> 6, np.uint64(start[d]) & LOW_BITS
        domain[below, at] = (domain[below, at] & ~(((ONE << np.uint64(size[d])) - ONE) << bit)) | (v << bit)
        if stands(
            rows, begin, size, start, first, targets, lanes[below], words[below], domain[below], sub[below], probing
        ):
            depth, fresh = below, 1
    place[DEPTH], place[FRESH], place[FOUND] = depth, fresh, found
    place[NODES] += nodes
    return result
