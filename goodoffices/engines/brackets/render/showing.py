"""What of a text can be shown: nothing that hides, reorders or steers; and which way its words run."""

from __future__ import annotations

import re
import unicodedata

# Letters join or break by these in Arabic and its neighbours, or they carry a direction that ends with one character.
_NEEDED = frozenset("\u00ad\u200c\u200d\u200e\u200f\u061c\u06dd\u070f\u08e2") | {chr(c) for c in range(0x600, 0x606)}
_BREAKS = frozenset("\t\n\r")
_SUSPECT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\uffff\U00010000-\U0010ffff]")
_STRONG = re.compile(r"[^\W\d_]")
_STRETCH = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[ \xa0-]?\d+")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+")


def visible(text: str) -> str:
    """The text with a visible name in place of what cannot be seen, “‹U+202E›”, and “�” for what is no character.

    >>> visible("pay \\u202eyap\\x00")
    'pay ‹U+202E›yap‹U+0000›'
    """
    return _SUSPECT.sub(lambda found: _shown(found[0]), text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef":
        return "�"
    if category == "Cc" and character not in _BREAKS:
        return f"‹U+{ord(character):04X}›"
    if category == "Cf" and character not in _NEEDED:
        return f"‹U+{ord(character):04X}›"
    return character


def runs_right_to_left(text: str) -> bool:
    """Is its first letter one that runs from right to left? (Unicode bidirectional algorithm, rules P2 and P3.)

    >>> runs_right_to_left("1. يجب"), runs_right_to_left("1. shall"), runs_right_to_left("[…]")
    (True, False, False)
    """
    first = _STRONG.search(text)
    return bool(first and _RIGHT_TO_LEFT.match(first[0]))


def has_letters(text: str) -> bool:
    """Is there anything in it that has a direction?"""
    return bool(_STRONG.search(text))


def by_direction(text: str, right_to_left: bool) -> list[tuple[str, bool]]:
    """The text in stretches of one direction each; signs between two directions go with the paragraph.

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
    """Where words run against the paragraph: from their first letter to their last letter or digit."""
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
    """“Article 5”: a number behind words goes with them."""
    found = _NUMBER.match(text, end)
    return found.end() if found else end
