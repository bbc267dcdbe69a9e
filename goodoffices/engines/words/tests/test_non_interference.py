"""What a reader finds depends on nothing that the reader does not read."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.words import Index, Query
from goodoffices.engines.words.tests.books import answered, drawn, naive, queries, texts


@drawn
@given(texts(), texts(), queries())
def test_one_book_answers_the_same_whatever_stands_in_others(mine, others, query):
    alone = answered({"mine": mine}, query, [("mine", 0)])
    assert answered({"other": others, "mine": mine}, query, [("mine", 0)]) == alone
    assert answered({"mine": mine, "other": others}, query, [("mine", 0)]) == alone


@drawn
@given(texts(), queries(), st.integers(0, 1500))
def test_a_reader_from_an_entry_on_finds_what_an_index_of_the_rest_finds(book, query, first):
    rest = [text for text in book if text.number >= first]
    late = answered({"book": book}, query, [("book", first)])
    assert late == answered({"book": rest}, query, [("book", 0)])


@drawn
@given(texts(), texts(), texts(), queries(), st.integers(0, 4))
def test_several_books_are_merged_by_what_is_read_in_them(one, two, hidden, query, first):
    reads = [("one", 0), ("two", first)]
    rest = [text for text in two if text.number >= first]
    seen = answered({"one": one, "two": two, "hidden": hidden}, query, reads)
    assert seen == answered({"two": rest, "one": one}, query, reads)


@drawn
@given(texts(), st.permutations(range(12)), queries())
def test_the_order_in_which_texts_were_added_changes_nothing(book, order, query):
    mixed = [book[at] for at in order if at < len(book)]
    assert answered({"book": mixed}, query, [("book", 0)]) == answered({"book": book}, query, [("book", 0)])


@drawn
@given(texts(), st.data(), queries(), st.integers(0, 3))
def test_what_was_taken_out_or_replaced_leaves_no_trace(book, data, query, first):
    gone = data.draw(st.sets(st.sampled_from([text.id for text in book]))) if book else set()
    reworded = {text.id: replace(text, text="water treaty") for text in book if text.id.startswith("1")}
    with closing(sqlite3.connect(":memory:")) as connection:
        index = Index(connection)
        index.create()
        index.add_all("book", book)
        index.add_all("book", reworded.values())
        assert all(index.remove("book", id) for id in gone)
        assert not index.remove("book", "never there")
        found = index.search(Query.parse(query), [("book", first)])
        left = [reworded.get(text.id, text) for text in book if text.id not in gone]
        assert found == answered({"book": left}, query, [("book", first)])
        assert _rows(connection) == _rows_of(left)


def _rows_of(texts):
    with closing(sqlite3.connect(":memory:")) as connection:
        index = Index(connection)
        index.create()
        index.add_all("book", texts)
        return _rows(connection)


def _rows(connection):
    """All forms of the index, and all trigrams: nothing of a text that is gone may be read from them."""
    forms = connection.execute("SELECT DISTINCT form FROM words_posting ORDER BY form").fetchall()
    return forms, connection.execute("SELECT trigram, form FROM words_trigram ORDER BY trigram, form").fetchall()


@drawn
@given(
    texts(),
    texts(),
    st.sampled_from(["border", "переговоров", "sınırlar", "l'accord", "المفاوضات", "Vertrag", "the"]),
    st.integers(0, 3),
)
def test_scores_are_those_of_the_formula(one, two, word, first):
    books, reads = {"one": one, "two": two}, [("one", first), ("two", 0)]
    found = answered(books, word, reads, limit=100)
    if not found.similar:
        assert [(hit.book, hit.id, hit.score) for hit in found.hits] == naive(books, word, reads)


@drawn
@given(texts(), texts(), queries(), st.integers(1, 5))
def test_pages_follow_each_other_without_gap_or_repetition(one, two, query, size):
    books, reads = {"one": one, "two": two}, [("one", 0), ("two", 0)]
    whole = answered(books, query, reads, limit=100)
    assert whole.count == len(whole.hits) and not whole.more
    paged = [answered(books, query, reads, limit=size, offset=at) for at in range(0, len(whole.hits), size)]
    assert [hit for page in paged for hit in page.hits] == list(whole.hits)
    assert [page.more for page in paged] == [at + size < len(whole.hits) for at in range(0, len(whole.hits), size)]


def test_a_word_that_stood_only_before_is_no_neighbour_of_a_mistyped_one(index):
    index.add("book", 1, "a", "en", "Transnistria")
    index.add("book", 2, "b", "en", "translation")
    assert [hit.id for hit in index.search(Query.parse("Transnistira"), [("book", 0)]).hits] == ["a"]
    assert index.search(Query.parse("Transnistira"), [("book", 2)]).count == 0
