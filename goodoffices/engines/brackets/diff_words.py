"""Words of two texts side by side: which stay, go and come. Words are aligned first, brackets only between aligned words.

A bracket character says nothing about which words it belongs to, and there are thousands of them; aligned like words, they would
pull words apart. The longest common subsequence is found exactly, by bit vectors.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.spans import Provision
from goodoffices.engines.brackets.tree import Draft

Kind = Literal["same", "del", "ins"]
TokenKind = Literal["word", "point", "bracket", "label"]


class Segment(NamedTuple):
    """A stretch of a redline: in both texts, only in the first (`del`), or only in the second (`ins`)."""

    kind: Kind
    text: str


class Token(NamedTuple):
    """A word, a punctuation mark, a bracket character, or part of a label; `key` is what is compared."""

    start: int
    end: int
    kind: TokenKind
    key: str


class Compared(NamedTuple):
    """A redline; the words that are only in the second text (inserted) and only in the first (deleted).

    inserted, deleted   a word each, by its offset in the second and the first text
    places   for each of them, inserted ones first, its place in the *other* text
    edited   do the texts differ, labels and the signs around them apart?
    """

    segments: tuple[Segment, ...]
    inserted: tuple[int, ...] = ()
    deleted: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    edited: bool = False


# Marks that end or join words; a hyphen, an apostrophe or a point between letters belongs to the word.
_POINT = "!-/:-@\\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u060c\u061b\u061f\u06d4\u2010-\u205e\u3001-\u3011\uff01-\uff0f\uff1a-\uff20"
_HAN = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # written without spaces: each a word
)
_WORDS = rf"[{_HAN}]|[^\s{_POINT}{_HAN}]+(?:[’'.,\-‐‑][^\s{_POINT}{_HAN}]+)*"
_WORD = re.compile(_WORDS)
_TOKEN = re.compile(rf"(?P<word>{_WORDS})|(?P<point>[^\s])")
_MOST_CELLS = 200_000_000  # of a comparison by bit vectors: 25 MB, about a second
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_MARKUP = frozenset("*_#`")


def words_of(text: str) -> list[str]:
    """Its words, without the marks between them.

    >>> words_of("[shall], if any: 3.5 館長")
    ['shall', 'if', 'any', '3.5', '館', '長']
    """
    return _WORD.findall(text)


def tokens(draft: Draft, provision: Provision, offset: int = 0, plain: bool = False) -> list[Token]:
    """The tokens of a provision's own text, counted from its beginning, plus `offset`.

    plain   leave out the signs of Markdown and straighten quotes: for drafts in different manners
    """
    found: list[Token] = []
    text, shift = draft.text, offset - provision.start
    for piece in draft.pieces_of(provision):
        if piece.kind in {"text", "label"}:
            for match in _TOKEN.finditer(text, piece.start, piece.end):
                key = match[0]
                if plain:
                    if key in _MARKUP:
                        continue
                    key = key.translate(_PLAIN)
                kind: TokenKind = "word" if match.lastgroup == "word" else "point"
                if piece.kind == "label":
                    kind = "label"
                found.append(Token(match.start() + shift, match.end() + shift, kind, key))
        elif piece.kind == "mark":
            if draft.marks[piece.ref].kind == "furniture":
                continue
            found.append(Token(piece.start + shift, piece.end + shift, "word", text[piece.start : piece.end]))
        else:
            found.append(Token(piece.start + shift, piece.end + shift, "bracket", text[piece.start]))
    return found


def compared(before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token]) -> Compared:
    """The redline from one text to another with these tokens.

    Reading `same` and `ins` gives `after` exactly; `same` and `del` gives `before` up to the width of its blanks.
    """
    if not before or not after:
        return _one_sided(before, after, mine, theirs)
    pairs = _paired(mine, theirs)
    come, come_in = _alone(theirs, mine, [(j, i) for i, j in pairs])
    gone, gone_in = _alone(mine, theirs, pairs)
    segments = tuple(_segments(before, after, mine, theirs, pairs))
    edited = list(_said(mine)) != list(_said(theirs))
    return Compared(segments, come, gone, come_in + gone_in, edited)


def _one_sided(before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token]) -> Compared:
    """Everything came, or everything went."""
    come, gone = (tuple(token.start for token in tokens if token.kind == "word") for tokens in (theirs, mine))
    segments = [Segment("del", before)] if before else []
    segments += [Segment("ins", after)] if after else []
    edited = any(True for _ in _said(mine)) or any(True for _ in _said(theirs))
    return Compared(tuple(segments), come, gone, (0,) * (len(come) + len(gone)), edited)


def _alone(
    here: Sequence[Token], there: Sequence[Token], pairs: list[tuple[int, int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Words of one text that have no partner: where they stand, and where they would in the other."""
    partners = dict(pairs)
    at, found, places = 0, [], []
    for index, token in enumerate(here):
        if index in partners:
            at = there[partners[index]].end
        elif token.kind == "word":
            found.append(token.start)
            places.append(at)
    return tuple(found), tuple(places)


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    """What is compared, without labels and the signs that stand before the first word."""
    begun = False
    for token in tokens:
        begun = begun or token.kind in {"word", "bracket"}
        if begun and token.kind != "label":
            yield token.key


def _paired(mine: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[int, int]]:
    """Indices of tokens that stay, in order: words first, then brackets between the same words."""
    if [token.key for token in mine] == [token.key for token in theirs]:
        return [(i, i) for i in range(len(mine))]
    ours = [i for i, token in enumerate(mine) if token.kind != "bracket"]
    others = [j for j, token in enumerate(theirs) if token.kind != "bracket"]
    common = matches([mine[i].key for i in ours], [theirs[j].key for j in others])
    words = [
        (ours[i], others[j]) for i, j in _without_crumbs(common, [mine[i] for i in ours], [theirs[j] for j in others])
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


def _without_crumbs(
    pairs: list[tuple[int, int]], mine: Sequence[Token], theirs: Sequence[Token]
) -> list[tuple[int, int]]:
    """Leave out what two rewritten passages share by chance: a few short words with more that changed on both sides.

    The rule is that of diff-match-patch's “semantic cleanup” (N. Fraser, 2006), in characters of words.
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


def matches(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """A longest common subsequence as pairs of indices; beyond 200 million cells only what words of one occurrence anchor.

    >>> matches("a b c d".split(), "a c x d".split())
    [(0, 0), (2, 1), (3, 3)]
    """
    found: list[tuple[int, int]] = []
    stretches = [(0, len(mine), 0, len(theirs), 0)]
    while stretches:
        a, a_end, b, b_end, depth = stretches.pop()
        while a < a_end and b < b_end and mine[a] == theirs[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and mine[a_end - 1] == theirs[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            found.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        if (a_end - a) * (b_end - b) <= _MOST_CELLS:
            found += [(a + i, b + j) for i, j in _longest(mine[a:a_end], theirs[b:b_end])]
        elif depth < 8:
            anchors = [(a + i, b + j) for i, j in _anchors(mine[a:a_end], theirs[b:b_end])]
            found += anchors
            for i, j in anchors:
                stretches.append((a, i, b, j, depth + 1))
                a, b = i + 1, j + 1
            if anchors:
                stretches.append((a, a_end, b, b_end, depth + 1))
    found.sort()
    return found


def _longest(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Bit-parallel LCS (Hyyrö, “Bit-parallel LCS-length computation revisited”, 2004), its rows kept for walking back."""
    masks: dict[str, int] = {}
    for i, key in enumerate(mine):
        masks[key] = masks.get(key, 0) | (1 << i)
    everything = (1 << len(mine)) - 1
    vector = everything
    rows = []
    for key in theirs:
        if common := vector & masks.get(key, 0):
            vector = ((vector + common) | (vector - common)) & everything
        rows.append(vector)
    pairs = []
    i, j = len(mine), len(theirs)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:  # the last of mine adds nothing here
            i -= 1
            continue
        j -= 1
        if not j or rows[j - 1] >> (i - 1) & 1:
            i -= 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs


def _anchors(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Words that occur once on both sides, as many as keep their order (“patience”)."""
    ours, others = Counter(mine), Counter(theirs)
    places = {key: j for j, key in enumerate(theirs) if others[key] == 1}
    return increasing((i, places[key]) for i, key in enumerate(mine) if ours[key] == 1 and key in places)


def increasing(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs in order of the first, the most that are in order of the second. O(n log n).

    >>> increasing([(0, 3), (1, 0), (2, 1), (3, 2)])
    [(1, 0), (2, 1), (3, 2)]
    """
    listed = list(pairs)
    tails: list[int] = []  # the smallest second that ends a chain of each length
    ends: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(listed):
        length = bisect_left(tails, second)
        tails[length : length + 1] = [second]
        ends[length : length + 1] = [index]
        before.append(ends[length - 1] if length else -1)
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(listed[index])
        index = before[index]
    return chain[::-1]


def _segments(
    before: str, after: str, mine: Sequence[Token], theirs: Sequence[Token], pairs: list[tuple[int, int]]
) -> Iterator[Segment]:
    """Equal tokens, and between them what went and what came, joined where kinds repeat."""
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
    at_a = at_b = begun = 0  # what stays is cut only where something went or came
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
    """What went and what came in one place; blanks that both have are in both."""
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
    """The blanks with which both begin (the second's), and the rests."""
    if not (gone[:1].isspace() and come[:1].isspace()):
        return "", gone, come
    rest = come.lstrip()
    return come[: len(come) - len(rest)], gone.lstrip(), rest
