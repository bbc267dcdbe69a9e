"""Numbers in words and figures that disagree, and the same quantity that is said otherwise elsewhere."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodoffices.engines.clauses.model import Clause, Finding
from goodoffices.engines.clauses.sentences import sentences
from goodoffices.engines.operative.spelling import Spelled, Word, spelled_out

LANGUAGES = ("en", "fr", "ru", "tr", "ar")
"""Those in which numbers in words are read."""

_WORD = re.compile(r"[\w'’-]+")
_FIGURES = re.compile(r"\s*\(\s*(\d[\d.,   ]*)\s*(?:%|per cent)?\s*\)")
_FIGURES_FIRST = re.compile(r"(?<![\d.,])(\d+)\s*\(\s*$")
_BESIDE = re.compile(r"\(\s*\d|\d\s*\(")
_UNITS = (
    "hours?|days?|weeks?|months?|years?|per cent|percent|%|metres?|meters?|kilometres?|kilometers?|hectares?|tonnes?|"
    "members?|votes?"
)
_UNIT = re.compile(rf"\s*(?:\(\d+\)\s*)?(?:calendar |working |consecutive )?({_UNITS})(?![\w])")
_ANY_UNIT = re.compile(_UNITS)
_PLAIN = re.compile(r"(?<![\w.,(])(\d{1,4})(?![\d.,]*\d)")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to by for from with and or that which is are be was were been shall may will should must "
        "not no any each every all its their his her it this these those than least most more less within after before "
        "prior later following such other as if when where upon under into has have had one",
    )
)
SHARED, ALIKE = 3, 0.5
"""Two contexts are of the same quantity if they share so many words, and so large a share of all their words."""


class Quantity(NamedTuple):
    clause: str
    value: int
    unit: str
    words: str
    context: frozenset[str]


def numbers(clauses: Iterable[Clause], language: str = "en") -> Iterator[Finding]:
    """What disagrees. For English also the same quantity in two clauses.

    >>> [(f.words, f.other) for f in numbers([Clause("a", (), "Within ten (20) days.")])]
    [('ten (20)', '10 / 20')]
    """
    every = list(clauses)
    if language in LANGUAGES:
        for each in every:
            yield from _disagreeing(each, language)
    if language == "en":
        yield from _said_otherwise(every)


def _disagreeing(clause: Clause, language: str) -> Iterator[Finding]:
    text = clause.words
    if not _BESIDE.search(text):
        return
    for one in _spelled(text, language):
        after, before = _FIGURES.match(text, one.end), _FIGURES_FIRST.search(text[: one.start])
        if after and _value(after[1]) not in (None, one.value):
            yield Finding(
                "number_differs", clause.id, text[one.start : after.end()], f"{one.value} / {_value(after[1])}"
            )
        elif before and text[one.end : one.end + 1] == ")" and int(before[1]) != one.value:
            words = text[before.start() : one.end + 1]
            yield Finding("number_differs", clause.id, words, f"{int(before[1])} / {one.value}")


def _spelled(text: str, language: str) -> list[Spelled]:
    words = [Word(found[0], found[0].lower(), *found.span()) for found in _WORD.finditer(text)]
    return list(spelled_out(text, words, language))


def _value(figures: str) -> int | None:
    digits = re.sub(r"[.,  ](?=\d{3}(?!\d))", "", figures.strip())
    return int(digits) if digits.isdecimal() else None


# ---- The same quantity


def _said_otherwise(clauses: list[Clause]) -> Iterator[Finding]:
    """Quantities of one unit in two clauses that speak of the same and name other numbers. Brackets hold alternatives, and
    are left alone."""
    found = [each for clause in clauses if "[" not in clause.words for each in quantities(clause)]
    told: set[tuple[str, str]] = set()
    for at, one in enumerate(found):
        for other in found[:at]:
            if one.unit != other.unit or one.value == other.value or one.clause == other.clause:
                continue
            if _of_the_same(one, other) and (one.clause, other.clause) not in told:
                told.add((one.clause, other.clause))
                yield Finding("quantity_differs", one.clause, one.words, other.words, other.clause)


def quantities(clause: Clause) -> Iterator[Quantity]:
    """Each number with a unit, in words or figures, and the words around it."""
    for sentence in sentences(clause.words):
        if not _ANY_UNIT.search(sentence):
            continue
        spelled = [(one.start, one.end, one.value) for one in _spelled(sentence, "en")]
        plain = [(found.start(), found.end(), int(found[1])) for found in _PLAIN.finditer(sentence)]
        for start, end, value in sorted([*spelled, *plain]):
            if unit := _UNIT.match(sentence, end):
                words = sentence[start : unit.end()]
                yield Quantity(clause.id, value, unit[1].rstrip("s"), words, _context(sentence, start, unit.end()))


def _context(sentence: str, start: int, end: int) -> frozenset[str]:
    """The words of the part of the sentence that the quantity is in, without small ones and numbers."""
    begin = max(sentence.rfind(sign, 0, start) for sign in ",;:") + 1
    stops = [at for sign in ",;:" if (at := sentence.find(sign, end)) >= 0]
    part = sentence[begin:start] + " " + sentence[end : min(stops, default=len(sentence))]
    words = [re.sub(r"(?:ies|s|ed|ing)$", "", word) for word in re.findall(r"[a-z]{2,}", part.lower())]
    return frozenset(word for word in words if word not in _SMALL)


def _of_the_same(one: Quantity, other: Quantity) -> bool:
    shared = one.context & other.context
    return len(shared) >= SHARED and len(shared) / len(one.context | other.context) >= ALIKE
