"""Operative words in five languages, and compared between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.operative import Line, checklist, language_of, operative
from goodoffices.engines.operative.finding import LONGEST, SORTS
from goodoffices.engines.operative.spelling import Spelled, Word, spelled_out
from goodoffices.engines.operative.vocabulary import (
    FREQUENT,
    JOINING,
    MONTHS,
    NEGATION,
    NOT_NUMBERS,
    NUMBERS,
    OBLIGATION,
    VALUES,
)

LANGUAGES = ["en", "fr", "ru", "tr", "ar"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ('en', 'North shall pay 40 by 3 June 2026.', [('number', '40'), ('date', '6-3'), ('obligation', 'duty')]),
        ('en', 'They must not open 1,200 of them.', [('number', '1200'), ('negation', 'not'), ('obligation', 'duty')]),
        ('en', 'Two hundred and five percent', [('number', '205')]),
        ('en', 'one of us may go', [('obligation', 'permission')]),
        ('en', 'We cannot accept 3.5 million', [('number', '3500000'), ('negation', 'not')]),
        ('en', 'by 12/05/2026 or 2026-05-12', [('date', '5-12'), ('date', '5-12')]),
        ('en', 'unless it ought to', [('obligation', 'condition'), ('obligation', 'advice')]),
        ('en', 'twenty-five days', [('number', '25')]),
        ('en', 'in May they may', [('date', '5'), ('obligation', 'permission')]),
        ('en', 'nobody will pay', [('negation', 'not'), ('obligation', 'intent')]),
        ('fr', 'Les Parties doivent payer 1 200 euros.', [('number', '1200'), ('obligation', 'duty')]),
        ('fr', 'soixante-quinze jours', [('number', '75')]),
        ('fr', 'avant le 1er juin', [('date', '6-1')]),
        ('fr', 'Il ne peut pas attendre', [('negation', 'not'), ('negation', 'not'), ('obligation', 'permission')]),
        ('fr', 'sauf si elle devrait', [('obligation', 'condition'), ('obligation', 'condition'), ('obligation', 'advice')]),
        ('ru', 'Стороны должны ждать сорок пять дней.', [('number', '45'), ('obligation', 'duty')]),
        ('ru', 'не позднее 5 мая 2026', [('date', '5-5'), ('negation', 'not')]),
        ('ru', 'двести', [('number', '200')]),
        ('ru', 'если может', [('obligation', 'condition'), ('obligation', 'permission')]),
        ('ru', 'без нарушений', [('negation', 'not')]),
        ('tr', 'Taraflar kırk beş gün beklemelidir.', [('number', '45'), ('obligation', 'duty')]),
        ('tr', '15 Mayıs 2026', [('date', '5-15')]),
        ('tr', 'gelemez', [('negation', 'not')]),
        ('tr', 'yapabilir ise', [('obligation', 'permission'), ('obligation', 'condition')]),
        ('ar', 'يجب على الطرفين', [('obligation', 'duty')]),
        ('ar', 'خمسة وأربعون يوما', [('number', '45')]),
        ('ar', 'لا يجوز', [('negation', 'not'), ('obligation', 'permission')]),
        ('ar', '٢٥ مايو', [('date', '5-25')]),
        ('ar', '٢٫٥ في المئة', [('number', '2.5%')]),
        ('ar', 'إذا لم', [('negation', 'not'), ('obligation', 'condition')]),
    ],
)  # fmt: skip
def test_operative_words_are_found(language: str, text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.sort, one.key) for one in operative(text, language=language)] == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('We shall wait.', 'en'),
        ('La France doit attendre que nous parlions.', 'fr'),
        ('Мы должны ждать.', 'ru'),
        ('Taraflar için bir gün daha.', 'tr'),
        ('يجب أن ننتظر', 'ar'),
        ('ığ', 'tr'),
        ('123', 'en'),
        ('', 'en'),
        ('Wir warten', 'en'),
        ('Il faut que les Parties attendent', 'fr'),
        ('The كلمة is one', 'en'),
    ],
)  # fmt: skip
def test_a_language_is_told_from_its_letters_and_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("statement", "restatement", "names", "lines"),
    [
        ('We must have 40 by June.', 'Il vous faut 40.', (), [('number', '40', True, False), ('date', 'June', False, False), ('obligation', 'must', False, False)]),
        ('North shall pay South.', 'South shall pay North.', ('North', 'South'), [('obligation', 'shall', True, False), ('who', 'North → South', False, False), ('who', 'South → North', False, True)]),
        ('We shall not go.', 'We shall go.', (), [('negation', 'not', False, False), ('obligation', 'shall', True, False)]),
        ('Pay 40 and 40.', 'Pay 40.', (), [('number', '40', True, False), ('number', '40', False, False)]),
        ('Pay 40.', 'Pay 40 and 50.', (), [('number', '40', True, False), ('number', '50', False, True)]),
        ('Мы должны ждать 45 дней.', 'We must wait forty-five days.', (), [('number', '45', True, False), ('obligation', 'должны', True, False)]),
    ],
)  # fmt: skip
def test_a_checklist_says_what_is_kept_lost_and_added(
    statement: str, restatement: str, names: tuple[str, ...], lines: list[tuple[str, str, bool, bool]]
) -> None:
    assert checklist(statement, restatement, names) == [Line(*one) for one in lines]  # type: ignore[arg-type]


words = st.lists(
    st.sampled_from(["shall", "not", "40", "5 May 2026", "North", "South", "may", "two", "hundred", "pay", "."]), max_size=12
).map(" ".join)  # fmt: skip


@given(words)
def test_a_statement_said_back_word_for_word_keeps_everything(text: str) -> None:
    assert all(line.met and not line.added for line in checklist(text, text, ["North", "South"]))


@given(words, words)
def test_what_one_text_adds_the_other_lacks(one: str, other: str) -> None:
    forth, back = checklist(one, other), checklist(other, one)
    lost = [line for line in forth if not line.met and not line.added]
    assert len(lost) == len([line for line in back if line.added])
    assert len([line for line in forth if line.met]) == len([line for line in back if line.met])


@given(words)
def test_lines_come_sort_by_sort_and_words_stand_in_the_text(text: str) -> None:
    found = operative(text, ["North", "South"])
    assert [SORTS.index(one.sort) for one in found] == sorted(SORTS.index(one.sort) for one in found)
    assert all(one.words in text for one in found if one.sort != "who")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_vocabulary_of_a_language_is_complete(language: str) -> None:
    assert len(MONTHS[language].split()) == 12
    assert len(NUMBERS[language].split()) == len(VALUES)
    assert set(OBLIGATION[language]) == {"duty", "permission", "advice", "intent", "condition"}
    assert language in NEGATION and language in NOT_NUMBERS and language in JOINING
    assert language in FREQUENT or language in {"ru", "ar"}  # told by their letters


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("at", range(len(VALUES)))
def test_every_number_word_has_its_value(language: str, at: int) -> None:
    for form in NUMBERS[language].split()[at].split("|"):
        written = form if form not in NOT_NUMBERS[language] else ""
        found = spelled_out(written, [Word(written, written, 0, len(written))], language) if written else []
        assert [one.value for one in found] == ([VALUES[at]] if written else [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_found_under_every_name(language: str, month: int) -> None:
    for name in MONTHS[language].split()[month - 1].split("|"):
        text = f"3 {name.replace('_', ' ')} 2026"
        assert [one.key for one in operative(text, language=language) if one.sort == "date"] == [f"{month}-3"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12/05/2026", "5-12"),
        ("05/22/2026", "5-22"),
        ("2026-05-12", "5-12"),
        ("12.05.2026", "5-12"),
        ("May 12, 2026", "5-12"),
        ("12 May", "5-12"),
        ("May 2026", "5"),
    ],
)  # fmt: skip
def test_a_date_is_a_month_and_a_day_however_it_is_written(text: str, key: str) -> None:
    assert [one.key for one in operative(text, language="en")] == [key]


@pytest.mark.parametrize("text", ["32/05/2026", "12/13/14", "0/0/2026", "may"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert not [one for one in operative(text, language="en") if one.sort == "date"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("1 200", "1200"), ("1.200", "1200"), ("1,200,000", "1200000"), ("2,5", "2.5"), ("٢٫٥", "2.5"), ("40 %", "40%"), ("40 per cent", "40%"), ("3.5 million", "3500000"), ("2 thousand", "2000")],
)  # fmt: skip
def test_a_number_has_one_key_however_it_is_written(text: str, key: str) -> None:
    assert [one.key for one in operative(text, language="en") if one.sort == "number"] == [key]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("North pays South.", ["North → South"]),
        ("South is paid by North.", ["South → North"]),
        ("North pays. South waits.", []),
        ("North pays South; South pays North.", ["North → South", "South → North"]),
        ("Northern rivers reach South.", []),
        ("North and North.", []),
    ],
)  # fmt: skip
def test_the_order_of_names_in_a_sentence_says_who_to_whom(text: str, keys: list[str]) -> None:
    assert [one.key for one in operative(text, ["North", "South"], "en") if one.sort == "who"] == keys


def test_a_single_party_does_nothing_to_another() -> None:
    assert [one for one in operative("North pays North.", ["North"], "en") if one.sort == "who"] == []


def test_a_language_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        operative("Wir müssen", language="de")


def test_what_is_too_long_is_not_looked_at() -> None:
    assert operative("x " * LONGEST + "40", language="en") == []


@pytest.mark.parametrize(
    ("values", "next_values", "continues"),
    [([40], [5], True), ([5], [6], False), ([5], [100], True), ([100], [5], True), ([40], [50], False), ([1000], [100], True)],
)  # fmt: skip
def test_a_number_goes_on_with_smaller_parts(values: list[int], next_values: list[int], continues: bool) -> None:
    assert Spelled(0, 0, values).takes(next_values) is continues
