"""Signed out, or on a page that is too old: what is sent is not recorded, and not lost."""

import re

import pytest
from django.test import Client

from goodoffices.accounts.models import User
from goodoffices.accounts.tests.house import sign_in
from goodoffices.process.models import Holder
from goodoffices.record.models import Entry
from tests.cast import client_of

HTMX = {"HX-Request": "true"}
PASSWORD = "a quiet river 7"


@pytest.fixture
def room(river) -> str:
    return f"/processes/{river.process}/rooms/{river.book('plenary').id}/"


@pytest.fixture
def statement(river) -> tuple[str, dict[str, str]]:
    sent = {"room": river.book("plenary").id, "text": "Half of the <b>spring</b> flow.", "key": "k1", "stay": ""}
    return f"/processes/{river.process}/acts/consultation.make_statement", sent


# ---- signed out


def test_a_form_that_htmx_sends_is_told_in_a_sentence_and_where_to_sign_in(statement, room):
    head = Entry.objects.count()
    answer = Client().post(*statement, headers={**HTMX, "HX-Current-URL": f"http://testserver{room}?answers=x"})
    assert answer.status_code == 401
    assert "You have been signed out" in answer.text and "<html" not in answer.text
    assert f"/account/login/?next={room.replace('/', '%2F')}%3Fanswers%3Dx" in answer.text
    assert Entry.objects.count() == head


def test_signing_in_by_that_link_leads_back_to_the_page(river, lena, statement, room):
    client = Client()
    answer = client.post(*statement, headers={**HTMX, "HX-Current-URL": f"http://testserver{room}"})
    address = re.search(r'href="([^"]+)"', answer.text)[1]
    person = User.objects.create_user("lena@example.org", PASSWORD, name="Lena")
    Holder.objects.filter(seat=lena.id).delete()
    Holder.objects.create(user=person, process=river.process, seat=lena.id)
    assert f'value="{room}"' in client.get(address).text  # the form hands it on
    assert sign_in(client, "lena@example.org", PASSWORD, next=room)["Location"] == room
    assert client.get(room).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "", "nonsense"]
)
def test_the_link_leads_to_no_other_host(statement, elsewhere):
    answer = Client().post(*statement, headers={**HTMX, "HX-Current-URL": elsewhere})
    assert "evil" not in answer.text and "javascript" not in answer.text
    assert "/account/login/?next=%2F" in answer.text


def test_a_part_that_refreshes_itself_keeps_what_it_shows(river):
    answer = Client().get(f"/processes/{river.process}/agenda/", headers=HTMX)
    assert (answer.status_code, answer["HX-Reswap"]) == (401, "none")


def test_a_page_still_leads_to_signing_in(room):
    assert Client().get(room)["Location"].startswith("/account/login/?next=")


def test_without_scripts_the_words_come_back_on_a_page_of_their_own(statement, room):
    answer = Client().post(*statement, headers={"Referer": f"http://testserver{room}"})
    assert answer.status_code == 401
    assert "Half of the &lt;b&gt;spring&lt;/b&gt; flow." in answer.text
    assert answer.text.count("<textarea") == 1  # words, and no ids
    assert f"next={room.replace('/', '%2F')}" in answer.text


def test_whoever_is_told_is_told_the_same_of_talks_that_are_not(statement):
    there, sent = statement
    answers = [Client().post(at, sent, headers=HTMX) for at in (there, "/processes/nowhere/acts/no.such")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].content == answers[1].content


# ---- an old token


@pytest.fixture
def old(lena) -> Client:
    """Her browser, with a page that was drawn before the token changed."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(lena).cookies
    return client


def test_an_old_token_is_told_apart_from_every_other_refusal(old, statement, room):
    head = Entry.objects.count()
    old.get(room)
    answer = old.post(statement[0], {**statement[1], "csrfmiddlewaretoken": "x" * 64}, headers=HTMX)
    assert answer.status_code == 403 and "<html" not in answer.text
    assert "Your words stay here" in answer.text
    assert Entry.objects.count() == head


def test_a_fresh_token_sends_the_same_act_and_only_once(river, lena, old, statement):
    head = Entry.objects.count()
    given = old.get(f"/processes/{river.process}/form-token").json()
    assert given["seat"] == lena.id
    for _again in range(2):
        sent = {**statement[1], "csrfmiddlewaretoken": given["token"]}
        assert old.post(statement[0], sent, headers=HTMX).status_code == 204
    assert Entry.objects.count() == head + 1


def test_a_token_is_for_who_sits_at_the_table(river, noor):
    address = f"/processes/{river.process}/form-token"
    assert client_of(noor).get(address).status_code == 404
    assert Client().get(address, headers=HTMX).status_code == 401


def test_an_old_token_of_somebody_signed_out_gets_the_one_answer(statement):
    answer = Client(enforce_csrf_checks=True).post(*statement, headers=HTMX)
    assert answer.status_code == 401 and "You have been signed out" in answer.text


def test_without_scripts_an_old_page_brings_its_words_back_and_a_foreign_one_does_not(old, statement):
    own = old.post(*statement, headers={"Origin": "http://testserver"})
    foreign = old.post(*statement, headers={"Origin": "https://evil.example"})
    assert (own.status_code, foreign.status_code) == (403, 403)
    assert "spring" in own.text and "spring" not in foreign.text
