"""Invisible characters made visible, so that nothing in an export hides, reorders or steers what is read."""

from __future__ import annotations

import re
import unicodedata

# Arabic and neighbouring scripts need some of these to join letters; the others end with the character they act on.
_NEEDED = frozenset("\u00ad\u200c\u200d\u200e\u200f\u061c\u06dd\u070f\u08e2") | {chr(c) for c in range(0x600, 0x606)}
_BREAKS = frozenset("\t\n\r")
_SUSPECT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\uffff\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """The text with code points for invisible characters (“‹U+202E›”) and “�” for what is no character.

    >>> visible("pay \\u202eyap\\x00")
    'pay ‹U+202E›yap‹U+0000›'
    """
    return _SUSPECT.sub(lambda found: _named(found[0]), text)


def _named(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef":
        return "�"
    if category == "Cc" and character not in _BREAKS:
        return f"‹U+{ord(character):04X}›"
    if category == "Cf" and character not in _NEEDED:
        return f"‹U+{ord(character):04X}›"
    return character
