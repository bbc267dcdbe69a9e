"""Which neighbouring brackets are alternatives to each other.

“[shall][should]” is a choice; “[a fee] [and a fine]” is not: a bracket that goes on from the one before it adds to it. Nor does a
bracket that only says where somebody stands take part. In a longer row, two choices that stand beside each other are told apart:
“[contribution][commitment] [shall][should]”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model.spans import Attribution, Choice
from goodoffices.engines.brackets.reading.matching import Matched

Separator = Literal["", " ", "/"]

# What may stand between alternatives: a blank or a line's end, a slash, a footnote's digit.
_BETWEEN = re.compile(r"(?:[1-9]\d?(?=[ \t\[\r\n]|\Z))?(?:[ \t]*(?:\r?\n[ \t]*)?|[ \t]*/[ \t]*)")
_MARKUP = " \t\r\n\\*_[\xa0"
_CONJUNCTION = (
    r"and/or|and|or|nor|as[ \t]well[ \t]as|in[ \t]addition[ \t]to|together[ \t]with|along[ \t]with|et/ou|et|ou|ainsi[ \t]que|y[ \t]compris|y|o|así[ \t]como|incluid[oa]s?"
    r"|и/или|и|или|а[ \t]также|включая|ve|veya|including|and,?[ \t]including|inter[ \t]alia"
)
_ADDS = re.compile(
    rf"(?:{_CONJUNCTION})(?:[\s*_\]]+|[,:]\s*)\S|[,;:.]|(?:و|أو|بما[ \t]في[ \t]ذلك)[ \t]|(?:以及|包括|和|或)\S",
    re.IGNORECASE,
)
_JOINS = re.compile(r"(?:and/or|and\[/or\]|and|or|et/ou|et|ou|y|o|и|или|ve|veya)\W*", re.IGNORECASE)
_MARKS = re.compile(
    r"(?:agreed|closed|cleaned|streamlined|merged|moved)\b[^\[\]]{0,40}|ad[ \t]?ref(?:erendum|\.)?", re.IGNORECASE
)
_ENDS = re.compile(r"[.;:,][\])”\"’*_\s]*\Z")
_MODAL = re.compile(r"(?:shall|should|will|may|must|would|can)", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_FAR = 300  # characters of an alternative that are looked at


class Contents(NamedTuple):
    """What a bracket holds beside its words, which stand at `inner_start`…`inner_end`; `end` is behind the names behind it.

    `request`   does it say nothing but where somebody stands?
    """

    attributions: tuple[Attribution, ...]
    option: str
    inner_start: int
    inner_end: int
    end: int
    request: bool


class _Row(NamedTuple):
    """Neighbours, as indices of brackets, and what separates each from the one before it."""

    members: list[int]
    separators: list[Separator]


def choices_between(
    text: str, at: list[int], pairs: Matched, indices: list[int], contents: Sequence[Contents]
) -> list[Choice]:
    """The choices between brackets, in text order. O(n).

    at         offsets of the bracket characters; `pairs` says which belong together
    indices    the token of the opener of each bracket
    contents   of each bracket
    """
    found = []
    for row in _rows(text, at, pairs, indices, contents):
        for members, separators in _parts(text, row, contents):
            start, end = at[indices[members[0]]], at[pairs.partner[indices[members[-1]]]] + 1
            found.append(Choice(0, start, end, tuple(members), separators[0]))
    found.sort(key=lambda choice: choice.members[0])
    return [Choice(index, one.start, one.end, one.members, one.separator) for index, one in enumerate(found)]


def _rows(text: str, at: list[int], pairs: Matched, indices: list[int], contents: Sequence[Contents]) -> Iterator[_Row]:
    """Runs of brackets that stand beside each other within one provision's own text."""
    index_of = {token: index for index, token in enumerate(indices)}
    row_of: dict[int, _Row] = {}
    rows: list[_Row] = []
    for index, token in enumerate(indices):
        following = pairs.partner[token] + 1
        after = index_of.get(following)
        if after is None or pairs.within[token] != pairs.within[pairs.partner[following]]:
            continue
        separator = _separator(text, contents[index], contents[after], at[following])
        if separator is None or not (_may_choose(text, contents[index]) and _may_choose(text, contents[after])):
            continue
        row = row_of.get(index)
        if row is None:
            row = _Row([index], [])
            rows.append(row)
        row.members.append(after)
        row.separators.append(separator)
        row_of[after] = row
    yield from rows


def _separator(text: str, one: Contents, other: Contents, following: int) -> Separator | None:
    """What separates a bracket from the next, which opens at `following`; None if they are no neighbours."""
    between = text[one.end : following].removesuffix("\\")
    if len(between) > _FAR or not _BETWEEN.fullmatch(between):
        return None
    ends = "\n" in between and _ENDS.search(text, max(one.inner_start, one.inner_end - 20), one.inner_end)
    if ends and not _alike(_beginning(text, one), _beginning(text, other)):
        return None  # a paragraph ends there
    return "/" if "/" in between else " " if between.strip("0123456789") else ""


def _beginning(text: str, one: Contents) -> str:
    return text[one.inner_start : min(one.inner_end, one.inner_start + _FAR)]


def _alike(one: str, other: str) -> bool:
    """Are these two wordings of one paragraph: do they begin alike, or share half of their words?"""
    first, second = _WORDS.findall(one.lower()), _WORDS.findall(other.lower())
    return first[:2] == second[:2] or 2 * len(set(first) & set(second)) > max(len(set(first)), len(set(second)))


def _may_choose(text: str, one: Contents) -> bool:
    """Are these words to choose? Not if they add to what stands before them, or only say where somebody stands."""
    if one.request:
        return False
    words = _beginning(text, one).lstrip(_MARKUP)
    return not (_ADDS.match(words) or _MARKS.fullmatch(words))


def _parts(text: str, row: _Row, contents: Sequence[Contents]) -> Iterator[_Row]:
    """The choices that a row consists of."""
    words = [_beginning(text, contents[member]) for member in row.members]
    cuts = [0, *(place for place in range(1, len(words)) if _apart(words, row.separators, place)), len(words)]
    for start, end in pairwise(cuts):
        if end - start > 1:
            yield _Row(row.members[start:end], row.separators[start : end - 1])


def _apart(words: list[str], separators: list[Separator], place: int) -> bool:
    """Does another choice begin at this member of a row?"""
    before, here = words[place - 1].strip(_MARKUP + "]"), words[place].strip(_MARKUP + "]")
    if bool(_JOINS.fullmatch(before)) != bool(_JOINS.fullmatch(here)):
        return True  # “[attract] [and] [mobilize]”
    if _MODAL.fullmatch(here) and not _MODAL.fullmatch(before):
        goes_on = place + 1 < len(words) and _MODAL.fullmatch(words[place + 1].strip(_MARKUP + "]"))
        if before[:1].isupper() or (goes_on and separators[place - 1] == " "):
            return True  # “[Developed country Parties][shall][should]”
    if separators[place - 1] != " " or not (2 <= place < len(separators)):
        return False
    # A blank between two rows without blanks, of which no word recurs: “[2030][2050] [net][gross]”.
    return separators[place - 2] == separators[place] == "" and not _shared(before, here)


def _shared(one: str, other: str) -> set[str]:
    return set(_WORDS.findall(one.lower())) & set(_WORDS.findall(other.lower()))
