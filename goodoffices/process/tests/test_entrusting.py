"""What a head entrusts to others of the delegation: in its own book, by the head alone, until it is taken back."""

import pytest
from django.urls import reverse

from goodoffices.process.acts import EndEntrusting, Entrust, HandOver, RemoveSeat
from goodoffices.process.models import Trust
from goodoffices.process.trust import RELEASING, TABLING, may
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused


@pytest.fixture
def marek(lena):
    return admit(lena, "delegate", "Delegate, North", "north")


def test_the_head_entrusts_and_takes_back(river, lena, marek):
    assert may(lena, TABLING) and may(lena, RELEASING) and not may(marek, TABLING)
    entry = perform(Entrust(seat=marek.id, to_do="tabling"), lena).entry
    assert str(entry.book.audience) == "delegation:north"
    assert may(now(marek), TABLING) and not may(now(marek), RELEASING)
    refused(Entrust(seat=marek.id, to_do="tabling"), now(lena), "already")
    perform(EndEntrusting(seat=marek.id, to_do="tabling"), now(lena))
    assert not may(now(marek), TABLING)
    refused(EndEntrusting(seat=marek.id, to_do="tabling"), now(lena), "no such authority")


def test_nobody_else_entrusts_and_nobody_else_learns_of_it(river, amara, lena, idris, marek):
    act = Entrust(seat=marek.id, to_do="releasing")
    not_there(act, amara, idris, marek)
    not_there(Entrust(seat=lena.id, to_do="releasing"), lena)  # the head needs no trust of its own
    not_there(Entrust(seat=idris.id, to_do="releasing"), lena)
    perform(act, lena)
    for seat in (amara, idris):
        assert not Trust.objects.seen_by(now(seat)).exists()


def test_a_seat_that_left_is_not_entrusted(river, lena, marek):
    perform(RemoveSeat(seat=marek.id), lena)
    refused(Entrust(seat=marek.id, to_do="tabling"), now(lena), "left the table")


def test_a_trust_outlasts_the_head_who_gave_it_until_the_next_takes_it_back(river, lena, marek):
    nils = admit(lena, "adviser", "Adviser, North", "north")
    perform(Entrust(seat=nils.id, to_do="tabling"), now(lena))
    perform(HandOver(seat=marek.id), now(lena))
    assert may(now(nils), TABLING) and not may(now(lena), TABLING)
    perform(EndEntrusting(seat=nils.id, to_do="tabling"), now(marek))
    assert not may(now(nils), TABLING)


def test_it_is_done_and_undone_on_the_page_of_seats(river, lena, idris, marek):
    page = reverse("process:seats", args=[river.process])
    form = form_on(client_of(now(lena)), page, "process.entrust")
    assert form.options["to_do"] == ["tabling", "releasing"] and form.options["seat"] == [marek.id]
    form.send(client_of(now(lena)), seat=marek.id, to_do="releasing")
    shown = client_of(now(lena)).get(page).content.decode()
    assert "to release what was said in the caucus" in shown
    assert "Authorised in our delegation" in client_of(now(idris)).get(page).content.decode()
    assert (
        "to release what was said in the caucus"
        not in client_of(now(idris)).get(page).content.decode().split("<form")[0]
    )
    form_on(client_of(now(lena)), page, "process.end_entrusting").send(client_of(now(lena)))
    assert not may(now(marek), RELEASING)
