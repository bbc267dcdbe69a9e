"""How bracketed a draft is: whole, and per provision.

Two ways of counting stand beside each other. `plain` counts raw characters and nests them as anybody would by hand, so that its
figures can be checked without this engine. `by_provision` counts in the tree, where damage stays local.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from goodoffices.engines.brackets.measures import line_starts
from goodoffices.engines.brackets.parsing import encode
from goodoffices.engines.brackets.spans import Bracket, Provision
from goodoffices.engines.brackets.tree import Draft, write

_BRACKET = re.compile(r"[\[\]]")
_SPACE = re.compile(r"\s")
_WORD_CHUNK = 1 << 20
# What a reader does not see: controls, zero widths, marks and overrides of direction, bytes that were no UTF-8.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]|(?<!^)\ufeff"
)


class Problem(NamedTuple):
    """A bracket character without a partner, by plain nesting; line and column from 1."""

    line: int
    column: int
    kind: str  # "stray" closes nothing, "unclosed" is never closed


@dataclass(frozen=True, slots=True)
class Plain:
    """Raw characters: what anybody would count. `offsets` are those of the problems."""

    open: int
    close: int
    stray: int
    unclosed: int
    depth: int
    offsets: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Counts:
    """Figures of a draft or of a provision with all that stands under it.

    words, bracketed_words   separated by white space; those of which at least a part stands in a bracket
    open, close              the characters, links and footnote marks included
    stray, unclosed          without a partner (`whole`: by plain nesting; of a provision: in the tree)
    depth                    the deepest nesting
    alternatives             brackets that stand beside others to choose from
    options                  “Option 1:” and its like, in blocks and in brackets
    placeholders             [X], […] and {…}
    provisions, clean        numbered or headed units; those without a bracket in or under them
    enclosed                 clean ones that stand, with others, inside a bracket
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
        """Take in what stands under."""
        for field in fields(self):
            ours, theirs = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, max(ours, theirs) if field.name == "depth" else ours + theirs)


def plain(text: str) -> Plain:
    """Opening and closing brackets of a raw text, by plain nesting. O(n).

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
    offsets = sorted([(at, "stray") for at in stray] + [(at, "unclosed") for at in stack])
    return Plain(text.count("["), text.count("]"), len(stray), len(stack), depth, tuple(offsets))


def problems(text: str, offsets: tuple[tuple[int, str], ...]) -> Iterator[Problem]:
    """Where they are, in lines and columns; offsets in order. O(n)."""
    starts = line_starts(text) if offsets else []
    line = 0
    for at, kind in offsets:
        while line < len(starts) and starts[line] <= at:
            line += 1
        yield Problem(line, at - starts[line - 1] + 1, kind)


def words(text: str) -> int:
    """How many words, separated by white space; in space that does not grow with the text.

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
    """The draft's figures; brackets by plain nesting."""
    found = by_provision(draft)[0]
    raw = plain(draft.text)
    found.words = words(draft.text)
    found.open, found.close, found.stray, found.unclosed, found.depth = (
        raw.open, raw.close, raw.stray, raw.unclosed, raw.depth,
    )  # fmt: skip
    return found


def by_provision(draft: Draft) -> list[Counts]:
    """For each provision, in their order, the figures of its text with all that stands under it. O(n)."""
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
    """Are the leaves of the tree, written one after the other, the bytes that were read?"""
    return encode(write(draft)) == data


def hidden(text: str) -> int:
    """Characters that a reader does not see: controls, marks of direction, broken bytes.

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
    """Words of which a character stands in a bracket; each word once, each character looked at once."""
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
    """Does the bracket's “Option 1:” begin a block, which is counted as one?"""
    label_spans = (
        one.label_span for one in draft.provisions[bracket.first : bracket.first + 2] if one.kind == "option"
    )
    return any(bracket.start < span.start < bracket.inner_start for span in label_spans)
