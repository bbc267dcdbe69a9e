"""Things: every citable noun has one, by the record and by the migration alike, and others reach the noun through it."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.core.management import call_command

from conftest import database_file
from goodoffices.agenda.acts import AmendIssue, RaiseIssue
from goodoffices.consultation.acts import AmendStatement, StrikeStatement
from goodoffices.listening.models import Loop
from goodoffices.process.acts import ConcludeRound, FrameRound, OpenRound, ReframeRound
from goodoffices.process.models import AgendaItem, Round
from goodoffices.record import replay
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.record.things import SORTS, Noun, Thing, thing_seen_by
from tests.house import references_that_go_down
from tests.table import admit, now, say

BEFORE = Path(__file__).parent / "data/before_things.sql"  # a data folder's database, made before there were things


@pytest.fixture
def migrated(tmp_path, django_db_blocker):
    path = tmp_path / "before.sqlite3"
    with sqlite3.connect(path) as old:
        old.executescript(BEFORE.read_text(encoding="utf-8"))
    with django_db_blocker.unblock(), database_file(path):
        call_command("migrate", verbosity=0)
        yield path


def test_data_made_before_there_were_things_opens_and_is_what_the_record_says(migrated):
    assert Loop._base_manager.filter(about__sort="statement").exists()
    assert replay.check() == []
    assert references_that_go_down() == []


def test_that_data_held_every_noun_that_there_was(migrated):
    """Else the migration would prove nothing for those it does not hold."""
    sorts = set(Thing._base_manager.values_list("sort", flat=True))
    offices = set(re.findall(r"INTO \"django_migrations\" VALUES\(\d+,'(\w+)'", BEFORE.read_text(encoding="utf-8")))
    nouns = {sort for sort, model in SORTS.items() if model._meta.app_label in offices}
    assert sorts == nouns - {
        "accession",
        "commission",
        "meeting",
        "motion",
        "programme",
        "programme_item",
    }  # came later, as things
    reworded = {thing.sort for thing in Thing._base_manager.all() if thing.changed > thing.number}
    assert reworded == {"statement", "issue", "round"}
    gone = AgendaItem._base_manager.filter(current=False).values_list("text", flat=True)
    assert set(gone) == {"Water", "Roads", "Dams"} and Entry.objects.count() > 70


def test_a_thing_leads_to_its_noun_for_those_who_see_it(river, amara, lena, idris):
    caucus = river.book("caucus", "north")
    said = say(lena, caucus, "Between ourselves.").id
    noun = thing_seen_by(amara, said)
    assert (noun.sort, noun.in_words(), noun.author) == ("statement", "Between ourselves.", lena.id)
    assert thing_seen_by(idris, said) is None and thing_seen_by(lena, "nothing") is None


def test_a_noun_says_in_which_wording_it_stands(river, lena):
    said = say(lena, river.book("plenary"), "Fourty.")
    assert thing_seen_by(lena, said.id).wording == said.number
    corrected = perform(AmendStatement(statement=said.id, text="Forty."), lena).entry
    noun = thing_seen_by(lena, said.id)
    assert (noun.wording, noun.in_words(), noun.stands) == (corrected.number, "Forty.", True)
    perform(StrikeStatement(statement=said.id), lena)
    noun = thing_seen_by(lena, said.id)
    assert (noun.wording, noun.stands) == (corrected.number, False)


def test_an_issue_put_otherwise_has_another_wording(river, lena):
    raised = perform(RaiseIssue(title="Watre"), lena).entry
    amended = perform(AmendIssue(issue=raised.id, title="Water"), lena).entry
    assert thing_seen_by(lena, raised.id).wording == amended.number > raised.number


def test_an_agenda_item_stays_itself_while_its_words_do(river, amara):
    framed = perform(FrameRound(title="First", items=["Water", "Fish"]), amara).entry.id
    water, fish = AgendaItem.objects.seen_by(amara).filter(round=framed)
    perform(ReframeRound(round=framed, items=["Fish", "Roads"]), amara)
    standing = AgendaItem.objects.seen_by(amara).filter(round=framed, current=True)
    assert [item.text for item in standing] == ["Fish", "Roads"] and standing[0].id == fish.id
    assert not thing_seen_by(amara, water.id).stands


def test_highlights_are_things_also_for_those_admitted_later(river, amara):
    framed = perform(FrameRound(title="First"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    perform(ConcludeRound(round=framed, highlights=["Both listened."], framework="Go on."), amara)
    said = say(amara, river.book("plenary"), "Before.").id
    observer = now(admit(amara, "observer", "Observer"))
    things = Thing.objects.seen_by(observer)
    assert Round.objects.seen_by(observer).exists() == things.filter(sort="round").exists()
    assert not things.filter(id=said).exists()
    (highlight,) = Thing.objects.seen_by(amara).filter(sort="highlight")
    assert highlight.noun(amara).in_words() == "Both listened."


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_no_field_of_a_noun_hides_what_every_noun_can_say(sort):
    """A column called `told` would be found in place of the method, and only when somebody needs it."""
    for name in ("told", "in_words", "page", "read_at"):
        assert callable(getattr(Noun, name)) and callable(getattr(SORTS[sort], name)), name
