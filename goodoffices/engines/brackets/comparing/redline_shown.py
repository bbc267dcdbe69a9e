"""What a reader sees of a redline: words without Markdown's signs and page furniture, and brackets told apart from words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from goodoffices.engines.brackets.comparing.differences import Diff, Part
from goodoffices.engines.brackets.comparing.segments import Kind
from goodoffices.engines.brackets.model import Draft, Mark, Provision

_LINK = re.compile(r"!?\[([^\[\]]*)\]")
_HASHES = re.compile(r"\A\s*#{1,6}[ \t]+")
_DIRECTIVES = re.compile(r"\{:[^{}]*\}|^\s*[=-]{3,}\s*$", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[*+-](?=[ \t])", re.MULTILINE)
_SIGN = re.compile(r"\\([!-/:-@\[-`{-~])|\\(?=\s|\Z)|\*{1,3}|(?<!\w)_{1,3}(?=\S)|_{1,3}(?!\w)")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?\n")
_NAME = re.compile(r"\[[^\[\]:;\n]{1,120}(?:;[^\[\]:\n]{1,120})*:\s*\Z")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Shown(NamedTuple):
    """A stretch of a redline as it is shown. `bracket`: only signs of brackets, whose words stay."""

    kind: Kind
    text: str
    bracket: bool = False


class Shower:
    """Shows the parts of a diff. O(n) for all."""

    def __init__(self, whole: Diff) -> None:
        self._whole = whole

    def part(self, part: Part) -> list[Shown]:
        """The stretches of a part; what has nothing to show, such as the front matter of Markdown, is left out."""
        mine, theirs = self._of(self._whole.a, part.a), self._of(self._whole.b, part.b)
        found: list[Shown] = []
        begun: set[str] = set()  # the sides of which words came already
        for kind, text in part.segments:
            draft, marks = (self._whole.a, mine) if kind == "del" else (self._whole.b, theirs)
            words = plain(text, draft, marks, first=kind not in begun)
            if words.strip():
                begun |= {"del", "ins", "same"} if kind == "same" else {kind, "same"} if kind == "ins" else {kind}
            if kind == "same" or not words.strip():
                # Where only signs of Markdown or a running head came or went, nothing did; what came makes a space.
                found.append(Shown("same", words if kind != "del" else ""))
            else:
                found += [Shown(kind, *one) for one in brackets_apart(words)]
        return [one for one in found if one.text]

    @cached_property
    def _begins(self) -> dict[int, int]:
        """Where the words of each draft begin."""
        begins = {}
        for draft in (self._whole.a, self._whole.b):
            front = _FRONT_MATTER.match(draft.text) if draft.markdown else None
            begins[id(draft)] = front.end() if front else 0
        return begins

    def _of(self, draft: Draft, provisions: Sequence[Provision]) -> list[Mark]:
        """The marks that are shown otherwise than they are written, in these provisions."""
        listed, starts = self._marks[id(draft)]
        begin = self._begins[id(draft)]
        found: list[Mark] = []
        for one in provisions:
            if one.start < begin:
                found.append(Mark("definition", one.start, min(one.own_end, begin)))
            found += listed[bisect_left(starts, one.start) : bisect_left(starts, one.own_end)]
        return found

    @cached_property
    def _marks(self) -> dict[int, tuple[list[Mark], list[int]]]:
        found = {}
        for draft in (self._whole.a, self._whole.b):
            listed = [mark for mark in draft.marks if mark.kind != "placeholder"]
            found[id(draft)] = (listed, [mark.start for mark in listed])
        return found


def plain(text: str, draft: Draft, marks: Sequence[Mark], first: bool = False) -> str:
    """Text of a draft as a reader sees it.

    marks   those in it: links are their words, footnote marks are raised, page numbers and running heads are a line's end
    first   does it begin a provision, perhaps with the signs of a heading?

    >>> from goodoffices.engines.brackets import parse
    >>> plain("## Water *(new)*", parse("", markdown=True), [], first=True)
    'Water (new)'
    """
    for mark in marks:
        written = draft.text[mark.start : mark.end]
        if written.strip() and written.strip() in text:
            text = text.replace(written.strip(), _shown(mark, written.strip()), 1)
    if first:
        text = _HASHES.sub("", text)
    if not draft.markdown:
        return text
    text = _BULLET.sub(r"\1•", _DIRECTIVES.sub("", text))
    return _SIGN.sub(lambda sign: sign[1] or "", text)


def _shown(mark: Mark, written: str) -> str:
    if mark.kind == "link":
        found = _LINK.match(written)
        return found[1] if found else written
    if mark.kind == "footnote":
        name = written.strip("[]^: ")
        return f"⁽{name.translate(_SUPERSCRIPT)}⁾" if written.startswith("[^") else written
    return "" if mark.kind == "definition" else "\n"


def brackets_apart(words: str) -> Iterator[tuple[str, bool]]:
    """Words that came or went, cut where a bracket has no partner in them: that bracket's words stay. With its party's name.

    >>> list(brackets_apart("][should]")), list(brackets_apart("[US: "))
    ([(']', True), ('[should]', False)], [('[US: ', True)])
    """
    begun = 0
    for at in _lone(words):
        if at < begun:
            continue
        end = len(words) if _NAME.fullmatch(words, at) else at + 1
        if words[begun:at]:
            yield words[begun:at], False
        yield words[at:end], True
        begun = end
    if words[begun:]:
        yield words[begun:], False


def _lone(words: str) -> list[int]:
    """Where the brackets without a partner are."""
    waiting: list[int] = []
    lone: list[int] = []
    for at, sign in enumerate(words):
        if sign == "[":
            waiting.append(at)
        elif sign == "]":
            if waiting:
                waiting.pop()
            else:
                lone.append(at)
    return sorted(lone + waiting)
