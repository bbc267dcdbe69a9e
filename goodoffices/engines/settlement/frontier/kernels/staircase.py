"""Staircases for the sweep over three parties: a set of integers with fast neighbours, and heights written out.

The set is a tree of 64-bit words, four levels deep: a bit of an upper level says whether the word below has any member. So
the next member above or below a number is found in a few steps, however many members there are (van Emde Boas 1975).
"""

from collections.abc import Callable
from typing import TypeAlias, cast

import numpy as np
from numba.cpython.unsafe import numbers
from numpy.typing import NDArray

from goodoffices.engines.settlement.runtime.arrays import Ints32
from goodoffices.engines.settlement.runtime.compiling import compiled

Words: TypeAlias = NDArray[np.uint64]
Number: TypeAlias = int | np.int64

BitCount: TypeAlias = Callable[[np.uint64], np.uint64]
leading_zeros = cast(BitCount, numbers.leading_zeros)  # intrinsics: compiled code alone can call them
trailing_zeros = cast(BitCount, numbers.trailing_zeros)

#: The set holds numbers below this, 64 ** 4.
MOST_STAIRS = 1 << 24
#: Heights rise in blocks of 2 ** BLOCK stairs.
BLOCK = 5
ONES = (1 << BLOCK) - 1

ONE = np.uint64(1)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def set_of(span: int) -> tuple[Words, Words, Words, Words]:
    """An empty set of numbers in [0, span]: its four levels, the members themselves first."""
    words = (span >> 6) + 1
    return (
        np.zeros(words, np.uint64),
        np.zeros((words >> 6) + 1, np.uint64),
        np.zeros((words >> 12) + 1, np.uint64),
        np.zeros(1, np.uint64),
    )


@compiled
def insert(bits: Words, bits1: Words, bits2: Words, bits3: Words, at: Number) -> None:
    """Add a member."""
    for words in (bits, bits1, bits2, bits3):
        word = at >> 6
        words[word] |= ONE << np.uint64(at & 63)
        at = word


@compiled
def remove(bits: Words, bits1: Words, bits2: Words, bits3: Words, at: Number) -> None:
    """Take a member out."""
    for words in (bits, bits1, bits2, bits3):
        word = at >> 6
        words[word] &= ~(ONE << np.uint64(at & 63))
        if words[word] != 0:
            return
        at = word


@compiled
def successor(bits: Words, bits1: Words, bits2: Words, bits3: Words, at: Number) -> Number:
    """The least member from `at` on, or -1."""
    word = at >> 6
    rest = bits[word] & (ALL << np.uint64(at & 63))
    if rest != 0:
        return (word << 6) + np.int64(trailing_zeros(rest))
    word = next_up(bits1, word + 1)
    if word == -1:
        return -1
    if word < 0:
        word1 = next_up(bits2, -word - 1)
        if word1 == -1:
            return -1
        if word1 < 0:
            word2 = next_up(bits3, -word1 - 1)
            if word2 < 0:
                return -1
            word1 = (word2 << 6) + np.int64(trailing_zeros(bits2[word2]))
        word = (word1 << 6) + np.int64(trailing_zeros(bits1[word1]))
    return (word << 6) + np.int64(trailing_zeros(bits[word]))


@compiled
def next_up(words: Words, at: Number) -> Number:
    """The least member from `at` on in its own word; else -1 - n, where n > 0 is the next word to look at; -1: no more."""
    word = at >> 6
    if word >= len(words):
        return -1
    rest = words[word] & (ALL << np.uint64(at & 63))
    if rest != 0:
        return (word << 6) + np.int64(trailing_zeros(rest))
    return -word - 2


@compiled
def predecessor(bits: Words, bits1: Words, bits2: Words, bits3: Words, at: Number) -> Number:
    """The greatest member up to `at`, or -1."""
    if at < 0:
        return -1
    word = at >> 6
    rest = bits[word] & (ALL >> np.uint64(63 - (at & 63)))
    if rest != 0:
        return (word << 6) + 63 - np.int64(leading_zeros(rest))
    word = next_down(bits1, word - 1)
    if word == -1:
        return -1
    if word < 0:
        word1 = next_down(bits2, -word - 2)
        if word1 == -1:
            return -1
        if word1 < 0:
            word2 = next_down(bits3, -word1 - 2)
            if word2 < 0:
                return -1
            word1 = (word2 << 6) + 63 - np.int64(leading_zeros(bits2[word2]))
        word = (word1 << 6) + 63 - np.int64(leading_zeros(bits1[word1]))
    return (word << 6) + 63 - np.int64(leading_zeros(bits[word]))


@compiled
def next_down(words: Words, at: Number) -> Number:
    """The greatest member up to `at` in its own word; else -1 - n, where n - 1 is the next word to look at; -1: no more."""
    if at < 0:
        return -1
    word = at >> 6
    rest = words[word] & (ALL >> np.uint64(63 - (at & 63)))
    if rest != 0:
        return (word << 6) + 63 - np.int64(leading_zeros(rest))
    return -word - 1


@compiled
def rise(height: Ints32, blocks: Ints32, stair: int, top: int) -> None:
    """From this stair down, raise whatever is lower to `top`; below a stair that is not lower, nothing is.

    A block of 2 ** BLOCK stairs that rises as a whole is raised in `blocks` alone.
    """
    while stair >= 0 and blocks[stair >> BLOCK] < top:
        floor = stair >> BLOCK << BLOCK
        if stair & ONES == ONES and height[floor] < top:
            blocks[stair >> BLOCK] = top
            stair = floor - 1
            continue
        while stair >= floor and height[stair] < top:
            height[stair] = top
            stair -= 1
        if stair >= floor:
            return
