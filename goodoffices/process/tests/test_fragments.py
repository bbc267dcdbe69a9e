"""What an entry shows on open pages: what it touched, what stands beside that, and nothing beside what it only just made."""

from types import SimpleNamespace

import pytest

from goodoffices.process import fragments
from goodoffices.process.fragments import Fragment, beside, fragments_of
from goodoffices.record.acts import Touched


def entry(*touched: tuple[str, str], number: int = 7, **facts: str) -> SimpleNamespace:
    act = SimpleNamespace(touches=lambda entry: [Touched(*each) for each in touched])
    return SimpleNamespace(act=act, facts=facts, number=number)


@pytest.fixture
def asked(monkeypatch):
    """Which declaration was asked about which thing, in order; each shows one fragment."""
    calls = []

    def declared_for(what, sort):
        def show(_entry, id):
            calls.append((what, sort, id))
            return [Fragment(1, f"#{what}-{sort}-{id}", "outerHTML", "")]

        return (show,) if (what, sort) not in (("fragments", "issue"), ("refresh", "floor")) else ()

    monkeypatch.setattr(fragments, "declared_for", declared_for)
    return calls


def test_an_act_that_touches_nothing_shows_nothing(asked):
    assert fragments_of(entry()) == [] and asked == []


def test_the_thing_itself_comes_first_and_then_what_stands_beside_it(asked):
    shown = fragments_of(entry(("statement", "a")))
    assert [each.target for each in shown] == ["#fragments-statement-a", "#refresh-statement-a"]


def test_beside_what_the_entry_itself_has_made_stands_nothing_yet(asked):
    fragments_of(entry(("statement", "new"), id="new"))
    assert asked == [("fragments", "statement", "new")]


def test_beside_a_thing_that_pages_show_whole_something_may_stand(asked):
    fragments_of(entry(("issue", "a"), id="something else"))
    assert asked == [("refresh", "issue", "a")]


@pytest.mark.parametrize("sort", ["renderings", "loops", "releases", "floor", "no sort at all"])
def test_what_stands_beside_a_thing_is_no_thing_and_has_nothing_beside_it(asked, sort):
    fragments_of(entry((sort, "a")))
    assert [what for what, _sort, _id in asked] == ["fragments"]


def test_several_things_are_shown_in_the_order_in_which_they_were_touched(asked):
    fragments_of(entry(("statement", "b"), ("floor", "room"), ("statement", "a")))
    assert [id for what, _sort, id in asked if what == "fragments"] == ["b", "room", "a"]


# ---- beside a thing --------------------------------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch):
    monkeypatch.setattr(fragments, "html_of", lambda entry, template, context: f"{template}: {context['it']}")


def rows(*numbers: int) -> list[SimpleNamespace]:
    return [SimpleNamespace(number=number) for number in numbers]


STATEMENT = SimpleNamespace(sort="statement", id="a", number=3)


def test_the_first_row_puts_the_piece_after_the_thing(drawn):
    (piece,) = beside(entry(number=7), STATEMENT, "loops", rows(7), "_loops.html", "it")
    assert (piece.target, piece.swap, piece.since, piece.html) == ("#statement-a", "afterend", 3, "_loops.html: it")


@pytest.mark.parametrize("numbers", [(5, 7), (7, 5), (5,)])
def test_every_later_one_takes_its_place(drawn, numbers):
    (piece,) = beside(entry(number=7), STATEMENT, "loops", rows(*numbers), "_loops.html", "it")
    assert (piece.target, piece.swap) == ("#loops-a", "outerHTML")


@pytest.mark.parametrize("sort", ["issue", "term", "solution", "position"])
def test_a_thing_whose_page_fetches_itself_anew_is_pushed_nothing(drawn, sort):
    thing = SimpleNamespace(sort=sort, id="a", number=3)
    assert beside(entry(number=7), thing, "loops", rows(7), "_loops.html", "it") == []
