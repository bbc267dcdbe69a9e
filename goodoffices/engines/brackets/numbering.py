"""How drafts number: the labels that begin a line, read into a scheme, an ordinal and what follows it."""

from __future__ import annotations

import re
from typing import NamedTuple

# bis, ter, quater … in the order of the Latin numerals; drafts write “quat” as well.
SUFFIXES = ("bis", "ter", "quater", "quat", "quinquies", "quin", "sexies", "septies", "octies", "novies", "decies")
_SUFFIX = rf"(?:[ \t]?\b(?:{'|'.join(SUFFIXES)})\b|(?<=\d)(?:{'|'.join(SUFFIXES)})\b)"
_ALT = r"(?:[ \t]{0,2}[-.]?\(?\b[Aa][Ll][Tt](?:ernative)?\b[.]?\)?(?:[ \t]?\d{1,2}\b)?|(?<=\d)alt\b[.]?\d{0,2}|\.[ \t]Alt\b[ \t]?\d{0,2}(?=[.:)]))"
_MORE = rf"{_SUFFIX}?(?:(?<=[a-z])\.?\d\b)?{_ALT}?{_SUFFIX}?"
_SPACE = r"(?=[\s\[{*_“\"(]|$)"

# English first, then French, Spanish, Russian, Turkish, Arabic.
_ARTICLE = (
    r"(?:[Aa]rticle|ARTICLE|Art\.|Rule|RULE|Regulation|REGULATION|Clause|CLAUSE|[Aa]rt[íi]culo|ART[ÍI]CULO|Règle|Статья|СТАТЬЯ"
    r"|Правило|Madde|MADDE|المادة|مادة)"
)
_DIVISION = (
    r"(?:Section|SECTION|Chapter|CHAPTER|Part|PART|Title|TITLE|Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE|Protocol"
    r"|Chapitre|Partie|Annexe|Раздел|Глава|Приложение|Bölüm|Ek|الفصل|الباب|المرفق)"
)
_ROMAN = r"[IVXLC]{1,7}|[ivxlc]{1,7}"
_DIGITS = r"[0-9٠-٩۰-۹]{1,4}"

_OPTION = "Option|OPTION|Alternative|ALTERNATIVE|Вариант|Seçenek|الخيار"
OPTION = re.compile(_OPTION)

LABEL = re.compile(
    rf"""
    (?P<article>{_ARTICLE}[ \t\xa0]{{1,3}}\[?(?P<article_n>{_DIGITS}(?:\.\d{{1,3}})*(?!\d)|(?:{_ROMAN}|[Xx]+|premier|[A-Z]{{1,3}}(?:\.[A-Z0-9]{{1,3}}){{1,3}}|[A-Z])\b){_MORE}\]?)
    |(?P<chinese>第[ \t]?(?P<chinese_n>[0-9０-９]{{1,4}}|[〇零一二三四五六七八九十百]{{1,7}})[ \t]?[條条](?:之[一二三四五六七八九十]{{1,2}})?)(?=[\s\[:：（(]|$)
    |(?P<division>{_DIVISION}[ \t\xa0]{{1,3}}(?P<division_n>{_DIGITS}(?!\d)|(?:{_ROMAN}|[Xx]|[A-Z])\b){_MORE})
    |(?P<option>(?:{_OPTION})(?:[ \t\xa0]{{1,2}}|(?=\d))
        \(?(?P<option_n>{_DIGITS}|{_ROMAN}|[A-Za-z])\)?(?:{_SUFFIX}?(?:[ \t]?[a-z]\b)?)(?=[ \t*_]{{0,6}}[:.–—]|[ \t*_]{{0,6}}$|[ \t]*[*_]{{0,3}}[ \t]+[\[(“"]))
    |(?P<pp>(?:PP|Pp|pp|OP|Op|op)[ \t.]?(?P<pp_n>\d{{1,3}})(?!\d){_MORE}[.:)]?){_SPACE}
    |(?P<dotted>(?P<dotted_n>\d{{1,3}}(?:\.(?:\d{{1,3}}|[xX]\b|[a-z]\b))+){_MORE}[.:)]?)(?=[\s\[{{*_“"(]|$)
    |(?P<arabic>(?P<arabic_n>\d{{1,3}}){_MORE}(?P<arabic_end>\\?[.)]|[ \t]?:)){_SPACE}
    |(?P<supplement>(?P<supplement_n>\d{{1,3}})[ \t]?(?:{"|".join(SUFFIXES)})\b(?:[ \t]?\b[Aa]lt\b)?[.:)]?){_SPACE}
    |(?P<paren>\((?P<paren_n>\d{{1,3}}|[a-z]{{1,2}}|[ivxlc]{{1,6}}){_MORE}\){_SUFFIX}?{_ALT}?){_SPACE}
    |(?P<half>(?P<half_n>[a-z]|[ivxl]{{1,5}}){_MORE}\)){_SPACE}
    |(?P<letter>(?P<letter_n>[A-Z])\.)(?=\s|$)
    |(?P<roman>(?P<roman_n>[IVXLC]{{1,7}})\.)(?=\s|$)
    |(?P<small>(?P<small_n>[a-z]|[ivx]{{2,5}})\.)(?=[ \t]+\S|\s*$)
    |(?P<bullet>[-•–·‣▪*](?=[ \t]+\S))
    """,
    re.VERBOSE,
)
# The second number under double numbering: “12. [14.]”, “5. (7.)”, “3. 3.”.
ALSO = re.compile(
    r"[ \t]{0,4}(?:[\[(](?:ex[ \t])?(?P<a>\d{1,3}(?:\.\d{1,3})*(?:[ \t]?(?:bis|ter|quater))?)[.)]?[\])]|(?P<b>\d{1,3}(?:\.\d{1,3})*)\.(?=[ \t]))"
)


class Label(NamedTuple):
    """A label as it stands at `start`…`end`.

    scheme    which numbering it belongs to: article · division · option · pp · op · dotted · arabic · arabic) · paren-1 ·
              paren-a · paren-i · half-a · half-i · letter · roman · small-a · small-i · bullet
    label     as people say it; `number` its ordinal; `level` how many numbers a dotted one has
    """

    scheme: str
    label: str
    number: int
    alt: bool
    level: int
    start: int
    end: int
    also: str = ""


def label_at(text: str, at: int, stop: int) -> Label | None:
    """The label that stands at an offset, or None. Of letters that may be Roman, `alternatives` gives the other reading.

    >>> label_at("12 bis. Each Party", 0, 18)
    Label(scheme='arabic', label='12 bis', number=12, alt=False, level=1, start=0, end=7, also='')
    """
    match = LABEL.match(text, at, stop)
    if match is None:
        return None
    read = _READERS[_outer(match)]
    found = read(match)
    if found.scheme in {"arabic", "pp", "op", "dotted", "supplement"} and (also := ALSO.match(text, found.end, stop)):
        found = found._replace(also=also["a"] or also["b"], end=also.end())
    return found


def alternatives(found: Label) -> tuple[Label, ...]:
    """All readings of a label: “(i)” is the ninth letter or Roman one.

    >>> [(l.scheme, l.number) for l in alternatives(label_at("(i) x", 0, 5))]
    [('paren-a', 9), ('paren-i', 1)]
    """
    family, _, kind = found.scheme.partition("-")
    letters = found.label.split()[0].lower() if found.label else ""
    readings = [found]
    if kind in {"a", "i"} and (roman := _from_roman(letters)):
        ordinal = _from_letters(letters)
        readings = [found._replace(scheme=f"{family}-i", number=roman)]
        if ordinal:
            readings.insert(0, found._replace(scheme=f"{family}-a", number=ordinal))
    elif found.scheme == "letter" and (roman := _from_roman(letters)):
        readings.append(found._replace(scheme="roman", number=roman))
    return tuple(readings)


def _outer(match: re.Match[str]) -> str:
    for name in _READERS:
        if match[name] is not None:
            return name
    raise AssertionError("a label matches one of its kinds")


def _tail(match: re.Match[str], group: str) -> tuple[str, bool]:
    """What follows the number: " bis", " alt", in one spelling; and does it say that it stands instead?"""
    words = re.findall(r"[^\W\d_]+|\d+", match.string[match.end(group) : match.end()])
    joined = " ".join(words).lower()
    return (f" {joined}" if words else ""), "alt" in joined


def _numbered(scheme: str, match: re.Match[str], group: str) -> Label:
    number = match[group]
    more, alt = _tail(match, group)
    level = number.count(".") + 1
    return Label(
        scheme, _western(number) + more, _ordinal(number.split(".")[-1]), alt, level, match.start(), match.end()
    )


def _article(match: re.Match[str]) -> Label:
    return _numbered("article", match, "article_n")


def _chinese(match: re.Match[str]) -> Label:
    number = _from_chinese(match["chinese_n"])
    after = match["chinese"].rpartition("之")
    more = f" {_from_chinese(after[2])}" if after[1] else ""  # 之一 is what others call bis
    return Label("article", f"{number}{more}", number, False, 1, *match.span())


def _lettered(family: str, match: re.Match[str], group: str) -> Label:
    letters = match[group]
    more, alt = _tail(match, group)
    if letters.isdigit():
        scheme, number = f"{family}-1", int(letters)
    elif ordinal := _from_letters(letters):
        scheme, number = f"{family}-a", ordinal
    else:
        scheme, number = f"{family}-i", _from_roman(letters)
    return Label(scheme, letters + more, number, alt, 1, match.start(), match.end())


def _option(match: re.Match[str]) -> Label:
    return _numbered("option", match, "option_n")


def _pp(match: re.Match[str]) -> Label:
    found = _numbered(match["pp"][:2].lower(), match, "pp_n")
    return found._replace(label=f"{found.scheme.upper()} {found.label}")


def _arabic(match: re.Match[str]) -> Label:
    return _numbered("arabic)" if match["arabic_end"] == ")" else "arabic", match, "arabic_n")


_READERS = {
    "article": _article,
    "chinese": _chinese,
    "division": lambda match: _numbered("division", match, "division_n"),
    "option": _option,
    "pp": _pp,
    "dotted": lambda match: _numbered("dotted", match, "dotted_n"),
    "arabic": _arabic,
    "supplement": lambda match: _numbered("arabic", match, "supplement_n"),
    "paren": lambda match: _lettered("paren", match, "paren_n"),
    "half": lambda match: _lettered("half", match, "half_n"),
    "letter": lambda match: Label(
        "letter", match["letter_n"], _from_letters(match["letter_n"].lower()), False, 1, *match.span()
    ),
    "roman": lambda match: Label(
        "roman", match["roman_n"], _from_roman(match["roman_n"].lower()), False, 1, *match.span()
    ),
    "small": lambda match: _lettered("small", match, "small_n"),
    "bullet": lambda match: Label("bullet", "", 0, False, 1, *match.span()),
}


def _ordinal(number: str) -> int:
    """12, XII, b, premier → an ordinal; 0 where it is a placeholder."""
    if number.isdigit():
        return int(number)
    if number == "premier":
        return 1
    if number.lower().strip("x") == "" and number.lower() != "x":
        return 0
    roman = _from_roman(number.lower()) if set(number.lower()) <= set("ivx") or len(number) > 1 else 0
    return roman or _from_letters(number.lower())


def _western(number: str) -> str:
    """Arabic and Persian digits in their Western form, so that labels compare."""
    return "".join(str(int(c)) if c.isdigit() else c for c in number)


def _from_letters(letters: str) -> int:
    """a…z are 1…26, aa, bb … follow; 0 for others.

    >>> _from_letters("b"), _from_letters("cc"), _from_letters("iv")
    (2, 29, 0)
    """
    if len(set(letters)) != 1 or not "a" <= letters[0] <= "z" or len(letters) > 2:
        return 0
    return ord(letters[0]) - 96 + 26 * (len(letters) - 1)


def _from_chinese(number: str) -> int:
    """A Chinese numeral below a thousand.

    >>> [_from_chinese(number) for number in ("十", "二十一", "五十三", "一百〇二", "七五")]
    [10, 21, 53, 102, 75]
    """
    if number.isdecimal():
        return int(number)
    total, last = 0, 0
    for sign in number:
        digit = "零一二三四五六七八九".find(sign.replace("〇", "零"))
        if digit >= 0:
            last = last * 10 + digit
        else:
            total, last = total + (last or 1) * {"十": 10, "百": 100}[sign], 0
    return total + last


def _from_roman(letters: str) -> int:
    """A Roman numeral, or 0.

    >>> _from_roman("xiv"), _from_roman("iiii"), _from_roman("d")
    (14, 0, 0)
    """
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", letters):
        return 0
    total = 0
    for here, after in zip(letters, letters[1:] + " ", strict=True):
        total += -values[here] if values.get(after, 0) > values[here] else values[here]
    return total
