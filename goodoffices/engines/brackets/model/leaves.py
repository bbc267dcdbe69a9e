"""The leaves of a draft: its text, cut wherever a bracket, a mark, a label or a provision begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.engines.brackets.model.spans import Bracket, Loose, Mark, Piece, Provision


def leaves(
    text: str,
    provisions: Sequence[Provision],
    brackets: Sequence[Bracket],
    marks: Sequence[Mark],
    loose: Sequence[Loose],
) -> Iterator[Piece]:
    """The pieces of a text in order, without gap or overlap: joined, they are the text. O(n log n)."""
    at = 0
    for cut in _cuts(text, provisions, brackets, marks, loose):
        if cut.start > at:
            yield Piece("text", at, cut.start)
        if cut.end > cut.start:
            yield cut
        at = max(at, cut.end)
    if at < len(text):
        yield Piece("text", at, len(text))


def _cuts(
    text: str,
    provisions: Sequence[Provision],
    brackets: Sequence[Bracket],
    marks: Sequence[Mark],
    loose: Sequence[Loose],
) -> list[Piece]:
    """Every piece but plain text. An empty one where a provision begins keeps pieces from crossing into it."""
    cuts = [Piece("text", provision.start, provision.start) for provision in provisions]
    for provision in provisions:
        cuts += _label(text, provision)
    cuts += [Piece("mark", mark.start, mark.end, index) for index, mark in enumerate(marks)]
    cuts += [Piece(one.kind, one.start, one.start + 1, index) for index, one in enumerate(loose)]
    for bracket in brackets:
        cuts.append(Piece("open", bracket.start, bracket.start + 1, bracket.index))
        cuts.append(Piece("close", bracket.end - 1, bracket.end, bracket.index))
    cuts.sort(key=lambda piece: (piece.start, piece.end))
    return cuts


def _label(text: str, provision: Provision) -> list[Piece]:
    """A label is a piece of its own unless a bracket or mark cuts through it ("[Article 5 [bis]" stays text)."""
    start, end = provision.label_span
    if start == end or "[" in (label := text[start:end]) or "]" in label or "{" in label:
        return []
    return [Piece("label", start, end, provision.index)]
