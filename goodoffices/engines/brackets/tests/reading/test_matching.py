"""Which bracket closes which, and how far a forgotten one does damage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse


def pairs(text: str) -> list[str]:
    draft = parse(text)
    return [text[one.start : one.end] for one in draft.brackets]


def loose(text: str) -> list[tuple[str, int]]:
    return [(one.kind, one.start) for one in parse(text).loose]


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("a [b] c", ["[b]"]),
        ("[a [b] c]", ["[a [b] c]", "[b]"]),
        ("[a][b]", ["[a]", "[b]"]),
        ("[a] b] c", ["[a]"]),
        ("[a [b] c", ["[b]"]),
        ("]a[", []),
        ("[[[a]]]", ["[[[a]]]", "[[a]]", "[a]"]),
    ],
)  # fmt: skip
def test_within_a_paragraph_brackets_nest(text: str, matched: list[str]) -> None:
    assert pairs(text) == matched


@given(st.text(alphabet="[]a ", max_size=40))
def test_in_one_paragraph_the_matching_is_plain_nesting(text: str) -> None:
    stack, expected = [], []
    for at, character in enumerate(text):
        if character == "[":
            stack.append(at)
        elif character == "]" and stack:
            expected.append((stack.pop(), at + 1))
    draft = parse(f"1. {text.strip() or 'x'} end.")
    shift = 3 - (len(text) - len(text.lstrip()))
    assert sorted((one.start - shift, one.end - shift) for one in draft.brackets) == sorted(expected)


@given(
    st.lists(st.sampled_from(["1. [a", "2. b]", "(a) [c]", "Article 1", "[", "]", "d [e] f]", "(b) g]]"]), max_size=8)
)
def test_every_bracket_character_is_in_a_pair_or_loose(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    draft = parse(text)
    in_pairs = [at for one in draft.brackets for at in (one.start, one.end - 1)]
    assert sorted(in_pairs + [one.start for one in draft.loose]) == [i for i, c in enumerate(text) if c in "[]"]


@given(st.lists(st.sampled_from(["1. [a", "2. b]", "(a) [c]", "Article 1", "[", "]", "d [e] f]"]), max_size=8))
def test_pairs_never_cross_each_other(parts: list[str]) -> None:
    found = parse("\n\n".join(parts)).brackets
    for one in found:
        for other in found:
            assert not one.start < other.start < one.end < other.end


def test_a_chapeau_opens_a_bracket_that_a_subparagraph_closes() -> None:
    text = "1. Parties [shall:\n\n(a) measure;\n\n(b) report].\n"
    assert pairs(text) == ["[shall:\n\n(a) measure;\n\n(b) report]"] and loose(text) == []


def test_the_beginning_of_a_paragraph_and_the_end_of_another_in_the_article_match() -> None:
    text = "Article 1\n\n[1. It has two chairs.\n\n2. They take turns.]\n"
    assert pairs(text) == ["[1. It has two chairs.\n\n2. They take turns.]"]


def test_a_bracket_before_a_heading_matches_one_at_the_end_of_an_article() -> None:
    text = "[Article 1\n\n1. It is one.\n\nArticle 2\n\n2. It is two.]\n"
    draft = parse(text)
    assert [(one.start, one.end) for one in draft.brackets] == [(0, len(text) - 1)]
    assert draft.brackets[0].crosses


def test_the_middle_of_a_paragraph_matches_nothing_further_out() -> None:
    text = "Article 1\n\n1. Each Party [shall measure.\n\n2. The gauges] are read.\n"
    assert pairs(text) == [] and [kind for kind, _ in loose(text)] == ["left_open", "stray"]


def test_a_forgotten_closer_spoils_its_own_paragraph_only() -> None:
    draft = parse("Article 1\n\n1. Each Party [shall measure.\n\n2. It [reports].\n\nArticle 2\n\n1. All [agree].\n")
    assert [draft.text[one.start : one.end] for one in draft.brackets] == ["[reports]", "[agree]"]
    assert [draft.provisions[one.provision].id for one in draft.loose] == ["article-1/1"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1. Each Party [shall.\n", "Opened in 1 and not closed there."),
        ("1. Each Party shall].\n", "Nothing that is open in 1 fits this closer."),
        ("Article 3\n\n2. Words [here\n\n3. more.\n", "Opened in article-3/2 and not closed there."),
    ],
)  # fmt: skip
def test_a_bracket_without_a_partner_says_where_it_stands(text: str, reason: str) -> None:
    assert [one.reason for one in parse(text).loose] == [reason]


def test_a_closer_with_punctuation_and_names_behind_it_still_ends_its_paragraph() -> None:
    text = "Article 1\n\n[1. One.\n\n2. Two.] (Norway); and\n\n3. Three.\n"
    assert pairs(text) == ["[1. One.\n\n2. Two.]"]
