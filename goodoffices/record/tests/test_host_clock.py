"""A clock that cannot be believed writes nothing, until somebody says that it is right."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from goodoffices.consultation.acts import MakeStatement
from goodoffices.record import host_clock
from goodoffices.record.acts import Refused
from goodoffices.record.host_clock import HostClock, Tolerance, last_entry, note
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.record.timestamps import moment, written

TOLERANCE = Tolerance(off=timedelta(minutes=10), rest=timedelta(days=60))
DAY, YEAR_AND_MORE = 24 * 3600, 400 * 24 * 3600


@pytest.fixture(autouse=True)
def unwatched(monkeypatch):
    monkeypatch.setattr(host_clock, "_watched", None)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "clock.json"


def at(seconds):
    return time_machine.travel(time.time() + seconds, tick=False)


def test_a_clock_that_jumps_while_the_server_runs_writes_nothing(river, lena, file):
    room = river.book("plenary").id
    host_clock.watch(file, TOLERANCE)
    perform(MakeStatement(room=room, text="In time."), lena)
    before = Entry.objects.count()
    for jump in (YEAR_AND_MORE, 3600, -3600):
        host_clock.watch(file, TOLERANCE)
        with at(jump), pytest.raises(Refused, match="clock is not reliable"):
            perform(MakeStatement(room=room, text="At what time?"), lena)
        assert Entry.objects.count() == before
    host_clock.watch(file, TOLERANCE)
    with at(300):  # as a time server may set it
        perform(MakeStatement(room=room, text="A little later."), lena)


def test_once_it_has_jumped_nothing_is_written_though_it_jumps_back(river, lena, file):
    clock = HostClock(file, TOLERANCE)
    with at(YEAR_AND_MORE), pytest.raises(Refused):
        clock.demand()
    with pytest.raises(Refused):
        clock.demand()


def test_an_operator_confirms_and_it_goes_on(database, file):
    clock = HostClock(file, TOLERANCE)
    with at(YEAR_AND_MORE):
        with pytest.raises(Refused):
            clock.demand()
        note(file, confirmed=written(datetime.now(UTC)))
        clock.demand()
        assert clock.trouble == ""
    with at(2 * YEAR_AND_MORE), pytest.raises(Refused):  # what was confirmed was that time, and not any
        clock.demand()


def test_a_host_that_wakes_up_in_another_year_says_so_at_its_start(database, file):
    assert HostClock(file, TOLERANCE).trouble == ""
    with at(30 * DAY):
        assert HostClock(file, TOLERANCE).trouble == ""
    with at(YEAR_AND_MORE):
        trouble = HostClock(file, TOLERANCE).trouble
        assert "last ran at" in trouble and "370 days ago" in trouble
        assert "370 days ago" in HostClock(file, TOLERANCE).trouble, "another start alone confirms nothing"
        note(file, confirmed=written(datetime.now(UTC)))
        assert HostClock(file, TOLERANCE).trouble == ""


def test_a_clock_behind_the_books_says_so_at_its_start(river, file):
    last = moment(last_entry())
    with time_machine.travel(last - timedelta(days=1), tick=False):
        assert "which is later" in HostClock(file, TOLERANCE).trouble
    with time_machine.travel(last + timedelta(minutes=1), tick=False):
        assert HostClock(file, TOLERANCE).trouble == ""


def test_a_first_start_and_a_broken_file_are_no_trouble(river, file):
    with time_machine.travel(moment(last_entry()) + timedelta(days=700), tick=False):
        assert HostClock(file, TOLERANCE).trouble == "", "a case of years ago is brought in by its import"
        file.write_text("{")
        assert HostClock(file, TOLERANCE).trouble == ""
