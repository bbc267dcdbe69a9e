"""The digest: on a clock, a number, and nothing else."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from goodoffices.briefing import digest
from goodoffices.briefing.models import DigestWish
from goodoffices.process.acts import RemoveSeat
from goodoffices.process.models import Holder
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, now, say

URL = "http://desk.example/"


def at(hour, day=20):
    return datetime(2025, 4, day, hour, tzinfo=UTC)


@pytest.fixture
def lena_wants_it(river, lena, idris):
    """At eight in the host city (Vienna: six o'clock UTC in April); two things wait."""
    client_of(lena)  # somebody sits there
    user = Holder.objects.get(seat=lena.id).user
    user.email = "lena@example.org"
    user.save()
    digest.wish(lena, 8)
    for n in range(2):
        say(idris, river.book("plenary"), f"Secret {n}?", speech_act="question")
    return user


def test_it_goes_out_once_a_day_from_its_hour_on(river, lena_wants_it):
    assert [digest.send_due(at(hour), URL) for hour in (4, 5, 6, 7, 23)] == [0, 0, 1, 0, 0]
    assert digest.send_due(at(6, day=21), URL) == 1


def test_it_says_how_many_and_not_what(river, lena_wants_it, lena, idris):
    digest.send_due(at(6), URL)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("2 things are waiting for you", ["lena@example.org"])
    whole = sent.subject + sent.body
    assert URL in whole
    for word in (
        "Secret",
        "question",
        "Plenary",
        "North",
        "South",
        now(lena).process.title,
        river.process,
        lena.id,
        "Lena",
    ):
        assert word not in whole


def test_when_nothing_waits_nothing_is_sent(river, lena_wants_it, lena):
    from goodoffices.briefing.todo import asks_of

    for wait in asks_of(now(lena)):
        question = wait.address.rstrip("/").rpartition("/")[2]
        say(lena, river.book("plenary"), "Answered.", answers=question)
    assert asks_of(now(lena)) == []
    assert digest.send_due(at(6), URL) == 0 and mail.outbox == []
    assert digest.send_now(now(lena), URL) is False


def test_it_speaks_the_reader_s_language(river, lena_wants_it):
    lena_wants_it.language = "ar"
    lena_wants_it.save()
    digest.send_due(at(6), URL)
    assert "waiting" not in mail.outbox[0].subject and "Sign in" not in mail.outbox[0].body


def test_a_mail_that_did_not_go_out_is_tried_again(river, lena_wants_it, monkeypatch):
    def broken(*_args, **_more):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(digest, "send_mail", broken)
        assert digest.send_due(at(6), URL) == 0
    assert digest.send_due(at(6), URL) == 1


def test_of_two_clocks_one_sends(river, lena_wants_it):
    ((wish, seat, day),) = digest._due(at(6))
    assert [digest._send(wish, seat, day, URL) for _ in range(2)] == [True, False]


def test_who_left_the_table_and_an_empty_seat_are_sent_nothing(river, amara, lena, lena_wants_it):
    nils = admit(lena, "delegate", "Nils", "north")
    digest.wish(nils, 8)
    assert digest.send_now(nils, URL) is False
    perform(RemoveSeat(seat=nils.id), lena)
    Holder.objects.filter(seat=lena.id).delete()
    assert digest.send_due(at(6), URL) == 0


def test_the_hour_is_chosen_on_the_page_of_today_and_taken_back_there(river, lena):
    client = client_of(lena)
    today, hour = (reverse(f"briefing:{name}", args=[river.process]) for name in ("today", "digest-hour"))
    client.post(hour, {"hour": "7"})
    assert DigestWish.objects.get().hour == 7
    assert '<option value="7" selected>' in client.get(today, {"since": "read"}).text
    for nothing in ("", "24", "-1", "x"):
        client.post(hour, {"hour": "7"})
        client.post(hour, {"hour": nothing})
        assert not DigestWish.objects.exists()


def test_one_may_have_it_now(river, lena, lena_wants_it, monkeypatch):
    client = Client()
    client.force_login(lena_wants_it)
    now_ = reverse("briefing:digest-now", args=[river.process])
    assert "Sent to your address." in client.post(now_).text and len(mail.outbox) == 1

    def broken(*_args, **_more):
        raise ConnectionRefusedError

    monkeypatch.setattr(digest, "send_mail", broken)
    assert "could not be sent" in client.post(now_).text
