"""Names in brackets and parentheses: which ones are parties', and what stance they take on the words.

A bracket or a pair of parentheses names parties in clauses: names and what they say (“EU/AU propose; NZ oppose”), or what is said and
by whom (“supported by Chile”, “on behalf of the African Group”). What is not understood to the end is no attribution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from goodoffices.engines.brackets.model.spans import Attribution, Stance
from goodoffices.engines.brackets.reading.party_names import HAN, KNOWN, LONG, bare, is_known, is_name
from goodoffices.engines.brackets.reading.stance_words import LONGEST, Said, stance_of

_UPPER = (
    "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĽŁŃŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽЀ-Я\u0590-\u08ff\u0900-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
)
_WORD = rf"[{_UPPER}][\w’'+.-]{{0,30}}"
_LISTED = "|".join(
    re.escape(name).replace("’", "[’']").replace("\\ ", r"\s{1,2}")
    for name in sorted((one for one in LONG if re.search("[ /\u0600-\u06ff]", one)), key=len, reverse=True)
)
_HAN = "|".join(sorted(HAN, key=len, reverse=True))
# A name: a listed one of several words, or a few words with capitals.
_NAME = rf"(?:(?:{_LISTED})(?!\w)|{_HAN}|{_WORD}(?:[ \t](?:of[ \t]|the[ \t]|de[ \t]|del[ \t]|du[ \t]|des[ \t])?[{_UPPER}\d][\w’'+.-]{{0,30}}){{0,4}})"
_ARTICLE = r"(?:(?:[Tt]he|[Ll]a|[Ll]es?|[Ee]l|[Ll]os|[Ll]as|[Dd]ie|[Dd]er)[ \t]+|[Ll][’'])?"
_AND = r"(?:[ \t]*(?://|[/,&+|、])\s{0,3}(?:and\s)?|\s{1,3}(?:and|et|y|и|ve)\s{1,3}|[ \t]+و[ \t]?|[和及与與])"
_SPLIT = re.compile(_AND)
_LOOKS_LIKE_ONE = re.compile(_NAME)

_BY: dict[Stance, str] = {
    "supported": r"(?:(?:also|further|and)\s+)?(?:support(?:ed)?|seconded|backed|endorsed|co-?sponsored|joined)\s+(?:by|of|from)|with\s+(?:the\s+)?support\s+(?:of|from)"
    r"|(?:together|along|jointly)\s+with|appuyée?s?\s+par|soutenue?s?\s+par|avec\s+l[’'](?:appui|assentiment)\s+d[eu]|apoyad[oa]s?\s+por|con\s+el\s+apoyo\s+de|при\s+поддержке|بدعم\s+من",
    "opposed": r"(?:but\s+)?(?:opposed|rejected|objected\s+to)\s+by|(?:opposition|objections?)\s+(?:by|from|of)",
    "reserved": r"(?:reserved|reservations?|reserves?|scrutiny\s+reserv(?:e|ation))\s+(?:by|from|of)",
    "proposed": r"(?:(?:text|alternative|wording)\s+)?(?:proposed|suggested|submitted)\s+by|(?:text\s+)?(?:proposals?|suggestion|submission)\s+(?:by|from|of)|propositions?\s+d[eu]|propuesta\s+de",
}  # fmt: skip
_SAID_BY = re.compile(
    rf"(?:{'|'.join(f'(?P<{stance}>{words})' for stance, words in _BY.items())})(?=[ \t\n:])", re.IGNORECASE
)
_INSTEAD = re.compile(r"(?:Alternative|Alt\.?|ALT|alt)(?:[ \t]?\d{1,2})?[ \t]*(?:\((?=[^()\n]{1,120}\))|by[ \t]+)")
_BEHALF = re.compile(
    r"[ \t]*,?[ \t]*(?:\(?(?:speaking[ ]|also[ ])?(?:for[ ]and[ ])?(?:up)?on[ ]behalf[ ]of|speaking[ ]for|au[ ]nom[ ]d(?:e|u|es)|en[ ]nombre[ ]de(?:l)?|от[ ]имени|نيابة[ ]عن|باسم|代表)(?P<whom>[ \t]*[^\[\];:：()]{1,120}?)(?=\)|[;:：]|,[ ]|[ ](?:propos|support|oppos|reserv)|$)\)?",
    re.IGNORECASE,
)
_STATED = re.compile(r"(?P<said>[^\W\d_][^:：;()\[\]\n]{2,40}?)(?:[ \t]+(?:by|from))?[ \t]*[:：][ \t]*")
_MEMBERS = re.compile(
    r"[ \t]*,?[ \t]*(?:and|\+|&|et)[ \t]+(?:its[ \t]+|ses[ \t]+)?(?:\d{2}[ \t]+)?(?:[Mm]ember[ \t]+[Ss]tates|[ÉEé]tats[ \t]+membres|MS)\b"
)
_WHO = re.compile(r"[ \t]*\([^()\n]{1,120}\)\s*\Z")  # who stands behind the words: “(Norway)”
_NOTED = re.compile(r"[ \t]*[\d¹²³⁰⁴-⁹]{0,3}(?![^\W\d_])")
_VERB_NEXT = re.compile(
    r"[ \t]*(?:propos(?:es?|ed|al)|oppos(?:es?|ed|ing)|support(?:s|ed|ing)?|reserv(?:es?|ed|ing))\d{0,3}[ \t]*[;:]"
)
_GLUED = re.compile(r"(?P<name>[A-Z]{2,5})(?P<verb>[a-z]{5,12}\d{0,3})$")  # “CLpropose”
_BLANKS = re.compile(r"[ \t\n:]{0,20}")
_GAP = re.compile(r"[ \t\r\n*_;,(]{0,20}")
_BEFORE = re.compile(r"[ \t\r\n*_]{0,20}")
_COLON = re.compile(r"[ \t\xa0]*[*_]{0,3}[ \t\xa0]*[:：][*_]{0,3}[ \t]*\n?")
_AFTER = re.compile(r"[ \t]*[*_]{0,3}\n?[ \t]*\((?=[^()\n]{1,200}\))")
_OF_MEMBERS = {"Member States", "Members States", "MS"}
_FAR = 400  # characters from the opening bracket to the colon, at most


class _Names(NamedTuple):
    """`listed` matches names beside each other, `one` the first of them, with its article."""

    listed: re.Pattern[str]
    one: re.Pattern[str]


def _names(parties: Set[str]) -> _Names:
    """How names are found. Among `parties` may be some that look like none: authors of changes in Word, “U.S. adviser”."""
    return _names_among(frozenset(parties))


@lru_cache(maxsize=64)
def _names_among(parties: frozenset[str]) -> _Names:
    others = sorted(
        (name for name in parties if not _LOOKS_LIKE_ONE.fullmatch(name)), key=lambda name: (-len(name), name)
    )
    name = rf"(?:(?:{'|'.join(map(re.escape, others))})(?!\w)|{_NAME})" if others else _NAME
    listed = rf"{_ARTICLE}{name}(?:{_AND}{_ARTICLE}{name}){{0,30}}"
    return _Names(re.compile(listed), re.compile(rf"{_ARTICLE}(?P<name>{name})"))


class Clause(NamedTuple):
    """Parties, and what they say: `said` is None where only names stand. `by`: what is said comes first (“opposed by Chile”)."""

    parties: tuple[tuple[str, int], ...]
    said: Stance | None
    by: bool = False


def before(text: str, at: int, end: int, parties: Set[str]) -> tuple[tuple[Attribution, ...], int]:
    """Who speaks at the beginning of a bracket (“EU/AU propose; NZ oppose: …”), and the offset where the words begin.

    at, end   the span of what the bracket holds
    parties   names to read as parties', besides `KNOWN`

    >>> before("[US/JP propose; EU oppose: shall]", 1, 32, frozenset())[0][1:]
    (Attribution(party='JP', stance='proposed', start=4, end=6), Attribution(party='EU', stance='opposed', start=16, end=18))
    """
    space = _BEFORE.match(text, at, end)
    start = space.end() if space else at
    colon = _colon(text, start, min(end, start + _FAR))
    if colon < 0:
        return (), at
    while (verb := _VERB_NEXT.match(text, colon + 1, end)) and (
        other := _colon(text, verb.end() - 1, min(end, start + _FAR))
    ) > 0:
        colon = other  # “US: propose; EU: oppose: …”
    after = _COLON.search(text, max(start, colon - 8), end)
    clauses = _clauses(text, start, colon, parties, request=False) if after else None
    if not clauses or not after or not all(_may_speak(clause, parties) for clause in clauses):
        return (), at
    words = after.end()
    if any(clause.said for clause in clauses):
        return _attributions(_without_doubt(clauses), None), words
    said = (
        stance_of(_WHO.sub("", text[words : min(end, words + LONGEST)]).strip(" \t\r\n*_"))
        if end - words < LONGEST
        else None
    )
    if said == "unclear" or (said is None and standing(text, start, end, parties)):
        return (), at
    return _attributions(clauses, said), words


def is_reserve(text: str, start: int, end: int) -> bool:
    """Do these words only say that a position is reserved: “reserve”, “reserves its position”, “placeholder”?

    >>> [is_reserve(words, 0, len(words)) for words in ("reserves its position.", "scrutiny reserve", "reserves of water")]
    [True, True, False]
    """
    return takes_a_stance(text, start, end) == "reserved"


def takes_a_stance(text: str, start: int, end: int) -> Said:
    """The stance that the words of a bracket take if they say nothing else; see `stance_of`."""
    return stance_of(text[start:end].strip(" \t\r\n*_")) if 0 < end - start < LONGEST else None


def standing(text: str, at: int, end: int, parties: Set[str]) -> tuple[Attribution, ...]:
    """Who stands where in a bracket that says nothing else: “[Chile reserves its position]”, “[EU: retain; US: delete]”.

    >>> standing("[Chile reserves its position]", 1, 28, frozenset())
    (Attribution(party='Chile', stance='reserved', start=1, end=6),)
    """
    if not 0 < end - at < LONGEST:
        return ()
    at, end = end - len(text[at:end].lstrip()), at + len(text[at:end].rstrip())
    clauses = _clauses(text, at, end, parties)
    if not clauses or not all(clause.said and _all_known(clause, parties) for clause in clauses):
        return ()
    return () if any(clause.said == "proposed" for clause in clauses) else _attributions(clauses, None)


def behind(text: str, at: int, end: int, parties: Set[str]) -> tuple[Attribution, ...]:
    """Who is named in parentheses right after `at`: “(Norway)”, “(supported by Norway; opposed by Chile)”.

    >>> [(one.party, one.stance) for one in behind("[a] (Norway; opposed by Chile)", 3, 30, frozenset())]
    [('Norway', 'proposed'), ('Chile', 'opposed')]
    """
    opening = _AFTER.match(text, at, end)
    if opening is None:
        return ()
    clauses = _clauses(text, opening.end(), text.index(")", opening.end()), parties)
    if not clauses or not all(clause.said or _all_known(clause, parties) for clause in clauses):
        return ()
    return _attributions(clauses, None)


def alone(text: str, at: int, stop: int, parties: Set[str]) -> tuple[Attribution, ...]:
    """The known parties that a span names, and nothing else: the EU and Japan in “[EU/Japan]”."""
    clauses = _clauses(text, at, stop, parties) or []
    return _attributions(clauses, None) if all(_all_known(clause, parties) for clause in clauses) else ()


def _colon(text: str, start: int, stop: int) -> int:
    """The first colon, of either width, or -1."""
    found = [at for at in (text.find(":", start, stop), text.find("：", start, stop)) if at >= 0]
    return min(found, default=-1)


def _clauses(text: str, at: int, stop: int, parties: Set[str], request: bool = True) -> list[Clause] | None:
    """The clauses of a span; None if a part of it is none. `request`: no words for the text follow them."""
    found: list[Clause] = []
    last = at
    while (at := _over(_GAP, text, at, stop)) < stop:
        if text[at] == ")" and found:
            at += 1
            continue
        read = _clause(text, at, stop, parties)
        if read is None:
            return None
        clause = read[0]
        if clause.by and found and not _STATED.match(text, at, stop):
            clause = _beside(clause, found[0], not request or ";" in text[last:at])
        if clause.parties:
            found.append(clause)
        at = last = read[1]
    return found


def _beside(clause: Clause, first: Clause, apart: bool) -> Clause:
    """What others do beside a party that takes a stance: of “delete, supported by Chile” Chile is for the deletion, too.

    With a semicolon between, or with words for the text behind, nobody knows whether Chile supports the request or the text.
    """
    if first.by or first.said in {None, "proposed", "supported"}:
        return clause
    if apart or first.said != "opposed" or clause.said not in {"supported", "opposed"}:
        return clause._replace(parties=())
    return clause._replace(said="opposed" if clause.said == "supported" else "supported")


def _clause(text: str, at: int, stop: int, parties: Set[str]) -> tuple[Clause, int] | None:
    """The clause that begins at an offset, and its end."""
    if stated := _stated(text, at, stop, parties):
        return stated
    if led := _INSTEAD.match(text, at, stop):
        names = _names(parties).listed.match(text, led.end(), stop)
        return (_named(text, names, "proposed", parties), names.end()) if names else None
    if said := _SAID_BY.match(text, at, stop):
        names = _names(parties).listed.match(text, _over(_BLANKS, text, said.end(), stop), stop)
        return (_named(text, names, _stance(said), parties)._replace(by=True), names.end()) if names else None
    names = _names(parties).listed.match(text, at, stop)
    if names is None:
        return None
    end = names.end()
    clause = _named(text, names, None, parties)
    if members := _MEMBERS.match(text, end, stop):
        end = members.end()
    if behalf := _BEHALF.match(text, end, stop):
        clause, end = _for_others(text, clause, behalf, parties), behalf.end()
    ended = _end_of_clause(text, end, stop, parties)
    said_words = text[end:ended].strip(" \t\r\n*_,:：–—-")
    if not _NOTED.fullmatch(said_words):
        stance = stance_of(said_words)
        if stance is None or stance == "unclear" or clause.said not in {None, stance}:
            return None
        clause = clause._replace(said=stance)
    return clause, ended


def _stated(text: str, at: int, stop: int, parties: Set[str]) -> tuple[Clause, int] | None:
    """A stance and, behind a colon, whose it is: “Delete: Egypt, India”, “Deletion proposed by: Egypt”."""
    lead = _STATED.match(text, at, stop)
    stance = stance_of(lead["said"]) if lead else None
    names = (
        _names(parties).listed.match(text, lead.end(), stop)
        if lead and stance in {"opposed", "supported", "reserved"}
        else None
    )
    if names is None or stance is None or stance == "unclear":
        return None
    clause = _named(text, names, stance, parties)._replace(by=True)
    return (clause, names.end()) if _all_known(clause, parties) else None


def _end_of_clause(text: str, at: int, stop: int, parties: Set[str]) -> int:
    """Where what is said after names ends: at a semicolon, or where others are named."""
    while at < stop:
        if text[at] in ";()":
            return at
        begins = _over(_GAP, text, at, stop) if text[at] in ",\n " else stop
        if begins < stop and (
            _SAID_BY.match(text, begins, stop) or (text[at] == "," and _names(parties).listed.match(text, begins, stop))
        ):
            return at
        at += 1
    return stop


def _for_others(text: str, clause: Clause, behalf: re.Match[str], parties: Set[str]) -> Clause:
    """Who speaks on behalf of a group that is named speaks as the group."""
    at = behalf.start("whom") + len(behalf["whom"]) - len(behalf["whom"].lstrip())
    whom = _names(parties).listed.match(text, at, behalf.end("whom"))
    if whom is None or whom.end() < len(text[: behalf.end("whom")].rstrip()):
        return clause
    named = _named(text, whom, None, parties)
    return named if _all_known(named, parties) else clause


def _named(text: str, names: re.Match[str], said: Stance | None, parties: Set[str]) -> Clause:
    """The clause of a list of names. A verb that ran into the last one is read: “CLpropose”."""
    found: list[tuple[str, int]] = []
    for start, name in _each_name(text, names.start(), names.end(), parties):
        glued = _GLUED.match(name) if said is None else None
        stance = stance_of(glued["verb"]) if glued else None
        if glued and stance is not None and stance != "unclear":
            name, said = glued["name"], stance
        if not (found and name in _OF_MEMBERS):
            found.append((bare(" ".join(name.split()), parties), start))
    return Clause(tuple(found), said)


def _each_name(text: str, at: int, stop: int, parties: Set[str]) -> Iterator[tuple[int, str]]:
    """Each name of a list, with its offset, without its article."""
    while at < stop and (one := _names(parties).one.match(text, at, stop)):
        yield one.start("name"), one["name"]
        gap = _SPLIT.match(text, one.end(), stop)
        at = gap.end() if gap else stop


def _stance(said: re.Match[str]) -> Stance:
    """Which of the groups of `_SAID_BY` matched."""
    return next(stance for stance in _BY if said[stance] is not None)


def _without_doubt(clauses: list[Clause]) -> list[Clause]:
    """Without mere names before others that oppose or reserve: of “US; NZ oppose” nobody knows what the US does."""
    own = [clause.said in {"opposed", "reserved"} and not clause.by for clause in clauses]
    return [clause for at, clause in enumerate(clauses) if clause.said or True not in own[at + 1 : at + 2]]


def _may_speak(clause: Clause, parties: Set[str]) -> bool:
    """Can these be parties before a colon? Unless a verb says so, the names must look like names."""
    return clause.said is not None or all(
        is_name(name, parties) and (is_known(name, parties) or stance_of(name) is None) for name, _ in clause.parties
    )


def _all_known(clause: Clause, parties: Set[str]) -> bool:
    return all(is_known(name, parties) for name, _ in clause.parties)


def _attributions(clauses: list[Clause], said: Stance | None) -> tuple[Attribution, ...]:
    """One attribution for each name; of clauses that only name, with the stance `said`, or that of a proposal."""
    return tuple(
        Attribution(name, clause.said or said or "proposed", start, start + len(name))
        for clause in clauses
        for name, start in clause.parties
    )


def _over(pattern: re.Pattern[str], text: str, at: int, stop: int) -> int:
    """The end of a pattern that may be empty."""
    match = pattern.match(text, at, stop)
    return match.end() if match else at


__all__ = ["KNOWN", "alone", "before", "behind", "is_reserve", "standing", "takes_a_stance"]
