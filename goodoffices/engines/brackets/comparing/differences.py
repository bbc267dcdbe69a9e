"""What changed between two drafts, provision by provision and word by word, with brackets understood as brackets.

>>> from goodoffices.engines.brackets import parse
>>> before = parse("Article 5\\n\\n1. Each Party [shall][should] report.\\n")
>>> after = parse("Article 5\\n\\n1. Each Party shall report.\\n")
>>> [(row.a, row.b, row.change, row.words) for row in diff(before, after).rows]
[('article-5', 'article-5', 'same', 0), ('article-5/1', 'article-5/1', 'cleaned', 1)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple, get_args

from goodoffices.engines.brackets.comparing.alignment import Alignment, aligned
from goodoffices.engines.brackets.comparing.similarity import words_beside_label
from goodoffices.engines.brackets.comparing.subsequence import increasing
from goodoffices.engines.brackets.comparing.tokens import tokens
from goodoffices.engines.brackets.comparing.words import Compared, Segment, compared
from goodoffices.engines.brackets.counting.metrics import words as count_words
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Provision

Change = Literal["same", "cleaned", "bracketed", "edited", "moved", "added", "removed", "renumbered", "split", "merged"]
CHANGES: tuple[Change, ...] = get_args(Change)
"""All changes, in the order in which they are listed."""


class Row(NamedTuple):
    """A provision's id in each draft (None where it is missing), what became of it, and how many words came or went."""

    a: str | None
    b: str | None
    change: Change
    words: int


@dataclass(frozen=True)
class Part:
    """A provision in both drafts, with the pieces that it was split into or merged from.

    a, b       the provisions in each draft, in text order; one of them may be empty
    change     what became of it: the first of the changes that fits
    compared   its redline, and the words that came and went
    moved, renumbered   was it that, too, whatever `change` says?
    """

    a: tuple[Provision, ...]
    b: tuple[Provision, ...]
    change: Change
    compared: Compared
    moved: bool = False
    renumbered: bool = False

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its redline."""
        return self.compared.segments

    @property
    def words(self) -> int:
        """How many words came or went."""
        return len(self.compared.inserted) + len(self.compared.deleted)


class Both(NamedTuple):
    """A figure of the first draft and of the second."""

    a: int
    b: int


@dataclass(frozen=True)
class Summary:
    """Figures of two drafts and of what changed between them.

    changes            how many rows have each change, all changes included
    also_moved, also_renumbered   how many parts were that besides another change
    words, brackets    words and opening brackets of each draft
    inserted, deleted  how many words came and went
    """

    changes: dict[Change, int]
    also_moved: int
    also_renumbered: int
    words: Both
    brackets: Both
    inserted: int
    deleted: int

    def as_json(self) -> dict[str, object]:
        """The object under "summary" in `text diff --json`."""
        return {**asdict(self), "words": self.words._asdict(), "brackets": self.brackets._asdict()}


@dataclass(frozen=True)
class Diff:
    """Two drafts and what changed. `parts` follow the order of the second; what was removed stands where it was."""

    a: Draft
    b: Draft
    parts: tuple[Part, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each provision; for one that was split or merged, a row for each piece."""
        return tuple(row for part in self.parts for row in _rows(part))

    @cached_property
    def summary(self) -> Summary:
        """Figures of the whole."""
        changes: Counter[Change] = Counter(row.change for row in self.rows)
        return Summary(
            changes={change: changes[change] for change in CHANGES},
            also_moved=sum(part.moved and part.change != "moved" for part in self.parts),
            also_renumbered=sum(part.renumbered and part.change != "renumbered" for part in self.parts),
            words=Both(count_words(self.a.text), count_words(self.b.text)),
            brackets=Both(self.a.text.count("["), self.b.text.count("[")),
            inserted=sum(len(part.compared.inserted) for part in self.parts),
            deleted=sum(len(part.compared.deleted) for part in self.parts),
        )

    def as_json(self) -> dict[str, object]:
        """The object that `text diff --json` prints."""
        return {"provisions": [row._asdict() for row in self.rows], "summary": self.summary.as_json()}


def by_ids(a: Draft, b: Draft) -> dict[str, str]:
    """The ids that two drafts share, as `diff(known=…)` takes them. Only for drafts made from each other by operations."""
    ids = {one.id for one in b.provisions}
    return {one.id: one.id for one in a.provisions if one.id in ids}


def diff(a: Draft, b: Draft, known: Mapping[str, str] | None = None) -> Diff:
    """What changed from one draft to another. About linear in the words of both.

    known   provisions known to be the same, from the id in `a` to the id in `b` (see `by_ids`); all others are aligned by
            content. Ids of drafts read from files are paths of labels, which prove nothing: leave them out

    Page numbers and running heads do not count as words.
    """
    found = aligned(a, b, known)
    moved = _moved(a, b, found)
    parts = []
    for mine, theirs in _ordered(a, b, found, moved):
        if any(
            one.start < one.own_end for one in (*mine, *theirs)
        ):  # the document itself usually has no words of its own
            parts.append(_part(a, b, mine, theirs, any(one.index in moved for one in mine)))
    return Diff(a, b, tuple(parts))


def _ordered(
    a: Draft, b: Draft, found: Alignment, moved: set[int]
) -> Iterator[tuple[tuple[Provision, ...], tuple[Provision, ...]]]:
    """Provisions that belong together, in the order of B; one that is only in A comes after what was before it there."""
    further_a = {i for many in found.merged.values() for i in many}
    further_b = {j for many in found.split.values() for j in many}
    gone: dict[int, list[Provision]] = defaultdict(list)
    after = -1
    for one in a.provisions:
        if one.index in found.pairs:
            after = after if one.index in moved else found.pairs[one.index]
        elif one.index not in further_a:
            gone[after].append(one)
    yield from (((one,), ()) for one in gone[-1])
    for other in b.provisions:
        if other.index not in further_b:
            if other.index in found.back:
                i = found.back[other.index]
                mine = [a.provisions[k] for k in sorted([i, *found.merged.get(other.index, [])])]
                theirs = [b.provisions[k] for k in sorted([other.index, *found.split.get(i, [])])]
                yield tuple(mine), tuple(theirs)
            else:
                yield (), (other,)
        yield from (((one,), ()) for one in gone[other.index])


def _part(a: Draft, b: Draft, mine: tuple[Provision, ...], theirs: tuple[Provision, ...], moved: bool) -> Part:
    found = _compared(a, b, mine, theirs)
    renumbered = len(mine) == len(theirs) == 1 and (mine[0].label, mine[0].also) != (theirs[0].label, theirs[0].also)
    change = _change(a, b, mine, theirs, found, moved, renumbered)
    return Part(mine, theirs, change, found, moved, renumbered)


def _compared(a: Draft, b: Draft, mine: tuple[Provision, ...], theirs: tuple[Provision, ...]) -> Compared:
    before, after = "".join(map(a.own, mine)), "".join(map(b.own, theirs))
    if before == after:
        return Compared((Segment("same", after),) if after else ())
    plain = a.markdown != b.markdown
    cut = []
    for draft, provisions in ((a, mine), (b, theirs)):
        offset, listed = 0, []
        for one in provisions:
            listed += tokens(draft, one, offset, plain)
            offset += one.own_end - one.start
        cut.append(listed)
    return compared(before, after, *cut)


def _change(
    a: Draft,
    b: Draft,
    mine: tuple[Provision, ...],
    theirs: tuple[Provision, ...],
    found: Compared,
    moved: bool,
    renumbered: bool,
) -> Change:
    """The first change that fits. The ids on both sides and the number of words say the rest."""
    if not mine or not theirs:
        return "added" if theirs else "removed"
    if len(mine) > 1 or len(theirs) > 1:
        return "merged" if len(mine) > 1 else "split"
    was, now = _clean(a, mine[0]), _clean(b, theirs[0])
    if was != now and not _emptied(a, mine[0], b, theirs[0]):
        return "cleaned" if now else "bracketed"
    if moved:
        return "moved"
    if found.edited:
        return "edited"
    return "renumbered" if renumbered else "same"


def _clean(draft: Draft, one: Provision) -> bool:
    """Is no character of its own text in a bracket?"""
    return not draft.bracketed(one.start, one.own_end)


def _emptied(a: Draft, mine: Provision, b: Draft, theirs: Provision) -> bool:
    """Did all its words move elsewhere, such as into options under it, or come from there? Then nobody cleaned them."""
    return bool(words_beside_label(a, mine)) != bool(words_beside_label(b, theirs))


def _moved(a: Draft, b: Draft, found: Alignment) -> set[int]:
    """Indices of provisions of A that moved: to another parent, or to another place among those that stayed."""
    moved: set[int] = set()
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in sorted(found.pairs.items()):
        if i == 0:
            continue
        above = _above(a, i, found.pairs)
        below = _above(b, j, found.back)
        if (
            found.pairs[above] == below
            or _stands_under(b, j, found.pairs[above])
            or _stands_under(a, i, found.back[below])
        ):
            groups[above, found.pairs[above]].append((i, j))
        else:
            moved.add(i)
    for pairs in groups.values():
        stayed = set(increasing(pairs))
        moved.update(i for i, j in pairs if (i, j) not in stayed)
    return moved


def _above(draft: Draft, index: int, partners: Mapping[int, int]) -> int:
    """The nearest provision above that has a partner; the document always has one."""
    index = draft.provisions[index].parent
    while index not in partners:
        index = draft.provisions[index].parent
    return index


def _stands_under(draft: Draft, index: int, above: int) -> bool:
    """Is the one provision somewhere under the other?"""
    return (
        draft.provisions[above].start <= draft.provisions[index].start < draft.provisions[above].end and index != above
    )


def _rows(part: Part) -> Iterator[Row]:
    """One row, or one for each piece; a word that came or went counts for the piece where it did."""
    ids = [one.id for one in part.a], [one.id for one in part.b]
    if max(map(len, ids)) == 1:
        yield Row(next(iter(ids[0]), None), next(iter(ids[1]), None), part.change, part.words)
        return
    side = 0 if len(ids[0]) > 1 else 1
    come, gone, places = part.compared.inserted, part.compared.deleted, part.compared.places
    there = places[: len(come)] + gone if side == 0 else come + places[len(come) :]
    starts = list(accumulate((one.own_end - one.start for one in (part.a, part.b)[side]), initial=0))[:-1]
    counts = Counter(bisect_right(starts, offset) - 1 for offset in there)
    for index, id in enumerate(ids[side]):
        other = ids[1 - side][0]
        yield Row(id, other, part.change, counts[index]) if side == 0 else Row(other, id, part.change, counts[index])
