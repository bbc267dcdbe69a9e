"""Bracket characters, and marks that only look like brackets. One pass of one pattern."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import NamedTuple

from goodoffices.engines.brackets.model.spans import Mark

# What a link can lead to: an address, not a party's name. “[shall](Norway)” is no link.
_REST = r"(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}"  # “…/Rio_(city)” holds parentheses
_TARGET = rf"""(?:<[^<>\n]{{0,2000}}>|[a-z][a-z0-9+.-]{{1,20}}:{_REST}|[/#.]{_REST}|[\w%-]{{1,200}}\.\w{{1,5}}(?:[/#?]{_REST})?)"""
_TITLE = r"""(?:\s{1,5}"[^"\n]{0,200}")?"""
_DEFINED = re.compile(rf"^ {{0,3}}\[(?!\^)([^\[\]\n]{{1,200}})\]:[ \t]{{0,8}}{_TARGET}(?=\s|\Z)", re.MULTILINE)
_NUMBERED_NOTE = re.compile(r"^[ \t]{0,8}\[(\d{1,3})\][ \t]+(?=[^\s\[])", re.MULTILINE)

_HANGING = re.compile(r"(?<=[\w.,;:)”’])\[(\d{1,3})\](?![\[/])")

_FOOTNOTE = r"\[\^[^\[\]\s]{1,60}\]|\[[*†‡§]{1,4}\]"
# An unclosed brace is ordinary text; {:…} is a Markdown attribute, not a placeholder.
_BRACE = r"\{(?!:)[^{}\[\]]{0,600}\}"
_PLAIN = re.compile(rf"(?P<footnote>{_FOOTNOTE})|(?P<bracket>[\[\]])|(?P<placeholder>{_BRACE})")
_MARKDOWN = re.compile(
    rf"""(?P<footnote>{_FOOTNOTE})
    |(?P<definition>(?:(?<=\n)|(?<![\s\S]))[ ]{{0,3}}\[[^\[\]\n^][^\[\]\n]{{0,199}}\]:[ \t]{{0,8}}{_TARGET}(?=\s|\Z))
    |(?P<link>!?\[[^\[\]\n]{{0,400}}\]\({_TARGET}{_TITLE}\))
    |(?P<reference>\[[^\[\]\n]{{1,400}}\](?:\[(?P<to>[^\[\]\n]{{0,200}})\])?)
    |(?P<bracket>[\[\]])
    |(?P<placeholder>{_BRACE})""",
    re.VERBOSE,
)


class Tokens(NamedTuple):
    """`at` are the offsets of bracket characters, in order; `opens` says which of them open; `marks` are in order, too."""

    at: list[int]
    opens: list[bool]
    marks: list[Mark]


def tokens(text: str, markdown: bool, defined: Set[str] = frozenset()) -> Tokens:
    """The bracket characters and marks of a text, in text order. O(n).

    defined   of a part of a text: what `defined_in` found in all of it

    >>> tokens("[shall] see [^1] {…}", markdown=False)
    Tokens(at=[0, 6], opens=[True, False], marks=[Mark(kind='footnote', start=12, end=16), Mark(kind='placeholder', start=17, end=20)])
    """
    return _in_markdown(text, defined) if markdown else _in_plain(text, defined)


def defined_in(text: str, markdown: bool) -> dict[str, str]:
    """In Markdown, the link sources that a text defines: name and address; in plain text, the numbers of its notes.

    >>> defined_in("river[1] sea[2]\\n[1] a note\\n", markdown=False)
    {'1': ''}
    >>> defined_in("[Two]: https://example.org\\n", markdown=True)
    {'two': 'https://example.org'}
    """
    if markdown:
        return {_key(match[1]): match[0].partition("]:")[2].strip(" \t<>") for match in _DEFINED.finditer(text)}
    numbered = {match[1] for match in _NUMBERED_NOTE.finditer(text)}
    return {match[1]: "" for match in _HANGING.finditer(text) if match[1] in numbered} if numbered else {}


def resting_on(text: str, mark: Mark, markdown: bool) -> str:
    """What a mark is one for, among what `defined_in` finds: the name of a link's source, the number of a note; else ""."""
    words = text[mark.start : mark.end]
    if markdown and mark.kind == "link" and not words.endswith(")"):
        named = re.fullmatch(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\])?", words)
        return _key(named[2] or named[1]) if named else ""
    numbered = re.fullmatch(r"\[(\d{1,3})\]", words) if mark.kind == "footnote" and not markdown else None
    return numbered[1] if numbered else ""


def _in_plain(text: str, defined: Set[str]) -> Tokens:
    numbered = {match[1] for match in _NUMBERED_NOTE.finditer(text)} | defined
    notes = _plain_notes(text, numbered, defined) if numbered else set()
    at: list[int] = []
    opens: list[bool] = []
    marks: list[Mark] = []
    skip = -1
    for match in _PLAIN.finditer(text):
        start = match.start()
        if start < skip:
            continue
        if match.lastgroup != "bracket":
            marks.append(Mark(match.lastgroup, start, match.end()))  # type: ignore[arg-type]
        elif start in notes:
            skip = text.index("]", start) + 1
            marks.append(Mark("footnote", start, skip))
        else:
            at.append(start)
            opens.append(text[start] == "[")
    return Tokens(at, opens, marks)


def _plain_notes(text: str, numbered: Set[str], defined: Set[str]) -> set[int]:
    """Offsets at which “[1]” is a footnote mark: behind a word and at the beginning of the note, if both exist."""
    hanging: dict[str, list[int]] = {}
    for match in _HANGING.finditer(text):
        if match[1] in numbered:
            hanging.setdefault(match[1], []).append(match.start())
    both = hanging.keys() | defined
    notes = {match.start(1) - 1 for match in _NUMBERED_NOTE.finditer(text) if match[1] in both}
    return notes.union(*hanging.values())


def _in_markdown(text: str, defined: Set[str]) -> Tokens:
    defined = {_key(match[1]) for match in _DEFINED.finditer(text)} | defined
    at: list[int] = []
    opens: list[bool] = []
    marks: list[Mark] = []
    position = 0
    search = _MARKDOWN.search
    while match := search(text, position):
        kind, start, position = match.lastgroup, match.start(), match.end()
        if match["reference"] is not None:
            name = match["to"] or match["reference"].split("]")[0][1:]
            if _key(name) in defined:
                marks.append(Mark("link", start, position))
            else:
                at.append(start)
                opens.append(True)
                position = start + 1
        elif kind == "bracket":
            at.append(start)
            opens.append(text[start] == "[")
        elif kind == "definition" and _key(text[text.index("[", start) + 1 : text.index("]", start)]) not in defined:
            at.append(text.index("[", start))
            opens.append(True)
            position = at[-1] + 1
        else:
            marks.append(Mark(kind, start, position))  # type: ignore[arg-type]
    return Tokens(at, opens, marks)


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
