"""Numbers that Word counts and does not store: lists and numbered headings (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from goodoffices.engines.brackets.word.content import WORD
from goodoffices.engines.brackets.word.paragraph import whole

_HEADING = re.compile(r"(?:heading|title|überschrift|titre|заголовок|başlık)\s*(\d?)", re.IGNORECASE)
_GAP = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = {
    "lowerLetter": _LATIN, "upperLetter": _LATIN, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN,
    "arabicAlpha": _ARABIC,
}  # fmt: skip


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Receives numbering.xml; then `next` counts."""

    def __init__(self) -> None:
        self._lists: dict[str, _List] = {}
        self._of: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._abstract = self._number = ""
        self._level = 0
        self._used: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(WORD)
        value = attributes.get(WORD + "val", "")
        if name == "abstractNum":
            self._abstract, self._number = attributes.get(WORD + "abstractNumId", ""), ""
            self._lists[self._abstract] = _List()
        elif name == "num":
            self._number, self._abstract = attributes.get(WORD + "numId", ""), ""
        elif name == "abstractNumId" and self._number:
            self._of[self._number] = value
        elif name in {"lvl", "lvlOverride"}:
            self._level = whole(attributes.get(WORD + "ilvl"))
            if self._abstract and name == "lvl":
                self._lists[self._abstract].levels[self._level] = _Level()
        elif name == "startOverride" and self._number:
            self._starts[self._number, self._level] = whole(value)
        elif self._abstract and (level := self._lists[self._abstract].levels.get(self._level)):
            if name == "start":
                level.start = whole(value)
            elif name == "numFmt":
                level.format = value
            elif name == "lvlText":
                level.text = value[:80]

    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...

    def next(self, number: str, level: int) -> str:
        """The label of the next paragraph in the list with this id, at this level (from 0); "" if the list shows none."""
        found = self._lists.get(self._of.get(number, ""))
        own = found.levels.get(level) if found else None
        if found is None or own is None:
            return ""
        if number not in self._used:
            self._used.add(number)
            for (of, at), start in self._starts.items():
                if of == number:
                    found.counts[at] = start - 1
        found.counts[level] = found.counts.get(level, own.start - 1) + 1
        for deeper in [one for one in found.counts if one > level]:
            del found.counts[deeper]
        if own.format == "bullet":
            return "•"
        if own.format == "none":
            return ""
        return _GAP.sub(lambda gap: self._counted(found, int(gap[1]) - 1), own.text)

    def _counted(self, found: _List, level: int) -> str:
        one = found.levels.get(level)
        return written(found.counts.get(level, one.start), one.format) if one else ""


class Styled(NamedTuple):
    """What a paragraph style says: its heading level (0 for none), the id of its list, and its level in that (from 0)."""

    heading: int = 0
    number: str = ""
    level: int = 0


class Styles:
    """Receives styles.xml: paragraph styles, with what they inherit."""

    def __init__(self) -> None:
        self._said: dict[str, dict[str, str]] = {}
        self._own: dict[str, str] = {}
        self._known: dict[str, Styled] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(WORD)
        if name == "style":
            self._own = {}
            self._said[attributes.get(WORD + "styleId", "")] = self._own
        elif name in {"name", "basedOn", "numId", "ilvl", "outlineLvl"}:
            self._own[name] = attributes.get(WORD + "val", "")
        elif name == "vanish":
            self._own[name] = attributes.get(WORD + "val", "true")

    def end(self, tag: str) -> None: ...
    def data(self, words: str) -> None: ...

    def of(self, style: str) -> Styled:
        """What the style with this id says."""
        if style not in self._known:
            self._known[style] = self._looked_up(style)
        return self._known[style]

    def hides(self, style: str) -> bool:
        """Are words in the style with this id hidden in Word?"""
        return self._inherited(style).get("vanish", "false") not in {"0", "false", "off"}

    def _inherited(self, style: str) -> dict[str, str]:
        """What a style says, and those that it is based on."""
        said: dict[str, str] = {}
        seen: set[str] = set()
        at = style
        while at in self._said and at not in seen and len(seen) < 40:
            seen.add(at)
            said = {**self._said[at], **said}
            at = self._said[at].get("basedOn", "")
        return said

    def _looked_up(self, style: str) -> Styled:
        said = self._inherited(style)
        heading = 0
        named = _HEADING.fullmatch(
            said.get("name", "") if style in self._said else re.sub(r"(?<=\D)(?=\d$)", " ", style)
        )
        if named:
            heading = min(int(named[1] or 1), 6) or 1
        elif said.get("outlineLvl", "").isdigit() and int(said["outlineLvl"]) < 9:
            heading = min(int(said["outlineLvl"]) + 1, 6)
        return Styled(heading, said.get("numId", ""), whole(said.get("ilvl")))


def written(count: int, format: str) -> str:
    """A number in one of Word's number formats (ECMA-376 part 1, 17.18.59); in digits if the format is unknown.

    >>> [written(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "russianLower", "arabicAlpha")]
    ['4', 'd', 'IV', 'г', 'ث']
    >>> written(28, "lowerLetter")
    'bb'
    """
    if format in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        roman = _roman(count)
        return roman.upper() if format == "upperRoman" else roman
    letters = _LETTERS.get(format, "")
    if letters and 0 < count <= 20 * len(letters):
        times, place = divmod(count - 1, len(letters))
        made = letters[place] * (times + 1)
        return made.upper() if "pper" in format else made
    if format == "decimalZero" and 0 <= count < 10:
        return f"0{count}"
    return str(count)


def _roman(count: int) -> str:
    made = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        made += letters * times
    return made
