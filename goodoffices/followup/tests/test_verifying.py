"""Who verifies: of a joint body one who belongs to neither side, and nobody of a side alone."""

import pytest

from goodoffices.followup.acts import ReportProgress, VerifyCommitment
from goodoffices.followup.models import Finding
from goodoffices.followup.tests.test_commitments import in_force
from goodoffices.process.acts import ChangeCommission, RemoveSeat
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, commission, not_there, now, refused, task_force

BODY = "commission:joint"


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


def finds(commitment, **given):
    return VerifyCommitment(**{"commitment": commitment, "finding": "not_met", **given})


def test_what_a_commission_finds_is_reported_by_its_rapporteur_alone(river, amara, lena, idris, sara, clock):
    commission(amara, "joint", lena, idris, sara)
    perform(ChangeCommission(commission="joint", welcome=[amara.id]), amara)
    owed = in_force(amara, lena, verifier=BODY)
    not_there(finds(owed), now(lena))
    for member in (idris, amara):
        assert "Secretariat" in refused(finds(owed), now(member), "“Joint” finds is reported by")
    page = client_of(now(idris)).get(f"/processes/{river.process}/commitments/{owed}/").text
    assert "finds is reported by Secretariat" in page and "acts/followup.verify" not in page
    perform(ReportProgress(commitment=owed, progress="done"), now(lena))
    perform(finds(owed, finding="met"), now(sara))
    assert [each.seat_id for each in Finding.objects.seen_by(now(idris))] == [sara.id]


def test_without_a_rapporteur_a_member_of_the_third_party_reports_it(river, amara, lena, idris, clock):
    nils = admit(idris, "delegate", "Delegate, South", "south")
    commission(amara, "joint", lena, idris)
    owed = in_force(amara, lena, verifier=BODY)
    refused(finds(owed), now(idris), "has no neutral rapporteur")
    not_there(finds(owed), now(nils), amara)
    perform(ChangeCommission(commission="joint", welcome=[amara.id]), now(amara))
    refused(finds(owed), now(idris), "reported by Mediator")
    assert perform(finds(owed), now(amara))


def test_a_rapporteur_whose_side_owes_it_or_who_has_left_reports_nothing(river, amara, lena, idris, sara, clock):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    commission(amara, "joint", lena, idris, sara)
    perform(ChangeCommission(commission="joint", welcome=[nils.id], rapporteur=nils.id), now(amara))
    owed = in_force(amara, lena, verifier=BODY)
    not_there(finds(owed), now(nils))
    assert perform(finds(owed), now(sara))
    perform(RemoveSeat(seat=sara.id), now(amara))
    refused(finds(owed), now(idris), "has no neutral rapporteur")


def test_what_a_task_force_finds_is_reported_by_a_member_of_no_party(river, amara, lena, idris, clock):
    joon, noor = admit(amara, "interpreter", "Interpreter"), admit(amara, "observer", "Observer")
    task_force(amara, "gauges", lena, idris, joon, noor)
    owed = in_force(amara, lena, verifier="task_force:gauges")
    refused(finds(owed), now(idris), "reported by Interpreter")
    not_there(finds(owed), now(lena), now(noor), now(amara))
    assert perform(finds(owed), now(joon))
