"""Offsets under edits, and drafts with other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse, replaced
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.reading.edits import Edit, Moves
from goodoffices.engines.brackets.tests.drafts import MANNERS


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    """Sorted edits of a text of this length that do not overlap or touch."""
    places = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [Edit(start, end, draw(st.text(alphabet="xyz", max_size=4))) for start, end in pairs]


def applied(text: str, edits: list[Edit]) -> str:
    """The text after the edits, made from the end."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return text


@given(st.data(), st.text(alphabet="abcdef", min_size=1, max_size=40))
def test_a_character_that_stays_is_found_at_its_new_offset(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(len(text)))
    after, moves = applied(text, edits), Moves(edits)
    for at, character in enumerate(text):
        if not moves.touches(at):
            assert after[moves(at)] == character


@given(st.data(), st.text(alphabet="abcdef", min_size=1, max_size=40))
def test_offsets_keep_their_order(data: st.DataObject, text: str) -> None:
    moves = Moves(data.draw(edits_of(len(text))))
    for after in (True, False):
        moved = [moves(at, after) for at in range(len(text) + 1)]
        assert moved == sorted(moved)


@given(st.data(), st.text(alphabet="abcdef", min_size=1, max_size=40))
def test_an_offset_is_touched_if_its_character_is_replaced(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(len(text)))
    replaced_at = {at for edit in edits for at in range(edit.start, edit.end)}
    assert {at for at in range(len(text)) if Moves(edits).touches(at)} == replaced_at


@given(st.data(), st.text(alphabet="abcdef", min_size=1, max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_the_edits_within_a_span_are_those_that_reach_into_it(
    data: st.DataObject, text: str, one: int, other: int
) -> None:
    edits, (start, end) = data.draw(edits_of(len(text))), sorted((one, other))
    expected = [edit for edit in edits if edit.end > start and edit.start < end]
    assert list(Moves(edits).within(start, end)) == expected


def test_an_insertion_is_before_or_after_an_offset_as_asked() -> None:
    moves = Moves([Edit(3, 3, "new ")])
    assert (moves(3), moves(3, after=False)) == (7, 3)
    assert (moves(2), moves(4)) == (2, 8)


def test_an_offset_inside_a_replaced_span_goes_to_one_of_its_ends() -> None:
    moves = Moves([Edit(2, 6, "ab")])
    assert (moves(4), moves(4, after=False)) == (4, 2)


@pytest.mark.parametrize(
    "edits",
    [[(0, 5, "a"), (3, 8, "b")], [(-1, 2, "a")], [(0, 999, "a")], [(5, 2, "a")]],
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlaps another, or lies outside"):
        replaced(parse("We [shall] go."), edits)


def test_insertions_at_one_place_come_in_the_order_given() -> None:
    assert replaced(parse("ab"), [(1, 1, "1"), (1, 1, "2")]).text == "a12b"


@pytest.mark.parametrize("manner", sorted(MANNERS))
def test_no_edits_change_nothing(manner: str) -> None:
    draft = parse(MANNERS[manner])
    assert replaced(draft, []) == draft


@pytest.mark.parametrize("manner", sorted(MANNERS))
def test_provisions_keep_their_ids_when_words_come_before_them(manner: str) -> None:
    draft = parse(MANNERS[manner])
    new = replaced(draft, [(0, 0, "Some words that come first.\n\n")])
    ids = [one.id for one in draft.provisions]
    assert [one.id for one in new.provisions if one.id in ids] == ids


def test_a_provision_that_goes_takes_its_id_with_it() -> None:
    draft = parse("1. One.\n\n2. Two.\n\n3. Three.\n")
    second = draft.by_id("2")
    new = replaced(draft, [(second.start, second.end, "")])
    assert [one.id for one in new.provisions] == ["draft", "1", "3"]


def test_a_provision_keeps_its_id_under_another_number() -> None:
    draft = parse("1. One.\n\n2. Two.\n")
    at = draft.text.index("2.")
    new = replaced(draft, [(at, at + 1, "1 bis")])
    assert [(one.id, one.label) for one in new.provisions[1:]] == [("1", "1"), ("2", "1 bis")]


def test_notes_move_with_their_words_and_go_with_them() -> None:
    draft = parse("We [shall] go [now].", notes=[Note(3, 10, "US", "opposed"), Note(14, 19, "EU", "supported")])
    new = replaced(draft, [(0, 2, "All Parties"), (14, 19, "")])
    assert [(note.party, new.text[note.start : note.end]) for note in new.notes] == [("US", "[shall]")]


def test_given_notes_replace_the_drafts_own() -> None:
    draft = parse("We [shall] go.", notes=[Note(3, 10, "US", "opposed")])
    assert replaced(draft, [], notes=[]).notes == ()


def test_parties_that_were_named_stay_known() -> None:
    draft = parse("We [shall] (North) go.", parties={"North"})
    assert draft.brackets[0].attributions
    assert replaced(draft, [(0, 2, "They")]).brackets[0].attributions
