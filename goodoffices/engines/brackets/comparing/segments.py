"""The segments of a redline: what two texts share, what went, and what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.comparing.tokens import Token

Kind = Literal["same", "del", "ins"]


class Segment(NamedTuple):
    """A stretch of a redline: in both texts, only in the first (`del`), or only in the second (`ins`)."""

    kind: Kind
    text: str


def segments(
    before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token], pairs: list[tuple[int, int]]
) -> Iterator[Segment]:
    """The segments from one text to the other, given their tokens and the pairs of tokens that stay. No two of a kind touch."""
    kind: Kind = "same"
    parts: list[str] = []
    for one in _raw(before, after, mine, theirs, pairs):
        if one.text and one.kind != kind:
            if parts:
                yield Segment(kind, "".join(parts))
            kind, parts = one.kind, []
        if one.text:
            parts.append(one.text)
    if parts:
        yield Segment(kind, "".join(parts))


def _raw(
    before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token], pairs: list[tuple[int, int]]
) -> Iterator[Segment]:
    at_a = at_b = begun = 0  # shared text is only cut where something went or came
    for i, j in pairs:
        one, other = mine[i], theirs[j]
        gone, come = before[at_a : one.start], after[at_b : other.start]
        if gone != come:
            yield Segment("same", after[begun:at_b])
            yield from _gap(gone, come)
            begun = other.start
        at_a, at_b = one.end, other.end
    yield Segment("same", after[begun:at_b])
    yield from _gap(before[at_a:], after[at_b:])


def _gap(gone: str, come: str) -> Iterator[Segment]:
    """What went and what came in one place. Blanks at the ends that both have are shared."""
    if gone == come:
        yield Segment("same", come)
        return
    head, tail = "", ""
    if not come.isspace() or not gone.endswith(come):
        head, gone, come = _shared_head(gone, come)
    if gone[-1:].isspace() and come[-1:].isspace():
        tail = come[len(come.rstrip()) :]
        gone, come = gone.rstrip(), come.rstrip()
    yield Segment("same", head)
    yield Segment("del", gone)
    yield Segment("ins", come)
    yield Segment("same", tail)


def _shared_head(gone: str, come: str) -> tuple[str, str, str]:
    """The blanks that both begin with (the second's), and what is left of each."""
    if not (gone[:1].isspace() and come[:1].isspace()):
        return "", gone, come
    rest = come.lstrip()
    return come[: len(come) - len(rest)], gone.lstrip(), rest
