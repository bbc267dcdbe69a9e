"""Option blocks: where each ends, where its words begin, who is named as standing behind it, and which form a group.

An option's provision says where its label is and what stands under it. The option itself is smaller: trailing blanks, page
numbers and closers of brackets around it belong to what holds it. Options under one parent form a group; a second group
begins where the numbers start again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from goodoffices.engines.brackets.model import (
    Attribution,
    Bracket,
    Draft,
    Group,
    Mark,
    Option,
    Options,
    Provision,
)
from goodoffices.engines.brackets.reading import parties
from goodoffices.engines.brackets.reading.no_text import says_nothing

_EMPHASIS = re.compile(r"[*_]{1,3}$")
_BLANKS = re.compile(r"[ \t\xa0]*")
_SIGN = re.compile(r"[ \t]*[:.–—-](?=[\s*_\[(“\"\w]|$)")
_NAMED = re.compile(
    r"[ \t]*(?:\[(?P<names>[^\[\]\n:]{1,120})\]|,?[ \t]*(?P<said>(?:proposed|supported|suggested|submitted|tabled)[ \t][^\n:]{1,80}?))[ \t]*[:：]"
)
_EMPTY_LINES = re.compile(r"[ \t\xa0]*(?:\r?\n[ \t\xa0]*)*\r?\n")
_HANGING = re.compile(r"[^\[\]\n]{0,40}(?=\n|\Z)")
_BRACED = re.compile(r"[ \t]*\{[^{}\n]*\}[ \t\r]*")
_REMARK = re.compile(r"[ \t]*(?:\\?\*[ \t]+)?(?:\*[^*\n]+\*|\*{0,2}\{[^{}\n]*\}\*{0,2})[ \t\r]*")
_FOOT = re.compile(r"\n[ \t]*\n(?:[ \t]*\d{1,3}(?:\t|[ ]{2,})\S[^\n]*\n?)+\s*\Z")  # footnotes at the end of a page
_FARTHEST = 2_000
_APART = frozenset({"furniture", "definition"})


def option_blocks(draft: Draft) -> Options:
    """The option blocks of a draft and their groups. O(n log n)."""
    if not any(one.kind == "option" for one in draft.provisions):
        return Options((), ())
    reader = _Reader(draft)
    found = []
    for series in sorted(series_of(draft), key=lambda series: series[0].start):
        read = [option for one in series if (option := reader.option(one, one is series[-1])) is not None]
        if read:
            found.append(read)
    listed = sorted((option for group in found for option in group), key=lambda one: one.start)
    place = {option.provision: index for index, option in enumerate(listed)}
    number = {option.provision: index for index, group in enumerate(found) for option in group}
    numbered = tuple(replace(one, index=place[one.provision], group=number[one.provision]) for one in listed)
    groups = tuple(
        reader.group(index, [numbered[place[option.provision]] for option in group])
        for index, group in enumerate(found)
    )
    return Options(numbered, groups)


def trimmed(draft: Draft, start: int, end: int) -> int:
    """`end`, moved back over blanks, page numbers with the footnotes above them, and closers of brackets that open before `start`."""
    return _Reader(draft).trimmed(start, end)


def trimmer(draft: Draft) -> Callable[[int, int], int]:
    """The function `trimmed` for many places in one draft."""
    return _Reader(draft).trimmed


def series_of(draft: Draft) -> Iterator[list[Provision]]:
    """Runs of options under one parent whose numbers go up."""
    for above in draft.provisions:
        series: list[Provision] = []
        for child in above.children:
            one = draft.provisions[child]
            if one.kind != "option":
                continue
            if series and one.number <= series[-1].number and not _supplements(series[-1], one):
                yield series
                series = []
            series.append(one)
        if series:
            yield series


def _supplements(before: Provision, one: Provision) -> bool:
    """Is it “Option 1 bis” after “Option 1”?"""
    return one.number == before.number and one.label != before.label


class _Lead(NamedTuple):
    """What was found between a label and the option's words."""

    attributions: tuple[Attribution, ...]
    inner_start: int
    emphasis: str


class _Reader:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.closing = {bracket.end - 1: bracket for bracket in draft.brackets}
        self.heard = draft.parties | {one.party for bracket in draft.brackets for one in bracket.attributions}
        if draft.given is not None:
            self.heard |= draft.given.heard
        self.marks = [mark.start for mark in draft.marks]
        self.noted = {(note.start, note.end) for note in draft.notes if note.party}

    def option(self, one: Provision, last: bool) -> Option | None:
        """The option that this provision is; None if its label is inside a bracket that is an alternative to others.

        `last`   of its group: an editor's remark below it is none of its words
        """
        draft, label = self.draft, one.label_span
        own = self._own_bracket(one)
        if own is not None and own.choice >= 0:
            return None
        before = draft.text[max(one.start, 0) : label.start]
        emphasis = found[0] if (found := _EMPHASIS.search(before)) else ""
        end = own.end - 1 if own is not None else max(self.trimmed(label.start, one.end), label.end)
        if last and own is None:
            end = self._before_remarks(label.end, end)
        lead = self._lead(label.end, end, emphasis)
        whole_start = own.start if own is not None else label.start - len(emphasis)
        whole_end = own.end if own is not None else end
        written = (*(own.attributions if own is not None else ()), *lead.attributions)
        words = draft.text[lead.inner_start : end]
        return Option(
            -1, -1, one.index, one.label, label,
            own.start if own is not None else label.start,
            own.end if own is not None else label.end,
            whole_start, whole_end, lead.inner_start, end, self._tail(own, whole_end, one),
            own.index if own is not None else -1,
            lead.emphasis, says_nothing(words), written,
        )  # fmt: skip

    def group(self, index: int, members: list[Option]) -> Group:
        """The group of these members, given in text order."""
        start, end = members[0].whole_start, members[-1].whole_end
        apart = any(self._between(one.tail, after.whole_start) for one, after in pairwise(members))
        return Group(index, start, end, tuple(one.index for one in members), self._around(start, end), apart)

    def trimmed(self, start: int, end: int) -> int:
        """See the function `trimmed`."""
        text = self.draft.text
        while True:
            while end > start and text[end - 1].isspace():
                end -= 1
            bracket = self.closing.get(end - 1)
            if (mark := self._mark_at(end - 1)) is not None:
                foot = _FOOT.search(text, max(start, mark.start - _FARTHEST), mark.start)
                end = foot.start() if foot else mark.start
            elif bracket is not None and bracket.start < start:
                end -= 1
            else:
                return max(start, end)

    def _before_remarks(self, start: int, end: int) -> int:
        """`end`, moved back over paragraphs that are editors' remarks: “{Placement to be decided}”, in Markdown italics."""
        text = self.draft.text
        while (begins := text.rfind("\n", start, end) + 1) > start:
            pattern = _REMARK if self.draft.markdown else _BRACED
            if not pattern.fullmatch(text, begins, end) or not text[start:begins].strip(" \t\n:*_[]–—-."):
                break
            end = self.trimmed(start, begins)
        return end

    def _mark_at(self, at: int) -> Mark | None:
        """The page number or link definition that holds this character."""
        index = bisect_right(self.marks, at) - 1
        mark = self.draft.marks[index] if index >= 0 else None
        return mark if mark is not None and at < mark.end and mark.kind in _APART else None

    def _own_bracket(self, one: Provision) -> Bracket | None:
        """The bracket that opens before the label and closes within the option."""
        around = self.draft.brackets_in(one.start, one.label_span.start)
        return next((bracket for bracket in around if one.label_span.end < bracket.end <= one.end), None)

    def _around(self, start: int, end: int) -> int:
        """Index of the bracket that holds exactly this span and on which nobody has a stance, or -1."""
        there = self.draft.bracket_at(start - 1) if start else None
        if there is None or there.attributions or (there.start, there.end) in self.noted:
            return -1
        before, behind = self.draft.text[there.start + 1 : start], self.draft.text[end : there.end - 1]
        return there.index if not before.strip(" \t\n*_") and not behind.strip() else -1

    def _lead(self, at: int, end: int, emphasis: str) -> _Lead:
        """Read from the label to the words: a colon or dash, a name in parentheses, the end of emphasis."""
        text, closed, said = self.draft.text, not emphasis, False
        written: tuple[Attribution, ...] = ()
        while at < end:
            blanks = _BLANKS.match(text, at, end)
            behind = blanks.end() if blanks else at
            if not closed and text.startswith(emphasis, behind):
                at, closed = behind + len(emphasis), True
            elif not said and (sign := _SIGN.match(text, at, end)):
                at, said = sign.end(), True
            elif (
                not written and text.startswith("(", behind) and (who := parties.behind(text, behind, end, self.heard))
            ):
                at, written = text.index(")", behind) + 1, who
            elif not (written or said) and (led := self._led(at, end)):
                written, at, said = led[0], led[1], True
            else:
                break
        lines = _EMPTY_LINES.match(text, at, end)
        blanks = _BLANKS.match(text, at, end)
        inner = lines.end() if lines else blanks.end() if blanks else at
        return _Lead(written, inner if text[inner:end].strip() else end, "" if closed else emphasis)

    def _led(self, at: int, end: int) -> tuple[tuple[Attribution, ...], int] | None:
        """Who is named before the colon, and where that is: “Option 1, proposed by Japan:”, “Option 1 [EU/Japan]:”."""
        named = _NAMED.match(self.draft.text, at, end)
        if named is None:
            return None
        if named["names"] is not None:
            who = parties.alone(self.draft.text, named.start("names"), named.end("names"), self.heard)
        else:
            who = parties.before(self.draft.text, named.start("said"), end, self.heard)[0]
        return (who, named.end()) if who else None

    def _tail(self, own: Bracket | None, end: int, one: Provision) -> int:
        """Where a footnote mark behind the option's own bracket ends: it belongs to the option."""
        hanging = _HANGING.match(self.draft.text, end, one.end) if own is not None else None
        return hanging.end() if hanging else end

    def _between(self, start: int, end: int) -> bool:
        """Is there text between two options, other than blanks, page numbers and Markdown?"""
        at = start
        while at < end:
            mark = self._mark_at(at)
            if mark is None and not (self.draft.text[at].isspace() or self.draft.text[at] in ">*_#"):
                return True
            at = mark.end if mark is not None else at + 1
        return False
