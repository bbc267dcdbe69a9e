"""Alternatives and provisions, merged and split."""

import pytest

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import (
    Conflict,
    agree,
    bracket_provision,
    clean,
    insert,
    into_options,
    merge,
    merge_options,
    merge_provisions,
    oppose,
    propose,
    propose_option,
    split,
    split_option,
    split_provision,
    stances,
    withdraw,
)


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


@pytest.mark.parametrize(
    ("text", "which", "words", "after"),
    [
        ("We [a][b] go.", [0, 1], "a or b", "We [a or b] go."),
        ("We [a][b][c] go.", [0, 1], "ab", "We [ab][c] go."),
        ("We [a][b][c] go.", [1, 2], "bc", "We [a][bc] go."),
        ("We [a]/[b]/[c] go.", [0, 1], "ab", "We [ab]/[c] go."),
        ("We [a] [b] (Norway) go.", [0, 1], "ab", "We [ab] go."),
        ("We [a [X]][b] go.", [0, 1], "ab", "We [ab] go."),
    ],
)  # fmt: skip
def test_neighbouring_alternatives_become_one(text: str, which: list[int], words: str, after: str) -> None:
    draft = parse(text)
    members = [one for one in draft.brackets if one.choice >= 0]
    assert made(merge(draft, [members[index] for index in which], words, "Norway")).text == after


@pytest.mark.parametrize(
    ("text", "into", "after"),
    [
        ("We [a b] go.", ["a", "b"], "We [a][b] go."),
        ("We [ab][c] go.", ["a", "b"], "We [a][b][c] go."),
        ("We [ab]/[c] go.", ["a", "b"], "We [a]/[b]/[c] go."),
        ("We [abc] go.", ["a", "b", "c"], "We [a][b][c] go."),
    ],
)  # fmt: skip
def test_an_alternative_becomes_several(text: str, into: list[str], after: str) -> None:
    draft = parse(text)
    assert made(split(draft, draft.brackets[0], into, "North")).text == after


def test_new_words_are_their_authors_and_nobody_elses() -> None:
    draft = made(oppose(parse("We [a b] go."), parse("We [a b] go.").brackets[0], "EU"))
    new = made(split(draft, draft.brackets[0], ["a", "b"], "US"))
    assert [stances(new, one) for one in new.brackets] == [{"US": "proposed"}] * 2
    merged = made(merge(new, new.brackets, "a or b", "US"))
    assert merged.text == "We [a or b] go." and stances(merged, merged.brackets[0]) == {"US": "proposed"}


def test_words_that_stay_keep_all_who_stood_on_them() -> None:
    draft = parse("We [a][b] go.", notes=[Note(3, 6, "US", "supported"), Note(3, 6, "EU", "reserved", "pending")])
    new = made(merge(draft, draft.brackets, "a", "North"))
    assert new.text == "We [a] go." and stances(new, new.brackets[0]) == {"EU": "reserved", "US": "supported"}
    apart = made(split(draft, draft.brackets[1], ["b", "c"], "North"))
    assert [stances(apart, one) for one in apart.brackets[1:]] == [{}, {"North": "proposed"}]


def test_what_stood_in_the_text_stays_beside_what_merges_it_with_a_proposal() -> None:
    draft = made(propose(parse("We shall go."), 3, 8, "may", "North"))
    new = made(merge(draft, draft.brackets, "shall or may", "North"))
    assert new.text == "We [shall][shall or may] go."
    assert made(withdraw(new, new.brackets[1], "North")) == parse("We shall go.")


def test_nobody_has_agreed_to_words_that_somebody_else_merged() -> None:
    draft = parse("Each Party [US: shall][EU: should] do it.")
    new = made(merge(draft, draft.brackets, "is bound to", "US"))
    assert new.text == "Each Party [EU: should][is bound to] do it."
    assert clean(new, ["US", "EU"]).draft.text == new.text
    taken = made(agree(new, new.brackets[1], "EU"))
    assert clean(taken, ["US", "EU"]).draft.text == "Each Party is bound to do it."


@pytest.mark.parametrize("words", ["must [South: now]", "[must] (Norway)", "now [US/EU propose: or later]"])
def test_nobody_takes_a_stance_for_another_by_writing_its_name(words: str) -> None:
    draft = parse("We [a][b] go.\n\nOption 1: x\n\nOption 2: y\n")
    one, option = draft.brackets[0], draft.options[0]
    for done in (
        propose(draft, 0, 2, words, "North"),
        insert(draft, 0, words, "North"),
        merge(draft, draft.brackets, words, "North"),
        split(draft, one, [words, "c"], "North"),
        propose_option(draft, option, words, "North"),
        merge_options(draft, draft.options, words, "North"),
        split_option(draft, option, [words, "c"], "North"),
        into_options(draft, ["text"], words, "North"),
    ):
        assert isinstance(done, Conflict)


def test_words_of_one_party_that_are_merged_are_still_its_own_to_withdraw() -> None:
    draft = made(insert(parse("We go."), 3, "a ", "North"))
    draft = made(propose(draft, draft.brackets[0].start, draft.brackets[0].end, "b ", "North"))
    merged = made(merge(draft, draft.brackets, "a or b ", "North"))
    assert merged.text == "We [a or b ]go."
    assert made(withdraw(merged, merged.brackets[0], "North")).text == "We go."


def test_stances_elsewhere_stay_where_they_are() -> None:
    draft = parse("We [a][b] go [now].")
    draft = made(oppose(draft, draft.brackets[2], "South"))
    new = made(merge(draft, draft.brackets[:2], "a or b", "North"))
    assert stances(new, new.brackets[1]) == {"South": "opposed"}


# -- provisions


@pytest.mark.parametrize(
    ("text", "id", "after"),
    [
        ("1. One.\n\n2. Two.\n", "1", "1. [One.]\n\n2. Two.\n"),
        ("1. A:\n\n(a) b.\n\n2. C.\n", "1", "1. [A:\n\n(a) b.]\n\n2. C.\n"),
        ("(a) x;\n\n(b) y.\n", "b", "(a) x;\n\n(b) [y.]\n"),
        ("One.\n\nTwo.\n", "text", "[One.]\n\nTwo.\n"),
    ],
)  # fmt: skip
def test_a_provision_is_bracketed_after_its_number(text: str, id: str, after: str) -> None:
    draft = parse(text)
    new = made(bracket_provision(draft, id, "North", "opposed"))
    assert new.text == after and stances(new, new.brackets[0]) == {"North": "opposed"}
    assert made(withdraw(new, new.brackets[0], "North")) == draft


def test_a_provision_that_is_one_bracket_gets_a_stance_only() -> None:
    draft = parse("1. [One.]\n")
    new = made(bracket_provision(draft, "1", "North"))
    assert new.text == draft.text and stances(new, new.brackets[0]) == {"North": "reserved"}


def test_a_provision_is_split_before_a_word() -> None:
    draft = parse("1. We go. We stay.\n\n2. Two.\n")
    new = made(split_provision(draft, draft.text.index("We stay"), "1 bis. "))
    assert new.text == "1. We go.\n\n1 bis. We stay.\n\n2. Two.\n"
    assert [one.id for one in new.provisions[1:]] == ["1", "1-bis", "2"]


@pytest.mark.parametrize(
    ("text", "id", "after"),
    [
        ("1. One.\n\n2. Two.\n", "2", "1. One. Two.\n"),
        ("(a) x;\n\n(b) y;\n\n(c) z.\n", "b", "(a) x; y;\n\n(c) z.\n"),
    ],
)  # fmt: skip
def test_a_provision_goes_on_in_the_one_before(text: str, id: str, after: str) -> None:
    assert made(merge_provisions(parse(text), id)).text == after


def test_splitting_and_merging_again_leaves_the_words() -> None:
    draft = parse("1. We go. We stay.\n")
    apart = made(split_provision(draft, draft.text.index("We stay"), "2. "))
    assert made(merge_provisions(apart, "2")).text == draft.text


# -- agreeing


@pytest.mark.parametrize(
    ("text", "index", "after"),
    [
        ("We [a][b] go.", 0, "We a go."),
        ("We [a][b] go.", 1, "We b go."),
        ("We [US: a][EU: b] go.", 1, "We b go."),
        ("We go [now].", 0, "We go now."),
        ("We [a [b]] go.", 0, "We a [b] go."),
        ("We go [now] (Norway).", 0, "We go now."),
    ],
)  # fmt: skip
def test_what_all_agree_to_becomes_plain(text: str, index: int, after: str) -> None:
    draft = parse(text)
    parties = {"North", "South", *stances(draft, draft.brackets[0]), *stances(draft, draft.brackets[-1])}
    for party in sorted(parties):
        draft = made(agree(draft, draft.brackets[index], party))
    found = clean(draft, parties)
    assert found.draft.text == after and not found.conflicts


@pytest.mark.parametrize(
    ("text", "after"), [("We go [now].", "We go."), ("We [all] go.", "We go."), ("[Not] we.", " we.")]
)
def test_what_all_oppose_goes_with_one_of_its_blanks(text: str, after: str) -> None:
    draft = parse(text)
    for party in ("North", "South"):
        draft = made(oppose(draft, draft.brackets[0], party))
    assert clean(draft, ["North", "South"]).draft.text == after
