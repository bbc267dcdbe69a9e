"""Words of diplomacy in five languages, found by other forms of themselves and kept apart from others."""

import pytest

from goodoffices.engines.words import LANGUAGES, terms
from goodoffices.engines.words.forms import form_of

TOGETHER = {
    "en": [
        "negotiation negotiations negotiated negotiating",
        "treaty treaties Treaty’s",
        "withdraw withdrawing",
        "ENVOY envoys",
    ],
    "ru": [
        "переговоры переговоров переговорам переговорами ПЕРЕГОВОРАХ",
        "соглашение соглашения соглашением соглашений",
        "самолёт самолет самолёты",
        "делегация делегациями делегаций",
    ],
    "tr": [
        "müzakere müzakereler müzakerelerin müzakerelerde MÜZAKERE",
        "sınır sınırlar sınırları SINIR SINIRLARI sinir",
        "İstanbul İSTANBUL istanbul İstanbul’da İstanbul'un",
        "ışık IŞIK ışığı",
        "taahhüt taahhütler taahhüdü",
    ],
    "fr": [
        "négociation négociations Négociations negociations",
        "l’accord accord accords d'accord",
        "délégué déléguées délégués",
        "œuvre oeuvre l’œuvre",
    ],
    "ar": [
        "مفاوضات المفاوضات والمفاوضات للمفاوضات مُفَاوَضَات مفاوضـــات",
        "أطراف الأطراف والأطراف اطراف للأطراف",
        "حدود الحدود حدودها وحدودهم",
        "هدنة الهدنة هدنه",
        "إلى الى",
    ],
}
APART = {
    "en": ["party partial", "prison price", "object observe"],
    "ru": ["договор разговор", "граница гранит", "мир мера", "район раион"],
    "tr": ["taraf tarife", "karar kadar", "barış bariyer"],
    "fr": ["frontière front", "retrait traité", "paix pays"],
    "ar": ["حدود حديد", "وساطة وسيط", "سلام سلاح"],
}


@pytest.mark.parametrize(("language", "words"), [(each, line) for each in LANGUAGES for line in TOGETHER[each]])
def test_forms_of_one_word_find_each_other(language, words):
    assert len({form_of(word, language) for word in words.split()}) == 1


@pytest.mark.parametrize(("language", "words"), [(each, line) for each in LANGUAGES for line in APART[each]])
def test_other_words_stay_apart(language, words):
    assert len({form_of(word, language) for word in words.split()}) == 2


def test_words_of_another_script_are_stemmed_in_a_language_of_that_script():
    assert terms("Les переговоры sur les المفاوضات", "fr") == ["le", "переговор", "sur", "le", "مفاوض"]
    assert terms("Стороны: NATO proposals", "ru")[1:] == terms("NATO proposals", "en")


def test_languages_without_rules_are_folded_only():
    assert terms("Die Verträge für ÖSTERREICH", "de") == ["die", "vertrage", "fur", "osterreich"]
    assert terms("Переговори в Києві", "uk") == ["переговори", "в", "києві".replace("ї", "і")]


def test_what_is_written_without_spaces_is_found_sign_by_sign():
    assert terms("谈判代表 team", "zh") == ["谈", "判", "代", "表", "team"]


def test_digits_of_all_scripts_are_the_same():
    assert terms("٢٠٢٥", "ar") == terms("2025", "en") == ["2025"]


def test_presentation_forms_and_full_width_letters_are_plain_ones():
    assert terms("ﺳﻼم ＮＡＴＯ ﬁnal", "ar") == terms("سلام NATO final", "ar")
