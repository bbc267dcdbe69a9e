"""Mail on a clock: who may not know what happened gets the same digests, at the same hours, in both worlds."""

from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.core import mail

from goodoffices.briefing import digest
from goodoffices.record.models import Register
from goodoffices.shuttle.models import Gist, Release
from tests.noninterference.pairs import full_pair
from tests.profiles import LONG

EVERY_HOUR = range(24)
HOURS = range(24) if LONG else (0, 7, 18)


def digests(world, member, hours):
    """What is mailed in a day on which this member wants it at these hours, and with it the hour."""
    with world:
        world.sign_in(member)
        seat = world.seat(member)
        sent = []
        for hour in hours:
            digest.wish(seat, hour)
            digest.DigestWish.objects.update(sent="")
            mail.outbox = []
            digest.send_due(datetime(2025, 6, 2, hour, tzinfo=UTC), "http://desk.example/")
            # Another's digest goes to another's address.
            sent += [(hour, m.subject, m.body) for m in mail.outbox if m.to == [f"{member}@example.org"]]
        return sent


def told(stage, member, hours=HOURS):
    pair = full_pair(member)
    a, b = pair.worlds(stage)
    try:
        return digests(a, member, hours), digests(b, member, hours)
    finally:
        stage.drop(a, b)


@pytest.mark.parametrize("member", ["idris", "nils", "amara"])
def test_digests_tell_nothing_of_what_their_reader_may_not_know(stage, member):
    here, there = told(stage, member)
    assert here == there and here


@contextmanager
def a_number_of_what_waits_for_anybody():
    """The count takes in releases and gists of every caucus."""
    honest = digest.asks_of

    def asks_of(seat):
        return [*honest(seat), *Release._base_manager.all(), *Gist._base_manager.all()]

    with patch.object(digest, "asks_of", asks_of):
        yield


@contextmanager
def an_hour_that_depends_on_how_busy_the_host_was():
    """Sent when enough has happened, instead of by the clock."""
    honest = digest._due

    def due(now):
        return [
            each for each in honest(now) if Register.objects.get(process=each[1].process_id).position % 24 == now.hour
        ]

    with patch.object(digest, "_due", due):
        yield


LEAKS = [(a_number_of_what_waits_for_anybody, HOURS), (an_hour_that_depends_on_how_busy_the_host_was, EVERY_HOUR)]


@pytest.mark.parametrize(("leak", "hours"), LEAKS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_leak_seeded_in_the_digest_is_caught(stage, leak, hours):
    with leak():
        here, there = told(stage, "idris", hours)
    assert here != there
