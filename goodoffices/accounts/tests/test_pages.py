"""Every page about oneself: in our frame, and under a policy that runs no script within a page."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from goodoffices.accounts.models import AdministratorLink
from goodoffices.accounts.tests.house import a_passkey, person, shown_again, sign_in, signed_in, with_app
from goodoffices.accounts.views import passkey_handle

OUTSIDE = [
    "/account/login/",
    "/account/signup/",
    "/account/signup/passkey/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/done/",
    "/account/password/reset/key/1-nonsense/",
    "/account/confirm-email/nonsense/",
    "/account/confirm-email/",
    "/account/inactive/",
    "/account/administrator/nonsense/",
]
INSIDE = [
    "/account/",
    "/account/deletion/",
    "/account/email/",
    "/account/password/change/",
    "/account/reauthenticate/",
    "/account/logout/",
    "/account/sessions/",
    "/account/keys/totp/activate/",
    "/account/keys/webauthn/",
    "/account/keys/webauthn/add/",
]
WITH_SECOND_KEYS = [
    "/account/keys/totp/deactivate/",
    "/account/keys/recovery-codes/",
    "/account/keys/recovery-codes/generate/",
    "/account/keys/reauthenticate/",
    "/account/keys/webauthn/reauthenticate/",
    "/account/keys/webauthn/keys/{key}/edit/",
    "/account/keys/webauthn/keys/{key}/remove/",
]


@pytest.mark.parametrize("page", OUTSIDE)
def test_pages_before_signing_in_run_no_script_of_their_own(database, page):
    check(Client().get(page))


@pytest.mark.parametrize("page", INSIDE)
def test_pages_of_an_account_run_no_script_of_their_own(database, page):
    client = signed_in(person())
    shown_again(client)
    check(client.get(page), 200)


@pytest.mark.parametrize("page", WITH_SECOND_KEYS)
def test_pages_of_second_keys_run_no_script_of_their_own(database, page):
    user = person()
    client = signed_in(user)
    with_app(client)
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "of the telephone", "credential": a_passkey()}
    )
    check(client.get(page.format(key=passkey_handle(key))), 200)


def test_the_page_that_asks_for_the_second_key_runs_no_script_of_its_own(database):
    user = person()
    with_app(signed_in(user))
    client = Client()
    check(client.get(sign_in(client, user.email).url), 200)


def test_the_pages_of_signing_up_run_no_script_of_their_own(database):
    secret = AdministratorLink.renew()
    client = Client()
    check(client.get(f"/account/administrator/{secret}/"), 200)
    check(client.get(client.post(f"/account/administrator/{secret}/account", {"way": "passkey"}).url), 200)
    made = client.post("/account/signup/passkey/", {"name": "Noor", "email": "noor@example.org"})
    check(client.get(made.url), 200)


def test_a_new_password_is_asked_for_in_our_frame(database):
    check(Client().get("/account/password/reset/key/done/"), 200)


def test_no_page_of_an_account_is_kept_by_a_browser_of_somebody_else(database):
    assert Client().get("/account/").status_code == 302
    for page in INSIDE[1:]:
        assert Client().get(page).status_code == 302


def check(answer, status=None):
    assert answer.status_code == status or (status is None and answer.status_code < 500)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy and "data:" not in policy
    body = answer.content.decode()
    if answer.status_code == 302:
        return
    Inspector().feed(body)
    assert 'class="masthead"' in body
    assert "MISSING" not in body and "{%" not in body


class Inspector(HTMLParser):
    """Refuses what the policy would refuse."""

    within = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        assert tag != "style" and "style" not in given, (tag, given)
        assert not [name for name in given if name.startswith("on")], (tag, given)
        assert not str(given.get("href", "")).startswith("javascript:")
        assert not str(given.get("src", "")).startswith("data:"), (tag, given)
        assert all(not re.match(r"hx-on|js:", name) for name in given)
        self.within = tag
        if tag == "script":
            assert given.get("src", "").startswith("/static/") or given.get("type") == "application/json", given
