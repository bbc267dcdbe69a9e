"""Find the operative words of a text: numbers, dates, negation, words of obligation, who does what to whom."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from goodoffices.engines.operative.spelling import Word, spelled_out
from goodoffices.engines.operative.vocabulary import FREQUENT, MONTHS, NEGATION, OBLIGATION

Sort = Literal["number", "date", "negation", "obligation", "who"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""All sorts, in the order in which they are listed."""

LONGEST = 20_000
"""How many characters of a text are looked at. No statement is longer."""

_WORD = re.compile(r"[\w'’%-]+")
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.,٬٫]\d{3})+(?!\d)|\d+(?:[.,٫]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])({_DIGITS})(?:\s?(%|٪|per cent|pour cent|процент\w*|yüzde|في المئة))?")

_IN_DIGITS = re.compile(r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2(?:19|20)\d{2}(?![\d/])")


class Operative(NamedTuple):
    """One operative word, or a few that belong together.

    words   as they are written
    key     what they mean in any language: a number in plain digits, a date as month or month-day, "not", a class of obligation
            (duty, permission, advice, intent, condition), or the names of parties in order
    """

    sort: Sort
    words: str
    key: str


def language_of(text: str) -> str:
    """The language that a text is most likely in: en, fr, ru, tr or ar; en if no word tells.

    >>> language_of("Мы должны ждать."), language_of("La France doit attendre que nous parlions.")
    ('ru', 'fr')
    """
    arabic = len(re.findall(r"[\u0600-\u06ff]", text))
    cyrillic = len(re.findall(r"[\u0400-\u04ff]", text))
    latin = len(re.findall(r"[A-Za-zÀ-ž]", text))
    if max(arabic, cyrillic) > latin / 2 and max(arabic, cyrillic):
        return "ar" if arabic > cyrillic else "ru"
    if re.search(r"[ığşİ]", text):
        return "tr"
    words = [word.lower() for word in _WORD.findall(text)]
    scores = {language: sum(word in telling.split() for word in words) for language, telling in FREQUENT.items()}
    return max(scores, key=lambda language: scores[language])


def operative(text: str, names: Sequence[str] = (), language: str = "") -> list[Operative]:
    """The operative words of a text, sort by sort, each sort in the order of the text. O(n).

    names      of the parties; the order in which a sentence names them says who does what to whom
    language   en, fr, ru, tr or ar; KeyError for another; guessed if it is left out

    >>> [(o.sort, o.key) for o in operative("North shall not let less than 40 pass to South.", ["North", "South"])]
    [('number', '40'), ('negation', 'not'), ('obligation', 'duty'), ('who', 'North → South')]
    """
    text = unicodedata.normalize("NFC", text)[:LONGEST]
    language = language or language_of(text)
    dates = _dates(text, language)
    taken = [span for _date, span in dates]
    words = [Word(found[0], _lower(found[0]), *found.span()) for found in _WORD.finditer(text)]
    found = [*_numbers(text, words, language, taken), *(date for date, _span in dates)]
    found += [
        Operative("negation", word.written, "not") for word in words if re.fullmatch(NEGATION[language], word.low)
    ]
    for word in words:
        if any(first <= word.start < last for first, last in taken):
            continue  # the month of May is no permission
        kind = next((k for k, rule in OBLIGATION[language].items() if re.fullmatch(rule, word.low)), None)
        found += [Operative("obligation", word.written, kind)] if kind else []
    return [*found, *_who(text, names)]


def _numbers(text: str, words: list[Word], language: str, taken: list[tuple[int, int]]) -> list[Operative]:
    """Numbers in digits and in words, outside the spans `taken`, in the order of the text."""
    met: list[tuple[int, Operative]] = []
    spelled = spelled_out(text, words, language)
    for each in _NUMBER.finditer(text):
        if not any(start <= each.start() < end for start, end in taken):
            value, end = _plain(each[1]), each.end()
            many = next((one for one in spelled if one.alone >= 1_000 and text[end : one.start].isspace()), None)
            if many:  # “3.5 million”
                value, end = _times(value, many.alone), many.end
                spelled.remove(many)
            met.append(
                (each.start(), Operative("number", text[each.start() : end].strip(), value + ("%" if each[2] else "")))
            )
    for one in spelled:
        if not any(first <= one.start < last for first, last in taken):
            met.append((one.start, Operative("number", text[one.start : one.end], str(one.value))))
    return [each for _at, each in sorted(met, key=lambda pair: pair[0])]


def _times(digits: str, by: int) -> str:
    """The product in plain digits; the digits alone if it is not a whole number."""
    value = Fraction(digits) * by
    return str(value.numerator) if value.denominator == 1 else digits


def _plain(digits: str) -> str:
    """Digits in plain form: `1 200`, `1.200` and `1,200` become `1200`; `2,5` and `٢٫٥` become `2.5`."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in digits)
    plain = re.sub(r"[ \u00a0\u202f.,٬٫](?=\d{3}(?:\D|$))", "", plain)
    return re.sub(r"[,٫]", ".", plain)


def _dates(text: str, language: str) -> list[tuple[Operative, tuple[int, int]]]:
    """The dates of a text, each with its span, in order."""
    months = {
        name.replace("_", " "): at for at, names in enumerate(MONTHS[language].split(), 1) for name in names.split("|")
    }
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(months, key=len, reverse=True))
    low = _lower(text)
    found = []
    for each in re.finditer(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", low):
        found.append((Operative("date", text[slice(*each.span())], f"{int(each[2])}-{int(each[3])}"), each.span()))
    for each in _IN_DIGITS.finditer(low):
        first, second = int(each[1]), int(each[3])
        month, number = (
            (first, second) if second > 12 else (second, first)
        )  # the day comes first, unless that is impossible
        if 1 <= month <= 12 and 1 <= number <= 31:
            found.append((Operative("date", each[0], f"{month}-{number}"), each.span()))
    pattern = rf"(?:(?P<d>\d{{1,2}})(?:er|\.)?\s+)?(?<!\w)(?P<m>{names})(?!\w)(?:\s+(?P<e>\d{{1,2}})(?!\d))?(?:,?\s+\d{{4}}(?!\d))?"
    for each in re.finditer(pattern, low):
        day = each["d"] or each["e"]
        if language == "en" and each["m"] == "may" and not day and text[each.start("m")] != "M":
            continue  # the permission, not the month
        key = (
            f"{months[' '.join(each['m'].split())]}-{_plain(day)}" if day else str(months[" ".join(each["m"].split())])
        )
        found.append((Operative("date", text[slice(*each.span())].strip(), key), each.span()))
    return sorted(found, key=lambda pair: pair[1])


def _who(text: str, names: Sequence[str]) -> list[Operative]:
    """For each sentence that names two parties or more: the parties in the order in which it first names them."""
    if len(names) < 2:
        return []
    rule = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)))
    found = []
    for sentence in re.split(r"(?<=[.!?؟;])\s+", text):
        order = list(dict.fromkeys(rule.findall(sentence)))
        if len(order) > 1:
            found.append(Operative("who", " → ".join(order), " → ".join(order)))
    return found


def _lower(text: str) -> str:
    """Small letters, one for each character: `İ` becomes `i`, which Python would make two characters."""
    return "".join(low if len(low := c.lower()) == 1 else "i" if c == "İ" else c for c in text)
