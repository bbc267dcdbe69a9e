"""Views from outside are corrected and withdrawn: what goes from the pages, and what the record keeps."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.assessment.acts import CorrectView, SubmitView, WithdrawView
from goodoffices.assessment.models import StakeholderView
from goodoffices.assessment.tests.on_pages import at, opened, page_of
from goodoffices.assessment.tests.test_precedent_pages import address
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused, rules

NAMED = {"words": "The carriers lose a season.", "whose": "Sefa Kaya", "group": "Carriers"}


def view_of(seat, id):
    return StakeholderView.objects.seen_by(now(seat)).get(id=id)


def found(seat, words):
    return [hit["thing"] for hit in Api(seat).get(f"/search?q={words}").json()["hits"]]


@pytest.fixture
def view(amara):
    return perform(SubmitView(**NAMED, received="2025-04-01"), amara).entry.id


def test_who_took_it_in_corrects_it_and_the_rest_stays(river, view, amara, lena):
    perform(CorrectView(view=view, words="The carriers lost a season.", group=None), now(amara))
    row = view_of(lena, view)
    assert (row.words, row.whose, row.group, row.received) == (
        "The carriers lost a season.",
        "Sefa Kaya",
        "",
        "2025-04-01",
    )
    assert row.corrected and row.wording > row.number
    refused(CorrectView(view=view, words=row.words), now(amara), "Nothing would change")
    refused(CorrectView(view=view, received="2031-01-01"), now(amara), "still to come")
    refused(CorrectView(view=view, whose="Another", anonymous=True), now(amara), "would not be unnamed")


def test_a_name_given_by_mistake_is_left_out_and_not_said_once_more(view, amara, lena):
    entry = perform(CorrectView(view=view, whose="Sefa Kaya", anonymous=True), now(amara)).entry
    assert entry.data == {"view": view, "anonymous": True}
    assert view_of(lena, view).from_whom == "Someone who wishes to remain unnamed, Carriers"
    assert found(now(lena), "Sefa") == [] and "Sefa" not in page_of(lena, "views/")
    (told,) = Api(now(lena)).get("/assessment/views").json()["views"]
    assert told["from"] is None
    (first,) = Entry.objects.filter(kind=SubmitView.kind)
    assert first.data["from"] == "Sefa Kaya"  # what the record keeps


def test_what_is_withdrawn_is_on_no_page_and_found_no_more(river, view, amara, lena):
    assert found(lena, "carriers") == [view]
    perform(WithdrawView(view=view), now(amara))
    for seat in (amara, lena):
        page = page_of(seat, "views/")
        assert "This view was withdrawn." in page and "Sefa" not in page and "season" not in page
        assert "acts/assessment.withdraw_view" not in page
    assert found(now(lena), "carriers") == found(now(lena), "season") == found(now(lena), "Sefa") == []
    (told,) = Api(now(lena)).get("/assessment/views").json()["views"]
    assert (told["state"], told["words"], told["from"], told["group"]) == ("withdrawn", "", None, "")
    for act in (WithdrawView(view=view), CorrectView(view=view, words="Again.")):
        refused(act, now(amara), "This view has been withdrawn")


def test_an_implication_shows_the_views_that_stand(river, amara, lena):
    sheet = opened(amara)
    first, _second = (
        perform(SubmitView(words=words, anonymous=True, about=at(sheet)), now(amara)).entry.id
        for words in ("We are many.", "We are few.")
    )
    perform(WithdrawView(view=first), now(amara))
    page = page_of(lena, f"implications/{at(sheet)}/")
    assert "We are few." in page and "We are many." not in page and "This view was withdrawn" not in page


def test_only_who_took_it_in_or_leads_may_do_either(river, amara, lena, idris):
    sara = admit(amara, "secretariat", "Sara")
    theirs = perform(SubmitView(**NAMED), sara).entry.id
    for seat in (lena, idris):
        not_there(WithdrawView(view=theirs), now(seat))
        not_there(CorrectView(view=theirs, words="Ours."), now(seat))
        assert "acts/assessment.correct_view" not in page_of(seat, "views/")
    perform(CorrectView(view=theirs, words="Corrected."), now(sara))
    perform(WithdrawView(view=theirs), now(amara))
    closed = perform(SubmitView(**NAMED, book=river.book("third_party").id), now(amara)).entry.id
    not_there(WithdrawView(view=closed), now(lena))


def test_the_form_sends_what_was_changed(river, view, amara, lena):
    client = client_of(now(amara))
    form = form_on(client, address(amara, "views/"), "assessment.correct_view")
    answer = form.send(client, words="The carriers lost a season.", anonymous="true", group="")
    assert answer.status_code in (204, 302), answer.text
    row = view_of(lena, view)
    assert (row.words, row.whose, row.group) == ("The carriers lost a season.", "", "")
    assert "Corrected:" in page_of(lena, "views/")
    last = Entry.objects.filter(kind=CorrectView.kind).get()
    assert "from" not in last.data and last.data["group"] is None


def test_a_form_where_no_speaker_is_named_leaves_out_no_name(river, amara, lena, idris):
    rules(amara, [lena, idris], chatham_house=True)
    named = perform(SubmitView(**NAMED), now(amara)).entry.id
    unnamed = perform(SubmitView(words="We are many.", anonymous=True), now(amara)).entry.id
    client = client_of(now(amara))
    for view in (named, unnamed):
        form = form_on(client, address(amara, "views/"), "assessment.correct_view", view=view)
        assert form.send(client, words="Other words.").status_code in (204, 302)
    assert [view_of(lena, id).whose for id in (named, unnamed)] == ["Sefa Kaya", ""]
    ticks = re.findall(r'<input[^>]*name="anonymous"[^>]*>', page_of(amara, "views/"))
    assert sum(" checked" in tick for tick in ticks) == 1


def test_who_says_it_and_for_whom_are_found(river, view, amara, lena):
    assert found(lena, "Sefa") == found(lena, "season") == [view]
    fishers = perform(SubmitView(words="Mind the nets.", anonymous=True, group="Fishers"), now(amara)).entry.id
    assert found(now(lena), "fishers") == [fishers]


def test_the_page_asks_as_much_for_many_views_as_for_two(river, view, amara):
    def queries():
        page_of(amara, "views/")
        with CaptureQueriesContext(connection) as sent:
            page_of(amara, "views/")
        return len(sent)

    perform(SubmitView(**NAMED), now(amara))
    few = queries()
    for _n in range(8):
        perform(SubmitView(**NAMED), now(amara))
    assert queries() == few
