"""About how wide words are in a picture, and how they are broken into lines: rather too wide than too narrow."""

import unicodedata

SIZE = 13  # pixels, as `.svg-chart text` has it
LINE = 17


def lines(text: str, wide: float, most: int = 0) -> list[str]:
    """The text in lines no wider than this, as far as its words allow; of more than `most` lines the last ends with “…”.

    >>> lines("one two three", 50)
    ['one two', 'three']
    >>> lines("one two three four", 50, most=1)
    ['one two…']
    """
    found: list[str] = []
    for word in " ".join(text.split()).split() or [""]:
        for piece in _pieces(word, wide):
            if found and width(f"{found[-1]} {piece}") <= wide:
                found[-1] += f" {piece}"
            else:
                found.append(piece)
    return found if not most or len(found) <= most else [*found[: most - 1], f"{found[most - 1]}…"]


def width(text: str) -> float:
    return sum(map(_sign, text)) * SIZE


def _pieces(word: str, wide: float) -> list[str]:
    """A word that fits into no line is broken: an address, or one that somebody made up."""
    found = [""]
    for sign in word:
        if found[-1] and width(found[-1] + sign) > wide:
            found.append("")
        found[-1] += sign
    return found


def _sign(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.05
    if sign in "mwMW@%…—":
        return 0.95
    if sign in "iljtfrI.,:;'|!()[] -":
        return 0.38
    return 0.78 if sign.isupper() else 0.58
