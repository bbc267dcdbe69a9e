"""The clock at the sunset of a task force: whenever the server writes it down, the task force ended at that moment."""

from datetime import date

import pytest

from goodoffices.consultation.acts import MakeStatement
from goodoffices.process.days import begin_of
from goodoffices.record.models import Alarm, Entry
from goodoffices.record.perform import perform, ring
from goodoffices.taskforces.acts import AddItem, DraftReport, ExtendTerms, SetItemState, WindUpTaskForce
from goodoffices.taskforces.models import Ending
from goodoffices.taskforces.tests.forces import KEY, Force
from tests.cast import Api
from tests.table import now, refused, say, task_force


@pytest.fixture
def force(monkeypatch, river, amara, lena, idris):
    return Force(monkeypatch, amara, lena, idris).adopted()


def passes(force, at):
    """The server's thread looks at this moment."""
    force.set(at)
    ring(at)


def endings(force):
    return [(e.at, e.by) for e in Entry.objects.filter(book__register=force.amara.process_id, kind="taskforces.end")]


def test_it_ends_when_the_last_day_is_over_in_the_host_city(force, amara, lena):
    over = begin_of(now(amara).process, date(2025, 7, 1))
    passes(force, "2025-06-30T21:00:00.000Z")
    assert force.found(amara).in_force
    passes(force, "2025-06-30T22:00:00.000Z")  # midnight in Vienna
    assert (force.found(amara).state, force.found(amara).ended_how, force.found(amara).ended_at) == (
        "ended",
        "sunset",
        over,
    )
    refused(MakeStatement(room=force.book.id, text="Still here?"), now(lena), "has ended")


def test_a_host_that_was_down_for_three_days_writes_the_moment_that_was_set(force, amara):
    over = begin_of(now(amara).process, date(2025, 7, 1))
    passes(force, "2025-07-04T09:00:00.000Z")
    assert endings(force) == [(over, None)]
    assert force.found(amara).ended_at == over
    passes(force, "2025-07-05T09:00:00.000Z")
    assert len(endings(force)) == 1


def test_the_next_act_in_the_plenary_finds_it_ended(force, river, amara, lena):
    force.set("2025-07-03T09:00:00.000Z")
    entry = say(now(lena), river.book("plenary"), "Good morning.")
    assert Entry.objects.get(book=entry.book, number=entry.number - 1).kind == "taskforces.end"


def test_an_extended_one_ends_at_the_later_day_alone(force, amara, lena, idris):
    for head in (lena, idris):
        perform(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), now(head))
    passes(force, "2025-07-02T09:00:00.000Z")
    assert force.found(amara).in_force and not endings(force)
    passes(force, "2025-08-01T09:00:00.000Z")
    assert endings(force) == [(begin_of(now(amara).process, date(2025, 8, 1)), None)]


def test_one_that_was_wound_up_does_not_end_again(force, amara, lena, idris):
    for head in (lena, idris):
        perform(WindUpTaskForce(terms=force.terms), now(head))
    passes(force, "2025-08-01T09:00:00.000Z")
    assert not endings(force) and Ending.objects.seen_by(now(lena)).get().how == "wound_up"
    assert not Alarm.objects.seen_by(now(lena)).filter(rung=False).exists()


def test_once_its_moment_has_come_nothing_is_written_there_though_the_clock_has_not_rung(force, river, amara, lena):
    """Its own book is not the one in which the clock writes: the moment itself counts, to the millisecond."""
    item = perform(AddItem(task_force=KEY, what="Calibrate them"), now(lena)).entry.id
    force.set("2025-06-30T21:59:59.999Z")
    assert perform(AddItem(task_force=KEY, what="Last words"), now(lena))
    force.set("2025-06-30T22:00:00.000Z")  # midnight in Vienna
    for act, by in (
        (AddItem(task_force=KEY, what="After that"), lena),
        (SetItemState(item=item, state="done"), lena),
        (DraftReport(task_force=KEY, words="Late."), force.writer),
        (MakeStatement(room=force.book.id, text="Still here?"), lena),
    ):
        refused(act, now(by), "has ended")
    assert force.found(amara).in_force and not endings(force)  # nothing in there makes the plenary's book grow
    assert say(now(lena), river.book("plenary"), "Good morning.")
    assert force.found(amara).state == "ended"


def test_another_room_of_members_hears_nothing_of_a_sunset(force, amara, lena, idris):
    other = task_force(amara, "other", lena, idris)
    force.set("2025-07-03T09:00:00.000Z")
    assert say(now(lena), other, "We go on.")


def test_the_rooms_over_the_api_are_open_as_long_as_something_is_said_there(force, lena, idris):
    def is_open():
        return next(
            room["open"] for room in Api(now(lena)).get("/rooms").json()["rooms"] if room["kind"] == "task_force"
        )

    assert is_open()
    for head in (lena, idris):
        perform(WindUpTaskForce(terms=force.terms), now(head))
    assert not is_open()
