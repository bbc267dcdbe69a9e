"""The demonstration's door: its key opens it, on this machine; nothing else does, and what it gave out ends with it."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from goodoffices.accounts.models import Token
from goodoffices.site.demo import COOKIE, demo_key, demo_token, end_demonstration
from tests.cast import Api, client_of

LOCAL = {"host": "127.0.0.1:8000"}


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


def test_the_link_with_the_key_signs_in(river, lena):
    client = Client(headers=LOCAL)
    assert client.get(f"/demo/{demo_key()}/seats/{lena.id}/").url == f"/processes/{river.process}/"
    assert client.get(f"/processes/{river.process}/").status_code == 200
    assert client.cookies[COOKIE]["samesite"] == "Strict"


def test_without_the_key_there_is_nothing(river, lena):
    """A bare proxy asks from the loopback for 127.0.0.1; so does any page in this machine's browser."""
    client = Client(headers=LOCAL)
    wrong = demo_key()[:-1] + ("0" if demo_key()[-1] != "0" else "1")
    for path in ("/demo/", f"/demo/seats/{lena.id}/", f"/demo/{wrong}/", f"/demo/{wrong}/seats/{lena.id}/"):
        assert client.get(path).status_code in (404, 405), path
        assert client.post(path).status_code in (404, 405), path
    front = client.get("/")
    assert front.status_code == 200 and demo_key() not in front.text and lena.id not in front.text


def test_who_came_with_the_key_changes_seats_by_forms_alone(river, lena, idris):
    client = Client(headers=LOCAL)
    page = client.get(f"/demo/{demo_key()}/")
    assert lena.id in page.text
    assert client.get(f"/demo/seats/{lena.id}/").status_code == 405, "a link on another page could be one"
    assert client.post(f"/demo/seats/{lena.id}/").status_code == 302
    assert client.post(f"/demo/seats/{idris.id}/").status_code == 302
    forged = Client(headers=LOCAL, enforce_csrf_checks=True)
    forged.cookies[COOKIE] = demo_key()
    assert forged.post(f"/demo/seats/{lena.id}/").status_code == 403


@pytest.mark.parametrize("headers", [{"host": "talks.example.org"}, {**LOCAL, "x-forwarded-for": "203.0.113.7"}])
def test_the_key_opens_nothing_from_elsewhere(river, settings, headers):
    settings.ALLOWED_HOSTS = ["*"]
    assert Client(headers=headers).get(f"/demo/{demo_key()}/").status_code == 404
    assert Client(headers=LOCAL, REMOTE_ADDR="203.0.113.7").get(f"/demo/{demo_key()}/").status_code == 404


def test_where_there_is_no_demonstration_its_key_opens_nothing(river, settings):
    settings.DEMO = False
    assert Client(headers=LOCAL).get(f"/demo/{demo_key()}/").status_code == 404


def test_what_it_gave_out_dies_with_it(river, lena, idris):
    seated = Client(headers=LOCAL)
    seated.get(f"/demo/{demo_key()}/seats/{lena.id}/")
    api, own, person = Api(lena), Token.issue(lena.id, "a programme"), client_of(idris)
    api.client = Client(headers={"authorization": f"Bearer {demo_token(lena)}"})
    assert api.get("/seats").status_code == 200
    end_demonstration()
    assert api.get("/seats").status_code == 401
    assert Token.holding(own) is not None and person.get(f"/processes/{river.process}/").status_code == 200
    assert seated.get(f"/processes/{river.process}/").status_code in (302, 404)
    assert Session.objects.count() == 1


def test_the_test_client_s_name_is_no_name_of_this_host():
    from goodoffices.site import settings as host

    assert "testserver" not in host.ALLOWED_HOSTS
