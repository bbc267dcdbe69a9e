"""How alike two provisions are by their words, and which ones are worth comparing."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import pairwise

from goodoffices.engines.brackets.comparing.tokens import words_of
from goodoffices.engines.brackets.model import Draft, Provision

FEW = 4  # with fewer words, content proves nothing
_COMMON = 24  # a feature in more provisions than this is too common to find any of them
_WHOLE = math.lcm(*range(1, _COMMON + 1))  # one vote, divisible by any number of provisions that share it
_CANDIDATES = 6
_ALIKE = 0.45
_CONTAINED = 0.8


class Side:
    """One draft's provisions and their words: `bodies` by index, in small letters, without labels and page furniture."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.units = draft.provisions
        text = _without_furniture(draft).lower()
        self.bodies = {
            one.index: _body(text if len(text) == len(draft.text) else draft.text, one) for one in self.units
        }

    @cached_property
    def counts(self) -> dict[int, Counter[str]]:
        """By index, how often each word occurs."""
        return {index: Counter(words) for index, words in self.bodies.items()}

    def labelled(self, index: int) -> tuple[str, str]:
        """A provision's kind and label."""
        one = self.draft.provisions[index]
        return one.kind, one.label


def _without_furniture(draft: Draft) -> str:
    """The text with blanks in place of page numbers and running heads."""
    parts, at = [], 0
    for mark in draft.marks:
        if mark.kind == "furniture":
            parts += [draft.text[at : mark.start], " " * (mark.end - mark.start)]
            at = mark.end
    return "".join([*parts, draft.text[at:]])


def words_beside_label(draft: Draft, one: Provision) -> list[str]:
    """The words of a provision's own text without its label."""
    return _body(draft.text, one)


def _body(text: str, one: Provision) -> list[str]:
    """The words of a provision's own text without its label."""
    label = one.label_span
    if one.start <= label.start and label.end <= one.own_end:
        return words_of(text[one.start : label.start] + " " + text[label.end : one.own_end])
    return words_of(text[one.start : one.own_end])


class Weights:
    """How much a word says about a provision: log(1 + provisions / provisions that have it), so rare words say more.

    Source: K. Spärck Jones, “A statistical interpretation of term specificity”, Journal of Documentation 28 (1972).
    """

    def __init__(self, mine: Side, theirs: Side) -> None:
        seen: Counter[str] = Counter()
        for side in (mine, theirs):
            for words in side.bodies.values():
                seen.update(set(words))
        total = len(mine.units) + len(theirs.units) + 1
        self._sizes: dict[
            int, tuple[float, Mapping[str, int]]
        ] = {}  # the words are kept, so that their id stays theirs
        self._of = {word: math.log(1 + total / times) for word, times in seen.items()}

    def size(self, words: Mapping[str, int]) -> float:
        """The weight of a provision's words. Cached, because each is compared with several."""
        key = id(words)
        if key not in self._sizes:
            self._sizes[key] = sum(self._of[word] * times for word, times in words.items()), words
        return self._sizes[key][0]

    def common(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        """The weight of the words that two provisions share."""
        if len(one) > len(other):
            one, other = other, one
        return sum(self._of[word] * min(times, other[word]) for word, times in one.items() if word in other)


Candidates = dict[int, list[int]]
"""For a provision's index, indices of the other side's provisions, the best first."""


def candidates(mine: Side, theirs: Side, pairs: Mapping[int, int]) -> tuple[Candidates, Candidates]:
    """For each provision of either side without a partner in `pairs`, the few of the other side most worth comparing.

    Those are the ones that share most rare words, and rare pairs of words, with it. About linear in words.
    """
    numbers: dict[str, int] = {}
    same = {i: j for i, j in pairs.items() if mine.bodies[i] == theirs.bodies[j]}
    settled = set(same.values())
    features_a = {i: _features(words, numbers) for i, words in mine.bodies.items() if i not in same}
    features_b = {j: _features(words, numbers) for j, words in theirs.bodies.items() if j not in settled}
    paired = set(pairs.values())
    lone_a = {i: one for i, one in features_a.items() if i not in pairs}
    lone_b = {j: one for j, one in features_b.items() if j not in paired}
    return _voted(lone_a, features_b), _voted(lone_b, features_a)


def _features(words: Sequence[str], numbers: dict[str, int]) -> set[int]:
    """The words and the pairs of neighbouring words, each as a number."""
    codes = [numbers.setdefault(word, len(numbers) + 1) for word in words]
    return set(codes) | {one << 32 | other for one, other in pairwise(codes)}


def _voted(seeking: Mapping[int, set[int]], among: Mapping[int, set[int]]) -> Candidates:
    """Each rare feature has one vote, shared among the provisions that have it; those with the most votes are candidates."""
    places: dict[int, list[int]] = defaultdict(list)
    wanted = set().union(*seeking.values()) if seeking else set()
    for index, features in among.items():
        for feature in features & wanted:
            places[feature].append(index)
    rare = {feature for feature, here in places.items() if len(here) <= _COMMON}
    found = {}
    for index, features in seeking.items():
        votes: dict[int, int] = defaultdict(int)
        for feature in features & rare:
            here = places[feature]
            share = _WHOLE // len(here)
            for other in here:
                votes[other] += share
        found[index] = [-other for _, other in nlargest(_CANDIDATES, ((many, -other) for other, many in votes.items()))]
    return found


def likeness(mine: Side, theirs: Side, i: int, j: int, weights: Weights) -> float:
    """How alike two provisions are, from 0 to 1.1; 0 if they are too different to be the same.

    The same label and the same id add a little.
    """
    one, other = mine.counts[i], theirs.counts[j]
    if min(len(mine.bodies[i]), len(theirs.bodies[j])) < FEW:
        return 0.0
    sizes = weights.size(one), weights.size(other)
    common = weights.common(one, other)
    alike, contained = 2 * common / sum(sizes), common / min(sizes)
    if alike < _ALIKE and not (contained >= _CONTAINED and min(sizes) >= 0.2 * max(sizes)):
        return 0.0
    same_label = mine.labelled(i) == theirs.labelled(j)
    same_place = mine.draft.provisions[i].id == theirs.draft.provisions[j].id
    return 0.6 * alike + 0.4 * contained + 0.04 * same_label + 0.06 * same_place
