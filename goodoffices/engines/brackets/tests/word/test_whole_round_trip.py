"""Whatever parties do to a text, Word gives back the same text, brackets, options, stances and ids."""

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Bracket, Option
from goodoffices.engines.brackets.operations import (
    Conflict,
    bracket_provision,
    clean,
    merge,
    merge_options,
    merge_provisions,
    oppose,
    perform,
    reserve,
    split,
    split_option,
    split_provision,
)
from goodoffices.engines.brackets.operations.stances import members_of
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.test_operations import acts, words
from goodoffices.engines.brackets.tests.test_options import PARTIES, option_acts
from goodoffices.engines.brackets.tests.word.test_stances_round_trip import back, same

RIVER = """\
Article 1

1. Each Party [shall][should] report [annually].

2. Option 1: The river is [shared [by all]].

Option 2: The river rests.

3. They meet.
"""
REASONS = ["", "pending instructions", "supported by South: too weak", "[sic] 5: no", "proposes other words"]


def read_as(draft: Draft) -> tuple[object, ...]:
    """What is beside what: alternatives, options in their groups, and who is named in the text."""
    brackets = [
        (one.parent, one.kind, one.choice, one.option, [(said.party, said.stance) for said in one.attributions])
        for one in draft.brackets
    ]
    options = [
        (one.group, draft.provisions[one.provision].id, one.label, one.bracket, one.no_text,
         [(said.party, said.stance) for said in one.attributions])
        for one in draft.options
    ]  # fmt: skip
    return (
        brackets,
        options,
        [group.apart for group in draft.groups],
        [(one.kind, one.label) for one in draft.provisions],
    )


def neighbours(draw: st.DrawFn, draft: Draft, there: Bracket | Option) -> list[Bracket] | list[Option]:
    """Two or three alternatives that stand beside each other, this one among them if there are so many."""
    members = members_of(draft, there)
    first = draw(st.integers(0, max(0, len(members) - 2)))
    return members[first : first + draw(st.integers(2, 3))]


def on_alternatives(draw: st.DrawFn, draft: Draft, by: str) -> Draft | Conflict:
    """Merge, split, or give a reason."""
    there = draw(st.sampled_from([*draft.brackets, *draft.options]))
    name = draw(st.sampled_from(["merge", "split", "oppose", "reserve"]))
    if name in {"oppose", "reserve"}:
        return (oppose if name == "oppose" else reserve)(draft, there, by, draw(st.sampled_from(REASONS)))
    new = draw(st.lists(words, min_size=2, max_size=3, unique=True))
    if isinstance(there, Bracket):
        if name == "split":
            return split(draft, there, new, by)
        return merge(draft, neighbours(draw, draft, there), new[0], by)
    if name == "split":
        return split_option(draft, there, new, by)
    return merge_options(draft, neighbours(draw, draft, there), new[0], by)


def on_provisions(draw: st.DrawFn, draft: Draft, by: str) -> Draft | Conflict:
    """Bracket, split or merge a whole provision."""
    one = draw(st.sampled_from(draft.provisions[1:]))
    name = draw(st.sampled_from(["bracket", "split", "merge"]))
    if name == "bracket":
        return bracket_provision(draft, one.id, by)
    if name == "merge":
        return merge_provisions(draft, one.id)
    blanks = [at for at in range(one.start + 1, one.own_end) if draft.text[at - 1] == " "]
    return split_provision(draft, draw(st.sampled_from(blanks)), f"{one.label} bis. ") if blanks else draft


def acted(draw: st.DrawFn, draft: Draft, most: int) -> Draft:
    """The draft after any acts of several parties."""
    for _ in range(draw(st.integers(1, most))):
        by = draw(st.sampled_from(PARTIES))
        kind = draw(
            st.sampled_from(
                ["words", "words", "options", "options", "alternatives", "alternatives", "provisions", "clean"]
            )
        )
        if kind == "words":
            done: Draft | Conflict = perform(draft, draw(acts(draft)))
        elif kind == "options":
            done = perform(draft, draw(option_acts(draft)))
        elif kind == "alternatives" and draft.brackets:
            done = on_alternatives(draw, draft, by)
        elif kind == "provisions" and draft.provisions[1:]:
            done = on_provisions(draw, draft, by)
        else:
            done = clean(draft, [by]).draft
        draft = done if isinstance(done, Draft) and done.text.strip() else draft
    return draft


bases = st.sampled_from([RIVER, *(MANNERS[name] for name in MANNERS if name not in {"markdown", "columns"})])


@settings(deadline=None, max_examples=100)
@given(data=st.data(), base=bases)
def test_whatever_parties_did_word_gives_it_back(data: st.DataObject, base: str) -> None:
    """Markdown's signs, and numbers in a column of their own, are not what Word shows.

    Not among the bases are texts with options of one style right inside each other, “[Option 1: Option 1: … ]”: there a number
    in such an option can come back under what holds the option, with the same words and the same id.
    """
    draft = acted(data.draw, parse(base), 7)
    again = back(draft)
    same(draft, again)
    assert read_as(again) == read_as(draft)
