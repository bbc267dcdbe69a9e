"""Words that are safe to print on a terminal."""

from __future__ import annotations

import unicodedata


def on_one_line(words: str) -> str:
    """The words on one line, with � for every character that a terminal might act on.

    >>> on_one_line("a\\n b\\x1b[31m")
    'a b�[31m'
    """
    flat = " ".join(words.split())
    return "".join(c if unicodedata.category(c)[0] != "C" else "�" for c in flat)
