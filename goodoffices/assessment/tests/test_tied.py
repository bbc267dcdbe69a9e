"""What variants are tied to: whether it stands, what was agreed of it, and what a run keeps of that."""

from unittest.mock import patch

import pytest
from django.template.loader import render_to_string

from goodoffices.agenda.acts import AcceptSolution, RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.agenda.models import Issue, Solution
from goodoffices.assessment.acts import (
    CloseSheet,
    InvokePrecedent,
    LinkToThing,
    ReopenSheet,
    SetPrecedent,
    Unlink,
    running,
)
from goodoffices.assessment.agreed import agreement_of
from goodoffices.assessment.choosing import settled_to_choose, things_to_choose
from goodoffices.assessment.judged import drawn
from goodoffices.assessment.measures import measures
from goodoffices.assessment.models import Run
from goodoffices.assessment.scenario_queries import links_of
from goodoffices.assessment.tests.drawing import Diagram, page_of
from goodoffices.assessment.tests.sheets import cells, open_sheet
from goodoffices.assessment.tests.test_influence_pages import plain
from goodoffices.assessment.tied import agreed_pairs
from goodoffices.decisions.models import Decision
from goodoffices.followup.acts import CloseCommitment, VerifyCommitment, WithdrawCommitment
from goodoffices.followup.models import Commitment
from goodoffices.followup.tests.test_commitments import in_force, propose
from goodoffices.process.acts import RemoveSeat
from goodoffices.record.about import demand_holding
from goodoffices.record.acts import Refused
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.text.models import Draft
from tests.cast import client_of
from tests.table import admit, not_there, now, refused


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
    for offered in (things_to_choose(now(lena)), settled_to_choose(now(lena))):
        assert precedent and kept in [id for id, _name in offered.options]
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


def accepted(issue, title, lena, idris):
    solution = perform(TableSolution(issue=issue, title=title), now(lena)).entry.id
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), now(head))
    return solution


def test_a_run_says_of_each_measure_what_it_was_tied_to_and_whether_that_was_agreed(river, amara, lena, idris, issue):
    tabled = perform(TableSolution(issue=issue, title="A weir"), now(lena)).entry.id
    other = perform(RaiseIssue(title="The ferry"), now(amara)).entry.id
    deferred = perform(RaiseIssue(title="The wells"), now(amara)).entry.id
    agreed = accepted(other, "A timetable", lena, idris)
    diagram = Diagram(amara)
    diagram.judge(lena)
    for at, about in ((4, agreed), (4, deferred), (2, tabled), (0, deferred), (1, other)):
        perform(LinkToThing(variant=diagram.variants[at].id, about=about), now(lena))
    run = diagram.run(lena)
    facts = Entry.objects.get(facts__id=run).facts
    assert [(each["held"], each["about"], each["state"]) for each in facts["tied"]] == [
        ([0, 0], deferred, "open"),
        ([0, 1], other, "agreed"),
        ([1, 0], tabled, "tabled"),
        ([2, 0], agreed, "agreed"),
        ([2, 0], deferred, "open"),
    ]
    assert facts["measures"] == [[0, 0], [0, 1], [1, 0], [2, 0]]
    perform(WithdrawSolution(solution=tabled), now(lena))
    shown = plain(page_of(idris, f"runs/{run}/")).partition("Which of our agreed measures tip it")[2]
    first, _on, rest = shown.partition("What is only on the table, and what it would tip")
    table, _on, free = rest.partition("Moves that nobody has proposed")
    assert (
        "Border: open comes true with A timetable (when this was run: agreed; today: Accepted ad referendum)" in first
    )
    assert (
        "Oil: cheap comes true with The ferry (when this was run: agreed; today: Provisionally agreed, ad referendum)"
        in first
    )
    assert "A weir" not in first and "Oil: dear" not in first
    assert (
        "Peace: holds comes true with A weir (when this was run: on the table, not agreed; today: Withdrawn)" in table
    )
    assert "Oil: dear comes true with The wells (when this was run: open, not agreed; today: Open)" in table
    assert "Peace: breaks From future 1 to future 2." in free and "Border: shut From future 1 to future 2." in free
    assert "Peace: holds" not in free.partition("Disagreement")[0].partition("From future 1 to future 2.")[0]


def test_a_link_tells_whether_what_it_leads_to_is_agreed(river, amara, lena, idris, issue, cell):
    diagram = Diagram(amara)
    kept, proposed = in_force(amara, lena), propose(amara, what="Move the ferry.")
    for about in (kept, proposed, issue):
        perform(LinkToThing(variant=diagram.variants[4].id, about=about), now(lena))
        perform(LinkToThing(cell=cell, about=about), now(lena))
    perform(WithdrawCommitment(commitment=proposed), now(amara))
    for page in (diagram.page(), f"implications/{cell}/"):
        shown = plain(page_of(idris, page))
        assert "In force; agreed" in shown and "Open; open, not agreed" in shown
        assert "Withdrawn; no longer counted" in shown


def test_each_sort_of_thing_is_agreed_by_what_its_own_office_says(river, amara, lena, idris, issue):
    seat = now(lena)
    things = {
        "agreed": [
            Solution(id="a", state="confirmed"),
            Commitment(id="b", state="closed", closed_how="met"),
            Decision(id="c", state="match"),
            Draft(id="d", state="initialled"),
        ],
        "tabled": [
            Solution(id="e", state="declined"),
            Commitment(id="f", state="proposed"),
            Decision(id="g", state="put"),
            Draft(id="h", state="open"),
        ],
        "open": [Issue(id="i", status="agreed")],  # set by hand in an old entry, accepted by nobody
    }
    for state, rows in things.items():
        assert set(agreement_of(seat, rows).values()) == {state}


def test_a_run_of_before_it_was_noted_shows_the_links_of_today(river, amara, lena, issue):
    diagram = Diagram(amara)
    diagram.judge(lena)
    perform(LinkToThing(variant=diagram.variants[2].id, about=issue), now(lena))
    entry = Entry.objects.get(facts__id=diagram.run(lena))
    del entry.facts["tied"]
    asked = {}
    with patch.object(running, "make_run", lambda *given: asked.update(given[-1])):
        entry.act.apply(entry)
    assert "tied" not in asked and agreed_pairs(asked) == asked["measures"] == [[1, 0]]
    run = Run.objects.seen_by(now(lena)).get(id=entry.id)
    run.asked = asked
    seat, diagrams = now(lena), drawn(now(lena), run.influences)
    found = measures(seat, run, diagrams, links_of(seat, run.influences))
    (measure,) = found.tabled
    assert not found.noted and [(tie.name, tie.then, tie.now) for tie in measure.ties] == [("The river", "", "Open")]
    assert "did not note what was agreed" in render_to_string("assessment/_measures.html", {"measures": found})


def test_what_brings_a_variant_about_is_named_to_its_readers_alone(river, amara, lena, idris, issue):
    """A run among ourselves counts what we alone tied; one at the table does not, and says nothing of it."""
    room = river.book("delegation", "north").id
    diagram = Diagram(amara)
    diagram.judge(lena)
    ours = perform(RaiseIssue(title="Our red line", book=room), now(lena)).entry.id
    perform(LinkToThing(variant=diagram.variants[4].id, about=ours), now(lena))
    among_us, table = diagram.run(lena, book=room), diagram.run(lena)
    assert [each["about"] for each in Entry.objects.get(facts__id=among_us).facts["tied"]] == [ours]
    assert Entry.objects.get(facts__id=table).facts["tied"] == []
    assert "Our red line" in page_of(lena, f"runs/{among_us}/") and "Our red line" not in page_of(
        lena, f"runs/{table}/"
    )


def test_who_was_admitted_later_reads_that_something_is_tied_and_not_what(river, amara, lena, idris, issue):
    diagram = Diagram(amara)
    diagram.judge(lena)
    solution = perform(TableSolution(issue=issue, title="A weir"), now(lena)).entry.id
    run = Run.objects.seen_by(now(lena)).get(id=diagram.run(lena))
    run.asked["tied"] = [{"held": [1, 0], "about": "absent", "state": "tabled"}]
    run.asked["measures"] = [[1, 0]]
    (measure,) = measures(now(lena), run, None, []).tabled
    assert [(tie.subject, tie.name, tie.now) for tie in measure.ties] == [(None, "", "")] and solution
    page = render_to_string("assessment/_tie.html", {"tie": measure.ties[0]})
    assert "something that you do not read" in page


def test_what_somebody_left_behind_among_ourselves_is_ended_by_who_decides_there(river, amara, lena, idris, issue):
    """The third party does not read it; at the table it does, and heads end nobody else's there."""
    ours = river.book("delegation", "north").id
    gone, other = (admit(now(lena), "adviser", name, "north") for name in ("Noor", "Omar"))
    sheet, private = open_sheet(now(gone)), open_sheet(now(gone), book=ours)
    link = perform(LinkToThing(cell=cells(gone, private)[0].id, about=issue), now(gone)).entry.id
    perform(RemoveSeat(seat=gone.id), now(lena))
    not_there(CloseSheet(sheet=private), now(other))
    not_there(CloseSheet(sheet=private), now(amara))
    not_there(CloseSheet(sheet=sheet), now(lena))
    perform(CloseSheet(sheet=private), now(lena))
    perform(ReopenSheet(sheet=private), now(lena))
    perform(Unlink(link=link), now(lena))
    perform(CloseSheet(sheet=sheet), now(amara))
