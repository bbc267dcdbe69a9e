"""A draft as rows and back, and the part of it that an operation needs."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse, read
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import Conflict, insert, propose, stances, support
from goodoffices.engines.brackets.storing import Row, above, assembled, needed, part, rows, under
from goodoffices.engines.brackets.storing.reading_of import reading_of
from goodoffices.engines.brackets.tests.drafts import MANNERS, shared

REAL = ["paris-2015-10-05-non-paper.txt", "paris-2015-10-23.md", "paris-2015-12-12-adopted.md"]
_BRACKET = re.compile(r"[\[\]]")


def manner(name: str) -> Draft:
    return parse(MANNERS[name], markdown=name == "markdown")


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft in one of the manners, with brackets put anywhere in it and others taken away, and some notes."""
    name = draw(st.sampled_from(sorted(MANNERS)))
    text = MANNERS[name]
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at] + draw(st.sampled_from(["[", "]", "[a]", " (Norway)", "\n\n", "{", "}", "[Noor: x]"])) + text[at:]
        )
    if draw(st.booleans()) and (found := list(_BRACKET.finditer(text))):
        gone = draw(st.sampled_from(found))
        text = text[: gone.start()] + text[gone.end() :]
    draft = parse(text, markdown=name == "markdown")
    on = [one for one in [*draft.brackets, *draft.options] if draw(st.booleans())]
    return parse(
        text, markdown=draft.markdown, notes=[Note(one.start, one.end, "North", "supported", "gladly") for one in on]
    )


def as_read(draft: Draft) -> tuple[object, ...]:
    return reading_of(draft, 0, len(draft.text))


def law_of_rows(draft: Draft) -> None:
    taken = rows(draft)
    assert "".join(row.words for row in taken) == draft.text
    assert [row.words for row in taken if row.kind != "document"] == [draft.own(one) for one in draft.provisions[1:]]
    again = assembled(taken, parties=draft.parties, markdown=draft.markdown)
    assert again.text == draft.text and again.provisions == draft.provisions
    assert again.brackets == draft.brackets and again.choices == draft.choices and again.loose == draft.loose
    assert again.options == draft.options and again.groups == draft.groups and again.marks == draft.marks
    assert [stances(again, one) for one in again.brackets] == [stances(draft, one) for one in draft.brackets]
    assert rows(again) == taken


def law_of_parts(draft: Draft) -> None:
    taken = rows(draft)
    starts = {one.id: one.start for one in draft.provisions}
    at = 0
    while at < len(taken):
        run = needed(taken, at)
        assert run.start == at  # runs do not overlap
        small = part(taken, at, parties=draft.parties, markdown=draft.markdown)
        start = starts[taken[at].id]
        assert as_read(small) == reading_of(draft, start, start + len(small.text))
        whole = [stances(draft, one) for one in draft.brackets_in(start, start + len(small.text))]
        assert [stances(small, one) for one in small.brackets] == whole
        assert rows(small) == taken[run.start : run.stop]
        at = run.stop


@pytest.mark.parametrize("name", MANNERS)
def test_rows_give_the_draft_back(name: str) -> None:
    law_of_rows(manner(name))


@pytest.mark.parametrize("name", MANNERS)
def test_a_part_is_read_as_in_the_whole(name: str) -> None:
    law_of_parts(manner(name))


@settings(deadline=None)
@given(draft=drafts())
def test_rows_give_back_a_draft_with_brackets_anywhere(draft: Draft) -> None:
    law_of_rows(draft)


@settings(deadline=None)
@given(draft=drafts())
def test_a_part_of_a_draft_with_brackets_anywhere_is_read_as_in_the_whole(draft: Draft) -> None:
    law_of_parts(draft)


@pytest.mark.parametrize("name", REAL)
def test_real_drafts_keep_both_laws(name: str) -> None:
    draft = read(shared(name).read_bytes(), markdown=name.endswith(".md"))
    law_of_rows(draft)
    law_of_parts(draft)


@pytest.mark.parametrize("name", MANNERS)
def test_a_row_survives_json(name: str) -> None:
    draft = parse(MANNERS[name], markdown=name == "markdown")
    draft = parse(
        draft.text, markdown=draft.markdown, notes=[Note(b.start, b.end, "North", "opposed") for b in draft.brackets]
    )
    for row in rows(draft):
        assert Row.from_json(json.loads(json.dumps(row.as_json()))) == row


def test_a_note_on_a_bracket_over_two_provisions_ends_behind_its_row() -> None:
    draft = parse("1. [One.\n\n2. Two.]\n", notes=[Note(3, 18, "North", "opposed")])
    first, second = rows(draft)
    assert first.notes == (Note(3, 18, "North", "opposed"),) and len(first.words) < 18 and not second.notes
    assert second.joined and needed(rows(draft), 0) == needed(rows(draft), 1) == range(2)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("1. One.\n\n2. [Two.]\n\n3. Three.\n", range(1, 2)),
        ("1. One.\n\n2. [Two.\n\n3. Three.]\n\n4. Four.\n", range(1, 3)),
        ("1. One.\n\n2. Option 1: a\n\nOption 2: b\n\n3. Three.\n", range(1, 4)),
        ("1. One.\n\n2. Choose:\n\n(a) [x][y].\n\n3. Three.\n", range(1, 2)),
    ],
)  # fmt: skip
def test_no_bracket_and_no_group_of_options_is_cut(text: str, run: range) -> None:
    assert needed(rows(parse(text)), 1) == run


def test_rows_above_and_under_one_are_found() -> None:
    taken = rows(parse("Article 1\n\n1. One:\n\n(a) x;\n\n(b) y.\n\n2. Two.\n"))
    assert [row.id for row in above(taken, 3)] == ["article-1", "article-1/1"]
    assert under(taken, 1) == range(1, 4)
    small = part(taken, 3)
    assert small.text == "(b) y.\n\n" and small.by_id("article-1/1/b").depth == 3


def test_words_that_look_like_a_paragraph_are_words_of_their_provision() -> None:
    taken = rows(parse("1. One.\n\n2. Two.\n"))
    draft = part(taken, 0)
    new = insert(draft, 3, "First\n\n7. Seventh\n\nOption 1: ", "North")
    assert isinstance(new, Draft)
    assert [row.id for row in rows(new)] == ["1"] and rows(new)[0].words == new.text


def test_names_that_speak_elsewhere_are_known_in_a_part() -> None:
    taken = rows(parse("1. [Noor: One].\n\n2. [Two] (Noor).\n"))
    draft = part(taken, 1)
    assert stances(draft, draft.brackets[0]) == {"Noor": "proposed"}


def test_a_part_goes_back_between_the_rows_it_came_from() -> None:
    taken = rows(parse("1. We shall go.\n\n2. We shall stay.\n"))
    run = needed(taken, 1)
    draft = part(taken, 1)
    new = propose(draft, 6, 11, "may", "North")
    assert not isinstance(new, Conflict)
    taken[run.start : run.stop] = rows(new)
    whole = assembled(taken)
    assert whole.text == "1. We shall go.\n\n2. We [shall][may] stay.\n"
    later = support(whole, whole.brackets[1], "South")
    assert isinstance(later, Draft) and stances(later, later.brackets[1]) == {"North": "proposed", "South": "supported"}
