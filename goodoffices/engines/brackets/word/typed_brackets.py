"""What brackets mean that an uploader typed or took away: around words, around an alternative, or half of one by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.engines.brackets.word.changes import Edit

_INSTEAD = re.compile(r"\]\s*/?\s*\[([^\[\]]+)\]\s*", re.DOTALL)


def typed_around(edits: list[Edit], text: str) -> list[Edit]:
    """“[” and “]” put around words as one edit of these words, “[words]”; “[” and “][others]” as others in their place."""
    made: list[Edit] = []
    waiting: dict[tuple[str, bool], list[Edit]] = {}
    for one in edits:
        hand = one.author, one.tracked
        if one.start == one.end and one.words.strip() == "[":
            waiting.setdefault(hand, []).append(one)
        elif waiting.get(hand) and one.start == one.end and (one.words.strip() == "]" or _INSTEAD.fullmatch(one.words)):
            opener = waiting[hand].pop()
            made.remove(opener)
            instead = _INSTEAD.fullmatch(one.words)
            words = instead[1] if instead else f"[{text[opener.start : one.start]}]"
            one = one._replace(start=opener.start, words=words, first=opener.first)
        made.append(one)
    return sorted(made, key=lambda one: (one.start, one.end, one.first))


def without_halves(words: str) -> str:
    """The words without brackets that have no partner in them.

    >>> without_halves("[or delay"), without_halves("a [b] c]")
    ('or delay', 'a [b] c')
    """
    lone = set(_lone(words))
    return "".join(sign for at, sign in enumerate(words) if at not in lone)


def unwrapped(words: str) -> str:
    """The words without a bracket around all of them: an operation brings its own. Blanks outside stay.

    >>> unwrapped(" [or delay]"), unwrapped("[a][b]")
    (' or delay', '[a][b]')
    """
    bare = words.strip()
    if bare[:1] == "[" and bare[-1:] == "]" and not list(_lone(bare)) and not list(_lone(bare[1:-1])):
        lead, tail = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
        return lead + bare[1:-1] + tail
    return words


def between_halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a span between brackets that have no partner in it; the whole span if there are none."""
    at = start
    for place in _lone(text[start:end]):
        if text[at : start + place].strip():
            yield at, start + place
        at = start + place + 1
    if text[at:end].strip():
        yield at, end


def _lone(words: str) -> list[int]:
    """Where the brackets without a partner are."""
    open_ones: list[int] = []
    lone: list[int] = []
    for at, sign in enumerate(words):
        if sign == "[":
            open_ones.append(at)
        elif sign == "]":
            if open_ones:
                open_ones.pop()
            else:
                lone.append(at)
    return sorted(lone + open_ones)
