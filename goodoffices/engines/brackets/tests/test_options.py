"""The laws of operations on option blocks, on random drafts that hold options in all styles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.model.spans import Option
from goodoffices.engines.brackets.operations.agreeing import agree, clean
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.joint_acts import Act, Name, perform, together, touch
from goodoffices.engines.brackets.operations.merging import is_held
from goodoffices.engines.brackets.operations.options.merging import merge_options, split_option
from goodoffices.engines.brackets.operations.options.proposing import into_options, propose_option, put_behind
from goodoffices.engines.brackets.operations.proposing import oppose, reserve, support
from goodoffices.engines.brackets.operations.stances import members_of, stances, standing_at, supporters
from goodoffices.engines.brackets.operations.withdrawing import withdraw
from goodoffices.engines.brackets.tests.drafts import MANNERS, OPTIONS
from goodoffices.engines.brackets.tests.test_operations import acts, done, holds, same, shifted_by

PARTIES = ["North", "South", "East"]
NAMES: tuple[Name, ...] = ("option", "bis", "support", "oppose", "reserve", "withdraw", "agree")
STYLES = [
    ("", "Option {}", ":", ["1", "2", "3"], " ", ""), ("", "Option ({})", ":", ["a", "b", "c"], " ", ""),
    ("", "Option {}", ":", ["I", "II", "III"], "\n\n", ""), ("[", "Option {}", ":", ["1", "2", "3"], " ", "]"),
    ("", "OPTION {}", " –", ["1", "2", "3"], " ", ""), ("", "Alternative {}", ".", ["1", "2", "3"], " ", ""),
    ("", "Option {}", ":", ["1", "1 bis", "2"], "\n", ""), ("**", "Option {}", ":**", ["1", "2", "3"], " ", ""),
]  # fmt: skip
PLAIN = [
    "The river is shared.",
    "Each Party [shall][should] report.",
    "no text",
    "[It is [not] measured;]",
    "(Norway) pays",
]
LONG = [
    "Parties may:\n\n(a) meet;\n\n(b) [not] meet.",
    "One paragraph.\n\nAnother [one].",
    "1. A first.\n\n2. A second.",
]
NEW = ["The river rests.", "", "Two paragraphs.\n\nOf words.", "Parties [may] meet:\n\n(a) here;\n\n(b) there."]


@st.composite
def groups(draw: st.DrawFn, depth: int = 0) -> str:
    """Two or three options in one style, some with options of another inside."""
    style = draw(st.integers(0, len(STYLES) - 1))
    before, label, sign, numbers, gap, closing = STYLES[style]
    written = []
    for number in numbers[: draw(st.integers(2, 3))]:
        words = draw(st.sampled_from([*PLAIN, *LONG]))
        if depth == 0 and draw(st.integers(0, 4)) == 0:
            words = draw(groups(depth=1))
        written.append(f"{before}{label.format(number)}{sign}{gap}{words}{closing}")
    joined = "\n\n".join(written)
    return f"[{joined}]" if not closing and draw(st.booleans()) else joined


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, bool]:
    """An article of numbered paragraphs of which some are options; and is it Markdown?"""
    markdown = draw(st.booleans())
    parts = ["## Article 1" if markdown else "Article 1"]
    for number in range(1, draw(st.integers(2, 4))):
        body = draw(st.one_of(groups(), st.sampled_from([*PLAIN, *LONG[:2]])))
        parts.append(f"{number}. {body}")
    if draw(st.booleans()):
        parts.append("Article 2\n\n" + draw(groups()))
    return "\n\n".join(parts) + draw(st.sampled_from(["\n", "", "\n\n"])), markdown


drafts = st.one_of(
    texts().map(lambda made: parse(made[0], markdown=made[1])),
    st.sampled_from([OPTIONS, MANNERS["compilation"]]).map(parse),
    st.just(parse(MANNERS["markdown"], markdown=True)),
)


@st.composite
def option_acts(draw: st.DrawFn, draft: Draft, names: tuple[Name, ...] = NAMES) -> Act:
    """An act on an option, or a provision turned into options; not all of them can be done."""
    by = draw(st.sampled_from(PARTIES))
    words = draw(st.sampled_from(NEW))
    if draft.options and draw(st.integers(0, 3)):
        there = draw(st.sampled_from(draft.options))
        return Act(there.start, there.end, draw(st.sampled_from(names)), by, words)
    others = [one for one in draft.provisions[1:] if one.kind not in {"option", "heading"}]
    one = draw(st.sampled_from(others or draft.provisions))
    return Act(one.start, one.end, "options", by, words)


def mixed(draw: st.DrawFn, draft: Draft) -> Act:
    """Acts on options and on brackets."""
    return draw(option_acts(draft) if draw(st.booleans()) else acts(draft))


def played(draw: st.DrawFn, draft: Draft, most: int) -> Draft:
    """The draft after some acts of several parties, on brackets and on options."""
    for _ in range(draw(st.integers(0, most))):
        result = perform(draft, mixed(draw, draft))
        if isinstance(result, Draft):
            draft = result
    return draft


def fresh(before: Draft, after: Draft) -> Option:
    """The option that an act put in: the last whose proposal is new."""
    old = {one.id for one in before.provisions}
    was = {before.provisions[one.provision].id for one in before.options}
    put = [one for one in after.options if after.provisions[one.provision].id not in old & was]
    return next(
        one
        for one in reversed(put)
        if any((n.start, n.end, n.words) == (one.start, one.end, "put in") for n in after.notes)
    )


@settings(deadline=None, max_examples=200)
@given(data=st.data(), draft=drafts)
def test_proposing_an_option_and_withdrawing_it_is_as_if_nothing_had_been(data: st.DataObject, draft: Draft) -> None:
    draft = played(data.draw, draft, 3)
    act = data.draw(option_acts(draft, ("option", "bis")))
    made = perform(draft, act)
    if isinstance(made, Conflict):
        return
    assert made.text != draft.text
    same(done(withdraw(made, fresh(draft, made), act.by)), draft)


@settings(deadline=None, max_examples=200)
@given(data=st.data(), draft=drafts)
def test_independent_acts_on_options_and_brackets_commute(data: st.DataObject, draft: Draft) -> None:
    draft = played(data.draw, draft, 2)
    one, other = data.draw(option_acts(draft)), mixed(data.draw, draft)
    if touch(draft, one, other):
        assert isinstance(together(draft, [one, other]), tuple) or one == other
        return
    alone = perform(draft, one), perform(draft, other)
    both = together(draft, [other, one])
    if any(isinstance(result, Conflict) for result in alone):
        assert isinstance(both, tuple)
        return
    first, second = sorted((one, other), key=lambda act: place(draft, act))
    results = {one: alone[0], other: alone[1]}
    forwards = perform(done(results[first]), moved(draft, done(results[first]), first, second))
    backwards = perform(done(results[second]), moved(draft, done(results[second]), second, first))
    if isinstance(both, tuple):
        assert isinstance(forwards, Conflict) or isinstance(backwards, Conflict)
        return
    same_words(done(forwards), both)
    same_words(done(backwards), both)


def place(draft: Draft, act: Act) -> int:
    """Where an act changes the text, or its notes."""
    there = standing_at(draft, act.start, act.end)
    if isinstance(there, Option) and act.name in {"option", "bis"}:
        return put_behind(draft, there, act.name == "bis").tail
    return act.start


def moved(before: Draft, after: Draft, was: Act, act: Act) -> Act:
    """The act's place after another was done."""
    if place(before, was) > act.start and isinstance(standing_at(before, was.start, was.end), Option):
        return act
    return shifted_by(before, after, was, act)


def same_words(one: Draft, other: Draft) -> None:
    """Text and notes; ids of what is new depend on which came first."""
    assert one.text == other.text
    assert set(one.notes) == set(other.notes)


@settings(deadline=None, max_examples=100)
@given(data=st.data(), draft=drafts)
def test_what_a_party_wrote_stays_until_it_withdraws_it(data: st.DataObject, draft: Draft) -> None:
    wrote: list[str] = []
    for _ in range(6):
        act = mixed(data.draw, draft)
        if act.name in {"withdraw", "agree"} and act.by == "North":
            continue  # it gives up what it said
        result = perform(draft, act)
        if isinstance(result, Conflict):
            continue
        if act.by == "North" and act.name in {"option", "bis", "options"} and act.words:
            wrote.append(act.words.replace("[", "").replace("]", ""))
        draft = result
        for said in wrote:
            assert any(
                holds(draft.text[one.inner_start : one.inner_end], said)
                for one in draft.options
                if "North" in stances(draft, one)
            ), (said, draft.text)


@settings(deadline=None, max_examples=200)
@given(data=st.data(), draft=drafts)
def test_the_option_that_all_agree_to_stays_and_nothing_else_goes(data: st.DataObject, draft: Draft) -> None:
    draft = played(data.draw, draft, 3)
    if not draft.options:
        return
    index = data.draw(st.sampled_from(draft.options)).index
    asked = {who for one in members_of(draft, draft.options[index]) for who in stances(draft, one)} | set(PARTIES)
    for party in asked:
        draft = done(agree(draft, draft.options[index], party))
    option = draft.options[index]
    found = clean(draft, asked, among=[option])
    if found.conflicts:
        assert found.draft.text == draft.text and not found.agreed
        return
    group = draft.groups[option.group]
    assert len(found.agreed) == 1
    before, after = draft.text[: group.start].rstrip("[* \n\t"), draft.text[group.end :].lstrip("]1; \n\t")
    if option.no_text:
        assert found.draft.text.rstrip().endswith(after.rstrip())
        assert len(found.draft.groups) == len(draft.groups) - 1 - inside(draft, group.start, group.end, group.index)
    else:
        words = draft.text[option.inner_start : option.inner_end].strip()
        assert found.draft.text.startswith(before) and found.draft.text.endswith(after)
        assert words in found.draft.text
        kept = [one.id for one in draft.provisions if option.inner_start <= one.start < option.inner_end]
        assert set(kept) <= {one.id for one in found.draft.provisions}
    # “No text” takes a number that holds nothing else, too, with a bracket beside it: “4 bis. [4.1]”.
    start = min(shared_beginning(draft.text, found.draft.text), group.start) if option.no_text else group.start
    outside = [(n.party, n.stance, n.words) for n in draft.notes if not start - 1 <= n.start <= group.end]
    assert set(outside) <= {(n.party, n.stance, n.words) for n in found.draft.notes}


def shared_beginning(one: str, other: str) -> int:
    """How many characters two texts share from the beginning on."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def inside(draft: Draft, start: int, end: int, index: int) -> int:
    """How many groups stand in a group."""
    return sum(start <= one.start < end and one.index != index for one in draft.groups)


@settings(deadline=None, max_examples=100)
@given(draft=drafts)
def test_agreement_of_all_on_everything_leaves_no_options(draft: Draft) -> None:
    for _ in range(6):  # outer groups first; what is refused stays, with a sentence
        before = draft.text
        for index in range(len(draft.groups)):
            first = draft.options[draft.groups[index].members[0]]
            for party in PARTIES:
                draft = done(agree(draft, first, party))
                first = draft.options[first.index]
        found = clean(draft, [*PARTIES, *written(draft)], among=draft.options)
        draft = found.draft
        if draft.text == before:
            assert len(found.conflicts) >= bool(draft.groups and not written(draft))
            return


@settings(deadline=None, max_examples=100)
@given(data=st.data(), draft=drafts)
def test_an_option_split_and_merged_again_has_its_words_again(data: st.DataObject, draft: Draft) -> None:
    draft = played(data.draw, draft, 3)
    if not draft.options:
        return
    option = data.draw(st.sampled_from(draft.options))
    words = draft.text[option.inner_start : option.inner_end]
    apart = split_option(draft, option, ["The river rests.", "The river\n\nruns."], "North")
    if isinstance(apart, Conflict) or "\n" in words:
        return
    if is_held(draft, option, "North"):  # then it stays, and they come beside it
        assert apart.text.startswith(draft.text[: option.tail]) and len(apart.options) > len(draft.options)
        return
    both = [apart.options[option.index], apart.options[option.index + 1]]
    assert [stances(apart, one) for one in both] == [{"North": "proposed"}] * 2
    assert apart.text.startswith(draft.text[: option.whole_start])
    assert apart.text.endswith(draft.text[option.tail :])
    again = done(merge_options(apart, both, words, "North"))
    assert again.text == draft.text
    assert stances(again, again.options[option.index]) == {"North": "proposed"}
    assert [p.id for p in again.provisions] == [p.id for p in draft.provisions]


def written(draft: Draft) -> set[str]:
    return {one.party for option in draft.options for one in option.attributions}


def test_stances_on_an_option_stay_on_it_whatever_happens_to_its_words() -> None:
    draft = parse("3. Option 1: The river is shared.\n\nOption 2: no text\n")
    first = draft.options[0]
    draft = done(support(draft, first, "North"))
    draft = done(reserve(draft, draft.options[1], "South", "pending instructions"))
    at = draft.text.index("shared.")
    draft = done(perform(draft, Act(at, at + 7, "propose", "East", "measured.")))
    assert draft.text.startswith("3. Option 1: The river is [shared.][measured.]\n")
    assert stances(draft, draft.options[0]) == {"North": "supported"}
    assert stances(draft, draft.options[1]) == {"South": "reserved"}
    assert isinstance(standing_at(draft, first.start, first.end), Option)


def test_names_that_the_text_writes_behind_a_label_or_before_it_are_the_options() -> None:
    draft = parse(
        "Option 1 (Norway, Chile): daily\n\nOption 2 (supported by Peru; opposed by Chile): weekly\n\n[EU: Option 3: never]\n"
    )
    one, two = draft.options[:2]
    assert stances(draft, one) == {"Norway": "proposed", "Chile": "proposed"}
    assert stances(draft, two) == {"Peru": "supported", "Chile": "opposed"}
    assert [draft.text[o.inner_start : o.inner_end] for o in draft.options[:2]] == ["daily", "weekly"]
    less = done(withdraw(draft, one, "Norway"))
    assert less.text == draft.text and "Norway" not in stances(less, less.options[0])
    gone = done(withdraw(less, less.options[0], "Chile"))
    assert gone.text.startswith("Option 2 (supported")


def test_an_option_stays_while_another_supports_it_and_then_the_group_collapses() -> None:
    draft = parse("Article 1\n\n3. Parties meet:\n\n(a) here;\n\n(b) there.\n\n4. Parties rest.\n")
    new = done(into_options(draft, ["article-1/3"], "Parties do not meet.", "North"))
    assert new.text == (
        "Article 1\n\n3. Option 1: Parties meet:\n\n(a) here;\n\n(b) there.\n\nOption 2: Parties do not meet.\n\n4. Parties rest.\n"
    )
    assert {"article-1/3", "article-1/3/a", "article-1/3/b", "article-1/4"} <= {one.id for one in new.provisions}
    new = done(support(new, new.options[1], "South"))
    new = done(withdraw(new, new.options[1], "North"))
    assert "Option 2" in new.text
    same(done(withdraw(new, new.options[1], "South")), draft)


def test_neighbours_become_options_together_wherever_they_stand() -> None:
    draft = parse("Article 1\n\n1. One.\n\n2. Two.\n\n3. Three.\n\n4. Four.\n")
    new = done(into_options(draft, ["article-1/2", "article-1/3"], "", "North"))
    assert new.text == (
        "Article 1\n\n1. One.\n\nOption 1:\n\n2. Two.\n\n3. Three.\n\nOption 2:\n\nNo text\n\n4. Four.\n"
    )
    assert new.provisions[new.by_id("article-1/2").parent].kind == "option"
    assert new.provisions[new.by_id("article-1/4").parent].id == "article-1"
    same(done(withdraw(new, new.options[1], "North")), draft)
    assert isinstance(into_options(draft, ["article-1/1", "article-1/3"], "", "North"), Conflict)
    whole = done(into_options(draft, ["article-1"], "", "South"))
    assert whole.text.startswith("Article 1\n\nOption 1:\n\n1. One.") and whole.text.endswith("Option 2:\n\nNo text\n")


def test_a_provision_out_of_whose_words_a_bracket_ends_is_not_turned_into_options() -> None:
    """The first label would stand inside the bracket, and Word would give what is said of the option to the bracket."""
    draft = parse("[1. The level is read,] and told to all.\n\n2. It is measured.\n")
    there = into_options(draft, [draft.provisions[1].id], "The river rests.", "North")
    assert isinstance(there, Conflict) and (there.start, there.end) == (0, 23)


@pytest.mark.parametrize(
    ("text", "index", "bis", "added"),
    [
        ("Option 1: a\n\nOption 2: b\n", 0, False, "Option 2: b\n\nOption 3: new\n"),
        ("Option 1: a\n\nOption 2: b\n", 0, True, "Option 1: a\n\nOption 1 bis: new\n\nOption 2: b\n"),
        (
            "Option 1: a\n\nOption 1 bis: b\n\nOption 2: c",
            0,
            True,
            "Option 1 bis: b\n\nOption 1 ter: new\n\nOption 2: c",
        ),
        ("Option (a): a\nOption (b): b\n", 1, False, "Option (b): b\nOption (c): new\n"),
        ("Option III:\n\na\n\nOption IV:\n\nb\n", 1, False, "Option IV:\n\nb\n\nOption V:\n\nnew\n"),
        ("5. [Option 1: a;]\n\n[Option 2: b;]1\n", 1, False, "[Option 2: b;]1\n\n[Option 3: new]\n"),
        ("5. [Option 1: a\n\nOption 2: b]\n", 1, False, "Option 2: b\n\nOption 3: new]\n"),
        ("Вариант 1: а\n\nВариант 2: б\n", 1, False, "Вариант 2: б\n\nВариант 3: new\n"),
        ("Option 1: a\r\n\r\nOption 2: b\r\n", 1, False, "Option 2: b\r\n\r\nOption 3: new\r\n"),
    ],
)
def test_a_further_option_is_written_as_its_group_is(text: str, index: int, bis: bool, added: str) -> None:
    draft = parse(text)
    new = done(propose_option(draft, draft.options[index], "new", "North", bis))
    assert new.text.endswith(added)
    same(done(withdraw(new, fresh(draft, new), "North")), draft)


def test_no_text_is_written_in_the_language_of_the_options_and_is_not_proposed_twice() -> None:
    draft = parse("Вариант 1: Река общая.\n\nВариант 2: Река ничья.\n")
    new = done(propose_option(draft, draft.options[0], "", "North"))
    assert new.text.endswith("Вариант 3: Без текста\n") and new.options[2].no_text
    conflict = propose_option(new, new.options[0], "", "South")
    assert isinstance(conflict, Conflict) and "Support it" in conflict.sentence
    assert isinstance(propose_option(new, new.options[0], "Река общая.", "South"), Conflict)


@pytest.mark.parametrize(
    "bad", ["one ] two", "[ one", "one\n\n7. Two", "one\n\nOption 3: two", "one\n\nArticle 9\n\ntwo"]
)
def test_words_that_would_be_read_as_something_else_are_refused(bad: str) -> None:
    draft = parse("Article 1\n\n6. Option 1: a\n\nOption 2: b\n\n7. Parties meet.\n")
    assert isinstance(propose_option(draft, draft.options[0], bad, "North"), Conflict)


def test_an_option_taken_is_clean_words_and_no_text_takes_its_number_with_it() -> None:
    draft = parse(OPTIONS)
    draft = agreed(draft, 1)  # Option 1 bis of paragraph 1
    taken = clean(draft, [*PARTIES, "Norway"]).draft
    assert taken.text.startswith("Article 1\n\n1. Each Party should measure [the flow][the level].\n\n2. [Option 1:")
    draft = agreed(parse(OPTIONS), 2)
    none = clean(draft, [*PARTIES, "Norway"]).draft
    assert none.text.startswith("Article 1\n\n2. [Option 1: The gauges")
    second = next(one for one in parse(OPTIONS).options if one.bracket >= 0 and one.label == "2")
    own = clean(agreed(parse(OPTIONS), second.index), PARTIES).draft
    assert "2. The gauges are read weekly:\n\n(a) by the commission;\n\n(b) [by each Party].\n\n3." in own.text
    assert "article-1/2/option-2/a" in {one.id for one in own.provisions}


def agreed(draft: Draft, index: int) -> Draft:
    for party in [*PARTIES, "Norway"]:
        draft = done(agree(draft, draft.options[index], party))
    return draft


def test_what_nobody_can_decide_by_itself_is_a_conflict_and_stays() -> None:
    nested = parse("Option I: The river is shared.\n\nOption II:\n\nOption (a): Parties pay.\n\nOption (b): no text\n")
    found = clean(agreed(nested, 3), PARTIES)
    assert found.draft.text == nested.text and "Nothing would be left of the option" in found.conflicts[0].sentence
    unsure = parse("Option 1: Parties pay.\n\nOption 2: No text (see Article 9)\n")
    found = clean(agreed(unsure, 1), PARTIES)
    assert found.draft.text == unsure.text and "seem to say that nothing" in found.conflicts[0].sentence
    torn = done(support(agreed(unsure, 0), unsure.options[1], "South"))
    assert "South stands behind two" in clean(torn, PARTIES).conflicts[0].sentence
    asked = done(oppose(agreed(unsure, 0), unsure.options[0], "West"))
    assert "West is not among those asked" in clean(asked, PARTIES).conflicts[0].sentence
    assert clean(done(agree(unsure, unsure.options[0], "North")), PARTIES).draft.text == unsure.text


def test_what_others_proposed_in_an_option_is_not_withdrawn_with_it() -> None:
    draft = parse("Option 1: a\n\nOption 2: b\n")
    draft = done(propose_option(draft, draft.options[0], "The river rests daily.", "North"))
    at = draft.text.index("daily")
    draft = done(perform(draft, Act(at, at + 5, "propose", "South", "weekly")))
    conflict = withdraw(draft, draft.options[2], "North")
    assert isinstance(conflict, Conflict) and "South proposes words inside" in conflict.sentence


def test_options_are_merged_and_split_into_a_bis() -> None:
    draft = parse("5. Option 1 (Norway): a\n\nOption 2: b\n\nOption 3: c\n")
    merged = done(merge_options(draft, draft.options[:2], "a or b", "Norway"))
    assert merged.text == "5. Option 1 (Norway): a or b\n\nOption 3: c\n"
    assert stances(merged, merged.options[0]) == {"Norway": "proposed"}
    again = done(split_option(merged, merged.options[0], ["a", "b"], "Norway"))
    assert again.text == "5. Option 1 (Norway): a\n\nOption 1 bis: b\n\nOption 3: c\n"
    assert all(supporters(again, one) == {"Norway"} for one in again.options[:2])
    assert isinstance(merge_options(draft, [draft.options[0], draft.options[2]], "a or c", "Norway"), Conflict)
    assert isinstance(split_option(draft, draft.options[0], ["alone"], "Norway"), Conflict)


def test_two_further_options_for_one_group_are_a_conflict_and_for_two_groups_are_not() -> None:
    draft = parse(OPTIONS)
    first, other = draft.options[0], draft.options[3]
    one = Act(first.start, first.end, "option", "North", "The river rests.")
    same_group = Act(draft.options[1].start, draft.options[1].end, "option", "South", "The river runs.")
    [conflict] = together(draft, [one, same_group])
    assert isinstance(conflict, Conflict) and "North and South both change this place" in conflict.sentence
    both = together(draft, [one, Act(other.start, other.end, "option", "South", "The river runs.")])
    assert isinstance(both, Draft) and both.text.count("The river r") == 2


def test_options_in_an_option_are_written_in_another_style_and_stand_where_they_were_made() -> None:
    draft = parse("3. Option 1: a\n\nOption 2: Parties meet:\n\n(a) here;\n\n(b) there.\n\n4. Parties rest.\n")
    new = done(into_options(draft, ["3/option-2/b"], "nowhere.", "North"))
    assert "(b) Option (a): there.\n\nOption (b): nowhere.\n\n4. Parties rest.\n" in new.text
    assert new.provisions[new.provisions[new.options[2].provision].parent].id == "3/option-2/b"
    assert len(new.groups[0].members) == 2
    same(done(withdraw(new, new.options[3], "North")), draft)
