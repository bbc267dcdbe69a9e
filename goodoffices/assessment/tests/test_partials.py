"""What stands beside things: implications that follow from them, precedents that they set, and what may be done there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue, TableSolution
from goodoffices.assessment.acts import DescribeImplication, InvokePrecedent, LinkToThing, SetPrecedent
from goodoffices.assessment.models import Invocation, Link, Precedent
from goodoffices.assessment.partials import on_things
from goodoffices.assessment.tests.on_pages import admitted_observer, at, judged, opened, page_of
from goodoffices.process.extensions import actions_on
from goodoffices.record.perform import perform
from goodoffices.record.things import thing_seen_by
from tests.cast import client_of
from tests.forms import form_on
from tests.table import book, now


@pytest.fixture
def issue(river, amara):
    return perform(RaiseIssue(title="Water in dry years"), now(amara)).entry.id


@pytest.fixture
def sheet(river, amara):
    return opened(amara)


def page_of_issue(seat, issue):
    return client_of(now(seat)).get(f"/processes/{seat.process_id}/agenda/issues/{issue}/").text


def test_a_thing_says_what_follows_from_it_and_which_precedents_hold(issue, sheet, amara, lena, idris):
    other = perform(RaiseIssue(title="The ferries"), now(amara)).entry.id
    judged(lena, at(sheet))
    perform(LinkToThing(cell=at(sheet), about=issue), now(lena))
    perform(SetPrecedent(decision=issue, words="The lower bank is asked first."), now(lena))
    precedent = perform(SetPrecedent(decision=other, words="Ferries are lent."), now(idris)).entry.id
    perform(InvokePrecedent(precedent=precedent, to=issue, applies=False, words="Not here."), now(idris))
    page = page_of_issue(idris, issue)
    for words in ("If this, then:", "Economic sanctions: The world", "likely; major", "The lower bank is asked first.",
                  "A precedent was set apart from this:", "Ferries are lent."):  # fmt: skip
        assert words in page


def test_what_stands_in_a_room_of_one_side_is_beside_nothing_for_the_other(issue, sheet, lena, idris, amara):
    own = book(lena, "delegation", "north")
    before = {seat.id: on_things(now(seat), "issue", [issue]) for seat in (idris, amara)}
    judged(lena, at(sheet), "very_likely", "severe", book=own.id)
    perform(LinkToThing(cell=at(sheet), about=issue, book=own.id), now(lena))
    perform(SetPrecedent(decision=issue, words="Never again.", book=own.id), now(lena))
    assert "very likely; severe" in page_of_issue(lena, issue) and "Never again." in page_of_issue(lena, issue)
    for seat in (idris, amara):
        assert on_things(now(seat), "issue", [issue]) == before[seat.id] == {}
        assert "Never again." not in page_of_issue(seat, issue)


def test_a_link_to_a_sheet_that_its_reader_does_not_read_says_nothing(sheet, amara, lena, idris):
    late = admitted_observer(amara, lena, idris)
    issue = perform(RaiseIssue(title="Water in dry years"), now(amara)).entry.id
    perform(LinkToThing(cell=at(sheet), about=issue), now(lena))
    assert thing_seen_by(now(late), issue) and on_things(now(late), "issue", [issue]) == {}
    assert on_things(now(lena), "issue", [issue]) != {}


def test_on_a_page_of_its_own_a_thing_takes_all_three_forms(issue, sheet, amara, lena, idris):
    perform(DescribeImplication(cell=at(sheet), words="Prices rise."), now(amara))
    other = perform(RaiseIssue(title="The ferries"), now(amara)).entry.id
    perform(SetPrecedent(decision=other, words="Ferries are lent."), now(idris))
    page, client = f"/processes/{lena.process_id}/agenda/issues/{issue}/", client_of(now(lena))
    page = page if "acts/assessment.link" in client.get(page).text else _elsewhere(lena, issue)
    form = form_on(client, page, "assessment.link")
    assert form.send(client, cell=at(sheet)).status_code in (204, 302)
    assert form_on(client, page, "assessment.set_precedent").send(client, words="So be it.").status_code in (204, 302)
    form = form_on(client, page, "assessment.invoke_precedent")
    assert form.send(client, words="The same boats.").status_code in (204, 302)
    assert Link.objects.seen_by(now(lena)).get().about_id == issue
    assert Precedent.objects.seen_by(now(lena)).filter(about=issue).exists()
    assert Invocation.objects.seen_by(now(lena)).get().about_id == issue


def _elsewhere(seat, thing):
    return f"/processes/{seat.process_id}/assessment/?about={thing}"


def test_a_solution_leads_to_its_forms(issue, sheet, amara, lena):
    solution = perform(TableSolution(issue=issue, title="Tiered release"), now(lena)).entry.id
    assert f"/assessment/?about={solution}" in page_of_issue(lena, issue)
    perform(DescribeImplication(cell=at(sheet), words="Prices rise."), now(amara))
    client = client_of(now(lena))
    form = form_on(client, _elsewhere(lena, solution), "assessment.link")
    assert form.send(client, cell=at(sheet)).status_code in (204, 302)
    assert "If this, then:" in page_of_issue(lena, issue)


def test_an_issue_leads_to_its_forms_for_those_who_take_part(issue, amara, lena, idris):
    assert f"/assessment/?about={issue}" in page_of_issue(lena, issue)
    observer = admitted_observer(amara, lena, idris)
    later = perform(RaiseIssue(title="Later"), now(amara)).entry.id
    assert "?about=" not in page_of_issue(observer, later)


def test_nobody_makes_a_commitment_of_an_assessment(issue, sheet, amara, lena):
    seat = now(amara)
    precedent = perform(SetPrecedent(decision=issue, words="So be it."), now(lena)).entry.id
    for id in (sheet, at(sheet), judged(lena, at(sheet)), precedent):
        parts = [part.template for part in actions_on(seat, thing_seen_by(seat, id))]
        assert not [name for name in parts if name.startswith("followup/")]


def test_assessments_are_linked_to_none_and_observers_do_nothing(issue, sheet, amara, lena, idris):
    seat = now(lena)
    for id in (sheet, at(sheet)):
        parts = [part.template for part in actions_on(seat, thing_seen_by(seat, id))]
        assert not [name for name in parts if name.startswith("assessment/")]
    observer = admitted_observer(amara, lena, idris)
    later = perform(RaiseIssue(title="Later"), now(amara)).entry.id
    assert "assessment/" not in _main(page_of_issue(observer, later))


def _main(page):
    return page[page.index("<main") : page.index("</main>")]


def asked(seat, ids):
    seat = now(seat)
    on_things(seat, "issue", [])  # so that what is cached is there
    on_things(seat, "issue", ids)
    with CaptureQueriesContext(connection) as sent:
        on_things(seat, "issue", ids)
    return len(sent)


def test_beside_many_things_stand_as_many_statements_as_beside_one(issue, sheet, amara, lena):
    issues = [issue, *[perform(RaiseIssue(title=f"Issue {n}"), now(amara)).entry.id for n in range(10)]]
    judged(lena, at(sheet))
    for each in issues:
        perform(LinkToThing(cell=at(sheet), about=each), now(lena))
        perform(SetPrecedent(decision=each, words="So be it."), now(lena))
    one, many = asked(lena, issues[:1]), asked(lena, issues)
    assert one == many <= 6


def test_the_page_of_a_thing_asks_no_more_for_many_sheets(issue, amara, lena, idris):
    def queries():
        page_of_issue(idris, issue)
        with CaptureQueriesContext(connection) as sent:
            page_of_issue(idris, issue)
        return len(sent)

    first = opened(amara)
    judged(lena, at(first))
    few = queries()
    for n in range(6):
        judged(lena, at(opened(amara, title=f"Sheet {n}")))
    assert queries() == few
    assert "Sheet 5" in page_of(idris)


def test_after_a_form_of_a_thing_one_stands_before_what_it_made(issue, sheet, amara, lena, idris):
    perform(DescribeImplication(cell=at(sheet), words="Prices rise."), now(amara))
    other = perform(RaiseIssue(title="The ferries"), now(amara)).entry.id
    perform(SetPrecedent(decision=other, words="Ferries are lent."), now(idris))
    page, client = f"/processes/{lena.process_id}/assessment/?about={issue}", client_of(now(lena))
    assert form_on(client, page, "assessment.link").send(client, cell=at(sheet))["location"] == page
    answer = form_on(client, page, "assessment.invoke_precedent").send(client, words="The same boats.")
    assert answer["location"] == page
    shown = client.get(page).text
    assert "If this, then:" in shown and "A precedent was invoked for this:" in shown
    answer = form_on(client, page, "assessment.set_precedent").send(client, words="So be it.")
    assert answer["location"] == Precedent.objects.seen_by(now(lena)).get(about=issue).page()
    assert "Said to set a precedent:" in client.get(page).text
