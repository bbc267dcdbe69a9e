"""What a draft is made of: spans of its text, and what was found at each. See `tree` for how they lie over each other."""

from __future__ import annotations

from dataclasses import dataclass
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
class Option:
    """A block to choose from: “Option 1: …”, over as many provisions as stand in it.

    group        index of the `Group` it is an option of
    provision    index of the provision it is
    label        "1 bis" as people say it; `label_span` where it is written
    start, end   what identifies it, where notes on it stand: exactly its label, which no words move, or the bracket that is
                 the option's own (“[Option 1: …]”)
    whole_start, whole_end   with label and emphasis, or that bracket, up to its last word
    inner_start, inner_end   its words; where the label has a line of its own, from the beginning of the next with words
    tail         where what hangs on its last line ends: “[Option 1: …]1”
    bracket      index of the bracket that is its own, or -1
    emphasis     signs of Markdown that open before the label and do not close behind it
    no_text      do its words say that nothing shall stand here?
    """

    index: int
    group: int
    provision: int
    label: str
    label_span: Span
    start: int
    end: int
    whole_start: int
    whole_end: int
    inner_start: int
    inner_end: int
    tail: int
    bracket: int
    emphasis: str
    no_text: bool
    attributions: tuple[Attribution, ...]

    @property
    def kind(self) -> str:
        """As of brackets: its words are somebody's position."""
        return "negotiable"


@dataclass(frozen=True, slots=True)
class Group:
    """Options to choose from, one after the other under one parent; one alone where a draft has one alone.

    start, end   from the first to the last word of all
    bracket      index of the bracket that holds exactly these options and on which nobody stands, or -1
    apart        does something else stand between them?
    """

    index: int
    start: int
    end: int
    members: tuple[int, ...]
    bracket: int
    apart: bool


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


Alternative = Bracket | Option
"""What parties take a stance on."""
