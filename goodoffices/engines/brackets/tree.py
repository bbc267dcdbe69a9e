"""The tree of a draft: two hierarchies over one text, which never changes.

Brackets in real drafts open in one paragraph and close in another, so brackets and paragraphs do not nest in each other.
A `Draft` therefore keeps the text once, and over it, as flat tuples in text order:

provisions   headings, articles, paragraphs, sub-paragraphs, options: nested by `parent`. Their *own* texts
             (`own(provision)`) follow each other without gap or overlap from the first character to the last
brackets     nested by `parent`, whatever provisions they cross; grouped into `choices` where they are alternatives
options      blocks to choose from (“Option 1: …”) with what is theirs of their provisions; in `groups`. Read when asked for
marks        what only looks like a bracket, or is none: links, footnote marks, {…} placeholders, page furniture
pieces       the leaves: slices of the text, cut wherever a bracket, a mark or a provision begins or ends

All offsets count code points of `text`; a span is `start` up to, not including, `end`. Writing joins the leaves, provision
by provision, so it gives back what was read. Nothing recurses: depth costs memory, not stack.

Drafts are values. To change one, name spans and what stands there instead: `parsing.replaced(draft, edits)` gives a new draft,
in which provisions keep their ids and notes their places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from goodoffices.engines.brackets.leaves import pieces
from goodoffices.engines.brackets.measures import Bracketed, line_starts
from goodoffices.engines.brackets.options import Options, options
from goodoffices.engines.brackets.spans import Bracket, Choice, Group, Loose, Mark, Note, Option, Piece, Provision, Span


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
        return not self.bracketed(provision.start, provision.end)

    def bracketed(self, start: int, end: int) -> int:
        """How many characters of a span stand in a bracket, or are a loose one."""
        return self._bracketed_upto[end] - self._bracketed_upto[start]

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

    # -- options

    @property
    def options(self) -> tuple[Option, ...]:
        """The option blocks in text order: “Option 1: …”, over as many provisions as stand in each."""
        return self._options.options

    @property
    def groups(self) -> tuple[Group, ...]:
        """Option blocks to choose from, by where the first begins."""
        return self._options.groups

    def option_of(self, provision: Provision) -> Option | None:
        """The option that this provision is, None if it is none."""
        index = self._option_places.get(provision.index, -1)
        return self.options[index] if index >= 0 else None

    def own_of(self, bracket: Bracket) -> Option | None:
        """The option whose own bracket this is, None if it is nobody's."""
        index = self._own_brackets.get(bracket.index, -1)
        return self.options[index] if index >= 0 else None

    @cached_property
    def _options(self) -> Options:
        return options(self)

    @cached_property
    def _option_places(self) -> dict[int, int]:
        return {one.provision: one.index for one in self.options}

    @cached_property
    def _own_brackets(self) -> dict[int, int]:
        return {one.bracket: one.index for one in self.options if one.bracket >= 0}

    # -- notes

    def notes_at(self, start: int, end: int) -> Sequence[Note]:
        """The notes that stand on exactly this place, in their order."""
        return self._notes_at.get((start, end), ())

    @cached_property
    def _notes_at(self) -> dict[tuple[int, int], list[Note]]:
        found: dict[tuple[int, int], list[Note]] = {}
        for note in self.notes:
            found.setdefault((note.start, note.end), []).append(note)
        return found

    # -- leaves

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The leaves in text order, without gap or overlap."""
        return tuple(pieces(self))

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


def write(draft: Draft) -> str:
    """The text again, joined from the leaves of every provision in order: always what was read."""
    text = draft.text
    return "".join(text[piece.start : piece.end] for piece in draft.pieces)
