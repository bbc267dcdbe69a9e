"""What brackets hold: placeholders, option labels, names; and which are alternatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse


@pytest.mark.parametrize(
    ("text", "found"),
    [  # kind, words, choice, option
        ('[shall]', [('negotiable', 'shall', -1, '')]),
        ('[shall][should]', [('negotiable', 'shall', 0, ''), ('negotiable', 'should', 0, '')]),
        ('[a] [b]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[a]/[b]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[a] / [b]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[a]\n[b]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[a][, b]', [('negotiable', 'a', -1, ''), ('negotiable', ', b', -1, '')]),
        ('[a] and [b]', [('negotiable', 'a', -1, ''), ('negotiable', 'b', -1, '')]),
        ('[a]\n\n[b]', [('negotiable', 'a', -1, ''), ('negotiable', 'b', -1, '')]),
        ('[X]', [('placeholder', 'X', -1, '')]),
        ('[20XX]', [('placeholder', '20XX', -1, '')]),
        ('[…]', [('placeholder', '…', -1, '')]),
        ('[...]', [('placeholder', '...', -1, '')]),
        ('[ ]', [('placeholder', ' ', -1, '')]),
        ('[date]', [('placeholder', 'date', -1, '')]),
        ('[by 20XX]', [('placeholder', 'by 20XX', -1, '')]),
        ('[Placeholder for finance]', [('placeholder', 'Placeholder for finance', -1, '')]),
        ('[insert name]', [('placeholder', 'insert name', -1, '')]),
        ('[TBD]', [('placeholder', 'TBD', -1, '')]),
        ('[to be determined]', [('placeholder', 'to be determined', -1, '')]),
        ('[___]', [('placeholder', '___', -1, '')]),
        ('[10]', [('negotiable', '10', -1, '')]),
        ('[x years]', [('placeholder', 'x years', -1, '')]),
        ('[the date of entry]', [('negotiable', 'the date of entry', -1, '')]),
        ('[Option 1: a]', [('negotiable', 'a', -1, '1')]),
        ('[Option 1 bis: a]', [('negotiable', 'a', -1, '1 bis')]),
        ('[US: a]', [('negotiable', 'a', -1, '')]),
        ('[a (Norway)]', [('negotiable', 'a', -1, '')]),
        ('[a] (Norway)', [('negotiable', 'a', -1, '')]),
        ('[US: a (EU opposes)]', [('negotiable', 'a', -1, '')]),
        ('\\[a\\]\\[b\\]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[Option 2 a]', [('negotiable', 'Option 2 a', -1, '')]),
        ('[[a][b]]', [('negotiable', '[a][b]', -1, ''), ('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, '')]),
        ('[a][b][c]', [('negotiable', 'a', 0, ''), ('negotiable', 'b', 0, ''), ('negotiable', 'c', 0, '')]),
    ],
)  # fmt: skip
def test_a_bracket_has_a_kind_words_and_perhaps_a_choice(text: str, found: list[tuple[str, str, int, str]]) -> None:
    draft = parse(f"We {text} go.")
    assert [(one.kind, draft.inner(one), one.choice, one.option) for one in draft.brackets] == found


@pytest.mark.parametrize(
    ("text", "separator"),
    [("[a][b]", ""), ("[a] [b]", " "), ("[a]/[b]", "/"), ("[a] / [b]", "/"), ("[a]\n[b]", " ")],
)  # fmt: skip
def test_a_choice_keeps_what_separates_its_members(text: str, separator: str) -> None:
    (choice,) = parse(text).choices
    assert choice.separator == separator and choice.members == (0, 1)
    assert text[choice.start : choice.end] == text


@given(st.lists(st.sampled_from(["[a]", "[b][c]", "[d [e][f]]", "[g], ", " and ", "[X]", "\n\n", "/"]), max_size=10))
def test_choices_have_members_that_know_them(parts: list[str]) -> None:
    draft = parse("1. x " + "".join(parts))
    for choice in draft.choices:
        assert len(choice.members) >= 2
        members = [draft.brackets[index] for index in choice.members]
        assert all(one.choice == choice.index for one in members)
        assert len({one.parent for one in members}) == 1
        assert (members[0].start, members[-1].end) == (choice.start, choice.end)
    assert all(one.choice < 0 or one.index in draft.choices[one.choice].members for one in draft.brackets)


@given(st.text(alphabet="[]ab: US()X…", max_size=40))
def test_the_words_of_a_bracket_are_inside_it(text: str) -> None:
    for one in parse(text).brackets:
        assert one.start < one.inner_start <= one.end - 1 and one.inner_end <= one.end - 1


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[US: a] (EU opposes)", [("US", "proposed"), ("EU", "opposed")]),
        ("[a (Norway)] (Chile)", [("Norway", "proposed"), ("Chile", "proposed")]),
        ("[North: a] and [b] (North)", [("North", "proposed")]),
    ],
)  # fmt: skip
def test_names_before_inside_and_behind_count(text: str, who: list[tuple[str, str]]) -> None:
    assert [(one.party, one.stance) for one in parse(text).brackets[0].attributions] == who


def test_a_name_that_speaks_elsewhere_counts_in_parentheses() -> None:
    draft = parse("[Upstream: a] and [b] (Upstream) and [c] (Downstream)")
    assert [[one.party for one in bracket.attributions] for bracket in draft.brackets] == [
        ["Upstream"],
        ["Upstream"],
        [],
    ]
