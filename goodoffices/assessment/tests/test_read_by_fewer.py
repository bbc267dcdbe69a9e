"""Rows that more people read than read what they are of: of that, those others learn nothing."""

import pytest

from goodoffices.assessment import changes
from goodoffices.assessment.acts import Tip
from goodoffices.assessment.models import Judgement, Run
from goodoffices.assessment.tests.drawing import Diagram, page_of, work_off
from goodoffices.assessment.tests.on_pages import admitted_observer, at, judged, opened
from goodoffices.process.acts import ChangeTaskForce
from goodoffices.record.perform import perform
from goodoffices.record.scope import of
from tests.cast import Api, client_of
from tests.table import now, task_force

TITLE = "If the gauge stays shut"


@pytest.fixture
def diagram(river, amara, lena):
    drawn = Diagram(amara, title=TITLE)
    drawn.judge(lena)
    return drawn


def told(seat, of_what):
    """What the page of changes lists, to somebody who has seen nothing yet."""
    seat = now(seat)
    return [row for change in of_what(seat, dict.fromkeys(seat.books(), 0)) for row in change.rows]


def test_a_run_is_called_after_its_diagram_for_those_alone_who_read_that(diagram, amara, lena, idris):
    late = admitted_observer(amara, lena, idris)
    run = diagram.run(lena)
    tip = perform(Tip(run=run, fix=[diagram.variants[0].id]), now(lena)).entry
    work_off()
    assert {row.title for row in told(lena, changes.scenarios)} == {TITLE}
    assert [row.title for row in told(late, changes.scenarios)] == [
        "Which futures hold together",
        "What a measure tips",
    ]
    (row,) = of(tip)(Run).filter(id=run)
    assert row.title == "Which futures hold together", "to everybody in its room, whenever they came"
    assert TITLE not in row.in_words() and "Oil: dear, cheap" in row.in_words()


def test_nothing_that_an_observer_opens_names_a_diagram_drawn_before(diagram, amara, lena, idris):
    late = admitted_observer(amara, lena, idris)
    run = diagram.run(lena)
    client, home = client_of(late), f"/processes/{late.process_id}/"
    pages = (
        "",
        "briefing/brief/",
        "assessment/influences/",
        f"assessment/runs/{run}/",
        f"assessment/runs/{run}/scenarios/1/",
    )
    for page in (*pages, "search/?q=gauge"):
        answer = client.get(home + page, follow=True)
        assert answer.status_code == 200, page
        assert TITLE not in answer.text, page
    assert TITLE in page_of(lena, f"runs/{run}/")


def test_a_judgement_is_called_after_its_implication_for_those_alone_who_read_that(river, amara, lena, idris):
    sheet = opened(amara)
    late = admitted_observer(amara, lena, idris)
    said = judged(idris, at(sheet))
    assert [row.title for row in told(lena, changes.assessments)] == [
        "The dam package",
        "Economic sanctions: The world",
    ]
    assert told(late, changes.assessments) == [], "it would lead nowhere"
    read = {seat: Judgement.objects.seen_by(now(seat)).get(id=said).title for seat in (lena, late)}
    assert read == {lena: "Economic sanctions: The world", late: "Likely; Major"}


def test_a_tip_in_a_room_names_no_run_to_those_who_joined_it_since(diagram, amara, lena, idris):
    room = task_force(now(amara), "gauges", now(amara), now(lena))
    run = diagram.run(lena, book=room.id)
    perform(ChangeTaskForce(task_force="gauges", welcome=[idris.id]), now(amara))
    tip = perform(Tip(run=run, fix=[diagram.variants[0].id]), now(lena)).entry.id
    path = f"/assessment/influences/{diagram.id}/runs"
    after = {
        seat: {row["id"]: row["after"] for row in Api(now(seat)).get(path).json()["runs"]} for seat in (lena, idris)
    }
    assert after == {lena: {run: None, tip: run}, idris: {tip: None}}
