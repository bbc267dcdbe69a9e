"""Figures of drafts, each compared with a count by hand; and the picture of a trend."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.counting import TrendRow, metrics
from goodoffices.engines.brackets.counting.metrics import Counts, Problem
from goodoffices.engines.brackets.counting.trend import svg

texts = st.lists(
    st.sampled_from(["1. [a b", "c]", "(a) [d] e", "Article 1", "[", "]", "[X]", "{y}", "Option 1: e", "[f][g]", "h i"]),
    max_size=12,
).map("\n\n".join)  # fmt: skip


@given(st.text(alphabet="[]a \n", max_size=60))
def test_plain_counts_are_those_of_a_counter_and_a_stack(text: str) -> None:
    found = metrics.plain(text)
    depth = deepest = stray = 0
    for character in text:
        if character == "[":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "]":
            stray += depth == 0
            depth -= depth > 0
    assert (found.open, found.close) == (text.count("["), text.count("]"))
    assert (found.stray, found.unclosed, found.depth) == (stray, depth, deepest)
    assert [text[at] for at, _ in found.offsets] == ["[" if kind == "unclosed" else "]" for _, kind in found.offsets]
    assert list(found.offsets) == sorted(found.offsets)


@given(st.text(alphabet="a \n\t\u00a0\u2003é", max_size=60))
def test_words_are_separated_by_white_space(text: str) -> None:
    assert metrics.words(text) == len(text.split())


def test_words_of_a_long_text_are_counted_piece_by_piece() -> None:
    text = "word " * 300_000 + "x" * 1_200_000 + " end"
    assert metrics.words(text) == 300_002


@given(texts)
def test_words_in_brackets_have_a_character_in_one(text: str) -> None:
    draft = parse(text)
    inside = {at for one in draft.brackets for at in range(one.start, one.end)}
    by_hand = 0
    for one in draft.provisions:
        for word in re.finditer(r"\S+", draft.own(one)):
            by_hand += any(one.start + at in inside for at in range(word.start(), word.end()))
    assert metrics.by_provision(draft)[0].bracketed_words == by_hand


@given(texts)
def test_the_figures_of_a_provision_are_its_own_and_those_under_it(text: str) -> None:
    draft = parse(text)
    found = metrics.by_provision(draft)
    for one in draft.provisions:
        whole = draft.whole(one)
        assert found[one.index].open == whole.count("[") and found[one.index].close == whole.count("]")
        assert found[one.index].words == sum(
            len(draft.own(p).split()) for p in draft.provisions if one.start <= p.start < one.end or p is one
        )
        assert found[one.index].clean <= found[one.index].provisions


@given(texts)
def test_the_whole_counts_raw_brackets(text: str) -> None:
    draft = parse(text)
    found, raw = metrics.whole(draft), metrics.plain(text)
    assert (found.open, found.close, found.stray, found.unclosed) == (raw.open, raw.close, raw.stray, raw.unclosed)
    assert found.words == len(text.split()) and found.depth == raw.depth


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1. We [shall][should] go.\n", {"alternatives": 2, "provisions": 1, "clean": 0, "depth": 1}),
        ("1. We go.\n\n2. We [stay].\n", {"provisions": 2, "clean": 1, "enclosed": 0}),
        ("[1. We go.\n\n2. We stay.]\n", {"provisions": 2, "clean": 0}),
        ("within [X] days or {y}\n", {"placeholders": 2}),
        ("Option 1: a\n\nOption 2: b\n", {"options": 2, "provisions": 0}),
        ("[Option 1: a]\n\n[Option 2: b]\n", {"options": 2}),
        ("We [Option 1: a][Option 2: b].\n", {"options": 2, "alternatives": 2}),
        ("Article 1\n\n[1. a\n\n(a) b\n\n2. c]\n", {"provisions": 4, "clean": 1, "enclosed": 1}),
        ("1. [a [b [c]]]\n", {"depth": 3, "bracketed_words": 3}),
    ],
)  # fmt: skip
def test_figures_of_small_drafts(text: str, figures: dict[str, int]) -> None:
    found = metrics.whole(parse(text))
    assert {name: getattr(found, name) for name in figures} == figures


def test_figures_add_up_and_depths_are_compared() -> None:
    one = Counts(words=2, open=1, depth=3)
    one.add(Counts(words=5, open=2, depth=2))
    assert (one.words, one.open, one.depth) == (7, 3, 3)


def test_problems_have_lines_and_columns_from_one() -> None:
    text = "a]\n\n b [c\n"
    assert list(metrics.problems(text, metrics.plain(text).offsets)) == [
        Problem(1, 2, "stray"),
        Problem(3, 4, "unclosed"),
    ]
    assert list(metrics.problems("none", ())) == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [("plain", 0), ("a\u202eb", 1), ("\ufeffa", 0), ("a\ufeffb", 1), ("a\x00\x07", 2), ("a\tb\nc\r\n", 0), ("\ud800", 1), ("\u200b\u2060", 2)],
)  # fmt: skip
def test_characters_that_nobody_sees_are_counted(text: str, hidden: int) -> None:
    assert metrics.hidden(text) == hidden


@given(st.binary(max_size=40))
def test_any_bytes_are_written_back(data: bytes) -> None:
    from goodoffices.engines.brackets import read

    assert metrics.round_trips(read(data), data)
    assert not metrics.round_trips(read(data), data + b"x")


# -- the trend


def row(name: str, opened: int, inside: int, words: int = 100) -> TrendRow:
    return TrendRow(name, Counts(words=words, bracketed_words=inside, open=opened))


def test_a_row_has_the_name_and_every_figure() -> None:
    found = row("a.md", 3, 7).as_json()
    assert found["file"] == "a.md" and found["open"] == 3 and found["bracketed_words"] == 7
    assert next(iter(found)) == "file" and set(found) == {"file", *Counts.__slots__}


def test_the_picture_tells_every_draft_in_words() -> None:
    picture = svg([row("first.md", 1052, 40), row("last.md", 6, 1)])
    tree = ElementTree.fromstring(picture)
    told = tree.findtext("{http://www.w3.org/2000/svg}desc")
    assert told == "first.md: 1,052 brackets, 40 % of words; last.md: 6 brackets, 1 % of words"
    assert "1,052" in picture and "40 %" in picture


@pytest.mark.parametrize("count", [1, 2, 8, 9, 30])
def test_the_picture_has_a_dot_for_every_draft_and_names_as_many_as_fit(count: int) -> None:
    picture = svg([row(f"draft-{number}.md", number, number) for number in range(count)])
    tree = ElementTree.fromstring(picture)
    assert len(tree.findall(".//{http://www.w3.org/2000/svg}circle")) == 2 * count
    assert f"draft-{count - 1}.md" in picture
    assert len(re.findall(r'class="told"', picture)) <= 2 * min(count, 8) + 2


def test_a_drafts_name_cannot_break_the_picture() -> None:
    picture = svg([row("<&\x00\ud800>.md", 1, 1)])
    ElementTree.fromstring(picture)
    assert "&lt;&amp;��&gt;" in picture


def test_a_draft_without_words_has_no_share_to_divide() -> None:
    assert "0 %" in svg([row("empty", 0, 0, words=0)])
