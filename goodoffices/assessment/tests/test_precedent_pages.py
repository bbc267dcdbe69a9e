"""The pages of precedents and of views from outside."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from goodoffices.agenda.acts import AcceptSolution, RaiseIssue, TableSolution
from goodoffices.assessment import choosing
from goodoffices.assessment.acts import InvokePrecedent, SetPrecedent, SubmitView, WithdrawPrecedent
from goodoffices.assessment.models import Invocation, Precedent, StakeholderView
from goodoffices.assessment.tests.on_pages import admitted_observer, at, opened, page_of
from goodoffices.minutes.acts import ApproveMinutes, DraftMinutes
from goodoffices.process.acts import CloseSession, FrameRound, OpenRound, OpenSession
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import acting, form_on, forms_in
from tests.table import book, now

HOSTILE = "<script>alert(1)</script> & “so”"


@pytest.fixture
def observer(amara, lena, idris):
    return admitted_observer(amara, lena, idris)


@pytest.fixture
def issues(river, amara, observer):
    return [perform(RaiseIssue(title=title), now(amara)).entry.id for title in ("Water in dry years", "The ferries")]


@pytest.fixture
def precedent(issues, lena):
    return perform(SetPrecedent(decision=issues[0], words="The lower bank is asked first."), now(lena)).entry.id


def address(seat, rest):
    return f"/processes/{seat.process_id}/assessment/{rest}"


def test_precedents_say_what_sets_them_and_how_often_they_were_invoked(precedent, issues, amara, lena, idris, observer):
    perform(InvokePrecedent(precedent=precedent, to=issues[1], words="Ferries cross there."), now(lena))
    perform(InvokePrecedent(precedent=precedent, to=issues[1], applies=False, words="They are lent."), now(idris))
    for seat in (amara, lena, idris, observer):
        page = page_of(seat, "precedents/")
        for words in ("The lower bank is asked first.", "Water in dry years", "invoked 1 time", "set apart 1 time"):
            assert words in page
        page = page_of(seat, f"precedents/{precedent}/")
        for words in ("The ferries", "Ferries cross there.", "They are lent.", "It applies", "It does not apply"):
            assert words in page
        page_of(seat, f"precedents/{precedent}/", **{"accept-language": "ar"})


def test_without_precedents_the_page_says_where_to_note_one(river, lena):
    page = page_of(lena, "precedents/")
    assert "No precedent has been noted yet." in page and "note there which precedent it sets" in page


def test_an_observer_is_told_nothing_that_others_do(river, amara, observer):
    sheet = opened(amara)
    for rest, words in (
        ("precedents/", "note there which precedent it sets"),
        (f"implications/{at(sheet)}/", "Say what this implication would follow from."),
        ("", "Open one before you decide"),
    ):
        assert words not in page_of(observer, rest)
    assert "Say what this implication would follow from." in page_of(amara, f"implications/{at(sheet)}/")


def test_a_precedent_is_noted_where_they_all_stand(river, issues, amara, lena, idris, observer):
    agreed = perform(TableSolution(issue=issues[0], title="Two thirds each"), now(amara)).entry.id
    open_still = perform(TableSolution(issue=issues[1], title="Lend them"), now(amara)).entry.id
    for head in (lena, idris):
        perform(AcceptSolution(solution=agreed), now(head))
    for seat in (amara, lena):
        form = form_on(client_of(now(seat)), address(seat, "precedents/"), "assessment.set_precedent")
        assert form.options["decision"] == [agreed, *issues[::-1]], "what was settled first; and nothing that is open"
        assert open_still not in form.options["decision"]
    assert "acts/assessment.set_precedent" not in page_of(observer, "precedents/")
    answer = form.send(client_of(now(lena)), decision=agreed, words="Shares go by the gauge.")
    assert answer.status_code in (204, 302), answer.text
    found = Precedent.objects.seen_by(now(idris)).get()
    assert (found.about_id, found.book_id) == (agreed, book(lena, "plenary").id)
    own = form.send(client_of(now(lena)), decision=agreed, words="Our line.", book=book(lena, "delegation", "north").id)
    assert own.status_code in (204, 302) and "Our line." in page_of(lena, "precedents/")
    assert "Our line." not in page_of(idris, "precedents/")


def test_minutes_are_invoked_for_and_set_a_precedent_once_they_are_locked(river, precedent, amara, lena, idris):
    round_ = perform(FrameRound(title="First round"), now(amara)).entry.id
    perform(OpenRound(round=round_), now(amara))
    session = perform(OpenSession(round=round_, title="First session"), now(amara)).entry.id
    perform(CloseSession(session=session), now(amara))
    minutes = perform(DraftMinutes(session=session, text="Opened.\n\nClosed."), now(amara)).entry.id

    def offered(rest, kind, field):
        return form_on(client_of(now(lena)), address(lena, rest), kind).options[field]

    assert minutes in offered(f"precedents/{precedent}/", "assessment.invoke_precedent", "to")
    assert minutes not in offered("precedents/", "assessment.set_precedent", "decision")
    for head in (lena, idris):
        perform(ApproveMinutes(minutes=minutes, version=1), now(head))
    assert offered("precedents/", "assessment.set_precedent", "decision")[0] == minutes
    assert "Minutes of “First session”" in page_of(lena, "precedents/")


def test_many_issues_leave_room_for_what_else_there_is_and_it_is_said(river, amara, lena, monkeypatch):
    monkeypatch.setattr(choosing, "MOST", 6)
    issues = [perform(RaiseIssue(title=f"Issue {n}"), now(amara)).entry.id for n in range(4)]
    told = "Not all fit here: the newest of each sort are offered."
    assert told not in page_of(lena, "precedents/")
    precedent = perform(SetPrecedent(decision=issues[0], words="Asked, answered."), now(lena)).entry.id
    solutions = [perform(TableSolution(issue=issues[0], title=f"S {n}"), now(amara)).entry.id for n in range(3)]
    form = form_on(client_of(now(lena)), address(lena, f"precedents/{precedent}/"), "assessment.invoke_precedent")
    assert form.options["to"] == [*issues[:0:-1], *solutions[::-1]]
    assert told in page_of(lena, f"precedents/{precedent}/")


def test_as_many_statements_however_much_is_settled(river, amara, lena, idris, issues):
    def settle(title):
        solution = perform(TableSolution(issue=issues[0], title=title), now(amara)).entry.id
        for head in (lena, idris):
            perform(AcceptSolution(solution=solution), now(head))

    settle("One")
    first = _statements(lena)
    for n in range(5):
        settle(f"Another {n}")
    assert _statements(lena) <= first


def _statements(seat):
    client, where = client_of(now(seat)), address(seat, "precedents/")
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{where}?fresh").status_code == 200
    return len(asked)


def test_a_precedent_is_invoked_by_the_form(precedent, issues, idris):
    client = client_of(now(idris))
    form = form_on(client, address(idris, f"precedents/{precedent}/"), "assessment.invoke_precedent")
    assert issues[1] in form.options["to"] and issues[0] not in form.options["to"]
    answer = form.send(client, to=issues[1], words="It is the same bank.")
    assert answer.status_code in (204, 302), answer.text
    found = Invocation.objects.seen_by(now(idris)).get()
    assert (found.about_id, found.applies) == (issues[1], True)
    assert "It is the same bank." in page_of(idris, f"precedents/{precedent}/")


@pytest.mark.parametrize("script", [False, True])
def test_that_it_does_not_apply_is_chosen_in_words(precedent, issues, idris, script):
    client, page = client_of(now(idris)), address(idris, f"precedents/{precedent}/")
    form = form_on(client, page, "assessment.invoke_precedent")
    assert form.options["applies"] == ["true", "false"] and ("applies", "true") in form.fields
    assert "Invoke it<" not in client.get(page).text and "It does not apply</span>" in client.get(page).text
    answer = form.send(client, htmx=script, to=issues[1], words="Another bank.", applies="false")
    assert answer.status_code in (204, 302), answer.text
    assert Invocation.objects.seen_by(now(idris)).get().applies is False
    assert "It does not apply" in page_of(idris, f"precedents/{precedent}/")


def test_what_was_chosen_stays_so_where_the_reason_is_missing(precedent, issues, idris):
    client = client_of(now(idris))
    form = form_on(client, address(idris, f"precedents/{precedent}/"), "assessment.invoke_precedent")
    refused = form.send(client, to=issues[1], applies="false")
    assert refused.status_code == 422 and "Give the reason." in refused.text
    (again,) = acting(forms_in("", refused.text), "assessment.invoke_precedent")
    assert again.send(client, words="Another bank.").status_code == 302
    assert Invocation.objects.seen_by(now(idris)).get().applies is False


def test_a_form_says_where_it_goes_if_what_is_chosen_stands_in_a_narrower_room(precedent, issues, lena, idris):
    own = book(lena, "delegation", "north")
    perform(RaiseIssue(title="Our red line", book=own.id), now(lena))
    told = "If what you choose stands in a narrower room, this goes there"
    assert told in page_of(lena, f"precedents/{precedent}/") and told not in page_of(idris, f"precedents/{precedent}/")
    assert "Issue: Our red line · North delegation" in page_of(lena, f"precedents/{precedent}/")


def test_whose_note_it_is_withdraws_it(precedent, lena, idris):
    rest = f"precedents/{precedent}/"
    assert "acts/assessment.withdraw_precedent" not in page_of(idris, rest)
    client = client_of(now(lena))
    form_on(client, address(lena, rest), "assessment.withdraw_precedent").send(client)
    page = page_of(idris, rest)
    assert "Withdrawn" in page and "acts/assessment.invoke_precedent" not in page
    assert "Withdrawn" in page_of(idris, "precedents/")


def test_what_one_side_notes_for_itself_stands_on_no_page_of_the_other(issues, lena, idris, amara, river):
    own = book(lena, "delegation", "north")
    private = perform(SetPrecedent(decision=issues[0], words="Never again.", book=own.id), now(lena)).entry.id
    assert "Never again." in page_of(lena, "precedents/")
    for seat in (idris, amara):
        assert "Never again." not in page_of(seat, "precedents/")
        page_of(seat, f"precedents/{private}/", status=404)
    page_of(river.outsider(), f"precedents/{private}/", status=404)
    page_of(lena, "precedents/none/", status=404)


def test_a_private_invocation_is_not_counted_for_the_other_side(precedent, issues, lena, idris):
    own = book(lena, "delegation", "north")
    perform(InvokePrecedent(precedent=precedent, to=issues[1], words="For our eyes.", book=own.id), now(lena))
    assert "invoked 1 time" in page_of(lena, "precedents/")
    assert "It has not been invoked yet." in page_of(idris, "precedents/")
    assert "For our eyes." not in page_of(idris, f"precedents/{precedent}/")


def test_views_come_in_through_the_third_party_alone(river, amara, lena, idris, observer):
    sheet = opened(amara)
    client = client_of(now(amara))
    form = form_on(client, address(amara, "views/"), "assessment.submit_view")
    assert (
        at(sheet) in form.options["about"] and at(sheet, 2, 3) in form.options["about"]
    )  # nobody has said anything of it
    assert "Economic sanctions: The world (The dam package)" in page_of(amara, "views/")
    answer = form.send(
        client, words="Our nets are empty.", whose="Fishers’ union", group="Lower valley", received="2025-01-02"
    )
    assert answer.status_code in (204, 302), answer.text
    perform(SubmitView(words="We are many.", anonymous=True, about=at(sheet)), now(amara))
    view = StakeholderView.objects.seen_by(now(lena)).order_by("number").first()
    for seat in (amara, lena, idris, observer):
        page = page_of(seat, "views/")
        assert page.index("We are many.") < page.index("Our nets are empty.")
        assert f'id="view-{view.id}"' in page and "Fishers’ union" in page and "2 January 2025" in page
        assert "wishes to remain unnamed" in page
    for seat in (lena, idris, observer):
        assert "acts/assessment.submit_view" not in page_of(seat, "views/")
    assert "Economic sanctions: The world" in page_of(amara, "views/")
    assert "We are many." in page_of(amara, f"implications/{at(sheet)}/")


def test_markup_in_words_is_shown_and_not_obeyed(issues, amara, lena, idris):
    named = perform(RaiseIssue(title=HOSTILE), now(amara)).entry.id
    precedent = perform(SetPrecedent(decision=named, words=HOSTILE), now(lena)).entry.id
    perform(InvokePrecedent(precedent=precedent, to=issues[0], words=HOSTILE), now(lena))
    perform(SubmitView(words=HOSTILE, whose=HOSTILE, group=HOSTILE, about=named), now(amara))
    for rest in ("precedents/", f"precedents/{precedent}/", "views/"):
        for seat in (amara, idris):
            assert "<script>alert" not in page_of(seat, rest)


def queries(seat, rest):
    page_of(seat, rest)  # the first visit fills what is cached
    with CaptureQueriesContext(connection) as sent:
        page_of(seat, rest)
    return len(sent)


def test_pages_ask_as_much_for_many_as_for_one(precedent, issues, amara, lena, idris):
    perform(InvokePrecedent(precedent=precedent, to=issues[1]), now(lena))
    perform(SubmitView(words="One.", anonymous=True), now(amara))
    pages = ("precedents/", f"precedents/{precedent}/", "views/")
    few = {rest: queries(idris, rest) for rest in pages}
    for n in range(10):
        issue = perform(RaiseIssue(title=f"Issue {n}"), now(amara)).entry.id
        perform(SetPrecedent(decision=issue, words=f"Precedent {n}."), now(lena))
        perform(InvokePrecedent(precedent=precedent, to=issue), now(lena))
        perform(SubmitView(words=f"View {n}.", anonymous=True, about=issue), now(amara))
    assert {rest: queries(idris, rest) for rest in pages} == few


def test_a_withdrawn_precedent_may_still_be_read(precedent, lena, idris):
    perform(WithdrawPrecedent(precedent=precedent), now(lena))
    assert "The lower bank is asked first." in page_of(idris, f"precedents/{precedent}/")


def test_shared_words_agree_with_what_they_stand_for(precedent, amara, lena):
    """In Arabic a precedent and an implication are feminine, a sheet is not; elsewhere these words stand for others."""
    perform(WithdrawPrecedent(precedent=precedent), now(lena))
    sheet = opened(now(amara))
    with override("ar"):
        of_others = [gettext(each) for each in ("Withdrawn", "Withdraw it", "Open", "Closed", "What it means")]
    arabic = {"accept-language": "ar"}
    for rest in ("precedents/", f"precedents/{precedent}/", "", f"sheets/{sheet}/", f"implications/{at(sheet)}/"):
        page = page_of(lena, rest, **arabic).partition("<main")[2]
        for word in of_others:
            assert not re.search(rf">\s*{re.escape(word)}\s*<", page), (rest, word)
