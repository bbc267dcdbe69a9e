"""A draft as a value: one text that never changes, and two hierarchies laid over it.

In real drafts a bracket opens in one paragraph and closes in another, so brackets and paragraphs do not nest in each other.
A `Draft` therefore keeps the text once and lays flat tuples over it, each in text order:

provisions   headings, articles, paragraphs, sub-paragraphs, options; nested by `parent`. Their *own* texts
             (`own(provision)`) follow each other without gap or overlap from the first character to the last
brackets     nested by `parent`, whatever provisions they cross; alternatives are grouped into `choices`
options      blocks to choose from (“Option 1: …”), in `groups`; found when first asked for
marks        what is no negotiable bracket: links, footnote marks, {…} placeholders, page furniture
pieces       the leaves: slices of the text, cut wherever a bracket, a mark or a provision begins or ends

All offsets count code points of `text`; a span runs from `start` up to, not including, `end`. Writing a draft joins its
leaves, so it always gives back what was read. Nothing here is recursive: depth costs memory, not stack.

To change a draft, name spans and the words to put there: `reading.replaced(draft, edits)` gives a new draft in which
provisions keep their ids and notes keep their places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from goodoffices.engines.brackets.model.leaves import leaves
from goodoffices.engines.brackets.model.offsets import BracketedBefore, line_starts
from goodoffices.engines.brackets.model.spans import (
    Bracket,
    Choice,
    Given,
    Group,
    Loose,
    Mark,
    Note,
    Option,
    Options,
    Piece,
    Provision,
    Span,
)


def no_options(draft: Draft) -> Options:
    """The option blocks of a draft whose maker looked for none."""
    return Options((), ())


@dataclass(frozen=True)
class Draft:
    """A text and what was found in it, made by `reading.parse` or `reading.read`. The module explains the layers.

    `find_options` finds the option blocks when they are first asked for. The reader supplies it: finding them needs its
    knowledge of labels and names, and most drafts are read without anybody asking. `given` is there if the provisions were
    not read from the text: then operations leave them as they are (`reading.given`).
    """

    text: str
    markdown: bool
    provisions: tuple[Provision, ...]
    brackets: tuple[Bracket, ...]
    choices: tuple[Choice, ...]
    marks: tuple[Mark, ...]
    loose: tuple[Loose, ...]
    notes: tuple[Note, ...] = ()
    parties: frozenset[str] = frozenset()
    find_options: Callable[[Draft], Options] = field(default=no_options, repr=False, compare=False)
    given: Given | None = field(default=None, compare=False)

    # -- provisions

    def own(self, provision: Provision) -> str:
        """Its own text, up to where the next provision begins. All own texts, joined, are the draft's text."""
        return self.text[provision.start : provision.own_end]

    def whole(self, provision: Provision) -> str:
        """Its own text and that of everything under it."""
        return self.text[provision.start : provision.end]

    def provision_at(self, offset: int) -> Provision:
        """The provision whose own text holds this offset."""
        return self.provisions[max(0, bisect_right(self._starts, offset) - 1)]

    def by_id(self, id: str) -> Provision:
        """The provision with this id; KeyError if there is none."""
        return self.provisions[self._ids[id]]

    def chapeau(self, provision: Provision) -> Span | None:
        """The span of the words that introduce its sub-paragraphs, or None if it has no sub-paragraphs."""
        under = (self.provisions[child].kind for child in provision.children)
        if provision.kind not in {"document", "heading", "article"} and any(kind == "subparagraph" for kind in under):
            return Span(max(provision.start, provision.label_span.end), provision.own_end)
        return None

    def has_bracket(self, provision: Provision) -> bool:
        """Does a bracket open or close in it or under it? One that encloses it completely does neither."""
        ends = self._bracket_characters
        return bisect_right(ends, provision.start - 1) < bisect_right(ends, provision.end - 1)

    def is_clean(self, provision: Provision) -> bool:
        """Is no character of it, or under it, inside a bracket, wherever that bracket opens?"""
        return not self.bracketed(provision.start, provision.end)

    def bracketed(self, start: int, end: int) -> int:
        """How many characters of a span are in a bracket, or are a loose one."""
        return self._bracketed_before[end] - self._bracketed_before[start]

    # -- brackets

    def bracket_at(self, offset: int) -> Bracket | None:
        """The innermost bracket around the character at this offset; its own two characters count as inside."""
        index = bisect_right(self._openers, offset) - 1
        while index >= 0 and self.brackets[index].end <= offset:
            index = self.brackets[index].parent
        return self.brackets[index] if index >= 0 else None

    def brackets_in(self, start: int, end: int) -> tuple[Bracket, ...]:
        """The brackets that open in this span, in text order."""
        return self.brackets[bisect_right(self._openers, start - 1) : bisect_right(self._openers, end - 1)]

    def inner(self, bracket: Bracket) -> str:
        """Its words, without attribution and option label."""
        return self.text[bracket.inner_start : bracket.inner_end]

    def enclosing(self, bracket: Bracket) -> Iterator[Bracket]:
        """The brackets around it, innermost first."""
        while bracket.parent >= 0:
            bracket = self.brackets[bracket.parent]
            yield bracket

    def enclosing_from(self, offset: int) -> list[Bracket]:
        """The brackets that open before an offset and close behind it, outermost first."""
        there = self.bracket_at(offset)
        found = [] if there is None else [there, *self.enclosing(there)]
        return [one for one in reversed(found) if one.start < offset]

    # -- options

    @property
    def options(self) -> tuple[Option, ...]:
        """The option blocks in text order."""
        return self._options.options

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of option blocks, in the order of their first options."""
        return self._options.groups

    def option_of(self, provision: Provision) -> Option | None:
        """The option that this provision is, or None."""
        index = self._option_places.get(provision.index, -1)
        return self.options[index] if index >= 0 else None

    def own_of(self, bracket: Bracket) -> Option | None:
        """The option whose own bracket this is, or None."""
        index = self._own_brackets.get(bracket.index, -1)
        return self.options[index] if index >= 0 else None

    @cached_property
    def _options(self) -> Options:
        return self.find_options(self)

    @cached_property
    def _option_places(self) -> dict[int, int]:
        return {one.provision: one.index for one in self.options}

    @cached_property
    def _own_brackets(self) -> dict[int, int]:
        return {one.bracket: one.index for one in self.options if one.bracket >= 0}

    # -- notes

    def notes_at(self, start: int, end: int) -> Sequence[Note]:
        """The notes on exactly this span, in their order."""
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
        return tuple(leaves(self.text, self.provisions, self.brackets, self.marks, self.loose))

    def pieces_of(self, provision: Provision) -> tuple[Piece, ...]:
        """The leaves of a provision's own text."""
        first = bisect_right(self._piece_starts, provision.start - 1)
        return self.pieces[first : bisect_right(self._piece_starts, provision.own_end - 1)]

    # -- places

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; lines end with \\n, columns count code points."""
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
    def _bracketed_before(self) -> BracketedBefore:
        return BracketedBefore(self.brackets, self.loose)


def write(draft: Draft) -> str:
    """The text, joined from the leaves in order: always exactly what was read."""
    text = draft.text
    return "".join(text[piece.start : piece.end] for piece in draft.pieces)
