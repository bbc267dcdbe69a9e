"""What a party typed over a provision's words, as the smallest proposals that say the same.

Old and new words are aligned; each stretch that differs becomes one act: other words, added words, words to go. A stretch that
touches a bracket is widened to the whole of it and becomes an alternative to it: nobody's words are changed inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.engines.brackets.comparing.tokens import WORDS
from goodoffices.engines.brackets.model import Bracket, Draft, Provision
from goodoffices.engines.brackets.operations import Conflict, bracket, insert, propose, stances
from goodoffices.engines.brackets.operations.proposing import stand
from goodoffices.engines.brackets.operations.stances import bracket_spanning, members_of, proposers

_TOKEN = re.compile(rf"\s+|{WORDS}|.", re.DOTALL)
_ONE = re.compile(r"(?P<before>\s*)/?\s*\[(?P<words>.*)\](?P<behind>\s*)", re.DOTALL)
_SEPARATORS = frozenset({"/"})
_UNMATCHED = "The brackets in these words do not match as they did before. Close each one that you open, and keep those that stand."


class Stretch(NamedTuple):
    """The code points `start`…`end` of a draft that are to become `words`."""

    start: int
    end: int
    words: str


def redraft(draft: Draft, id: str, words: str, by: str) -> Draft | Conflict:
    """A provision's own words as a party would have them, made into proposals by it; KeyError for an unknown id.

    words   all own words, the number and the brackets of others included. Blanks at the ends, and changes of nothing but
            blanks, are not looked at

    A changed stretch of plain words becomes an alternative, a new one an insertion, a missing one a deletion. All that a
    bracket held struck out is opposition to it; all of it rewritten is an alternative beside it.

    >>> from goodoffices.engines.brackets import parse
    >>> draft = parse("1. Each Party shall report.\\n")
    >>> redraft(draft, "1", "1. Each Party should report annually.", "North").text
    '1. Each Party [shall][should] report[ annually].\\n'
    """
    one = draft.by_id(id)
    typed = _as_written(draft.own(one), words)
    if _nesting(typed) != _nesting(draft.own(one)):
        return Conflict(_UNMATCHED, one.start, one.own_end)
    # From the end, so that no act moves the place of one that is still to come.
    for stretch in reversed(list(stretches(draft, one, typed))):
        done = _act(draft, stretch, by)
        if isinstance(done, Conflict):
            return done
        draft = done
    return draft


def _as_written(own: str, words: str) -> str:
    """What was typed, with the line ends and the blanks at both ends that the draft has there."""
    newline = "\r\n" if "\r\n" in own else "\n"
    typed = newline.join(words.strip().splitlines())
    bare = own.strip()
    if not bare:
        return typed
    at = own.index(bare)
    return own[:at] + typed + own[at + len(bare) :]


def _nesting(words: str) -> tuple[int, int]:
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


# -- what differs


def stretches(draft: Draft, one: Provision, typed: str) -> Iterator[Stretch]:
    """Where a provision's own words and these differ, in order; no bracket is cut by one, and a word stands between two."""
    own = draft.own(one)
    start = one.start + len(own) - len(own.lstrip())
    aligned = _Aligned(_tokens(own), _tokens(typed), start)
    grown = [_whole(draft, aligned, hunk) for hunk in _apart(aligned, list(aligned.hunks()))]
    for hunk in _apart(aligned, grown):
        found = _stretch(draft, aligned, hunk)
        if found.words.split() != draft.text[found.start : found.end].split():
            yield found


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


def _whole(draft: Draft, aligned: _Aligned, hunk: _Hunk) -> _Hunk:
    """The hunk, widened to all of each bracket that opens or closes in it, or whose words it rewrites completely."""
    while True:
        start, end = aligned.at[hunk.old], aligned.at[hunk.old_end]
        first, last = start, end
        for there in _around(draft, start, end):
            if not aligned.at[0] <= there.start < there.end <= aligned.at[-1]:
                continue
            cut = start <= there.start < end or start < there.end <= end
            all_of_it = start < end and there.inner_start >= start - 1 and _same(draft, there, start, end)
            if cut or all_of_it or (there.kind == "placeholder" and there.start < end and start < there.end):
                first, last = min(first, there.start), max(last, there.end)
        if (first, last) == (start, end):
            return hunk
        hunk = aligned.widened(hunk, first, last)


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


# -- what is done about it


def _act(draft: Draft, stretch: Stretch, by: str) -> Draft | Conflict:
    """The one act that says what a stretch says."""
    start, end, words = stretch
    there = bracket_spanning(draft, start, end)
    if there is not None:
        return _on_bracket(draft, there, words, by)
    if start == end or not draft.text[start:end].strip():
        return _added(draft, stretch, by)
    first = bracket_spanning(draft, start, _end_at(draft, start))
    if first is not None and first.choice >= 0 and draft.choices[first.choice].end == end:
        return _on_bracket(draft, first, words, by)
    if not words.strip():
        return bracket(draft, *_without_blank(draft, start, end), by, "opposed")
    # Blanks that stand on both sides stay outside.
    before = len(words) - len(words.lstrip()) if draft.text[start : start + 1].isspace() else 0
    behind = len(words) - len(words.rstrip()) if draft.text[end - 1 : end].isspace() else 0
    lead = len(draft.text[start:end]) - len(draft.text[start:end].lstrip()) if before else 0
    tail = len(draft.text[start:end]) - len(draft.text[start:end].rstrip()) if behind else 0
    return propose(draft, start + lead, end - tail, words[before : len(words) - behind], by)


def _end_at(draft: Draft, start: int) -> int:
    """Where the bracket that opens at this offset ends; the offset itself if none does."""
    opening = draft.brackets_in(start, start + 1)
    return opening[0].end if opening else start


def _on_bracket(draft: Draft, there: Bracket, words: str, by: str) -> Draft | Conflict:
    """An alternative beside a bracket; opposition if nothing stands in its place; support if words stand that are there already."""
    members = members_of(draft, there)
    if not words.strip():
        for one in members if there.choice >= 0 else [there]:
            done = _opposed(draft, draft.brackets[one.index], by)
            if isinstance(done, Conflict):
                return done
            draft = done
        return draft
    said = _ONE.fullmatch(words)
    wanted = said["words"] if said and _nesting(said["words"]) == (0, 0) else words.strip()
    for one in members:
        if draft.inner(one).split() == wanted.split():
            return stand(draft, one, by, "supported")
    return propose(draft, there.start, there.end, wanted, by)


def _opposed(draft: Draft, there: Bracket, by: str) -> Draft | Conflict:
    if by in proposers(draft, there):
        return Conflict(f"{by} proposed these words itself. It withdraws its proposal instead.", there.start, there.end)
    return draft if stances(draft, there).get(by) == "opposed" else stand(draft, there, by, "opposed")


def _added(draft: Draft, stretch: Stretch, by: str) -> Draft | Conflict:
    """New words. Behind a bracket, and in brackets themselves, they are one more alternative to it."""
    at, words = stretch.start, stretch.words
    said = _ONE.fullmatch(words)
    if said and _nesting(said["words"]) == (0, 0):
        before = draft.bracket_at(at - 1) if at else None
        if before is not None and before.end == at:
            return propose(draft, before.start, before.end, said["words"], by)
        words = said["before"] + said["words"] + said["behind"]
    if stretch.start < stretch.end:  # between two words: their blank stays, on one side of what is put in
        if words[-1:].isspace():
            words = words.rstrip()
        else:
            at, words = stretch.end, words.lstrip()
    return insert(draft, at, words, by)


def _without_blank(draft: Draft, start: int, end: int) -> tuple[int, int]:
    """The span of words to go, without a blank at one end where that goes by itself with them."""
    words = draft.text[start:end]
    bare = words.strip()
    first = start + words.index(bare)
    last = first + len(bare)
    follows = draft.text[last : last + 1]
    alone = draft.text[first - 1 : first] == " " and (not follows or follows in " .,;:)\n")
    return (first, last) if alone and len(words) == len(bare) + 1 else (start, end)
