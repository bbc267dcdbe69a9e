"""A host without mail says so wherever a link would have been mailed, and what to do instead."""

import json
from argparse import Namespace

import pytest
from django.test import Client

from goodoffices.accounts.tests.house import person, sign_in, signed_in
from goodoffices.site.commands.password_link import run
from goodoffices.site.failed import Failed
from tests.cast import client_of
from tests.table import admit

SAID = "Mail is not set up on this host."
OTHER = "another river, by day"


@pytest.fixture
def no_mail(settings):
    settings.MAIL = False


def test_a_forgotten_password_is_the_administrator_s_to_help_with(database, no_mail):
    shown = Client().get("/account/password/reset/").text
    assert SAID in shown and "goodoffices password-link" in shown
    assert "<input" not in shown.partition("<main")[2]


def test_with_mail_nothing_of_the_kind_is_said(database):
    shown = Client().get("/account/password/reset/").text
    assert SAID not in shown and 'name="email"' in shown


def test_the_command_s_link_sets_a_new_password_once(database, capsys):
    user = person()
    assert run(Namespace(address="Amara@example.org", json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    link = told["link"][told["link"].index("/account/") :]
    for works in (True, False):
        client = Client()
        form = client.get(link, follow=True)
        assert bool(form.redirect_chain and 'name="password1"' in form.text) == works
        if works:
            client.post(form.redirect_chain[-1][0], {"password1": OTHER, "password2": OTHER})
    assert sign_in(Client(), user.email, OTHER).status_code == 302


def test_the_command_knows_nobody_else(database):
    with pytest.raises(Failed, match="no account with the address"):
        run(Namespace(address="ghost@example.org", json=False))


def test_an_address_that_nobody_could_confirm_is_not_asked_for(database, no_mail):
    shown = signed_in(person()).get("/account/email/").text
    assert SAID in shown and "action_add" not in shown and "action_send" not in shown


def test_an_invitation_and_the_digest_say_it_too(river, lena, no_mail):
    admit(lena, "delegate", "Delegate, North", "north")
    seats = client_of(lena).get(f"/processes/{river.process}/seats/").text
    assert SAID in seats and "Create the link" in seats and 'name="address"' not in seats
    client = client_of(lena)
    client.get(f"/processes/{river.process}/")  # who has been here before is not shown first what these talks are
    desk = client.get(f"/processes/{river.process}/", follow=True)
    assert SAID in desk.text and 'name="hour"' not in desk.text
