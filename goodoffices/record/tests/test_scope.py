"""Rows at hand are those that their reader reads; putting an entry into words keeps each gap to itself."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.utils import translation

from goodoffices.record.acts import Called
from goodoffices.record.at_hand import at_hand
from goodoffices.record.scope import row_at_hand, thing_at_hand
from goodoffices.record.wording import worded


@dataclass
class Row:
    _meta: ClassVar = SimpleNamespace(db_table="rows")
    id: str
    book_id: str = "plenary"
    number: int = 5
    structural: bool = False


@dataclass
class Thing(Row):
    sort: str = "issue"


@dataclass
class Reader:
    reads: dict[str, int] = field(default_factory=lambda: {"plenary": 1})

    def books(self) -> dict[str, int]:
        return self.reads


LENA, LATE, STRANGER = Reader(), Reader({"plenary": 9}), Reader({})


def test_outside_there_is_nothing_at_hand():
    assert row_at_hand(Row, LENA, "a") is None and thing_at_hand(LENA, "a") is None
    with at_hand(Row("a")):
        pass
    assert row_at_hand(Row, LENA, "a") is None


def test_a_row_at_hand_is_found_by_its_table_and_its_id():
    row, thing = Row("a"), Thing("b")
    with at_hand(row, thing):
        assert row_at_hand(Row, LENA, "a") is row
        assert row_at_hand(Thing, LENA, "a") is row_at_hand(Row, LENA, "b") is row_at_hand(Row, LENA, None) is None
        assert thing_at_hand(LENA, "b") is thing and thing_at_hand(LENA, "a") is None


def test_that_it_is_at_hand_lets_nobody_read_it_who_may_not():
    with at_hand(Row("a"), Thing("b"), Thing("c", structural=True), Thing("d", number=9), Thing("e", book_id="caucus")):
        assert [id for id in "abcde" if thing_at_hand(STRANGER, id) or row_at_hand(Row, STRANGER, id)] == []
        assert [id for id in "abcde" if thing_at_hand(LATE, id) or row_at_hand(Row, LATE, id)] == ["c", "d"]
        assert [id for id in "abcde" if thing_at_hand(LENA, id) or row_at_hand(Row, LENA, id)] == ["a", "b", "c", "d"]


def test_what_is_at_hand_inside_is_gone_outside_even_after_a_mistake():
    outer, inner = Row("a"), Row("b")
    with at_hand(outer):
        with pytest.raises(RuntimeError), at_hand(inner):
            assert row_at_hand(Row, LENA, "a") is outer and row_at_hand(Row, LENA, "b") is inner
            raise RuntimeError
        assert row_at_hand(Row, LENA, "a") is outer and row_at_hand(Row, LENA, "b") is None


# ---- in words --------------------------------------------------------------------------------------------------------


class Speech:
    """An entry whose act says what it is told to."""

    def __init__(self, says: str, by: str | None = None, **gaps: object) -> None:
        self.by = by
        self.act = SimpleNamespace(says=says, gaps=lambda entry: gaps)


READER = SimpleNamespace(names=lambda: {"lena": "Head, North"})


def test_an_entry_is_put_into_words_with_the_name_of_its_seat_where_it_is_told():
    assert worded(Speech("%(by)s came.", by="lena"), READER) == "Head, North came."
    for by in (None, "", "nobody known"):
        assert worded(Speech("%(by)s came.", by=by), READER) == "Someone at the table came."


@pytest.mark.parametrize("text", ["%(by)s", "%s", "%", "{by}", "%(secret)s", "%%", "\\n", "<b>"])
def test_what_people_wrote_is_put_in_as_it_is_and_obeyed_by_nothing(text):
    assert worded(Speech("%(by)s: %(text)s", by="lena", text=text), READER) == f"Head, North: {text}"


def test_a_gap_of_nothing_stays_away_and_a_number_is_spelled():
    assert worded(Speech("%(count)s of %(text)s", text="two", count=2, more=None), READER) == "2 of two"


def test_from_right_to_left_each_gap_stands_by_itself():
    with translation.override("ar"):
        said = worded(Speech("%(by)s: %(text)s", by="lena", text="Thirty days"), READER)
    assert said == "\u2068Head, North\u2069: \u2068Thirty days\u2069"


@pytest.mark.parametrize(
    ("reads", "called"),
    [
        ({"plenary": 1}, "Water"),
        ({"plenary": 4}, "Water"),
        ({"plenary": 5}, "Plenary 4"),
        ({"caucus": 1}, "Plenary 4"),
        ({}, "Plenary 4"),
    ],
)
def test_a_thing_is_called_by_its_name_to_those_who_may_read_where_it_got_it(reads, called):
    """Those admitted later read its number there: the name was not said to them."""
    reader = SimpleNamespace(names=dict, books=lambda: reads)
    speech = Speech("“%(title)s”", title=Called("plenary", 4, "Water", "Plenary 4"))
    assert worded(speech, reader) == f"“{called}”"
