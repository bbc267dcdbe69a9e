"""Numbers written in words: “two hundred and five”, «soixante-quinze», «сорок пять», “kırk beş”, «خمسة وأربعون»."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from goodoffices.engines.operative.vocabulary import HUNDREDS, JOINING, NOT_NUMBERS, NUMBERS, VALUES


class Word(NamedTuple):
    """A word at the code points `start`…`end` of a text: as it is written, and in small letters."""

    written: str
    low: str
    start: int
    end: int


@dataclass
class Spelled:
    """A number written in words at `start`…`end`.

    values      the value of each of its words
    bare        is it a single word that may be no number, such as “one”?
    backwards   does its language put the units first, as in “five and forty”?
    """

    start: int
    end: int
    values: list[int] = field(default_factory=list)
    bare: bool = True
    backwards: bool = False

    @property
    def value(self) -> int:
        """The number.

        >>> [Spelled(0, 0, values).value for values in ([2, 100, 5], [3, 1000], [5, 40], [60, 15], [5, 10])]
        [205, 3000, 45, 75, 15]
        """
        total = here = 0
        for each in self.values:
            if each == 100:
                here = max(here, 1) * 100
            elif each > 100:
                total, here = total + max(here, 1) * each, 0
            else:
                here += each
        return total + here

    @property
    def alone(self) -> int:
        """Its value if it is a single word, else 0."""
        return self.values[0] if len(self.values) == 1 else 0

    def takes(self, values: Sequence[int]) -> bool:
        """Can the number continue with these values? “forty five” is one number, “five six” are two."""
        first, last = values[0], self.values[-1]
        if first >= 100:
            return last < first or first < 1_000 <= last
        if last >= 100:
            return True
        return (last >= 20 and first < 20 and last % 10 == 0) or (
            self.backwards and last < 10 <= first and first % 10 == 0
        )


def spelled_out(text: str, words: Sequence[Word], language: str) -> list[Spelled]:
    """The numbers written in words, in the order of the text. `words` are the text's words, in order."""
    found: list[Spelled] = []
    joined: int | None = None  # the index of the word after which the last number can continue
    for at, (_, low, start, end) in enumerate(words):
        beside = at > 0 and text[words[at - 1].end : start].isspace()
        going = found[-1] if found and beside and joined == at - 1 else None
        if going and low in JOINING[language] and at + 1 < len(words):
            joined = at
            continue
        if not (values := _values(low, language)):
            continue
        if going and going.takes(values):
            going.values += values
            going.end, going.bare = end, False
        else:
            found.append(Spelled(start, end, list(values), low in NOT_NUMBERS[language], language == "ar"))
        joined = at
    return [each for each in found if not each.bare]


def _values(low: str, language: str) -> list[int]:
    """The value of a word, or the values of its parts if hyphens join several; none if it is no number."""
    known = _known(language)
    if low in known:
        return [known[low]]
    if language == "ar" and low[:1] in JOINING["ar"] and low[1:] in known:
        return [known[low[1:]]]
    parts = [part for part in low.split("-") if part not in JOINING[language]]
    values: list[int] = []
    while len(parts) > 0 and (len(values) or len(parts) > 1):
        size = next((size for size in range(len(parts), 0, -1) if "-".join(parts[:size]) in known), 0)
        if not size:
            return []
        values.append(known["-".join(parts[:size])])
        parts = parts[size:]
    return values


@cache
def _known(language: str) -> dict[str, int]:
    """The value of each number word of a language."""
    forms = zip(NUMBERS[language].split(), VALUES, strict=True)
    return {form: value for names, value in forms for form in names.split("|")} | HUNDREDS.get(language, {})
