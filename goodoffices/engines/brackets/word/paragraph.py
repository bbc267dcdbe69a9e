"""What is known of a paragraph of a Word document before its first word."""

from __future__ import annotations

from dataclasses import dataclass

INSET = 425
"""The indent that counts as one step, in twentieths of a point (7.5 mm)."""


@dataclass
class Paragraph:
    """A paragraph that is open. Its number is written with its first word, or when it ends.

    start    the offset of its first character
    style    the id of its paragraph style
    number   the id of its list; None if the paragraph names none, "" or "0" if it wants none
    level    its level in the list, from 0; None if the paragraph does not say
    inset    its indent, in steps
    begun    have its number and indent been written?
    """

    start: int
    style: str = ""
    number: str | None = None
    level: int | None = None
    inset: int = 0
    begun: bool = False


def whole(text: str | None) -> int:
    """The whole number that an attribute holds, 0 if it holds none.

    >>> whole("12"), whole(None), whole("wide")
    (12, 0, 0)
    """
    try:
        return int(text or 0)
    except ValueError:
        return 0
