"""Whatever is typed is understood somehow."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodoffices.engines.words import Index, Query, snippet
from goodoffices.engines.words.query import MOST_CLAUSES
from goodoffices.engines.words.tests.books import drawn

ANYTHING = st.text(st.characters(codec=None, categories=None) | st.sampled_from("\"*-“”' \x00\ud800"), max_size=60)


@drawn
@given(ANYTHING, ANYTHING)
@example('"*', "a")
@example('"unbalanced *', "unbalanced")
@example("AND OR NOT NEAR(a b)", "near")
@example("\x00\ud800 a\x00b", "\ud800\x00 a b")
@example('-*"-"*-', "-")
@example("İ*", "İİ")
@example("ـ", "ـ")
def test_nothing_typed_raises_and_no_text_breaks_the_search(typed, text):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as connection:
        index = Index(connection)
        index.create()
        index.add("book", 1, "a", "tr", text, {"said by": text})
        query = Query.parse(typed)
        assert index.search(query, [("book", 0)]).count in (0, 1)
        assert index.search(query, [("book", 0)], {"said by": typed}).count in (0, 1)
        "".join(piece for piece, _hit in snippet(text, query, "tr", 20)).encode()


def test_ten_thousand_words_are_cut_with_a_note():
    query = Query.parse(" ".join(f"w{number}" for number in range(10_000)))
    assert len(query.clauses) == MOST_CLAUSES
    assert query.notes == ("cut",)


@pytest.mark.parametrize("typed", ["AND", "OR", "NOT", "NEAR"])
def test_operators_of_other_searches_are_words(typed):
    assert [clause.words for clause in Query.parse(f"a {typed} b").clauses] == ["a", typed, "b"]


def test_a_quote_that_is_never_closed_is_none():
    assert [(clause.words, clause.quoted) for clause in Query.parse('"cease fire" then "peace talks').clauses] == [
        ("cease fire", True),
        ("then", False),
        ("peace", False),
        ("talks", False),
    ]


def test_one_letter_and_an_asterisk_is_a_word_with_a_note():
    query = Query.parse("a*", ["en"])
    assert (query.clauses[0].begins, query.notes) == ((), ("short",))


def test_a_hyphenated_word_is_a_phrase():
    assert Query.parse("cease-fire", ["en"]).clauses[0].alternatives[0] == ("ceas", "fire")


def test_every_word_is_inflected_by_the_rules_of_each_language():
    forms = {run[0] for run in Query.parse("transitions", ["en", "fr", "tr"]).clauses[0].alternatives}
    assert forms == {"transit", "transi", "transitions"}


def test_a_word_typed_twice_is_looked_for_once():
    assert len(Query.parse("border border BORDER").clauses) == 2
