"""A draft as blocks of runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.model import Comment
from goodoffices.engines.brackets.rendering import RenderOptions
from goodoffices.engines.brackets.rendering.blocks import COMMENT_KINDS, Block, Run
from goodoffices.engines.brackets.rendering.flow import flow
from goodoffices.engines.brackets.tests.drafts import ARABIC, MANNERS

OPTIONS = RenderOptions()


def blocks(text: str, markdown: bool = False) -> list[tuple[str, int, str]]:
    return [(one.role, one.level, one.words) for one in flow(parse(text, markdown=markdown), OPTIONS).blocks]


def kinds(text: str, markdown: bool = False) -> list[tuple[str, str]]:
    return [(run.kind, run.words) for one in flow(parse(text, markdown=markdown), OPTIONS).blocks for run in one.runs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Article 1\n\n1. We go.\n", [("heading", 1, "Article 1"), ("paragraph", 0, "1. We go.")]),
        ("1. We\ngo on\n   now.\n", [("paragraph", 0, "1. We go on now.")]),
        ("We go.\n\nAnd stay.\n", [("paragraph", 0, "We go."), ("paragraph", 0, "And stay.")]),
        ("1. We may:\n\n(a) go;\n", [("paragraph", 0, "1. We may:"), ("paragraph", 1, "(a) go;")]),
        ("A.  Water\n\nArticle 1\n\nx\n", [("heading", 1, "A. Water"), ("heading", 2, "Article 1"), ("paragraph", 0, "x")]),
        ("", []),
        ("   \n\n", []),
        ("one\n\nPage 1 of 2\n\ntwo", [("paragraph", 0, "one two")]),
    ],
)  # fmt: skip
def test_a_provision_becomes_blocks(text: str, found: list[tuple[str, int, str]]) -> None:
    assert blocks(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# Title\n\nwords\n", [("heading", 1, "Title"), ("paragraph", 0, "words")]),
        ("a **b** c\n", [("paragraph", 0, "a b c")]),
        ("---\ntitle: x\n---\n\nwords\n", [("paragraph", 0, "words")]),
        ("words\n\n{:.class}\n\nmore\n", [("paragraph", 0, "words"), ("paragraph", 0, "more")]),
        ("[a][b] c\n\n[b]: https://example.org\n", [("paragraph", 0, "a c")]),
        ("\\[shall\\]\n", [("paragraph", 0, "[shall]")]),
        ("* one\n* two\n", [("paragraph", 0, "• one"), ("paragraph", 0, "• two")]),
        ("word[^1]\n\n[^1]: The note.\n", [("paragraph", 0, "word1"), ("note", 0, "1 The note.")]),
    ],
)  # fmt: skip
def test_markdown_is_shown_without_its_markup(text: str, found: list[tuple[str, int, str]]) -> None:
    assert blocks(text, markdown=True) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. We [US: shall] go", [("label", "1."), ("text", " We "), ("open", "["), ("who", "US: "), ("text", "shall"), ("close", "]"), ("text", " go")]),
        ("a] {x} [b", [("text", "a"), ("stray", "]"), ("text", " "), ("placeholder", "{x}"), ("text", " "), ("left_open", "["), ("text", "b")]),
        ("[shall (Norway)]", [("open", "["), ("text", "shall"), ("who", " (Norway)"), ("close", "]")]),
    ],
)  # fmt: skip
def test_runs_are_leaves_cut_at_attributions(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


@given(st.sampled_from(sorted(MANNERS)), st.booleans())
def test_every_bracket_is_shown_once_and_in_order(manner: str, markdown: bool) -> None:
    draft = parse(MANNERS[manner], markdown=markdown)
    runs = [run for one in flow(draft, OPTIONS).blocks for run in one.runs]
    assert [run.ref for run in runs if run.kind == "open"] == [one.index for one in draft.brackets]
    assert sorted(run.ref for run in runs if run.kind == "close") == [one.index for one in draft.brackets]
    assert len([run for run in runs if run.kind in {"stray", "left_open"}]) == len(draft.loose)


@pytest.mark.parametrize("manner", sorted(set(MANNERS) - {"markdown"}))
def test_no_word_of_a_plain_draft_is_lost(manner: str) -> None:
    draft = parse(MANNERS[manner])
    shown = "".join("".join(one.words.split()) for one in flow(draft, OPTIONS).blocks)
    left_out = [draft.text[one.start : one.end] for one in draft.marks if one.kind == "furniture"]
    wanted = draft.text
    for words in left_out:
        wanted = wanted.replace(words, "\n", 1)
    assert sorted(shown) == sorted("".join(wanted.split()))


def test_comments_begin_and_end_at_their_words() -> None:
    draft = parse("We shall go.")
    options = RenderOptions(comments=(Comment(3, 8, "Lena", "", "Why?"),))
    (block,) = flow(draft, options).blocks
    assert [(run.kind, run.words) for run in block.runs] == [
        ("text", "We "),
        ("comment_start", ""),
        ("text", "shall"),
        ("comment_end", ""),
        ("text", " go."),
    ]
    assert {run.kind for run in block.runs} & COMMENT_KINDS == {"comment_start", "comment_end"}


@pytest.mark.parametrize(
    ("text", "options", "title", "titled"),
    [
        ("# The treaty\n\nx\n", RenderOptions(), "The treaty", True),
        ("# The treaty\n\nx\n", RenderOptions(title="Draft 3"), "Draft 3", False),
        ("x\n\n# Later\n", RenderOptions(), "Negotiating text", False),
        ("# One\n\nx\n\n# Two\n", RenderOptions(), "Negotiating text", False),
        ("x\n", RenderOptions(language="fr"), "Texte de négociation", False),
    ],
)  # fmt: skip
def test_the_title_is_the_one_asked_for_or_the_only_first_heading(
    text: str, options: RenderOptions, title: str, titled: bool
) -> None:
    found = flow(parse(text, markdown=True), options)
    assert (found.title, found.titled) == (title, titled)


def test_a_heading_that_is_too_long_is_a_label_and_a_paragraph() -> None:
    text = "Article 1 (" + "very " * 60 + "long)\n\nx\n"
    found = blocks(text)
    assert found[0] == ("heading", 1, "Article 1") and found[1][0] == "paragraph" and len(found[1][2]) > 200


def test_a_block_runs_as_its_words_do_not_as_its_label_or_a_name() -> None:
    first = flow(parse(ARABIC), OPTIONS).blocks
    assert all(one.right_to_left for one in first)
    block = Block(parse("x").provisions[0], "paragraph", 0, (Run("who", "Norway: "), Run("text", "يجب")))
    assert block.right_to_left and block.words == "Norway: يجب"
