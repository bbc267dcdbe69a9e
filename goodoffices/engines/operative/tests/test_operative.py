"""Operative words in five languages, and what a restatement keeps of them."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.operative import checklist, comparing, finding, language_of, operative

NAMES = ["North", "South"]


def keys(text, sort, names=()):
    return [each.key for each in operative(text, names) if each.sort == sort]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We shall let the water pass.", "en"),
        ("Nous ne laisserons pas passer l’eau de la rivière.", "fr"),
        ("Мы не пропустим воду до 3 мая.", "ru"),
        ("Suyu 3 Mayıs'a kadar bırakmayacağız.", "tr"),
        ("لن نترك الماء يمر قبل 3 مايو.", "ar"),
    ],
)
def test_the_language_is_told(text, language):
    assert language_of(text) == language
    if language != "en":
        assert keys(text, "negation")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 40 cubic metres", ["40"]),
        ("1,200 and 1.200 and 1 200", ["1200", "1200", "1200"]),
        ("2.5 per cent, 30 %", ["2.5%", "30%"]),
        ("three of seven", ["3", "7"]),
        ("one of us", []),
        ("٤٠ مترا مكعبا و ٢٫٥ في المئة", ["40", "2.5%"]),
    ],
)
def test_numbers_come_to_plain_digits(text, expected):
    assert keys(text, "number") == expected


@pytest.mark.parametrize(
    "text",
    [
        "by 3 May 2025",
        "on May 3, 2025",
        "on 2025-05-03",
        "avant le 3 mai 2025, nous et les autres",
        "до 3 мая 2025",
        "3 Mayıs 2025 için",
        "قبل 3 مايو 2025",
    ],
)
def test_a_date_is_the_same_in_every_language(text):
    assert keys(text, "date") == ["5-3"]
    assert keys(text, "number") == []


def test_may_the_permission_is_not_may_the_month():
    assert keys("You may go in May.", "date") == ["5"]
    assert keys("You may go in May.", "obligation")[0] == "permission"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You must wait", "duty"),
        ("Vous devez ? Non : la partie doit attendre que nous parlions", "duty"),
        ("Север должен ждать", "duty"),
        ("Kuzey beklemeli, bu açık", "duty"),
        ("يجب على الشمال أن ينتظر", "duty"),
        ("Север может ждать", "permission"),
        ("يجوز للشمال أن ينتظر", "permission"),
    ],
)
def test_words_of_obligation_have_a_class(text, expected):
    assert expected in keys(text, "obligation")


def test_who_to_whom_is_an_order_of_names():
    assert keys("North shall pay South.", "who", NAMES) == ["North → South"]
    lines = checklist("North shall pay South.", "South shall pay North.", NAMES)
    assert [(line.met, line.added) for line in lines if line.sort == "who"] == [(False, False), (False, True)]


def test_a_checklist_says_what_is_kept_what_is_lost_and_what_came_in():
    lines = checklist("We will not go below 40 before June.", "You will go below 40, or 30, before June.")
    told = {(line.sort, line.words): (line.met, line.added) for line in lines}
    assert told["number", "40"] == (True, False)
    assert told["number", "30"] == (False, True)
    assert told["negation", "not"] == (False, False)
    assert told["date", "June"] == (True, False)


def test_across_two_languages():
    lines = checklist("You must let 40 pass before 3 May.", "Вы должны пропустить 40 до 3 мая.")
    assert all(line.met for line in lines), lines


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_have_a_checklist(statement, restatement):
    lines = checklist(statement, restatement, NAMES)
    assert len([line for line in lines if not line.added]) == len(operative(statement, NAMES))
    assert all(line.met for line in checklist(statement, statement, NAMES))


def test_the_examples_hold():
    for module in (finding, comparing):
        assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Twenty-five, not sixty; two hundred and five men and six women.", ["25", "60", "205", "6"]),
        ("Three thousand, 3.5 million, 3 thousand. No one.", ["3000", "3500000", "3000"]),
        ("soixante-quinze et quatre-vingt-cinq, vingt et un, une personne, deux mille cinq cents", ["75", "85", "21", "2500"]),
        ("передать сорок пять человек, двести и тысячу двести; двух женщин", ["45", "200", "1200", "2"]),
        ("kırk beş kişi, yüz yirmi, bir kişi", ["45", "120"]),
        ("خمسة عشر شخصا وخمسة وأربعون امرأة", ["15", "45"]),
    ],
)  # fmt: skip
def test_numbers_in_words_are_those_in_digits(text: str, keys: list[str]) -> None:
    assert [each.key for each in operative(text) if each.sort == "number"] == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("on 15/06/2026", "6-15"), ("on 06.15.2026", "6-15"), ("В июне", "6"), ("Январь", "1"),
        ("قبل كانون الثاني", "1"), ("في 5 حزيران", "6-5"), ("by 3 Sept 2026", "9-3"),
    ],
)  # fmt: skip
def test_months_have_many_names_and_dates_many_forms(text: str, key: str) -> None:
    assert [each.key for each in operative(text) if each.sort == "date"] == [key]
    assert not [each for each in operative(text) if each.sort == "number"]
