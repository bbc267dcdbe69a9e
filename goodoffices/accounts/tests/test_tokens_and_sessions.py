"""What outlives a sign-in, and for how long: tokens, sessions, cookies; and who counts wrong passwords."""

import logging
import time
from datetime import timedelta
from importlib import reload

import pytest
import time_machine
from django.conf import settings as live
from django.core import mail
from django.test import Client
from django.utils import timezone

from goodoffices.accounts.models import Token
from goodoffices.accounts.tests.house import PASSWORD, person, shown_again, sign_in, signed_in
from goodoffices.process.models import Holder
from tests.cast import Api


@pytest.fixture
def lena_signed_in(river, lena):
    """The holder of Lena's seat, with a password, signed in."""
    user = person("lena@example.org")
    Holder.objects.filter(seat=lena.id).delete()
    Holder.objects.create(user=user, process=lena.process_id, seat=lena.id)
    return signed_in(user)


def make(client, process, **more):
    return client.post(f"/processes/{process}/tokens/", {"name": "archive", **more})


def test_making_a_token_asks_who_it_is_and_mails_a_notice(river, lena_signed_in):
    asked = make(lena_signed_in, river.process)
    assert asked.status_code == 302 and asked.url.startswith("/account/reauthenticate/")
    assert not Token.objects.exists()
    shown_again(lena_signed_in)
    assert make(lena_signed_in, river.process).status_code == 200
    (notice,) = mail.outbox
    assert notice.to == ["lena@example.org"] and "token" in notice.subject
    assert river.process not in notice.body and "archive" not in notice.body


def test_a_token_expires(river, lena, lena_signed_in):
    shown_again(lena_signed_in)
    make(lena_signed_in, river.process, days="7")
    made = Token.objects.get()
    assert made.expires - made.made < timedelta(days=7, minutes=1)
    api = Api(lena)
    assert api.get("/seats").status_code == 200
    Token.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert api.get("/seats").status_code == 401
    assert api.act("agenda.raise_issue", {"title": "Late"}).status_code == 401
    assert "archive" not in lena_signed_in.get(f"/processes/{river.process}/tokens/").text


def test_tokens_are_listed_with_sessions_and_go_with_them_when_one_wishes(river, lena_signed_in):
    shown_again(lena_signed_in)
    make(lena_signed_in, river.process)
    elsewhere = signed_in(person("idris@example.org"))
    page = lena_signed_in.get("/account/sessions/")
    assert "archive" in page.text and "archive" not in elsewhere.get("/account/sessions/").text
    handle = Token.objects.get().handle
    assert elsewhere.post(f"/account/tokens/{handle}/end").status_code == 404

    lena_signed_in.post("/account/sessions/")
    assert Token.good().count() == 1, "they stay where it is not asked for"
    lena_signed_in.post("/account/sessions/", {"tokens": "yes"})
    assert Token.good().count() == 0

    make(lena_signed_in, river.process)
    assert lena_signed_in.post(f"/account/tokens/{Token.good().get().handle}/end").status_code == 302
    assert Token.good().count() == 0


def test_whoever_does_nothing_is_signed_out(database):
    client = signed_in(person())
    with time_machine.travel(time.time() + 20 * 60, tick=False):
        assert client.get("/account/").status_code == 200
    with time_machine.travel(time.time() + 45 * 60, tick=False):  # 25 minutes after that
        assert client.get("/account/", headers={"hx-request": "true"}).status_code == 200
    with time_machine.travel(time.time() + 55 * 60, tick=False):  # what a page fetches by itself was no use
        assert client.get("/account/").status_code == 302


def test_a_session_in_use_ends_too(database):
    client, day = signed_in(person()), 24 * 3600
    for minutes in range(0, live.SESSION_COOKIE_AGE // 60 + 60, 25):
        with time_machine.travel(time.time() + minutes * 60, tick=False):
            if client.get("/account/").status_code == 302:
                break
    assert abs(minutes * 60 - live.SESSION_COOKIE_AGE) < day


def test_using_a_page_writes_now_and_then(database):
    client = signed_in(person())
    client.get("/account/")
    used = client.session["used"]
    with time_machine.travel(time.time() + 60, tick=False):
        client.get("/account/")
    assert client.session["used"] == used


def test_wrong_passwords_elsewhere_do_not_lock_a_person_out(database):
    person()
    known = Client(REMOTE_ADDR="198.51.100.1")
    assert sign_in(known, "amara@example.org").status_code == 302
    known.post("/account/logout/")
    for n in range(60):  # from many clients, so that neither client nor address from there is at its limit
        sign_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), "amara@example.org", "something else")
    stranger = Client(REMOTE_ADDR="192.0.2.9")
    assert "Too many failed attempts" in sign_in(stranger, "amara@example.org").text
    assert sign_in(known, "amara@example.org").status_code == 302


def test_five_wrong_passwords_from_one_client_hold_up_that_client_alone(database):
    person()
    here, there = (Client(REMOTE_ADDR=address) for address in ("203.0.113.7", "203.0.113.8"))
    for _attempt in range(5):
        sign_in(here, "amara@example.org", "something else")
    assert "Too many failed attempts" in sign_in(here, "amara@example.org").text
    assert sign_in(there, "amara@example.org").status_code == 302


def test_a_device_cookie_is_nobody_elses_and_opens_nothing(database):
    person(), person("idris@example.org")
    client = signed_in(person("lena@example.org"))
    cookie = client.cookies[live.DEVICE_COOKIE_NAME].value
    other = Client()
    other.cookies[live.DEVICE_COOKIE_NAME] = cookie
    assert other.get("/account/").status_code == 302
    from goodoffices.accounts.devices import has_signed_in_here

    request = type("Request", (), {"COOKIES": {live.DEVICE_COOKIE_NAME: cookie}})()
    assert has_signed_in_here(request, "lena@example.org")
    assert not has_signed_in_here(request, "amara@example.org")
    request.COOKIES[live.DEVICE_COOKIE_NAME] = cookie[:-2] + "xx"
    assert not has_signed_in_here(request, "lena@example.org")


def test_nothing_confidential_is_kept_by_a_browser(river, lena_signed_in, lena):
    for page in (f"/processes/{river.process}/", "/account/", "/account/login/"):
        assert "no-store" in lena_signed_in.get(page)["Cache-Control"], page
    api = Api(lena)
    for call in ("/books", "/seats"):
        assert "no-store" in api.get(call)["Cache-Control"]


def test_cookies_belong_to_this_very_host_under_https(monkeypatch):
    from goodoffices.site import config, settings

    monkeypatch.setenv("GOODOFFICES_PUBLIC_URL", "https://talks.example.org")
    config.config.cache_clear()
    try:
        reload(settings)
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME)
        assert all(name.startswith("__Host-") for name in (*names, settings.LANGUAGE_COOKIE_NAME))
        assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    finally:
        monkeypatch.undo()
        config.config.cache_clear()
        reload(settings)
    assert not settings.SESSION_COOKIE_NAME.startswith("__Host-")


def test_signing_in_and_being_turned_away_is_noted_without_content(database, caplog):
    user = person()
    logging.getLogger("goodoffices.security").addHandler(caplog.handler)
    try:
        sign_in(Client(), user.email, "my other password")
        sign_in(Client(), "mypassword@example.org", PASSWORD)
        signed_in(user)
    finally:
        logging.getLogger("goodoffices.security").removeHandler(caplog.handler)
    lines = [record.getMessage() for record in caplog.records if record.name == "goodoffices.security"]
    assert [line.split(" ")[0] for line in lines] == ["wrong-password", "wrong-password", "signed-in"]
    assert [f"account={user.pk}" in line for line in lines] == [True, False, True]
    assert all("client=127.0.0.1" in line for line in lines)
    assert not any("password" in line.split(" ", 1)[1] or "@" in line for line in lines)
