"""A draft whose structure is given: which words are which provision's is known, and only what is in the words is read.

Brackets, choices, marks and options are read as in any draft, each mark within one provision. Lines and labels are not:
words that look like another paragraph's number are words of the provision that they were given to. An edit moves the
structure; new provisions come only where an operation makes them (`Made`), and go with all their words or their label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from goodoffices.engines.brackets.model import Draft, Given, Mark, Note, Provision, Span
from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.reading import bracket_contents
from goodoffices.engines.brackets.reading.entries import NUMBERED, Entry
from goodoffices.engines.brackets.reading.ids import fresh, slug
from goodoffices.engines.brackets.reading.matching import matched
from goodoffices.engines.brackets.reading.moves import Edit, Moves
from goodoffices.engines.brackets.reading.numbering import Label, alternatives, label_at
from goodoffices.engines.brackets.reading.option_blocks import option_blocks
from goodoffices.engines.brackets.reading.parsing import beside_pages, with_lines
from goodoffices.engines.brackets.reading.tokens import Tokens, defined_in, tokens

_LONGEST_LABEL = 80
_SIGNS = " \t\r\n.):*_\\[:–—-"


class Made(NamedTuple):
    """A provision that an operation makes. Offsets are of the new text.

    start    where it begins; `label` is where its label is written
    end      those that begin under `takes` between `start` and here stand under it now
    under    id of the provision above it; `takes` the id of the one whose provisions it takes over
    beside   the provision whose numbering it continues, "" for options
    """

    start: int
    label: int
    end: int
    under: str
    takes: str
    beside: str = ""


def laid(
    text: str,
    provisions: Sequence[Provision],
    *,
    markdown: bool,
    parties: Iterable[str],
    notes: Sequence[Note],
    furniture: Sequence[Mark],
    given: Given,
) -> Draft:
    """The draft in a text whose provisions are given, in text order, parents before children. O(n).

    provisions   their ends, depths, indices and children are not looked at; `parent` is a place among these
    furniture    page numbers and running heads: only the whole text of a file tells them
    """
    placed = _placed(provisions, len(text))
    lined = with_lines(text)
    found = _tokens(lined, placed, markdown, {name for name, _ in given.defined})
    pairs = matched(lined, found.at, found.opens, [_entry(one) for one in placed])
    known = frozenset(parties)
    ends = [one.own_end for one in placed]
    brackets, choices = bracket_contents.brackets(lined, found.at, pairs, known, ends, given.heard)
    ids = [one.id for one in placed]
    return Draft(
        text=text,
        markdown=markdown,
        provisions=placed,
        brackets=tuple(brackets),
        choices=tuple(choices),
        marks=beside_pages(found.marks, [(mark.start, mark.end) for mark in furniture]),
        loose=tuple(bracket_contents.loose(found.at, found.opens, pairs, ids)),
        notes=tuple(notes),
        parties=known,
        find_options=option_blocks,
        given=given,
    )


def restructured(
    draft: Draft, edits: Sequence[Edit], text: str, made: Sequence[Made] = (), gone: Set[str] = frozenset()
) -> list[Provision]:
    """The provisions of a given draft after these sorted edits, which lead to `text`, as `laid` takes them."""
    return _Restructuring(draft, edits, text, made, gone).provisions()


def _placed(provisions: Sequence[Provision], length: int) -> tuple[Provision, ...]:
    """The provisions with their indices, ends, depths and children."""
    count = len(provisions)
    children: list[list[int]] = [[] for _ in provisions]
    depths, last = [0] * count, list(range(count))
    for index, one in enumerate(provisions):
        if index:
            children[one.parent].append(index)
            depths[index] = depths[one.parent] + 1
    for index in range(count - 1, 0, -1):
        above = provisions[index].parent
        last[above] = max(last[above], last[index])
    starts = [*(one.start for one in provisions), length]
    return tuple(
        Provision(
            index, one.kind, one.label, one.number, one.also, one.alt, one.id, one.label_span, one.start,
            starts[index + 1], starts[last[index] + 1], one.parent, depths[index], tuple(children[index]),
        )
        for index, one in enumerate(provisions)
    )  # fmt: skip


def _entry(one: Provision) -> Entry:
    return Entry(
        one.kind,
        one.start,
        one.parent,
        NUMBERED,
        "",
        one.label,
        one.number,
        0,
        one.depth,
        (one.label_span.start, one.label_span.end),
    )


def _tokens(text: str, provisions: Sequence[Provision], markdown: bool, defined: Set[str]) -> Tokens:
    """Bracket characters and marks, each provision's own: a brace in one is not closed in another."""
    known = defined_in(text, markdown).keys() | defined
    all_of = Tokens([], [], [])
    for one in provisions:
        if one.start < one.own_end:
            found = tokens(text[one.start : one.own_end], markdown, known)
            all_of.at.extend(at + one.start for at in found.at)
            all_of.opens.extend(found.opens)
            all_of.marks.extend(Mark(mark.kind, mark.start + one.start, mark.end + one.start) for mark in found.marks)
    return all_of


class _Restructuring:
    """Where each provision begins after the edits, which are gone, and which are new."""

    def __init__(self, draft: Draft, edits: Sequence[Edit], text: str, made: Sequence[Made], gone: Set[str]) -> None:
        self.draft = draft
        self.edits = edits
        self.moves = Moves(edits)
        self.text = text
        self.made = made
        self.gone = gone
        given = draft.given or Given()
        self.outside = given.outside
        self.taken = dict.fromkeys([*(one.id for one in draft.provisions), *given.taken], 1)

    def provisions(self) -> list[Provision]:
        """The kept and the new ones in text order, with `parent` as places among them."""
        above: dict[int, int] = {}  # for those that are gone: the index of what now holds what stood in them
        kept: list[Provision] = []
        for one in self.draft.provisions:
            now = self._now(one, kept)
            if now is None:
                above[one.index] = one.parent
            else:
                kept.append(now)
        parents = {one.index: self._parent(one, above) for one in kept}
        new = [self._new(made, kept) for made in self.made]
        return self._joined(kept, parents, new)

    def _now(self, one: Provision, before: Sequence[Provision]) -> Provision | None:
        """A provision as it stands after the edits, or None if it is gone."""
        if one.index == 0 or one.id in self.outside:
            return replace(one, start=0)
        if one.id in self.gone or self._is_empty(one):
            return None
        start = self._start(one)
        label = one.label_span
        if label.start == label.end:
            return replace(one, start=start, label_span=Span(start, start))
        if self.moves.touches(label.start):
            if one.kind == "option" and self._only_a_label(one, before[-1]):
                return None
            kind: ProvisionKind = "plain"
            return replace(one, start=start, kind=kind, label="", number=0, also="", label_span=Span(start, start))
        return replace(one, start=start, label_span=Span(self.moves(label.start), self.moves(label.end, after=False)))

    def _is_empty(self, one: Provision) -> bool:
        """Were all words of its own text removed, and none put in?"""
        here = [
            edit
            for edit in self.moves.within(one.start, one.own_end)
            if edit.start < edit.end or edit.start > one.start
        ]
        if not here or any(edit.words.strip() and edit.start >= one.start for edit in here):
            return False
        ends = [one.start, *(min(edit.end, one.own_end) for edit in here)]
        starts = [*(max(edit.start, one.start) for edit in here), one.own_end]
        left = "".join(self.draft.text[end:start] for end, start in zip(ends, starts, strict=True))
        # With its label, what is left may be a closer of a bracket around it, or a full stop: that belongs to the one before.
        unlabelled = one.label_span.start < one.label_span.end and self.moves.touches(one.label_span.start)
        return not (any(map(str.isalnum, left)) if unlabelled else left.strip())

    def _start(self, one: Provision) -> int:
        if self.moves.touches(one.start):
            inside = any(edit.start < one.start < edit.end for edit in self.edits)
            return self.moves(one.start, after=inside)
        start = self.moves(one.start, after=False)
        for edit in self.edits:
            if edit.start == edit.end == one.start:
                if not self._belongs_before(edit) and all(made.start != start for made in self.made):
                    break
                start += len(edit.words)
        return start

    def _belongs_before(self, edit: Edit) -> bool:
        """Is it put behind the last word before it, in a line where one provision follows another?"""
        before = self.draft.text[edit.start - 1 : edit.start]
        if not before or before.isspace():
            return False
        return edit.words[:1] == "]" or (before == "]" and edit.words != "[")

    def _only_a_label(self, one: Provision, before: Provision) -> bool:
        """Does it stand right behind the label of the one above it now, and does that have no other words?"""
        above = self.draft.provisions[one.parent]
        words = self.draft.text[max(above.label_span.end, above.start) : above.own_end]
        return (
            above.index == before.index
            and above.start < above.own_end
            and above.kind not in {"heading", "article", "plain"}
            and not words.strip(_SIGNS)
        )

    def _parent(self, one: Provision, above: dict[int, int]) -> int:
        """The old index of the provision that it stands under now."""
        index = one.parent
        while index in above:
            index = above[index]
        return index

    def _new(self, made: Made, kept: Sequence[Provision]) -> Provision:
        found = label_at(self.text, made.label, min(len(self.text), made.label + _LONGEST_LABEL))
        beside = self.draft.by_id(made.beside) if made.beside else None
        if found is not None and beside is not None:
            found = min(alternatives(found), key=lambda one: abs(one.number - beside.number))
        kind: ProvisionKind = "option" if beside is None else _kind_beside(beside, found)
        step = f"option-{slug(found.label)}" if found and kind == "option" else slug(found.label) if found else "text"
        holder = self.draft.by_id(made.under)
        while holder.kind == "plain":
            holder = self.draft.provisions[holder.parent]
        # A paragraph that becomes an option as it stands goes on under its id.
        same = [one for one in kept if self._becomes(one, made, found)]
        id = same[0].id if same else fresh(f"{holder.id}/{step}" if holder.index else step, self.taken)
        return Provision(
            -1, kind, found.label if found else "", found.number if found else 0, found.also if found else "",
            found.alt if found else False, id, Span(found.start, found.end) if found else Span(made.start, made.start),
            made.start, -1, -1, -1, 0,
        )  # fmt: skip

    def _becomes(self, one: Provision, made: Made, found: Label | None) -> bool:
        """Is a paragraph without a number turned into this option: in one line with its label?"""
        if made.beside or one.label or found is None or one.index == 0 or one.kind in {"heading", "article"}:
            return False
        if self.draft.provisions[one.parent].id != made.under or not made.start < one.start <= made.end:
            return False
        return one.start >= found.end and "\n" not in self.text[found.end : one.start]

    def _joined(self, kept: Sequence[Provision], parents: dict[int, int], new: Sequence[Provision]) -> list[Provision]:
        """All in text order; `parent` becomes a place in the list."""
        became = {one.id for one in new}
        dropped = {one.index for one in kept if one.id in became}
        stay = [one for one in kept if one.index not in dropped]
        # A new one comes before what begins at its place, and after those without words above it.
        order = sorted(
            [*((one.start, 1 if one.start or (one.index and one.id not in self.outside) else -1, one) for one in stay),
             *((one.start, 0, one) for one in new)],
            key=lambda item: item[:2],
        )  # fmt: skip
        listed = self._from_the_beginning([one for _, _, one in order])
        place = {one.id: number for number, one in enumerate(listed)}
        result = []
        for one in listed:
            holder = self._holder(one, parents, new)
            result.append(replace(one, parent=place[holder] if holder else -1))
        return result

    def _from_the_beginning(self, listed: list[Provision]) -> list[Provision]:
        """The list, in which the first with words has those that are left of one before it that is gone."""
        if self.draft.provisions[0].own_end:
            return listed
        first = next((at for at, one in enumerate(listed) if one.index and one.id not in self.outside), None)
        if first is not None and listed[first].start:
            listed[first] = replace(listed[first], start=0)
        return listed

    def _holder(self, one: Provision, parents: dict[int, int], new: Sequence[Provision]) -> str:
        """The id of what a provision stands under."""
        for made, fresh_one in zip(self.made, new, strict=True):
            if fresh_one is one:
                return made.under
        if one.index == 0:
            return ""
        above = self.draft.provisions[parents[one.index]].id
        for made, fresh_one in zip(self.made, new, strict=True):
            if above == fresh_one.id:
                return above
            if above == made.takes and made.start <= one.start < made.end:
                return fresh_one.id
        return above


def _kind_beside(beside: Provision, found: Label | None) -> ProvisionKind:
    """The kind of a provision that goes on in another's numbering."""
    if beside.label and beside.kind not in {"heading", "article", "option", "document"}:
        return beside.kind
    return "subparagraph" if found and found.scheme.startswith(("paren", "half", "small")) else "paragraph"
