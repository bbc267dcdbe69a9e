"""Which stances beside the text a Word document says by tracked changes alone; all others it says by comments, too.

A bracket's words that North proposes are inserted by North, signs included; words that South opposes are deleted by South, while the
bracket's signs, names and labels stay. What stands in a bracket inherits its authors. So a reader finds a stance again
where the authors of a bracket differ from those around it. Where they do not differ, where a name would not survive as an
author's, where a note gives reasons, or where a party stands on an option, a comment says the stance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from goodoffices.engines.brackets.model import Bracket, Draft, Note, Provision, Stance
from goodoffices.engines.brackets.operations.stances import INSTEAD, members_of, proposers
from goodoffices.engines.brackets.rendering.labels import party_names
from goodoffices.engines.brackets.rendering.visible import visible

LONGEST_AUTHOR = 80
"""Characters of an author's name that are read back."""
_UNFIT = frozenset("[]:;,()/\n")
_MARKUP = frozenset("*_#\\`")


class Authors(NamedTuple):
    """Who proposes the words and who opposes them, several joined by “/”, "" for nobody; and since which day."""

    proposed: str = ""
    opposed: str = ""
    proposed_on: date | None = None
    opposed_on: date | None = None

    def within(self, around: Authors) -> Authors:
        """These authors; where there are none, those around them."""
        proposed, opposed = self if self.proposed else around, self if self.opposed else around
        return Authors(proposed.proposed, opposed.opposed, proposed.proposed_on, opposed.opposed_on)


class Tracked:
    """The authors of a draft's brackets and options, from its text and the notes beside it. O(n log n).

    brackets    the authors of each bracket's words, by index; what it does not name comes from the bracket around it
    provisions  the authors of the option that a provision stands in, by index
    silent      the notes that need no comment, because the tracked changes say them
    nested      those of them that are a deletion inside another's insertion, of which some editors lose one
    """

    def __init__(self, draft: Draft, days: Mapping[Note, date]) -> None:
        self._draft = draft
        self._days = days
        self.provisions = self._of_options()
        self._own = [self._authors(one) for one in draft.brackets]
        self.brackets: list[Authors] = []
        for one in draft.brackets:
            around = self.brackets[one.parent] if one.parent >= 0 else Authors()
            self.brackets.append(self._own[one.index].within(around))
        said = [(note, one) for one in draft.brackets for note in self._said(one)]
        self.silent = frozenset(note for note, _ in said)
        self.nested = [note for note, one in said if note.stance == "opposed" and self._proposed(one)]

    def _of_options(self) -> list[Authors]:
        """For each provision the authors of the nearest option it stands in."""
        draft = self._draft
        found = [Authors()] * len(draft.provisions)
        if not any(note.party for note in draft.notes):
            return found
        for one in draft.provisions[1:]:
            found[one.index] = found[one.parent]
            if (option := draft.option_of(one)) and option.bracket < 0:
                notes = [note for note in draft.notes_at(option.start, option.end) if _fits(note.party)]
                found[one.index] = self._joined(notes, "", "").within(found[one.parent])
        return found

    def _authors(self, one: Bracket) -> Authors:
        notes = [note for note in self._draft.notes_at(one.start, one.end) if _fits(note.party)]
        return self._joined(notes, party_names(one, "proposed")[:255], party_names(one, "opposed")[:255])

    def _joined(self, notes: list[Note], proposed: str, opposed: str) -> Authors:
        """The names in the text, and those of the notes as far as there is room."""
        return Authors(
            _with(proposed, notes, "proposed"),
            _with(opposed, notes, "opposed"),
            self._day(notes, "proposed"),
            self._day(notes, "opposed"),
        )

    def _day(self, notes: list[Note], stance: Stance) -> date | None:
        """The last day on which somebody took this stance."""
        return max((self._days[note] for note in notes if note.stance == stance and note in self._days), default=None)

    def _proposed(self, one: Bracket) -> str:
        """Who inserted the bracket's words."""
        return self.brackets[one.index].within(self.provisions[one.first]).proposed

    def _said(self, one: Bracket) -> Iterator[Note]:
        """The notes on a bracket that its authors give back, exactly as they are."""
        draft = self._draft
        notes = draft.notes_at(one.start, one.end)
        if not notes or draft.own_of(one) is not None:
            return
        around = self.brackets[one.parent] if one.parent >= 0 else Authors()
        around = around.within(self.provisions[one.first])
        own = self._own[one.index]
        written = {(said.party, said.stance) for said in one.attributions}
        for note in notes:
            alone = sum(other.party == note.party for other in notes) == 1
            if not alone or not _fits(note.party) or (note.party, note.stance) in written:
                continue
            if note.stance == "proposed":
                said = own.proposed != around.proposed and note.party in own.proposed.split("/") and not note.words
            else:
                said = note.stance == "opposed" and own.opposed != around.opposed and has_own_words(draft, one)
                said = said and note.party in own.opposed.split("/")
                said = said and note.words == implied_reason(draft, one, note.party)
            if said:
                yield note


def implied_reason(draft: Draft, one: Bracket, party: str) -> str:
    """The words of an opposition that goes without saying: the party proposes another alternative instead; else ""."""
    others = (other for other in members_of(draft, one) if other.index != one.index)
    return INSTEAD if any(party in proposers(draft, other) for other in others) else ""


def has_own_words(draft: Draft, one: Bracket) -> bool:
    """Has it words that can be struck out?"""
    return any(draft.text[start:end].strip("".join(_MARKUP) + " \t\r\n") for start, end in own_words(draft, one))


def own_words(draft: Draft, one: Bracket) -> Iterator[tuple[int, int]]:
    """The spans of a bracket's own words: without names, the brackets in it, and the labels of provisions. O(their number)."""
    at, index = one.inner_start, one.index + 1
    while index < len(draft.brackets) and draft.brackets[index].start < one.inner_end:
        inner = draft.brackets[index]
        if inner.start >= at:
            yield from _unlabelled(draft, at, inner.start)
            at = inner.end
        index = _after(draft, inner)
    yield from _unlabelled(draft, at, one.inner_end)


def _after(draft: Draft, inner: Bracket) -> int:
    """The index of the first bracket that opens after this one closes."""
    return bisect_left(draft.brackets, inner.end, lo=inner.index + 1, key=lambda other: other.start)


def _unlabelled(draft: Draft, start: int, end: int) -> Iterator[tuple[int, int]]:
    provision: Provision | None = draft.provision_at(start)
    while provision is not None and provision.start < end:
        label = provision.label_span
        if start <= label.start < label.end <= end:
            if start < label.start:
                yield start, label.start
            start = label.end
        after = provision.index + 1
        provision = draft.provisions[after] if after < len(draft.provisions) else None
    if start < end:
        yield start, end


def _with(names: str, notes: list[Note], stance: Stance) -> str:
    """“US/North”: further names, as long as all can be read back."""
    listed = names.split("/") if names else []
    for note in notes:
        if (
            note.stance == stance
            and note.party not in listed
            and len("/".join([*listed, note.party])) <= LONGEST_AUTHOR
        ):
            listed.append(note.party)
    return "/".join(listed)


def _fits(party: str) -> bool:
    """Can the name be an author's, and be read back?"""
    return bool(party) and visible(party) == party == " ".join(party.split()) and not _UNFIT & set(party)
