"""Show where a text was found: a stretch of it as it was written, whole words marked, whatever their inflection."""

import re
import unicodedata
from collections.abc import Sequence

from goodoffices.engines.words.cutting import Word
from goodoffices.engines.words.forms import formed
from goodoffices.engines.words.query import Clause, Query, begins_with

LOOKED_AT = 100_000
WEIGHED = 500
"""Hits among which the best stretch is chosen: the first of them."""

ELLIPSIS = "…"

# Embeddings, overrides and isolates would be left open by a cut; marks (LRM, RLM, ALM) stay.
_OPENING = re.compile("[\u202a-\u202e\u2066-\u2069\x00]")


def snippet(text: str, query: Query, language: str, width: int = 240) -> list[tuple[str, bool]]:
    """Pieces of a text in order, each with whether it is a hit; together about `width` characters around the most hits.

    Cuts fall between words and never inside what is seen as one sign; an ellipsis stands where text is left out. What
    opens or closes a direction of writing is left out, because its counterpart may be; the page isolates the whole.
    Lone surrogates are U+FFFD.

    >>> snippet("Müzakerelerin amacı barıştır.", Query.parse("müzakere", ["tr"]), "tr")
    [('Müzakerelerin', True), (' amacı barıştır.', False)]
    """
    text = text[:LOOKED_AT].encode("utf-8", "replace").decode() if _broken(text) else text[:LOOKED_AT]
    words = list(formed(text, language))
    hits = _hits([form for form, _word in words], query.sought)
    start, end = _window(text, [(words[at][1], clause) for at, clause in hits[:WEIGHED]], max(width, 1))
    spans = sorted({(word.start, word.end) for at, _clause in hits if (word := words[at][1])})
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if start else []
    at = start
    for first, last in spans:
        if first >= start and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces += [(text[at:end], False), (ELLIPSIS if end < len(text) else "", False)]
    return _joined([(_OPENING.sub("", piece), hit) for piece, hit in pieces])


def _broken(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text)


def _hits(forms: Sequence[str], clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where a word meets a clause, or is part of a phrase that does, and the number of that clause; in order."""
    found = set()
    for number, clause in enumerate(clauses):
        single = {run[0] for run in clause.alternatives if len(run) == 1}
        runs = [run for run in clause.alternatives if len(run) > 1]
        for at, form in enumerate(forms):
            if form in single or any(begins_with(form, begin) for begin in clause.begins):
                found.add((at, number))
            for run in runs:
                if form == run[0] and tuple(forms[at : at + len(run)]) == run:
                    found |= {(at + step, number) for step in range(len(run))}
    return sorted(found)


def _window(text: str, hits: Sequence[tuple[Word, int]], width: int) -> tuple[int, int]:
    """The stretch that shows the most clauses, then the most hits; the earliest of such, and some text before it."""
    if len(text) <= width:
        return 0, len(text)
    best, start = (0, 0), 0
    for at, (word, _clause) in enumerate(hits):
        inside = [clause for other, clause in hits[at:] if other.end <= word.start + 3 * width // 4]
        if (len(set(inside)), len(inside)) > best:
            best, start = (len(set(inside)), len(inside)), max(0, word.start - width // 4)
    start = _cut(text, min(start, len(text) - width), forward=True) if start else 0
    end = _cut(text, start + width, forward=False)
    return start, max(end, _whole(text, min(start + 1, len(text)), forward=True)) if end <= start else end


def _cut(text: str, at: int, *, forward: bool) -> int:
    """A place near `at`, forward or back, where a space lies before or behind the stretch; else where a sign ends."""
    if at >= len(text):
        return len(text)
    near = range(at, min(at + 40, len(text))) if forward else range(at, max(at - 40, 0), -1)
    for place in near:
        before, after = text[place - 1], text[place]
        gap = (before.isspace() and not after.isspace()) if forward else after.isspace()
        if gap and not _inside(before, after):
            return place
    return _whole(text, at, forward=forward)


def _whole(text: str, at: int, *, forward: bool) -> int:
    """The next place, forward or back, that is not inside what is seen as one sign."""
    while 0 < at < len(text) and _inside(text[at - 1], text[at]):
        at += 1 if forward else -1
    return at


def _inside(before: str, after: str) -> bool:
    """Whether two signs are one to the eye. Pairs of regional letters are never cut, so a row of flags stays whole."""
    joiner, flags = "\u200d", range(0x1F1E6, 0x1F200)
    if unicodedata.category(after)[0] == "M" or after == joiner or before == joiner:
        return True
    return 0x1F3FB <= ord(after) <= 0x1F3FF or (ord(before) in flags and ord(after) in flags)


def _joined(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Without empty pieces, and neighbours that are no hits made one."""
    found: list[tuple[str, bool]] = []
    for piece, hit in pieces:
        if piece and found and not hit and not found[-1][1]:
            found[-1] = (found[-1][0] + piece, False)
        elif piece:
            found.append((piece, hit))
    return found
