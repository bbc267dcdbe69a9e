"""A draft as blocks of runs: what HTML, Word, PDF and Akoma Ntoso have in common.

Each provision's own text becomes one or more blocks, cut at blank lines; wrapped lines are joined. Runs are the draft's
leaves, cut further at Markdown's emphasis, at attributions and where comments begin and end. Front matter, attribute lists,
link definitions, page numbers and running heads are left out. Everything else is there once and in order, except that numbers
from a column of their own are put before what they number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Comment, Piece, Provision
from goodoffices.engines.brackets.rendering import markdown
from goodoffices.engines.brackets.rendering.blocks import COMMENT_KINDS, Block, Flow, Role, Run
from goodoffices.engines.brackets.rendering.comments import comments_on
from goodoffices.engines.brackets.rendering.language import language
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.render_options import RenderOptions
from goodoffices.engines.brackets.rendering.visible import visible

_LONGEST_HEADING = 200
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_HASHES = re.compile(r"\s*#{1,6}(?=\s|\[|$)\s*")
_DIRECTIVES = re.compile(r"\s*(?:\{:[^{}]*\}\s*)+|\s*[=-]{3,}\s*")
_CONTENTS = re.compile(r"\s*[*+-]?\s*TOC\s+\{:toc\}\s*")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?\n")
_HEADED = frozenset({"heading", "article"})


def flow(draft: Draft, options: RenderOptions) -> Flow:
    """What to show of a draft. O(n log n)."""
    comments = comments_on(draft, options)
    reader = _Reader(draft, comments)
    blocks = tuple(block for provision in draft.provisions for block in reader.blocks(provision))
    code = language(draft, options)
    own = _own_title(blocks)
    title = visible(options.title) or own or phrase(code, "untitled")
    return Flow(title[:_LONGEST_HEADING], code, blocks, comments, titled=title == own)


def _own_title(blocks: tuple[Block, ...]) -> str:
    """The words of the first heading, if it is the only one of level 1 and comes before everything else."""
    top = [block for block in blocks if block.role == "heading" and block.level == 1]
    return blocks[0].words if len(top) == 1 and blocks[0] is top[0] else ""


class _Reader:
    """Cuts a draft into blocks."""

    def __init__(self, draft: Draft, comments: tuple[Comment, ...]) -> None:
        self.draft = draft
        self.definitions = dict(
            markdown.defined(draft.text[mark.start : mark.end]) for mark in draft.marks if mark.kind == "definition"
        )
        if draft.given is not None:
            self.definitions = dict(draft.given.defined) | self.definitions
        self.levels = _levels(draft)
        self.begin = _begin(draft)
        self.cuts = _cuts(draft, comments)
        self._next = 0
        self._who = (-1, 0)  # the bracket whose names are being read, and where they end

    def blocks(self, provision: Provision) -> Iterator[Block]:
        """A provision's own paragraphs as blocks; the first one of a heading or article is the heading."""
        if provision.own_end <= self.begin:
            return
        role: Role = "note" if provision.kind == "note" else "paragraph"
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
        """The leaves, cut where attributions and comments begin and end."""
        if not provision.start <= provision.label_span.start < provision.own_end and (label := self._label(provision)):
            yield from (Run("label", label), Run("text", " "))
        for piece in self.draft.pieces_of(provision):
            if piece.end <= self.begin or (piece.kind == "label" and piece.ref not in {-1, provision.index}):
                continue
            yield from self._cut(piece._replace(start=max(piece.start, self.begin)))

    def _label(self, provision: Provision) -> str:
        """A label from a column of numbers, which is shown before what it numbers."""
        start, end = provision.label_span
        return self.draft.text[start:end]

    def _cut(self, piece: Piece) -> Iterator[Run]:
        at = piece.start
        while self._next < len(self.cuts) and self._falls_in(piece):
            place, _, kind, ref, end = self.cuts[self._next]
            self._next += 1
            yield from self._stretch(piece, at, place)
            at = max(at, place)
            if kind == "who":
                self._who = (ref, end)
            else:
                yield Run(kind, "", ref)
        yield from self._stretch(piece, at, piece.end)

    def _stretch(self, piece: Piece, start: int, end: int) -> Iterator[Run]:
        """A part of a leaf: names and option labels in a bracket as such, then all else."""
        ref, until = self._who
        if piece.kind in {"text", "label"} and start < (stop := min(end, until)):
            yield Run("who", self.draft.text[start:stop], ref)
            start = stop
        if start < end:
            yield self._run(piece, start, end)

    def _falls_in(self, piece: Piece) -> bool:
        """Does the next cut belong to this piece? The end of a comment belongs to the words before it, others to those after."""
        cut = self.cuts[self._next]
        return cut.place < piece.end or (cut.place == piece.end and cut.kind == "comment_end")

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
        """The runs up to each blank line."""
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
        """The runs without Markdown's markup, with wrapped lines joined and without blanks at the ends; () if nothing is left."""
        if self.draft.markdown:
            runs = [run for run in runs if run.kind != "dropped"]
            whole = "".join(run.words for run in runs)
            if _DIRECTIVES.fullmatch(whole) or _CONTENTS.fullmatch(whole):
                return ()
            runs = list(_emphasised(runs))
        runs = _noted([run for run in runs if run.kind != "dropped"])
        if heading and runs and runs[0].kind == "text":
            runs[0] = runs[0]._replace(words=_HASHES.sub("", runs[0].words, count=1))
        return _trimmed(runs)


def _headed(block: Block) -> Iterator[Block]:
    """A heading; if it is too long for one, its label as the heading and the rest as a paragraph."""
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
    """A footnote's words begin with its mark; the colon after that is Markdown's and goes."""
    if len(runs) > 1 and runs[0].kind == "footnote" and runs[1].words.startswith(":"):
        runs[1] = runs[1]._replace(words=" " + runs[1].words[1:].lstrip())
    return runs


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    kept: list[Run] = []
    spaced = True  # at the beginning, and after a blank, another blank is left out
    for run in runs:
        words = _SPACES.sub(" ", visible(run.words))
        if spaced and words.startswith(" "):
            words = words[1:]
        if words:
            spaced = words.endswith(" ")
        if words or run.kind in COMMENT_KINDS:
            kept.append(run if words == run.words else run._replace(words=words))
    for number in range(len(kept) - 1, -1, -1):
        if kept[number].words:
            kept[number] = kept[number]._replace(words=kept[number].words.rstrip(" "))
            if kept[number].words:
                break
    kept = [run for run in kept if run.words or run.kind in COMMENT_KINDS]
    return tuple(kept) if any(run.words for run in kept) else ()


def _levels(draft: Draft) -> list[int]:
    """For each provision: the level of a heading, from 1, or under how many unheaded provisions it stands."""
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
    """The offset where the draft's words begin: after front matter and a byte order mark."""
    if draft.markdown and (front := _FRONT_MATTER.match(draft.text)):
        return front.end()
    return 1 if draft.text.startswith("\ufeff") else 0


class _Cut(NamedTuple):
    """Where a run begins inside a leaf. At one place they apply by `order`; `end` is where an attribution ends."""

    place: int
    order: int
    kind: Literal["who", "comment_start", "comment_end"]
    ref: int
    end: int


def _cuts(draft: Draft, comments: tuple[Comment, ...]) -> list[_Cut]:
    """The cuts inside leaves, in order."""
    cuts = []
    for bracket in draft.brackets:
        if bracket.inner_start > bracket.start + 1:
            cuts.append(_Cut(bracket.start + 1, 1, "who", bracket.index, bracket.inner_start))
        if bracket.inner_end < bracket.end - 1 and bracket.inner_end >= bracket.inner_start:
            cuts.append(_Cut(bracket.inner_end, 1, "who", bracket.index, bracket.end - 1))
    for index, comment in enumerate(comments):
        cuts.append(_Cut(comment.start, 2, "comment_start", index, comment.start))
        cuts.append(_Cut(comment.end, 0, "comment_end", index, comment.end))
    cuts.sort()
    return cuts
