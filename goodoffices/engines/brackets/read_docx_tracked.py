"""Tracked changes as brackets: who inserted and who deleted, written where the draft does not say it already."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from goodoffices.engines.brackets.parsing import parse
from goodoffices.engines.brackets.read_docx_words import Document, Segment
from goodoffices.engines.brackets.tree import Draft


class Rewritten(NamedTuple):
    """The text with brackets; `places` pairs offsets of the document's words with where they stand now, ascending."""

    text: str
    places: list[tuple[int, int]]


class _Stretch(NamedTuple):
    """Adjacent words of the same hands, at `start` of the document's words."""

    start: int
    words: str
    inserted: str
    deleted: str


def rewritten(found: Document) -> Rewritten:
    """The document's words with a bracket about each change that no bracket speaks of yet. O(n log n)."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for before, words, after, stretch in _bracketed(found):
        length += len(before)
        places.append((stretch.start + stretch.words.index(words), length))
        parts += [before, words, after]
        length += len(words) + len(after)
    return Rewritten("".join(parts).rstrip("\n") + "\n" if parts else "", places or [(0, 0)])


def party_names(found: Document) -> set[str]:
    """Everybody whose hand is in it; “US/JP” are two."""
    return {
        name.strip()
        for segment in found.segments
        for hand in (segment.inserted, segment.deleted)
        for name in hand.split("/")
        if name.strip()
    }


def _bracketed(found: Document) -> list[tuple[str, str, str, _Stretch]]:
    """Each stretch with what is written before and after it."""
    stretches = _stretches(found.segments)
    known = parse("".join(segment.words for segment in found.segments), parties=party_names(found))
    open_ones = [_unsaid(known, stretch) for stretch in stretches]
    made = []
    for number, stretch in enumerate(stretches):
        inserted, deleted = open_ones[number]
        if not inserted and not deleted:
            made.append(("", stretch.words, "", stretch))
            continue
        if deleted and not inserted and _replaced(stretches, open_ones, number):
            deleted = ""  # [old][A: new]
        made.append((*_about(stretch.words, inserted, deleted), stretch))
    return made


def _stretches(segments: list[Segment]) -> list[_Stretch]:
    """Segments of the same hands, paragraph by paragraph, joined."""
    made = []
    at = 0
    for (_, inserted, deleted), group in groupby(segments, key=lambda one: (one.paragraph, one.inserted, one.deleted)):
        words = "".join(one.words for one in group)
        made.append(_Stretch(at, words, inserted, deleted))
        at += len(words)
    return made


def _unsaid(known: Draft, stretch: _Stretch) -> tuple[str, str]:
    """Who inserted and who deleted it, as far as no bracket about it says so and one can be put there."""
    if not (stretch.inserted or stretch.deleted) or not stretch.words.strip():
        return "", ""
    if not _balanced(stretch.words):
        return "", ""  # a change that only opens or closes a bracket: its words are read, its hand is not
    if _attributed_whole(known, stretch):
        return "", ""  # “[US: annually]”, typed by the secretariat: the words say whose they are
    proposed, opposed = _said_about(known, stretch)
    inserted = "" if set(stretch.inserted.split("/")) <= proposed else stretch.inserted
    deleted = "" if set(stretch.deleted.split("/")) <= opposed else stretch.deleted
    return inserted, deleted


def _attributed_whole(known: Draft, stretch: _Stretch) -> bool:
    """Is it a bracket from end to end that names its party?"""
    first = stretch.start + len(stretch.words) - len(stretch.words.lstrip())
    bracket = known.bracket_at(first)
    return bool(
        bracket
        and bracket.attributions
        and bracket.start == first
        and bracket.end == stretch.start + len(stretch.words.rstrip())
    )


def _said_about(known: Draft, stretch: _Stretch) -> tuple[set[str], set[str]]:
    """Who proposes and who opposes, by the brackets about the stretch's first and last words."""
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
            proposed |= {one.party for one in bracket.attributions if one.stance == "proposed"}
            opposed |= {one.party for one in bracket.attributions if one.stance == "opposed"}
            bracket = known.brackets[bracket.parent] if bracket.parent >= 0 else None
        sides.append((proposed, opposed))
    return sides[0][0] & sides[1][0], sides[0][1] & sides[1][1]


def _replaced(stretches: list[_Stretch], hands: list[tuple[str, str]], number: int) -> bool:
    """Does the same hand put other words in the place of these?"""
    one = stretches[number]
    for beside in (number + 1, number - 1):
        if 0 <= beside < len(stretches) and hands[beside] == (one.deleted, ""):
            between = (one.words, stretches[beside].words)
            if "\n" not in "".join(between[: 2 if beside > number else 1]).strip("\n"):
                return True
    return False


def _about(words: str, inserted: str, deleted: str) -> tuple[str, str, str]:
    """What to write before the words, the words, what to write after them. Blanks at their ends stay outside."""
    bare = words.strip()
    lead, tail = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
    who = _who(inserted, deleted)
    if who and _is_one_bracket(bare):
        return lead + "[" + who, bare[1:], tail
    if not who and _is_one_bracket(bare):
        return lead, bare, tail
    return lead + "[" + who, bare, "]" + tail


def _who(inserted: str, deleted: str) -> str:
    if inserted and deleted:
        return f"{inserted} propose; {deleted} oppose: "
    if inserted:
        return f"{inserted}: "
    return f"{deleted} oppose: " if deleted else ""


def _is_one_bracket(words: str) -> bool:
    """Is it [ … ] from end to end, and not [ … ][ … ]?"""
    if not (words.startswith("[") and words.endswith("]")) or words.startswith("[^"):
        return False
    depth = 0
    for place, character in enumerate(words):
        depth += (character == "[") - (character == "]")
        if not depth:
            return place == len(words) - 1
    return False


def _balanced(words: str) -> bool:
    depth = 0
    for character in words:
        depth += (character == "[") - (character == "]")
        if depth < 0:
            return False
    return not depth
