"""The parts of a draft. Each says where it stands in the text; `draft` explains how they overlay each other.

All offsets count code points of the text, and every span is half-open: `start` up to, not including, `end`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Stance = Literal["proposed", "supported", "opposed", "reserved", "withdrawn"]
AlternativeKind = Literal["negotiable", "placeholder"]
ProvisionKind = Literal[
    "document",
    "heading",
    "article",
    "preambular",
    "operative",
    "paragraph",
    "subparagraph",
    "option",
    "item",
    "plain",
    "note",
]


class Span(NamedTuple):
    """The code points from `start` up to, not including, `end`."""

    start: int
    end: int


class Attribution(NamedTuple):
    """A party's stance on a bracket's words, as the text itself states it. The span is that of the party's name."""

    party: str
    stance: Stance
    start: int
    end: int


class Note(NamedTuple):
    """A party's stance, kept beside the text and never written into it. It moves with the words it stands on."""

    start: int
    end: int
    party: str
    stance: Stance
    words: str = ""


class Comment(NamedTuple):
    """A comment on the code points `start`…`end`, shown beside the draft.

    party    who says it; "" where the engine says it
    stance   the party's stance, "" if it takes none; "stray" or "left_open" on a bracket without a partner
    """

    start: int
    end: int
    party: str
    stance: Stance | Literal["", "stray", "left_open"]
    words: str


class Piece(NamedTuple):
    """A leaf. `ref` is an index: into `provisions` (label), `brackets` (open, close), `marks` (mark) or `loose` (stray,
    left open); -1 for text."""

    kind: Literal["text", "label", "open", "close", "mark", "stray", "left_open"]
    start: int
    end: int
    ref: int = -1


class Mark(NamedTuple):
    """Something that is no negotiable bracket: a link, a footnote mark, an editor's {…}, or page furniture."""

    kind: Literal["link", "definition", "footnote", "placeholder", "furniture"]
    start: int
    end: int


class Loose(NamedTuple):
    """A bracket character without a partner: `stray` closes nothing, `left_open` is never closed.

    `provision` is the index of the provision it stands in; `reason` is a sentence for people.
    """

    kind: Literal["stray", "left_open"]
    start: int
    provision: int
    reason: str


@dataclass(frozen=True, slots=True)
class Bracket:
    """A matched pair. `start` is the opener's offset, `end` one past the closer's.

    parent, depth   index of the bracket around it, or -1; how deep it is nested, from 1
    inner_start, inner_end   the words inside, without an attribution or “Option 1:” before or after them
    kind         "negotiable", or "placeholder" for [X], [20XX], […], [Placeholder for …], which is nobody's position
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
    kind: AlternativeKind
    choice: int
    option: str
    attributions: tuple[Attribution, ...]
    first: int
    last: int

    @property
    def crosses(self) -> bool:
        """Does it close in another provision's own text than the one it opened in?"""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Choice:
    """Neighbouring brackets that are alternatives: [shall][should], [a] [b] or [a]/[b]. It has at least two members."""

    index: int
    start: int
    end: int
    members: tuple[int, ...]
    separator: Literal["", " ", "/"]


@dataclass(frozen=True, slots=True)
class Option:
    """One block to choose: “Option 1: …”, with all provisions that stand in it.

    group        index of the `Group` it belongs to
    provision    index of the provision it is
    label        "1 bis", as people say it; `label_span` is where it is written
    start, end   the place that identifies it, where notes on it stand: its label, which no words inside can move, or the
                 option's own bracket (“[Option 1: …]”)
    whole_start, whole_end   the label with its emphasis (or that bracket), up to the last word
    inner_start, inner_end   its words; where the label has a line of its own, from the next line that has words
    tail         the end of what hangs on its last line, such as a footnote mark: “[Option 1: …]1”
    bracket      index of the option's own bracket, or -1
    emphasis     Markdown emphasis that opens before the label and does not close right after it
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
    def kind(self) -> AlternativeKind:
        """An option's words are always somebody's position."""
        return "negotiable"


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive options under one parent, to choose from. A draft may hold a single one.

    start, end   from the first word of the first option to the last word of the last
    bracket      index of the bracket that holds exactly these options and on which nobody has a stance, or -1
    apart        does other text stand between the options?
    """

    index: int
    start: int
    end: int
    members: tuple[int, ...]
    bracket: int
    apart: bool


class Options(NamedTuple):
    """All option blocks of a draft in text order, and their groups in the order of their first options."""

    options: tuple[Option, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the draft.

    kind     as `ProvisionKind` lists them: item is a bullet, plain has no number, note is a footnote's words
    label    as people say it: "12 bis", "a", "3.3 ter", "1 bis" for “Option 1 bis”; "" if it has none
    number   its ordinal: 12 for "12 bis", 2 for "(b)", 4 for "iv"; 0 if it has none
    also     the second label under double numbering: "14" in "12. [14.]"; usually ""
    alt      does the label say that it replaces another provision ("3.3 alt")?
    id       stable: a path of labels, or the id it was given (`parse(ids=…)`)
    label_span   where the label is written; empty at `start` if there is none; before `start` where numbers stand in a
             column of their own
    start, own_end, end   its own text is start…own_end; with everything under it, start…end
    """

    index: int
    kind: ProvisionKind
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
        """Is it a numbered or headed unit, as the figures count them?"""
        return self.kind in {"heading", "article"} or (
            bool(self.label) and self.kind in {"preambular", "operative", "paragraph", "subparagraph"}
        )


@dataclass(frozen=True)
class Given:
    """What a draft brings along whose structure is given and not read: a text out of stored rows, or a part of it.

    heard    names that speak elsewhere in the text, so that they count in parentheses here
    defined  in Markdown, link sources that are defined elsewhere: name and address; in plain text, numbers of its notes and ""
    outside  ids of the provisions above this part: they stand in it without words
    taken    ids of provisions elsewhere, which no new one may get
    begins   does it begin with words that stand before the first provision?
    """

    heard: frozenset[str] = frozenset()
    defined: frozenset[tuple[str, str]] = frozenset()
    outside: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    begins: bool = False


Alternative = Bracket | Option
"""What a party can take a stance on."""
