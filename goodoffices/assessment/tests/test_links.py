"""What implications and variants are linked to, precedents, and views from outside."""

import pytest
from pydantic import ValidationError

from goodoffices.agenda.acts import RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.assessment.acts import (
    InvokePrecedent,
    LinkToThing,
    SetPrecedent,
    SubmitView,
    Unlink,
    WithdrawPrecedent,
)
from goodoffices.assessment.models import Invocation, Link, Precedent, StakeholderView
from goodoffices.assessment.tests.sheets import cells, draw, open_sheet, variants
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import not_there, now, refused, say


@pytest.fixture
def issue(amara):
    return perform(RaiseIssue(title="The river"), amara).entry.id


@pytest.fixture
def cell(amara, lena):
    return cells(lena, open_sheet(amara))[0].id


def test_an_implication_and_a_variant_go_with_things(amara, lena, idris, issue, cell):
    link = perform(LinkToThing(cell=cell, about=issue, words="If it is built."), now(lena)).entry.id
    variant = variants(lena, draw(amara))[0]
    perform(LinkToThing(variant=variant, about=issue), now(idris))
    assert Link.objects.seen_by(now(amara)).filter(current=True, about=issue).count() == 2
    refused(LinkToThing(cell=cell, about=issue), now(idris), "are linked")
    not_there(Unlink(link=link), now(idris))
    perform(Unlink(link=link), now(amara))
    refused(Unlink(link=link), now(lena), "has been taken back")
    perform(LinkToThing(cell=cell, about=issue), now(idris))
    for neither_or_both in ({}, {"cell": cell, "variant": variant}):
        with pytest.raises(ValidationError, match="Name an implication or a variant"):
            LinkToThing(about=issue, **neither_or_both)


def test_a_link_stands_where_both_ends_are_read(river, lena, idris, amara, issue, cell):
    caucus = river.book("caucus", "north")
    between_us = perform(RaiseIssue(title="Between us", book=caucus.id), now(lena)).entry.id
    entry = perform(LinkToThing(cell=cell, about=between_us), now(lena)).entry
    assert entry.book_id == caucus.id
    assert not Link.objects.seen_by(now(idris)).exists() and Link.objects.seen_by(now(amara)).exists()
    not_there(LinkToThing(cell=cell, about=between_us), now(idris))
    plenary = river.book("plenary").id
    refused(LinkToThing(cell=cell, about=between_us, book=plenary), now(lena), "cannot see what you refer to")
    private = perform(LinkToThing(cell=cell, about=issue, book=river.book("delegation", "north").id), now(lena))
    assert private.entry.book.kind == "delegation"


def test_nothing_is_linked_to_what_was_withdrawn_or_to_an_assessment(amara, lena, issue, cell):
    solution = perform(TableSolution(issue=issue, title="A weir"), now(lena)).entry.id
    perform(WithdrawSolution(solution=solution), now(lena))
    refused(LinkToThing(cell=cell, about=solution), now(lena), "has been withdrawn")
    refused(LinkToThing(cell=cell, about=cells(lena, open_sheet(amara))[1].id), now(lena), "an assessment itself")


def test_a_precedent_is_set_invoked_and_set_apart(river, amara, lena, idris, issue):
    precedent = perform(SetPrecedent(decision=issue, words="What is raised is answered."), now(amara)).entry.id
    other = perform(RaiseIssue(title="The wells"), now(amara)).entry.id
    given = {"precedent": precedent, "for": other}
    entry = perform(InvokePrecedent.model_validate(given), now(idris)).entry
    assert entry.data == given
    refused(InvokePrecedent.model_validate({**given, "applies": False}), now(lena), "Nothing says why")
    perform(InvokePrecedent.model_validate({**given, "applies": False, "words": "Wells are no river."}), now(lena))
    rows = Invocation.objects.seen_by(now(amara)).order_by("number")
    assert [(row.applies, row.words) for row in rows] == [(True, ""), (False, "Wells are no river.")]
    refused(InvokePrecedent(precedent=precedent, to=issue), now(lena), "something else")
    not_there(WithdrawPrecedent(precedent=precedent), now(lena))
    perform(WithdrawPrecedent(precedent=precedent), now(amara))
    refused(InvokePrecedent(precedent=precedent, to=other), now(lena), "has been withdrawn")
    assert Precedent.objects.seen_by(now(lena)).get().state == "withdrawn"


def test_a_precedent_among_ourselves_is_invoked_among_ourselves(river, amara, lena, idris, issue):
    north = river.book("delegation", "north").id
    ours = perform(SetPrecedent(decision=issue, words="They gave way once.", book=north), now(lena)).entry.id
    other = perform(RaiseIssue(title="The wells"), now(amara)).entry.id
    entry = perform(InvokePrecedent(precedent=ours, to=other), now(lena)).entry
    assert entry.book_id == north
    not_there(InvokePrecedent(precedent=ours, to=other), now(idris))
    plenary = river.book("plenary").id
    refused(InvokePrecedent(precedent=ours, to=other, book=plenary), now(lena), "cannot see what you refer to")


def test_views_come_in_through_the_third_party_with_or_without_a_name(amara, lena, cell):
    not_there(SubmitView(words="Mind the fish.", anonymous=True), lena)
    unnamed = {"words": "Mind the fish.", "anonymous": True, "group": "Fishers", "about": cell}
    perform(SubmitView(**unnamed), now(amara))
    named = SubmitView.model_validate(
        {"words": "Keep the ferry.", "from": "The ferry office", "received": "2025-04-01"}
    )
    entry = perform(named, now(amara)).entry
    assert entry.data["from"] == "The ferry office"
    first, second = StakeholderView.objects.seen_by(now(lena)).order_by("number")
    assert (first.whose, first.group, first.about_id) == ("", "Fishers", cell)
    assert second.from_whom == "The ferry office"
    refused(SubmitView(words="x", whose="A name", anonymous=True), now(amara), "would not be unnamed")
    refused(SubmitView(words="x"), now(amara), "from whom it is")
    refused(SubmitView(words="x", whose="A name", received="2031-01-01"), now(amara), "still to come")


def test_nothing_of_an_unnamed_view_says_from_whom_it_is(amara, lena):
    perform(SubmitView(words="Mind the fish.", anonymous=True), amara)
    (entry,) = Entry.objects.filter(kind=SubmitView.kind)
    assert set(entry.data) == {"words", "anonymous"} and set(entry.facts) == {"id"}


def test_what_decides_nothing_sets_no_precedent(river, amara, lena):
    said = say(now(lena), river.book("plenary"), "We closed the weir.")
    for decides_nothing in (open_sheet(amara), draw(amara), said.id):
        refused(SetPrecedent(decision=decides_nothing, words="So be it."), now(amara), "decides nothing")
