"""Tracked changes as brackets that name who inserted and who deleted, where the draft does not say so already."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Bracket, Note, Span, Stance
from goodoffices.engines.brackets.reading.parsing import parse
from goodoffices.engines.brackets.word.content import Document, Segment


class Rewritten(NamedTuple):
    """The text with brackets. `places` pairs offsets in the document's words with offsets in the text, ascending."""

    text: str
    places: list[tuple[int, int]]


class _Stretch(NamedTuple):
    """Adjacent words of the same authors, from the offset `start` of the document's words."""

    start: int
    words: str
    inserted: str
    deleted: str


class Moved:
    """Where offsets of the document's words went in the text. O(log n) each."""

    def __init__(self, made: Rewritten) -> None:
        self._pairs = made.places
        self._firsts = [before for before, _ in made.places]

    def __call__(self, at: int) -> int:
        """The new offset."""
        before, after = self._pairs[max(0, bisect_right(self._firsts, at) - 1)]
        return after + at - before

    def span(self, start: int, end: int) -> Span:
        """The new span: it begins and ends with the same characters."""
        return Span(self(start), self(end - 1) + 1)


def rewritten(found: Document, known: Draft | None = None) -> Rewritten:
    """The document's words, with a bracket around each change that no bracket describes yet. O(n log n).

    known   the draft of the words as they are; with the notes that already say who proposes and opposes what
    """
    known = known or parse(found.words, parties=party_names(found))
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for before, words, after, stretch in _bracketed(found, known):
        length += len(before)
        places.append((stretch.start + stretch.words.index(words), length))
        parts += [before, words, after]
        length += len(words) + len(after)
    return Rewritten("".join(parts).rstrip("\n") + "\n" if parts else "", places or [(0, 0)])


def party_names(found: Document) -> set[str]:
    """The names of all authors of changes; “US/JP” are two."""
    return {
        name.strip()
        for segment in found.segments
        for hand in (segment.inserted, segment.deleted)
        for name in hand.split("/")
        if name.strip()
    }


def _bracketed(found: Document, known: Draft) -> list[tuple[str, str, str, _Stretch]]:
    """For each stretch: what to write before its words, the words, what to write after them, and the stretch."""
    stretches = _stretches(found.segments)
    open_ones = [_unsaid(known, stretch) for stretch in stretches]
    made = []
    for number, stretch in enumerate(stretches):
        inserted, deleted = open_ones[number]
        if not inserted and not deleted:
            made.append(("", stretch.words, "", stretch))
            continue
        if deleted and not inserted and _replaced(stretches, open_ones, number):
            deleted = ""  # [old][A: new]
        made.append((*_written(stretch.words, inserted, deleted), stretch))
    return made


def _stretches(segments: list[Segment]) -> list[_Stretch]:
    """Neighbouring segments of the same authors joined, within each paragraph."""
    made = []
    at = 0
    for (_, inserted, deleted), group in groupby(segments, key=lambda one: (one.paragraph, one.inserted, one.deleted)):
        words = "".join(one.words for one in group)
        made.append(_Stretch(at, words, inserted, deleted))
        at += len(words)
    return made


def _unsaid(known: Draft, stretch: _Stretch) -> tuple[str, str]:
    """Who inserted and who deleted it, if no bracket around it says so and one can be put there; else ""."""
    if not (stretch.inserted or stretch.deleted) or not stretch.words.strip():
        return "", ""
    if not _balanced(stretch.words):
        return "", ""  # a change that only opens or closes a bracket: its words are read, its author is not
    if _attributed_whole(known, stretch):
        return "", ""  # “[US: annually]”, typed by a secretariat: the words themselves name the party
    proposed, opposed = _stated_around(known, stretch)
    inserted = "" if set(stretch.inserted.split("/")) <= proposed else stretch.inserted
    deleted = "" if set(stretch.deleted.split("/")) <= opposed else stretch.deleted
    return inserted, deleted


def _attributed_whole(known: Draft, stretch: _Stretch) -> bool:
    """Is it exactly one bracket that names its party?"""
    first = stretch.start + len(stretch.words) - len(stretch.words.lstrip())
    bracket = known.bracket_at(first)
    return bool(
        bracket
        and bracket.attributions
        and bracket.start == first
        and bracket.end == stretch.start + len(stretch.words.rstrip())
    )


def _stated_around(known: Draft, stretch: _Stretch) -> tuple[set[str], set[str]]:
    """Who proposes and who opposes, by the brackets around both the first and the last word of the stretch."""
    sides = []
    end = stretch.start + len(stretch.words)
    first = end - len(stretch.words.lstrip())
    last = stretch.start + len(stretch.words.rstrip()) - 1
    for place in (first, last):
        proposed, opposed = {""}, {""}
        bracket = known.bracket_at(place)
        for _ in range(40):
            if bracket is None:
                break
            proposed |= stated(known, bracket, "proposed").keys()
            opposed |= stated(known, bracket, "opposed").keys()
            bracket = known.brackets[bracket.parent] if bracket.parent >= 0 else None
        for note in _on_options(known, place):
            (proposed if note.stance == "proposed" else opposed).add(note.party)
        sides.append((proposed, opposed))
    return sides[0][0] & sides[1][0], sides[0][1] & sides[1][1]


def stated(known: Draft, bracket: Bracket, stance: Stance) -> dict[str, None]:
    """The parties with this stance on a bracket, by its text and by notes, in that order."""
    written = (one.party for one in bracket.attributions if one.stance == stance)
    beside = (note.party for note in known.notes_at(bracket.start, bracket.end) if note.stance == stance)
    return dict.fromkeys([*written, *beside])


def _on_options(known: Draft, place: int) -> list[Note]:
    """The notes that propose or oppose an option in which these words stand."""
    found: list[Note] = []
    if not known.notes:
        return found
    index = known.provision_at(place).index
    while index > 0:
        if option := known.option_of(known.provisions[index]):
            notes = known.notes_at(option.start, option.end)
            found += [note for note in notes if note.stance in {"proposed", "opposed"}]
        index = known.provisions[index].parent
    return found


def _replaced(stretches: list[_Stretch], authors: list[tuple[str, str]], number: int) -> bool:
    """Does the author who deleted these words put others in their place?"""
    one = stretches[number]
    for beside in (number + 1, number - 1):
        if 0 <= beside < len(stretches) and authors[beside] == (one.deleted, ""):
            between = (one.words, stretches[beside].words)
            if "\n" not in "".join(between[: 2 if beside > number else 1]).strip("\n"):
                return True
    return False


def _written(words: str, inserted: str, deleted: str) -> tuple[str, str, str]:
    """What to write before the words, the words, and what to write after them. Blanks at the ends stay outside."""
    bare = words.strip()
    lead, tail = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
    who = _who(inserted, deleted)
    if who and _is_one_bracket(bare):
        return lead + "[" + who, bare[1:], tail
    if not who and _is_one_bracket(bare):
        return lead, bare, tail
    return lead + "[" + who, bare, "]" + tail


def _who(inserted: str, deleted: str) -> str:
    """What to write at the beginning of a bracket: “A propose; B oppose: ”."""
    if inserted and deleted:
        return f"{inserted} propose; {deleted} oppose: "
    if inserted:
        return f"{inserted}: "
    return f"{deleted} oppose: " if deleted else ""


def _is_one_bracket(words: str) -> bool:
    """Is it one bracket [ … ] from end to end, and not [ … ][ … ]?"""
    if not (words.startswith("[") and words.endswith("]")) or words.startswith("[^"):
        return False
    depth = 0
    for place, character in enumerate(words):
        depth += (character == "[") - (character == "]")
        if not depth:
            return place == len(words) - 1
    return False


def _balanced(words: str) -> bool:
    """Do the brackets in it match?"""
    depth = 0
    for character in words:
        depth += (character == "[") - (character == "]")
        if depth < 0:
            return False
    return not depth
