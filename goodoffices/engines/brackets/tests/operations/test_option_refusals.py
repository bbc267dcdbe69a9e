"""Sentences with which operations on options, cleaning and joint acts are refused."""

import re

import pytest

from goodoffices.engines.brackets import Draft, operations, parse
from goodoffices.engines.brackets.operations import Act, Conflict

PARTY = "Each Party [shall][should] report [annually] (Norway) on [X] days and [a[b]c]."
TWO = "1. One.\n\n2. Two.\n"
GROUP = "3. Option 1: a\n\nOption 2: b\n"
THREE = "Option 1: a\n\nOption 2: b\n\nOption 3: c\n"


def refused(result: object, start: str) -> Conflict:
    """The conflict, which must begin with these words."""
    assert isinstance(result, Conflict), result
    assert result.sentence.startswith(start), result.sentence
    assert result.sentence[-1] == "." and result.start <= result.end
    return result


# -- options


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("b", "This option stands there already."),
        ("1. x\n\nOption 9: y", "With these words the text would be read as other provisions."),
        ("(Norway) x", "The words begin or end like a name or a label."),
    ],
)  # fmt: skip
def test_a_further_option_is_not_proposed_with_these_words(words: str, sentence: str) -> None:
    draft = parse(GROUP)
    refused(operations.propose_option(draft, draft.options[0], words, "North"), sentence)


def test_letters_end() -> None:
    draft = parse("Option (y): a\n\nOption (z): b\n")
    refused(operations.propose_option(draft, draft.options[0], "c", "North"), "This group's numbering cannot go on.")
    assert isinstance(operations.propose_option(draft, draft.options[0], "c", "North", bis=True), Draft)


@pytest.mark.parametrize(
    ("text", "ids", "sentence"),
    [
        ("Article 1\n\n1.\n\n2. x\n", ["article-1/1"], "There are no words here to turn into an option."),
        (TWO, ["draft"], "Only an article with paragraphs under it becomes options whole."),
        ("Article 1\n\nArticle 2\n\n1. x\n", ["article-1"], "Only an article with paragraphs under it"),
        ("1. a\n\n2. b\n\n3. c\n", ["1", "3"], "Only provisions that follow each other under one parent"),
        ("A. T\n\nArticle 1\n\n1. x\n\nArticle 2\n\n1. y\n", ["article-1", "article-2"], "Articles and headings stay."),
        (GROUP, ["3/option-1"], "These are options already."),
        (GROUP, ["3"], "These are options already."),
    ],
)  # fmt: skip
def test_these_provisions_do_not_become_options(text: str, ids: list[str], sentence: str) -> None:
    refused(operations.into_options(parse(text), ids, "x", "North"), sentence)


def test_provisions_that_become_options_are_named_and_known() -> None:
    with pytest.raises(ValueError, match="Name the provisions"):
        operations.into_options(parse(TWO), [], "x", "North")
    with pytest.raises(KeyError):
        operations.into_options(parse(TWO), ["9"], "x", "North")


def test_only_neighbouring_options_are_merged() -> None:
    draft = parse(THREE)
    for chosen in ([draft.options[0]], [draft.options[0], draft.options[2]]):
        refused(
            operations.merge_options(draft, chosen, "x", "North"), "Only options that follow each other are merged."
        )


def test_brackets_and_options_inside_are_settled_before_options_are_merged_or_split() -> None:
    draft = parse("Option 1: a [b]\n\nOption 2: c\n")
    sentence = "There are brackets or options in these words."
    conflict = refused(operations.merge_options(draft, draft.options, "x", "North"), sentence)
    assert draft.text[conflict.start : conflict.end] == "[b]"
    refused(operations.split_option(draft, draft.options[0], ["x", "y"], "North"), sentence)


@pytest.mark.parametrize("into", [["x"], [], ["x", " "]])
def test_an_option_is_split_into_two_with_words_at_least(into: list[str]) -> None:
    draft = parse(THREE)
    refused(operations.split_option(draft, draft.options[0], into, "North"), "An option is split into two or more.")


def test_an_option_is_split_only_as_far_as_there_are_labels() -> None:
    draft = parse(THREE)
    many = [f"words {number}" for number in range(14)]
    refused(
        operations.split_option(draft, draft.options[0], many, "North"),
        "There are no labels left to split this into so many.",
    )


# -- cleaning


def all_agree(draft: Draft, index: int, *parties: str) -> Draft:
    for party in parties:
        result = operations.agree(draft, draft.options[index], party)
        assert isinstance(result, Draft)
        draft = result
    return draft


@pytest.mark.parametrize(
    ("text", "index", "sentence"),
    [
        ("Option 1: a\n\nOption 2: No text (see Article 9)\n", 1, "These words seem to say that nothing shall stand here"),
        ("Option 1: a\n\nOption 2:\n\n", 1, "This option has no words."),
        ("Article 1\n\nOption 1: a [b\n\nOption 2: c] d\n", 0, "A bracket in these options has no partner."),
    ],
)  # fmt: skip
def test_an_option_that_all_take_is_not_cleaned(text: str, index: int, sentence: str) -> None:
    draft = all_agree(parse(text), index, "North", "South")
    found = operations.clean(draft, ["North", "South"])
    assert found.draft == draft and not found.agreed
    refused(found.conflicts[0], sentence)


def test_a_party_behind_two_alternatives_withdraws_one_first() -> None:
    draft = parse("Each Party [shall][should] report.")
    for index, party in ((0, "North"), (1, "North"), (0, "South")):
        result = operations.support(draft, draft.brackets[index], party)
        assert isinstance(result, Draft)
        draft = result
    found = operations.clean(draft, ["North", "South"])
    refused(found.conflicts[0], "North stands behind two alternatives here.")
    assert found.draft.text == draft.text


def test_a_party_that_opposes_and_was_not_asked_is_named() -> None:
    draft = parse("We [US oppose: go] now.")
    result = operations.support(draft, draft.brackets[0], "North")
    assert isinstance(result, Draft)
    refused(operations.clean(result, ["North"]).conflicts[0], "US is not among those asked")


def test_nobodys_agreement_cleans_nothing() -> None:
    with pytest.raises(ValueError, match="Nobody agrees to anything"):
        operations.clean(parse(PARTY), [])


# -- together


def test_two_acts_on_one_place_are_a_conflict_that_names_both() -> None:
    acts = [Act(3, 6, "propose", "North", "x"), Act(3, 6, "delete", "South")]
    found = operations.together(parse(TWO), acts)
    assert isinstance(found, tuple) and len(found) == 1
    assert re.match(r"(North|South) and (North|South) both change this place \((\w+, \w+)\)", found[0].sentence)


def test_all_conflicts_are_given_and_nothing_is_done() -> None:
    acts = [Act(3, 6, "delete", party) for party in ("North", "South", "East")]
    found = operations.together(parse(TWO), acts)
    assert isinstance(found, tuple) and len(found) == 3


@pytest.mark.parametrize(
    "act",
    [
        Act(3, 5, "support", "North"),
        Act(3, 6, "options", "North"),
        Act(3, 6, "option", "North", "x"),
        Act(3, 6, "bis", "North", "x"),
        Act(3, 6, "withdraw", "North"),
        Act(3, 6, "agree", "North"),
    ],
)
def test_an_act_on_something_that_is_not_there_is_refused(act: Act) -> None:
    refused(operations.perform(parse(TWO), act), "There is nothing at this place any more")
