"""A draft as paragraphs of runs: what HTML, Word, PDF and Akoma Ntoso have in common.

Each provision's own text becomes one block or several, cut at blank lines; lines that were only wrapped are joined. Runs are
the draft's leaves with what Markdown marks, the attributions and the remarks' places told apart. What steers but does not
speak (front matter, attribute lists, link definitions, page numbers and running heads) is left out; everything else is there
once, in its order, but for numbers that stood in a column of their own: they are put before what they number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from goodoffices.engines.brackets.render import markdown
from goodoffices.engines.brackets.render.phrases import phrase
from goodoffices.engines.brackets.render.remarks import Remark, remarks
from goodoffices.engines.brackets.render.showing import has_letters, runs_right_to_left, visible
from goodoffices.engines.brackets.render.wishes import Wishes, language
from goodoffices.engines.brackets.spans import Piece, Provision
from goodoffices.engines.brackets.tree import Draft

_LONGEST_HEADING = 200
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_HASHES = re.compile(r"\s*#{1,6}(?=\s|\[|$)\s*")
_STEERING = re.compile(r"\s*(?:\{:[^{}]*\}\s*)+|\s*[=-]{3,}\s*")
_CONTENTS = re.compile(r"\s*[*+-]?\s*TOC\s+\{:toc\}\s*")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?\n")
_HEADED = frozenset({"heading", "article"})


class Run(NamedTuple):
    """A stretch of a block.

    kind    text · label · open · close · who (an attribution or option label in a bracket) · placeholder · link · footnote ·
            stray · left_open · remark_start · remark_end (no words)
    ref     index into the draft's brackets (open, close, who), loose, or the flow's remarks; else -1
    at      where a link leads
    """

    kind: str
    words: str
    ref: int = -1
    italic: bool = False
    bold: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. role: heading, paragraph or note. `level`: a heading's, 1 to 6, or how far others are set in."""

    provision: Provision
    role: str
    level: int
    runs: tuple[Run, ...]
    first: bool = True

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)

    @property
    def right_to_left(self) -> bool:
        """By its words; the party's name that they begin with, and the label, must not turn them round."""
        spoken = "".join(run.words for run in self.runs if run.kind not in {"who", "label"})
        return runs_right_to_left(spoken if has_letters(spoken) else self.words)


@dataclass(frozen=True)
class Flow:
    """The blocks in order, and what is said beside them. `titled`: the first block is the title, a heading over everything."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    titled: bool = False

    @property
    def right_to_left(self) -> bool:
        return self.language in {"ar", "fa", "he", "ur"}


def flow(draft: Draft, wishes: Wishes) -> Flow:
    """What is to be shown of a draft. O(n log n)."""
    said = remarks(draft, wishes)
    reader = _Reader(draft, said)
    blocks = tuple(block for provision in draft.provisions for block in reader.blocks(provision))
    spoken = language(draft, wishes)
    own = _own_title(blocks)
    title = visible(wishes.title) or own or phrase(spoken, "untitled")
    return Flow(title[:_LONGEST_HEADING], spoken, blocks, said, titled=title == own)


def _own_title(blocks: tuple[Block, ...]) -> str:
    """The first heading's words, if it stands before and over everything else."""
    top = [block for block in blocks if block.role == "heading" and block.level == 1]
    return blocks[0].words if len(top) == 1 and blocks[0] is top[0] else ""


class _Reader:
    """Cuts a draft into blocks."""

    def __init__(self, draft: Draft, said: tuple[Remark, ...]) -> None:
        self.draft = draft
        self.definitions = dict(
            markdown.defined(draft.text[mark.start : mark.end]) for mark in draft.marks if mark.kind == "definition"
        )
        self.levels = _levels(draft)
        self.begin = _begin(draft)
        self.cuts = _cuts(draft, said)
        self._next = 0

    def blocks(self, provision: Provision) -> Iterator[Block]:
        """A provision's own paragraphs; a heading's first is the heading."""
        if provision.own_end <= self.begin:
            return
        role = "note" if provision.kind == "note" else "paragraph"
        level = self.levels[provision.index]
        for number, raw in enumerate(self._paragraphs(self._runs(provision))):
            runs = self._marked(raw, heading=not number and provision.kind in _HEADED)
            if not runs:
                continue
            block = Block(provision, role, level, runs, first=not number)
            if not number and provision.kind in _HEADED:
                yield from _headed(block)
            else:
                yield replace(block, level=0) if provision.kind in _HEADED else block

    def _runs(self, provision: Provision) -> Iterator[Run]:
        """The leaves, cut where attributions and remarks begin and end."""
        if not provision.start <= provision.label_span.start < provision.own_end and (label := self._label(provision)):
            yield from (Run("label", label), Run("text", " "))
        for piece in self.draft.pieces_of(provision):
            if piece.end <= self.begin or (piece.kind == "label" and piece.ref not in {-1, provision.index}):
                continue
            yield from self._cut(piece._replace(start=max(piece.start, self.begin)))

    def _label(self, provision: Provision) -> str:
        """One that stands elsewhere, in a column of numbers as PDF gives them; it is shown where it belongs."""
        start, end = provision.label_span
        return self.draft.text[start:end]

    def _cut(self, piece: Piece) -> Iterator[Run]:
        at = piece.start
        while self._next < len(self.cuts) and self._falls_in(piece):
            place, _, kind, ref, end = self.cuts[self._next]
            self._next += 1
            if place > at:
                yield self._run(piece, at, place)
                at = place
            if kind != "who":
                yield Run(kind, "", ref)
            elif piece.kind in {"text", "label"}:
                stop = min(end, piece.end)
                if stop > at:
                    yield Run("who", self.draft.text[at:stop], ref)
                at = max(at, stop)
                if end > piece.end:
                    self._next -= 1
                    self.cuts[self._next] = (piece.end, 1, "who", ref, end)
                    break
        if at < piece.end:
            yield self._run(piece, at, piece.end)

    def _falls_in(self, piece: Piece) -> bool:
        """The end of a remark belongs to the words before it, every other cut to those behind."""
        place, _, kind, *_ = self.cuts[self._next]
        return place < piece.end or (place == piece.end and kind == "remark_end")

    def _run(self, piece: Piece, start: int, end: int) -> Run:
        words = self.draft.text[start:end]
        if piece.kind != "mark":
            return Run(piece.kind, words, piece.ref)
        kind = self.draft.marks[piece.ref].kind
        if kind == "link":
            shown, at = markdown.linked(words, self.definitions)
            return Run("link", shown, at=at)
        if kind == "footnote":
            return Run("footnote", words.strip("[]^: \t"))
        return Run("placeholder" if kind == "placeholder" else "dropped", words)

    def _paragraphs(self, runs: Iterator[Run]) -> Iterator[list[Run]]:
        """Runs up to each blank line."""
        block: list[Run] = []
        for run in runs:
            if run.kind not in {"text", "who"} or "\n" not in run.words:
                block.append(run)
                continue
            first, *rest = _BLANK_LINE.split(run.words)
            block.append(run._replace(words=first))
            for words in rest:
                yield block
                block = [run._replace(words=words)]
        yield block

    def _marked(self, runs: list[Run], heading: bool) -> tuple[Run, ...]:
        """Without Markdown's signs, wrapped lines joined, blanks at the ends gone; () if nothing is left."""
        if self.draft.markdown:
            runs = [run for run in runs if run.kind != "dropped"]
            whole = "".join(run.words for run in runs)
            if _STEERING.fullmatch(whole) or _CONTENTS.fullmatch(whole):
                return ()
            runs = list(_emphasised(runs))
        runs = _noted([run for run in runs if run.kind != "dropped"])
        if heading and runs and runs[0].kind == "text":
            runs[0] = runs[0]._replace(words=_HASHES.sub("", runs[0].words, count=1))
        return _trimmed(runs)


def _headed(block: Block) -> Iterator[Block]:
    """A heading, and what is too long for one as the paragraph under it."""
    if len(block.words) <= _LONGEST_HEADING:
        yield replace(block, role="heading")
        return
    cut = next((number + 1 for number, run in enumerate(block.runs) if run.kind == "label"), 0)
    if cut:
        yield replace(block, role="heading", runs=_trimmed(list(block.runs[:cut])))
    yield replace(block, level=0, runs=_trimmed(list(block.runs[cut:])), first=not cut)


def _emphasised(runs: list[Run]) -> Iterator[Run]:
    own = [run.kind in {"text", "placeholder", "who"} for run in runs]
    for run, stretches in zip(runs, markdown.emphasis([run.words for run in runs], own), strict=True):
        if not run.words:
            yield run
        for one in stretches:
            words = run.words[one.start : one.end]
            if run.kind == "label" and words in {"*", "+", "-"}:
                words = "•"
            yield run._replace(words=words, italic=one.italic, bold=one.bold)


def _noted(runs: list[Run]) -> list[Run]:
    """A footnote's own words begin with its mark; the colon behind it is Markdown's."""
    if len(runs) > 1 and runs[0].kind == "footnote" and runs[1].words.startswith(":"):
        runs[1] = runs[1]._replace(words=" " + runs[1].words[1:].lstrip())
    return runs


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    kept: list[Run] = []
    spaced = True  # at the beginning, and behind a blank, no other is wanted
    for run in runs:
        words = _SPACES.sub(" ", visible(run.words))
        if spaced and words.startswith(" "):
            words = words[1:]
        if words:
            spaced = words.endswith(" ")
        if words or run.kind.startswith("remark"):
            kept.append(run._replace(words=words))
    for number in range(len(kept) - 1, -1, -1):
        if kept[number].words:
            kept[number] = kept[number]._replace(words=kept[number].words.rstrip(" "))
            if kept[number].words:
                break
    kept = [run for run in kept if run.words or run.kind.startswith("remark")]
    return tuple(kept) if any(run.words for run in kept) else ()


def _levels(draft: Draft) -> list[int]:
    """Of each provision: a heading's level from 1, or how many numbered ones it stands under."""
    headings = [0] * len(draft.provisions)
    inset = [0] * len(draft.provisions)
    for one in draft.provisions[1:]:
        up = one.parent
        headed = one.kind in _HEADED
        headings[one.index] = headings[up] + headed
        above = draft.provisions[up].kind
        inset[one.index] = inset[up] + (above not in _HEADED and above != "document")
    return [
        min(headings[one.index], 6) if one.kind in _HEADED else min(inset[one.index], 8) for one in draft.provisions
    ]


def _begin(draft: Draft) -> int:
    """Where the draft's words begin: behind front matter and a mark of byte order."""
    if draft.markdown and (front := _FRONT_MATTER.match(draft.text)):
        return front.end()
    return 1 if draft.text.startswith("\ufeff") else 0


def _cuts(draft: Draft, said: tuple[Remark, ...]) -> list[tuple[int, int, str, int, int]]:
    """Where runs are cut inside a leaf: place, order, kind, index, end."""
    cuts = []
    for bracket in draft.brackets:
        if bracket.inner_start > bracket.start + 1:
            cuts.append((bracket.start + 1, 1, "who", bracket.index, bracket.inner_start))
        if bracket.inner_end < bracket.end - 1 and bracket.inner_end >= bracket.inner_start:
            cuts.append((bracket.inner_end, 1, "who", bracket.index, bracket.end - 1))
    for index, remark in enumerate(said):
        cuts.append((remark.start, 2, "remark_start", index, remark.start))
        cuts.append((remark.end, 0, "remark_end", index, remark.end))
    cuts.sort()
    return cuts
