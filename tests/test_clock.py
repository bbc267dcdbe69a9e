"""What is due by the clock: the server's own does it every minute, `goodoffices digest` when another one asks."""

import argparse
import json
import logging
import threading

import pytest
from django.core import mail

from goodoffices.briefing import digest
from goodoffices.process.models import Holder
from goodoffices.site import clock
from goodoffices.site.commands import digest as command
from tests.cast import client_of
from tests.table import say


@pytest.fixture
def minutes(monkeypatch):
    """Minutes that pass at once; waits until something was due so many times."""
    for name, value in (("LONGEST", 0.001), ("SHORTEST", 0.001), ("LOOKS_A_MINUTE", 1)):
        monkeypatch.setattr(clock, name, value)
    monkeypatch.setattr(clock, "next_due", lambda: "")
    monkeypatch.setattr(clock, "ring", lambda now: None)
    monkeypatch.setattr(clock, "keep_checkpoints", lambda now: None)
    enough, asked = threading.Event(), []

    def due(moment, url):
        asked.append((moment, url))
        if len(asked) >= 3:
            enough.set()
        if len(asked) == 1:
            raise OSError("lena@example.org could not be reached")

    monkeypatch.setattr(clock, "send_due", due)
    running = clock.Clock("http://desk.example/")
    running.start()
    assert enough.wait(10)
    running.stop()
    running._thread.join(10)
    return running, asked


def test_it_goes_on_after_a_failure_and_says_no_more_than_its_class(caplog, minutes):
    _, asked = minutes
    assert len(asked) >= 3 and {url for _, url in asked} == {"http://desk.example/"}
    assert asked[0][0].tzinfo is not None
    (said,) = caplog.get_records("setup")
    assert said.levelno == logging.ERROR and "OSError" in said.getMessage() and "lena" not in said.getMessage()


def test_it_stops_when_told(minutes):
    running, asked = minutes
    told = len(asked)
    assert not running._thread.is_alive()
    assert len(asked) == told


def test_alarms_ring_at_their_time_and_what_cannot_be_done_is_tried_again(monkeypatch, caplog):
    """Soon after the moment that is set, and again after a failure; the log says only of which class it was."""
    for name in ("LONGEST", "SHORTEST"):
        monkeypatch.setattr(clock, name, 0.001)
    monkeypatch.setattr(clock, "next_due", lambda: "2025-04-10T12:00:00.000Z")
    enough, rung = threading.Event(), []

    def ring(now):
        rung.append(now)
        if len(rung) >= 3:
            enough.set()
        raise OSError("lena@example.org")

    monkeypatch.setattr(clock, "ring", ring)
    monkeypatch.setattr(clock, "keep_checkpoints", lambda now: None)
    monkeypatch.setattr(clock, "send_due", lambda moment, url: None)
    running = clock.Clock("http://desk.example/")
    running.start()
    assert enough.wait(10)
    running.stop()
    running._thread.join(10)
    assert {record.getMessage() for record in caplog.records} == {"what was due was not done: OSError"}


def test_the_command_sends_what_is_due_once(river, lena, idris, capsys, monkeypatch):
    monkeypatch.setattr(command, "start", lambda: None)
    client_of(lena)  # somebody sits there
    user = Holder.objects.get(seat=lena.id).user
    user.email = "lena@example.org"
    user.save()
    digest.wish(lena, 0)  # from midnight on: whatever the hour is now
    say(idris, river.book("plenary"), "How much water?", speech_act="question")
    for expected in (1, 0):
        assert command.run(argparse.Namespace(json=True)) == 0
        assert json.loads(capsys.readouterr().out) == {"sent": expected}
    (sent,) = mail.outbox
    assert sent.to == ["lena@example.org"] and "water" not in sent.subject + sent.body
