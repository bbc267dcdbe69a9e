"""Numerals of many scripts, and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets.reading.numerals import from_chinese, from_letters, from_roman, ordinal, western


@pytest.mark.parametrize(
    ("number", "counts"),
    [
        ('1', 1),
        ('12', 12),
        ('٥', 5),
        ('۱۲', 12),
        ('XII', 12),
        ('xiv', 14),
        ('i', 1),
        ('v', 5),
        ('b', 2),
        ('z', 26),
        ('aa', 27),
        ('б', 2),
        ('я', 28),
        ('ب', 2),
        ('ش', 21),
        ('premier', 1),
        ('One', 1),
        ('TWELVE', 12),
        ('الثالثة', 3),
        ('العاشر', 10),
        ('二', 2),
        ('二十一', 21),
        ('一百〇二', 102),
        ('3/A', 3),
        ('4-1', 4),
        ('xx', 0),
        ('XX', 0),
        ('x', 10),
        ('zz', 52),
        ('ё', 0),
        ('q1', 0),
    ],
)  # fmt: skip
def test_a_numeral_has_an_ordinal(number: str, counts: int) -> None:
    assert ordinal(number) == counts


def roman(number: int) -> str:
    """A Roman numeral, built the other way round: from tables of digits."""
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    of_ten = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"]
    of_one = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    return "c" * hundreds + of_ten[tens] + of_one[units]


@given(st.integers(1, 399))
def test_roman_numerals_below_four_hundred_are_read(number: int) -> None:
    assert from_roman(roman(number)) == number


@given(st.text(alphabet="ivxlc", min_size=1, max_size=8))
def test_only_well_formed_roman_numerals_are_read(letters: str) -> None:
    assert from_roman(letters) == 0 or roman(from_roman(letters)) == letters


@given(st.integers(1, 52))
def test_list_letters_count_through_the_alphabet_twice(number: int) -> None:
    letter = chr(ord("a") + (number - 1) % 26)
    assert from_letters(letter if number <= 26 else letter * 2) == number


@given(st.integers(0, 10**6), st.sampled_from(["٠", "۰", "०"]))
def test_digits_of_other_scripts_become_western(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert western(written) == str(number) == western(str(number))


@given(st.integers(1, 99))
def test_chinese_numerals_below_a_hundred_are_read(number: int) -> None:
    signs = " 一二三四五六七八九"
    tens, units = divmod(number, 10)
    written = ("" if tens < 2 else signs[tens]) + ("十" if tens else "") + signs[units].strip()
    assert from_chinese(written) == number
