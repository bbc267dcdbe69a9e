"""Searching: clauses, filters, what is replaced and taken out."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.words import LANGUAGES, Between, Index, Query, Text, terms
from goodoffices.engines.words.cutting import words
from goodoffices.engines.words.forms import form_of
from goodoffices.engines.words.postings import MOST_ENTRIES
from goodoffices.engines.words.tests.books import drawn, texts

BOOK = [
    Text(1, "a", "en", "The parties agreed to withdraw from the border zone.", {"party": "north", "day": "2025-01-02"}),
    Text(2, "b", "en", "Withdrawal of sanctions is no condition.", {"party": "south", "day": "2025-01-03"}),
    Text(2, "b-fr", "fr", "Le retrait des sanctions n'est pas une condition.", {"party": "south", "day": "2025-01-03"}),
    Text(
        3,
        "c",
        "en",
        "Zone of the border: a sketch.",
        {"party": "north", "issue": ["border", "maps"], "day": "2025-02-01"},
    ),
    Text(9, "d", "ru", "Стороны договорились об отводе войск.", {"party": "north", "day": "2025-02-02"}),
]


@pytest.fixture
def book(index: Index) -> Index:
    index.add_all("plenary", BOOK)
    return index


def ids(index: Index, query: str, **how: object) -> set[str]:
    return {hit.id for hit in index.search(Query.parse(query), [("plenary", 0)], **how).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("border zone", {"a", "c"}),
        ('"border zone"', {"a"}),
        ("“border zones”", {"a"}),
        ("border -sketch", {"a"}),
        ('zone -"border zone"', {"c"}),
        ("withdraw*", {"a", "b"}),
        ("withdrawa*", {"a", "b"}),
        ("sanction", {"b", "b-fr"}),
        ("стороной", {"d"}),
        ("-border", {"b", "b-fr", "d"}),
        ("border OR sanctions", set()),
        ("n'est", {"b-fr"}),
        ("", set()),
        ('"" * - "', set()),
    ],
)
def test_finds(book, query, found):
    assert ids(book, query) == found


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"language": "fr"}, {"b-fr"}),
        ({"party": "north"}, {"a", "c", "d"}),
        ({"party": ["north", "south"], "language": ["ru", "fr"]}, {"b-fr", "d"}),
        ({"issue": "maps"}, {"c"}),
        ({"day": Between("2025-01-03", "2025-02-01")}, {"b", "b-fr", "c"}),
        ({"day": Between("2025-02-01", "2025-01-01")}, set()),
        ({"party": []}, set()),
        ({"nothing": "known"}, set()),
    ],
)
def test_filters_narrow(book, filters, found):
    assert ids(book, "", filters=filters) == found


def test_a_filter_changes_no_score(book):
    every = {hit.id: hit.score for hit in book.search(Query.parse("border"), [("plenary", 0)]).hits}
    only = book.search(Query.parse("border"), [("plenary", 0)], {"issue": "maps"})
    assert [(hit.id, hit.score) for hit in only.hits] == [("c", every["c"])]


def test_filters_alone_show_the_latest_first(book):
    found = book.search(Query.parse(""), [("plenary", 0)], {"party": "north"})
    assert [hit.number for hit in found.hits] == [9, 3, 1]


def test_a_mistyped_word_finds_what_looks_like_it_and_says_so(book):
    found = book.search(Query.parse("sanctoins condition"), [("plenary", 0)])
    assert {hit.id for hit in found.hits} == {"b", "b-fr"}
    assert found.similar == ("sanctoins",)


@pytest.mark.parametrize("query", ['"sanctoins"', "-sanctoins -border -стороны", "sanctoins*"])
def test_only_plain_words_give_way_to_similar_ones(book, query):
    assert book.search(Query.parse(query), [("plenary", 0)]).similar == ()


def test_replacing_a_text_forgets_its_words(book):
    book.add("plenary", 9, "d", "ru", "Прекращение огня.")
    assert ids(book, "войска") == set()
    assert ids(book, "прекращения") == {"d"}


def test_a_forgotten_book_leaves_no_row(book):
    book.forget("plenary")
    for table in ("words_book", "words_text", "words_posting", "words_trigram"):
        assert book.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_a_book_that_is_not_there_is_an_empty_one(book):
    assert book.search(Query.parse("border"), [("nowhere", 0)]).hits == ()
    assert book.search(Query.parse("border"), []).count == 0


def test_a_book_named_twice_is_read_once(book):
    once = book.search(Query.parse("border"), [("plenary", 0)])
    assert book.search(Query.parse("border"), [("plenary", 3), ("plenary", 0)]) == once


def test_a_rolled_back_text_was_never_there(book):
    book.connection.commit()
    book.add("plenary", 10, "e", "en", "pomegranate")
    book.connection.rollback()
    assert ids(book, "pomegranate") == set()


def test_books_indexed_under_other_rules_are_named(book):
    assert book.stale() == []
    book.connection.execute("UPDATE words_book SET rules = 'older'")
    assert book.stale() == ["plenary"]


def test_an_entry_that_no_book_reaches_is_refused(index):
    with pytest.raises(ValueError, match="numbered"):
        index.add("book", MOST_ENTRIES, "a", "en", "word")


def test_an_entry_may_say_more_texts_than_a_chunk_holds_entries(index):
    index.add_all("book", [Text(1, str(at), "en", f"item {at}") for at in range(600)])
    found = index.search(Query.parse("items"), [("book", 1)], limit=5, offset=595)
    assert (found.count, len(found.hits), found.more) == (600, 5, False)


def test_equal_texts_stand_in_the_order_of_books_then_latest_first_then_by_id(index):
    for book in ("z", "a"):
        for number, id in ((1, "q"), (2, "y"), (2, "x")):
            index.add(book, number, id, "en", "the same words")
    hits = index.search(Query.parse("same"), [("z", 0), ("a", 0)]).hits
    assert [(hit.book, hit.id) for hit in hits] == [(book, id) for book in "za" for id in "xyq"]


def test_long_texts_are_found_by_late_words_and_often_repeated_ones(index):
    text = "again " * 70_000
    index.add("book", 1, "a", "en", "first second " + "again " * 50_000 + "last word")
    index.add("book", 2, "b", "en", text)
    assert {hit.id for hit in index.search(Query.parse('"last word" again'), [("book", 0)]).hits} == {"a"}


@drawn
@given(st.text(), st.sampled_from([*LANGUAGES, "de", "uk", "", "fr-CA"]))
def test_every_word_of_a_text_finds_it(text, language):
    connection = sqlite3.connect(":memory:")
    index = Index(connection)
    index.create()
    index.add("book", 1, "a", language, text)
    for word in words(text):
        if form_of(word.written, language.partition("-")[0]):
            assert index.search(Query.parse(word.written, [language]), [("book", 1)]).count == 1, word
    connection.close()


@drawn
@given(texts())
def test_every_word_finds_its_text_in_all_languages_at_once(book):
    connection = sqlite3.connect(":memory:")
    index = Index(connection)
    index.create()
    index.add_all("book", book)
    for text in book:
        for word in text.text.split():
            found = index.search(Query.parse(word), [("book", 0)], limit=100)
            assert text.id in {hit.id for hit in found.hits}
    connection.close()


def test_equal_texts_of_an_entry_are_paged_by_id_whichever_was_added_first(index):
    for id in "dcba":
        index.add("book", 1, id, "en", "the same words")
    pages = [index.search(Query.parse("same"), [("book", 0)], limit=1, offset=at).hits for at in range(4)]
    assert [hit.id for page in pages for hit in page] == ["a", "b", "c", "d"]


@drawn
@given(texts(), st.integers(0, 11), st.integers(0, 7), st.integers(2, 3))
def test_a_phrase_finds_the_texts_in_which_its_words_are_neighbours(book, which, start, length):
    phrase = book[which % len(book)].text.split()[start : start + length] if book else ["water", "the"]
    query = Query.parse(f'"{" ".join(phrase)}"')
    runs = query.clauses[0].alternatives if query.clauses else ()
    said = {text.id: terms(text.text, text.language) for text in book}
    right = {
        id
        for id, its in said.items()
        if any(tuple(its[at : at + len(run)]) == run for run in runs for at in range(len(its)))
    }
    connection = sqlite3.connect(":memory:")
    index = Index(connection)
    index.create()
    index.add_all("book", book)
    assert {hit.id for hit in index.search(query, [("book", 0)], limit=100).hits} == right
    connection.close()
