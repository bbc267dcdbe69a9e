"""Forgotten passwords, changed passwords, changed addresses."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from goodoffices.accounts.models import User
from goodoffices.accounts.tests.house import (
    links,
    person,
    shown_again,
    sign_in,
    signed_in,
    with_app,
)

OTHER = "another river, by day"


def test_mail_goes_to_files_in_the_data_folder_where_no_server_is_named():
    from goodoffices.site import settings as host

    assert host.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    assert host.EMAIL_FILE_PATH == host.DATA / "mail"


def test_the_link_in_the_mailed_file_sets_a_new_password_once(database, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    user = person()
    before = signed_in(user)
    Client().post("/account/password/reset/", {"email": user.email})

    (file,) = Path(settings.EMAIL_FILE_PATH).iterdir()
    (link,) = [link for link in links(file.read_text()) if "key" in link]
    client = Client()
    form = client.get(link, follow=True)
    set_at = form.redirect_chain[-1][0]
    assert client.post(set_at, {"password1": OTHER, "password2": OTHER}).url == "/account/password/reset/key/done/"

    assert sign_in(Client(), user.email).status_code == 200
    assert sign_in(Client(), user.email, OTHER).status_code == 302
    assert before.get("/account/").status_code == 302  # whoever was signed in by the old one is out
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_a_changed_link_sets_nothing(database):
    user = person()
    Client().post("/account/password/reset/", {"email": user.email})
    (link,) = [link for link in links(mail.outbox[0].body) if "key" in link]
    assert "no longer works" in Client().get(link[:-3] + "xx/", follow=True).content.decode()


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(database):
    person()
    answers = []
    for email in ("amara@example.org", "ghost@example.org"):
        answer = Client().post("/account/password/reset/", {"email": email}, follow=True)
        answers.append((answer.redirect_chain, "we have sent a link" in answer.content.decode()))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["amara@example.org"], ["ghost@example.org"]]
    assert "there is no such account here" in mail.outbox[1].body
    assert not [link for link in links(mail.outbox[1].body) if "key" in link]


def test_the_mailed_link_leads_to_the_host_s_own_address_whatever_a_visitor_calls_it(database, settings):
    settings.PUBLIC_URL = "https://talks.example.org"
    Client(headers={"host": "localhost:666"}).post("/account/password/reset/", {"email": person().email})
    assert "https://talks.example.org/account/password/reset/key/" in mail.outbox[0].body
    assert "666/account" not in mail.outbox[0].body


def test_a_new_password_does_not_get_around_the_second_key(database):
    user = person()
    with_app(signed_in(user))
    Client().post("/account/password/reset/", {"email": user.email})
    (link,) = [link for link in links(mail.outbox[-1].body) if "key" in link]
    client = Client()
    set_at = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(set_at, {"password1": OTHER, "password2": OTHER})
    assert client.get("/account/").status_code == 302
    assert sign_in(client, user.email, OTHER).url == "/account/keys/authenticate/"


def test_changing_the_password_keeps_this_device_and_signs_out_the_others(database):
    user = person()
    here, there = signed_in(user), signed_in(user)
    wrong = here.post("/account/password/change/", {"oldpassword": "no", "password1": OTHER, "password2": OTHER})
    assert "not your current password" in wrong.content.decode()

    from goodoffices.accounts.tests.house import PASSWORD

    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_another_address_takes_its_place_when_its_link_is_opened_and_no_sooner(database):
    user = person()
    client = signed_in(user)
    shown_again(client)
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    assert User.objects.get().email == "amara@example.org"
    (message,) = [message for message in mail.outbox if message.to == ["new@example.org"]]
    (link,) = [link for link in links(message.body) if "confirm" in link]

    assert client.get(link).status_code == 200
    assert User.objects.get().email == "amara@example.org"  # looking changes nothing
    client.post(link)
    assert User.objects.get().email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@example.org", True, True)]
    assert sign_in(Client(), "new@example.org").status_code == 302


def test_the_address_changes_only_for_somebody_who_shows_who_they_are(database):
    client = signed_in(person())
    answer = client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    assert answer.url.startswith("/account/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


def test_an_address_of_another_account_is_refused(database):
    person("lena@example.org")
    client = signed_in(person())
    shown_again(client)
    answer = client.post("/account/email/", {"email": "lena@example.org", "action_add": ""})
    assert "There is already an account with this address" in answer.content.decode()


def test_an_address_taken_meanwhile_is_not_confirmed(database):
    user = person()
    client = signed_in(user)
    shown_again(client)
    client.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    (link,) = [link for link in links(mail.outbox[-1].body) if "confirm" in link]
    person("new@example.org")
    assert client.post(link).status_code in (200, 302)
    user.refresh_from_db()
    assert user.email == "amara@example.org"


@pytest.mark.parametrize("failure", [OSError("no route"), ConnectionRefusedError()])
def test_a_notice_that_cannot_be_mailed_undoes_nothing(database, settings, monkeypatch, failure):
    user = person()
    client = signed_in(user)

    def broken(*args, **kwargs):
        raise failure

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", broken)
    with_app(client)
    assert "on" in client.get("/account/").content.decode()
