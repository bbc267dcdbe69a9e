"""A draft answers questions about its text; each answer is compared with a slow and simple one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse, write
from goodoffices.engines.brackets.model.draft import no_options
from goodoffices.engines.brackets.model.offsets import BracketedBefore, line_starts
from goodoffices.engines.brackets.tests.drafts import MANNERS

texts = st.lists(
    st.sampled_from(["1. [a", "b]", "(a) [c] d", "Article 1", "[", "]", "[X]", "{y}", "Option 1: e", "\n", "[f][g]", " "]),
    max_size=14,
).map("\n".join)  # fmt: skip
drafts = st.one_of(texts.map(parse), st.sampled_from(list(MANNERS.values())).map(parse))


@given(drafts)
def test_own_texts_follow_each_other_without_gap_or_overlap(draft: Draft) -> None:
    assert "".join(map(draft.own, draft.provisions)) == draft.text


@given(drafts)
def test_a_whole_text_holds_those_under_it(draft: Draft) -> None:
    for one in draft.provisions:
        assert draft.whole(one).startswith(draft.own(one))
        for child in one.children:
            under = draft.provisions[child]
            assert one.start <= under.start and under.end <= one.end and under.depth == one.depth + 1


@given(drafts)
def test_the_provision_at_an_offset_is_the_one_whose_own_text_holds_it(draft: Draft) -> None:
    for one in draft.provisions:
        for offset in {one.start, (one.start + one.own_end) // 2, one.own_end - 1}:
            if one.start <= offset < one.own_end:
                assert draft.provision_at(offset) == one


@given(drafts)
def test_a_provision_is_found_by_its_id(draft: Draft) -> None:
    for one in draft.provisions:
        assert draft.by_id(one.id) == one
    with pytest.raises(KeyError):
        draft.by_id("no such id")


@given(drafts)
def test_the_bracket_at_an_offset_is_the_innermost_around_it(draft: Draft) -> None:
    for offset in range(0, len(draft.text), 7):
        around = [one for one in draft.brackets if one.start <= offset < one.end]
        assert draft.bracket_at(offset) == (max(around, key=lambda one: one.depth) if around else None)


@given(drafts, st.integers(0, 60), st.integers(0, 60))
def test_the_brackets_in_a_span_are_those_that_open_there(draft: Draft, one: int, other: int) -> None:
    start, end = sorted((one, other))
    assert list(draft.brackets_in(start, end)) == [b for b in draft.brackets if start <= b.start < end]


@given(drafts)
def test_enclosing_brackets_come_from_the_inside_out(draft: Draft) -> None:
    for one in draft.brackets:
        around = [other for other in draft.brackets if other.start < one.start and one.end < other.end]
        assert list(draft.enclosing(one)) == sorted(around, key=lambda other: -other.depth)
        assert one.depth == len(around) + 1


@given(drafts)
def test_bracketed_characters_are_those_inside_a_bracket_or_loose(draft: Draft) -> None:
    inside = [any(one.start <= at < one.end for one in draft.brackets) for at in range(len(draft.text))]
    for one in draft.loose:
        inside[one.start] = True
    for provision in draft.provisions:
        span = inside[provision.start : provision.end]
        assert draft.bracketed(provision.start, provision.end) == sum(span)
        assert draft.is_clean(provision) is not any(span)


@given(drafts)
def test_a_provision_has_a_bracket_if_one_opens_or_closes_in_it(draft: Draft) -> None:
    characters = {at for one in draft.brackets for at in (one.start, one.end - 1)} | {one.start for one in draft.loose}
    for one in draft.provisions:
        assert draft.has_bracket(one) is any(one.start <= at < one.end for at in characters)


@given(drafts)
def test_leaves_are_the_text_cut_into_pieces(draft: Draft) -> None:
    at = 0
    for piece in draft.pieces:
        assert piece.start == at < piece.end
        at = piece.end
    assert at == len(draft.text)
    assert write(draft) == draft.text


@given(drafts)
def test_the_leaves_of_provisions_joined_are_all_leaves(draft: Draft) -> None:
    assert tuple(piece for one in draft.provisions for piece in draft.pieces_of(one)) == draft.pieces


@given(drafts)
def test_a_leaf_refers_to_what_it_is_a_piece_of(draft: Draft) -> None:
    for piece in draft.pieces:
        words = draft.text[piece.start : piece.end]
        if piece.kind == "open":
            assert words == "[" and draft.brackets[piece.ref].start == piece.start
        elif piece.kind == "close":
            assert words == "]" and draft.brackets[piece.ref].end == piece.end
        elif piece.kind == "mark":
            assert (draft.marks[piece.ref].start, draft.marks[piece.ref].end) == (piece.start, piece.end)
        elif piece.kind == "label":
            assert draft.provisions[piece.ref].label_span == (piece.start, piece.end)
        elif piece.kind in {"stray", "left_open"}:
            assert draft.loose[piece.ref].kind == piece.kind


@given(st.text(alphabet="ab\n\r", max_size=30))
def test_lines_and_columns_are_counted_from_one(text: str) -> None:
    draft = parse(text)
    for offset in range(len(text) + 1):
        before = text[:offset].split("\n")
        assert draft.place(offset) == (len(before), len(before[-1]) + 1)
    assert line_starts(text) == [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]


@given(drafts)
def test_counts_before_an_offset_never_fall(draft: Draft) -> None:
    before = BracketedBefore(draft.brackets, draft.loose)
    counts = [before[at] for at in range(len(draft.text) + 1)]
    assert counts == sorted(counts) and counts[0] == 0
    assert counts[-1] == draft.bracketed(0, len(draft.text))


@pytest.mark.parametrize(
    ("text", "chapeau"),
    [
        ("1. Parties shall:\n\n(a) go;\n\n(b) come.\n", " Parties shall:\n\n"),
        ("1. Parties shall go.\n", None),
        ("Article 1\n\n(a) go\n", None),
    ],
)  # fmt: skip
def test_a_chapeau_is_what_stands_before_sub_paragraphs(text: str, chapeau: str | None) -> None:
    draft = parse(text)
    span = draft.chapeau(draft.provisions[1])
    assert (draft.text[span.start : span.end] if span else None) == chapeau


def test_an_option_is_found_from_its_provision_and_from_its_bracket() -> None:
    draft = parse("[Option 1: a]\n\n[Option 2: b]\n\n[c]\n")
    assert [draft.own_of(one) for one in draft.brackets] == [*draft.options, None]
    assert [draft.option_of(draft.provisions[one.provision]) for one in draft.options] == list(draft.options)
    assert draft.option_of(draft.provisions[0]) is None


def test_notes_are_found_on_exactly_their_span() -> None:
    from goodoffices.engines.brackets.model import Note

    first, second = Note(0, 3, "North", "opposed"), Note(0, 3, "South", "supported")
    draft = parse("[a] b", notes=[first, second])
    assert list(draft.notes_at(0, 3)) == [first, second] and list(draft.notes_at(0, 2)) == []


def test_option_blocks_are_only_looked_for_when_somebody_asks() -> None:
    asked = []

    def finder(draft: Draft):
        asked.append(draft)
        return no_options(draft)

    from dataclasses import replace

    draft = replace(parse("Option 1: a\n\nOption 2: b\n"), find_options=finder)
    assert draft.pieces and draft.bracket_at(0) is None and not asked
    assert draft.options == draft.groups == () and len(asked) == 1


def test_drafts_are_equal_by_what_they_hold() -> None:
    assert parse("We [shall] go.") == parse("We [shall] go.")
    assert parse("We [shall] go.") != parse("We [shall] go!")
    assert "find_options" not in repr(parse("a"))


@pytest.mark.parametrize(
    ("kind", "text", "counted"),
    [
        ("heading", "A.  Water\n\nx\n", True),
        ("article", "Article 1\n\nx\n", True),
        ("paragraph", "1. x\n", True),
        ("preambular", "PP1 Recalling it,\n", True),
        ("operative", "OP1 Decides it.\n", True),
        ("item", "- x\n", False),
        ("plain", "x\n", False),
        ("option", "Option 1: x\n", False),
    ],
)  # fmt: skip
def test_numbered_and_headed_units_are_counted(kind: str, text: str, counted: bool) -> None:
    one = parse(text).provisions[1]
    assert one.kind == kind and one.counted is counted


def test_a_bracket_crosses_if_it_closes_in_another_provision() -> None:
    draft = parse("Article 1\n\n[1. One.\n\n2. [Two.]]\n")
    assert [one.crosses for one in draft.brackets] == [True, False]
