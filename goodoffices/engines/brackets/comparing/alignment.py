"""Which provision of one draft is which of the other: by ids where they are known, otherwise by content.

Labels are evidence, never proof: a paragraph put in before them shifts them all. So provisions are paired in this order: by
ids known to be the same; by the same words; by the most similar words; articles and blocks by what is in them; the rest by
label under parents that are paired. Then come the pieces of provisions that were split or merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goodoffices.engines.brackets.comparing.similarity import FEW, Candidates, Side, Weights, candidates, likeness
from goodoffices.engines.brackets.model import Draft, Provision

_NEAREST = 5
_NONE: deque[int] = deque()
_STILL_ALIKE = 0.2  # share of words; enough under the same parent with the same label


@dataclass
class Alignment:
    """Which provisions of draft A and draft B belong together, by their indices.

    pairs, back   one to one, from A to B and from B to A
    split         for one of A, the further ones of B that it was split into
    merged        for one of B, the further ones of A that were merged into it
    """

    pairs: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)
    split: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    merged: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def pair(self, a: int, b: int) -> None:
        """Pair a provision of A with one of B."""
        self.pairs[a] = b
        self.back[b] = a

    def free(self, a: int, b: int) -> bool:
        """Are both still without a partner?"""
        return a not in self.pairs and b not in self.back


def aligned(a: Draft, b: Draft, known: Mapping[str, str] | None = None) -> Alignment:
    """Align two drafts. `known` maps ids of the first to the ids of the same provisions in the second. About linear."""
    mine, theirs = Side(a), Side(b)
    found = Alignment()
    found.pair(0, 0)
    _by_id(a, b, known or {}, found)
    _by_same_words(mine, theirs, found)
    weights = Weights(mine, theirs)
    worth_comparing = candidates(mine, theirs, found.pairs)
    _by_likeness(mine, theirs, worth_comparing, weights, found)
    for _ in range(2):
        votes = _votes(mine, theirs, found)
        _by_content(votes, found)
        _by_label(mine, theirs, votes, weights, found)
    _pieces(mine, theirs, worth_comparing, weights, found)
    return found


def _by_id(a: Draft, b: Draft, known: Mapping[str, str], found: Alignment) -> None:
    """Pair what is known to be the same."""
    ids_a = {one.id: one.index for one in a.provisions}
    ids_b = {one.id: one.index for one in b.provisions}
    for mine, theirs in known.items():
        if mine in ids_a and theirs in ids_b and found.free(ids_a[mine], ids_b[theirs]):
            found.pair(ids_a[mine], ids_b[theirs])


def _by_same_words(mine: Side, theirs: Side, found: Alignment) -> None:
    """Pair provisions with the same words, if they have enough; those with the same id first, then in text order."""
    for key_of in (_words_and_id, _words):
        there = defaultdict(list)
        for one in reversed(theirs.units):
            if one.index not in found.back and len(theirs.bodies[one.index]) >= FEW:
                there[key_of(theirs, one)].append(one.index)
        for one in mine.units:
            if one.index not in found.pairs and (same := there.get(key_of(mine, one))):
                found.pair(one.index, same.pop())


def _words_and_id(side: Side, one: Provision) -> str:
    return one.id + "\n" + " ".join(side.bodies[one.index])


def _words(side: Side, one: Provision) -> str:
    return " ".join(side.bodies[one.index])


def _by_likeness(
    mine: Side, theirs: Side, worth_comparing: tuple[Candidates, Candidates], weights: Weights, found: Alignment
) -> None:
    """Pair the most similar first, each once."""
    tried = {(i, j) for i, others in worth_comparing[0].items() for j in others if found.free(i, j)}
    tried |= {(i, j) for j, others in worth_comparing[1].items() for i in others if found.free(i, j)}
    scored = [(score, i, j) for i, j in tried if (score := likeness(mine, theirs, i, j, weights))]
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if found.free(i, j):
            found.pair(i, j)


Votes = dict[int, Counter[int]]
"""For the index of an article or block, how much speaks for each of the other side."""


def _votes(mine: Side, theirs: Side, found: Alignment) -> Votes:
    """What is paired votes for the provisions above it to be paired, too: with its number of words, and one more."""
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
    """The nearest few provisions above. Those further up are voted for by others below them."""
    index = draft.provisions[index].parent
    for _ in range(_NEAREST):
        if index <= 0:
            return
        yield index
        index = draft.provisions[index].parent


def _by_content(votes: Votes, found: Alignment) -> None:
    """Pair articles, headings and blocks by what is in them, those with the most votes first."""
    listed = [(weight, i, j) for i, others in votes.items() for j, weight in others.items()]
    for _, i, j in sorted(listed, key=lambda one: (-one[0], one[1], one[2])):
        if found.free(i, j):
            found.pair(i, j)


def _by_label(mine: Side, theirs: Side, votes: Votes, weights: Weights, found: Alignment) -> None:
    """Under parents that are paired, pair the same label, or the same words without one, unless the words are too different.

    If the provisions under one went elsewhere, its label proves nothing.
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
                if same and _still_alike(mine, theirs, i, same[0], weights):
                    found.pair(i, same.popleft())


def _key(side: Side, index: int) -> tuple[str, ...]:
    """Kind and label; kind and words for one without a label."""
    kind, label = side.labelled(index)
    return (kind, label) if label else (kind, " ".join(side.bodies[index]))


def _still_alike(mine: Side, theirs: Side, i: int, j: int, weights: Weights) -> bool:
    if min(len(mine.bodies[i]), len(theirs.bodies[j])) < FEW:
        return True
    one, other = mine.counts[i], theirs.counts[j]
    return weights.common(one, other) >= _STILL_ALIKE * min(weights.size(one), weights.size(other))


def _pieces(
    mine: Side, theirs: Side, worth_comparing: tuple[Candidates, Candidates], weights: Weights, found: Alignment
) -> None:
    """A provision without a partner whose words are in one that has another partner is a piece of that one."""
    for i, j in _parts(mine, theirs, worth_comparing[0], found.pairs, found.back, weights):
        found.merged[j].append(i)
    for j, i in _parts(theirs, mine, worth_comparing[1], found.back, found.pairs, weights):
        if found.pairs[i] not in found.merged:
            found.split[i].append(j)


def _parts(
    small: Side,
    large: Side,
    worth_comparing: Candidates,
    forth: Mapping[int, int],
    back: Mapping[int, int],
    weights: Weights,
) -> Iterator[tuple[int, int]]:
    """Each provision without a partner, with the one of the other side that holds its words beside its partner's words."""
    taken: dict[int, Counter[str]] = {}
    for lone in sorted(worth_comparing):
        words = small.counts[lone]
        if lone in forth or len(small.bodies[lone]) <= FEW:
            continue
        for whole in worth_comparing[lone]:
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
    """Are they neighbours, or one under the other?"""
    parents = draft.provisions[one].parent, draft.provisions[other].parent
    return abs(one - other) <= 3 or parents[0] in {parents[1], other} or parents[1] == one
