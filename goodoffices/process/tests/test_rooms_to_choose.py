"""The rooms that a form offers, and the one that it starts with."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.process.forms import Asked, Shown, form_for
from tests.table import now


@pytest.mark.parametrize("where", ["given", "now", "row"])
@pytest.mark.parametrize("room", ["delegation", "plenary"])
def test_a_form_starts_in_the_room_that_was_chosen(river, lena, where, room):
    book = river.book("delegation", "north") if room == "delegation" else river.book("plenary")

    class Line:
        book_id = book.id

    asked = Asked({}, [Shown("title"), Shown("book")])
    if where == "given":
        asked.given["book"] = book.id
    else:
        asked.now = {"book": book.id} if where == "now" else Line()
    form = form_for(now(lena), RaiseIssue, asked)
    (field,) = [each for each in form.fields if each.name == "book"]
    assert field.value == ("" if room == "plenary" else book.id)
    assert {each.label for each in field.options} >= {book.id}


@pytest.mark.parametrize("given", [{}, {"book": None}])
def test_where_no_room_was_chosen_it_starts_where_the_act_goes(river, lena, given):
    form = form_for(now(lena), RaiseIssue, Asked(given, [Shown("title"), Shown("book")]))
    assert [each.value for each in form.fields if each.name == "book"] == [""]
