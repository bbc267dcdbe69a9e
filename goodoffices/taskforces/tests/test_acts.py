"""Task forces: their terms, who adopts and chairs, what is planned, reported, delivered and taken up."""

import pytest
from pydantic import ValidationError

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import MakeStatement
from goodoffices.followup.models import Commitment
from goodoffices.process.acts import ChangeTaskForce
from goodoffices.process.models import TaskForce
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.taskforces.acts import (
    AddItem,
    AdoptTerms,
    AssignItem,
    DeliverReport,
    DissentFromReport,
    DraftReport,
    DraftTerms,
    EndTaskForce,
    ExtendTerms,
    NameChair,
    SetItemState,
    TableReport,
    TakeUpRecommendation,
    WindUpTaskForce,
)
from goodoffices.taskforces.models import Adoption, Chair, Item, Recommendation, Report, TabledReport, Terms
from goodoffices.taskforces.tests.forces import KEY, SUNSET, Force
from tests.table import admit, not_there, now, refused, task_force


@pytest.fixture
def force(monkeypatch, river, amara, lena, idris):
    return Force(monkeypatch, amara, lena, idris)


def drafted(force, **more):
    given = {"task_force": KEY, "purpose": "Read the gauges.", "sunset": SUNSET}
    return DraftTerms(**{**given, **more})


@pytest.fixture
def nils(river, lena):
    return admit(lena, "delegate", "Delegate, North", "north")


# ---- Terms


def test_terms_are_in_force_once_every_head_has_adopted_them(force, amara, lena, idris):
    force.draft(deliverables=["2025-05-20 A list of the gauges", "A map"])
    assert force.found(idris).deliverables == [
        {"what": "A list of the gauges", "due": "2025-05-20"},
        {"what": "A map", "due": ""},
    ]
    perform(AdoptTerms(terms=force.terms), lena)
    refused(AdoptTerms(terms=force.terms), lena, "has adopted")
    assert force.found(amara).state == "drafted"
    last = perform(AdoptTerms(terms=force.terms), idris).entry
    found = force.found(amara)
    assert (found.state, found.adopted, found.adopted_at) == ("in_force", last.number, last.at)
    refused(AdoptTerms(terms=force.terms), now(lena), "in force")
    refused(drafted(force), now(amara), "Extend them")


def test_the_mediator_or_a_head_drafts_them_and_nobody_else(force, amara, lena, nils):
    not_there(drafted(force), nils, force.writer)
    not_there(drafted(force, task_force="unknown"), amara)
    first = perform(drafted(force), lena).entry.id
    force.draft()
    assert Terms.objects.seen_by(now(lena)).get(id=first).state == "replaced"
    refused(AdoptTerms(terms=first), now(lena), "later draft")


def test_a_sunset_is_ahead_and_after_everything_that_is_due(force, amara):
    refused(drafted(force, sunset="2025-05-01"), amara, "in the past")
    refused(drafted(force, sunset="2055-05-01"), amara, "ten years")
    refused(drafted(force, deliverables=["2025-07-01 Late"]), amara, "after the sunset")
    refused(drafted(force, milestones=[{"what": "Late", "due": "2025-07-01"}]), amara, "after the sunset")
    with pytest.raises(ValidationError):
        drafted(force, deliverables=[{"what": " "}])
    assert perform(drafted(force, sunset="2025-05-02"), amara)


def test_a_sunset_that_has_passed_is_not_adopted(force, amara, lena):
    force.draft()
    force.set("2025-07-01T10:00:00.000Z")
    refused(AdoptTerms(terms=force.terms), now(lena), "has passed")


def test_co_chairs_are_of_their_party_and_the_rapporteur_of_none(force, amara, lena, idris, nils):
    refused(drafted(force, rapporteur=lena.id), amara, "neutral")
    refused(drafted(force, rapporteur=amara.id), amara, "member of the task force")
    refused(drafted(force, co_chairs=[force.writer.id]), amara, "sits for a party")
    refused(drafted(force, co_chairs=[nils.id]), amara, "a member")
    refused(drafted(force, means={"east": "Boats"}), amara, "east")
    force.draft(co_chairs=[lena.id])
    assert Chair.objects.seen_by(now(amara)).get().seat_id == lena.id
    refused(NameChair(terms=force.terms, seat=lena.id), now(idris), "not of your party")
    refused(NameChair(terms=force.terms, seat=nils.id), now(lena), "not in the task force")
    refused(NameChair(terms=force.terms, seat=lena.id), now(lena), "is your co-chair")
    not_there(NameChair(terms=force.terms, seat=idris.id), amara, nils)


def test_a_party_has_one_co_chair(monkeypatch, river, amara, lena, idris, nils):
    force = Force(monkeypatch, amara, lena, idris, nils)
    refused(drafted(force, co_chairs=[lena.id, nils.id]), amara, "one co-chair")
    force.draft(co_chairs=[lena.id])
    perform(NameChair(terms=force.terms, seat=nils.id), now(lena))
    current = Chair.objects.seen_by(now(idris)).filter(current=True)
    assert [chair.seat_id for chair in current] == [nils.id]


def test_unequal_numbers_are_adopted_only_by_saying_so(monkeypatch, river, amara, lena, idris, nils):
    force = Force(monkeypatch, amara, lena, idris, nils)
    force.draft()
    assert "North 2" in refused(AdoptTerms(terms=force.terms), lena, "unequal")
    perform(AdoptTerms(terms=force.terms, unequal=True), lena)
    perform(ChangeTaskForce(task_force=KEY, release=[nils.id]), now(amara))
    perform(AdoptTerms(terms=force.terms, unequal=True), now(idris))
    assert {each.party.name: each.unequal for each in Adoption.objects.seen_by(now(amara)).select_related("party")} == {
        "North": True,
        "South": False,
    }
    assert force.found(amara).in_force


def test_a_joint_initiative_is_a_task_force_with_partners_means_and_milestones(force, amara):
    force.draft(
        partners=["River Fund"], means={"north": "Two boats", "south": "40,000"}, milestones=["2025-06-01 Buoys"]
    )
    assert force.found(amara).initiative
    force.draft()
    assert not force.found(amara).initiative


def test_milestones_are_proposed_as_commitments_with_the_last_adoption(force, amara, lena, idris):
    force.draft(milestones=[{"what": "Buoys", "due": "2025-06-01"}, {"what": "The first crossing"}])
    perform(AdoptTerms(terms=force.terms), lena)
    assert not Commitment.objects.seen_by(now(amara)).exists()
    done = perform(AdoptTerms(terms=force.terms), now(idris)).entry
    buoys, crossing = Commitment.objects.seen_by(now(amara)).order_by("number")
    assert [each["id"] for each in done.facts["tabled"]] == [buoys.id, crossing.id]
    assert (buoys.what, buoys.due, buoys.who, buoys.state) == ("Buoys", "2025-06-01", ["north", "south"], "proposed")
    assert (crossing.due, crossing.source_id) == ("", force.terms)


def test_terms_whose_milestone_has_passed_are_not_adopted(force, lena, idris):
    force.draft(milestones=[{"what": "Buoys", "due": "2025-05-01"}])
    perform(AdoptTerms(terms=force.terms), lena)
    force.set("2025-05-02T09:00:00.000Z")
    refused(AdoptTerms(terms=force.terms), now(idris), "passed")


# ---- Extended, wound up, at its end


def test_it_is_extended_once_every_head_names_the_same_day(force, amara, lena, idris):
    force.draft()
    refused(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), lena, "not in force")
    force.adopted()
    refused(ExtendTerms(terms=force.terms, sunset=SUNSET, why="Floods."), now(lena), "later day")
    refused(ExtendTerms(terms=force.terms, sunset="2055-07-31", why="Floods."), now(lena), "ten years")
    perform(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), now(lena))
    refused(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), now(lena), "has said so")
    perform(ExtendTerms(terms=force.terms, sunset="2025-08-31", why="Longer."), now(idris))
    assert force.found(amara).sunset == SUNSET
    perform(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="So be it."), now(idris))
    assert force.found(amara).sunset == "2025-07-31"
    not_there(ExtendTerms(terms=force.terms, sunset="2025-08-31", why="Longer."), amara)


def test_it_is_wound_up_once_every_head_has_said_so(force, amara, lena, idris):
    force.adopted()
    perform(WindUpTaskForce(terms=force.terms, why="Done."), now(lena))
    assert force.found(amara).in_force
    perform(WindUpTaskForce(terms=force.terms), now(idris))
    assert (force.found(amara).state, force.found(amara).ended_how) == ("ended", "wound_up")
    refused(ExtendTerms(terms=force.terms, sunset="2025-07-31", why="Floods."), now(lena), "has ended")
    refused(drafted(force), now(amara), "has ended")


def test_a_room_that_has_ended_is_read_and_not_written_in(force, amara, lena, idris):
    force.adopted()
    item = perform(AddItem(task_force=KEY, what="Calibrate them"), now(lena)).entry
    for head in (lena, idris):
        perform(WindUpTaskForce(terms=force.terms), now(head))
    refused(MakeStatement(room=force.book.id, text="Still here?"), now(lena), "has ended")
    refused(AddItem(task_force=KEY, what="More"), now(idris), "has ended")
    refused(SetItemState(item=item.id, state="done"), now(idris), "has ended")
    refused(ChangeTaskForce(task_force=KEY, welcome=[amara.id]), now(amara), "has ended")
    perform(ChangeTaskForce(task_force=KEY, release=[force.writer.id]), now(amara))
    assert Item.objects.seen_by(now(idris)).get(id=item.id).what == "Calibrate them"
    assert Entry.objects.get(book=force.book, number=item.number)


# ---- The work plan


def test_members_keep_the_work_plan(force, amara, lena, idris, nils):
    item = perform(AddItem(task_force=KEY, what="Calibrate them", owner=lena.id), now(lena)).entry.id
    refused(AddItem(task_force=KEY, what="More", owner=nils.id), now(lena), "not in the task force")
    not_there(AddItem(task_force=KEY, what="Mine"), amara, nils)
    not_there(SetItemState(item=item, state="done"), amara, nils)
    refused(AssignItem(item=item), now(idris), "Nothing would change")
    perform(AssignItem(item=item, owner=idris.id, due="2025-05-20"), now(idris))
    perform(SetItemState(item=item, state="under_way"), now(lena))
    found = Item.objects.seen_by(now(idris)).get(id=item)
    assert (found.owner_id, found.due, found.state) == (idris.id, "2025-05-20", "under_way")
    refused(SetItemState(item=item, state="under_way"), now(lena), "stands there")
    perform(SetItemState(item=item, state="done"), now(lena))
    refused(AssignItem(item=item, owner=lena.id), now(idris), "done or dropped")
    assert not Item.objects.seen_by(now(amara)).exists()


def test_a_member_who_leaves_reads_nothing_later(monkeypatch, river, amara, lena, idris, nils):
    force = Force(monkeypatch, amara, lena, idris, nils)
    item = perform(AddItem(task_force=KEY, what="Calibrate them"), now(nils)).entry.id
    perform(ChangeTaskForce(task_force=KEY, release=[nils.id]), now(amara))
    perform(AddItem(task_force=KEY, what="Behind his back"), now(lena))
    assert not Item.objects.seen_by(now(nils)).exists()
    not_there(SetItemState(item=item, state="done"), now(nils))
    assert river.process and force.book.id not in now(nils).books()


# ---- The report


def test_both_co_chairs_deliver_a_report_and_the_plenary_reads_a_copy(force, amara, lena, idris, nils):
    force.adopted()
    report = force.report(consensus=True)
    first = perform(DeliverReport(report=report), now(lena)).entry
    assert first.facts["missing"] == ["South"] and "tabled" not in first.facts
    assert "South" in refused(DeliverReport(report=report), now(lena), "You have signed")
    assert not TabledReport.objects.seen_by(now(nils)).exists()
    last = perform(DeliverReport(report=report), now(idris)).entry
    copy = TabledReport.objects.seen_by(now(nils)).get()
    assert (copy.words, copy.consensus, copy.dissents) == ("We read them.", True, [])
    assert [each.words for each in Recommendation.objects.seen_by(now(nils))] == ["One gauge for both."]
    assert last.act.thing(last.facts) == report
    assert Report.objects.seen_by(now(lena)).get().tabled == copy.id
    refused(DeliverReport(report=report), now(lena), "has been delivered")
    assert not Report.objects.seen_by(now(nils)).exists() and not Report.objects.seen_by(now(amara)).exists()


def test_a_dissent_is_delivered_with_it(force, lena, idris, nils):
    force.adopted()
    report = force.report(consensus=True)
    perform(DissentFromReport(report=report, words="Not ours."), now(lena))
    perform(DissentFromReport(report=report, words="Not on our bank."), now(lena))
    not_there(DissentFromReport(report=report, words="Nor mine."), nils, force.writer)
    for head in (lena, idris):
        perform(DeliverReport(report=report), now(head))
    copy = TabledReport.objects.seen_by(now(nils)).get()
    assert (copy.consensus, copy.dissents) == (False, [{"party": "north", "words": "Not on our bank."}])


def test_without_a_co_chair_of_each_side_nothing_is_adopted(force, lena, idris):
    force.draft(co_chairs=[])
    refused(AdoptTerms(terms=force.terms), now(lena), "North has no co-chair")
    perform(NameChair(terms=force.terms, seat=lena.id), now(lena))
    perform(AdoptTerms(terms=force.terms), now(lena))
    refused(AdoptTerms(terms=force.terms), now(idris), "South has no co-chair")
    perform(NameChair(terms=force.terms, seat=idris.id), now(idris))
    assert perform(AdoptTerms(terms=force.terms), now(idris)) and force.found(lena).in_force


def test_the_last_adoption_waits_for_a_co_chair_who_was_released(monkeypatch, river, amara, lena, idris, nils):
    force = Force(monkeypatch, amara, lena, idris, nils)
    force.draft(co_chairs=[nils.id, idris.id])
    perform(AdoptTerms(terms=force.terms, unequal=True), now(lena))
    perform(ChangeTaskForce(task_force=KEY, release=[nils.id]), now(amara))
    refused(AdoptTerms(terms=force.terms), now(idris), "North has no co-chair")


def test_a_party_without_a_member_adopts_without_a_co_chair(monkeypatch, river, amara, lena, idris):
    force = Force(monkeypatch, amara, lena, idris)
    perform(ChangeTaskForce(task_force=KEY, release=[idris.id]), now(amara))
    force.draft(co_chairs=[lena.id])
    for head in (lena, idris):
        perform(AdoptTerms(terms=force.terms, unequal=True), now(head))
    assert force.found(amara).in_force


def test_without_a_co_chair_of_each_side_nothing_is_delivered(monkeypatch, river, amara, lena, idris, nils):
    salma = admit(idris, "delegate", "Delegate, South", "south")
    force = Force(monkeypatch, amara, lena, idris, nils, salma).adopted()
    report = force.report()
    perform(ChangeTaskForce(task_force=KEY, release=[idris.id]), now(amara))
    refused(DeliverReport(report=report), now(lena), "South has none")


def test_a_task_force_is_named_by_its_key_or_by_what_setting_it_up_answered(force, amara, lena, idris):
    id = TaskForce.objects.seen_by(now(amara)).get(key=KEY).id
    force.adopted(task_force=id)
    item = perform(AddItem(task_force=id, what="Calibrate them"), now(lena)).entry
    assert item.data["task_force"] == id and str(item.book.audience) == f"task_force:{KEY}"
    assert force.report(task_force=id)
    perform(ChangeTaskForce(task_force=id, release=[idris.id]), now(amara))
    assert not Item.objects.seen_by(now(idris)).exists()
    not_there(AddItem(task_force=id, what="Mine"), now(idris), now(amara))
    not_there(AddItem(task_force=id[:-1], what="Mine"), now(lena))


def test_one_side_alone_delivers_nothing(force, amara, lena, idris):
    force.adopted()
    report = force.report()
    perform(ChangeTaskForce(task_force=KEY, release=[idris.id]), now(amara))
    refused(DeliverReport(report=report), now(lena), "Only one party")


def test_the_rapporteur_drafts_it_once_the_terms_are_in_force(force, lena):
    force.draft()
    draft = DraftReport(task_force=KEY, recommendations=["One gauge."])
    refused(draft, now(force.writer), "not in force")
    force.adopted()
    not_there(draft, now(lena))
    refused(DraftReport(task_force=KEY), now(force.writer), "says nothing")
    first = perform(draft, now(force.writer)).entry.id
    force.report()
    refused(DeliverReport(report=first), now(lena), "later draft")


def test_nobody_tables_a_report_or_ends_a_task_force_by_hand(force, lena):
    force.adopted()
    not_there(TableReport(task_force=KEY, words="Mine."), lena)
    not_there(EndTaskForce(terms=force.terms), lena)


# ---- Taken up


def test_a_recommendation_becomes_a_solution_on_the_agenda(force, amara, lena):
    force.adopted().delivered()
    issue = perform(RaiseIssue(title="Gauges"), now(amara)).entry.id
    found = Recommendation.objects.seen_by(now(amara)).get()
    not_there(TakeUpRecommendation(recommendation=found.id, issue=issue), now(lena))
    refused(TakeUpRecommendation(recommendation=found.id), now(amara), "needs its issue")
    entry = perform(TakeUpRecommendation(recommendation=found.id, issue=issue, **{"as": "solution"}), now(amara)).entry
    solution = Solution.objects.seen_by(now(lena)).get(issue=issue)
    assert (solution.title, solution.party_id, solution.number) == ("One gauge for both.", None, entry.number - 1)
    again = Recommendation.objects.seen_by(now(lena)).get()
    assert (again.taken_up, again.became, again.took_up) == ("solution", solution.id, entry.number)
    refused(TakeUpRecommendation(recommendation=found.id, issue=issue), now(amara), "has been taken up")


def test_a_recommendation_becomes_a_commitment_of_those_who_owe_it(force, amara, lena):
    force.adopted().delivered()
    found = Recommendation.objects.seen_by(now(amara)).get()
    as_one = {"recommendation": found.id, "as": "commitment"}
    refused(TakeUpRecommendation(**as_one), now(amara), "owes this")
    entry = perform(TakeUpRecommendation(**as_one, who=["north"]), now(amara)).entry
    commitment = Commitment.objects.seen_by(now(lena)).get()
    assert (commitment.what, commitment.who, commitment.source_id) == ("One gauge for both.", ["north"], found.id)
    assert Recommendation.objects.seen_by(now(lena)).get().became == commitment.id == entry.act.thing(entry.facts)


def test_a_recommendation_without_a_line_of_its_own_wants_a_title(force, amara):
    force.adopted().delivered(recommendations=["\u200bOne gauge."])
    issue = perform(RaiseIssue(title="Gauges"), now(amara)).entry.id
    found = Recommendation.objects.seen_by(now(amara)).get().id
    refused(TakeUpRecommendation(recommendation=found, issue=issue), now(amara), "Write one")
    assert perform(TakeUpRecommendation(recommendation=found, issue=issue, title="One gauge"), now(amara))


def test_a_party_that_sits_elsewhere_is_not_asked_to_chair(monkeypatch, river, amara, lena, idris):
    observer = admit(amara, "observer", "Observer")
    force = Force(monkeypatch, amara, lena, idris)
    assert task_force(amara, "other", lena, observer)
    not_there(AddItem(task_force="other", what="Mine"), now(observer), now(idris))
    assert force.draft()


def test_a_recommendation_is_taken_up_as_a_commitment_too(force, amara, lena):
    force.adopted().delivered()
    found = Recommendation.objects.seen_by(now(amara)).order_by("ordinal").first()
    refused(TakeUpRecommendation(recommendation=found.id, into="commitment"), now(amara), "Nobody owes this yet")
    perform(
        TakeUpRecommendation(recommendation=found.id, into="commitment", who=["north"], due="2031-01-01"), now(amara)
    )
    made = Commitment.objects.seen_by(now(lena)).get(source=found.id)
    assert (made.what, made.who, made.due_on) == (found.words, ["north"], "2031-01-01")
    assert Recommendation.objects.seen_by(now(lena)).get(id=found.id).became == made.id
