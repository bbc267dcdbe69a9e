"""Who has which stance on a bracket or an option, and the notes that record it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import (
    Conflict,
    insert,
    oppose,
    propose,
    proposers,
    reserve,
    stances,
    support,
    supporters,
    withdraw,
)
from goodoffices.engines.brackets.operations.stances import (
    OPENED,
    PUT_IN,
    bracket_spanning,
    end_of,
    members_of,
    notes_moved,
    notes_on,
    ordered,
    origin_of,
    standing_at,
    stands_on,
    with_notes,
)
from goodoffices.engines.brackets.reading import Edit

TEXT = "Each Party [US: shall][EU propose; JP oppose: should] report [annually] (Norway)."


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def test_stances_in_the_text_count() -> None:
    draft = parse(TEXT)
    assert [stances(draft, one) for one in draft.brackets] == [
        {"US": "proposed"},
        {"EU": "proposed", "JP": "opposed"},
        {"Norway": "proposed"},
    ]


def test_a_note_comes_after_what_the_text_says() -> None:
    draft = parse(TEXT)
    there = draft.brackets[0]
    draft = with_notes(
        draft, [Note(there.start, there.end, "US", "withdrawn"), Note(there.start, there.end, "JP", "reserved")]
    )
    assert stances(draft, there) == {"JP": "reserved"}
    assert proposers(draft, there) == set() == supporters(draft, there)


def test_supporters_are_those_who_propose_and_those_who_support() -> None:
    draft = parse(TEXT)
    draft = made(support(draft, draft.brackets[1], "North"))
    draft = made(oppose(draft, draft.brackets[1], "South", "no"))
    assert supporters(draft, draft.brackets[1]) == {"EU", "North"}
    assert proposers(draft, draft.brackets[1]) == {"EU"}


def test_a_party_has_one_stance_and_the_last_one_counts() -> None:
    draft = parse(TEXT)
    for act in (support, oppose, reserve, support):
        draft = made(act(draft, draft.brackets[2], "North"))
    assert stances(draft, draft.brackets[2])["North"] == "supported"
    assert len(notes_on(draft, draft.brackets[2])) == 1


def test_the_same_stance_twice_changes_nothing() -> None:
    draft = parse(TEXT)
    once = made(reserve(draft, draft.brackets[0], "North", "pending instructions"))
    assert reserve(once, once.brackets[0], "North", "pending instructions") is once


def test_a_stance_may_carry_a_reason() -> None:
    draft = parse(TEXT)
    draft = made(oppose(draft, draft.brackets[0], "North", "too strong"))
    assert [(note.party, note.words) for note in notes_on(draft, draft.brackets[0])] == [("North", "too strong")]


def test_only_notes_of_parties_are_stances() -> None:
    draft = made(insert(parse("We go."), 3, "soon ", "North"))
    assert stances(draft, draft.brackets[0]) == {"North": "proposed"}
    assert origin_of(draft, draft.brackets[0]) == PUT_IN
    assert any(not note.party for note in draft.notes)


def test_the_origin_of_brackets_tells_what_an_operation_did() -> None:
    draft = made(propose(parse("We shall go."), 3, 8, "may", "North"))
    assert [origin_of(draft, one) for one in draft.brackets] == [OPENED, PUT_IN]
    text = parse("We [shall] go.")
    assert origin_of(text, text.brackets[0]) == ""


def test_members_are_all_alternatives_of_a_choice_or_a_group() -> None:
    draft = parse("We [a][b] and [c].\n\nOption 1: x\n\nOption 2: y\n")
    assert [one.index for one in members_of(draft, draft.brackets[1])] == [0, 1]
    assert [one.index for one in members_of(draft, draft.brackets[2])] == [2]
    assert [one.index for one in members_of(draft, draft.options[0])] == [0, 1]


def test_what_stands_at_a_place_is_an_option_by_its_label_or_a_bracket() -> None:
    draft = parse("[a] b\n\nOption 1: x\n\n[Option 2: y]\n")
    assert standing_at(draft, 0, 3) == draft.brackets[0]
    first = draft.options[0]
    assert draft.text[first.start : first.end] == "Option 1"
    assert standing_at(draft, first.start, first.end) == first
    assert standing_at(draft, 4, 5) is None and bracket_spanning(draft, 0, 2) is None


def test_an_option_in_its_own_bracket_is_what_stands_there() -> None:
    draft = parse("[Option 1: x]\n\n[Option 2: y]\n")
    for bracket, option in zip(draft.brackets, draft.options, strict=True):
        assert standing_at(draft, bracket.start, bracket.end) == option


def test_a_bracket_ends_behind_the_names_in_parentheses() -> None:
    draft = parse(TEXT)
    last = draft.brackets[-1]
    assert draft.text[last.start : end_of(draft, last)] == "[annually] (Norway)"
    assert end_of(draft, draft.brackets[0]) == draft.brackets[0].end


notes = st.builds(
    lambda start, length, party, stance: Note(start, start + length, party, stance),
    st.integers(0, 20), st.integers(1, 8), st.sampled_from(["", "North", "South"]),
    st.sampled_from(["proposed", "supported", "opposed"]),
)  # fmt: skip


@given(st.lists(notes, max_size=8), st.randoms())
def test_the_order_in_which_notes_come_does_not_matter(found: list[Note], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    draft = parse("Words that are long enough for it.")
    assert with_notes(draft, found).notes == with_notes(draft, shuffled).notes
    assert ordered(found) == sorted(set(found))


@given(st.integers(0, 10), st.text(alphabet="xy", max_size=3))
def test_a_note_on_a_bracket_stays_on_it_whatever_is_put_before(at: int, words: str) -> None:
    draft = parse("0123456789 [shall]")
    there = draft.brackets[0]
    (moved,) = notes_moved([Note(there.start, there.end, "North", "opposed")], [Edit(at, at, words)])
    assert moved.start == there.start + len(words) and moved.end == there.end + len(words)


def test_a_note_whose_words_go_goes_with_them() -> None:
    assert notes_moved([Note(3, 6, "North", "opposed")], [Edit(2, 8, "")]) == []


def test_a_note_stands_on_exactly_one_span() -> None:
    draft = parse("[a [b]]")
    outer, inner = draft.brackets
    note = Note(inner.start, inner.end, "North", "opposed")
    assert stands_on(note, inner) and not stands_on(note, outer)


@pytest.mark.parametrize("act", [support, oppose, reserve])
@pytest.mark.parametrize("text", ["We [a][b] go.", "Option 1: a\n\nOption 2: b\n", "We [US: a] go."])
def test_a_stance_and_its_withdrawal_leave_the_text_as_it_was(act, text: str) -> None:
    draft = parse(text)
    there = (draft.options or draft.brackets)[0]
    with_stance = made(act(draft, there, "North"))
    assert with_stance.text == text
    there = (with_stance.options or with_stance.brackets)[0]
    assert made(withdraw(with_stance, there, "North")) == draft


def test_what_the_text_says_of_a_party_stays_written_when_it_withdraws() -> None:
    draft = made(support(parse("We [US: a] go."), parse("We [US: a] go.").brackets[0], "North"))
    after = made(withdraw(draft, draft.brackets[0], "US"))
    assert after.text == draft.text and stances(after, after.brackets[0]) == {"North": "supported"}


def test_words_whose_only_proposer_withdraws_go() -> None:
    draft = parse("We [US: soon ]go.")
    assert made(withdraw(draft, draft.brackets[0], "US")).text == "We go."
