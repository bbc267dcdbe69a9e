"""Permanent ids of alternatives."""

from collections.abc import Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.operations import (
    Conflict,
    agree,
    alternative,
    clean,
    id_of,
    identified,
    merge,
    merge_options,
    perform,
    propose,
    split,
    stances,
)
from goodoffices.engines.brackets.operations.stances import origin_of
from goodoffices.engines.brackets.rendering import FORMATS, RenderOptions, rendered
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.test_operations import acts, played


def numbers() -> Callable[[], str]:
    following = count(1)
    return lambda: f"a{next(following)}"


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def test_ids_are_given_once_in_text_order_and_to_no_placeholder() -> None:
    draft = identified(parse("1. We [a [b]] [X] days.\n\n2. [Option 1: c]\n\n[Option 2: d]\n"), numbers())
    assert [id_of(draft, one) for one in draft.brackets] == ["a1", "a2", "", "a3", "a4"]
    assert [id_of(draft, one) for one in draft.options] == ["a3", "a4"]
    assert identified(draft, numbers()) == draft
    assert alternative(draft, "a2") == draft.brackets[1] and alternative(draft, "a3") == draft.options[0]
    assert alternative(draft, "a9") is None


def test_an_id_is_no_stance_and_no_origin() -> None:
    draft = made(propose(parse("We shall go."), 3, 8, "may", "North"))
    named = identified(draft, numbers())
    for before, after in zip(draft.brackets, named.brackets, strict=True):
        assert stances(named, after) == stances(draft, before) and origin_of(named, after) == origin_of(draft, before)


@settings(deadline=None)
@given(data=st.data(), base=st.sampled_from(sorted(MANNERS)))
def test_an_act_moves_ids_and_gives_none_away(data: st.DataObject, base: str) -> None:
    fresh = numbers()
    draft = identified(played(data.draw, parse(MANNERS[base]), 3), fresh)
    known = {id_of(draft, one): one for one in draft.brackets if id_of(draft, one)}
    act = data.draw(acts(draft))
    done = perform(draft, act)
    if isinstance(done, Conflict):
        return
    for id, before in known.items():
        there = alternative(done, id)
        if there is None:  # gone with its brackets
            assert act.name == "withdraw"
        elif act.name != "withdraw" and not before.start <= act.start < act.end <= before.end:
            assert done.text[there.start : there.end] == draft.text[before.start : before.end] or (
                before.start < act.start < before.end
            )
    ids = [id_of(done, one) for one in done.brackets]
    assert len(set(ids) - {""}) == len([id for id in ids if id])
    assert set(ids) <= known.keys() | {""}


def test_merged_and_split_alternatives_are_new_ones() -> None:
    draft = identified(parse("We [a][b] go.\n\nOption 1: x\n\nOption 2: y\n"), numbers())
    merged = made(merge(draft, draft.brackets, "ab", "North"))
    assert id_of(merged, merged.brackets[0]) == "" and [id_of(merged, one) for one in merged.options] == ["a3", "a4"]
    apart = made(split(draft, draft.brackets[0], ["c", "d"], "North"))
    assert [id_of(apart, one) for one in apart.brackets] == ["", "", "a2"]
    one = made(merge_options(draft, draft.options, "x and y", "North"))
    assert [id_of(one, option) for option in one.options] == [""]


def test_ids_go_when_a_choice_is_cleaned() -> None:
    draft = identified(parse("We [a][b] go [now].\n"), numbers())
    for party in ("North", "South"):
        draft = made(agree(draft, draft.brackets[0], party))
    draft = clean(draft, ["North", "South"]).draft
    assert draft.text == "We a go [now].\n" and [id_of(draft, one) for one in draft.brackets] == ["a3"]
    assert len(draft.notes) == 1


def test_no_export_shows_an_id() -> None:
    draft = parse("1. We [a][b] go.\n\n2. Option 1: x\n\nOption 2: y\n")
    for form in FORMATS:
        if form != "pdf":
            assert rendered(identified(draft, lambda: "the-id"), form) == rendered(draft, form)
    assert b"the-id" in rendered(identified(draft, lambda: "the-id"), "html", RenderOptions(alternatives=True))
