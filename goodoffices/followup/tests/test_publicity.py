"""What the public reads: nothing before every side that is bound consents, and then a copy that leads nowhere."""

from goodoffices.followup.acts import ConsentToPublicity, ReportProgress, VerifyCommitment
from goodoffices.followup.models import PublicCommitment
from goodoffices.followup.tests.test_commitments import in_force, row
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import not_there, now, refused


def public(seat):
    return list(PublicCommitment.objects.seen_by(now(seat)))


def test_it_is_public_once_every_side_that_is_bound_consents(river, amara, lena, idris):
    id = in_force(amara, lena, publicity="public", verifier="third_party")
    not_there(ConsentToPublicity(commitment=id), amara)
    perform(ConsentToPublicity(commitment=id), lena)
    assert public(amara) == []
    refused(ConsentToPublicity(commitment=id), lena, "waiting for the others")
    perform(ConsentToPublicity(commitment=id), idris)
    (copy,) = public(amara)
    assert (copy.who, copy.to, copy.what) == (["North"], ["South"], "Publish the gauge readings.")
    assert row(amara, id).public == copy.id


def test_the_copy_is_kept_up_and_tells_no_finding_that_is_not_public(river, amara, lena, idris):
    id = in_force(amara, lena, publicity="public", verifier="third_party")
    for head in (lena, idris):
        perform(ConsentToPublicity(commitment=id), head)
    perform(ReportProgress(commitment=id, progress="done", words="Only for the table."), lena)
    perform(VerifyCommitment(commitment=id, finding="not_met", words="Only for the table."), amara)
    (copy,) = public(amara)
    assert (copy.reported, copy.found) == ("done", "")
    perform(VerifyCommitment(commitment=id, finding="met", publicity="public"), amara)
    assert [each.found for each in public(amara)] == ["met"]
    said = list(Entry.objects.filter(kind="followup.tell_public"))
    assert len(said) == 3 and not any("Only for the table" in str(entry.data) for entry in said)
    assert all(id not in str((entry.data, entry.facts)) and entry.by is None for entry in said)


def test_what_is_not_meant_for_the_public_is_not_consented_to(river, amara, lena):
    refused(ConsentToPublicity(commitment=in_force(amara, lena)), lena, "not meant for the public")
