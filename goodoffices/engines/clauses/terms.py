"""Defined terms that nothing uses, terms defined twice, and bodies or instruments that nothing here explains."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goodoffices.engines.clauses.model import Clause, Finding

_QUOTED = r"[\"“«]\s*(?:[Tt]he |[Aa]n? )?(?P<term>[^\"”»\[\]]{2,60}?)\s*[,.]?[\"”»]"
_DEFINED = (
    re.compile(
        rf"{_QUOTED}\s*(?:\([^)]*\)\s*)?,?\s*(?:means?\b|shall mean\b|is\b|are\b|refers? to\b|includes?\b|denotes?\b)"
    ),
    re.compile(rf"\b(?:hereinafter|hereafter|henceforth)\b[^\"“«]{{0,30}}{_QUOTED}"),
    re.compile(rf"\(\s*(?:the|an?|collectively,?|together,?)?\s*{_QUOTED}\s*\)"),
)
_NAME = r"(?P<term>(?:[A-Z][\w-]+ )*[A-Z][\w-]+)"
_SET_UP = (
    re.compile(
        rf"\b(?:[Aa]n?|[Tt]he) {_NAME}(?: [a-z][^.;]{{0,80}}?)? (?:is|are|shall be) (?:hereby )?"
        r"(?:established|created|set up|constituted|appointed)"
    ),
    re.compile(rf"\b(?:[Tt]here (?:is|shall be)|(?:establish|create|set up|appoint)(?:es|s)?) (?:hereby )?an? {_NAME}"),
    re.compile(rf"\b(?:shall be|is|act as|acts as) the {_NAME} of (?:this|the present)\b"),
)
#: What a capital letter makes a term of the text: bodies and instruments. Others may be proper names.
_HEADS = (
    "Administrator|Agency|Annex|Assembly|Authority|Board|Bureau|Centre|Center|Commission|Committee|Council|Court|Depositary|"
    "Executive|Facility|Fund|Group|Mechanism|Mission|Monitor|Office|Organization|Panel|Plan|Platform|Programme|Protocol|"
    "Registry|Secretariat|Tribunal|Zone"
)
_USED = re.compile(rf"\b[Tt]he (?P<term>(?:[A-Z][a-z]+ )*(?:{_HEADS}))\b(?P<after> (?:of|for|on|to) (?:the )?[A-Z])?")
_NO_NAME = frozenset(["The", "A", "An", "Each", "Any", "This", "Such", "If", "When", "Where", "In"])
_OWN = re.compile(r"\b(?:[Tt]his|[Tt]he present) ([A-Z][a-z]+)\b")


LONGEST = 2
"""Words of a term. “The Joint Commission” is one; “the International Civil Aviation Organization” is a name."""


class Definition(NamedTuple):
    term: str
    clause: str
    words: str


def terms(clauses: Iterable[Clause]) -> Iterator[Finding]:
    """Terms that are defined and not used or defined twice; and those that are used and not defined, each once.

    >>> text = [Clause("a", (), "“Gauge” means the one at the bridge."), Clause("b", (), "It tells the Commission.")]
    >>> [(f.sort, f.words) for f in terms(text)]
    [('unused', 'Gauge'), ('undefined', 'the Commission')]
    """
    every = [each._replace(words=" ".join(each.words.split())) for each in clauses]
    defined = [found for each in every for found in definitions(each)]
    yield from _unused(every, defined)
    yield from _twice(defined)
    yield from _undefined(every, defined)


def definitions(clause: Clause) -> Iterator[Definition]:
    """The terms that a clause defines in quotation marks."""
    met: set[str] = set()
    for pattern in _DEFINED:
        for found in pattern.finditer(clause.words):
            term = found["term"].strip()
            if _key(term) not in met:
                met.add(_key(term))
                yield Definition(term, clause.id, found[0])


def _unused(clauses: list[Clause], defined: list[Definition]) -> Iterator[Finding]:
    for each in defined:
        pattern = _occurring(each.term)
        times = sum(len(pattern.findall(clause.words)) for clause in clauses)
        if times <= 1:
            yield Finding("unused", each.clause, each.term)


def _twice(defined: list[Definition]) -> Iterator[Finding]:
    first: dict[str, Definition] = {}
    for each in defined:
        before = first.setdefault(_key(each.term), each)
        if before is not each:
            yield Finding("defined_twice", each.clause, each.term, "", before.clause)


def _undefined(clauses: list[Clause], defined: list[Definition]) -> Iterator[Finding]:
    whole = "\n".join(each.words for each in clauses)
    known = {_key(each.term) for each in defined} | {_key(name) for name in _OWN.findall(whole)}
    known |= {_key(found["term"]) for pattern in _SET_UP for found in pattern.finditer(whole)}
    named = {_key(found["term"]) for found in _USED.finditer(whole) if found["after"]}
    told: set[str] = set()
    for each in clauses:
        for found in _USED.finditer(each.words):
            key = _key(found["term"])
            if (
                found["after"]
                or len(key.split()) > LONGEST
                or key in told
                or _explained(found["term"], known | named, whole)
            ):
                continue
            told.add(key)
            yield Finding("undefined", each.id, found[0])


def _explained(term: str, known: set[str], whole: str) -> bool:
    """By a definition, by what sets it up, by its full name (“the Joint Commission”, “the Council of Ministers”)."""
    key = _key(term)
    if key in known or any(name.endswith(f" {key}") for name in known):
        return True
    longer = re.finditer(rf"\b((?:[A-Z][\w-]+ )+){re.escape(term)}\b", whole)
    return any(set(found[1].split()) - _NO_NAME for found in longer)


def _occurring(term: str) -> re.Pattern[str]:
    """The term in the singular or the plural, whatever its case."""
    stem = re.escape(" ".join(term.split()))
    plural = rf"{stem[:-1]}(?:y|ies)" if term.endswith("y") else rf"{stem}(?:e?s)?"
    if term.endswith("s"):
        plural = rf"{stem}?"
    return re.compile(rf"(?<!\w){plural}(?!\w)", re.IGNORECASE)


def _key(term: str) -> str:
    return " ".join(term.split()).casefold()
