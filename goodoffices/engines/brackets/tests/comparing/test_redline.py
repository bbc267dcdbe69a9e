"""How alike provisions are, and the redline that shows what changed."""

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.comparing import CHANGES, by_ids, diff
from goodoffices.engines.brackets.comparing.redline import WORDS, changes_of, heading, in_words
from goodoffices.engines.brackets.comparing.redline_html import page
from goodoffices.engines.brackets.comparing.similarity import Side, Weights, candidates, likeness, words_beside_label
from goodoffices.engines.brackets.operations import bracket

ARTICLE = """\
Article 1

1. Each Party shall measure the flow of the river.

2. The commission meets once a year in spring.

3. A fund is held by the commission for both banks.
"""
MOVED = """\
Article 1

1. Each Party shall measure the flow of the river.

2. A fund is held by the commission for both banks.

3. The commission meets once a year in spring.
"""


# -- similarity


def test_bodies_are_words_without_labels_in_small_letters() -> None:
    side = Side(parse("1. Each Party, too.\n\nPage 1 of 2\n\n2. All [PARTIES].\n"))
    assert [side.bodies[index] for index in (1, 2)] == [["each", "party", "too"], ["all", "parties"]]
    assert side.labelled(2) == ("paragraph", "2") and side.counts[1]["party"] == 1
    assert words_beside_label(side.draft, side.draft.provisions[1])[:2] == ["Each", "Party"]


def test_rare_words_weigh_more_than_common_ones() -> None:
    side = Side(parse("1. the river\n\n2. the bank\n\n3. the fund\n"))
    weights = Weights(side, side)
    assert weights.size({"river": 1}) > weights.size({"the": 1}) > 0
    assert weights.common({"the": 2, "river": 1}, {"the": 1}) == weights.size({"the": 1})


def test_the_same_words_are_most_alike_and_few_words_prove_nothing() -> None:
    text = "1. The commission meets once a year.\n\n2. A fund is held in common by both.\n\n3. Yes.\n"
    side = Side(parse(text))
    weights = Weights(side, side)
    assert likeness(side, side, 1, 1, weights) == pytest.approx(1.1)
    assert likeness(side, side, 1, 2, weights) == 0.0 == likeness(side, side, 3, 3, weights)


def test_candidates_share_rare_words() -> None:
    one = Side(parse("1. The commission meets once a year.\n\n2. A fund is held in common by both.\n"))
    other = Side(parse("1. A fund is held in common by all.\n\n2. The commission meets twice a year.\n"))
    forth, back = candidates(one, other, {0: 0})
    assert forth[1][0] == 2 and forth[2][0] == 1 and back[1][0] == 2 and back[2][0] == 1


# -- the redline


def test_the_redline_in_words_shows_what_changed_and_the_totals() -> None:
    found = diff(parse(ARTICLE.replace("once", "[once]")), parse(ARTICLE))
    assert in_words(found) == (
        "article-1/2: cleaned\n    2. The commission meets ⟨−[⟩once⟨−]⟩ a year in spring.\n\n"
        "Provisions: 3 unchanged, 1 cleaned.\n"
        "Words: 32 before, 32 after; 0 came, 0 went.\n"
        "Opening brackets: 1 before, 0 after."
    )


def test_on_a_terminal_colours_and_lines_mark_what_came_and_went() -> None:
    words = in_words(diff(parse("1. a b c d e\n"), parse("1. a b x d e\n")), colours=True)
    assert "\x1b[31;9mc\x1b[0m" in words and "\x1b[32;4mx\x1b[0m" in words and "⟨" not in words


def test_a_heading_names_both_ids_and_all_that_happened() -> None:
    found = diff(parse(ARTICLE), parse(MOVED))
    assert [heading(part) for part in found.parts if part.change != "same"] == [
        "article-1/3 → article-1/2: renumbered",
        "article-1/2 → article-1/3: moved, renumbered",
    ]
    assert set(WORDS) == set(CHANGES) and all(changes_of(part) for part in found.parts)


def test_the_page_names_places_and_escapes_words() -> None:
    a, b = parse("Article 1\n\n1. A <b> & c is here.\n"), parse("Article 1\n\n1. A <b> & d is here.\n")
    html = page(diff(a, b), "<first>", "second.md")
    assert "&lt;first&gt;" in html and "<first>" not in html
    assert "<del>c</del>" in html and "<ins>d</ins>" in html and "A &lt;b&gt; &amp; " in html
    assert "<bdi>Article 1, 1</bdi>" in html


def test_the_page_runs_as_its_words_do() -> None:
    html = page(diff(parse("1. يجب أن يقيس.\n"), parse("1. يجب أن ينشر.\n")), "a", "b")
    assert '<p class="words" dir="rtl">' in html


def test_bracketing_by_an_operation_is_seen_as_bracketing() -> None:
    draft = parse(ARTICLE)
    at = draft.text.index("once")
    new = bracket(draft, at, at + 4, "North")
    found = diff(draft, new, by_ids(draft, new))  # type: ignore[arg-type]
    assert [row.change for row in found.rows if row.change != "same"] == ["bracketed"]
