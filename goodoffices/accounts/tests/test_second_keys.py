"""Authenticator apps, recovery codes and what changing keys demands."""

import base64
import hashlib
import json

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client

from goodoffices.accounts.adapters import MfaAdapter
from goodoffices.accounts.tests.house import (
    a_passkey,
    digits,
    person,
    shown_again,
    sign_in,
    signed_in,
    with_app,
)
from goodoffices.accounts.views import passkey_handle


def test_an_app_is_taken_into_use_by_somebody_whose_address_nobody_confirmed(database):
    client = signed_in(person())
    with_app(client)
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert "on" in client.get("/account/").content.decode()


def test_the_password_alone_no_longer_opens_an_account_with_an_app(database):
    user = person()
    secret = with_app(signed_in(user))

    client = Client()
    assert sign_in(client, user.email).url == "/account/keys/authenticate/"
    assert client.get("/account/").status_code == 302

    wrong = client.post("/account/keys/authenticate/", {"code": "000000"})
    assert "That code is wrong" in wrong.content.decode()
    assert client.get("/account/").status_code == 302

    assert client.post("/account/keys/authenticate/", {"code": digits(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_digits_of_one_moment_open_once(database):
    user = person()
    secret = with_app(signed_in(user))
    code = digits(secret)
    for expected in (302, 200):
        client = Client()
        sign_in(client, user.email)
        assert client.post("/account/keys/authenticate/", {"code": code}).status_code == expected


def test_wrong_digits_are_limited(database):
    user = person()
    secret = with_app(signed_in(user))
    client = Client()
    sign_in(client, user.email)
    for _attempt in range(5):
        client.post("/account/keys/authenticate/", {"code": "000000"})
    answer = client.post("/account/keys/authenticate/", {"code": digits(secret)})
    assert "Too many failed attempts" in answer.content.decode()


def test_a_recovery_code_opens_once(database):
    user = person()
    client = signed_in(user)
    with_app(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/account/keys/recovery-codes/").content.decode()

    for expected in (302, 200):
        other = Client()
        sign_in(other, user.email)
        assert other.post("/account/keys/authenticate/", {"code": codes[0]}).status_code == expected
    assert "9 left" in client.get("/account/").content.decode()


def test_new_recovery_codes_end_the_old_ones(database):
    user = person()
    client = signed_in(user)
    with_app(client)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post("/account/keys/recovery-codes/generate/")
    other = Client()
    sign_in(other, user.email)
    assert other.post("/account/keys/authenticate/", {"code": old}).status_code == 200


def test_keys_are_changed_only_by_somebody_who_shows_once_more_who_they_are(database):
    client = signed_in(person())
    for page in ("totp/activate/", "webauthn/add/"):
        assert client.get(f"/account/keys/{page}").url.startswith("/account/reauthenticate/")
    wrong = client.post("/account/reauthenticate/", {"password": "something else"})
    assert "That password is not correct" in wrong.content.decode()
    assert client.get("/account/keys/totp/activate/").status_code == 302
    shown_again(client)
    assert client.get("/account/keys/totp/activate/").status_code == 200


def test_an_account_without_a_password_gets_none_from_an_unlocked_laptop(database):
    user = person(password=None)
    Authenticator.objects.create(user=user, type="totp", data={"secret": MfaAdapter().encrypt("A" * 32)})
    client = Client()
    client.force_login(user)
    answer = client.post(
        "/account/password/set/", {"password1": "another long river", "password2": "another long river"}
    )
    assert answer.url.startswith("/account/keys/reauthenticate/")
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_copy_of_the_database_alone_gives_nobody_the_codes(database, settings):
    secret = with_app(signed_in(person()))
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert MfaAdapter().decrypt(kept) == secret

    settings.SECRET_KEY = "of another host"
    first, second = MfaAdapter().decrypt(kept), MfaAdapter().decrypt(kept)
    assert secret not in (first, second)
    assert first != second  # nothing that could be worked out, such as an empty secret


def test_one_persons_passkey_is_not_there_for_another(database):
    hers = {"name": "hers", "credential": a_passkey()}
    key = Authenticator.objects.create(user=person("lena@example.org"), type="webauthn", data=hers)
    client = signed_in(person())
    shown_again(client)
    for name in (passkey_handle(key), key.pk):
        assert client.get(f"/account/keys/webauthn/keys/{name}/remove/").status_code == 404
        assert client.post(f"/account/keys/webauthn/keys/{name}/edit/", {"name": "mine"}).status_code == 404
        assert client.post(f"/account/keys/webauthn/keys/{name}/remove/").status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data["name"] == "hers"


HALVES = [
    "{}",
    "[]",
    "1",
    '"x"',
    '{"id": "x"}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}',
    "not json",
]


@pytest.mark.parametrize("half", HALVES)
def test_half_a_passkey_opens_nothing_and_breaks_nothing(database, half):
    assert Client().get("/account/keys/webauthn/login/", headers={"accept": "application/json"}).status_code == 200
    answer = Client().post("/account/keys/webauthn/login/", {"credential": half}, follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.is_anonymous

    client = signed_in(person())
    shown_again(client)
    assert client.get("/account/keys/webauthn/add/").status_code == 200
    assert client.post("/account/keys/webauthn/add/", {"name": "half", "credential": half}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_passkey_made_for_another_page_is_refused(database):
    client = signed_in(person())
    shown_again(client)
    client.get("/account/keys/webauthn/add/")
    answer = client.post("/account/keys/webauthn/add/", {"name": "old", "credential": json.dumps(a_passkey())})
    assert "That code is wrong" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_forged_signature_opens_nothing(database, monkeypatch):
    """Everything about it is right, the challenge, the key, the page, but not what only the device can make."""
    user = person()
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "hers", "credential": a_passkey()})
    client = Client(headers={"host": "localhost"})
    answer = client.post("/account/keys/webauthn/login/", {"credential": forged_for(user, client)}, follow=True)
    assert "That code is wrong" in answer.content.decode()
    assert answer.wsgi_request.user.is_anonymous

    # Were the signature not looked at, it would open: so nothing else about it was wrong.
    monkeypatch.setattr("fido2.cose.ES256.verify", lambda *anything: None)
    answer = client.post("/account/keys/webauthn/login/", {"credential": forged_for(user, client)}, follow=True)
    assert answer.wsgi_request.user == user


def forged_for(user, client):
    options = client.get("/account/keys/webauthn/login/", headers={"accept": "application/json"}).json()
    challenge = options["request_options"]["publicKey"]["challenge"]
    said = {"type": "webauthn.get", "challenge": challenge, "origin": "http://localhost"}
    response = {
        "clientDataJSON": b64(json.dumps(said).encode()),
        "authenticatorData": b64(hashlib.sha256(b"localhost").digest() + bytes([5]) + bytes(4)),
        "signature": b64(bytes(70)),
        "userHandle": b64(user_pk_to_url_str(user).encode()),
    }
    id = a_passkey()["id"]
    return json.dumps({"id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {}, "response": response})


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
