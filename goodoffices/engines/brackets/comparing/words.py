"""The words of two texts side by side: which stay, which go, which come.

Words are aligned first, and brackets only between aligned words. A bracket character does not say which words it belongs to,
and there are thousands of them: aligned like words, they would pull words apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from goodoffices.engines.brackets.comparing.segments import Segment, segments
from goodoffices.engines.brackets.comparing.subsequence import matches
from goodoffices.engines.brackets.comparing.tokens import Token


class Compared(NamedTuple):
    """Two texts compared.

    segments   the redline
    inserted   the offsets, in the second text, of the words that are only there
    deleted    the offsets, in the first text, of the words that are only there
    places     for each of these words, inserted ones first, where it would stand in the *other* text
    edited     do the texts differ in anything but labels and the punctuation around them?
    """

    segments: tuple[Segment, ...]
    inserted: tuple[int, ...] = ()
    deleted: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    edited: bool = False


def compared(before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token]) -> Compared:
    """Compare two texts, given their tokens.

    The segments `same` and `ins`, joined, are exactly `after`; `same` and `del` are `before`, up to the width of its blanks.
    """
    if not before or not after:
        return _one_sided(before, after, mine, theirs)
    pairs = _paired(mine, theirs)
    come, come_in = _alone(theirs, mine, [(j, i) for i, j in pairs])
    gone, gone_in = _alone(mine, theirs, pairs)
    redline = tuple(segments(before, after, mine, theirs, pairs))
    edited = list(_content(mine)) != list(_content(theirs))
    return Compared(redline, come, gone, come_in + gone_in, edited)


def _one_sided(before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token]) -> Compared:
    """Where one text is empty: everything came, or everything went."""
    come, gone = (tuple(token.start for token in tokens if token.kind == "word") for tokens in (theirs, mine))
    redline = [Segment("del", before)] if before else []
    redline += [Segment("ins", after)] if after else []
    edited = any(True for _ in _content(mine)) or any(True for _ in _content(theirs))
    return Compared(tuple(redline), come, gone, (0,) * (len(come) + len(gone)), edited)


def _alone(
    here: Sequence[Token], there: Sequence[Token], pairs: list[tuple[int, int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The words of one text without a partner: their offsets, and where they would stand in the other text."""
    partners = dict(pairs)
    at, found, places = 0, [], []
    for index, token in enumerate(here):
        if index in partners:
            at = there[partners[index]].end
        elif token.kind == "word":
            found.append(token.start)
            places.append(at)
    return tuple(found), tuple(places)


def _content(tokens: Sequence[Token]) -> Iterator[str]:
    """The keys of the tokens, without labels and the punctuation before the first word."""
    begun = False
    for token in tokens:
        begun = begun or token.kind in {"word", "bracket"}
        if begun and token.kind != "label":
            yield token.key


def _paired(mine: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[int, int]]:
    """Pairs of indices of the tokens that stay, in order: words first, then brackets between them."""
    if [token.key for token in mine] == [token.key for token in theirs]:
        return [(i, i) for i in range(len(mine))]
    ours = [i for i, token in enumerate(mine) if token.kind != "bracket"]
    others = [j for j, token in enumerate(theirs) if token.kind != "bracket"]
    common = matches([mine[i].key for i in ours], [theirs[j].key for j in others])
    words = [
        (ours[i], others[j])
        for i, j in _without_chance_matches(common, [mine[i] for i in ours], [theirs[j] for j in others])
    ]
    pairs: list[tuple[int, int]] = []
    at_i = at_j = 0
    for i, j in [*words, (len(mine), len(theirs))]:
        if at_i < i and at_j < j:
            mine_here = [k for k in range(at_i, i) if mine[k].kind == "bracket"]
            theirs_here = [k for k in range(at_j, j) if theirs[k].kind == "bracket"]
            found = matches([mine[k].key for k in mine_here], [theirs[k].key for k in theirs_here])
            pairs += [(mine_here[x], theirs_here[y]) for x, y in found]
        pairs.append((i, j))
        at_i, at_j = i + 1, j + 1
    return pairs[:-1]


def _without_chance_matches(
    pairs: list[tuple[int, int]], mine: Sequence[Token], theirs: Sequence[Token]
) -> list[tuple[int, int]]:
    """The pairs without what two rewritten passages share by chance: a few short words, with more that changed on both sides.

    The rule is the “semantic cleanup” of diff-match-patch (N. Fraser, 2006), in characters of words.
    """
    runs: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    kept: list[tuple[int, int]] = []
    ours, others = (
        list(accumulate((token.end - token.start for token in tokens), initial=0)) for tokens in (mine, theirs)
    )
    at_i = at_j = 0
    for number, run in enumerate(runs):
        stop_i, stop_j = runs[number + 1][0] if number + 1 < len(runs) else (len(mine), len(theirs))
        (i, j), (last_i, last_j) = run[0], run[-1]
        size = ours[last_i + 1] - ours[i]
        left = max(ours[i] - ours[at_i], others[j] - others[at_j])
        right = max(ours[stop_i] - ours[last_i + 1], others[stop_j] - others[last_j + 1])
        if len(run) <= 3 and size <= left and size <= right:
            continue
        kept += run
        at_i, at_j = last_i + 1, last_j + 1
    return kept
