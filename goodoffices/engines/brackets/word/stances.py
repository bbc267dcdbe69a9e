"""The stances that the tracked changes of a document written here say: the inverse of `rendering.docx_stances`.

In such a document a stance belongs beside the text. Whoever inserted a bracket with both its signs proposes its words; whoever
deleted all of a bracket's own words opposes them; authors that the bracket around it has as well are inherited, not its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from goodoffices.engines.brackets.model import Bracket, Draft, Note
from goodoffices.engines.brackets.operations.stances import INSTEAD
from goodoffices.engines.brackets.rendering.docx_stances import own_words
from goodoffices.engines.brackets.word.content import Segment
from goodoffices.engines.brackets.word.tracked_changes import stated

_SIGNS = "[] \t\r\n"


def stances_in_changes(known: Draft, segments: Sequence[Segment]) -> list[Note]:
    """A note for each stance on a bracket that the changes say, and neither the text nor a note of `known` does. O(n log n).

    known   the draft of the document's words as they are, with the notes that its comments made
    """
    authors = _Authors(known, segments)
    proposed: list[str] = []
    opposed: list[str] = []
    notes: list[Note] = []
    struck: list[tuple[Bracket, str]] = []
    for one in known.brackets:
        insider, striker = authors.inserted(one), authors.deleted(one)
        around = (proposed[one.parent], opposed[one.parent]) if one.parent >= 0 else ("", "")
        proposed.append(insider if insider is not None else "/".join(stated(known, one, "proposed")) or around[0])
        opposed.append(striker if striker is not None else "/".join(stated(known, one, "opposed")) or around[1])
        outer = (around[0] or authors.option(one, "proposed"), around[1] or authors.option(one, "opposed"))
        if insider and insider != outer[0] and authors.stands_alone(one, insider):
            notes += [Note(one.start, one.end, who, "proposed") for who in _unsaid(known, one, insider, "proposed")]
        if striker and striker != outer[1]:
            struck += [(one, who) for who in _unsaid(known, one, striker, "opposed")]
    propose = _proposals(known, notes)
    return notes + [Note(one.start, one.end, who, "opposed", _reason(known, one, who, propose)) for one, who in struck]


class _Authors:
    """Who inserted and who deleted what, by offset."""

    def __init__(self, known: Draft, segments: Sequence[Segment]) -> None:
        self._known = known
        self._segments = segments
        self._starts = []
        at = 0
        for segment in segments:
            self._starts.append(at)
            at += len(segment.words)

    def inserted(self, one: Bracket) -> str | None:
        """Who inserted both signs; None if that is not one author."""
        first, last = self._at(one.start), self._at(one.end - 1)
        return first.inserted if first.inserted == last.inserted else None

    def deleted(self, one: Bracket) -> str | None:
        """Who deleted its own words, "" if nobody; None if it has none, or if not all are deleted by one."""
        found = {who for start, end in own_words(self._known, one) for who in self._deleting(start, end)}
        return found.pop() if len(found) == 1 else None

    def stands_alone(self, one: Bracket, author: str) -> bool:
        """Does the author's insertion begin and end with the bracket, or at other brackets?"""
        text = self._known.text
        beside = ([one.start - 1] if one.start else []) + ([one.end] if one.end < len(text) else [])
        return all(text[at] in _SIGNS + "/" or self._at(at).inserted != author for at in beside)

    def option(self, one: Bracket, stance: str) -> str:
        """The parties with this stance on the nearest option around it, “North/South”, by the notes."""
        known = self._known
        index = one.first
        while index > 0:
            if (option := known.option_of(known.provisions[index])) and option.bracket < 0:
                listed = [note.party for note in known.notes_at(option.start, option.end) if note.stance == stance]
                if listed:
                    return "/".join(listed)
            index = known.provisions[index].parent
        return ""

    def _deleting(self, start: int, end: int) -> Iterator[str]:
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._segments) and self._starts[index] < end:
            segment, at = self._segments[index], self._starts[index]
            if segment.words[max(0, start - at) : end - at].strip(_SIGNS):
                yield segment.deleted
            index += 1

    def _at(self, offset: int) -> Segment:
        return self._segments[max(0, bisect_right(self._starts, offset) - 1)]


def _unsaid(known: Draft, one: Bracket, names: str, stance: str) -> list[str]:
    """The names whose stance on the bracket neither its text nor a note says."""
    said = {said.party for said in one.attributions if said.stance == stance}
    said |= {note.party for note in known.notes_at(one.start, one.end)}
    return [name for name in names.split("/") if name and name not in said]


def _proposals(known: Draft, notes: Sequence[Note]) -> dict[int, set[str]]:
    """Who proposes each bracket's words, by its index."""
    by_span: dict[tuple[int, int], set[str]] = defaultdict(set)
    for note in (*known.notes, *notes):
        if note.stance == "proposed":
            by_span[note.start, note.end].add(note.party)
    return {
        one.index: by_span[one.start, one.end] | {said.party for said in one.attributions if said.stance == "proposed"}
        for one in known.brackets
    }


def _reason(known: Draft, one: Bracket, party: str, propose: dict[int, set[str]]) -> str:
    """The words of an opposition that came with the party's own proposal beside it; else ""."""
    members = known.choices[one.choice].members if one.choice >= 0 else ()
    return INSTEAD if any(party in propose[member] for member in members if member != one.index) else ""
