"""The leaves of a draft: its text, cut wherever a bracket, a mark, a label or a provision begins or ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodoffices.engines.brackets.spans import Piece, Provision

if TYPE_CHECKING:
    from goodoffices.engines.brackets.tree import Draft


def pieces(draft: Draft) -> Iterator[Piece]:
    """The cuts in order, and the text between them."""
    at = 0
    for cut in _cuts(draft):
        if cut.start > at:
            yield Piece("text", at, cut.start)
        if cut.end > cut.start:
            yield cut
        at = max(at, cut.end)
    if at < len(draft.text):
        yield Piece("text", at, len(draft.text))


def _cuts(draft: Draft) -> list[Piece]:
    """Everything that is a leaf of its own; empty ones where a provision begins, so that no leaf crosses."""
    cuts = [Piece("text", provision.start, provision.start) for provision in draft.provisions]
    for provision in draft.provisions:
        cuts += _label(draft, provision)
    cuts += [Piece("mark", mark.start, mark.end, index) for index, mark in enumerate(draft.marks)]
    cuts += [Piece(loose.kind, loose.start, loose.start + 1, index) for index, loose in enumerate(draft.loose)]
    for bracket in draft.brackets:
        cuts.append(Piece("open", bracket.start, bracket.start + 1, bracket.index))
        cuts.append(Piece("close", bracket.end - 1, bracket.end, bracket.index))
    cuts.sort(key=lambda piece: (piece.start, piece.end))
    return cuts


def _label(draft: Draft, provision: Provision) -> list[Piece]:
    """A label is a leaf where no bracket or mark cuts through it ("[Article 5 [bis]" is left as text)."""
    start, end = provision.label_span
    if start == end or "[" in (label := draft.text[start:end]) or "]" in label or "{" in label:
        return []
    return [Piece("label", start, end, provision.index)]
