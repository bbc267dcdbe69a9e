"""A draft taken apart into rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from goodoffices.engines.brackets.model import Draft, Mark, Note, Provision, Span
from goodoffices.engines.brackets.reading.option_blocks import series_of
from goodoffices.engines.brackets.reading.parties import KNOWN
from goodoffices.engines.brackets.reading.tokens import defined_in, resting_on
from goodoffices.engines.brackets.storing.assembling import above, assembled, needed
from goodoffices.engines.brackets.storing.reading_of import reading_of
from goodoffices.engines.brackets.storing.row import Row

_Placed = TypeVar("_Placed", Note, Mark)
_HEADED = frozenset({"document", "heading", "article"})


def rows(draft: Draft) -> list[Row]:
    """The provisions of a draft as rows, in text order. O(n log n).

    The document itself is a row if words stand before its first provision. Of a part of a draft, the rows of that part.

    >>> from goodoffices.engines.brackets import parse
    >>> [(row.id, row.words) for row in rows(parse("Article 5\\n\\n1. Each Party [shall] report.\\n"))]
    [('article-5', 'Article 5\\n\\n'), ('article-5/1', '1. Each Party [shall] report.\\n')]
    """
    given = draft.given
    outside = given.outside if given is not None else frozenset[str]()
    own = [one for one in draft.provisions if one.id not in outside and (one.index or _begins(draft))]
    joined = _joined(draft, own)
    notes, marks = _by_provision(draft, draft.notes), _by_provision(draft, draft.marks)
    heard = _heard(draft)
    defined = (dict(given.defined) if given is not None else {}) | defined_in(draft.text, draft.markdown)
    taken = []
    for one, join in zip(own, joined, strict=True):
        here = marks.get(one.index, [])
        rests = (resting_on(draft.text, mark, draft.markdown) for mark in here)
        taken.append(
            Row(
                one.id, one.kind, one.label, one.number, one.also, one.alt, one.depth,
                draft.provisions[one.parent].id if one.parent > 0 else "",
                draft.own(one),
                Span(one.label_span.start - one.start, one.label_span.end - one.start),
                tuple(note._replace(start=note.start - one.start, end=note.end - one.start)
                      for note in notes.get(one.index, [])),
                join,
                tuple(sorted(heard.get(one.index, ()))),
                tuple((key, defined[key]) for key in dict.fromkeys(rests) if key in defined),
                tuple(Span(mark.start - one.start, mark.end - one.start) for mark in here if mark.kind == "furniture"),
            )
        )  # fmt: skip
    return taken if given is not None else _that_read_alone(draft, taken)


def _begins(draft: Draft) -> bool:
    """Do words stand before the first provision? Of a part all of whose rows went, only blanks do."""
    words = draft.own(draft.provisions[0])
    return bool(words if draft.given is None or draft.given.begins else words.strip())


def _joined(draft: Draft, own: Sequence[Provision]) -> list[bool]:
    """For each row: does anything reach from the row before into it?"""
    place = {one.index: number for number, one in enumerate(own)}
    steps = [0] * (len(own) + 1)
    for first, last in _reaches(draft):
        if first in place and last in place and place[first] < place[last]:
            steps[place[first] + 1] += 1
            steps[place[last] + 1] -= 1
    return [count > 0 for count in accumulate(steps[:-1])]


def _reaches(draft: Draft) -> Iterator[tuple[int, int]]:
    """The indices of the first and the last provision that each bracket, mark, label and group of options stands in."""
    for bracket in draft.brackets:
        yield bracket.first, bracket.last
    for mark in draft.marks:
        yield draft.provision_at(mark.start).index, draft.provision_at(mark.end - 1).index
    for one in draft.provisions:
        if one.label_span.start < one.start:
            yield draft.provision_at(one.label_span.start).index, one.index
    for series in series_of(draft):
        first = series[0]
        last = draft.provision_at(series[-1].end - 1).index
        yield _with_number(draft, first), max(last, series[-1].index)


def _with_number(draft: Draft, option: Provision) -> int:
    """The index of an option, or of the numbers right before it: “3. (a) Option 1: …”, which can go with its group."""
    first = option
    while first.parent == first.index - 1:
        number = draft.provisions[first.parent]
        if number.kind in _HEADED or number.start == number.own_end:
            break
        first = number
    return first.index


def _by_provision(draft: Draft, spans: Sequence[_Placed]) -> dict[int, list[_Placed]]:
    """The notes or marks by the index of the provision they begin in."""
    found: dict[int, list[_Placed]] = {}
    for one in spans:
        found.setdefault(draft.provision_at(one.start).index, []).append(one)
    return found


def _heard(draft: Draft) -> dict[int, set[str]]:
    """For each provision's index: names that count behind its brackets because they speak elsewhere."""
    spoken = {who.party for there in draft.brackets for who in there.attributions if who.start < there.inner_end}
    if draft.given is not None:
        spoken |= draft.given.heard
    spoken -= draft.parties | KNOWN
    found: dict[int, set[str]] = {}
    if not spoken:
        return found
    for bracket in draft.brackets:
        behind = {who.party for who in bracket.attributions if who.start >= bracket.inner_end}
        found.setdefault(bracket.last, set()).update(behind & spoken)
    for option in draft.options:
        named = {who.party for who in option.attributions}
        found.setdefault(option.provision, set()).update(named & spoken)
    return found


def _that_read_alone(draft: Draft, taken: list[Row]) -> list[Row]:
    """The rows, of which neighbours are joined where they would be read otherwise without each other."""
    starts = list(accumulate((len(row.words) for row in taken), initial=0))
    at = 0
    while at < len(taken):
        stop = needed(taken, at).stop
        small = assembled(taken[at:stop], parties=draft.parties, markdown=draft.markdown, above=above(taken, at, stop))
        alike = reading_of(small, 0, len(small.text)) == reading_of(draft, starts[at], starts[stop])
        if alike or stop == len(taken):
            at = stop
        else:
            taken[stop] = replace(taken[stop], joined=True)
    return taken
