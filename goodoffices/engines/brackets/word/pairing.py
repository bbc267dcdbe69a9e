"""Which paragraph of an uploaded document is which of the text it marks up: by bookmark, else by words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.engines.brackets.comparing.subsequence import increasing
from goodoffices.engines.brackets.word.characters import words_of
from goodoffices.engines.brackets.word.units import Unit

_ALIKE = 0.5  # share of words in common, enough to be the same paragraph between two that are paired
_UNLIKE = 0.3  # less than this is a paragraph of its own, whatever its bookmark says
_PIECE = 0.7  # share of a paragraph's words that its neighbour lacks, enough to be a piece of it


@dataclass
class Pairing:
    """Paragraphs of the base and of the upload that belong together, by their indices.

    chunks   pairs of lists: one paragraph on both sides, or several where one was split
    new      paragraphs of the upload that the base does not have, each with the base's paragraph before it, -1 for none
    gone     paragraphs of the base that the upload does not have
    moved    paragraphs of the base that stand elsewhere in the upload, each with the one before it there
    """

    chunks: list[tuple[list[int], list[int]]] = field(default_factory=list)
    new: list[tuple[int, int]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)


def paired(base: list[Unit], upload: list[Unit]) -> Pairing:
    """Pair them: by ids, by the same words, by similar words between neighbours. About linear where few have changed."""
    back: dict[int, int] = {}
    taken: set[int] = set()
    for j, i in _by_id(base, upload):
        if j not in back and i not in taken:
            back[j] = i
            taken.add(i)
    _by_words(base, upload, back, taken)
    _by_likeness(base, upload, back, taken)
    found = Pairing()
    lacking: Counter[str] = Counter()  # the words of the last paragraph that its pieces so far lack
    chunks: dict[int, tuple[list[int], list[int]]] = {}
    before = -1
    for j, unit in enumerate(upload):
        if j in back:
            before = back[j]
            chunks[before] = ([before], [j])
            lacking = Counter(words_of(base[before].text)) - Counter(words_of(unit.old_text))
        elif before >= 0 and _is_piece(unit, lacking):
            chunks[before][1].append(j)
            lacking = lacking - Counter(words_of(unit.old_text))
        else:
            found.new.append((j, before))
    for i in range(len(base)):
        if i not in chunks:
            above = chunks.get(i - 1)
            if above and _was_joined(base[i], [base[k] for k in above[0]], [upload[k] for k in above[1]]):
                above[0].append(i)
                chunks[i] = above
            else:
                found.gone.append(i)
    found.chunks = [chunk for i, chunk in sorted(chunks.items()) if chunk[0][0] == i]
    found.moved = list(_moved(found.chunks))
    return found


def _by_id(base: list[Unit], upload: list[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs by id. A bookmark stays behind where a paragraph is typed before its own: then the words beside it count."""
    known = {one.id: i for i, one in reversed(list(enumerate(base))) if one.id}
    for j, unit in enumerate(upload):
        if unit.id in known:
            i = known[unit.id]
            yield (j + 1 if _slipped(base[i], unit, upload[j + 1 : j + 2]) else j), i


def _slipped(one: Unit, unit: Unit, after: list[Unit]) -> bool:
    """Has the paragraph with the bookmark nothing of the words, and the one after it most of them?"""
    if not after or after[0].id:
        return False
    words, here, there = (Counter(words_of(text)) for text in (one.text, unit.text, after[0].text))
    return _likeness(words, here) < _UNLIKE and _likeness(words, there) >= _ALIKE


def _by_words(base: list[Unit], upload: list[Unit], back: dict[int, int], taken: set[int]) -> None:
    """Pair the same words, nobody's insertions counted; of several in order."""
    known: dict[str, list[int]] = defaultdict(list)
    for i in sorted(set(range(len(base))) - taken, reverse=True):
        known[_key(base[i])].append(i)
    for j, unit in enumerate(upload):
        if known and j not in back and (same := known.get(_key(unit))):
            back[j] = same.pop()
            taken.add(back[j])


def _key(one: Unit) -> str:
    return " ".join(words_of(one.old_text)) or "+" + " ".join(words_of(one.text))


def _by_likeness(base: list[Unit], upload: list[Unit], back: dict[int, int], taken: set[int]) -> None:
    """In each gap between paragraphs that are paired, the most alike first."""
    free = sorted(set(range(len(base))) - taken)
    scored = []
    counts: dict[int, Counter[str]] = {i: Counter(words_of(base[i].text)) for i in free}
    last = -1
    for j, unit in enumerate(upload):
        if j in back:
            last = back[j]
            continue
        after = next((back[k] for k in range(j + 1, min(j + 40, len(upload))) if k in back), len(base))
        mine = Counter(words_of(unit.text))
        near = free[bisect_left(free, last) : bisect_left(free, after)] if after > last else []
        scored += [(score, j, i) for i in near[:40] if (score := _likeness(mine, counts[i])) >= _ALIKE]
    for _, j, i in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if j not in back and i not in taken:
            back[j] = i
            taken.add(i)


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _is_piece(unit: Unit, lacking: Counter[str]) -> bool:
    """Is it the rest of a paragraph that was split: are its old words what the pieces before it lack?"""
    mine = Counter(words_of(unit.old_text))
    return any(word.isalnum() for word in mine) and (mine & lacking).total() >= _PIECE * mine.total()


def _was_joined(one: Unit, above: list[Unit], there: list[Unit]) -> bool:
    """Do its words stand at the end of the paragraph before it?"""
    mine = Counter(words_of(one.text))
    more = sum((Counter(words_of(unit.text)) for unit in there), Counter()) - sum(
        (Counter(words_of(unit.text)) for unit in above), Counter()
    )
    return (mine & more).total() >= _PIECE * mine.total() > 0


def _moved(chunks: list[tuple[list[int], list[int]]]) -> Iterator[tuple[int, int]]:
    order = sorted((there[0], mine[0]) for mine, there in chunks)
    stayed = {i for _, i in increasing(order)}
    for (_, before), (_, i) in zip([(-1, -1), *order], order, strict=False):
        if i not in stayed:
            yield i, before
