"""Sentences with which operations on words, alternatives and provisions are refused: each says what is wrong, and where."""

import pytest

from goodoffices.engines.brackets import Draft, operations, parse
from goodoffices.engines.brackets.operations import Conflict

PARTY = "Each Party [shall][should] report [annually] (Norway) on [X] days and [a[b]c]."
TWO = "1. One.\n\n2. Two.\n"


def refused(result: object, start: str) -> Conflict:
    """The conflict, which must begin with these words."""
    assert isinstance(result, Conflict), result
    assert result.sentence.startswith(start), result.sentence
    assert result.sentence[-1] == "." and result.start <= result.end
    return result


def span(draft: Draft, words: str) -> tuple[int, int]:
    start = draft.text.index(words)
    return start, start + len(words)


# -- words


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        (PARTY, "Party [sh", "This cuts through the bracket at line 1, column 12."),
        (PARTY, "[annually]", "Names stand behind this bracket"),
        (PARTY, "[X]", "A placeholder is the editor's and nobody's position."),
        (TWO, "One.\n\n2", "This takes in more than one provision."),
        (TWO, "1. O", "This takes in the provision's number."),
        ("1. A [b and c.\n", "[b and", "A bracket in these words has no partner."),
        ("[Option 1: a]\n\n[Option 2: b]\n", "[Option 1: a]", "This bracket is an option's own."),
    ],
)  # fmt: skip
def test_other_words_are_not_proposed_for(text: str, words: str, sentence: str) -> None:
    draft = parse(text)
    conflict = refused(operations.propose(draft, *span(draft, words), "other", "North"), sentence)
    assert (conflict.start, conflict.end) == span(draft, words)


def test_a_link_is_not_cut_in_two() -> None:
    draft = parse("See [a](https://example.org) now.", markdown=True)
    refused(
        operations.propose(draft, 2, 8, "x", "North"), "This cuts through a link, a footnote mark or a placeholder."
    )
    assert isinstance(operations.propose(draft, 4, 28, "x", "North"), Draft)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (5, 9999), (-1, 3)])
def test_a_span_without_words_is_refused(start: int, end: int) -> None:
    refused(operations.propose(parse(PARTY), start, end, "x", "North"), "There are no words between these places.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("  ", "An alternative needs words."),
        ("a] b", "With these words brackets would pair otherwise."),
        ("US: go", "The words begin or end like an attribution or a label."),
        ("go (Norway)", "The words begin or end like an attribution or a label."),
    ],
)  # fmt: skip
def test_words_that_would_be_read_as_something_else_are_refused(words: str, sentence: str) -> None:
    draft = parse(PARTY)
    refused(operations.propose(draft, 0, 4, words, "North"), sentence)


def test_words_that_stand_there_already_are_refused() -> None:
    draft = parse(PARTY)
    refused(operations.propose(draft, *span(draft, "[shall]"), "should", "North"), "These words stand there already.")


def test_nothing_is_not_inserted_and_not_beside_a_bracket() -> None:
    draft = parse(PARTY)
    refused(operations.insert(draft, 5, " ", "North"), "There are no words to insert.")
    beside = draft.text.index("[shall]")
    refused(operations.insert(draft, beside, "x", "North"), "The bracket would be read as an alternative")


def test_a_label_at_the_head_of_a_line_is_not_inserted() -> None:
    result = operations.insert(parse(TWO), 3, "new\n\n7. more ", "North")
    assert isinstance(result, Conflict)


# -- stances


def test_a_party_does_not_oppose_what_it_proposes_but_its_support_is_no_change() -> None:
    draft = operations.propose(parse(TWO), 3, 6, "Two", "North")
    assert isinstance(draft, Draft)
    for act in (operations.oppose, operations.reserve):
        refused(act(draft, draft.brackets[1], "North"), "North proposes these words. Withdraw the proposal first.")
    assert operations.support(draft, draft.brackets[1], "North") == draft


def test_what_a_party_has_not_said_it_cannot_withdraw() -> None:
    draft = parse(PARTY)
    refused(operations.withdraw(draft, draft.brackets[0], "South"), "South has said nothing on these words")


def test_words_that_others_proposed_inside_stay() -> None:
    draft = operations.insert(parse(TWO), 3, "a b c ", "North")
    assert isinstance(draft, Draft)
    draft = operations.propose(draft, *span(draft, "b"), "x", "South")
    assert isinstance(draft, Draft)
    refused(operations.withdraw(draft, draft.brackets[0], "North"), "South proposes words inside these.")


def test_a_placeholder_is_not_agreed_to() -> None:
    draft = parse("within [X] days")
    refused(operations.agree(draft, draft.brackets[0], "North"), "A placeholder is to be filled in, not agreed.")


# -- merging and splitting


def test_only_neighbouring_alternatives_are_merged() -> None:
    draft = parse(PARTY)
    for chosen in ([draft.brackets[0]], [draft.brackets[0], draft.brackets[2]]):
        refused(
            operations.merge(draft, chosen, "x", "North"), "Only alternatives that stand beside each other are merged."
        )


def test_words_on_which_others_stand_do_not_go_by_a_merger() -> None:
    draft = parse("We [US: a][EU: b] go.")
    conflict = refused(operations.merge(draft, draft.brackets, "a", "US"), "EU stands on these words.")
    assert draft.text[conflict.start : conflict.end] == "[EU: b]"
    stood = operations.propose(parse(TWO), 3, 6, "x", "North")
    assert isinstance(stood, Draft)
    refused(operations.merge(stood, stood.brackets, "x", "North"), "These words stood in the text.")
    refused(operations.merge(draft, draft.brackets, " ", "US"), "An alternative needs words.")


def test_brackets_inside_are_settled_before_words_are_merged_or_split() -> None:
    draft = parse("We [a [b]][c] go.")
    sentence = "There are brackets in these words."
    conflict = refused(operations.merge(draft, [draft.brackets[0], draft.brackets[2]], "x", "North"), sentence)
    assert draft.text[conflict.start : conflict.end] == "[b]"
    refused(operations.split(draft, draft.brackets[0], ["x", "y"], "North"), sentence)


def test_an_alternative_is_split_into_two_at_least() -> None:
    draft = parse(PARTY)
    refused(operations.split(draft, draft.brackets[0], ["x"], "North"), "An alternative is split into two or more.")


# -- provisions


def test_a_provision_without_words_is_not_bracketed() -> None:
    refused(
        operations.bracket_provision(parse("1.\n\n2. Two.\n"), "1", "North"), "There are no words in this provision."
    )


@pytest.mark.parametrize(
    ("text", "at", "label", "sentence"),
    [
        ("1. A [b c] d.\n", 7, "2. ", "A provision is not split inside a bracket."),
        ("1. A b.\n", 5, "x ", "With this label the rest would not be read as a provision."),
        ("1. A b.\n", 8, "2. ", "A provision is split between two of its words."),
        ("1. A b.\n", 0, "2. ", "A provision is split between two of its words."),
        ("1. A b.\n", 3, "2. ", "A provision is split between two of its words."),
        ("Option 1: A b.\n", 7, "2. ", "A provision is split between two of its words."),
    ],
)  # fmt: skip
def test_a_provision_is_split_between_words_and_gets_a_number(text: str, at: int, label: str, sentence: str) -> None:
    refused(operations.split_provision(parse(text), at, label), sentence)


def test_the_first_provision_has_none_to_be_merged_with() -> None:
    refused(operations.merge_provisions(parse(TWO), "1"), "Only a provision that follows another")


def test_provisions_are_not_merged_over_a_bracket() -> None:
    draft = parse("1. Two.\n\n[2. One.\n\n3. Two.]\n")
    refused(operations.merge_provisions(draft, "2"), "A bracket opens or closes between these provisions.")


def test_an_unknown_provision_is_an_error() -> None:
    for act in (operations.merge_provisions, lambda draft, id: operations.bracket_provision(draft, id, "North")):
        with pytest.raises(KeyError):
            act(parse(TWO), "9")
