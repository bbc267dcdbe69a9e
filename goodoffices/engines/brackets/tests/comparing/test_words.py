"""Words of two texts side by side: tokens, subsequences, segments."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.comparing import diff, subsequence
from goodoffices.engines.brackets.comparing.segments import Segment
from goodoffices.engines.brackets.comparing.subsequence import increasing, matches
from goodoffices.engines.brackets.comparing.tokens import Token, tokens, words_of
from goodoffices.engines.brackets.comparing.words import Compared, compared

words = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), max_size=10)


def tokens_of(text: str, markdown: bool = False, plain: bool = False) -> list[Token]:
    draft = parse(text, markdown=markdown)
    return [one for provision in draft.provisions for one in tokens(draft, provision, provision.start, plain)]


def between(before: str, after: str) -> Compared:
    return compared(before, after, tokens_of(before), tokens_of(after))


# -- tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[shall], if any: 3.5", ["shall", "if", "any", "3.5"]),
        ("Party's well-known l’eau", ["Party's", "well-known", "l’eau"]),
        ("館長は来る", ["館", "長", "は", "来", "る"]),
        ("(a) — b/c", ["a", "b", "c"]),
        ("U.S. law.", ["U.S", "law"]),
        ("٣٫٥ في المئة،", ["٣٫٥", "في", "المئة"]),
        ("", []),
    ],
)  # fmt: skip
def test_words_are_cut_from_punctuation(text: str, found: list[str]) -> None:
    assert words_of(text) == found


@pytest.mark.parametrize(
    ("text", "markdown", "plain", "kinds"),
    [
        ("1. We [go], now.", False, False, [("label", "1"), ("label", "."), ("word", "We"), ("bracket", "["), ("word", "go"), ("bracket", "]"), ("point", ","), ("word", "now"), ("point", ".")]),
        ("a*b* “c”", True, True, [("word", "a"), ("word", "b"), ("point", '"'), ("word", "c"), ("point", '"')]),
        ("[a](https://x.org) b", True, False, [("word", "[a](https://x.org)"), ("word", "b")]),
        ("{x} [^1]", False, False, [("word", "{x}"), ("word", "[^1]")]),
        ("Article 5 bis (T)", False, False, [("label", "Article"), ("label", "5"), ("label", "bis"), ("point", "("), ("word", "T"), ("point", ")")]),
        ("a] b", False, False, [("word", "a"), ("bracket", "]"), ("word", "b")]),
    ],
)  # fmt: skip
def test_a_token_is_a_word_a_bracket_punctuation_or_part_of_a_label(
    text: str, markdown: bool, plain: bool, kinds: list[tuple[str, str]]
) -> None:
    assert [(one.kind, one.key) for one in tokens_of(text, markdown, plain)] == kinds


@given(st.text(alphabet="ab [].,*1\n", max_size=40))
def test_tokens_hold_every_character_but_blanks(text: str) -> None:
    found = tokens_of(text)
    assert "".join(text[one.start : one.end] for one in found).split() == "".join(text.split()).split()
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_page_furniture_is_no_token() -> None:
    assert [one.key for one in tokens_of("one\n\nPage 1 of 2\n\ntwo")] == ["one", "two"]


# -- subsequences


def longest_by_table(one: list[str], other: list[str]) -> int:
    """The length of a longest common subsequence, by the textbook's table."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = row
        row = [0]
        for j, b in enumerate(other):
            row.append(before[j] + 1 if a == b else max(before[j + 1], row[j]))
    return row[-1]


@given(words, words)
def test_a_common_subsequence_is_common_in_order_and_as_long_as_can_be(one: list[str], other: list[str]) -> None:
    pairs = matches(one, other)
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert len(pairs) == longest_by_table(one, other)


@given(words, words)
def test_too_large_a_table_is_cut_at_words_that_occur_once(one: list[str], other: list[str]) -> None:
    most, subsequence._MOST_CELLS = subsequence._MOST_CELLS, 4
    try:
        pairs = matches(one, other)
    finally:
        subsequence._MOST_CELLS = most
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(st.lists(st.integers(0, 9), max_size=9))
def test_an_increasing_subsequence_is_as_long_as_can_be(seconds: list[int]) -> None:
    pairs = list(enumerate(seconds))
    found = increasing(pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert set(found) <= set(pairs)
    best = 0
    for chosen in range(1 << len(seconds)):
        chain = [value for at, value in enumerate(seconds) if chosen >> at & 1]
        if all(a < b for a, b in pairwise(chain)):
            best = max(best, len(chain))
    assert len(found) == best


# -- segments


@pytest.mark.parametrize(
    ("before", "after", "redline"),
    [
        ("We [shall] go.", "We shall go.", [("same", "We "), ("del", "["), ("same", "shall"), ("del", "]"), ("same", " go.")]),
        ("We  go.", "We go.", [("same", "We go.")]),
        ("a b c d e f", "a x c d e y f", [("same", "a "), ("del", "b"), ("ins", "x"), ("same", " c d e "), ("ins", "y "), ("same", "f")]),
        ("one two three four", "five six seven eight", [("del", "one two three four"), ("ins", "five six seven eight")]),
        ("", "New words.", [("ins", "New words.")]),
        ("Old words.", "", [("del", "Old words.")]),
        ("The same.", "The same.", [("same", "The same.")]),
    ],
)  # fmt: skip
def test_a_redline_says_what_stays_goes_and_comes(before: str, after: str, redline: list[tuple[str, str]]) -> None:
    assert list(between(before, after).segments) == [Segment(*one) for one in redline]  # type: ignore[arg-type]


texts = st.lists(
    st.sampled_from(["we", "shall", "[go]", "[now][then]", "and", "report,", "annually."]), max_size=12
).map(" ".join)


@given(texts, texts)
def test_both_texts_are_read_from_the_redline(before: str, after: str) -> None:
    found = between(before, after).segments
    assert "".join(one.text for one in found if one.kind != "del") == after
    assert "".join(one.text for one in found if one.kind != "ins").split() == before.split()


@given(texts, texts)
def test_no_segment_is_empty_and_neighbours_differ(before: str, after: str) -> None:
    found = between(before, after).segments
    assert all(one.text for one in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(texts, texts)
def test_words_that_came_and_went_have_a_place_in_both_texts(before: str, after: str) -> None:
    found = between(before, after)
    assert len(found.places) == len(found.inserted) + len(found.deleted)
    assert all(after[at : at + 1].strip() for at in found.inserted)
    assert all(before[at : at + 1].strip() for at in found.deleted)
    assert all(0 <= at <= len(before) for at in found.places[: len(found.inserted)])
    assert all(0 <= at <= len(after) for at in found.places[len(found.inserted) :])


@given(texts, texts)
@settings(deadline=None)
def test_comparing_the_other_way_round_swaps_what_came_and_went(before: str, after: str) -> None:
    one, other = between(before, after), between(after, before)
    assert one.edited == other.edited
    assert (len(one.inserted) == 0 == len(one.deleted)) == (len(other.inserted) == 0 == len(other.deleted))


def test_another_number_alone_is_no_edit() -> None:
    assert not between("1. Each Party reports.", "2. Each Party reports.").edited
    assert between("1. Each Party reports.", "1. Each Party [reports].").edited


def test_a_few_short_words_that_rewritten_passages_share_are_not_kept_apart() -> None:
    before = "The commission considers applications of every upstream riparian authority thoroughly."
    after = "Downstream governments examine proposals of neighbouring municipalities immediately."
    kinds = [one.kind for one in between(before, after).segments]
    assert kinds.count("same") <= 1


def test_chinese_is_compared_by_characters() -> None:
    found = diff(parse("一、各缔约方应合作。\n"), parse("一、各缔约方应当合作。\n"))
    (part,) = [one for one in found.parts if one.change != "same"]
    assert [(one.kind, one.text) for one in part.segments if one.kind != "same"] == [("ins", "当")]
