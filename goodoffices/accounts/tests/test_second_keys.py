"""Authenticator apps, recovery codes and what changing keys demands."""

from allauth.mfa.models import Authenticator
from django.test import Client

from goodoffices.accounts.adapters import MfaAdapter
from goodoffices.accounts.tests.house import (  # noqa: F401
    digits,
    person,
    quick_and_fresh,
    shown_again,
    sign_in,
    signed_in,
    with_app,
)


def test_an_app_is_taken_into_use_by_somebody_whose_address_nobody_confirmed(database):
    client = signed_in(person())
    with_app(client)
    assert Authenticator.objects.filter(type="totp").count() == 1
    assert "its digits are asked for" in client.get("/account/").content.decode()


def test_the_password_alone_no_longer_opens_an_account_with_an_app(database):
    user = person()
    secret = with_app(signed_in(user))

    client = Client()
    assert sign_in(client, user.email).url == "/account/keys/authenticate/"
    assert client.get("/account/").status_code == 302

    wrong = client.post("/account/keys/authenticate/", {"code": "000000"})
    assert "That is not right" in wrong.content.decode()
    assert client.get("/account/").status_code == 302

    assert client.post("/account/keys/authenticate/", {"code": digits(secret, after=30)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_digits_of_one_moment_open_once(database):
    user = person()
    secret = with_app(signed_in(user))
    code = digits(secret, after=30)
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
    answer = client.post("/account/keys/authenticate/", {"code": digits(secret, after=30)})
    assert "Too many tries" in answer.content.decode()


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
    assert "This is not your password" in wrong.content.decode()
    assert client.get("/account/keys/totp/activate/").status_code == 302
    shown_again(client)
    assert client.get("/account/keys/totp/activate/").status_code == 200


def test_an_account_without_a_password_gets_none_from_an_unlocked_laptop(database):
    user = person(password=None)
    Authenticator.objects.create(user=user, type="totp", data={"secret": MfaAdapter().encrypt("A" * 32)})
    client = Client()
    client.force_login(user)
    answer = client.post("/account/password/set/", {"password1": "another long river", "password2": "another long river"})
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
    key = Authenticator.objects.create(user=person("lena@example.org"), type="webauthn", data={"name": "hers"})
    client = signed_in(person())
    shown_again(client)
    assert client.get(f"/account/keys/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/account/keys/webauthn/keys/{key.pk}/edit/", {"name": "mine"}).status_code == 404
    assert client.post(f"/account/keys/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data["name"] == "hers"


def test_no_passkey_is_taken_from_thin_air(database):
    assert Client().get("/account/keys/webauthn/login/", headers={"accept": "application/json"}).status_code == 200
    answer = Client().post("/account/keys/webauthn/login/", {"credential": '{"id": "x"}'}, follow=True)
    assert answer.wsgi_request.user.is_anonymous
