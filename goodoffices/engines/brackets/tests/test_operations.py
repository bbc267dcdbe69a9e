"""The laws of operations, and what they say when they are not done."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Bracket
from goodoffices.engines.brackets.operations.agreeing import agree, clean
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.joint_acts import Act, perform, together, touch
from goodoffices.engines.brackets.operations.merging import merge, split
from goodoffices.engines.brackets.operations.proposing import bracket, delete, insert, oppose, propose, reserve, support
from goodoffices.engines.brackets.operations.provisions import bracket_provision, merge_provisions, split_provision
from goodoffices.engines.brackets.operations.stances import PUT_IN, bracket_spanning, members_of, origin_of, stances
from goodoffices.engines.brackets.operations.withdrawing import withdraw
from goodoffices.engines.brackets.tests.drafts import MANNERS

PARTIES = ["North", "South", "East"]
RIVER = """\
Article 1

1. Each Party shall measure the flow of the river and shall report it.

2. Parties [agree][decide] to meet [US: annually] in the capital [, if they can,] of one of them.

3. A Party may:

(a) ask for a visit;

(b) [refuse [or delay] it].
"""
bases = st.sampled_from([RIVER, *MANNERS.values()])
words = st.lists(
    st.sampled_from(["weekly", "jointly", "in good faith", "the level", "no"]), min_size=1, max_size=3
).map(" ".join)
_WORD = re.compile(r"[^\s\[\]]+")


@st.composite
def acts(draw: st.DrawFn, draft: Draft) -> Act:
    """An act on some words or some bracket of this draft; not all of them can be done."""
    by = draw(st.sampled_from(PARTIES))
    name = draw(st.sampled_from(["propose", "insert", "delete", "bracket", "support", "oppose", "reserve", "withdraw"]))
    if draft.brackets and (name in {"support", "oppose", "reserve", "withdraw"} or draw(st.booleans())):
        there = draw(st.sampled_from(draft.brackets))
        if name != "insert":
            return Act(there.start, there.end, name, by, draw(words))
    found = list(_WORD.finditer(draft.text))
    first = draw(st.integers(0, len(found) - 1))
    last = draw(st.integers(first, min(first + 4, len(found) - 1)))
    if name == "insert":
        return Act(found[first].start(), found[first].start(), name, by, draw(words) + " ")
    return Act(found[first].start(), found[last].end(), name, by, draw(words))


def played(draw: st.DrawFn, draft: Draft, most: int) -> Draft:
    """The draft after some acts of several parties."""
    for _ in range(draw(st.integers(0, most))):
        done = perform(draft, draw(acts(draft)))
        if isinstance(done, Draft):
            draft = done
    return draft


def same(one: Draft, other: Draft) -> None:
    assert one.text == other.text
    assert set(one.notes) == set(other.notes)
    assert [p.id for p in one.provisions] == [p.id for p in other.provisions]


@settings(deadline=None)
@given(data=st.data(), base=bases)
def test_propose_insert_delete_or_bracket_and_withdraw_is_as_if_nothing_had_been(
    data: st.DataObject, base: str
) -> None:
    draft = played(data.draw, parse(base), 4)
    act = data.draw(acts(draft).filter(lambda act: act.name in {"propose", "insert", "delete", "bracket"}))
    already = bracket_spanning(draft, act.start, act.end)
    done = perform(draft, act)
    if isinstance(done, Conflict) or (already and act.by in stances(draft, already) and act.name != "propose"):
        return  # a second stance stands in place of the first: that is not undone by taking it back
    mine = made(draft, done, act)
    back = withdraw(done, mine, act.by)
    assert isinstance(back, Draft)
    same(back, draft)


def made(before: Draft, after: Draft, act: Act) -> Bracket:
    """The bracket that an act put there, or took a stance on."""
    already = bracket_spanning(before, act.start, act.end)
    if act.name == "insert":
        span = act.start, act.start + len(act.words) + 2
    elif act.name != "propose":
        span = act.start, act.end + (0 if already else 2)
    elif already:
        there = bracket_spanning(after, act.start, act.end)
        assert there is not None
        return members_of(after, there)[-1]
    else:
        span = act.end + 2, act.end + 4 + len(act.words)
    found = bracket_spanning(after, *span)
    assert found is not None
    return found


@settings(deadline=None)
@given(data=st.data(), base=bases)
def test_independent_acts_commute(data: st.DataObject, base: str) -> None:
    draft = played(data.draw, parse(base), 3)
    one, other = data.draw(acts(draft)), data.draw(acts(draft))
    if touch(draft, one, other):
        result = together(draft, [one, other])
        assert isinstance(result, tuple) or one == other
        return
    first, second = sorted((one, other))
    alone = perform(draft, first), perform(draft, second)
    if any(isinstance(done, Conflict) for done in alone):
        assert isinstance(together(draft, [one, other]), tuple)
        return
    backwards = perform(alone[1], first if second.start >= first.end else shifted_by(draft, alone[1], second, first))
    forwards = perform(alone[0], shifted_by(draft, alone[0], first, second))
    both = together(draft, [other, one])
    if isinstance(both, tuple):
        assert isinstance(backwards, Conflict) or isinstance(forwards, Conflict)
        return
    assert isinstance(forwards, Draft)
    same(both, forwards)


def shifted_by(before: Draft, after: Draft, done: Act, act: Act) -> Act:
    """The act's place after another was done: words behind that have moved."""
    shift = len(after.text) - len(before.text)
    if act.start >= done.end:
        return Act(act.start + shift, act.end + shift, act.name, act.by, act.words)
    return act


@settings(deadline=None)
@given(data=st.data(), base=bases)
def test_what_a_party_wrote_stays_until_it_withdraws_it(data: st.DataObject, base: str) -> None:
    draft = parse(base)
    wrote: list[tuple[str, str]] = []
    for _ in range(6):
        act = data.draw(acts(draft))
        if act.name == "withdraw" and act.by == "North":
            continue
        done = perform(draft, act)
        if isinstance(done, Conflict):
            continue
        if act.by == "North" and act.name in {"propose", "insert"}:
            wrote.append((act.by, act.words))
        draft = done
        for by, said in wrote:
            proposals = [
                draft.text[note.start : note.end]
                for note in draft.notes
                if note.party == by and note.stance == "proposed"
            ]
            assert any(holds(proposal, said) for proposal in proposals), (said, draft.text)


def holds(text: str, said: str) -> bool:
    """Do these words stand there in their order, whatever was put between them?"""
    rest = iter(_WORD.findall(text))
    return all(word in rest for word in said.split())


@settings(deadline=None)
@given(data=st.data(), base=bases)
def test_what_all_agree_to_is_clean_and_nothing_else_is(data: st.DataObject, base: str) -> None:
    draft = played(data.draw, parse(base), 5)
    brackets = [one for one in draft.brackets if draft.own_of(one) is None]  # an option's own goes with its group
    negotiable = [one for one in brackets if all(m.kind == "negotiable" for m in members_of(draft, one))]
    if not negotiable:
        return
    index = data.draw(st.sampled_from(negotiable)).index
    there = draft.brackets[index]
    # Whoever the text names on these alternatives is asked, too.
    asked = {who for one in members_of(draft, there) for who in stances(draft, one)} | set(PARTIES)
    for party in asked:
        agreed = agree(draft, draft.brackets[index], party)
        assert isinstance(agreed, Draft) and agreed.text == draft.text
        draft = agreed
    there = draft.brackets[index]
    cleaned = clean(draft, asked, among=[there])
    assert not cleaned.conflicts and len(cleaned.agreed) == 1
    members = members_of(draft, there)
    assert cleaned.draft.text.startswith(draft.text[: members[0].start] + draft.inner(there))
    others = {
        (n.party, n.stance, n.words) for n in draft.notes if not members[0].start <= n.start < n.end <= members[-1].end
    }
    assert others <= {(n.party, n.stance, n.words) for n in cleaned.draft.notes}


def test_silence_reserve_and_two_minds_are_no_agreement() -> None:
    draft = parse("Each Party [shall][should] report [annually].")
    shall, should, annually = draft.brackets
    draft = agreeing(draft, shall, "North")
    assert clean(draft, ["North", "South"]).draft.text == draft.text

    reserved = agreeing(draft, shall, "South")
    reserved = done(reserve(reserved, reserved.brackets[0], "East", "pending instructions"))
    assert clean(reserved, PARTIES).draft.text == draft.text
    [conflict] = clean(reserved, ["North", "South"]).conflicts
    assert "East is not among those asked" in conflict.sentence

    torn = done(support(agreeing(draft, shall, "South"), should, "South"))
    [conflict] = clean(torn, ["North", "South"]).conflicts
    assert "South stands behind two alternatives" in conflict.sentence

    gone = done(oppose(done(oppose(draft, annually, "North")), annually, "South"))
    assert clean(gone, ["North", "South"]).draft.text == "Each Party [shall][should] report."


def agreeing(draft: Draft, there: Bracket, by: str) -> Draft:
    return done(agree(draft, draft.brackets[there.index], by))


def done(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def test_words_stay_while_another_party_supports_them() -> None:
    draft = done(insert(parse("Each Party shall report."), 23, " weekly", "North"))
    draft = done(support(draft, draft.brackets[0], "South"))
    draft = done(withdraw(draft, draft.brackets[0], "North"))
    assert draft.text == "Each Party shall report[ weekly]."
    assert stances(draft, draft.brackets[0]) == {"South": "supported"} and origin_of(draft, draft.brackets[0]) == PUT_IN
    assert done(withdraw(draft, draft.brackets[0], "South")).text == "Each Party shall report."


def test_what_others_proposed_inside_is_not_withdrawn_with_the_rest() -> None:
    draft = done(insert(parse("Each Party shall report."), 23, " weekly to the commission", "North"))
    draft = done(propose(draft, draft.text.index("weekly"), draft.text.index("weekly") + 6, "daily", "South"))
    conflict = withdraw(draft, draft.brackets[0], "North")
    assert isinstance(conflict, Conflict) and "South proposes words inside" in conflict.sentence


def test_attributions_in_the_text_count_and_stay_written() -> None:
    draft = parse("Parties meet [US/JP propose; EU oppose: annually] [NZ: weekly].")
    first, second = draft.brackets
    assert stances(draft, first) == {"US": "proposed", "JP": "proposed", "EU": "opposed"}
    less = done(withdraw(draft, first, "US"))
    assert less.text == draft.text and "US" not in stances(less, less.brackets[0])
    assert done(withdraw(less, less.brackets[0], "JP")).text == "Parties meet [NZ: weekly]."
    assert done(withdraw(draft, second, "NZ")).text == "Parties meet [US/JP propose; EU oppose: annually]."
    assert isinstance(oppose(draft, second, "NZ"), Conflict)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("Party [shall", "cuts through the bracket"),
        ("1. Each", "provision's number"),
        ("report.\n\n2. The", "more than one provision"),
        ("", "no words between"),
    ],
)
def test_a_span_that_cuts_is_refused_with_a_sentence(span: str, said: str) -> None:
    draft = parse("Article 1\n\n1. Each Party [shall][should] report.\n\n2. The river is shared.\n")
    at = draft.text.index(span)
    conflict = propose(draft, at, at + len(span), "other words", "North")
    assert isinstance(conflict, Conflict) and said in conflict.sentence


@pytest.mark.parametrize("bad", ["one ] two", "[ one", "US: weekly", "one\n\n7. Two", "Option 1: one"])
def test_words_that_would_be_read_as_something_else_are_refused(bad: str) -> None:
    draft = parse("Article 1\n\n1. Each Party shall report.\n")
    at = draft.text.index("shall")
    assert isinstance(propose(draft, at, at + 5, bad, "North"), Conflict)


def test_an_insertion_beside_a_bracket_is_not_silently_an_alternative() -> None:
    draft = parse("Each Party [shall] report.")
    conflict = insert(draft, draft.text.index("]") + 1, "should", "North")
    assert isinstance(conflict, Conflict) and "alternative to its neighbour" in conflict.sentence


def test_alternatives_are_merged_by_all_who_stand_on_them_taking_the_new_words() -> None:
    draft = parse("Each Party [US: shall][EU: should] report.")
    new = done(merge(draft, draft.brackets, "shall, as far as it can,", "North"))
    assert new.text == "Each Party [US: shall][EU: should][shall, as far as it can,] report."
    assert [stances(new, one) for one in new.brackets] == [
        {"US": "proposed"},
        {"EU": "proposed"},
        {"North": "proposed"},
    ]
    for party in ("US", "EU"):
        assert isinstance(merge(new, new.brackets, "shall, as far as it can,", "North"), Conflict)
        new = agreeing(new, new.brackets[2], party)
    alone = done(merge(new, new.brackets, "shall, as far as it can,", "North"))
    assert alone.text == "Each Party [shall, as far as it can,] report."
    assert stances(alone, alone.brackets[0]) == {"EU": "supported", "North": "proposed", "US": "supported"}


def test_an_alternative_that_others_support_stays_beside_what_it_is_split_into() -> None:
    draft = parse("Each Party [US: shall][EU/US: should][may] report.")
    again = done(split(draft, draft.brackets[1], ["should now", "should later"], "US"))
    assert again.text == "Each Party [US: shall][EU/US: should][may][should now][should later] report."
    assert [stances(again, one) for one in again.brackets[3:]] == [{"US": "proposed"}] * 2


def test_provisions_are_bracketed_split_and_merged() -> None:
    draft = parse("Article 1\n\n1. First part. Second part.\n\n2. Parties meet:\n\n(a) here;\n\n(b) there.\n")
    wrapped = done(bracket_provision(draft, "article-1/2", "North"))
    assert "2. [Parties meet:\n\n(a) here;\n\n(b) there.]\n" in wrapped.text
    same(done(withdraw(wrapped, wrapped.brackets[0], "North")), draft)
    halves = done(split_provision(draft, draft.text.index("Second"), "1 bis. "))
    assert halves.own(halves.by_id("article-1/1-bis")) == "1 bis. Second part.\n\n"
    same(done(merge_provisions(halves, "article-1/1-bis")), draft)
    assert isinstance(split_provision(draft, draft.text.index("Second"), "then "), Conflict)


def test_two_who_change_one_place_are_told_so_and_nothing_is_done() -> None:
    draft = parse("Each Party shall report.")
    acts = [Act(11, 16, "propose", "North", "should"), Act(11, 23, "delete", "South")]
    [conflict] = together(draft, acts)
    assert "North and South both change this place" in conflict.sentence
    both = together(draft, [Act(11, 16, "propose", "North", "should"), Act(0, 4, "delete", "South")])
    assert isinstance(both, Draft) and both.text == "[Each] Party [shall][should] report."


def test_deleting_and_bracketing_keep_the_words() -> None:
    draft = parse("Each Party shall report.")
    assert done(delete(draft, 17, 23, "North")).text == "Each Party shall [report]."
    again = done(bracket(done(delete(draft, 17, 23, "North")), 17, 25, "South"))
    assert stances(again, again.brackets[0]) == {"North": "opposed", "South": "reserved"}


def test_names_behind_a_bracket_are_not_made_to_stand_behind_other_words() -> None:
    draft = parse("A Party may refuse[, with reasons,](Norway) a fee (Chile) now.")
    [reasons] = draft.brackets
    assert stances(draft, reasons) == {"Norway": "proposed"}
    conflict = propose(draft, reasons.start, reasons.end, " at will", "North")
    assert isinstance(conflict, Conflict) and "Names stand behind this bracket" in conflict.sentence
    at = draft.text.index("fee")
    conflict = delete(draft, at, at + 3, "North")
    assert isinstance(conflict, Conflict) and "Names in the text" in conflict.sentence


def test_a_bracket_that_only_reserves_goes_with_the_reserve() -> None:
    draft = parse("Each Party shall[Saudi Arabia: reserve] report [EU: weekly].")
    assert done(withdraw(draft, draft.brackets[0], "Saudi Arabia")).text == "Each Party shall report [EU: weekly]."
    two = parse("Each Party shall[Chile/Peru: reserve] report.")
    left = done(withdraw(two, two.brackets[0], "Chile"))
    assert left.text == two.text and stances(left, left.brackets[0]) == {"Peru": "reserved"}
