"""The pages of task forces: what stands on them, for whom, and what may be done there."""

import io
from datetime import date

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.process.acts import ChangeTaskForce
from goodoffices.process.models import TaskForce
from goodoffices.record.perform import perform
from goodoffices.taskforces import views
from goodoffices.taskforces.acts import (
    AddItem,
    AdoptTerms,
    DeliverReport,
    DissentFromReport,
    DraftTerms,
    ExtendTerms,
    SetItemState,
    TakeUpRecommendation,
    WindUpTaskForce,
)
from goodoffices.taskforces.models import Recommendation, TabledReport
from goodoffices.taskforces.tests.forces import KEY, Force
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, now, task_force


@pytest.fixture
def force(monkeypatch, river, amara, lena, idris):
    return Force(monkeypatch, amara, lena, idris)


def page_of(seat, rest="", status=200):
    """`rest` begins with the key of a task force, where an address has its id."""
    key, slash, more = rest.partition("/")
    known = TaskForce.objects.seen_by(now(seat)).filter(key=key).first()
    rest = f"{known.id if known else key}{slash}{more}"
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/task-forces/{rest}")
    assert answer.status_code == status
    return answer.text


def today_of(seat):
    client = client_of(now(seat))
    client.get(f"/processes/{seat.process_id}/")  # the first visit is to what these talks are about
    return client.get(f"/processes/{seat.process_id}/").text


def test_the_overview_says_who_is_missing_and_how_long_it_lasts(force, amara, lena, idris):
    assert "No terms yet" in page_of(lena)
    force.draft(co_chairs=[])
    page = page_of(lena)
    assert "North has no co-chair." in page and "No deliverable is named." in page
    force.chaired()
    page = page_of(lena)
    assert "North has no co-chair." not in page and "co-chair: <bdi>Head of delegation, North</bdi>" in page


def test_days_to_the_sunset_in_words(monkeypatch, force, lena):
    force.adopted()
    for day, words in ((date(2025, 6, 1), "29 days to"), (date(2025, 6, 29), "1 day to"), (date(2025, 6, 30), "today")):
        monkeypatch.setattr(views, "host_day", lambda process, day=day: day)
        assert words in page_of(lena)


def test_a_head_adopts_unequal_numbers_by_a_tick(monkeypatch, river, amara, lena, idris):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    force = Force(monkeypatch, amara, lena, idris, nils)
    force.draft()
    page = page_of(idris, f"{KEY}/")
    assert "The numbers of members are unequal." in page
    client = client_of(now(idris))
    form = form_on(client, force.found(idris).page(), "taskforces.adopt_terms")
    assert "unequal" in form.names
    assert "acts/taskforces.adopt_terms" not in page_of(nils, f"{KEY}/")


def test_the_form_of_terms_takes_lines_with_days_and_means_by_party(force, lena):
    page = page_of(lena, f"{KEY}/")
    assert 'name="means-north"' in page and "One a line, each with its day" in page
    answer = client_of(now(lena)).post(
        f"/processes/{lena.process_id}/acts/taskforces.draft_terms",
        {
            "task_force": KEY,
            "purpose": "Read the gauges.",
            "sunset": "2025-06-30",
            "deliverables": "2025-05-20: A list\r\nA map",
            "means-north": "Two boats",
            "then": f"/processes/{lena.process_id}/task-forces/",
        },
    )
    assert answer.status_code == 302
    page = page_of(lena, f"{KEY}/")
    assert "A list" in page and "by 20 May 2025" in page and "no day named" in page
    assert "Joint initiative" in page and "Two boats" in page


def test_members_read_the_plan_as_list_board_and_timeline(force, amara, lena, idris):
    force.adopted(deliverables=["2025-05-20 A list"])
    perform(AddItem(task_force=KEY, what="Calibrate them", owner=lena.id, due="2025-05-25"), now(lena))
    for rest in ("plan/", "plan/board/", "plan/timeline/"):
        assert "Calibrate them" in page_of(idris, f"{KEY}/{rest}")
        page_of(amara, f"{KEY}/{rest}", status=404)
    assert "acts/taskforces.set_item_state" in page_of(idris, f"{KEY}/plan/board/")
    assert page_of(idris, f"{KEY}/plan/timeline/").count("<circle") == 3
    page_of(amara, f"{KEY}/reports/", status=404)
    page_of(lena, "unknown/", status=404)


def test_a_released_member_finds_the_plan_no_more(force, amara, idris):
    force.adopted()
    page_of(idris, f"{KEY}/plan/")
    perform(ChangeTaskForce(task_force=KEY, release=[idris.id]), now(amara))
    page_of(idris, f"{KEY}/plan/", status=404)
    page_of(idris, f"{KEY}/")


def test_the_report_is_read_in_the_plenary_once_it_is_delivered(force, amara, lena, idris):
    force.adopted()
    report = force.report(consensus=True)
    perform(DissentFromReport(report=report, words="Not on our bank."), now(lena))
    perform(DeliverReport(report=report), now(lena))
    page = page_of(idris, f"{KEY}/reports/")
    assert "still to be signed by" in page and "acts/taskforces.deliver" in page
    assert "the co-chair of South has signed" in page_of(lena, f"{KEY}/reports/")
    perform(DeliverReport(report=report), now(idris))
    copy = TabledReport.objects.seen_by(now(amara)).get()
    page = page_of(amara, f"{KEY}/delivered/{copy.id}/")
    for words in (
        "One gauge for both.",
        "Not on our bank.",
        "Not by consensus.",
        "without prejudice",
        "not been taken up",
    ):
        assert words in page
    page_of(amara, f"other/delivered/{copy.id}/", status=404)
    assert "What it delivered" in page_of(amara, f"{KEY}/")


def test_what_became_of_a_recommendation_stands_there_and_on_the_issue(force, amara, lena):
    force.adopted().delivered()
    copy = TabledReport.objects.seen_by(now(amara)).get()
    issue = perform(RaiseIssue(title="Gauges"), now(amara)).entry.id
    address = f"{KEY}/delivered/{copy.id}/"
    assert "acts/taskforces.take_up" in page_of(amara, address)
    assert "acts/taskforces.take_up" not in page_of(lena, address)
    found = Recommendation.objects.seen_by(now(amara)).get()
    perform(TakeUpRecommendation(recommendation=found.id, issue=issue), now(amara))
    assert "Taken up:" in page_of(lena, address)
    page = client_of(now(lena)).get(f"/processes/{lena.process_id}/agenda/issues/{issue}/").text
    assert "Recommended by a task force:" in page


def test_terms_and_report_as_files(force, amara, lena):
    force.adopted(deliverables=["2025-05-20 A list"], reports_to="The plenary", partners=["River Fund"]).delivered()
    copy = TabledReport.objects.seen_by(now(amara)).get()
    for rest, words in (("terms", "Read the gauges."), (f"delivered/{copy.id}/report", "One gauge for both.")):
        client, base = client_of(now(lena)), f"{force.found(lena).page()}{rest}"
        pdf = pypdf.PdfReader(io.BytesIO(client.get(f"{base}.pdf").content))
        assert words in " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
        word = docx.Document(io.BytesIO(client.get(f"{base}.docx").content))
        assert any(words in paragraph.text for paragraph in word.paragraphs)
    task_force(amara, "bare", now(lena))
    page_of(lena, "bare/terms.pdf", status=404)


def test_what_waits_for_a_head_a_chair_and_an_owner(force, lena, idris):
    force.draft(co_chairs=[])
    assert "waiting to be adopted by your party" in today_of(lena)
    assert "waiting for your party’s co-chair" in today_of(lena)
    force.chaired()
    for head in (lena, idris):
        perform(AdoptTerms(terms=force.terms), now(head))
    assert "waiting to be adopted" not in today_of(lena) and "party’s co-chair" not in today_of(lena)
    report = force.report()
    assert "waiting for your signature" in today_of(lena)
    perform(DeliverReport(report=report), now(lena))
    assert "waiting for your signature" not in today_of(lena)
    item = perform(AddItem(task_force=KEY, what="Calibrate them", owner=lena.id), now(lena)).entry.id
    assert "Calibrate them" in today_of(lena)
    perform(SetItemState(item=item, state="done"), now(lena))
    perform(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), now(idris))
    assert "Another head would extend" in today_of(lena)


def test_a_room_that_has_ended_says_so(force, lena, idris):
    force.adopted()
    for head in (lena, idris):
        perform(WindUpTaskForce(terms=force.terms), now(head))
    page = client_of(now(lena)).get(f"/processes/{lena.process_id}/rooms/{force.book.id}/").text
    assert "its room is read and no longer written in" in page
    page = page_of(lena, f"{KEY}/")
    assert "This task force has ended: Wound up by consent of the heads" in page
    assert "acts/taskforces" not in page
    assert "acts/taskforces" not in page_of(lena, f"{KEY}/plan/")


def test_over_the_api(force, amara):
    force.adopted()
    (found,) = Api(now(amara)).get("/task-forces").json()["task_forces"]
    assert (found["task_force"], found["state"], found["sunset"]) == (KEY, "in_force", "2025-06-30")
    assert len(found["co_chairs"]) == 2 and found["rapporteur"] == force.writer.id and not found["unequal"]


def queries(seat, rest=""):
    page_of(seat, rest)  # the first visit fills what is cached
    with CaptureQueriesContext(connection) as sent:
        page_of(seat, rest)
    return len(sent)


def test_a_plan_asks_as_much_for_many_items_as_for_one(force, lena, idris):
    force.adopted()
    perform(AddItem(task_force=KEY, what="The first"), now(lena))
    few = {rest: queries(idris, rest) for rest in (f"{KEY}/plan/", f"{KEY}/plan/board/")}
    for n in range(5):
        perform(AddItem(task_force=KEY, what=f"Number {n}", owner=lena.id), now(lena))
    assert {rest: queries(idris, rest) for rest in few} == few


def test_the_overview_asks_as_much_for_many_as_for_one(force, amara, lena, idris):
    force.draft()
    few = queries(idris)
    for n in range(5):
        task_force(amara, f"more_{n}", now(lena))
        perform(DraftTerms(task_force=f"more_{n}", purpose="More.", sunset="2025-06-30"), now(amara))
    assert queries(idris) == few
