"""Ids of provisions: paths of labels, unique, and kept where they are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.tests.drafts import MANNERS


def ids(text: str, **more: bool) -> list[str]:
    return [one.id for one in parse(text, **more).provisions[1:]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Article 5\n\n1. One.\n\n(a) go\n", ["article-5", "article-5/1", "article-5/1/a"]),
        ("Article 2 bis\n\n3 ter. x\n", ["article-2-bis", "article-2-bis/3-ter"]),
        ("1. One.\n\n2. Two.\n", ["1", "2"]),
        ("1. Option 1: a\n\nOption 2: b\n", ["1", "1/option-1", "1/option-2"]),
        ("Words.\n\nMore words.\n", ["text", "text#2"]),
        ("THE RIVER TALKS\n\n1. One.\n", ["the-river-talks", "the-river-talks/1"]),
        ("A. Water\n\n1. One.\n\nB. Peace\n\n1. One.\n", ["a", "a/1", "b", "b/1"]),
        ("Article 1\n\n1. a\n\nArticle 1\n\n1. b\n", ["article-1", "article-1/1", "article-1#2", "article-1#2/1"]),
        ("PP1 Recalling it,\n\nOP1 Decides:\n", ["pp-1", "op-1"]),
        ("Chapter II. Conduct\n\nRule 42\n\n1. x\n", ["ii", "article-42", "article-42/1"]),
        ("Parties shall:\n\n(a) go;\n\n(b) come.\n", ["text", "a", "b"]),
        ("3.1 Each.\n\n3.2 All.\n", ["3.1", "3.2"]),
    ],
)  # fmt: skip
def test_an_id_is_the_path_of_labels(text: str, found: list[str]) -> None:
    assert ids(text) == found


def test_headings_are_named_by_their_words_and_footnotes_by_their_marks() -> None:
    text = "# The treaty\n\nWords[^1].\n\n## Purpose and scope\n\nMore.\n\n[^1]: Note.\n"
    assert ids(text, markdown=True) == [
        "the-treaty",
        "the-treaty/text",
        "the-treaty/purpose-and-scope",
        "the-treaty/purpose-and-scope/text",
        "note-1",
    ]


@pytest.mark.parametrize("manner", sorted(MANNERS))
def test_all_ids_of_a_draft_differ(manner: str) -> None:
    for markdown in (False, True):
        found = ids(MANNERS[manner], markdown=markdown)
        assert len(set(found)) == len(found) and "draft" not in found


@given(
    st.lists(
        st.sampled_from(["1. a", "(a) b", "Article 1", "words", "Option 1: c", "A. Title", "1 bis. d"]), max_size=12
    )
)
def test_ids_differ_whatever_repeats(parts: list[str]) -> None:
    found = ids("\n\n".join(parts))
    assert len(set(found)) == len(found) and all(found)


def test_a_known_id_is_given_to_the_provision_that_begins_at_its_offset() -> None:
    text = "1. One.\n\n2. Two.\n"
    found = parse(text, ids=[(text.index("2."), "the-second")]).provisions
    assert [one.id for one in found] == ["draft", "1", "the-second"]


def test_of_several_known_ids_for_a_place_the_first_counts_and_none_is_given_twice() -> None:
    text = "1. One.\n\n2. Two.\n"
    second = text.index("2.")
    found = parse(text, ids=[(0, "x"), (0, "y"), (second, "x")]).provisions
    assert [one.id for one in found] == ["draft", "x", "2"]


def test_a_path_that_a_known_id_has_taken_gets_a_number() -> None:
    text = "1. One.\n\n2. Two.\n"
    found = parse(text, ids=[(text.index("2."), "1")]).provisions
    assert [one.id for one in found] == ["draft", "1#2", "1"]


def test_a_known_id_never_takes_the_documents_name() -> None:
    assert [one.id for one in parse("1. One.\n", ids=[(0, "draft")]).provisions] == ["draft", "1"]


@pytest.mark.parametrize("manner", sorted(MANNERS))
def test_the_same_text_always_has_the_same_ids(manner: str) -> None:
    assert ids(MANNERS[manner]) == ids(MANNERS[manner])
