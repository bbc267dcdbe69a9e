"""Cleaning takes brackets, labels, and words that were put forward and not taken. Nothing else goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse, read
from goodoffices.engines.brackets.model import Alternative
from goodoffices.engines.brackets.operations import Cleaned, Conflict, agree, clean, oppose, stances, withdraw
from goodoffices.engines.brackets.operations.stances import end_of, members_of
from goodoffices.engines.brackets.storing import assembled, rows
from goodoffices.engines.brackets.tests.drafts import COLUMNS, MANNERS, shared
from goodoffices.engines.brackets.tests.test_operations import acts, perform

PARTIES = ["North", "South"]
_SIGNS = " \t\r\n.):*_\\[]"
IN_MARKDOWN = (
    "* The river\n\n  12. It is shared.\n\n  **Option 1:** a\n\n  **Option 2:** b\n\n  13. Each Party reports.\n"
)


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def all_take(draft: Draft, index: int) -> Draft:
    for party in PARTIES:
        draft = made(agree(draft, draft.options[index], party))
    return draft


@pytest.mark.parametrize(
    ("text", "markdown", "goes"),
    [
        (IN_MARKDOWN, True, "13. Each Party reports."),
        ("12. x\n\nOption I\n\n13. a\n\nOption II\n\n14. b\n\n15. Each Party reports.\n", False, "14. b"),
        ("12. x\n\nOption 1: a\n\nOption 2:\n\nb\n\nPage 1 of 2\n\nEach Party reports.\n", False, "Page 1 of 2"),
        ("12. x\n\nOption 1: a\n\nOption 2: b\n\n  {section C}\n\n  Each Party reports.\n", False, "{section C}"),
        ("#### Option 1\n\na\n\n#### Option 2\n\nb\n\n##### Reports\n\nEach Party reports.\n", True, "Reports"),
    ],
)  # fmt: skip
def test_what_only_looks_like_part_of_a_dropped_option_does_not_go(text: str, markdown: bool, goes: str) -> None:
    draft = all_take(parse(text, markdown=markdown), 0)
    for one in (draft, made_of_rows(draft)):
        done = clean(one, PARTIES)
        assert done.draft.text == text and done.gone == () and done.agreed == ()
        [conflict] = done.conflicts
        assert goes in conflict.sentence and goes in text[conflict.start : conflict.end]


def made_of_rows(draft: Draft) -> Draft:
    return assembled(rows(draft), markdown=draft.markdown)


def test_the_option_that_is_taken_may_hold_what_it_does() -> None:
    draft = all_take(parse(IN_MARKDOWN, markdown=True), 1)
    assert "13. Each Party reports." in clean(draft, PARTIES).draft.text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("12. x\n\nOption 1:\n\n1. a\n\nOption 2:\n\n1. b\n\n2. c\n", "12. x\n\n1. a\n"),
        ("12. Option 1: a\n\nOption 2: see {b}\n\n13. c\n", "12. a\n\n13. c\n"),
        ("12. [Option 1: a\n\nOption 2: b:\n\n(a) c;\n\n(b) d.]\n\n13. e\n", "12. a\n\n13. e\n"),
    ],
)  # fmt: skip
def test_what_an_option_numbers_anew_goes_with_it(text: str, after: str) -> None:
    done = clean(all_take(parse(text), 0), PARTIES)
    assert done.draft.text == after and not done.conflicts


def test_a_long_paragraph_is_named_by_its_first_words() -> None:
    text = IN_MARKDOWN.replace(
        "Each Party reports.", "Each Party reports what it has found at the border, every year, in full."
    )
    [conflict] = clean(all_take(parse(text, markdown=True), 0), PARTIES).conflicts
    assert "“13. Each Party reports what it has found at the border, eve…”" in conflict.sentence


def test_an_option_that_is_withdrawn_takes_no_more_with_it() -> None:
    draft = parse(IN_MARKDOWN.replace("Option 2:**", "Option 2 (Norway):**"), markdown=True)
    conflict = withdraw(draft, draft.options[1], "Norway")
    assert isinstance(conflict, Conflict) and "13. Each Party reports." in conflict.sentence


def test_what_goes_is_told_in_order() -> None:
    draft = parse("We [shall][should] go [now].")
    for party in PARTIES:
        draft = made(oppose(made(agree(draft, draft.brackets[1], party)), draft.brackets[2], party))
    done = clean(draft, PARTIES)
    assert [draft.text[span.start : span.end] for span in done.gone] == ["[shall][", "]", " [now]"]
    assert done.draft.text == "We should go."


# -- the law


def law_of_cleaning(draft: Draft, done: Cleaned) -> None:
    """What went is what `gone` says; and all words in it are an alternative's, behind its label, or a number left alone."""
    text, at = [], 0
    for span in done.gone:
        text.append(draft.text[at : span.start])
        at = span.end
    assert "".join([*text, draft.text[at:]]) == done.draft.text
    inside = alternatives_in(draft)
    for span in done.gone:
        for place in range(span.start, span.end):
            if draft.text[place] not in _SIGNS and not any(start <= place < end for start, end in inside):
                one = draft.provision_at(place)
                assert one.label_span.start <= place < one.label_span.end  # the number over *no text*
    cut = [mark for mark in draft.marks if any(span.start <= mark.start < span.end for span in done.gone)]
    assert not [mark for mark in cut if mark.kind == "furniture"]
    headed = [one for one in draft.provisions if one.kind in {"heading", "article"}]
    in_brackets = {one.id for one in headed for there in draft.brackets if one.start <= there.start < one.own_end}
    left = {one.id for one in headed} - in_brackets  # “[Rule 43 …]” goes whole if nobody would have it
    assert left <= {one.id for one in done.draft.provisions}


def alternatives_in(draft: Draft) -> list[tuple[int, int]]:
    brackets = [(one.start, end_of(draft, one)) for one in draft.brackets]  # names behind it included
    return brackets + [(one.whole_start, one.tail) for one in draft.options]


def all_take_these(draft: Draft, chosen: list[Alternative], against: bool) -> Draft:
    """Everybody takes these, or nobody would have them nor what stands beside them."""
    asked = PARTIES + sorted({who for one in [*draft.brackets, *draft.options] for who in stances(draft, one)})
    for there in chosen:
        for party in dict.fromkeys(asked):
            for one in members_of(draft, there) if against else [there]:
                done = oppose(draft, one, party) if against else agree(draft, one, party)
                draft = done if isinstance(done, Draft) else draft
    return draft


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(MANNERS)), in_rows=st.booleans())
def test_cleaning_takes_only_what_was_in_play(data: st.DataObject, name: str, in_rows: bool) -> None:
    draft = parse(MANNERS[name], markdown=name == "markdown")
    draft = made_of_rows(draft) if in_rows else draft
    for _ in range(data.draw(st.integers(0, 3))):
        done = perform(draft, data.draw(acts(draft)))
        draft = done if isinstance(done, Draft) else draft
    all_of_them = [one for one in [*draft.brackets, *draft.options] if one.kind != "placeholder"]
    if not all_of_them:
        return
    chosen = data.draw(st.lists(st.sampled_from(all_of_them), max_size=4))
    draft = all_take_these(draft, chosen, data.draw(st.booleans()))
    law_of_cleaning(draft, clean(draft, {*PARTIES, *everybody(draft)}))


def everybody(draft: Draft) -> set[str]:
    return {who for one in [*draft.brackets, *draft.options] for who in stances(draft, one)}


@pytest.mark.parametrize("which", [0, -1])
@pytest.mark.parametrize("name", ["paris-2015-10-05-non-paper.txt", "paris-2015-10-23.md"])
def test_cleaning_a_real_draft_takes_only_what_was_in_play(name: str, which: int) -> None:
    draft = read(shared(name).read_bytes(), markdown=name.endswith(".md"))
    asked = sorted(everybody(draft)) + PARTIES
    for group in draft.groups:
        for party in asked:
            draft = made(agree(draft, draft.options[group.members[which]], party))
    done = clean(draft, asked)
    assert done.conflicts and done.agreed
    law_of_cleaning(draft, done)


def test_columns_hold_options_over_pages() -> None:
    text = COLUMNS.replace("The commission meets [annually].", "Option 1: It meets.\n\nOption 2: It rests.")
    draft = all_take(parse(text), 0)
    done = clean(draft, PARTIES)
    assert "Page 1 of 2" in done.draft.text and "It meets." in done.draft.text and "rests" not in done.draft.text
