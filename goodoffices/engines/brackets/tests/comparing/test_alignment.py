"""Which provision of one draft is which of the other, and what became of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.comparing import CHANGES, by_ids, diff
from goodoffices.engines.brackets.comparing.alignment import aligned
from goodoffices.engines.brackets.comparing.redline import WORDS, changes_of, heading, in_words
from goodoffices.engines.brackets.comparing.redline_html import page
from goodoffices.engines.brackets.comparing.similarity import Side, Weights, candidates, likeness, words_beside_label
from goodoffices.engines.brackets.operations import bracket, propose

ARTICLE = """\
Article 1

1. Each Party shall measure the flow of the river.

2. The commission meets once a year in spring.

3. A fund is held by the commission for both banks.
"""
LONG = "1. Each Party shall measure the flow of the river and shall publish the figures in a bulletin every month.\n"
SHORT = (
    "1. Each Party shall measure the flow of the river.\n\n2. It shall publish the figures in a bulletin every month.\n"
)
MOVED = """\
Article 1

1. Each Party shall measure the flow of the river.

2. A fund is held by the commission for both banks.

3. The commission meets once a year in spring.
"""


def rows(a: str, b: str) -> list[tuple[str | None, str | None, str, int]]:
    """Every row that is not `same`."""
    return [tuple(row) for row in diff(parse(a), parse(b)).rows if row.change != "same"]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (ARTICLE, []),
        (ARTICLE.replace("once", "twice"), [("article-1/2", "article-1/2", "edited", 2)]),
        (ARTICLE.replace("once", "[once]"), [("article-1/2", "article-1/2", "bracketed", 0)]),
        (ARTICLE.replace("3. A", "4. A"), [("article-1/3", "article-1/4", "renumbered", 0)]),
        (ARTICLE + "\n4. Words that nobody has seen before.\n", [(None, "article-1/4", "added", 6)]),
        (ARTICLE[: ARTICLE.index("3. A")], [("article-1/3", None, "removed", 10)]),
        (MOVED, [("article-1/3", "article-1/2", "renumbered", 0), ("article-1/2", "article-1/3", "moved", 0)]),
    ],
)  # fmt: skip
def test_a_provision_has_the_first_change_that_fits(after: str, found: list[tuple[str, str, str, int]]) -> None:
    assert rows(ARTICLE, after) == found


def test_a_bracket_that_goes_cleans_its_provision() -> None:
    assert rows(ARTICLE.replace("once", "[once]"), ARTICLE) == [("article-1/2", "article-1/2", "cleaned", 0)]


def test_a_provision_that_was_split_has_a_row_for_each_piece() -> None:
    assert rows(LONG, SHORT) == [("1", "1", "split", 1), ("1", "2", "split", 1)]
    assert rows(SHORT, LONG) == [("1", "1", "merged", 1), ("2", "1", "merged", 1)]


def test_the_summary_counts_rows_words_and_brackets() -> None:
    found = diff(parse(ARTICLE), parse(ARTICLE.replace("once", "[once] twice"))).summary
    assert found.changes["bracketed"] == 1 and found.changes["same"] == 3
    assert found.brackets == (0, 1) and found.words == (32, 33)
    assert (found.inserted, found.deleted) == (1, 0)
    assert list(found.changes) == list(CHANGES)
    assert found.as_json()["words"] == {"a": 32, "b": 33}


def test_ids_that_are_known_to_be_the_same_are_not_asked_for_their_words() -> None:
    a, b = (
        parse("1. First words of it.\n\n2. Second words stand here.\n"),
        parse("1. Second words stand here.\n\n2. First words of it.\n"),
    )
    by_content = aligned(a, b)
    by_id = aligned(a, b, {"1": "1", "2": "2"})
    assert by_content.pairs == {0: 0, 1: 2, 2: 1} and by_id.pairs == {0: 0, 1: 1, 2: 2}


def test_drafts_made_from_each_other_keep_their_ids() -> None:
    draft = parse(ARTICLE)
    at = draft.text.index("once")
    new = propose(draft, at, at + 4, "twice", "North")
    assert by_ids(draft, new) == {one.id: one.id for one in draft.provisions}  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [{"no such": "1"}, {"1": "no such"}, {}])
def test_unknown_ids_are_passed_over(known: dict[str, str]) -> None:
    a = parse("1. First words of it.\n")
    assert aligned(a, a, known).pairs == {0: 0, 1: 1}


paragraphs = st.lists(
    st.sampled_from(["The river flows to the sea.", "Each bank pays its own gauge.", "A [fund] is held in common.", "It rests in winter for a month."]),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


def numbered(words: list[str]) -> str:
    return "\n\n".join(f"{number}. {one}" for number, one in enumerate(words, 1)) + "\n"


@given(paragraphs)
def test_a_draft_and_itself_are_the_same(words: list[str]) -> None:
    draft = parse(numbered(words))
    found = diff(draft, draft)
    assert {row.change for row in found.rows} == {"same"}
    assert found.summary.inserted == found.summary.deleted == 0


@given(paragraphs, st.randoms())
def test_paragraphs_are_found_in_whatever_order_they_stand(words: list[str], chance: object) -> None:
    other = list(words)
    chance.shuffle(other)  # type: ignore[attr-defined]
    pairs = aligned(parse(numbered(words)), parse(numbered(other))).pairs
    assert {i: words[i - 1] for i in pairs if i} == {i: other[j - 1] for i, j in pairs.items() if i}
    assert len(pairs) == len(words) + 1


@given(paragraphs, paragraphs)
@settings(deadline=None)
def test_every_provision_is_in_exactly_one_part(one: list[str], other: list[str]) -> None:
    a, b = parse(numbered(one)), parse(numbered(other))
    parts = diff(a, b).parts
    assert sorted(p.index for part in parts for p in part.a) == [p.index for p in a.provisions if p.start < p.own_end]
    assert sorted(p.index for part in parts for p in part.b) == [p.index for p in b.provisions if p.start < p.own_end]


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
