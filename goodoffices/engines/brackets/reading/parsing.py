"""From bytes or text to a draft. No text is ever rejected for what it says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Mark, Note, Provision, Span
from goodoffices.engines.brackets.reading import bracket_contents
from goodoffices.engines.brackets.reading import ids as identity
from goodoffices.engines.brackets.reading.columns import assigned
from goodoffices.engines.brackets.reading.entries import Entry
from goodoffices.engines.brackets.reading.furniture import furniture
from goodoffices.engines.brackets.reading.lines import lines
from goodoffices.engines.brackets.reading.matching import matched
from goodoffices.engines.brackets.reading.numbering import OPTION
from goodoffices.engines.brackets.reading.option_blocks import option_blocks
from goodoffices.engines.brackets.reading.outline import Outline
from goodoffices.engines.brackets.reading.tokens import tokens

_BREAKS = re.compile("[\x0b\u2028\u2029]")


def decode(data: bytes) -> str:
    """UTF-8 as text. Invalid bytes become lone surrogates, which `encode` turns back (PEP 383).

    >>> encode(decode(b"a\\xff")) == b"a\\xff"
    True
    """
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The inverse of `decode`."""
    return text.encode("utf-8", "surrogateescape")


def read(data: bytes, markdown: bool = False, parties: Iterable[str] = ()) -> Draft:
    """The draft in a text file's bytes: `encode(write(read(data))) == data`, whatever they are. See `parse`."""
    return parse(decode(data), markdown=markdown, parties=parties)


def parse(
    text: str,
    *,
    markdown: bool = False,
    parties: Iterable[str] = (),
    notes: Sequence[Note] = (),
    ids: Sequence[tuple[int, str]] = (),
) -> Draft:
    """The draft in a text. O(n): one pass for brackets, one for lines. Never raises.

    markdown   are links, footnotes and headings written as in Markdown?
    parties    names to read as parties', besides the known states and groups
    notes      stances kept beside the text, with offsets into it
    ids        ids that provisions already have: (offset where it may begin, id), the likeliest first

    >>> draft = parse("Article 5\\n\\n1. Each Party [shall][should] report.\\n")
    >>> [one.id for one in draft.provisions], len(draft.brackets)
    (['draft', 'article-5', 'article-5/1'], 2)
    """
    kept, text = text, with_lines(text)
    found = tokens(text, markdown)
    pages = [] if markdown else furniture(text)
    marks = beside_pages(found.marks, pages)
    # No provision begins inside a running head, or inside a placeholder that goes on over a line's end.
    inside = [
        (mark.start, mark.end) for mark in marks if mark.kind == "furniture" or "\n" in text[mark.start : mark.end]
    ]
    begin = list(lines(text, markdown, inside))
    outline = Outline(text, markdown, _closers(text, found.at, found.opens))
    for line in begin if markdown else assigned(begin, text):
        outline.take(line)
    marks = _without_headings(marks, outline.entries)
    pairs = matched(text, found.at, found.opens, outline.entries)
    provisions = _provisions(outline.entries, len(text), ids)
    known = frozenset(parties)
    brackets, choices = bracket_contents.brackets(text, found.at, pairs, known, [one.own_end for one in provisions])
    return Draft(
        text=kept,
        markdown=markdown,
        provisions=provisions,
        brackets=tuple(brackets),
        choices=tuple(choices),
        marks=marks,
        loose=tuple(bracket_contents.loose(found.at, found.opens, pairs, [one.id for one in provisions])),
        notes=tuple(notes),
        parties=known,
        find_options=option_blocks,
    )


def with_lines(text: str) -> str:
    """The text with every line break as \\n, code point for code point.

    Carriage returns count where a text has no \\n; so do the line breaks that word processors copy.

    >>> with_lines("1. A\\r2. B"), with_lines("A\\r\\nB\\u2028C")
    ('1. A\\n2. B', 'A\\r\\nB\\nC')
    """
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    return _BREAKS.sub("\n", text)


def _closers(text: str, at: list[int], opens: list[bool]) -> dict[int, int]:
    """The offset of the closer for each opener's, by plain nesting; only needed, and only made, for drafts with options. O(n)."""
    if not re.search(OPTION, text):
        return {}
    stack: list[int] = []
    closers = {}
    for place, opening in zip(at, opens, strict=True):
        if opening:
            stack.append(place)
        elif stack:
            closers[stack.pop()] = place
    return closers


def beside_pages(marks: list[Mark], pages: list[tuple[int, int]]) -> tuple[Mark, ...]:
    """Marks and page furniture in order; a mark inside a running head is part of that."""
    if not pages:
        return tuple(marks)
    starts = [start for start, _ in pages]
    before = (pages[max(0, bisect_left(starts, mark.end) - 1)] for mark in marks)
    apart = [
        mark for mark, (start, end) in zip(marks, before, strict=True) if not (start < mark.end and mark.start < end)
    ]
    return tuple(
        sorted([*apart, *(Mark("furniture", start, end) for start, end in pages)], key=lambda mark: mark.start)
    )


def _without_headings(marks: tuple[Mark, ...], entries: list[Entry]) -> tuple[Mark, ...]:
    """The marks without braces around a heading, which are no placeholders: “{Chapter II}”."""
    labels = sorted(one.label_span[0] for one in entries if one.label_span[1] > one.label_span[0])
    return tuple(
        mark
        for mark in marks
        if mark.kind != "placeholder" or bisect_right(labels, mark.start) == bisect_left(labels, mark.end)
    )


def _provisions(entries: list[Entry], length: int, known: Sequence[tuple[int, str]]) -> tuple[Provision, ...]:
    """The entries as provisions, each with the ends of its own text and of everything under it."""
    ends = [length] * len(entries)
    for one in entries:
        for child, after in zip(one.children, one.children[1:], strict=False):
            ends[child] = entries[after].start
        if one.children:
            ends[one.children[-1]] = ends[entries[one.children[-1]].parent]
    ids = identity.ids(entries, known)
    return tuple(
        Provision(
            index,
            one.kind,
            one.label,
            one.number,
            one.also,
            one.alt,
            ids[index],
            Span(*one.label_span),
            one.start,
            entries[index + 1].start if index + 1 < len(entries) else length,
            ends[index],
            one.parent,
            one.depth,
            tuple(one.children),
        )
        for index, one in enumerate(entries)
    )
