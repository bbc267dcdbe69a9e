"""An administrator founds a process, hands it over, and sees no book."""

import pytest
from django.core import mail
from django.test import Client

from goodoffices.accounts.tests.house import links, person
from goodoffices.process.acts import AdmitParty
from goodoffices.process.models import Holder, Invitation, Process
from goodoffices.process.seats import processes, seat_with_id
from goodoffices.record.perform import perform

LAKE = {
    "title": "Talks on the Lake",
    "mandate": "mediation",
    "field": "diplomacy",
    "zone": "Europe/Zurich",
    "mediator": "Mediator",
}


@pytest.fixture
def administrator(database):
    client = Client()
    client.force_login(person("root@example.org", is_staff=True))
    return client


def test_an_administrator_founds_a_process_and_hands_the_mediator_s_seat_over(administrator):
    answer = administrator.post("/processes/new/", {**LAKE, "address": "amara@example.org"})
    (path,) = {link for link in links(answer.content.decode().replace("<", " ")) if "/invitations/" in link}
    (process,) = processes()
    assert (process.title, process.zone) == ("Talks on the Lake", "Europe/Zurich")
    assert administrator.get(f"/processes/{process.id}/").status_code == 404
    assert mail.outbox[0].to == ["amara@example.org"]

    amara = Client()
    amara.force_login(person())
    assert amara.post(f"{path}seat").url == f"/processes/{process.id}/"
    assert amara.get(f"/processes/{process.id}/").status_code == 200
    assert administrator.get(f"/processes/{process.id}/").status_code == 404


def test_an_administrator_may_mediate(administrator):
    answer = administrator.post("/processes/new/", {**LAKE, "mediator_is": "me"})
    assert administrator.get(answer.url).status_code == 200
    assert Holder.objects.count() == 1


@pytest.mark.parametrize("client", [Client(), None])
def test_to_everybody_else_the_page_is_not_there(database, client):
    if client is None:
        client = Client()
        client.force_login(person())
    assert client.get("/processes/new/").status_code == 404
    assert client.post("/processes/new/", LAKE).status_code == 404
    assert client.post("/processes/new/x/mediator").status_code == 404
    assert processes() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Fill this in."),
        ("zone", "Atlantis/Capital", "Enter a time zone"),
        ("mandate", "conquest", "mandate"),
        ("address", "nobody", "not a complete e-mail address"),
    ],
)
def test_a_founding_that_cannot_be_says_why_keeps_the_words_and_founds_nothing(administrator, field, value, sentence):
    answer = administrator.post("/processes/new/", {**LAKE, "summary": "Whose lake?", field: value})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "Whose lake?" in answer.content.decode()
    assert f'<a href="#f-{field}" data-field="{field}">' in answer.text
    if field != "mandate":  # a choice that no page offers
        assert f'id="f-{field}-error"' in answer.text and answer.text.count('aria-invalid="true"') == 1
    assert processes() == []
    assert not Invitation.objects.exists()


def test_a_lost_link_is_made_anew_while_nothing_has_happened(administrator):
    administrator.post("/processes/new/", LAKE)
    first = Invitation.objects.get()
    assert "waiting for a mediator" in administrator.get("/processes/new/").content.decode()
    answer = administrator.post(f"/processes/new/{first.seat}/mediator", {"mediator_is": "other"})
    assert "/invitations/" in answer.content.decode()
    assert Invitation.objects.get().hash != first.hash


def test_once_it_has_begun_no_administrator_comes_near(administrator):
    administrator.post("/processes/new/", LAKE)
    seat = seat_with_id(Invitation.objects.get().seat)
    perform(AdmitParty(party="north", name="North"), seat)
    for as_whom in ("me", "other"):
        assert administrator.post(f"/processes/new/{seat.id}/mediator", {"mediator_is": as_whom}).status_code == 404
    assert "Talks on the Lake" not in administrator.get("/processes/new/").content.decode()
    assert not Holder.objects.exists()


def test_a_process_in_which_somebody_sits_is_not_listed(administrator):
    administrator.post("/processes/new/", LAKE)
    amara = Client()
    amara.force_login(person())
    seat = Invitation.objects.get().seat
    Holder.objects.create(user=person("amara2@example.org"), process=Process._base_manager.get().id, seat=seat)
    assert administrator.post(f"/processes/new/{seat}/mediator", {"mediator_is": "me"}).status_code == 404


def test_the_zone_is_chosen_and_begins_at_the_host_s_own(administrator, settings):
    settings.TIME_ZONE = "Asia/Amman"
    shown = administrator.get("/processes/new/").text
    assert '<option value="Asia/Amman" selected>Amman</option>' in shown
    assert '<option value="America/Argentina/Buenos_Aires">Argentina/Buenos Aires</option>' in shown
    assert "data-browser-zone" in shown and "Etc/GMT" not in shown
    kept = administrator.post("/processes/new/", {**LAKE, "title": ""}).text
    assert '<option value="Europe/Zurich" selected>' in kept and "data-browser-zone" not in kept


def test_without_mail_the_page_says_so_and_the_link_is_there_to_copy(administrator, settings):
    settings.MAIL = False
    shown = administrator.get("/processes/new/").text
    assert "Mail is not set up on this host." in shown and 'name="address"' not in shown
    answer = administrator.post("/processes/new/", {**LAKE, "address": "amara@example.org"}).text
    assert "Mail is not set up on this host." in answer and "mailed to" not in answer
    assert 'data-copy="link"' in answer and '<p class="shown-once" id="link"' in answer
    assert mail.outbox == []
