"""Who reports: named in the terms, and by the lead where nobody does."""

import pytest

from goodoffices.process.acts import ChangeTaskForce, RemoveSeat
from goodoffices.record.perform import perform
from goodoffices.taskforces.acts import AdoptTerms, DraftReport, DraftTerms, NameRapporteur
from goodoffices.taskforces.tests.forces import KEY, SUNSET, Force
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused

SENTENCE = "has no rapporteur: name one"


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def force(monkeypatch, river, amara, lena, idris, sara):
    return Force(monkeypatch, amara, lena, idris, sara)


def named(force, seat):
    return NameRapporteur(terms=force.terms, seat=seat.id)


def today_of(seat):
    client = client_of(now(seat))
    client.get(f"/processes/{seat.process_id}/")  # the first visit is to what these talks are about
    return client.get(f"/processes/{seat.process_id}/").text


def test_where_the_rapporteur_was_released_the_lead_names_another(force, amara, lena, idris, sara):
    force.adopted()
    refused(named(force, sara), now(amara), "Rapporteur is rapporteur")
    perform(ChangeTaskForce(task_force=KEY, release=[force.writer.id]), now(amara))
    assert SENTENCE in today_of(amara) and SENTENCE not in today_of(lena)
    not_there(named(force, sara), now(lena), now(idris), now(sara))
    done = perform(named(force, sara), now(amara)).entry
    assert force.found(lena).rapporteur_id == sara.id and str(done.book.audience) == "plenary"
    assert SENTENCE not in today_of(amara)
    draft = DraftReport(task_force=KEY, words="We read them.")
    assert perform(draft, now(sara))
    not_there(draft, now(force.writer))


def test_one_who_comes_back_reports_no_more_once_another_is_named(force, amara, sara):
    force.adopted()
    perform(ChangeTaskForce(task_force=KEY, release=[force.writer.id]), now(amara))
    perform(named(force, sara), now(amara))
    perform(ChangeTaskForce(task_force=KEY, welcome=[force.writer.id]), now(amara))
    not_there(DraftReport(task_force=KEY, words="Mine."), now(force.writer))


def test_where_the_rapporteur_has_left_the_table_the_lead_names_another(force, amara, sara):
    force.adopted()
    perform(RemoveSeat(seat=force.writer.id), now(amara))
    assert perform(named(force, sara), now(amara))


def test_terms_that_were_adopted_without_one_get_one(force, amara, lena, idris, sara):
    chairs = [lena.id, idris.id]
    act = DraftTerms(task_force=KEY, purpose="Read the gauges.", sunset=SUNSET, co_chairs=chairs)
    force.terms = perform(act, amara).entry.id
    refused(named(force, sara), now(amara), "not in force yet")
    for head in (lena, idris):
        perform(AdoptTerms(terms=force.terms), now(head))
    perform(named(force, sara), now(amara))
    assert perform(DraftReport(task_force=KEY, words="We read them."), now(sara))


def test_whoever_reports_is_of_no_party_and_in_the_task_force(force, amara, lena, idris, sara):
    force.adopted()
    noor = admit(amara, "observer", "Observer")
    perform(ChangeTaskForce(task_force=KEY, release=[force.writer.id, sara.id], welcome=[noor.id]), now(amara))
    refused(named(force, idris), now(amara), "of no party")
    refused(named(force, sara), now(amara), "member of the task force")
    refused(named(force, noor), now(amara), "observer reports nothing")


def test_the_page_says_who_is_missing_and_has_the_form_for_the_lead(force, amara, lena, sara):
    force.adopted()
    page, client = force.found(amara).page(), client_of(now(amara))
    assert "taskforces.name_rapporteur" not in client.get(page).text
    perform(ChangeTaskForce(task_force=KEY, release=[force.writer.id]), now(amara))
    assert "nobody now; <bdi>Rapporteur</bdi> was rapporteur" in client_of(now(lena)).get(page).text
    assert "taskforces.name_rapporteur" not in client_of(now(lena)).get(page).text
    (told,) = Api(now(lena)).get("/task-forces").json()["task_forces"]
    assert told["rapporteur"] is None and "Nobody is rapporteur." in told["missing"]
    form_on(client, page, "taskforces.name_rapporteur").send(client, seat=sara.id)
    assert "<dd><bdi>Secretariat</bdi>" in client_of(now(lena)).get(page).text
