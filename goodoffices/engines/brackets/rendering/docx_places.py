"""Where a note stands, in terms that are found again when a document comes back: by provision and words, not by offsets."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from typing import Literal, NamedTuple

from goodoffices.engines.brackets.model import Draft, Provision, Span
from goodoffices.engines.brackets.rendering.markdown import linked

_SIGNS = frozenset("*_#\\`•")  # Markdown's, which no Word document shows


PlaceKind = Literal["bracket", "option", "words"]


class Place(NamedTuple):
    """A place in a draft.

    on         a bracket, an option, or any other words
    provision  the id of the provision in which it begins
    hash       of the bracket's words; for other words, of those; "" for an option, which its provision names
    nth        which of the brackets with these words in the provision, from 0; for other words, after how many
               characters of the provision it begins, blanks not counted
    """

    on: PlaceKind
    provision: str
    hash: str = ""
    nth: int = 0


class Places:
    """From spans of a draft to places and back. O(n) to make, O(1) to ask for brackets and options."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._places: dict[Span, Place] = {}
        self._spans: dict[Place, Span] = {}
        self._links = [mark for mark in draft.marks if mark.kind == "link"]
        counts: Counter[tuple[str, str]] = Counter()
        for one in draft.brackets:
            id, hashed = draft.provisions[one.first].id, hash_of(letters(self._spoken(one.start, one.end)))
            self._know(Span(one.start, one.end), Place("bracket", id, hashed, counts[id, hashed]))
            counts[id, hashed] += 1
        for option in draft.options:
            if option.bracket < 0:
                self._know(Span(option.start, option.end), Place("option", draft.provisions[option.provision].id))

    def _know(self, span: Span, place: Place) -> None:
        self._places[span] = place
        self._spans[place] = span

    def _spoken(self, start: int, end: int) -> str:
        """The words of a span; of links, what is shown of them."""
        text, parts = self._draft.text, []
        first = bisect_left(self._links, start, key=lambda mark: mark.start)
        for mark in self._links[first : bisect_left(self._links, end, key=lambda mark: mark.start)]:
            parts += [text[start : mark.start], linked(text[mark.start : mark.end], {})[0]]
            start = mark.end
        return "".join([*parts, text[start:end]])

    def of(self, start: int, end: int) -> Place:
        """The place of a span."""
        draft = self._draft
        if known := self._places.get(Span(start, end)):
            return known
        one = draft.provision_at(start)
        before = len(letters(draft.text[one.start : start]))
        return Place("words", one.id, hash_of(letters(draft.text[start:end])), before)

    def find(self, place: Place, length: int = 0) -> Span | None:
        """The span of a place; None if it is there no longer. `length` of other words, blanks not counted."""
        if place.on != "words":
            return self._spans.get(place)
        try:
            one = self._draft.by_id(place.provision)
        except KeyError:
            return None
        span = _shown(self._draft, one, place.nth, length)
        if span and hash_of(letters(self._draft.text[span.start : span.end])) == place.hash:
            return span
        return None


def letters(text: str) -> str:
    """The text without blanks and Markdown's signs."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in _SIGNS)


def hash_of(words: str) -> str:
    """Sixteen hexadecimal digits of SHA-256."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def hash_of_words(draft: Draft, one: Provision) -> str:
    """The hash of a provision's own words, whatever blanks are between them."""
    return hash_of(" ".join(draft.own(one).split()))


def _shown(draft: Draft, one: Provision, before: int, length: int) -> Span | None:
    """The span of `length` characters after `before` others of a provision, blanks and signs not counted."""
    at = [place for place in range(one.start, one.end) if letters(draft.text[place])][before : before + length]
    return Span(at[0], at[-1] + 1) if length and len(at) == length else None
