"""Drafts: who puts them on file, and where."""

from goodoffices.record.perform import perform
from goodoffices.text.acts import TableDraft
from goodoffices.text.models import Draft
from tests.table import not_there, refused


def test_it_is_on_file_in_the_plenary_unless_another_book_is_named(river, lena, idris):
    perform(TableDraft(title="A map of the gauges"), lena)
    caucus = perform(TableDraft(title="Between us", book=river.book("caucus", "north").id), lena).entry
    assert [draft.title for draft in Draft.objects.seen_by(idris)] == ["A map of the gauges"]
    assert Draft.objects.seen_by(lena).get(id=caucus.id).citation == "North caucus 1"


def test_nobody_puts_it_where_they_do_not_read(river, lena, idris):
    not_there(TableDraft(title="Theirs", book=river.book("caucus", "north").id), idris)


def test_the_public_book_holds_none(river, lena):
    refused(TableDraft(title="For all", book=river.book("public").id), lena, "no drafts")
