"""Who does what, by when, how that is verified and who interprets it: sentence by sentence, by rules for English.

Source of the five questions: commitments as mediators write them down (who, what, by when or on which condition, verified by
whom and how).
"""

import re
from collections.abc import Iterable, Iterator

from goodoffices.engines.clauses.model import Clause, Elements
from goodoffices.engines.clauses.sentences import sentences

LONGEST = 160  # characters of an element

_MODAL = re.compile(
    r"\b(?P<modal>shall|must|will|may|should|undertakes? to|agrees? to|commits? to|(?:is|are) to(?= [a-z]+\b))"
    r"(?P<not> not)?\b"
)
#: A part of a sentence before a comma that is no subject.
_ASIDE = re.compile(
    r"^(?:that|which|who|whom|whose|including|as|where|if|when|in|on|with|under|upon|for|after|before|and|or|by|to|subject|"
    r"without|at|from|unless|until|pursuant|notwithstanding|having|\w+ing)\b",
    re.IGNORECASE,
)
_UNITS = r"(?:hours?|days?|weeks?|months?|years?)"
_WHEN = re.compile(
    r"\b(?:within [^,.;]{1,60}?" + _UNITS + r"(?: (?:of|after|from|following) [^,.;]{1,50})?"
    r"|(?:no|not) later than [^,.;]{1,60}"
    r"|at least [^,.;]{1,30}?" + _UNITS + r"(?: (?:before|prior to) [^,.;]{1,50})?"
    r"|(?:[a-z-]+|\d+)(?: \(\d+\))? " + _UNITS + r" (?:before|after|prior to|following) [^,.;]{1,50}"
    r"|on the [a-z-]+ day (?:after|following) [^,.;]{1,60}"
    r"|by (?:the end of [^,.;]{1,40}|(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b[^,.;]{0,12}|(?:19|20)\d\d)"
    r"|every [^,.;]{0,20}?"
    + _UNITS
    + r"|(?:daily|weekly|monthly|quarterly|annually|biennially|once a \w+|each year|every year)"
    r"|at (?:its|the|their) (?:first|second|next|each|every)[^,.;]{1,40}?(?:session|meeting)"
    r"|(?:immediately|forthwith|without (?:undue )?delay|promptly|as soon as (?:possible|practicable))"
    r"|(?:upon|until|from) the (?:date|day|entry into force|expiry|end|signature)[^,.;]{0,50}"
    r"|at any time)\b"
)
_VERIFIED = re.compile(
    r"\b(?:verif\w+|monitor\w*|inspect\w+|report\w*|review\w*|audit\w*|certif\w+|supervis\w+|account(?:s|ed)? for|registr\w+"
    r"|regist(?:er|ers|ered)|evidence|measured)\b[^.;]{0,100}",
    re.IGNORECASE,
)
_INTERPRETED = re.compile(
    r"\b(?:interpret\w+|disputes?|differences? (?:concerning|over)|arbitrat\w+|conciliat\w+|International Court of Justice)"
    r"\b[^.;]{0,100}",
    re.IGNORECASE,
)


def elements(clauses: Iterable[Clause]) -> Iterator[Elements]:
    """Each sentence with a word of duty or permission, in order.

    >>> [found] = elements([Clause("a", ("1",), "1. Each Party shall give notice within ten days.")])
    >>> found.who, found.modal, found.what, found.when
    ('Each Party', 'shall', 'give notice within ten days', 'within ten days')
    >>> found.missing
    ('verified', 'interpreted')
    """
    for clause in clauses:
        for sentence in sentences(clause.words):
            if found := _MODAL.search(sentence):
                yield _elements(clause, sentence, found)


def _elements(clause: Clause, sentence: str, modal: re.Match[str]) -> Elements:
    return Elements(
        clause.id,
        f"{modal['modal']}{modal['not'] or ''}",
        _who(sentence[: modal.start()]),
        _cut(sentence[modal.end() :].strip(" ,.;:")),
        _first(_WHEN, sentence),
        _first(_VERIFIED, sentence),
        _first(_INTERPRETED, sentence),
    )


def _who(before: str) -> str:
    """The subject: of the parts between commas the last that is no aside; a sentence may begin with one."""
    parts = [part.strip() for part in before.split(",") if part.strip()]
    subjects = [part for part in parts if not _ASIDE.match(part)]
    found = (subjects or [""])[-1].strip(" :")
    return "" if re.fullmatch(r"(?i)it|this|that|these|those|there", found) else _cut(found)


def _first(pattern: re.Pattern[str], sentence: str) -> str:
    found = pattern.search(sentence)
    return _cut(found[0].strip(" ,")) if found else ""


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"
