"""Where words that were typed differ from those that stand, and how far each difference reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.engines.brackets.comparing.tokens import WORDS
from goodoffices.engines.brackets.model import Bracket, Draft, Provision, Span
from goodoffices.engines.brackets.operations.merging import is_held
from goodoffices.engines.brackets.operations.stances import PUT_IN, members_of, origin_of, proposers

_TOKEN = re.compile(rf"\s+|{WORDS}|.", re.DOTALL)
_SEPARATORS = frozenset({"/"})
_BETWEEN = " \t\r\n/"  # between alternatives


class Stretch(NamedTuple):
    """The code points `start`…`end` of a draft that are to become `words`."""

    start: int
    end: int
    words: str


def stretches(draft: Draft, one: Provision, typed: str, by: str, taken: Set[Span] = frozenset()) -> Iterator[Stretch]:
    """Where a provision's own words and these differ, in order; no bracket is cut by one, and a word stands between two.

    by      whose proposals are rewritten as they stand, and not from inside
    taken   spans that a stretch right beside them takes in
    """
    own = draft.own(one)
    start = one.start + len(own) - len(own.lstrip())
    aligned = _Aligned(_tokens(own), _tokens(typed), start)
    grown = [_whole(draft, aligned, hunk, by) for hunk in _apart(aligned, list(aligned.hunks()))]
    grown = [_with_beside(draft, aligned, hunk, taken) for hunk in _apart(aligned, grown)]
    for hunk in _apart(aligned, grown):
        found = _stretch(draft, aligned, hunk)
        if found.words.split() != draft.text[found.start : found.end].split():
            yield found


def beside(draft: Draft, start: int, end: int) -> set[Span]:
    """The brackets, each with its alternatives, that stand right before and right behind a span, but for blanks and a slash."""
    text = draft.text
    before = start - len(text[:start]) + len(text[:start].rstrip(_BETWEEN))
    behind = end + len(text[end:]) - len(text[end:].lstrip(_BETWEEN))
    found = {draft.bracket_at(before - 1) if before else None, draft.bracket_at(behind)}
    return {
        _with_alternatives(draft, one)
        for one in found
        if one is not None and (one.end == before or one.start == behind)
    }


def _with_alternatives(draft: Draft, one: Bracket) -> Span:
    """The span of a bracket and of those that it is an alternative to."""
    members = members_of(draft, one)
    return Span(members[0].start, members[-1].end)


def _stretch(draft: Draft, aligned: _Aligned, hunk: _Hunk) -> Stretch:
    """A hunk as a stretch of the draft. One that leaves nothing but a blank leaves the blank that stood there."""
    start, end = aligned.at[hunk.old], aligned.at[hunk.old_end]
    words, stood = "".join(aligned.new[hunk.new : hunk.new_end]), draft.text[start:end]
    if stood.isspace() and words.strip() and not (words[0].isspace() or words[-1].isspace()):
        return _stretch(draft, aligned, aligned.widened(hunk, aligned.at[max(hunk.old - 1, 0)], end))
    if not words.isspace() or not stood.strip():
        return Stretch(start, end, words)
    if stood[-1].isspace():
        return Stretch(start, start + len(stood.rstrip()), "")
    if stood[0].isspace():
        return Stretch(end - len(stood.lstrip()), end, "")
    if hunk.old:  # “x/y” becomes “x y”: the word before the blank is proposed with it
        return _stretch(draft, aligned, aligned.widened(hunk, aligned.at[hunk.old - 1], end))
    return Stretch(start, end, words)


def _tokens(words: str) -> list[str]:
    """Words, blanks, and each sign by itself; without the blanks at both ends."""
    return [match[0] for match in _TOKEN.finditer(words.strip())]


class _Hunk(NamedTuple):
    """The old tokens `old`…`old_end`, in whose place the new ones `new`…`new_end` stand."""

    old: int
    old_end: int
    new: int
    new_end: int


class _Aligned:
    """The tokens of old and new words with the pairs that stay; `at` are the offsets of the old ones in the draft."""

    def __init__(self, old: list[str], new: list[str], start: int) -> None:
        self.old, self.new = old, new
        self.at = [start]
        for token in old:
            self.at.append(self.at[-1] + len(token))
        self.pairs = matches([_key(token) for token in old], [_key(token) for token in new])

    def hunks(self) -> Iterator[_Hunk]:
        """What lies between the pairs."""
        i = j = 0
        for old, new in [*self.pairs, (len(self.old), len(self.new))]:
            if i < old or j < new:
                yield _Hunk(i, old, j, new)
            i, j = old + 1, new + 1

    def widened(self, hunk: _Hunk, start: int, end: int) -> _Hunk:
        """The hunk with all old tokens from one offset to another, and what stands for them now."""
        old, new, old_end, new_end = hunk.old, hunk.new, hunk.old_end, hunk.new_end
        partner = dict(self.pairs)
        while self.at[old] > start:
            old -= 1
            new = partner.get(old, new)
        before = [j for i, j in self.pairs if i < old]
        new = min(new, (before[-1] + 1) if before else 0) if old < hunk.old else new
        while self.at[old_end] < end:
            old_end += 1
        if old_end > hunk.old_end:
            after = [j for i, j in self.pairs if i >= old_end]
            new_end = after[0] if after else len(self.new)
        return _Hunk(old, old_end, new, new_end)


def _key(token: str) -> str:
    return " " if token.isspace() else token


def _whole(draft: Draft, aligned: _Aligned, hunk: _Hunk, by: str) -> _Hunk:
    """The hunk, widened to all of each bracket that opens or closes in it, that it rewrites completely, or that is the party's own."""
    while True:
        start, end = aligned.at[hunk.old], aligned.at[hunk.old_end]
        first, last = start, end
        for there in _around(draft, start, end):
            if not aligned.at[0] <= there.start < there.end <= aligned.at[-1]:
                continue
            cut = start <= there.start < end or start < there.end <= end
            all_of_it = start < end and there.inner_start >= start - 1 and _same(draft, there, start, end)
            inside = there.start < start and end < there.end
            if cut or all_of_it or (inside and (there.kind == "placeholder" or is_own(draft, there, by))):
                first, last = min(first, there.start), max(last, there.end)
        if (first, last) == (start, end):
            return hunk
        hunk = aligned.widened(hunk, first, last)


def _with_beside(draft: Draft, aligned: _Aligned, hunk: _Hunk, taken: Set[Span]) -> _Hunk:
    """The hunk, widened to those of these spans that are right beside it."""
    while True:
        start, end = aligned.at[hunk.old], aligned.at[hunk.old_end]
        first, last = start, end
        for one in taken:
            if aligned.at[0] <= one.start and one.end <= aligned.at[-1] and _meet(draft, one, start, end):
                first, last = min(first, one.start), max(last, one.end)
        if (first, last) == (start, end):
            return hunk
        hunk = aligned.widened(hunk, first, last)


def _meet(draft: Draft, one: Span, start: int, end: int) -> bool:
    """Does nothing but what may stand between alternatives separate these spans?"""
    return not draft.text[end : one.start].strip(_BETWEEN) and not draft.text[one.end : start].strip(_BETWEEN)


def _around(draft: Draft, start: int, end: int) -> Iterator[Bracket]:
    """The brackets that open between two offsets, and those around the first."""
    yield from draft.brackets_in(start, end)
    for at in {start, max(start, end - 1)}:
        there = draft.bracket_at(at)
        if there is not None:
            yield there
            yield from draft.enclosing(there)


def _same(draft: Draft, there: Bracket, start: int, end: int) -> bool:
    """Are these exactly the words of a bracket, up to blanks?"""
    before, behind = draft.text[there.inner_start : start], draft.text[end : there.inner_end]
    return there.inner_start <= start and end <= there.inner_end and not before.strip() and not behind.strip()


def _apart(aligned: _Aligned, hunks: Sequence[_Hunk]) -> Iterator[_Hunk]:
    """The hunks in order; those with nothing but blanks or a slash between them are one: two brackets there would be a choice."""
    waiting: _Hunk | None = None
    for hunk in hunks:
        if waiting is None:
            waiting = hunk
            continue
        between = "".join(aligned.old[waiting.old_end : hunk.old])
        if hunk.old <= waiting.old_end or between.strip() in {"", *_SEPARATORS}:
            waiting = _Hunk(
                min(waiting.old, hunk.old),
                max(waiting.old_end, hunk.old_end),
                min(waiting.new, hunk.new),
                max(waiting.new_end, hunk.new_end),
            )
        else:
            yield waiting
            waiting = hunk
    if waiting is not None:
        yield waiting


def is_own(draft: Draft, there: Bracket, by: str) -> bool:
    """Are these words this party's proposal, which nobody else proposes or supports?"""
    return by in proposers(draft, there) and origin_of(draft, there) == PUT_IN and not is_held(draft, there, by)


def nesting(words: str) -> tuple[int, int]:
    """How many brackets close that did not open here, and how many that opened stay open."""
    strays = still = 0
    for sign in re.findall(r"[\[\]]", words):
        if sign == "[":
            still += 1
        elif still:
            still -= 1
        else:
            strays += 1
    return strays, still
