"""Numerals as drafts write them: digits, letters of three alphabets, Roman and Chinese numerals, and words."""

from __future__ import annotations

import re

HAN = "〇零一二三四五六七八九十百"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"  # as lists use it: without ё, й and the signs
ABJAD = "أبجدهوزحطيكلمنسعفصقرشت"
_EAST = CYRILLIC, ABJAD
ORDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "One": 1, "ONE": 1, "Two": 2, "TWO": 2, "Three": 3, "THREE": 3, "Four": 4, "FOUR": 4, "Five": 5, "FIVE": 5, "Six": 6, "SIX": 6,
    "Seven": 7, "SEVEN": 7, "Eight": 8, "EIGHT": 8, "Nine": 9, "NINE": 9, "Ten": 10, "TEN": 10, "Eleven": 11, "ELEVEN": 11,
    "Twelve": 12, "TWELVE": 12,
    "premier": 1, "Premier": 1, "PREMIER": 1, "première": 1, "PREMIÈRE": 1, "primero": 1, "PRIMERO": 1, "الأولى": 1, "الأول": 1, "الثانية": 2, "الثاني": 2, "الثالثة": 3, "الثالث": 3, "الرابعة": 4, "الرابع": 4,
    "الخامسة": 5, "الخامس": 5, "السادسة": 6, "السادس": 6, "السابعة": 7, "السابع": 7, "الثامنة": 8, "الثامن": 8,
    "التاسعة": 9, "التاسع": 9, "العاشرة": 10, "العاشر": 10,
}  # fmt: skip


def ordinal(number: str) -> int:
    """The ordinal of 12, XII, b or premier; the first one of “4-1” and “3/A”; 0 for a placeholder such as “xx”.

    >>> [ordinal(number) for number in ("12", "٥", "XII", "b", "premier", "الثالثة", "二", "3/A", "xx")]
    [12, 5, 12, 2, 1, 3, 2, 3, 0]
    """
    number = re.split(r"[/-]", number)[0]
    if number.isdecimal():
        return int(number)
    if number in ORDINALS:
        return ORDINALS[number]
    if number[:1] in HAN:
        return from_chinese(number)
    letters = number.lower()
    if not letters.strip("x") and letters != "x":
        return 0
    roman = from_roman(letters) if set(letters) <= set("ivx") or len(letters) > 1 else 0
    return roman or from_letters(letters)


def western(number: str) -> str:
    """The number with Western digits in place of other scripts', so that labels can be compared.

    >>> western("٤٢"), western("4.2")
    ('42', '4.2')
    """
    return "".join(str(int(c)) if c.isdecimal() else c for c in number)


def from_letters(letters: str) -> int:
    """The place of a list letter: a…z are 1…26, then aa, bb …; Cyrillic and Arabic as lists count them; 0 for others.

    >>> from_letters("b"), from_letters("cc"), from_letters("iv"), from_letters("в"), from_letters("ب")
    (2, 29, 0, 3, 2)
    """
    letters = letters.rstrip("ـ")
    for alphabet in _EAST:
        if letters in alphabet:
            return alphabet.index(letters) + 1 if letters else 0
    if len(set(letters)) != 1 or not "a" <= letters[0] <= "z" or len(letters) > 2:
        return 0
    return ord(letters[0]) - 96 + 26 * (len(letters) - 1)


def from_chinese(number: str) -> int:
    """The value of a Chinese numeral below a thousand.

    >>> [from_chinese(number) for number in ("十", "二十一", "五十三", "一百〇二", "七五")]
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


def from_roman(letters: str) -> int:
    """The value of a lower-case Roman numeral below 400, or 0.

    >>> from_roman("xiv"), from_roman("iiii"), from_roman("d")
    (14, 0, 0)
    """
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", letters):
        return 0
    total = 0
    for here, after in zip(letters, letters[1:] + " ", strict=True):
        total += -values[here] if values.get(after, 0) > values[here] else values[here]
    return total
