"""Who has signed what: a dissent takes signatures back, and whoever leaves the talks is waited for no more."""

import pytest

from goodoffices.process.acts import LeaveTalks
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.acts import Stale
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.taskforces.acts import AdoptTerms, DeliverReport, DissentFromReport, ExtendTerms, WindUpTaskForce
from goodoffices.taskforces.models import TabledReport
from goodoffices.taskforces.tests.forces import Force
from goodoffices.taskforces.tests.test_rapporteur import today_of
from tests.cast import client_of
from tests.table import now, refused


@pytest.fixture
def force(monkeypatch, river, amara, lena, idris):
    return Force(monkeypatch, amara, lena, idris)


@pytest.fixture
def mina(river, amara, lena, idris):
    """The head of East, the third party at the table."""
    return accepts_rules(admitted(amara, lena, idris))


@pytest.fixture
def of_three(monkeypatch, river, amara, lena, idris, mina):
    force = Force(monkeypatch, amara, lena, idris, mina)
    force.heads = (lena, idris, mina)
    return force


# ---- A dissent after a signature


def test_a_dissent_takes_back_what_others_have_signed(force, lena, idris):
    force.adopted()
    report = force.report(consensus=True)
    perform(DeliverReport(report=report), now(lena))
    perform(DissentFromReport(report=report, words="Not on our bank."), now(idris))
    page = client_of(now(lena)).get(f"{force.found(lena).page()}reports/").text
    assert "a dissent was noted after that, so it is to be signed again" in page
    assert "still to be signed by <bdi>Head of delegation, North</bdi>" in page
    assert "A dissent was noted after you had signed the report" in today_of(lena)
    entry = perform(DeliverReport(report=report), now(idris)).entry
    assert entry.facts["missing"] == ["North"] and not TabledReport.objects.seen_by(now(lena)).exists()
    perform(DeliverReport(report=report), now(lena))
    copy = TabledReport.objects.seen_by(now(lena)).get()
    assert (copy.consensus, copy.dissents) == (False, [{"party": "south", "words": "Not on our bank."}])
    page = client_of(now(lena)).get(f"{force.found(lena).page()}reports/").text
    assert "signed again" not in page


def test_who_has_signed_dissents_no_more(force, lena, idris):
    force.adopted()
    report = force.report()
    perform(DeliverReport(report=report), now(lena))
    refused(DissentFromReport(report=report, words="Yet."), now(lena), "You have signed")
    perform(DissentFromReport(report=report, words="Not on our bank."), now(idris))
    assert perform(DissentFromReport(report=report, words="Then not on ours."), now(lena))


def test_a_form_that_was_opened_before_the_dissent_signs_nothing(force, lena, idris):
    force.adopted()
    report = force.report()
    seen = IfUnchangedSince(force.book.id, perform(DeliverReport(report=report), now(lena)).entry.number)
    perform(DissentFromReport(report=report, words="Not on our bank."), now(idris))
    with pytest.raises(Stale):
        perform(DeliverReport(report=report), now(lena), seen=seen)


# ---- A party leaves


def test_terms_that_wait_for_a_party_which_has_left_are_adopted_by_those_who_stay(of_three, lena, idris, mina):
    of_three.draft()
    for head in (lena, idris):
        perform(AdoptTerms(terms=of_three.terms), now(head))
    refused(AdoptTerms(terms=of_three.terms), now(lena), "Wait for the other heads")
    perform(LeaveTalks(words="We go."), now(mina))
    assert not of_three.found(lena).in_force
    assert "adopt them once more" in today_of(lena)
    perform(AdoptTerms(terms=of_three.terms), now(lena))
    assert of_three.found(idris).in_force


def test_what_all_who_stay_have_wished_is_done_once_one_of_them_says_it_again(of_three, lena, idris, mina):
    of_three.adopted()
    longer = ExtendTerms(terms=of_three.terms, sunset="2025-07-31", why="Floods.")
    for head in (lena, idris):
        perform(longer, now(head))
    refused(longer, now(lena), "has said so")
    perform(LeaveTalks(words="We go."), now(mina))
    assert "say it once more" in today_of(lena)
    perform(longer, now(lena))
    assert of_three.found(idris).sunset == "2025-07-31"
    perform(WindUpTaskForce(terms=of_three.terms), now(idris))
    refused(WindUpTaskForce(terms=of_three.terms), now(idris), "has said so")


def test_it_is_wound_up_once_who_stays_says_so_again(of_three, lena, idris, mina):
    of_three.adopted()
    for head in (lena, idris):
        perform(WindUpTaskForce(terms=of_three.terms), now(head))
    perform(LeaveTalks(words="We go."), now(mina))
    perform(WindUpTaskForce(terms=of_three.terms), now(idris))
    assert of_three.found(lena).state == "ended"


def test_a_report_that_waits_for_a_party_which_has_left_is_delivered_by_those_who_stay(of_three, lena, idris, mina):
    of_three.adopted()
    report = of_three.report()
    for head in (lena, idris):
        perform(DeliverReport(report=report), now(head))
    assert "East" in refused(DeliverReport(report=report), now(lena), "You have signed")
    perform(LeaveTalks(words="We go."), now(mina))
    assert "sign once more to deliver it" in today_of(lena)
    perform(DeliverReport(report=report), now(lena))
    assert TabledReport.objects.seen_by(now(idris)).get().words == "We read them."
