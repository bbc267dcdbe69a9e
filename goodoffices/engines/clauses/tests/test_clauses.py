"""Clauses checked: what each rule finds, and what it leaves alone."""

import pytest

from goodoffices.engines.clauses import Clause, checked, elements, report


def article(number, *paragraphs):
    """An article and its numbered paragraphs."""
    rows = [Clause(f"{number}", (str(number),), f"Article {number}\n\n", True)]
    for at, words in enumerate(paragraphs, 1):
        rows.append(Clause(f"{number}.{at}", (str(number), str(at)), f"{at}. {words}\n\n", True))
    return rows


def sorts(clauses, *wanted):
    return [(each.sort, each.words, each.other) for each in checked(clauses) if not wanted or each.sort in wanted]


# ---- References


def test_an_article_that_is_not_there_is_named():
    text = [*article(1, "As Article 2 says.", "As in Articles 1, 3 and 4."), *article(3, "Nothing.")]
    assert sorts(text, "no_article") == [
        ("no_article", "Article 2", "2"),
        ("no_article", "Articles 1, 3 and 4", "4"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "As Article 9 of the Convention says.",
        "As in Article 9, paragraph 1(d), of the Convention.",
        "As in Article 9 of the Charter of the United Nations.",
        "Under decision 2/CP.17, paragraph 83, this is done.",
        "As in Article 9 thereof.",
        "As in paragraph 2 of Article 2.",
        "As in Article 2 (2).",
        "As in paragraphs 1 and 2 of this Article.",
    ],
)
def test_another_instrument_and_what_is_there_are_left_alone(words):
    assert sorts([*article(1, words, "Two."), *article(2, "One.", "Two.")], "no_article", "no_paragraph") == []


def test_an_article_of_this_convention_is_one_of_this_text():
    text = article(1, "As Article 9 of the present Convention says.")
    assert sorts(text, "no_article") == [("no_article", "Article 9", "9")]


def test_a_paragraph_that_is_not_there_is_named():
    text = [
        *article(1, "As in paragraph 3 of this Article."),
        *article(2, "As in Article 1 (4).", "Article 1, paragraph 5."),
    ]
    assert [other for _sort, _words, other in sorts(text, "no_paragraph")] == ["1 (3)", "1 (4)", "1 (5)"]


def test_a_range_names_all_that_is_in_it():
    text = article(1, "As in paragraphs 1 to 4.", "Two.")
    assert sorts(text, "no_paragraph") == [("no_paragraph", "paragraphs 1 to 4", "1 (3); 1 (4)")]


def test_an_article_without_numbers_is_not_counted():
    text = [Clause("1", ("1",), "Article 1\n\nAs in paragraph 2.", True)]
    assert sorts(text, "no_paragraph") == []


def test_a_text_without_articles_speaks_of_others():
    assert sorts([Clause("a", ("1",), "1. As in Article 4.")], "no_article") == []


# ---- Terms


def test_a_body_that_nothing_sets_up_is_named_once():
    text = article(1, "The Commission meets.", "It reports to the Commission.")
    assert sorts(text, "undefined") == [("undefined", "The Commission", "")]


@pytest.mark.parametrize(
    "words",
    [
        "A Joint Commission is hereby established.",
        "There shall be a Commission.",
        "The Parties establish a Commission.",
        "“Commission” means the one of 1992.",
        "The Commission of the River sits here.",
        "The Joint River Commission (hereinafter “the Commission”) sits here.",
    ],
)
def test_a_body_that_something_explains_is_left_alone(words):
    assert sorts(article(1, words, "It reports to the Commission."), "undefined") == []


def test_a_term_that_is_defined_and_not_used_and_one_that_is_defined_twice():
    text = article(
        1, "“Gauge” means the one at the bridge.", "“Flow” means water.", "“Flow” means all water. The flow is read."
    )
    assert sorts(text, "unused", "defined_twice") == [("unused", "Gauge", ""), ("defined_twice", "Flow", "")]


def test_a_term_is_used_in_the_plural_too():
    assert sorts(article(1, "“Party” means a state.", "The Parties meet."), "unused") == []


# ---- Numbers


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Within ten (10) days.", "en", []),
        ("Within ten (20) days.", "en", [("ten (20)", "10 / 20")]),
        ("Within thirty-five (35) days.", "en", []),
        ("Within 10 (twelve) days.", "en", [("10 (twelve)", "10 / 12")]),
        ("Dans les trente (40) jours.", "fr", [("trente (40)", "30 / 40")]),
        ("خلال عشرة (20) أيام", "ar", [("عشرة (20)", "10 / 20")]),
    ],
)
def test_words_and_figures_agree(words, language, found):
    got = checked([Clause("a", ("1",), words)], language)
    assert [(each.words, each.other) for each in got if each.sort == "number_differs"] == found


def test_the_same_quantity_said_otherwise_is_found_in_another_clause():
    text = [
        *article(1, "Notice is given ten days before water is held back."),
        *article(2, "The notice of thirty days before water is held back may be shortened."),
    ]
    [found] = [each for each in checked(text) if each.sort == "quantity_differs"]
    assert (found.clause, found.words, found.where, found.other) == ("2.1", "thirty days", "1.1", "ten days")


def test_other_quantities_and_alternatives_in_brackets_are_left_alone():
    text = [
        *article(1, "Notice is given [ten][thirty] days before water is held back."),
        *article(
            2, "Notice is given nine days before water is held back.", "The gauge is read within two days of a flood."
        ),
    ]
    assert sorts(text, "quantity_differs") == []


# ---- Who does what


def test_a_duty_says_who_what_and_by_when():
    [found] = elements(
        [Clause("a", ("1",), "1. In summer, each Party shall not hold water back later than 1 May, by 2030.")]
    )
    assert (found.who, found.modal, found.when) == ("each Party", "shall not", "by 2030")
    assert found.binding and found.missing == ("verified", "interpreted")


def test_what_is_allowed_or_advised_is_no_duty():
    found = list(elements([Clause("a", ("1",), "1. A Party may report. Parties should meet annually.")]))
    assert [(each.modal, each.binding, each.when) for each in found] == [
        ("may", False, ""),
        ("should", False, "annually"),
    ]


def test_a_passive_without_a_subject_names_nobody():
    [found] = elements([Clause("a", ("1",), "1. It shall be verified by inspectors.")])
    assert found.who == "" and found.verified.startswith("verified by inspectors")


def test_a_text_with_duties_and_no_word_on_disputes_is_told_so():
    text = article(1, "Each Party shall report.")
    assert sorts(text, "no_verification", "no_interpretation") == [("no_interpretation", "", "")]
    assert sorts(article(1, "Peace prevails."), "no_interpretation") == []


def test_in_another_language_only_numbers_are_compared():
    text = article(1, "Article 9 dit: trente (40) jours. The Commission.")
    assert [each.sort for each in report(text, "fr").findings] == ["number_differs"]
    assert report(text, "de").findings == () and report(text, "de").elements == ()
