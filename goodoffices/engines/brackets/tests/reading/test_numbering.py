"""Labels that begin a line, in many manners and languages."""

import pytest

from goodoffices.engines.brackets.reading.numbering import alternatives, label_at


@pytest.mark.parametrize(
    ("text", "read"),
    [  # scheme, label, ordinal, does it replace another, second number
        ('Article 5', ('article', '5', 5, False, '')),
        ('Article 5 bis', ('article', '5 bis', 5, False, '')),
        ('Article 2bis (PURPOSE)', ('article', '2 bis', 2, False, '')),
        ('ARTICLE 12', ('article', '12', 12, False, '')),
        ('ARTICLE QQ.1', ('article', 'QQ.1', 1, False, '')),
        ('Article QQ.A.2bis', ('article', 'QQ.A.2 bis', 2, False, '')),
        ('Article I', ('article', 'I', 1, False, '')),
        ('Article XII', ('article', 'XII', 12, False, '')),
        ('Article premier', ('article', 'premier', 1, False, '')),
        ('Article A', ('article', 'A', 1, False, '')),
        ('Art. 7', ('article', '7', 7, False, '')),
        ('Rule 42', ('article', '42', 42, False, '')),
        ('RULE 42 bis', ('article', '42 bis', 42, False, '')),
        ('Regulation 3', ('article', '3', 3, False, '')),
        ('Clause 7.2', ('article', '7.2', 2, False, '')),
        ('Artículo 4', ('article', '4', 4, False, '')),
        ('ARTÍCULO 4', ('article', '4', 4, False, '')),
        ('Règle 9', ('article', '9', 9, False, '')),
        ('Статья 4-1', ('article', '4-1', 4, False, '')),
        ('СТАТЬЯ 12', ('article', '12', 12, False, '')),
        ('Правило 3', ('article', '3', 3, False, '')),
        ('Madde 3/A', ('article', '3/A', 3, False, '')),
        ('MADDE 7', ('article', '7', 7, False, '')),
        ('Geçici Madde 1', ('article', '1', 1, False, '')),
        ('Ek Madde 2', ('article', '2', 2, False, '')),
        ('المادة 5', ('article', '5', 5, False, '')),
        ('المادة ٥', ('article', '5', 5, False, '')),
        ('المادة الثالثة', ('article', 'الثالثة', 3, False, '')),
        ('Article 3ter', ('article', '3 ter', 3, False, '')),
        ('Article 3.2.1', ('article', '3.2.1', 1, False, '')),
        ('Article IV.2', ('article', 'IV.2', 2, False, '')),
        ('Article [5]', ('article', '5', 5, False, '')),
        ('Article 5 alt', ('article', '5 alt', 5, True, '')),
        ('第三條', ('article', '3', 3, False, '')),
        ('第12条', ('article', '12', 12, False, '')),
        ('第二十一条', ('article', '21', 21, False, '')),
        ('第三条之一', ('article', '3 1', 3, False, '')),
        ('第二章', ('division', '2', 2, False, '')),
        ('第3节', ('division', '3', 3, False, '')),
        ('Section 3', ('division', '3', 3, False, '')),
        ('SECTION IV', ('division', 'IV', 4, False, '')),
        ('Chapter 2', ('division', '2', 2, False, '')),
        ('CHAPTER II', ('division', 'II', 2, False, '')),
        ('Part One', ('division', 'One', 1, False, '')),
        ('PART TWO', ('division', 'TWO', 2, False, '')),
        ('Title I', ('division', 'I', 1, False, '')),
        ('Annex I', ('division', 'I', 1, False, '')),
        ('ANNEX B', ('division', 'B', 2, False, '')),
        ('Appendix 2', ('division', '2', 2, False, '')),
        ('Schedule 1', ('division', '1', 1, False, '')),
        ('Chapitre 4', ('division', '4', 4, False, '')),
        ('Раздел 2', ('division', '2', 2, False, '')),
        ('Глава 5', ('division', '5', 5, False, '')),
        ('Приложение 1', ('division', '1', 1, False, '')),
        ('Bölüm 3', ('division', '3', 3, False, '')),
        ('الفصل 2', ('division', '2', 2, False, '')),
        ('الباب ٣', ('division', '3', 3, False, '')),
        ('Option 1:', ('option', '1', 1, False, '')),
        ('Option (a):', ('option', 'a', 1, False, '')),
        ('Option I:', ('option', 'I', 1, False, '')),
        ('Option 1 bis:', ('option', '1 bis', 1, False, '')),
        ('Option 1.A:', ('option', '1.A', 1, False, '')),
        ('OPTION 2.', ('option', '2', 2, False, '')),
        ('Opt. 3:', ('option', '3', 3, False, '')),
        ('Alternative 2.', ('option', '2', 2, False, '')),
        ('Variante 1 :', ('option', '1', 1, False, '')),
        ('Opción 2:', ('option', '2', 2, False, '')),
        ('Вариант 1:', ('option', '1', 1, False, '')),
        ('Seçenek 2:', ('option', '2', 2, False, '')),
        ('الخيار 1:', ('option', '1', 1, False, '')),
        ('备选案文1：', ('option', '1', 1, False, '')),
        ('Option 2 - Each', ('option', '2', 2, False, '')),
        ('Option 1 [Each', ('option', '1', 1, False, '')),
        ('PP1 Recalling', ('pp', 'PP 1', 1, False, '')),
        ('Pp3 Noting', ('pp', 'PP 3', 3, False, '')),
        ('PP 1 bis Deeply', ('pp', 'PP 1 bis', 1, False, '')),
        ('OP2. Requests', ('op', 'OP 2', 2, False, '')),
        ('op 4 Decides', ('op', 'OP 4', 4, False, '')),
        ('PP2 alt Noting', ('pp', 'PP 2 alt', 2, True, '')),
        ('1. Each Party', ('arabic', '1', 1, False, '')),
        ('12 bis. Each', ('arabic', '12 bis', 12, False, '')),
        ('12*bis*. Each', ('arabic', '12 bis', 12, False, '')),
        ('12 *ter* Each', ('arabic', '12 ter', 12, False, '')),
        ('1.bis. Each', ('arabic', '1 bis', 1, False, '')),
        ('2 (ter). Each', ('arabic', '2 ter', 2, False, '')),
        ('3) Each', ('arabic)', '3', 3, False, '')),
        ('4 alt. Each', ('arabic', '4 alt', 4, True, '')),
        ('4 Alt. Each', ('arabic', '4 alt', 4, True, '')),
        ('ALT 4. Each', ('arabic', '4 alt', 4, True, '')),
        ('Alt 2 bis. Each', ('arabic', '2 bis alt', 2, True, '')),
        ('7 : Each', ('arabic', '7', 7, False, '')),
        ('١ - تجتمع', ('arabic', '1', 1, False, '')),
        ('٤٢. تجتمع', ('arabic', '42', 42, False, '')),
        ('12. [14.] Each', ('arabic', '12', 12, False, '14')),
        ('5. (7.) Each', ('arabic', '5', 5, False, '7')),
        ('3. 3. Each', ('arabic', '3', 3, False, '3')),
        ('12. (ex 14 bis) Each', ('arabic', '12', 12, False, '14 bis')),
        ('3.1 Each', ('dotted', '3.1', 1, False, '')),
        ('3.1. Each', ('dotted', '3.1', 1, False, '')),
        ('3.3quat Each', ('dotted', '3.3 quat', 3, False, '')),
        ('3.3bis Alt Each', ('dotted', '3.3 bis alt', 3, True, '')),
        ('10.2.4 bis Each', ('dotted', '10.2.4 bis', 4, False, '')),
        ('4.x Each', ('dotted', '4.x', 10, False, '')),
        ('2.a Each', ('dotted', '2.a', 1, False, '')),
        ('(a) the level', ('paren-a', 'a', 1, False, '')),
        ('(b bis) the level', ('paren-a', 'b bis', 2, False, '')),
        ('(aa) the level', ('paren-a', 'aa', 27, False, '')),
        ('(i) the level', ('paren-a', 'i', 9, False, '')),
        ('(iv) the level', ('paren-i', 'iv', 4, False, '')),
        ('(xiv) the level', ('paren-i', 'xiv', 14, False, '')),
        ('(1) the level', ('paren-1', '1', 1, False, '')),
        ('(б) уровень', ('paren-a', 'б', 2, False, '')),
        ('(ب) المستوى', ('paren-a', 'ب', 2, False, '')),
        ('(二) 每两年', ('paren-1', '2', 2, False, '')),
        ('（二）每两年', ('paren-1', '2', 2, False, '')),
        ('（3）每两年', ('paren-1', '3', 3, False, '')),
        ('a) the level', ('half-a', 'a', 1, False, '')),
        ('б) уровень', ('half-a', 'б', 2, False, '')),
        ('iv) the level', ('half-i', 'iv', 4, False, '')),
        ('A. Preamble', ('letter', 'A', 1, False, '')),
        ('II. Title', ('roman', 'II', 2, False, '')),
        ('H. Title', ('letter', 'H', 8, False, '')),
        ('a. the level', ('small-a', 'a', 1, False, '')),
        ('iv. the level', ('small-i', 'iv', 4, False, '')),
        ('• the level', ('bullet', '', 0, False, '')),
        ('- the level', ('bullet', '', 0, False, '')),
        ('* the level', ('bullet', '', 0, False, '')),
        ('– the level', ('bullet', '', 0, False, '')),
        ('一、各缔约方', ('arabic', '1', 1, False, '')),
        ('1.5 degrees', ('dotted', '1.5', 5, False, '')),
        ('12bis Each', ('arabic', '12 bis', 12, False, '')),
        ('3 ter Each', ('arabic', '3 ter', 3, False, '')),
    ],
)  # fmt: skip
def test_a_label_has_a_scheme_and_an_ordinal(text: str, read: tuple[str, str, int, bool, str]) -> None:
    found = label_at(text, 0, len(text))
    assert found is not None
    assert (found.scheme, found.label, found.number, found.alt, found.also) == read
    assert found.start == 0 and 0 < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "5 Each Party",
        "Each Party",
        "(abc) the level",
        "2015. Each",
        "Articles 5 and 6",
        "Optional: none",
        "(ex 5) Each",
        "1234. Each",
    ],
)
def test_other_words_and_numbers_are_no_label(text: str) -> None:
    assert label_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("(i) x", [("paren-a", 9), ("paren-i", 1)]),
        ("(v) x", [("paren-a", 22), ("paren-i", 5)]),
        ("(iv) x", [("paren-i", 4)]),
        ("(a) x", [("paren-a", 1)]),
        ("i) x", [("half-a", 9), ("half-i", 1)]),
        ("x. y", [("small-a", 24), ("small-i", 10)]),
        ("I. Title", [("letter", 9), ("roman", 1)]),
        ("H. Title", [("letter", 8)]),
        ("3. x", [("arabic", 3)]),
        ("- x", [("bullet", 0)]),
    ],
)  # fmt: skip
def test_a_letter_that_may_be_roman_has_both_readings(text: str, readings: list[tuple[str, int]]) -> None:
    found = label_at(text, 0, len(text))
    assert found is not None
    assert [(one.scheme, one.number) for one in alternatives(found)] == readings


def test_a_label_is_read_only_up_to_the_stop() -> None:
    assert label_at("Article 12", 0, 9) is not None and label_at("Article 12", 0, 7) is None


def test_a_label_before_a_closer_needs_an_opener_before_it() -> None:
    text = "see 7.] and [8.] both"
    assert label_at(text, 4, len(text)) is None
    found = label_at(text, 13, len(text))
    assert found is not None and found.label == "8"
