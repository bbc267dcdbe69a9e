"""Which provision of one draft is which of the other, and what became of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.comparing import CHANGES, by_ids, diff
from goodoffices.engines.brackets.comparing.alignment import aligned
from goodoffices.engines.brackets.operations import propose

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
