"""Which provision of one draft is which of the other: by ids where they are known, by content where not.

Labels are evidence, never proof: a paragraph put in before shifts them all. In order: ids that are known to be the same; the same
words; words most alike (rare words weigh more, words in alternatives that fell away weigh little); containers by what they
contain; what is left, by label under containers that match. Then pieces of provisions that were split, or merged.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import pairwise

from goodoffices.engines.brackets.diff_words import words_of
from goodoffices.engines.brackets.spans import Provision
from goodoffices.engines.brackets.tree import Draft

_FEW = 4  # with fewer words, content proves nothing
_COMMON = 24  # a feature in more provisions than this finds nobody
_WHOLE = math.lcm(*range(1, _COMMON + 1))  # a vote; so that shares of it are whole numbers
_CANDIDATES = 6
_ALIKE = 0.45
_CONTAINED = 0.8
_NEAREST = 5
_NONE: deque[int] = deque()
_STILL_ALIKE = 0.2  # under one parent, with one label


@dataclass
class Alignment:
    """Indices of provisions. `pairs` one to one; `split`: one of A to further ones of B; `merged`: one of B, further ones of A."""

    pairs: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)
    split: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    merged: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def pair(self, a: int, b: int) -> None:
        self.pairs[a] = b
        self.back[b] = a

    def free(self, a: int, b: int) -> bool:
        return a not in self.pairs and b not in self.back


class Side:
    """One draft's provisions with their words, for comparing."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.units = draft.provisions
        text = _without_furniture(draft).lower()
        self.bodies = {
            one.index: _body(text if len(text) == len(draft.text) else draft.text, one) for one in self.units
        }

    @cached_property
    def counts(self) -> dict[int, Counter[str]]:
        return {index: Counter(words) for index, words in self.bodies.items()}

    def labelled(self, index: int) -> tuple[str, str]:
        one = self.draft.provisions[index]
        return one.kind, one.label


def _without_furniture(draft: Draft) -> str:
    """The text with blanks instead of page numbers and running heads, which say nothing of a provision."""
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
    """Its words without its label."""
    label = one.label_span
    if one.start <= label.start and label.end <= one.own_end:
        return words_of(text[one.start : label.start] + " " + text[label.end : one.own_end])
    return words_of(text[one.start : one.own_end])


def aligned(a: Draft, b: Draft, known: Mapping[str, str] | None = None) -> Alignment:
    """The alignment of two drafts; `known`: ids of the first and the ids the same provisions have in the second."""
    mine, theirs = Side(a), Side(b)
    found = Alignment()
    found.pair(0, 0)
    _by_id(a, b, known or {}, found)
    _by_same_words(mine, theirs, found)
    weights = _Weights(mine, theirs)
    candidates = _candidates(mine, theirs, found)
    _by_likeness(mine, theirs, candidates, weights, found)
    for _ in range(2):
        votes = _votes(mine, theirs, found)
        _by_content(votes, found)
        _by_label(mine, theirs, votes, weights, found)
    _pieces(mine, theirs, candidates, weights, found)
    return found


def _by_id(a: Draft, b: Draft, known: Mapping[str, str], found: Alignment) -> None:
    ids_a = {one.id: one.index for one in a.provisions}
    ids_b = {one.id: one.index for one in b.provisions}
    for mine, theirs in known.items():
        if mine in ids_a and theirs in ids_b and found.free(ids_a[mine], ids_b[theirs]):
            found.pair(ids_a[mine], ids_b[theirs])


def _by_same_words(mine: Side, theirs: Side, found: Alignment) -> None:
    """The same words, if there are enough of them; of several such, those with the same path first, then in order."""
    for key_of in (_words_and_id, _words):
        there = defaultdict(list)
        for one in reversed(theirs.units):
            if one.index not in found.back and len(theirs.bodies[one.index]) >= _FEW:
                there[key_of(theirs, one)].append(one.index)
        for one in mine.units:
            if one.index not in found.pairs and (same := there.get(key_of(mine, one))):
                found.pair(one.index, same.pop())


def _words_and_id(side: Side, one: Provision) -> str:
    return one.id + "\n" + " ".join(side.bodies[one.index])


def _words(side: Side, one: Provision) -> str:
    return " ".join(side.bodies[one.index])


class _Weights:
    """How much words say: rare ones more."""

    def __init__(self, mine: Side, theirs: Side) -> None:
        seen: Counter[str] = Counter()
        for side in (mine, theirs):
            for words in side.bodies.values():
                seen.update(set(words))
        total = len(mine.units) + len(theirs.units) + 1
        self._sizes: dict[int, tuple[float, Mapping[str, int]]] = {}  # with the words, so that no id comes again
        self._of = {word: math.log(1 + total / times) for word, times in seen.items()}

    def size(self, words: Mapping[str, int]) -> float:
        """Remembered for a provision's words: it is compared with several."""
        key = id(words)
        if key not in self._sizes:
            self._sizes[key] = sum(self._of[word] * times for word, times in words.items()), words
        return self._sizes[key][0]

    def common(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        if len(one) > len(other):
            one, other = other, one
        return sum(self._of[word] * min(times, other[word]) for word, times in one.items() if word in other)


Candidates = dict[int, list[int]]


def _candidates(mine: Side, theirs: Side, found: Alignment) -> tuple[Candidates, Candidates]:
    """For each provision without a partner, those of the other side that share rare pairs of words with it."""
    numbers: dict[str, int] = {}
    features_a = {i: _features(words, numbers) for i, words in mine.bodies.items() if not _same(i, found, mine, theirs)}
    partners = {found.pairs[i] for i in mine.bodies if _same(i, found, mine, theirs)}
    features_b = {j: _features(words, numbers) for j, words in theirs.bodies.items() if j not in partners}
    lone_a = {i: one for i, one in features_a.items() if i not in found.pairs}
    lone_b = {j: one for j, one in features_b.items() if j not in found.back}
    return _voted(lone_a, features_b), _voted(lone_b, features_a)


def _same(index: int, found: Alignment, mine: Side, theirs: Side) -> bool:
    return index in found.pairs and mine.bodies[index] == theirs.bodies[found.pairs[index]]


def _features(words: Sequence[str], numbers: dict[str, int]) -> set[int]:
    """Its words and neighbouring pairs of them, as numbers."""
    codes = [numbers.setdefault(word, len(numbers) + 1) for word in words]
    return set(codes) | {one << 32 | other for one, other in pairwise(codes)}


def _voted(seeking: Mapping[int, set[int]], among: Mapping[int, set[int]]) -> Candidates:
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


def _by_likeness(
    mine: Side, theirs: Side, candidates: tuple[Candidates, Candidates], weights: _Weights, found: Alignment
) -> None:
    """The most alike first, each once."""
    tried = {(i, j) for i, others in candidates[0].items() for j in others if found.free(i, j)}
    tried |= {(i, j) for j, others in candidates[1].items() for i in others if found.free(i, j)}
    scored = [(score, i, j) for i, j in tried if (score := _likeness(mine, theirs, i, j, weights))]
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if found.free(i, j):
            found.pair(i, j)


def _likeness(mine: Side, theirs: Side, i: int, j: int, weights: _Weights) -> float:
    """0 if these two are hardly the same; else from 0 to 1 how alike they are, with a little more for the same label."""
    one, other = mine.counts[i], theirs.counts[j]
    if min(len(mine.bodies[i]), len(theirs.bodies[j])) < _FEW:
        return 0.0
    sizes = weights.size(one), weights.size(other)
    common = weights.common(one, other)
    alike, contained = 2 * common / sum(sizes), common / min(sizes)
    if alike < _ALIKE and not (contained >= _CONTAINED and min(sizes) >= 0.2 * max(sizes)):
        return 0.0
    same_label = mine.labelled(i) == theirs.labelled(j)
    same_place = mine.draft.provisions[i].id == theirs.draft.provisions[j].id
    return 0.6 * alike + 0.4 * contained + 0.04 * same_label + 0.06 * same_place


Votes = dict[int, Counter[int]]


def _votes(mine: Side, theirs: Side, found: Alignment) -> Votes:
    """For each provision with others under it: where those stand now, each with its words, and one for being there."""
    votes: Votes = defaultdict(Counter)
    for i, j in found.pairs.items():
        if not i:
            continue
        weight = 1 + len(mine.bodies.get(i, ()))
        there = list(_ancestors(theirs.draft, j))
        for above in _ancestors(mine.draft, i):
            for other in there:
                if mine.draft.provisions[above].kind == theirs.draft.provisions[other].kind:
                    votes[above][other] += weight
    return votes


def _ancestors(draft: Draft, index: int) -> Iterator[int]:
    """The provisions above, the nearest first; a few are enough, for each of them is voted for by those below it, too."""
    index = draft.provisions[index].parent
    for _ in range(_NEAREST):
        if index <= 0:
            return
        yield index
        index = draft.provisions[index].parent


def _by_content(votes: Votes, found: Alignment) -> None:
    """Articles, headings and blocks by what stands in them, those with most of it first."""
    listed = [(weight, i, j) for i, others in votes.items() for j, weight in others.items()]
    for _, i, j in sorted(listed, key=lambda one: (-one[0], one[1], one[2])):
        if found.free(i, j):
            found.pair(i, j)


def _by_label(mine: Side, theirs: Side, votes: Votes, weights: _Weights, found: Alignment) -> None:
    """Under parents that match: the same label, or none and the same words, if what they say does not differ altogether.

    Where what stands under a provision went elsewhere, its label proves nothing.
    """
    for above in mine.units:
        if above.index not in found.pairs:
            continue
        there: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
        others = theirs.draft.provisions[found.pairs[above.index]].children
        for j in others:
            if j in theirs.bodies and j not in found.back:
                there[_key(theirs, j)].append(j)
        for i in above.children:
            if i in mine.bodies and i not in found.pairs and i not in votes:
                same = there.get(_key(mine, i), _NONE)
                if same and _not_unlike(mine, theirs, i, same[0], weights):
                    found.pair(i, same.popleft())


def _key(side: Side, index: int) -> tuple[str, ...]:
    kind, label = side.labelled(index)
    return (kind, label) if label else (kind, " ".join(side.bodies[index]))


def _not_unlike(mine: Side, theirs: Side, i: int, j: int, weights: _Weights) -> bool:
    if min(len(mine.bodies[i]), len(theirs.bodies[j])) < _FEW:
        return True
    one, other = mine.counts[i], theirs.counts[j]
    return weights.common(one, other) >= _STILL_ALIKE * min(weights.size(one), weights.size(other))


def _pieces(
    mine: Side, theirs: Side, candidates: tuple[Candidates, Candidates], weights: _Weights, found: Alignment
) -> None:
    """Provisions without a partner whose words stand in one that has another partner: a part of it."""
    for i, j in _parts(mine, theirs, candidates[0], found.pairs, found.back, weights):
        found.merged[j].append(i)
    for j, i in _parts(theirs, mine, candidates[1], found.back, found.pairs, weights):
        if found.pairs[i] not in found.merged:
            found.split[i].append(j)


def _parts(
    small: Side,
    large: Side,
    candidates: Candidates,
    forth: Mapping[int, int],
    back: Mapping[int, int],
    weights: _Weights,
) -> Iterator[tuple[int, int]]:
    """A lone provision, and the one of the other side that holds its words besides those of that one's partner."""
    taken: dict[int, Counter[str]] = {}
    for lone in sorted(candidates):
        words = small.counts[lone]
        if lone in forth or len(small.bodies[lone]) <= _FEW:
            continue
        for whole in candidates[lone]:
            if whole not in back or len(large.bodies[whole]) <= len(small.bodies[lone]):
                continue
            if not _near(small.draft, lone, back[whole]):
                continue
            rest = taken.get(whole) or large.counts[whole] - small.counts[back[whole]]
            if weights.common(words, rest) >= 0.7 * weights.size(words):
                taken[whole] = rest - words
                yield lone, whole
                break


def _near(draft: Draft, one: int, other: int) -> bool:
    """Do they stand beside each other, or one under the other?"""
    parents = draft.provisions[one].parent, draft.provisions[other].parent
    return abs(one - other) <= 3 or parents[0] in {parents[1], other} or parents[1] == one
