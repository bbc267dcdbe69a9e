"""`goodoffices invite`: the host's own invitation."""

import json
from argparse import Namespace

import pytest
from django.core import mail
from django.test import Client

from goodoffices.process.models import Invitation
from goodoffices.site.commands.invite import run
from goodoffices.site.failed import Failed
from tests.cast import client_of


def options(seat, **more):
    return Namespace(**{"seat": seat, "mail": "", "instead": False, "json": True, **more})


def test_it_prints_a_link_that_works(river, lena, capsys):
    assert run(options(lena.id)) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["seat"], told["days"]) == (lena.id, 7)
    path = told["link"][told["link"].index("/invitations/") :]
    assert "Head of delegation, North" in Client().get(path).content.decode()


def test_it_mails_the_link_too(river, lena, capsys):
    run(options(lena.id, mail="lena@example.org"))
    assert mail.outbox[0].to == ["lena@example.org"]
    assert json.loads(capsys.readouterr().out)["link"] in mail.outbox[0].body


def test_it_refuses_an_unknown_seat_and_one_in_which_somebody_sits(river, lena):
    with pytest.raises(Failed, match="There is no seat"):
        run(options("nonsense"))
    client_of(lena)
    with pytest.raises(Failed, match="--instead"):
        run(options(lena.id))
    assert not Invitation.objects.exists()
    assert run(options(lena.id, instead=True)) == 0
