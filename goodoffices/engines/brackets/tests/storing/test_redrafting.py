"""What a party typed over a provision's words becomes the smallest proposals that say the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.operations import (
    Conflict,
    agree,
    clean,
    oppose,
    proposers,
    stances,
    support,
    withdraw,
)
from goodoffices.engines.brackets.storing import assembled, redraft, rows

PLAIN = "1. Each Party shall measure the flow daily.\n"
OPEN = "1. Each Party [shall][should] measure [the [big] flow] daily (see Article 2).\n"
words = st.lists(
    st.sampled_from(
        ["each", "Party", "goes", "measure", "the", "the", "flow,", "daily;", "(now)", "x-y", "3.5", "the/a"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def given_draft(text: str) -> Draft:
    return assembled(rows(parse(text)))


def rejected(draft: Draft, by: str) -> Draft:
    """The draft when a party has taken back all that it said."""
    while True:
        mine = [one for one in draft.brackets if by in stances(draft, one)]
        if not mine:
            return draft
        draft = made(withdraw(draft, mine[-1], by))


def accepted(draft: Draft, by: str) -> Draft:
    """The draft when another party has taken all that this one said."""
    for index in range(len(draft.brackets)):
        there = draft.brackets[index]
        if by in proposers(draft, there):
            draft = made(agree(draft, there, "South"))
        elif stances(draft, there).get(by) == "opposed" and there.choice < 0:
            draft = made(oppose(draft, there, "South"))
    return clean(draft, ["North", "South"]).draft


@settings(deadline=None)
@given(old=words, new=words)
def test_what_was_typed_is_proposed_and_taken_back_leaves_nothing(old: str, new: str) -> None:
    draft = given_draft(f"1. {old}\n\n2. Rest.\n")
    done = made(redraft(draft, "1", f"1. {new}", "North"))
    back = rejected(done, "North")
    assert back.text == draft.text and back.notes == () and rows(back) == rows(draft)


@settings(deadline=None)
@given(old=words, new=words)
def test_when_all_accept_it_the_words_are_what_was_typed(old: str, new: str) -> None:
    draft = given_draft(f"1. {old}\n\n2. Rest.\n")
    done = made(redraft(draft, "1", f"1. {new}", "North"))
    assert accepted(done, "North").text == f"1. {new}\n\n2. Rest.\n"


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("1. Each Party may measure the flow daily.", "1. Each Party [shall][may] measure the flow daily.\n"),
        ("1. Each Party may publish the flow daily.", "1. Each Party [shall measure][may publish] the flow daily.\n"),
        ("1. Each Party shall measure the flow.", "1. Each Party shall measure the flow [daily].\n"),
        ("1. Party shall measure the flow daily.", "1. [Each] Party shall measure the flow daily.\n"),
        ("1. Each Party shall also measure the flow daily.", "1. Each Party shall [also ]measure the flow daily.\n"),
        ("1. Each Party shall [soon] measure the flow daily.", "1. Each Party shall [soon ]measure the flow daily.\n"),
        ("1. Parties shall measure flow.", "1. [Each Party][Parties] shall measure [the] flow [daily].\n"),
        ("  1. Each Party  shall measure\r\nthe flow daily.\r\n\r\n", PLAIN),
    ],
)  # fmt: skip
def test_a_stretch_that_differs_becomes_one_act(typed: str, after: str) -> None:
    assert made(redraft(parse(PLAIN), "1", typed, "North")).text == after


@pytest.mark.parametrize(
    ("typed", "after", "stood"),
    [
        # A further bracket beside others, or other words in one of them, are a further alternative.
        ("[shall][should][may] measure [the [big] flow]", "[shall][should][may] measure [the [big] flow]", {2: "proposed"}),
        ("[shall][may] measure [the [big] flow]", "[shall][should][may] measure [the [big] flow]", {2: "proposed"}),
        ("must measure [the [big] flow]", "[shall][should][must] measure [the [big] flow]", {2: "proposed"}),
        # Words that stand there already are supported, and those left out are opposed.
        ("shall measure [the [big] flow]", "[shall][should] measure [the [big] flow]", {0: "supported"}),
        ("[shall] measure [the [big] flow]", "[shall][should] measure [the [big] flow]", {1: "opposed"}),
        ("[shall][should] measure", "[shall][should] measure [the [big] flow]", {2: "opposed"}),
        ("[shall][should] measure [the [wild] flow]", "[shall][should] measure [the [big][wild] flow]", {4: "proposed"}),
        ("[shall][should] measure the flow", "[shall][should] measure [the [big] flow][the flow]", {4: "proposed"}),
    ],
)  # fmt: skip
def test_what_touches_a_bracket_is_said_beside_the_whole_of_it(typed: str, after: str, stood: dict[int, str]) -> None:
    draft = made(redraft(parse(OPEN), "1", f"1. Each Party {typed} daily (see Article 2).", "North"))
    assert draft.text == f"1. Each Party {after} daily (see Article 2).\n"
    mine = {one.index: stances(draft, one).get("North") for one in draft.brackets if stances(draft, one)}
    assert mine == stood
    assert rejected(draft, "North").text == OPEN


@pytest.mark.parametrize(
    ("text", "typed", "sentence"),
    [
        (PLAIN, "1. Each Party shall [measure the flow daily.", "do not match as they did before"),
        (PLAIN, "2. Each Party shall measure the flow daily.", "takes in the provision's number"),
        (OPEN, OPEN.replace("]", "", 1), "do not match as they did before"),
        ("1. [20XX] it is.\n", "1. 2030 it is.", "A placeholder is the editor's"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_so_is_refused_with_a_sentence(text: str, typed: str, sentence: str) -> None:
    result = redraft(parse(text), "1", typed, "North")
    assert isinstance(result, Conflict) and sentence in result.sentence


@pytest.mark.parametrize(
    ("text", "typed", "after"),
    [
        ("We [shall] go now.", "We [shall] stay now.", "We [[shall] go][[shall] stay] now."),
        ("We go [now].", "We stay [now].", "We [go [now]][stay [now]]."),
        ("We [shall] go now.", "We [shall] stay later.", "We [[shall] go now][[shall] stay later]."),
        ("They [shall] go now.", "We [shall] stay now.", "[They [shall] go][We [shall] stay] now."),
        ("A[b]c d.", "A[b]e d.", "A[[b]c][[b]e] d."),
        # What is put in beside a bracket is an alternative to it that holds it.
        ("We [shall] go now.", "We [shall] really go now.", "We [shall][[shall] really] go now."),
        ("We [shall] go now.", "We surely [shall] go now.", "We [shall][surely [shall]] go now."),
        ("We [shall] go now.", "We [shall] now.", "We [[shall] go][[shall]] now."),
        # Alternatives go together, and so do brackets on both sides where one is not enough.
        ("We [can][may] go [now].", "We [can][may] stay [now].", "We [can][may] [go [now]][stay [now]]."),
        ("We [can] go [now] [here].", "We [can] stay [now] [here].", "We [[can] go [now] [here]][[can] stay [now] [here]]."),
        # One that is no neighbour in the reading stays outside.
        ("We [can][may] go now.", "We [can][may] stay now.", "We [can][may] [go][stay] now."),
        ("We go[, soon,] now.", "We stay[, soon,] now.", "We [go][stay][, soon,] now."),
    ],
)  # fmt: skip
def test_a_stretch_right_beside_a_bracket_takes_it_in_where_it_would_be_read_as_its_alternative(
    text: str, typed: str, after: str
) -> None:
    draft = given_draft(f"1. {text}\n\n2. Rest.\n")
    done = made(redraft(draft, "1", f"1. {typed}", "North"))
    assert done.text == f"1. {after}\n\n2. Rest.\n"
    back = rejected(done, "North")
    assert back.text == draft.text and back.notes == () and rows(back) == rows(draft)
    assert accepted(done, "North").text == f"1. {typed}\n\n2. Rest.\n"


pieces = st.sampled_from(
    ["We", "go", "now", "daily", "[can]", "[may]", "[the [big] river]", "[in May]", "and", "[as,]"]
)


@settings(deadline=None)
@given(data=st.data(), old=st.lists(pieces, min_size=2, max_size=7))
def test_words_between_brackets_can_be_typed_over(data: st.DataObject, old: list[str]) -> None:
    """Plain words changed, taken out and put in, whatever brackets stand beside them; the brackets are left as they are."""
    new = []
    for piece in old:
        if piece.startswith("["):
            new.append(piece)
        else:
            new += data.draw(st.sampled_from([[piece], ["sit"], ["sit", piece], [piece, "sit"], []]))
    draft = given_draft(f"1. They {' '.join(old)} rest.\n\n2. Rest.\n")
    typed = " ".join(["1. They", *new, "rest."])
    done = made(redraft(draft, "1", typed, "North"))
    back = rejected(done, "North")
    assert back.text == draft.text and back.notes == () and rows(back) == rows(draft)
    assert accepted(done, "North").text == f"{typed}\n\n2. Rest.\n"


def test_what_a_party_put_in_itself_becomes_part_of_what_it_types_beside_it() -> None:
    draft = made(redraft(given_draft("1. We shall go.\n"), "1", "1. We shall soon go.", "North"))
    assert draft.text == "1. We shall [soon ]go.\n"
    new = made(redraft(draft, "1", "1. We shall [soon ]stay.", "North"))
    assert new.text == "1. We shall [go][soon stay].\n"
    assert [stances(new, one) for one in new.brackets] == [{"North": "opposed"}, {"North": "proposed"}]
    assert rejected(new, "North").text == "1. We shall go.\n"
    other = made(redraft(draft, "1", "1. We shall [soon ]stay.", "South"))
    assert other.text == "1. We shall [[soon ]go][[soon ]stay].\n"


def test_a_name_behind_a_bracket_is_not_moved_behind_other_words() -> None:
    draft = given_draft("1. We shall [annually] (Norway) go.\n")
    for typed in ("1. We may [annually] (Norway) go.", "1. We shall [annually] (Norway) stay."):
        result = redraft(draft, "1", typed, "North")
        assert isinstance(result, Conflict) and "leave a word between" in result.sentence


def test_a_bracket_that_begins_in_another_provision_is_not_taken_in() -> None:
    draft = given_draft("1. We go [now.\n\n(a) here] so.\n")
    new = made(redraft(draft, "1/a", "(a) here] thus.", "North"))
    assert new.text == "1. We go [now.\n\n(a) here] [so][thus].\n"


def test_brackets_over_two_provisions_stand_as_they_are() -> None:
    draft = given_draft("1. We go [now.\n\n(a) here] so.\n")
    new = made(redraft(draft, "1", "1. We walk [now.", "North"))
    assert new.text == "1. We [go][walk] [now.\n\n(a) here] so.\n"


def test_what_others_proposed_is_not_changed_inside() -> None:
    draft = made(support(parse("1. We [shall go] now.\n"), parse("1. We [shall go] now.\n").brackets[0], "South"))
    new = made(redraft(draft, "1", "1. We [may leave] now.", "North"))
    assert new.text == "1. We [shall go][may leave] now.\n"
    assert stances(new, new.brackets[0])["South"] == "supported"


def test_a_partys_own_proposal_is_rewritten_as_a_whole_or_withdrawn() -> None:
    draft = made(redraft(parse(PLAIN), "1", "1. Each Party may, if it can, measure the flow daily.", "North"))
    assert draft.text == "1. Each Party [shall][may, if it can,] measure the flow daily.\n"
    other = made(redraft(draft, "1", "1. Each Party [shall][may, if it will,] measure the flow daily.", "North"))
    assert other.text == "1. Each Party [shall][may, if it will,] measure the flow daily.\n"
    assert [stances(other, one) for one in other.brackets] == [{"North": "opposed"}, {"North": "proposed"}]
    assert made(redraft(other, "1", "1. Each Party [shall] measure the flow daily.", "North")).text == PLAIN
    beside = made(redraft(draft, "1", "1. Each Party [shall][may, if it will,] measure the flow daily.", "South"))
    assert beside.text == "1. Each Party [shall][may, if it [can][will],] measure the flow daily.\n"


def test_a_proposal_that_others_support_is_not_rewritten() -> None:
    draft = made(redraft(parse(PLAIN), "1", PLAIN.replace("shall", "may"), "North"))
    draft = made(support(draft, draft.brackets[1], "South"))
    new = made(redraft(draft, "1", "1. Each Party [shall][can] measure the flow daily.", "North"))
    assert new.text == "1. Each Party [shall][may][can] measure the flow daily.\n"
    result = redraft(draft, "1", "1. Each Party [shall] measure the flow daily.", "North")
    assert isinstance(result, Conflict) and "proposes these words with others" in result.sentence


@pytest.mark.parametrize(
    ("text", "typed", "after"),
    [
        ("1. We go by [20XX].\n", "1. We go by 2030.", "1. We go [by [20XX]][by 2030].\n"),
        ("1. We go, or stay.\n", "1. We go and stay.", "1. We [go, or][go and] stay.\n"),
    ],
)  # fmt: skip
def test_words_that_would_not_be_alternatives_take_the_word_before_them_in(text: str, typed: str, after: str) -> None:
    assert made(redraft(parse(text), "1", typed, "North")).text == after
