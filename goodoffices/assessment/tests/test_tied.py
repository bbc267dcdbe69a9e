"""What variants are tied to: whether it stands, what was agreed of it, and what a run keeps of that."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.assessment.acts import CloseSheet, InvokePrecedent, LinkToThing, SetPrecedent
from goodoffices.assessment.choosing import things_to_choose
from goodoffices.assessment.models import Run
from goodoffices.assessment.tests.drawing import Diagram
from goodoffices.assessment.tests.sheets import cells, open_sheet
from goodoffices.decisions.models import Decision
from goodoffices.followup.acts import CloseCommitment, VerifyCommitment, WithdrawCommitment
from goodoffices.followup.models import Commitment
from goodoffices.followup.tests.test_commitments import in_force, propose
from goodoffices.record.about import demand_holding
from goodoffices.record.acts import Refused
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now, refused


@pytest.fixture
def issue(amara):
    return perform(RaiseIssue(title="The river"), amara).entry.id


@pytest.fixture
def cell(amara, lena):
    return cells(lena, open_sheet(amara))[0].id


def test_what_was_kept_counts_further_and_what_was_taken_back_does_not(river, amara, lena, cell):
    """A commitment that is closed because it is met came to no other end than it was meant to."""
    kept, withdrawn = in_force(amara, lena, verifier="third_party"), propose(amara, what="Move the ferry.")
    diagram = Diagram(amara)
    diagram.judge(lena)
    perform(LinkToThing(variant=diagram.variants[4].id, about=kept), now(lena))
    perform(VerifyCommitment(commitment=kept, finding="met"), amara)
    perform(CloseCommitment(commitment=kept), amara)
    perform(WithdrawCommitment(commitment=withdrawn), now(amara))
    run = Run.objects.seen_by(now(lena)).get(id=diagram.run(lena))
    assert run.asked["measures"] == [[2, 0]]
    perform(LinkToThing(cell=cell, about=kept), now(lena))
    precedent = perform(SetPrecedent(decision=kept, words="What is owed is done."), now(lena)).entry.id
    other = perform(RaiseIssue(title="The wells"), now(amara)).entry.id
    invoked = perform(SetPrecedent(decision=other, words="Wells come first."), now(lena)).entry.id
    perform(InvokePrecedent(precedent=invoked, to=kept), now(lena))
    assert precedent and kept in [id for id, _name in things_to_choose(now(lena)).options]
    assert "Note the precedent" in client_of(now(lena)).get(Commitment.objects.seen_by(lena).get(id=kept).page()).text
    refused(LinkToThing(cell=cell, about=withdrawn), now(lena), "has been withdrawn")
    refused(SetPrecedent(decision=withdrawn, words="x"), now(lena), "has been withdrawn")
    refused(InvokePrecedent(precedent=invoked, to=withdrawn), now(lena), "has been withdrawn")


@pytest.mark.parametrize(
    ("ended", "because"),
    [
        (Commitment(state="closed", closed_how="overtaken"), "This is closed."),
        (Commitment(state="superseded"), "has taken the place of this"),
        (Decision(state="broken"), "came to nothing"),
        (Decision(state="withdrawn"), "has been withdrawn"),
    ],
)
def test_how_something_ended_is_told_as_it_was(ended, because):
    with pytest.raises(Refused, match=because):
        demand_holding(ended)


def test_a_closed_sheet_is_not_said_to_be_withdrawn(amara, lena, issue):
    sheet = open_sheet(amara)
    precedent = perform(SetPrecedent(decision=issue, words="So be it."), now(amara)).entry.id
    perform(CloseSheet(sheet=sheet), now(amara))
    refused(LinkToThing(cell=cells(lena, sheet)[0].id, about=sheet), now(lena), "is an assessment itself")
    refused(InvokePrecedent(precedent=precedent, to=sheet), now(lena), "This is closed.")
