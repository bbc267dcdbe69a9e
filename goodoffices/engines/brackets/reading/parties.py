"""Names in brackets and parentheses: which ones are parties', and what stance they take on the words."""

from __future__ import annotations

import re
from collections.abc import Set

from goodoffices.engines.brackets.model.spans import Attribution, Stance

_CODES = """
EU US USA UK UAE EC AU NZ CA CAN JP JPN KR KOR CN CHN RU RUS IN IND BR BRA MX MEX MY SG VN PE CL BN AUS NOR CHE SUI
G77 G-77 AOSIS LDC LDCs LDCS LMDC LMDCs AILAC EIG ALBA BASIC SIDS CARICOM ASEAN GRULAC WEOG EEG AU AMU SADC ECOWAS
OPEC AG AGN NATO OSCE OIC LAS JUSCANZ CANZ JUSSCANNZ MERCOSUR EFTA PSIDS SICA BIMSTEC G10 G33 G90 ACP TUR UKR FRA DEU
ITA ESP EGY SAU ARG COL VEN BOL CUB NIC ECU PHI THA IDN PAK BGD NGA KEN ZAF
"""
_NAMES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain Bangladesh
Barbados Belarus Belgium Belize Benin Bhutan Bolivia Botswana Brazil Brunei Bulgaria Burundi Cambodia Cameroon Canada
Chad Chile China Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador Egypt Eritrea
Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada Guatemala Guinea
Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan
Kenya Kiribati Korea Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg
Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia
Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan
Palau Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Senegal Serbia
Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Tajikistan Tanzania
Thailand Togo Tonga Tunisia Turkey Türkiye Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela
Vietnam Yemen Zambia Zimbabwe
"""
_LONG = """
Antigua and Barbuda · Bosnia and Herzegovina · Burkina Faso · Cabo Verde · Central African Republic · Costa Rica ·
Côte d’Ivoire · Dominican Republic · El Salvador · Equatorial Guinea · Marshall Islands · New Zealand ·
North Macedonia · Papua New Guinea · Russian Federation · Saudi Arabia · Sierra Leone · Solomon Islands · South Africa
· South Sudan · Sri Lanka · Timor-Leste · Trinidad and Tobago · United Arab Emirates · United Kingdom · United States
· Viet Nam · European Union · African Group · African Union · Arab Group · Umbrella Group · Group of 77 ·
G77 and China · G77+China · Environmental Integrity Group · Small Island Developing States · Least Developed Countries
"""
KNOWN = frozenset([*_CODES.split(), *_NAMES.split(), *(" ".join(name.split()) for name in _LONG.split("·"))])
"""Members of the United Nations by their short English names, and the groups that speak in its meetings.

Source: un.org/en/about-us/member-states.
"""

_VERBS: dict[str, Stance] = {
    "propos": "proposed", "suggest": "proposed", "support": "supported", "agree": "supported", "oppos": "opposed",
    "object": "opposed", "reject": "opposed", "reserv": "reserved", "consider": "reserved", "pending": "reserved",
    "withdr": "withdrawn", "placeholder": "reserved",
}  # fmt: skip
_VERB = (
    r"(?:propos(?:es?|ed|al|ing)|suggest(?:s|ed|ion)?|support(?:s|ed|ing)?|agrees?|oppos(?:es?|ed|ing)|objects?|rejects?"
    r"|reserv(?:es?|ed|ing|ation)|consider(?:s|ing)|withdr(?:aws?|awn|ew))"
)
# A name: a few capitalised words or codes.
_NAME = r"[^\W\d_a-z][\w’'+.-]{0,30}(?:[ \t](?:and[ \t](?=China|Barbuda|Herzegovina|Tobago)|of[ \t]|the[ \t])?[^\W_a-z][\w’'+.-]{0,30}){0,4}"
_AND = r"(?:[ \t]*(?://|[/,&;+|])[ \t]*(?:and[ \t]+)?|[ \t]+and[ \t]+)"
_LIST = rf"{_NAME}(?:{_AND}{_NAME}){{0,30}}"
_SAYING = (
    # A number before the verb is a footnote mark; drafts in columns break the line there.
    rf"(?:(?:[ \t]+\d{{1,3}})?(?:[ \t]*:[ \t]*|[ \t]+|[ \t]*\r?\n[ \t]*)(?P<verb>{_VERB}|placeholder)\b(?:[ \t]+(?:by|to|the|this|text|its|position|deletion|pending|instructions)){{0,4}})?"
)
_CLAUSE = re.compile(rf"(?P<names>{_LIST}){_SAYING}(?P<more>[ \t]*;[ \t]*)?")
_BY = re.compile(rf"(?P<verb>(?i:{_VERB}))[ \t]+(?:by|from|of)?[ \t:]*(?P<names>{_LIST})(?P<more>[ \t]*;[ \t]*)?")
# A bracket that says nothing but that somebody reserves a position: “general scrutiny reserve”.
_RESERVING = re.compile(
    r"[\s*_]*(?:(?:a|general|full|substantive|scrutiny|study|parliamentary)[ \t]+){0,3}(?:reserv(?:es?|ed|ing|ations?)|placeholder)"
    r"(?:[ \t,]+(?:its|their|the|a|on|for|this|positions?|text|paragraph|article|pending|instructions|(?:further[ \t]+)?consultations?)){0,8}"
    r"[\s*_.;,]*",
    re.IGNORECASE,
)
_LONGEST_RESERVE = 160
_BEFORE = re.compile(r"[ \t\r\n*_]{0,20}")
_COLON = re.compile(r"[ \t]*[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*\n?")
_AFTER = re.compile(r"[ \t]*[*_]{0,3}\n?[ \t]*\((?=[^()\n]{1,200}\))")
_SPLIT = re.compile(_AND)
_GLUED = re.compile(rf"(?P<name>[A-Z]{{2,5}})(?P<verb>{_VERB})$")  # “CLpropose”
_MARKED = re.compile(r"(?P<name>[A-Z]{2,5})[ \t]?\d{1,3}$")  # “MX14”, “MX 14”: with a footnote mark
# Capitalised words before a colon that are not the name of a party.
_NO_NAMES = """
Adaptation Agreement All Alt Alternative And Annex Article Articles Cf Chair Chairs Chapeau Chapter Comment Comments
Convention Definition Definitions Delete Deleted Editor Editors Explanation Finance Footnote For Former Heading In
Insert Merged Mitigation Moved New Note Notes Objective Old Operative Option Options Or Para Paragraph Part
Placeholder Placement Preamble Preambular Proposal Protocol Purpose Rule Scope Section See Source Structure Sub
Subtitle Text The Title Variant
"""
_NOT = frozenset(_NO_NAMES.split())


def before(text: str, at: int, end: int, parties: Set[str]) -> tuple[tuple[Attribution, ...], int]:
    """Who speaks at the beginning of a bracket (“EU/AU propose; NZ oppose: …”), and the offset where the words begin.

    at, end   the span of what the bracket holds
    parties   names to read as parties', besides `KNOWN`

    >>> before("[US/JP propose; EU oppose: shall]", 1, 32, frozenset())[0][1:]
    (Attribution(party='JP', stance='proposed', start=4, end=6), Attribution(party='EU', stance='opposed', start=16, end=18))
    """
    space = _BEFORE.match(text, at, end)
    start = space.end() if space else at
    colon = text.find(":", start, min(end, start + 400))
    if colon < 0:
        return (), at
    found: list[Attribution] = []
    position = start
    bare = True
    while clause := _CLAUSE.match(text, position, colon):
        bare = bare and not clause["verb"]
        if not clause["verb"] and not all(_is_name(name, parties) for name in _SPLIT.split(clause["names"])):
            return (), at
        found += _each(text, clause, parties)
        position = clause.end()
        if not clause["more"]:
            break
    after = _COLON.match(text, position, end)
    if not found or not after:
        return (), at
    if bare and is_reserve(text, after.end(), end):
        found = [one._replace(stance="reserved") for one in found]
    return tuple(found), after.end()


def is_reserve(text: str, start: int, end: int) -> bool:
    """Do these words only say that a position is reserved: “reserve”, “reserves its position”, “placeholder”?

    >>> [is_reserve(words, 0, len(words)) for words in ("reserves its position.", "scrutiny reserve", "reserves of water")]
    [True, True, False]
    """
    return 0 < end - start < _LONGEST_RESERVE and bool(_RESERVING.fullmatch(text, start, end))


def reserving(text: str, at: int, end: int, parties: Set[str]) -> tuple[Attribution, ...]:
    """Who reserves its position in a bracket that says nothing else: “[Chile reserves its position]”.

    >>> reserving("[Chile reserves its position]", 1, 28, frozenset())
    (Attribution(party='Chile', stance='reserved', start=1, end=6),)
    """
    if not 0 < end - at < _LONGEST_RESERVE:
        return ()
    at, end = end - len(text[at:end].lstrip()), at + len(text[at:end].rstrip())
    clause = _BY.fullmatch(text, at, end) or _CLAUSE.fullmatch(text, at, end)
    if (
        clause is None
        or not clause["verb"]
        or not all(_is_known(name, parties) for name in _SPLIT.split(clause["names"]))
    ):
        return ()
    return tuple(one for one in _each(text, clause, parties) if one.stance == "reserved")


def behind(text: str, at: int, end: int, parties: Set[str]) -> tuple[Attribution, ...]:
    """Who is named in parentheses right after `at`: “(Norway)”, “(supported by Norway; opposed by Chile)”.

    >>> [(one.party, one.stance) for one in behind("[a] (Norway; opposed by Chile)", 3, 30, frozenset())]
    [('Norway', 'proposed'), ('Chile', 'opposed')]
    """
    opening = _AFTER.match(text, at, end)
    if opening is None:
        return ()
    position, closing = opening.end(), text.index(")", opening.end())
    found: list[Attribution] = []
    while position < closing:
        clause = _BY.match(text, position, closing) or _CLAUSE.match(text, position, closing)
        if clause is None:
            return ()
        names = _SPLIT.split(clause["names"])
        if not clause["verb"] and not all(_is_known(name, parties) for name in names):
            return ()
        found += _each(text, clause, parties)
        position = clause.end()
        if not clause["more"]:
            break
    return tuple(found) if not text[position:closing].strip() else ()


def _each(text: str, clause: re.Match[str], parties: Set[str]) -> list[Attribution]:
    """One attribution for each name of a clause."""
    names = _SPLIT.split(clause["names"])
    glued = None if clause["verb"] else _GLUED.match(names[-1])
    verb = (glued["verb"] if glued else clause["verb"] or "proposed").lower()
    stance = next(stance for stem, stance in _VERBS.items() if verb.startswith(stem))
    found = []
    at = clause.start("names")
    for written in names:
        name = _bare(glued["name"] if glued and written is names[-1] else written, parties)
        at = text.index(written, at)
        found.append(Attribution(name, stance, at, at + len(name)))
        at += len(written)
    return found


def _bare(name: str, parties: Set[str]) -> str:
    """The name without a footnote mark that a copy ran into it (“MX14”); “G77” stays as it is."""
    marked = None if _is_known(name, parties) else _MARKED.match(name)
    return marked["name"] if marked and _is_known(marked["name"], parties) else name


def _is_name(name: str, parties: Set[str]) -> bool:
    """Can these capitalised words be a party? Known names are; others unless one of the words describes the text."""
    return _is_known(name, parties) or not (_NOT & set(name.split()) or name in {"I", "A"})


def _is_known(name: str, parties: Set[str]) -> bool:
    return name in parties or name in KNOWN
