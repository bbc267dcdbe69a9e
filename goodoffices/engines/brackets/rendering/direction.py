"""The direction in which words run: left to right, or right to left."""

from __future__ import annotations

import re

_STRONG = re.compile(r"[^\W\d_]")
_STRETCH = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[ \xa0-]?\d+")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+")


def runs_right_to_left(text: str) -> bool:
    """Does its first letter run from right to left? (Unicode bidirectional algorithm, UAX #9, rules P2 and P3.)

    >>> runs_right_to_left("1. يجب"), runs_right_to_left("1. shall"), runs_right_to_left("[…]")
    (True, False, False)
    """
    first = _STRONG.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first[0]))


def has_letters(text: str) -> bool:
    """Does it have any letters, so that it has a direction?"""
    return bool(_STRONG.search(text))


def by_direction(text: str, right_to_left: bool) -> list[tuple[str, bool]]:
    """The text in stretches of one direction each, with whether that is right to left.

    Punctuation between two directions goes with the paragraph's direction, `right_to_left`.

    >>> by_direction("يجب (shall) أن", True)
    [('يجب (', True), ('shall', False), (') أن', True)]
    """
    stretches: list[tuple[str, bool]] = []
    start = 0
    for begin, end in _against(text, right_to_left):
        if begin > start:
            stretches.append((text[start:begin], right_to_left))
        stretches.append((text[begin:end], not right_to_left))
        start = end
    if start < len(text):
        stretches.append((text[start:], right_to_left))
    return stretches


def _against(text: str, right_to_left: bool) -> list[tuple[int, int]]:
    """The spans of words that run against the paragraph's direction, each from its first letter to its last letter or digit."""
    spans: list[tuple[int, int]] = []
    joined = False
    for word in _STRETCH.finditer(text):
        if bool(_RIGHT_TO_LEFT.match(word[0])) == right_to_left:
            joined = False
        elif joined:
            spans[-1] = (spans[-1][0], word.end())
        else:
            spans.append((word.start(), word.end()))
            joined = True
    return [(start, _with_digits(text, end)) for start, end in spans]


def _with_digits(text: str, end: int) -> int:
    """`end`, moved past a number that follows, as in “Article 5”."""
    found = _NUMBER.match(text, end)
    return found.end() if found else end
