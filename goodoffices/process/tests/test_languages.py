"""A side says which languages it reads; interpreters are assigned to rooms, and read no more by it."""

import re

import pytest
from django.urls import reverse

from goodoffices.process.acts import (
    AcceptInterpreter,
    AssignInterpreter,
    EndInterpreter,
    RemoveSeat,
    SayLanguages,
)
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Assignment, LanguagesRead, interprets_in, languages_read, read_by_side_of
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused, task_force


@pytest.fixture
def joon(amara):
    return admit(amara, "interpreter", "Interpreter")


def assigned(by, seat, book=None):
    return perform(AssignInterpreter(seat=seat.id, **({"book": book.id} if book else {})), by).entry


# ---- languages


def test_a_head_says_what_its_side_reads_and_a_later_word_takes_its_place(river, amara, lena, idris):
    assert read_by_side_of(idris) == ()
    entry = perform(SayLanguages(languages=["ar"]), idris).entry
    assert str(entry.book.audience) == "plenary"
    assert read_by_side_of(now(idris)) == ("ar",)
    assert languages_read(now(lena)) == {idris.party_id: ("ar",)}
    perform(SayLanguages(languages=["ar", "en"]), now(idris))
    assert read_by_side_of(now(idris)) == ("ar", "en")
    assert LanguagesRead.objects.seen_by(lena).count() == 2
    perform(SayLanguages(languages=["en"]), amara)
    assert read_by_side_of(now(amara)) == ("en",)
    assert read_by_side_of(now(lena)) == ()


def test_only_who_decides_says_it_and_nothing_is_said_twice(river, amara, idris, joon):
    adviser = admit(idris, "adviser", "Adviser, South", "south")
    not_there(SayLanguages(languages=["ar"]), adviser, joon)
    perform(SayLanguages(languages=["ar", "en"]), idris)
    refused(SayLanguages(languages=["en", "ar"]), now(idris), "already")
    refused(SayLanguages(languages=["en", "en"]), now(idris), "twice")


def test_the_seats_page_and_the_api_tell_what_each_side_reads(river, lena, idris):
    page = reverse("process:seats", args=[river.process])
    client = client_of(idris)
    form_on(client, page, "process.say_languages").send(client, languages=["ar"])
    html = client_of(lena).get(page).text
    assert '<bdi lang="ar">العربية</bdi>' in html
    assert "not said" in html
    told = Api(now(lena)).get("/languages").json()
    assert [(row["party"], row["languages"]) for row in told["reads"]] == [("south", ["ar"])]


# ---- interpreters


def test_the_lead_assigns_an_interpreter_to_the_plenary(river, amara, lena, joon):
    entry = assigned(amara, joon)
    assert str(entry.book.audience) == "plenary"
    assert interprets_in(now(joon), river.book("plenary").id)
    refused(AssignInterpreter(seat=joon.id), now(amara), "already")
    not_there(AssignInterpreter(seat=joon.id), lena)
    perform(EndInterpreter(assignment=entry.id), now(amara))
    assert not interprets_in(now(joon), river.book("plenary").id)
    refused(EndInterpreter(assignment=entry.id), now(amara), "ended")


def test_in_a_caucus_the_party_s_head_accepts_first(river, amara, lena, idris, joon):
    caucus = river.book("caucus", "north")
    entry = assigned(amara, joon, caucus)
    assert entry.book_id == caucus.id
    assert not interprets_in(now(joon), caucus.id)
    not_there(AcceptInterpreter(assignment=entry.id), amara, idris, joon)
    page = client_of(lena).get(reverse("process:seats", args=[river.process])).text
    assert "waiting for the party’s head" in page
    perform(AcceptInterpreter(assignment=entry.id), now(lena))
    assert interprets_in(now(joon), caucus.id)
    refused(AcceptInterpreter(assignment=entry.id), now(lena), "already works here")
    perform(EndInterpreter(assignment=entry.id), now(lena))
    assert not interprets_in(now(joon), caucus.id)
    assert not Assignment.objects.seen_by(now(idris)).exists()


def test_an_interpreter_who_left_is_accepted_no_more(river, amara, lena, joon):
    entry = assigned(amara, joon, river.book("caucus", "north"))
    perform(RemoveSeat(seat=joon.id), amara)
    refused(AcceptInterpreter(assignment=entry.id), now(lena), "left the table")
    refused(AssignInterpreter(seat=joon.id), now(amara), "left the table")


def test_a_party_brings_its_own_interpreter_into_its_own_rooms_alone(river, amara, lena, idris, joon):
    nils = admit(lena, "adviser", "Interpreter of North", "north")
    for kind in ("caucus", "delegation"):
        assigned(now(lena), nils, river.book(kind, "north"))
        assert interprets_in(now(nils), river.book(kind, "north").id)
    not_there(AssignInterpreter(seat=nils.id), now(lena))
    not_there(AssignInterpreter(seat=nils.id, book=river.book("caucus", "south").id), now(lena))
    not_there(AssignInterpreter(seat=nils.id, book=river.book("delegation", "north").id), now(amara), now(idris))
    refused(AssignInterpreter(seat=joon.id, book=river.book("delegation", "north").id), now(lena), "own delegation")
    refused(AssignInterpreter(seat=nils.id), now(amara), "no interpreter")


def test_an_assignment_lets_nobody_read_more(river, amara, lena, joon):
    before = dict(joon.books())
    assigned(amara, joon)
    assigned(amara, joon, river.book("caucus", "north"))
    assert dict(now(joon).books()) == before
    force = task_force(now(amara), "maps", now(amara), lena)
    refused(AssignInterpreter(seat=joon.id, book=force.id), now(amara), "does not read that room")


def test_every_language_can_be_read_in_a_script_that_has_a_font_here():
    """Some part of its name, at least: Latin, Cyrillic or Arabic letters."""
    shipped = re.compile(r"[A-Za-z\u00c0-\u017f]{3}|[\u0400-\u04ff]{3}|[\u0600-\u06ff]{3}")
    assert [name for name in LANGUAGES.values() if not shipped.search(name)] == []
