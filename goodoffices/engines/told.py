"""A sentence of an engine in English that also says what it is made of, for whoever says it in another language."""

from typing import Any


class Told(str):
    """The English with its gaps filled, as any text; and besides, which sentence it is, and what fills its gaps.

    What fills a gap may be told itself. Of everything that is called by one code, `pattern` is the same.

    >>> place = Told("line", "line %(number)s", number=4)
    >>> told = Told("at", "%(place)s: %(what)s", place=place, what="no number")
    >>> told, told.code, told.gaps["place"].gaps
    ('line 4: no number', 'at', {'number': 4})
    """

    code: str
    pattern: str
    gaps: dict[str, Any]

    def __new__(cls, code: str, pattern: str, **gaps: object) -> "Told":
        made = super().__new__(cls, pattern % gaps)
        made.code, made.pattern, made.gaps = code, pattern, gaps
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.code, self.pattern, self.gaps)


def _again(code: str, pattern: str, gaps: dict[str, Any]) -> Told:
    return Told(code, pattern, **gaps)
