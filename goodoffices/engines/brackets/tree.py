"""The tree of a draft: two hierarchies over one text, which never changes.

Brackets in real drafts open in one paragraph and close in another, so brackets and paragraphs do not nest in each other.
A `Draft` therefore keeps the text once, and over it, as flat tuples in text order:

provisions   headings, articles, paragraphs, sub-paragraphs, options: nested by `parent`. Their *own* texts
             (`own(provision)`) follow each other without gap or overlap from the first character to the last
brackets     nested by `parent`, whatever provisions they cross; grouped into `choices` where they are alternatives
marks        what only looks like a bracket, or is none: links, footnote marks, {…} placeholders, page furniture
pieces       the leaves: slices of the text, cut wherever a bracket, a mark or a provision begins or ends

All offsets count code points of `text`; a span is `start` up to, not including, `end`. Writing joins the leaves, provision
by provision, so it gives back what was read. Nothing recurses: depth costs memory, not stack.

Drafts are values. To change one, name spans and what stands there instead: `parsing.replaced(draft, edits)` gives a new draft,
in which provisions keep their ids and notes their places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Stance = Literal["proposed", "supported", "opposed", "reserved", "withdrawn"]


class Span(NamedTuple):
    """Code points `start` up to, not including, `end`."""

    start: int
    end: int


class Attribution(NamedTuple):
    """Who stands where on a bracket's words, as written in the text: the span is the name's."""

    party: str
    stance: Stance
    start: int
    end: int


class Note(NamedTuple):
    """Who stands where, kept beside the text and never written into it; it moves with the words it stands at."""

    start: int
    end: int
    party: str
    stance: Stance
    words: str = ""


class Piece(NamedTuple):
    """A leaf. `ref` is an index into `brackets` (open, close), `marks` (mark) or `loose` (stray, left open), else -1."""

    kind: Literal["text", "label", "open", "close", "mark", "stray", "left_open"]
    start: int
    end: int
    ref: int = -1


class Mark(NamedTuple):
    """Something that only looks like a bracket, or is an editor's or a page's: a leaf."""

    kind: Literal["link", "definition", "footnote", "placeholder", "furniture"]
    start: int
    end: int


class Loose(NamedTuple):
    """A bracket character without a partner: `stray` closes nothing, `left_open` is never closed. `provision` is an index."""

    kind: Literal["stray", "left_open"]
    start: int
    provision: int
    reason: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A balanced pair. `start` is the opener's offset, `end` one past the closer's.

    inner_start, inner_end   the words inside, without an attribution or “Option 1:” that stands before or after them
    kind         "negotiable", or "placeholder" for [X], [20XX], […], [Placeholder for …]: editorial, nobody's position
    choice       index of the `Choice` it is an alternative in, or -1
    option       "1 bis" for [Option 1 bis: …], else ""
    first, last  indices of the provisions in whose own text it opens and closes
    """

    index: int
    start: int
    end: int
    parent: int
    depth: int
    inner_start: int
    inner_end: int
    kind: str
    choice: int
    option: str
    attributions: tuple[Attribution, ...]
    first: int
    last: int

    @property
    def crosses(self) -> bool:
        """Does it close in another provision's own text than it opened in?"""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Choice:
    """Brackets beside each other that are alternatives: [shall][should], [a] [b] or [a]/[b]. Two members at least."""

    index: int
    start: int
    end: int
    members: tuple[int, ...]
    separator: Literal["", " ", "/"]


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the draft.

    kind     document · heading · article · preambular · operative · paragraph · subparagraph · option · item (a bullet) ·
             plain (not numbered) · note (a footnote's words)
    label    as people say it: "12 bis", "a", "3.3 ter", "Option 1 bis" → "1 bis"; "" if it has none
    number   its ordinal: 12 for "12 bis", 2 for "(b)", 4 for "iv"; 0 if it has none
    also     the second label under double numbering: "14" in "12. [14.]"; "" mostly
    alt      the label says that it stands instead of another ("3.3 alt")
    id       stable: a path of labels, or what it was given (`parse(ids=…)`)
    label_span   where the label is written (empty at `start` if it has none); before `start` where numbers stand in a column
    start, own_end, end   its own text is start…own_end; with all that stands under it start…end
    """

    index: int
    kind: str
    label: str
    number: int
    also: str
    alt: bool
    id: str
    label_span: Span
    start: int
    own_end: int
    end: int
    parent: int
    depth: int
    children: tuple[int, ...] = ()

    @property
    def counted(self) -> bool:
        """Is it a numbered or headed unit?"""
        return self.kind in {"heading", "article"} or (
            bool(self.label) and self.kind in {"preambular", "operative", "paragraph", "subparagraph"}
        )


@dataclass(frozen=True)
class Draft:
    """A draft: its text, and what was found in it. Made by `parse` or `read`; see the module for the layers."""

    text: str
    markdown: bool
    provisions: tuple[Provision, ...]
    brackets: tuple[Bracket, ...]
    choices: tuple[Choice, ...]
    marks: tuple[Mark, ...]
    loose: tuple[Loose, ...]
    notes: tuple[Note, ...] = ()
    parties: frozenset[str] = frozenset()

    # -- provisions

    def own(self, provision: Provision) -> str:
        """Its own text: from where it begins to where the next one does. All of them, joined, are the text."""
        return self.text[provision.start : provision.own_end]

    def whole(self, provision: Provision) -> str:
        """Its text with everything that stands under it."""
        return self.text[provision.start : provision.end]

    def provision_at(self, offset: int) -> Provision:
        """The innermost provision whose own text holds this offset."""
        return self.provisions[max(0, bisect_right(self._starts, offset) - 1)]

    def by_id(self, id: str) -> Provision:
        """The provision with this id; KeyError if there is none."""
        return self.provisions[self._ids[id]]

    def chapeau(self, provision: Provision) -> Span | None:
        """The words that introduce its sub-paragraphs, or None where it has none."""
        under = (self.provisions[child].kind for child in provision.children)
        if provision.kind not in {"document", "heading", "article"} and any(kind == "subparagraph" for kind in under):
            return Span(max(provision.start, provision.label_span.end), provision.own_end)
        return None

    def has_bracket(self, provision: Provision) -> bool:
        """Does a bracket open or close in it, or under it? One that encloses it whole does neither."""
        ends = self._bracket_characters
        return bisect_right(ends, provision.start - 1) < bisect_right(ends, provision.end - 1)

    def is_clean(self, provision: Provision) -> bool:
        """Is no word of it, or under it, in a bracket, wherever that opens?"""
        return not self._bracketed_upto[provision.end] - self._bracketed_upto[provision.start]

    # -- brackets

    def bracket_at(self, offset: int) -> Bracket | None:
        """The innermost bracket that holds the character at this offset, its own two included."""
        index = bisect_right(self._openers, offset) - 1
        while index >= 0 and self.brackets[index].end <= offset:
            index = self.brackets[index].parent
        return self.brackets[index] if index >= 0 else None

    def brackets_in(self, start: int, end: int) -> tuple[Bracket, ...]:
        """Those that open in this span, in text order."""
        return self.brackets[bisect_right(self._openers, start - 1) : bisect_right(self._openers, end - 1)]

    def inner(self, bracket: Bracket) -> str:
        """The words it holds, without attribution and option label."""
        return self.text[bracket.inner_start : bracket.inner_end]

    def enclosing(self, bracket: Bracket) -> Iterator[Bracket]:
        """The brackets around it, innermost first."""
        while bracket.parent >= 0:
            bracket = self.brackets[bracket.parent]
            yield bracket

    # -- leaves

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The leaves in text order, without gap or overlap."""
        return tuple(_pieces(self))

    def pieces_of(self, provision: Provision) -> tuple[Piece, ...]:
        """The leaves of a provision's own text."""
        first = bisect_right(self._piece_starts, provision.start - 1)
        return self.pieces[first : bisect_right(self._piece_starts, provision.own_end - 1)]

    # -- places

    def place(self, offset: int) -> tuple[int, int]:
        """Line (by \\n) and column of an offset, both from 1, columns in code points."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        return line_starts(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [provision.start for provision in self.provisions]

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {provision.id: provision.index for provision in self.provisions}

    @cached_property
    def _openers(self) -> list[int]:
        return [bracket.start for bracket in self.brackets]

    @cached_property
    def _bracket_characters(self) -> list[int]:
        pairs = [at for bracket in self.brackets for at in (bracket.start, bracket.end - 1)]
        return sorted(pairs + [loose.start for loose in self.loose])

    @cached_property
    def _piece_starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _bracketed_upto(self) -> Bracketed:
        return Bracketed(self)


class Bracketed:
    """How many characters before an offset stand in a bracket, or are a loose one. O(log n) each, after O(n)."""

    def __init__(self, draft: Draft) -> None:
        spans = [(b.start, b.end) for b in draft.brackets if b.parent < 0]
        spans = sorted(spans + [(loose.start, loose.start + 1) for loose in draft.loose])
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._before: list[int] = []
        total = covered = 0
        for start, end in spans:
            if end <= covered:  # a loose one inside a bracket
                continue
            self._starts.append(start)
            self._ends.append(end)
            self._before.append(total)
            total += end - start
            covered = end

    def __getitem__(self, offset: int) -> int:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return 0
        return self._before[index] + min(offset, self._ends[index]) - self._starts[index]


def write(draft: Draft) -> str:
    """The text again, joined from the leaves of every provision in order: always what was read."""
    text = draft.text
    return "".join(text[piece.start : piece.end] for piece in draft.pieces)


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins; lines end with \\n."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def _pieces(draft: Draft) -> Iterator[Piece]:
    """The cuts in order, and the text between them."""
    at = 0
    for cut in _cuts(draft):
        if cut.start > at:
            yield Piece("text", at, cut.start)
        if cut.end > cut.start:
            yield cut
        at = max(at, cut.end)
    if at < len(draft.text):
        yield Piece("text", at, len(draft.text))


def _cuts(draft: Draft) -> list[Piece]:
    """Everything that is a leaf of its own; empty ones where a provision begins, so that no leaf crosses."""
    cuts = [Piece("text", provision.start, provision.start) for provision in draft.provisions]
    for provision in draft.provisions:
        cuts += _label(draft, provision)
    cuts += [Piece("mark", mark.start, mark.end, index) for index, mark in enumerate(draft.marks)]
    cuts += [Piece(loose.kind, loose.start, loose.start + 1, index) for index, loose in enumerate(draft.loose)]
    for bracket in draft.brackets:
        cuts.append(Piece("open", bracket.start, bracket.start + 1, bracket.index))
        cuts.append(Piece("close", bracket.end - 1, bracket.end, bracket.index))
    cuts.sort(key=lambda piece: (piece.start, piece.end))
    return cuts


def _label(draft: Draft, provision: Provision) -> list[Piece]:
    """A label is a leaf where no bracket or mark cuts through it ("[Article 5 [bis]" is left as text)."""
    start, end = provision.label_span
    if start == end or "[" in (label := draft.text[start:end]) or "]" in label or "{" in label:
        return []
    return [Piece("label", start, end, provision.index)]
