"""Who may come in, and how."""

import pytest
from django.test import Client

from goodoffices.accounts.admission import HOUR
from goodoffices.accounts.models import AdministratorLink, User
from goodoffices.accounts.tests.house import PASSWORD, person, sign_in, signed_in

NEW = {"name": "Noor", "email": "noor@example.org", "password1": PASSWORD, "password2": PASSWORD}


def admitted(secret: str = "") -> Client:
    """A browser in which the administrator's link was opened."""
    client = Client()
    secret = secret or AdministratorLink.renew()
    answer = client.post(f"/account/administrator/{secret}/account", {"way": "password"})
    assert answer.url.startswith("/account/signup/?next=")
    return client


@pytest.mark.parametrize("page", ["/account/signup/", "/account/signup/passkey/", "/account/signup/passkey/making/"])
def test_nobody_signs_up_uninvited(database, page):
    client = Client()
    answer = client.get(page, follow=True)
    assert "By invitation" in answer.content.decode()
    client.post(page, NEW)
    assert not User.objects.exists()


def test_an_admission_makes_one_account_in_small_letters_and_no_second(database):
    client = admitted()
    answer = client.post("/account/signup/", {**NEW, "email": "Noor@Example.org", "next": "/account/"})
    assert answer.url == "/account/"
    user = User.objects.get()
    assert (user.email, user.name, user.is_staff) == ("noor@example.org", "Noor", False)

    client.post("/account/logout/")
    client.post("/account/signup/", {**NEW, "email": "second@example.org"})
    assert User.objects.count() == 1


def test_an_admission_lasts_an_hour(database):
    client = admitted()
    session = client.session
    session["admitted_until"] -= HOUR
    session.save()
    client.post("/account/signup/", NEW)
    assert not User.objects.exists()


def test_an_address_that_has_an_account_is_told_to_whoever_was_admitted(database):
    person("noor@example.org")
    answer = admitted().post("/account/signup/", {**NEW, "email": "NOOR@example.org"})
    assert "There is already an account with this address" in answer.content.decode()
    assert User.objects.count() == 1


def test_an_account_begun_without_a_key_leaves_its_address_free(database):
    secret = AdministratorLink.renew()
    first = admitted(secret)
    answer = first.post("/account/signup/passkey/", {"name": "Noor", "email": "noor@example.org"})
    assert answer.url == "/account/signup/passkey/making/"
    begun = User.objects.get()

    admitted(secret).post("/account/signup/", NEW)
    assert User.objects.get().pk != begun.pk
    assert User.objects.get().check_password(PASSWORD)
    # Whoever began it has nothing in their session that opens the other's account.
    assert first.get("/account/signup/passkey/making/", follow=True).wsgi_request.user.is_anonymous


def test_an_account_that_somebody_can_open_is_never_swept_away_by_a_sign_up(database):
    for values in ({"password": PASSWORD}, {"password": None, "last_login": "2025-01-01T00:00Z"}):
        kept = person("noor@example.org", **values)
        admitted().post("/account/signup/", NEW)
        assert User.objects.get().pk == kept.pk
        kept.delete()


@pytest.mark.parametrize("weak", ["short", "1234567890123", "password123", "noor@example.org"])
def test_a_weak_password_is_refused_in_words(database, weak):
    answer = admitted().post("/account/signup/", {**NEW, "password1": weak, "password2": weak})
    assert 'class="problem"' in answer.content.decode()
    assert not User.objects.exists()


def test_a_password_opens_its_own_account_in_any_spelling_of_the_address(database):
    user = person()
    client = Client()
    assert sign_in(client, "AMARA@example.org", next="/account/").url == "/account/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_and_an_unknown_address_read_the_same(database):
    person()
    wrong = sign_in(Client(), "amara@example.org", "something else").content.decode()
    unknown = sign_in(Client(), "ghost@example.org", "something else").content.decode()
    assert "do not match" in wrong
    assert _plain(wrong).replace("amara@", "ghost@") == _plain(unknown)


def test_after_five_wrong_passwords_the_right_one_waits_too(database):
    person()
    for _attempt in range(5):
        sign_in(Client(), "amara@example.org", "something else")
    client = Client()
    assert "Too many failed attempts" in sign_in(client, "amara@example.org").content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_nowhere_else(database):
    person()
    assert sign_in(Client(), "amara@example.org", next="https://elsewhere.example/").url == "/"


def test_signing_out_leads_to_the_front_and_ends_the_session(database):
    client = signed_in(person())
    answer = client.post("/account/logout/")
    assert answer.url == "/"
    assert client.get("/account/").url.startswith("/account/login/")


def test_looking_at_the_sign_out_page_signs_nobody_out(database):
    client = signed_in(person())
    client.get("/account/logout/")
    assert client.get("/account/").status_code == 200


def test_a_closed_account_opens_no_more(database):
    user = person()
    client = signed_in(user)
    User.objects.update(is_active=False)
    assert client.get("/account/").status_code == 302
    assert sign_in(Client(), user.email).status_code != 302 or "inactive" in sign_in(Client(), user.email).url


def test_the_account_s_language_goes_before_the_browser_s(database):
    user = person(language="ar")
    client = signed_in(user)
    assert '<html lang="ar" dir="rtl"' in client.get("/account/").content.decode()

    client.post("/account/", {"name": "Amara", "language": "en"})
    assert '<html lang="en"' in client.get("/account/", headers={"accept-language": "ar"}).content.decode()
    assert '<html lang="en"' in Client().get("/account/login/").content.decode()


def test_an_unknown_language_is_not_kept(database):
    user = person(language="en")
    assert signed_in(user).post("/account/", {"name": "Amara", "language": "xx"}).status_code == 200
    assert User.objects.get().language == "en"


def _plain(page: str) -> str:
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value|X-CSRFToken": )[^>}]*', "", page)
