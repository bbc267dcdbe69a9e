"""What remains: who stands where, how large it is, and the fewest alternatives that clean an article."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.counting import Article, Point, Remaining, parties_named, remaining
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.operations.agreeing import agree
from goodoffices.engines.brackets.tests.drafts import COMPILATION, MANNERS, TRADE
from goodoffices.engines.brackets.tests.test_reading import texts


def bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A bracket, or two or three alternatives, around words and further brackets."""
    one = inner.map(lambda text: f"[{text}]")
    return st.one_of(one, st.tuples(one, one).map("".join), st.tuples(one, one, one).map("".join))


bodies = st.recursive(
    st.sampled_from(["shall", "may", "US: must"]),
    lambda inner: (
        st.lists(bracketed(inner), min_size=1, max_size=2).map(" and ".join).map(lambda text: f"so {text} on")
    ),
    max_leaves=7,
)


@settings(deadline=None)
@given(body=bodies)
def test_no_smaller_set_of_alternatives_cleans_the_article(body: str) -> None:
    draft = parse(f"Article 1\n\nParties {body}.\n")
    found = remaining(draft, ["US"])
    for article in found.articles:
        alternatives = sorted({(one.start, one.end) for point in found.points for one in point.alternatives})
        chosen = {(one.start, one.end) for one in article.accept}
        assert is_clean(found, article, chosen)
        if len(alternatives) <= 14:
            size = next(
                n
                for n in range(len(alternatives) + 1)
                if any(is_clean(found, article, set(some)) for some in combinations(alternatives, n))
            )
            assert size == len(chosen)


def is_clean(found: Remaining, article: Article, accepted: set[tuple[int, int]]) -> bool:
    """By the meaning of the words: at each point that stands in the text now, one alternative is taken, or all take it."""

    def settled(point: Point) -> bool:
        for one in point.alternatives:
            taken = (one.start, one.end) in accepted or one.taken_by() >= set(found.parties)
            if taken and all(settled(found.points[inner]) for inner in one.points):
                return True
        return False

    return all(settled(found.points[index]) for index in article.points)


def test_who_stands_where_and_who_is_silent() -> None:
    draft = parse(TRADE)
    assert {"US", "JP", "EU", "Norway", "Chile", "Peru"} <= set(parties_named(draft))
    first = remaining(draft, ["EU", "US", "NZ"]).points[0]
    assert first.kind == "choice"
    assert [dict(one.stances) for one in first.alternatives] == [
        {"US": "proposed", "EU": "opposed"},
        {"EU": "proposed"},
    ]
    assert first.silent == ("NZ",) and first.brackets == 2 and first.line == 3


def test_the_size_of_what_is_open_is_in_words_and_brackets() -> None:
    [article] = remaining(parse("Article 1\n\n1. Each Party [shall [always]][should] report [annually].\n")).articles
    assert (article.words, article.brackets) == (3, 4)
    assert [point.words for point in remaining(parse("a [b c]d [e [f] g] h")).points] == [2, 3, 1]
    assert [one.text for one in article.accept] == ["should", "annually"]


def test_what_all_take_costs_nothing_and_fewer_objections_go_first() -> None:
    draft = parse("Article 1\n\n1. Each Party [EU oppose: shall][should][may] report [annually].\n")
    found = remaining(draft, ["EU", "US"])
    assert [one.text for one in found.articles[0].accept] == ["should", "annually"]
    for party in ("EU", "US"):
        agreed = agree(draft, draft.brackets[2], party)
        assert isinstance(agreed, Draft)
        draft = agreed
    assert [one.text for one in remaining(draft, ["EU", "US"]).articles[0].accept] == ["annually"]


def test_option_blocks_are_one_point_and_placeholders_are_filled_not_accepted() -> None:
    found = remaining(parse(COMPILATION))
    blocks = [point for point in found.points if point.kind == "options"]
    assert [len(point.alternatives) for point in blocks] == [3, 2, 2]
    [parties] = [one for one in found.articles if "Finance" in one.title]
    assert parties.fill >= 1
    assert all(
        found.points[inner].inside == point.index
        for point in blocks
        for one in point.alternatives
        for inner in one.points
    )


@given(text=st.one_of(texts, st.sampled_from(list(MANNERS.values()))))
def test_every_bracket_is_in_exactly_one_point_or_the_own_of_options(text: str) -> None:
    draft = parse(text)
    found = remaining(draft)
    spans = [(one.start, one.end) for point in found.points if point.kind != "options" for one in point.alternatives]
    own = {one.bracket for one in draft.options} | {group.bracket for group in draft.groups}
    assert sorted(spans) == sorted((one.start, one.end) for one in draft.brackets if one.index not in own)
    blocks = [one for point in found.points if point.kind == "options" for one in point.alternatives]
    assert len(blocks) == len(draft.options)
    assert all(point.inside < point.index for point in found.points)
    found.as_json()


def test_deep_and_wide_drafts_are_answered() -> None:
    deep = remaining(parse("[" * 20_000 + "word" + "]" * 20_000))
    assert len(deep.points) == 20_000 and len(deep.articles[0].accept) == 20_000
    assert len(remaining(parse("[a] b " * 20_000)).articles[0].accept) == 20_000
