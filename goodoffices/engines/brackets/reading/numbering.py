"""Labels that begin a line, such as “12 bis.” or “(iv)”: each read as a numbering scheme and an ordinal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from goodoffices.engines.brackets.reading.numerals import (
    ABJAD,
    CYRILLIC,
    HAN,
    ORDINALS,
    from_chinese,
    from_letters,
    from_roman,
    ordinal,
    western,
)

# bis, ter, quater … in the order of the Latin numerals; drafts write “quat” as well.
SUFFIXES = ("bis", "ter", "quater", "quat", "quinquies", "quin", "sexies", "septies", "octies", "novies", "decies")
_WORDS = "|".join(SUFFIXES)
_WORD = rf"(?:{_WORDS}|{_WORDS.upper()}|مكررا?)(?![^\W_])"
# Also as “12*bis*” in Markdown, “1.bis” and “2 (ter)”.
_SUFFIX = rf"(?:[ \t]?(?:(?<![^\W\d_]){_WORD}|\*{{1,2}}{_WORD}\*{{1,2}}|_{_WORD}_|\({_WORD}\))|(?<=\d)[.-]{_WORD})"
_ALT = r"(?:[ \t]{0,2}[-.]?\(?\b[Aa][Ll][Tt](?:ernative(?![ \t]+[a-z]))?\b[.]?\)?(?:[ \t]?\d{1,2}\b)?|(?<=\d)alt\b[.]?\d{0,2}|\.[ \t]Alt\b[ \t]?\d{0,2}(?=[.:)]))"
_MORE = rf"{_SUFFIX}?(?:(?<=[a-z])\.?\d\b)?{_ALT}?{_SUFFIX}?"
_SPACE = r"(?=[\s\[{*_“\"(]|\](?:\s|$)|$)"

# English first, then French, Spanish, Russian, Turkish, Arabic.
_ARTICLE = (
    r"(?:[Aa]rticle|ARTICLE|Art\.|Rule|RULE|Regulation|REGULATION|Clause|CLAUSE|Artigo|ARTIGO|Artikel|ARTIKEL|[Aa]rt[íi]culo|ART[ÍI]CULO|Règle|Статья|СТАТЬЯ"
    r"|Правило|(?:Geçici[ ]|GEÇİCİ[ ]|Ek[ ]|EK[ ])?(?:Madde|MADDE)|المادة|مادة)"
)
_DIVISION = (
    r"(?:Section|SECTION|Chapter|CHAPTER|Part|PART|Title|TITLE|Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE|Protocol"
    r"|Chapitre|CHAPITRE|Partie|PARTIE|Titre|TITRE|Annexe|ANNEXE|Capítulo|CAPÍTULO|Sección|SECCIÓN|Título|TÍTULO|Anexo|ANEXO|Раздел|РАЗДЕЛ|ГЛАВА|ПРИЛОЖЕНИЕ|BÖLÜM|EK|Глава|Приложение|Bölüm|Ek|الفصل|الباب|المرفق)"
)
_ROMAN = r"[IVXLC]{1,7}|[ivxlc]{1,7}"
_DIGITS = r"[0-9٠-٩۰-۹]{1,4}"
_WRITTEN = rf"(?:{'|'.join(ORDINALS)})\b"
_HAN = rf"[{HAN}]{{1,7}}"
_LETTER = rf"[a-z{CYRILLIC}]|[{ABJAD}]ـ?"

OPTION = r"Option|Variant|VARIANT|OPTION|Opt\.?|Alternative|ALTERNATIVE|Variante|VARIANTE|Opción|OPCIÓN|Вариант|ВАРИАНТ|Seçenek|SEÇENEK|الخيار|البديل|备选案文|備選案文|选项|選項|方案"

LABEL = re.compile(
    rf"""
    (?P<article>{_ARTICLE}[ \t\xa0]{{1,3}}(?:[Nn]o\.?[ ]|№[ ]?)?\[?(?P<article_n>{_DIGITS}(?:\.\d{{1,3}}){{0,4}}(?!\d)(?:\.(?:[A-Z]|[Xx]{{1,3}})\b|[/-][A-Z]\b|-\d{{1,2}}\b)?|{_WRITTEN}
        |(?:[IVXLC]{{1,7}}(?:\.\d{{1,2}}){{1,3}}|(?:[IVXLC]{{1,7}}:\d{{1,2}}\b)|{_ROMAN}|[Xx]\d{{1,2}}|[Xx]+|…|_{{1,4}}|premier|[A-Z]{{1,3}}(?:\.(?:[A-Z0-9]{{1,3}}|[Xx]{{1,3}})){{1,3}}|[A-Z])(?:\b|(?<=[…_])|(?={_WORD}))){_MORE}\]?)
    |(?P<chinese>第[ \t]?(?P<chinese_n>[0-9０-９]{{1,4}}(?:\.\d{{1,3}})?|{_HAN})[ \t]?[條条](?:之[{HAN}]{{1,2}})?)(?=[\s\[:：（(]|$)
    |(?P<part>第[ \t]?(?P<part_n>[0-9０-９]{{1,4}}|{_HAN})[ \t]?[章节節编編])(?=[\s\[:：（(]|$)
    |(?P<annex>附件(?P<annex_n>[0-9０-９]{{1,3}}|{_HAN}))(?=[\s\[:：（(]|$)
    |(?P<han>(?P<han_n>{_HAN}|[0-9０-９]{{1,3}})[、．])
    |(?P<han_paren>[（(](?P<han_paren_n>{_HAN}|[0-9０-９]{{1,3}}(?=）))[）)])
    |(?P<division>{_DIVISION}[ \t\xa0]{{1,3}}(?P<division_n>{_DIGITS}(?:\.\d{{1,3}}){{0,3}}(?!\d)(?:-[A-Z]\b)?|{_WRITTEN}|(?:{_ROMAN}|[Xx]|[A-Z])\b){_MORE})
    |(?P<option>\(?(?:(?P<sub>[Ss]ub-?[ ]?)(?:option|{OPTION})|{OPTION}|(?:Alt|ALT)\.?(?=[ \t](?:\d{{1,2}}|[A-Z])[ \t]?[:：]))
        (?:[ \t\xa0]{{1,2}}|(?=[\d{HAN}])|(?<=[\u4e00-\u9fff])(?=[A-Z]))(?:[Nn]o\.?[ ]|№[ ]?|\#)?
        \(?(?P<option_n>{_DIGITS}(?:\.(?:\d{{1,2}}|[A-Za-z])\b)?|{_WRITTEN}|{_ROMAN}|[A-Za-z]|{_HAN})\)?(?:{_SUFFIX}?(?:[ \t]?(?:[a-z]\b|\([a-z]\)))?{_ALT}?)
        (?=[ \t*_\xa0]{{0,6}}[:：.–—]|\][ \t]|\]\s*$|[ \t]-[ \t]|[ ]*\t|[ \t*_]{{0,6}}$|(?<!\(\w)\)(?:[ \t:]|$)|[ \t]*[*_]{{0,3}}[ \t]+[\[(“"]|[ \t]+[A-Z][\w’'-]*[ \t]
        |,?[ \t]+(?:proposed|supported|suggested|submitted|tabled|based|for|from|on)[ \t][^\n:]{{1,80}}[:：]))
    |(?P<pp>(?:PP|Pp|pp|OP|Op|op)[ \t.]?(?P<pp_n>\d{{1,3}})(?!\d){_MORE}[.:)]?){_SPACE}
    |(?P<dotted>(?P<dotted_n>\d{{1,3}}(?:\.(?:\d{{1,3}}|[xX]\b|[a-z]\b)){{1,9}}){_MORE}[.:)]?)(?=[\s\[{{*_“"(]|$)
    |(?P<arabic>(?P<arabic_n>\d{{1,3}}){_MORE}(?P<arabic_end>\\?[.)]|[ \t]?:|(?<=[٠-٩])[ \t]?[-–ـ])){_SPACE}
    |(?P<supplement>(?P<supplement_n>\d{{1,3}}){_SUFFIX}(?:[ \t]?\b[Aa]lt\b)?[.:)]?){_SPACE}
    |(?P<instead>(?:ALT|Alt)\.?[ \t]?(?P<instead_n>\d{{1,3}}){_SUFFIX}?[.:)]){_SPACE}
    |(?P<paren>\((?P<paren_n>\d{{1,3}}|[a-z]{{1,2}}|[ivxlc]{{1,6}}|{_LETTER}){_MORE}\){_SUFFIX}?{_ALT}?){_SPACE}
    |(?P<half>(?P<half_n>{_LETTER}|[ivxl]{{1,5}}){_MORE}\)){_SPACE}
    |(?P<letter>(?P<letter_n>[A-Z])\.)(?=\s|\[|$)
    |(?P<roman>(?P<roman_n>[IVXLC]{{1,7}})\.)(?=\s|\[|$)
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
    """A label, written at `start`…`end`.

    scheme    which numbering it belongs to: article · division · option · pp · op · dotted · arabic · arabic) · paren-1 ·
              paren-a · paren-i · half-a · half-i · letter · roman · small-a · small-i · bullet
    label     as people say it; `number` is its ordinal; `level` counts the numbers of a dotted one, and is 2
              for a sub-option
    also      the second label under double numbering, or ""
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
    """The label at an offset, or None. For letters that may be Roman numbers, see `alternatives`.

    at, stop   offsets; the label lies between them

    >>> label_at("12 bis. Each Party", 0, 18)
    Label(scheme='arabic', label='12 bis', number=12, alt=False, level=1, start=0, end=7, also='')
    """
    match = LABEL.match(text, at, stop)
    if match is None or (text[match.end() : match.end() + 1] == "]" and text[at - 1 : at] != "["):
        return None
    read = _READERS[_outer(match)]
    found = read(match)
    if found.scheme in {"arabic", "pp", "op", "dotted", "supplement"} and (also := ALSO.match(text, found.end, stop)):
        found = found._replace(also=also["a"] or also["b"], end=also.end())
    return found


def alternatives(found: Label) -> tuple[Label, ...]:
    """All readings of a label: “(i)” is the ninth letter or the Roman number one.

    >>> [(l.scheme, l.number) for l in alternatives(label_at("(i) x", 0, 5))]
    [('paren-a', 9), ('paren-i', 1)]
    """
    family, _, kind = found.scheme.partition("-")
    letters = found.label.split()[0].lower() if found.label else ""
    readings = [found]
    if kind in {"a", "i"} and (roman := from_roman(letters)):
        place = from_letters(letters)
        readings = [found._replace(scheme=f"{family}-i", number=roman)]
        if place:
            readings.insert(0, found._replace(scheme=f"{family}-a", number=place))
    elif found.scheme == "letter" and (roman := from_roman(letters)):
        readings.append(found._replace(scheme="roman", number=roman))
    return tuple(readings)


def _outer(match: re.Match[str]) -> str:
    for name in _READERS:
        if match[name] is not None:
            return name
    raise AssertionError("a label matches one of its kinds")


def _tail(match: re.Match[str], group: str) -> tuple[str, bool]:
    """What follows the number (" bis", " alt") in one spelling, and whether it contains “alt”."""
    words = re.findall(r"[^\W\d_]+|\d+", match.string[match.end(group) : match.end()])
    joined = " ".join(words).lower()
    return (f" {joined}" if words else ""), "alt" in joined


def _numbered(scheme: str, match: re.Match[str], group: str) -> Label:
    number = match[group]
    more, alt = _tail(match, group)
    level = number.count(".") + 1
    return Label(scheme, western(number) + more, ordinal(number.split(".")[-1]), alt, level, match.start(), match.end())


def _article(match: re.Match[str]) -> Label:
    return _numbered("article", match, "article_n")


def _chinese(match: re.Match[str]) -> Label:
    whole, _, part = match["chinese_n"].partition(".")
    number = from_chinese(whole)
    after = match["chinese"].rpartition("之")
    more = f" {from_chinese(after[2])}" if after[1] else ""  # 之一 is the Chinese for bis
    number, label = (int(part), f"{number}.{part}") if part else (number, str(number))
    return Label("article", f"{label}{more}", number, False, 1 + bool(part), *match.span())


def _han(scheme: str, group: str) -> Callable[[re.Match[str]], Label]:
    def read(match: re.Match[str]) -> Label:
        number = from_chinese(match[group])
        return Label(scheme, str(number), number, False, 1, *match.span())

    return read


def _lettered(family: str, match: re.Match[str], group: str) -> Label:
    letters = match[group]
    more, alt = _tail(match, group)
    if letters.isdigit():
        scheme, number = f"{family}-1", int(letters)
    elif place := from_letters(letters):
        scheme, number = f"{family}-a", place
    else:
        scheme, number = f"{family}-i", from_roman(letters)
    return Label(scheme, letters + more, number, alt, 1, match.start(), match.end())


def _option(match: re.Match[str]) -> Label:
    found = _numbered("option", match, "option_n")
    return found._replace(level=2) if match["sub"] else found


def _pp(match: re.Match[str]) -> Label:
    found = _numbered(match["pp"][:2].lower(), match, "pp_n")
    return found._replace(label=f"{found.scheme.upper()} {found.label}")


def _arabic(match: re.Match[str]) -> Label:
    return _numbered("arabic)" if match["arabic_end"] == ")" else "arabic", match, "arabic_n")


def _instead(match: re.Match[str]) -> Label:
    found = _numbered("arabic", match, "instead_n")
    return found._replace(label=f"{found.label} alt", alt=True)


_READERS: dict[str, Callable[[re.Match[str]], Label]] = {
    "article": _article,
    "chinese": _chinese,
    "part": _han("division", "part_n"),
    "annex": _han("division", "annex_n"),
    "han": _han("arabic", "han_n"),
    "han_paren": _han("paren-1", "han_paren_n"),
    "division": lambda match: _numbered("division", match, "division_n"),
    "option": _option,
    "pp": _pp,
    "dotted": lambda match: _numbered("dotted", match, "dotted_n"),
    "arabic": _arabic,
    "supplement": lambda match: _numbered("arabic", match, "supplement_n"),
    "instead": _instead,
    "paren": lambda match: _lettered("paren", match, "paren_n"),
    "half": lambda match: _lettered("half", match, "half_n"),
    "letter": lambda match: Label(
        "letter", match["letter_n"], from_letters(match["letter_n"].lower()), False, 1, *match.span()
    ),
    "roman": lambda match: Label(
        "roman", match["roman_n"], from_roman(match["roman_n"].lower()), False, 1, *match.span()
    ),
    "small": lambda match: _lettered("small", match, "small_n"),
    "bullet": lambda match: Label("bullet", "", 0, False, 1, *match.span()),
}
