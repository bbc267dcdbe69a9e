"""What was changed in one paragraph, or in the pieces of one: character by character, then as edits of whole words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from goodoffices.engines.brackets.word.characters import character_map, place_in
from goodoffices.engines.brackets.word.units import Unit


class Edit(NamedTuple):
    """The uploader's words `words` in place of the base's characters `start`…`end`.

    author, tracked   whose tracked change it is; no author where it was not tracked
    first, last       from where to where it stands in the document's words
    """

    start: int
    end: int
    words: str
    author: str
    tracked: bool
    first: int
    last: int


@dataclass
class Compared:
    """A chunk compared.

    text     the base's words, units joined by line ends
    edits    in text order; they cut no word
    decided  what happened to others' tracked changes: “accepted” or “rejected”, and whose
    kept     for each character of the upload its offset in `text`, -1 for none
    places   for each character of the upload its offset in the document's words
    """

    text: str
    edits: list[Edit] = field(default_factory=list)
    decided: set[tuple[str, str]] = field(default_factory=set)
    kept: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


def compared(base: list[Unit], upload: list[Unit]) -> Compared:
    """Compare a chunk. Linear where nothing changed."""
    mine, theirs = _Joined(base), _Joined(upload)
    if (mine.text, mine.inserted, mine.deleted) == (theirs.text, theirs.inserted, theirs.deleted):
        return Compared(mine.text, kept=list(range(len(mine.text))), places=theirs.places)
    fresh = _fresh(mine, theirs)
    old = [at for at, new in enumerate(fresh) if not new]
    kept = [-1] * len(theirs.text)
    for at, there in zip(old, character_map("".join(theirs.text[at] for at in old), mine.text), strict=True):
        kept[at] = there
    result = Compared(mine.text, kept=kept, places=theirs.places)
    events = [*_insertions(theirs, fresh, kept), *_deletions(mine, theirs, kept, result.decided)]
    result.edits = _edits(events, mine.text)
    return result


class _Joined:
    """Units joined by line ends, with an author for each character, and where each stands in the document's words."""

    def __init__(self, units: list[Unit]) -> None:
        self.text = "\n".join(one.text for one in units)
        self.inserted: list[str] = []
        self.deleted: list[str] = []
        self.places: list[int] = []
        for number, one in enumerate(units):
            if number:
                self.inserted.append("")
                self.deleted.append("")
                self.places.append(one.start)
            self.inserted += one.inserted
            self.deleted += one.deleted
            self.places += range(one.start, one.end)


def _fresh(mine: _Joined, theirs: _Joined) -> list[bool]:
    """For each character of the upload: is it an insertion that the base does not have as the same author's?"""
    fresh = [False] * len(theirs.text)
    known = _by_author(mine.inserted)
    for who, places in _by_author(theirs.inserted).items():
        ours = "".join(mine.text[at] for at in known.get(who, []))
        found = character_map("".join(theirs.text[at] for at in places), ours)
        for at, there in zip(places, found, strict=True):
            fresh[at] = there < 0
    return fresh


def _by_author(authors: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, who in enumerate(authors):
        if who:
            found[who].append(at)
    return found


def _insertions(theirs: _Joined, fresh: list[bool], kept: list[int]) -> Iterator[Edit]:
    """The characters that came. What was inserted and struck out again is nothing."""
    for at, there in enumerate(kept):
        if there < 0 and not theirs.deleted[at]:
            place, spot = place_in(kept, at), theirs.places[at]
            author = theirs.inserted[at] if fresh[at] else ""
            yield Edit(place, place, theirs.text[at], author, fresh[at], spot, spot + 1)


def _deletions(mine: _Joined, theirs: _Joined, kept: list[int], decided: set[tuple[str, str]]) -> Iterator[Edit]:
    """The characters that are struck out, or no longer there. `decided` takes up what was done with others' changes."""
    there: dict[int, int] = {}
    for at, place in enumerate(kept):
        if place >= 0:
            there.setdefault(place, at)
    spot = theirs.places[0] if theirs.places else 0
    for at, sign in enumerate(mine.text):
        if at not in there:
            if not sign.isspace():
                yield Edit(at, at + 1, "", "", False, spot, spot)
            continue
        spot = theirs.places[there[at]]
        now, before = theirs.deleted[there[at]], mine.deleted[at]
        if now and now != before:
            yield Edit(at, at + 1, "", now, True, spot, spot + 1)
        elif before and not now and not sign.isspace():
            decided.add(("rejected", before))
        if mine.inserted[at] and not theirs.inserted[there[at]] and not sign.isspace():
            decided.add(("accepted", mine.inserted[at]))


def _edits(events: list[Edit], text: str) -> list[Edit]:
    """Characters of one author that touch joined, and widened to whole words, in text order."""
    by_hand: dict[tuple[str, bool], list[Edit]] = defaultdict(list)
    for one in events:
        by_hand[one.author, one.tracked].append(one)
    made: list[Edit] = []
    for listed in by_hand.values():
        groups: list[Edit] = []
        for one in sorted(listed, key=lambda one: (one.start, one.first, one.end)):
            if groups and _touch(groups[-1], one, text):
                groups[-1] = _joined(groups[-1], one, text)
            else:
                groups.append(one)
        made += _of_whole_words(groups, text)
    return sorted(made, key=lambda one: (one.start, one.end, one.first))


def _touch(last: Edit, one: Edit, text: str) -> bool:
    """Is nothing between them? Where nothing is tracked, blanks between words that went are nothing."""
    if one.start <= last.end:
        return True
    return not one.tracked and last.start < last.end and one.start < one.end and not text[last.end : one.start].strip()


def _joined(last: Edit, one: Edit, text: str) -> Edit:
    """Both as one; what stands between them stays."""
    between = text[last.end : one.start] if one.words or one.end == one.start else ""
    return last._replace(
        end=max(last.end, one.end),
        words=last.words + between + one.words,
        first=min(last.first, one.first),
        last=max(last.last, one.last),
    )


def _of_whole_words(groups: list[Edit], text: str) -> list[Edit]:
    """Edits that cut a word take in all of it; those that then meet in one word are one."""
    clusters: list[tuple[int, int, list[Edit]]] = []
    for one in groups:
        start, end = _widened(one, text)
        if clusters and start < clusters[-1][1]:
            begun, reached, edits = clusters.pop()
            clusters.append((begun, max(end, reached), [*edits, one]))
        else:
            clusters.append((start, end, [one]))
    return [_applied(start, end, edits, text) for start, end, edits in clusters]


def _applied(start: int, end: int, edits: list[Edit], text: str) -> Edit:
    """The edits of one span as one."""
    parts, at = [], start
    for one in edits:
        parts += [text[at : one.start], one.words]
        at = one.end
    parts.append(text[at:end])
    first, last = min(one.first for one in edits), max(one.last for one in edits)
    return Edit(start, end, "".join(parts), edits[0].author, edits[0].tracked, first, last)


def _widened(one: Edit, text: str) -> tuple[int, int]:
    """The span with the whole of the words that it cuts."""
    start, end = one.start, one.end
    before, after = text[start - 1 : start], text[end : end + 1]
    old, new = text[start:end], one.words
    inside = start == end and _letter(before) and _letter(after)
    if _letter(before) and (inside or _letter(old[:1]) or _letter(new[:1])):
        while start and _letter(text[start - 1]):
            start -= 1
    if _letter(after) and (inside or _letter(old[-1:]) or _letter(new[-1:])):
        while end < len(text) and _letter(text[end]):
            end += 1
    return start, end


def _letter(sign: str) -> bool:
    """Is it a letter or digit of a script that writes blanks between words?"""
    return sign.isalnum() and sign < "\u2e80"
