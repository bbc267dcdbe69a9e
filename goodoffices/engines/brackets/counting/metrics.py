"""How bracketed a draft is: as a whole, and for each provision.

There are two ways of counting. `plain` counts raw characters and nests them as anybody would by hand, so that its figures can
be checked without this engine. `by_provision` counts in the tree, where a bracket without a partner does little damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model.draft import Draft, write
from goodoffices.engines.brackets.model.offsets import line_starts
from goodoffices.engines.brackets.model.spans import Bracket, Provision
from goodoffices.engines.brackets.reading.parsing import encode

_BRACKET = re.compile(r"[\[\]]")
_SPACE = re.compile(r"\s")
_WORD_CHUNK = 1 << 20
# Invisible: controls, zero widths, marks and overrides of direction, bytes that are not UTF-8.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]|(?<!^)\ufeff"
)


ProblemKind = Literal["stray", "unclosed"]
"""A closer that closes nothing, and an opener that is never closed."""


class Problem(NamedTuple):
    """A bracket character without a partner, by plain nesting. Line and column are counted from 1."""

    line: int
    column: int
    kind: ProblemKind


@dataclass(frozen=True, slots=True)
class Plain:
    """Figures of the raw text, as anybody would count them. `offsets` are those of the problems, in order."""

    open: int
    close: int
    stray: int
    unclosed: int
    depth: int
    offsets: tuple[tuple[int, ProblemKind], ...]


@dataclass(slots=True)
class Counts:
    """Figures of a draft, or of a provision with everything under it.

    words, bracketed_words   separated by white space; those that are at least partly in a bracket
    open, close              bracket characters, those of links and footnote marks included
    stray, unclosed          without a partner (`whole`: by plain nesting; `by_provision`: in the tree)
    depth                    the deepest nesting
    alternatives             brackets that are one of several to choose from
    options                  “Option 1:” and the like, in blocks and in brackets
    placeholders             [X], […] and {…}
    provisions, clean        numbered or headed units; those with no bracket in or under them
    enclosed                 clean ones that are inside a bracket around several
    """

    words: int = 0
    bracketed_words: int = 0
    open: int = 0
    close: int = 0
    stray: int = 0
    unclosed: int = 0
    depth: int = 0
    alternatives: int = 0
    options: int = 0
    placeholders: int = 0
    provisions: int = 0
    clean: int = 0
    enclosed: int = 0

    def add(self, other: Counts) -> None:
        """Add the figures of a provision under this one; depths are compared, not added."""
        for field in fields(self):
            ours, theirs = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, max(ours, theirs) if field.name == "depth" else ours + theirs)


def plain(text: str) -> Plain:
    """The brackets of a raw text, matched by plain nesting. O(n).

    >>> plain("[a] b] [c")
    Plain(open=2, close=2, stray=1, unclosed=1, depth=1, offsets=((5, 'stray'), (7, 'unclosed')))
    """
    stack: list[int] = []
    stray: list[int] = []
    depth = 0
    for match in _BRACKET.finditer(text):
        at = match.start()
        if text[at] == "[":
            stack.append(at)
            depth = max(depth, len(stack))
        elif stack:
            stack.pop()
        else:
            stray.append(at)
    offsets: list[tuple[int, ProblemKind]] = [(at, "stray") for at in stray]
    offsets += [(at, "unclosed") for at in stack]
    return Plain(text.count("["), text.count("]"), len(stray), len(stack), depth, tuple(sorted(offsets)))


def problems(text: str, offsets: tuple[tuple[int, ProblemKind], ...]) -> Iterator[Problem]:
    """The problems at these offsets, which are in order, by line and column. O(n)."""
    starts = line_starts(text) if offsets else []
    line = 0
    for at, kind in offsets:
        while line < len(starts) and starts[line] <= at:
            line += 1
        yield Problem(line, at - starts[line - 1] + 1, kind)


def words(text: str) -> int:
    """How many words a text has, separated by white space; in memory that does not grow with the text.

    >>> words(" two  words ")
    2
    """
    total = at = 0
    while at < len(text):
        end = at + _WORD_CHUNK
        while end < len(text) and not text[end].isspace():
            end += 1
        total += len(text[at:end].split())
        at = end
    return total


def whole(draft: Draft) -> Counts:
    """The draft's figures; open, close, stray, unclosed and depth by plain nesting of the raw text. O(n)."""
    found = by_provision(draft)[0]
    raw = plain(draft.text)
    found.words = words(draft.text)
    found.open, found.close, found.stray, found.unclosed, found.depth = (
        raw.open, raw.close, raw.stray, raw.unclosed, raw.depth,
    )  # fmt: skip
    return found


def by_provision(draft: Draft) -> list[Counts]:
    """The figures of each provision with everything under it, in the order of `draft.provisions`. O(n)."""
    counts = [_own(draft, one) for one in draft.provisions]
    _bracketed_words(draft, counts)
    for bracket in draft.brackets:
        here = counts[bracket.first]
        here.depth = max(here.depth, bracket.depth)
        here.alternatives += bracket.choice >= 0
        here.placeholders += bracket.kind == "placeholder"
        here.options += bool(bracket.option) and not _is_block(draft, bracket)
    for mark in draft.marks:
        counts[draft.provision_at(mark.start).index].placeholders += mark.kind == "placeholder"
    for loose in draft.loose:
        counts[loose.provision].stray += loose.kind == "stray"
        counts[loose.provision].unclosed += loose.kind == "left_open"
    for one in reversed(draft.provisions[1:]):
        counts[one.parent].add(counts[one.index])
    return counts


def round_trips(draft: Draft, data: bytes) -> bool:
    """Does writing the draft give back exactly these bytes?"""
    return encode(write(draft)) == data


def hidden(text: str) -> int:
    """How many characters are invisible: controls, marks of direction, broken bytes.

    >>> hidden("a\\u202eb\\x00")
    2
    """
    return sum(1 for _ in _HIDDEN.finditer(text))


def _own(draft: Draft, one: Provision) -> Counts:
    own = draft.own(one)
    clean = one.counted and not draft.has_bracket(one)
    return Counts(
        words=words(own),
        open=own.count("["),
        close=own.count("]"),
        options=int(one.kind == "option"),
        provisions=int(one.counted),
        clean=int(clean),
        enclosed=int(clean and not draft.is_clean(one)),
    )


def _bracketed_words(draft: Draft, counts: list[Counts]) -> None:
    """Count the words that have a character in a bracket, each word once. O(n)."""
    text, index, covered = draft.text, 0, 0
    for bracket in draft.brackets:
        if bracket.parent >= 0:
            continue
        start = max(bracket.start, covered)
        while start < bracket.end:
            while draft.provisions[index].own_end <= start:
                index += 1
            end = min(bracket.end, draft.provisions[index].own_end)
            if end == bracket.end and (space := _SPACE.search(text, end, draft.provisions[index].own_end)):
                end = space.start()
            elif end == bracket.end:
                end = draft.provisions[index].own_end
            counts[index].bracketed_words += words(text[start:end])
            start = covered = end


def _is_block(draft: Draft, bracket: Bracket) -> bool:
    """Does the bracket's “Option 1:” begin a block? Then the block is counted, not the bracket."""
    label_spans = (
        one.label_span for one in draft.provisions[bracket.first : bracket.first + 2] if one.kind == "option"
    )
    return any(bracket.start < span.start < bracket.inner_start for span in label_spans)
