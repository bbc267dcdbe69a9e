"""Operations on drafts whose structure is given: it stays as it was, and a part gives what the whole would give."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Alternative, Option
from goodoffices.engines.brackets.operations import (
    Act,
    Conflict,
    agree,
    bracket_provision,
    clean,
    into_options,
    merge,
    merge_options,
    merge_provisions,
    oppose,
    perform,
    propose,
    propose_option,
    split,
    split_option,
    split_provision,
    stances,
    withdraw,
)
from goodoffices.engines.brackets.operations.stances import bracket_spanning, members_of, standing_at
from goodoffices.engines.brackets.storing import Row, assembled, needed, part, rows, under
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.storing.test_rows import law_of_parts
from goodoffices.engines.brackets.tests.test_operations import acts

ARTICLE = (
    "Article 1\n\n1. The river is shared.\n\n2. Each Party shall:\n\n(a) measure it;\n\n(b) report.\n\n3. It rests.\n"
)
GROUP = "1. Option 1: The river is shared.\n\nOption 2: It is split:\n\n(a) in two;\n\n(b) in three.\n\n2. It rests.\n"


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def from_rows(text: str, markdown: bool = False) -> Draft:
    draft = parse(text, markdown=markdown)
    return assembled(rows(draft), parties=draft.parties, markdown=markdown)


def shape(draft: Draft) -> list[tuple[str, str, str, str]]:
    return [(row.id, row.kind, row.label, row.parent) for row in rows(draft)]


def words(draft: Draft) -> dict[str, str]:
    return {row.id: row.words for row in rows(draft)}


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(MANNERS)))
def test_acts_on_words_leave_the_structure(data: st.DataObject, name: str) -> None:
    draft = from_rows(MANNERS[name], name == "markdown")
    before = shape(draft)
    for _ in range(4):
        act = data.draw(acts(draft))
        done = perform(draft, act)
        if isinstance(done, Draft) and act.name != "withdraw":
            draft = done
            assert shape(draft) == before
            assert "".join(row.words for row in rows(draft)) == draft.text


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(MANNERS)))
def test_an_act_on_a_part_is_the_act_on_the_whole(data: st.DataObject, name: str) -> None:
    whole = from_rows(MANNERS[name], name == "markdown")
    kept = rows(whole)
    act = data.draw(acts(whole))
    done = perform(whole, act)
    small, run, shift = part_around(whole, kept, act)
    there = perform(small, Act(act.start - shift, act.end - shift, act.name, act.by, act.words))
    if isinstance(done, Conflict):
        assert isinstance(there, Conflict) or act.end > shift + len(small.text)
        return
    assert isinstance(there, Draft), there
    assert without_joins([*kept[: run.start], *rows(there), *kept[run.stop :]]) == without_joins(rows(done))


def part_around(whole: Draft, kept: list[Row], act: Act) -> tuple[Draft, range, int]:
    index = [row.id for row in kept].index(whole.provision_at(act.start).id)
    run = needed(kept, index)
    return (
        part(kept, index, parties=whole.parties, markdown=whole.markdown),
        run,
        whole.by_id(kept[run.start].id).start,
    )


def without_joins(listed: list[Row]) -> list[Row]:
    """Rows without what a row remembers of those around it."""
    return [Row.from_json({**row.as_json(), "joined": False, "heard": []}) for row in listed]


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(MANNERS)))
def test_what_is_done_to_an_alternative_of_a_part_is_done_in_the_whole(data: st.DataObject, name: str) -> None:
    whole = from_rows(MANNERS[name], name == "markdown")
    kept = rows(whole)
    on_options = data.draw(st.booleans())
    brackets = [one for one in whole.brackets if one.kind != "placeholder" and whole.own_of(one) is None]
    among = whole.options if on_options else brackets
    if not among:
        return
    act = data.draw(st.sampled_from(["take", "strike", "beside", "bis", "merge", "split", "withdraw"]))
    there = data.draw(st.sampled_from(among))
    index = [row.id for row in kept].index(whole.provision_at(there.start).id)
    small = part(kept, index, parties=whole.parties, markdown=whole.markdown)
    run = needed(kept, index)
    shift = whole.by_id(kept[run.start].id).start
    same = standing_at(small, there.start - shift, there.end - shift)
    assert same is not None
    done, alone = did(act, whole, there), did(act, small, same)
    if isinstance(done, Conflict) or isinstance(alone, Conflict):
        assert isinstance(done, Conflict) and isinstance(alone, Conflict) and done.sentence == alone.sentence
        return
    left = rows(alone)
    assert "".join(row.words for row in left) == alone.text or not (left or alone.text.strip())
    assert told([*kept[: run.start], *left, *kept[run.stop :]]) == told(rows(done))
    law_of_parts(done)


def told(listed: list[Row]) -> list[tuple[object, ...]]:
    """What rows say, up to blanks: those that a row leaves behind go to the one before it, or after it where there is none."""
    return [(row.id, row.kind, row.label, row.parent, row.words.split(), [n[2:] for n in row.notes]) for row in listed]


def did(act: str, draft: Draft, there: Alternative) -> Draft | Conflict:
    """One thing after another that can be done to an alternative, by those named there and by North and South."""
    parties = sorted({"North", "South"} | {who for one in members_of(draft, there) for who in stances(draft, one)})
    if act in {"take", "strike"}:
        for party in parties:
            stood = [there] if act == "take" else members_of(draft, there)
            for one in stood:
                done = agree(draft, one, party) if act == "take" else oppose(draft, one, party)
                draft = done if isinstance(done, Draft) else draft
        cleaned = clean(draft, parties, among=[there])
        return cleaned.conflicts[0] if cleaned.conflicts else cleaned.draft
    if act == "withdraw":
        return withdraw(draft, there, next(iter(stances(draft, there)), "North"))
    if isinstance(there, Option):
        if act in {"beside", "bis"}:
            return propose_option(draft, there, "The river rests.", "North", bis=act == "bis")
        if act == "merge":
            return merge_options(draft, members_of(draft, there)[:2], "It runs.", "North")
        return split_option(draft, there, ["It runs.", "It rests."], "North")
    if act in {"beside", "bis"}:
        return propose(draft, there.start, there.end, "it rests", "North")
    if act == "merge":
        return merge(draft, members_of(draft, there)[:2], "it runs", "North")
    return split(draft, there, ["it runs", "it rests"], "North")


@settings(deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(MANNERS)))
def test_what_is_done_to_a_provision_of_a_part_is_done_in_the_whole(data: st.DataObject, name: str) -> None:
    whole = from_rows(MANNERS[name], name == "markdown")
    kept = rows(whole)
    index = data.draw(st.integers(0, len(kept) - 1))
    act = data.draw(st.sampled_from(["bracket", "options", "split", "merge"]))
    first = index - (act == "merge" and index > 0)
    small = part(kept, first, under(kept, index).stop, parties=whole.parties, markdown=whole.markdown)
    run = needed(kept, first, under(kept, index).stop)
    words = data.draw(st.integers(1, 40))
    done, alone = done_to(act, whole, kept[index].id, words), done_to(act, small, kept[index].id, words)
    if isinstance(done, Conflict) or isinstance(alone, Conflict):
        assert isinstance(done, Conflict) and isinstance(alone, Conflict)
        return
    assert "".join(row.words for row in rows(alone)) == alone.text
    assert told([*kept[: run.start], *rows(alone), *kept[run.stop :]]) == told(rows(done))
    law_of_parts(done)


def done_to(act: str, draft: Draft, id: str, words: int) -> Draft | Conflict:
    if act == "bracket":
        return bracket_provision(draft, id, "North")
    if act == "options":
        return into_options(draft, [id], "The river rests.", "North")
    if act == "merge":
        return merge_provisions(draft, id)
    one = draft.by_id(id)
    return split_provision(draft, min(one.start + words, one.own_end - 1), "7 bis. ")


@pytest.mark.parametrize("name", sorted(MANNERS))
def test_every_provision_is_turned_into_options_in_its_part_as_in_the_whole_or_refused_in_both(name: str) -> None:
    whole = from_rows(MANNERS[name], name == "markdown")
    kept = rows(whole)
    for index, row in enumerate(kept):
        small = part(kept, index, under(kept, index).stop, parties=whole.parties, markdown=whole.markdown)
        done, alone = (into_options(draft, [row.id], "The river rests.", "North") for draft in (whole, small))
        assert isinstance(done, Conflict) == isinstance(alone, Conflict), row.id
        if isinstance(done, Draft):
            law_of_parts(done)


def test_a_number_that_stands_apart_from_its_words_makes_no_options() -> None:
    """The first option would come before the provision that it stands under."""
    done = into_options(from_rows(MANNERS["columns"]), ["article-1/2"], "The river rests.", "North")
    assert isinstance(done, Conflict) and "stands apart from its words" in done.sentence


def test_a_row_without_the_rows_above_it_is_refused() -> None:
    kept = rows(parse(ARTICLE))
    with pytest.raises(ValueError, match="Give the rows above"):
        assembled(kept[1:2])
    draft = part(kept, 3)
    conflict = merge_provisions(draft, "article-1/2/a")
    assert isinstance(conflict, Conflict) and "not at hand" in conflict.sentence


@pytest.mark.parametrize("ids", [["article-1/1"], ["article-1/2"], ["article-1/1", "article-1/2"], ["article-1"]])
def test_options_made_of_provisions_are_provisions_and_go_again(ids: list[str]) -> None:
    draft = from_rows(ARTICLE)
    new = made(into_options(draft, ids, "Nothing is shared.", "North"))
    assert [one.kind for one in new.provisions].count("option") == 2
    assert [new.groups[0].members, len(new.options)] == [(0, 1), 2]
    back = made(withdraw(new, new.options[1], "North"))
    assert rows(back) == rows(draft)


def test_what_becomes_an_option_stands_in_it() -> None:
    new = made(into_options(from_rows(ARTICLE), ["article-1/2"], "Nobody shall.", "North"))
    assert words(new) == {
        "article-1": "Article 1\n\n",
        "article-1/1": "1. The river is shared.\n\n",
        "article-1/2": "2. ",
        "article-1/2/option-1": "Option 1: Each Party shall:\n\n",
        "article-1/2/a": "(a) measure it;\n\n",
        "article-1/2/b": "(b) report.\n\n",
        "article-1/2/option-2": "Option 2: Nobody shall.\n\n",
        "article-1/3": "3. It rests.\n",
    }
    assert new.provisions[new.by_id("article-1/2/a").parent].id == "article-1/2/option-1"


def test_a_paragraph_without_a_number_becomes_an_option_under_its_id() -> None:
    draft = from_rows("Article 1\n\nThe river is shared.\n")
    id = draft.provisions[2].id
    new = made(into_options(draft, [id], "It is not.", "North"))
    assert words(new)[id] == "Option 1: The river is shared.\n\n" and new.by_id(id).kind == "option"
    assert rows(made(withdraw(new, new.options[1], "North"))) == rows(draft)


@pytest.mark.parametrize("bis", [False, True])
def test_a_further_option_is_a_row_of_its_own_and_goes_with_it(bis: bool) -> None:
    draft = from_rows(GROUP)
    new = made(propose_option(draft, draft.options[0], "It is one.\n\n7. And that is all.", "North", bis))
    [fresh] = set(words(new)) - set(words(draft))
    assert words(new)[fresh].rstrip().endswith("It is one.\n\n7. And that is all.")
    mine = new.option_of(new.by_id(fresh))
    assert mine is not None
    assert rows(made(withdraw(new, mine, "North"))) == rows(draft)


def test_an_option_taken_leaves_its_words_and_the_rows_in_it() -> None:
    draft = from_rows(GROUP)
    for party in ("North", "South"):
        draft = made(agree(draft, draft.options[1], party))
    done = clean(draft, ["North", "South"]).draft
    assert words(done) == {
        "1": "1. It is split:\n\n",
        "1/option-2/a": "(a) in two;\n\n",
        "1/option-2/b": "(b) in three.\n\n",
        "2": "2. It rests.\n",
    }
    assert done.provisions[done.by_id("1/option-2/a").parent].id == "1"


def test_a_provision_is_split_and_its_rows_follow_and_merged_again() -> None:
    draft = from_rows("1. One. Two:\n\n(a) x.\n\n2. Three.\n")
    apart = made(split_provision(draft, draft.text.index("Two"), "1 bis. "))
    assert words(apart) == {"1": "1. One.\n\n", "1-bis": "1 bis. Two:\n\n", "1/a": "(a) x.\n\n", "2": "2. Three.\n"}
    assert apart.provisions[apart.by_id("1/a").parent].id == "1-bis"
    plain = from_rows("1. One. Two.\n\n2. Three.\n")
    apart = made(split_provision(plain, plain.text.index("Two"), "1 bis. "))
    assert rows(made(merge_provisions(apart, "1-bis"))) == rows(plain)


def test_a_new_row_gets_no_id_that_a_row_elsewhere_has() -> None:
    kept = rows(parse("1. One. Two.\n\n1 bis. Three.\n"))
    draft = part(kept, 0)
    assert [row.id for row in rows(made(split_provision(draft, draft.text.index("Two"), "1 bis. ")))] == [
        "1",
        "1-bis#2",
    ]


def test_brackets_around_a_row_open_and_close_in_it() -> None:
    draft = from_rows("One.\n\nTwo.\n")
    new = made(bracket_provision(draft, draft.provisions[2].id, "North"))
    assert [row.words for row in rows(new)] == ["One.\n\n", "[Two.]\n"]
    assert rows(made(withdraw(new, new.brackets[0], "North"))) == rows(draft)


def test_a_bracket_before_a_row_on_one_line_stays_in_the_row_before() -> None:
    draft = from_rows("1. (a) One [two](b) three.\n")
    there = next(iter(draft.brackets))
    new = made(propose(draft, there.start, there.end, "four", "North"))
    assert bracket_spanning(new, there.start, there.end) is not None
    assert shape(new) == shape(draft)


def test_split_and_merged_options_are_rows() -> None:
    draft = from_rows("1. Option 1: a or b\n\nOption 2: c\n\n2. Rest.\n")
    apart = made(split_option(draft, draft.options[0], ["a", "b"], "North"))
    assert [row.words for row in rows(apart)] == [
        "1.", " Option 1: a\n\n", "Option 1 bis: b\n\n", "Option 2: c\n\n", "2. Rest.\n",
    ]  # fmt: skip
    one = made(merge_options(apart, apart.options[:2], "a or b", "North"))
    assert [row.words for row in rows(one)] == [row.words for row in rows(draft)]
