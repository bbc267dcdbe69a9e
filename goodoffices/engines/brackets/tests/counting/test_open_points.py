"""Open points, and what to accept for a clean text."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.counting import Point, parties_named, remaining
from goodoffices.engines.brackets.counting.acceptances import Cost, cheapest
from goodoffices.engines.brackets.counting.open_points import Sizes
from goodoffices.engines.brackets.model import Note


@st.composite
def words(draw: st.DrawFn, depth: int = 0) -> str:
    """Words with brackets and choices, nested up to three deep."""
    parts = []
    for _ in range(draw(st.integers(1, 2))):
        shape = draw(st.sampled_from(["word", "bracket", "choice"])) if depth < 3 else "word"
        if shape == "word":
            parts.append("word")
        elif shape == "bracket":
            parts.append(f"[{draw(words(depth + 1))}]")
        else:
            parts.append(f"[{draw(words(depth + 1))}][{draw(words(depth + 1))}]")
    return " and ".join(parts)


def fewest(points: tuple[Point, ...]) -> int:
    """The fewest acceptances, by trying every way of choosing."""
    ways = [range(len(point.alternatives)) for point in points]
    best = len(points)
    for chosen in product(*ways):
        open_now = [point for point in points if point.inside < 0]
        accepted = 0
        while open_now:
            point = open_now.pop()
            accepted += 1
            open_now += [points[inner] for inner in point.alternatives[chosen[point.index]].points]
        best = min(best, accepted)
    return best


@given(words())
@settings(deadline=None, max_examples=60)
def test_no_fewer_acceptances_clean_an_article(text: str) -> None:
    found = remaining(parse(f"1. {text}.\n"), [])
    if 0 < len(found.points) <= 9:
        assert len(found.articles[0].accept) == fewest(found.points)


@given(words())
def test_points_nest_as_their_spans_do(text: str) -> None:
    points = remaining(parse(f"1. {text}.\n"), []).points
    for point in points:
        for one in point.alternatives:
            assert point.start <= one.start < one.end <= point.end
            for inner in one.points:
                assert points[inner].inside == point.index
                assert one.start < points[inner].start and points[inner].end < one.end


@given(st.text(alphabet="a[] \n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_sizes_count_words_and_openers_between_two_offsets(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    sizes = Sizes(parse(text))
    assert sizes.brackets(start, end) == text[start:end].count("[")
    if start < end:
        assert sizes.words(start, end) == len(text[start:end].split())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We go.", []),
        ("We [go].", ["bracket"]),
        ("We [a][b].", ["choice"]),
        ("within [X] days", ["placeholder"]),
        ("Option 1: a\n\nOption 2: [b]\n", ["options", "bracket"]),
        ("[Option 1: a]\n\n[Option 2: b]\n", ["options"]),
        ("[Option 1: a\n\nOption 2: b]\n", ["options"]),
        ("We [a [b][c]].", ["bracket", "choice"]),
    ],
)  # fmt: skip
def test_a_point_is_a_bracket_a_choice_options_or_a_placeholder(text: str, kinds: list[str]) -> None:
    assert [point.kind for point in remaining(parse(text)).points] == kinds


def test_parties_are_named_in_brackets_options_and_notes() -> None:
    draft = parse("We [US: go] (Norway).\n\nOption 1 (Chile): a\n\nOption 2: b\n", notes=[Note(3, 11, "EU", "opposed")])
    assert parties_named(draft) == ("Chile", "EU", "Norway", "US")


def test_stances_of_others_are_left_out_and_silence_is_told() -> None:
    (point,) = remaining(parse("We [US: go][EU: stay]."), ["JP", "US"]).points
    assert [one.stances for one in point.alternatives] == [(("US", "proposed"),), ()]
    assert point.silent == ("JP",)
    assert point.alternatives[0].taken_by() == {"US"} and point.alternatives[0].against() == set()


def test_what_all_take_costs_nothing() -> None:
    (article,) = remaining(parse("1. We [US/EU propose: go][now]."), ["EU", "US"]).articles
    assert article.accept == ()


@pytest.mark.parametrize(
    ("text", "accept"),
    [
        ("We [a [b]][c].", ["c"]),
        ("We [US oppose: a][b].", ["b"]),
        ("We [a][US supports: b].", ["b"]),
        ("We [a][b].", ["a"]),
        ("We [a] and [b].", ["a", "b"]),
        ("We [a [b]].", ["a [b]", "b"]),
    ],
)  # fmt: skip
def test_of_equally_few_fewer_objections_then_more_support_then_the_first(text: str, accept: list[str]) -> None:
    (article,) = remaining(parse(text), ["EU", "US"]).articles
    assert [one.text for one in article.accept] == accept


def test_costs_add_up_and_are_compared_from_left_to_right() -> None:
    assert Cost(1, 2, 3).plus(Cost(1, 0, 1)) == Cost(2, 2, 4)
    assert Cost(1, 9, 9) < Cost(2, 0, 0) and Cost(1, 0, 9) < Cost(1, 1, 0)
    assert cheapest([], []) == []


def test_articles_have_their_own_points_placeholders_and_loose_brackets() -> None:
    text = "Article 1\n\n1. We [go] in [X] days.\n\nArticle 2\n\n1. We stay].\n\nArticle 3\n\n1. Nothing.\n"
    found = remaining(parse(text))
    assert [(one.article, len(one.accept), one.fill, one.loose) for one in found.articles] == [
        ("article-1", 1, 1, 0),
        ("article-2", 0, 0, 1),
    ]
    assert found.articles[0].title == "Article 1"


def test_a_bracket_around_several_articles_counts_in_each() -> None:
    found = remaining(parse("[Article 1\n\n1. One.\n\nArticle 2\n\n1. Two.]\n"))
    assert len(found.points) == 1 and [one.points for one in found.articles] == [(0,), (0,)]


def test_the_json_has_excerpts_of_long_words() -> None:
    answer = remaining(parse(f"We [{'very ' * 100}long].")).as_json()
    (point,) = answer["points"]  # type: ignore[misc]
    text = point["alternatives"][0]["text"]
    assert len(text) == 160 and text.endswith("…")
