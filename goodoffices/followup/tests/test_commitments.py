"""Commitments: who may bind whom, when they are in force, and that reports and findings are told apart."""

from datetime import date

import pytest

from goodoffices.files.acts import AttachFile
from goodoffices.files.tests.samples import laid
from goodoffices.followup.acts import (
    AcceptCommitment,
    AdjustCommitment,
    CloseCommitment,
    ConsentToAdjustment,
    DeclineCommitment,
    NameEvent,
    ProposeCommitment,
    ReportProgress,
    VerifyCommitment,
    WithdrawAdjustment,
    WithdrawCommitment,
)
from goodoffices.followup.models import Commitment
from goodoffices.followup.queries import lines_for
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import concluded, not_there, now, refused


def propose(by, **given):
    values = {"who": ["north"], "to": ["south"], "what": "Publish the gauge readings.", **given}
    return perform(ProposeCommitment(**values), by).entry.id


def in_force(by, *heads, **given):
    id = propose(by, **given)
    for head in heads:
        perform(AcceptCommitment(commitment=id), head)
    return id


def row(seat, id):
    return Commitment.objects.seen_by(now(seat)).select_related("book").get(id=id)


def state(seat, id, today=date(2025, 5, 5)):
    here = now(seat)
    return lines_for(here, [row(seat, id)], today)[0].state


# ---- proposed and accepted -------------------------------------------------------------------------------------------


def test_it_is_in_force_once_every_side_that_owes_it_has_accepted(river, amara, lena, idris):
    id = propose(amara, who=["north", "south"], to=[])
    perform(AcceptCommitment(commitment=id), lena)
    assert row(amara, id).state == "proposed"
    refused(AcceptCommitment(commitment=id), lena, "waiting for the others")
    perform(AcceptCommitment(commitment=id), idris)
    assert row(amara, id).state == "in_force" and state(amara, id) == "in_force"


def test_nobody_else_accepts_it(river, amara, lena, idris):
    id = propose(amara)
    not_there(AcceptCommitment(commitment=id), idris, amara)


def test_the_third_party_may_owe_something_too(river, amara, lena):
    id = propose(lena, who=["third_party"])
    perform(AcceptCommitment(commitment=id), amara)
    assert row(lena, id).state == "in_force"


def test_a_side_that_declined_may_accept_later(river, amara, lena):
    id = propose(amara)
    perform(DeclineCommitment(commitment=id, words="Too soon."), lena)
    assert row(amara, id).state == "proposed"
    perform(AcceptCommitment(commitment=id), lena)
    assert row(amara, id).state == "in_force"


def test_what_is_proposed_is_withdrawn_by_who_proposed_it_and_then_stays_so(river, amara, lena, idris):
    id = propose(lena)
    not_there(WithdrawCommitment(commitment=id), idris)
    perform(WithdrawCommitment(commitment=id), lena)
    assert state(amara, id) == "withdrawn"
    refused(AcceptCommitment(commitment=id), lena, "was withdrawn")


def test_what_is_missing_is_listed_and_not_refused(river, amara):
    missing = row(amara, propose(amara)).missing
    assert "Nobody verifies this." in missing and "By when is not said." in missing


def test_a_side_that_does_not_decide_in_a_room_cannot_be_bound_there(river, amara, lena):
    book = river.book("caucus", "north").id
    refused(ProposeCommitment(who=["south"], what="Stop.", book=book), amara, "does not decide in this room")
    id = propose(amara, who=["north"], to=["third_party"], book=book)
    assert row(lena, id).citation.startswith("North caucus")


def test_nobody_is_bound_in_the_public_book(river, amara):
    refused(ProposeCommitment(who=["north"], what="X.", book=river.book("public").id), amara, "public book")


def test_who_owes_it_does_not_verify_it(river, amara, lena):
    refused(ProposeCommitment(who=["north"], what="X.", verifier="north"), amara, "cannot verify")
    refused(ProposeCommitment(who=["north"], what="X.", verifier=f"seat:{lena.id}"), amara, "cannot verify")
    refused(ProposeCommitment(who=["north"], what="X.", verifier="nobody"), amara, "Nobody at the table")
    refused(ProposeCommitment(who=["north"], what="X.", verifier="commission:none"), amara, "Nobody at the table")


# ---- reported and found ----------------------------------------------------------------------------------------------


def test_what_is_reported_and_what_is_found_stand_side_by_side(river, amara, lena, idris):
    id = in_force(amara, lena, verifier="third_party", due="")
    perform(ReportProgress(commitment=id, progress="done", words="Published."), lena)
    assert (row(amara, id).reported, row(amara, id).found) == ("done", "")
    assert state(amara, id) == "reported_done"
    perform(VerifyCommitment(commitment=id, finding="not_met", method_used="Read the site"), amara)
    assert (row(amara, id).reported, row(amara, id).found) == ("done", "not_met")
    assert state(amara, id) == "not_met"


def test_a_later_report_has_it_looked_at_once_more(river, amara, lena):
    id = in_force(amara, lena, verifier="third_party")
    perform(VerifyCommitment(commitment=id, finding="not_met"), amara)
    perform(ReportProgress(commitment=id, progress="done"), lena)
    assert state(amara, id) == "reported_done"
    perform(VerifyCommitment(commitment=id, finding="met"), amara)
    assert state(amara, id) == "verified"


def test_of_two_that_owe_it_the_one_who_is_least_far_counts(river, amara, lena, idris):
    id = in_force(amara, lena, idris, who=["north", "south"], to=[])
    perform(ReportProgress(commitment=id, progress="done"), lena)
    assert row(amara, id).reported == "not_begun"
    perform(ReportProgress(commitment=id, progress="under_way"), idris)
    assert row(amara, id).reported == "under_way"
    perform(ReportProgress(commitment=id, progress="done"), idris)
    assert row(amara, id).reported == "done"


def test_nobody_reports_for_another_and_nobody_verifies_what_he_owes(river, amara, lena, idris):
    id = in_force(amara, lena, verifier="south")
    not_there(ReportProgress(commitment=id, progress="done"), idris, amara)
    not_there(VerifyCommitment(commitment=id, finding="met"), lena, amara)
    perform(VerifyCommitment(commitment=id, finding="cannot_tell"), idris)


def test_nothing_is_reported_before_it_is_in_force(river, amara, lena):
    refused(ReportProgress(commitment=propose(amara), progress="done"), lena, "not in force yet")


def test_it_is_closed_once_it_is_found_met_and_not_before(river, amara, lena):
    id = in_force(amara, lena, verifier="third_party")
    refused(CloseCommitment(commitment=id), amara, "has not found")
    perform(VerifyCommitment(commitment=id, finding="met"), amara)
    perform(CloseCommitment(commitment=id), amara)
    assert state(amara, id) == "closed"
    refused(ReportProgress(commitment=id, progress="under_way"), lena, "closed")


# ---- adjusted --------------------------------------------------------------------------------------------------------


def test_a_new_term_takes_the_old_ones_place_once_all_that_are_bound_consent(river, amara, lena, idris):
    id = in_force(amara, lena)
    adjustment = perform(
        AdjustCommitment(commitment=id, change={"what": "Publish them every week."}, why="Every day is too often."),
        lena,
    ).entry.id
    perform(ConsentToAdjustment(adjustment=adjustment), lena)
    refused(ConsentToAdjustment(adjustment=adjustment), lena, "waiting for the others")
    assert row(amara, id).state == "in_force"
    perform(ConsentToAdjustment(adjustment=adjustment), idris)
    old = row(amara, id)
    new = row(amara, old.superseded_by)
    assert old.state == "superseded" and old.what == "Publish the gauge readings."
    assert (new.what, new.state, new.term, new.supersedes) == ("Publish them every week.", "in_force", 2, id)
    refused(ReportProgress(commitment=id, progress="done"), lena, new.citation)


def test_an_adjustment_says_what_changes(river, amara, lena, idris):
    id = in_force(amara, lena)
    refused(AdjustCommitment(commitment=id, change={}, why="So."), lena, "Nothing changes")
    refused(AdjustCommitment(commitment=id, change={"what": row(amara, id).what}, why="So."), lena, "Nothing changes")
    refused(AdjustCommitment(commitment=id, change={"verifier": "north"}, why="So."), lena, "cannot verify")
    perform(AdjustCommitment(commitment=id, change={"method": "By eye."}, why="So."), lena)
    refused(
        AdjustCommitment(commitment=id, change={"method": "By ear."}, why="So."), idris, "An adjustment of this is open"
    )


def test_it_may_end_by_consent_though_it_is_not_met(river, amara, lena, idris):
    id = in_force(amara, lena)
    adjustment = perform(AdjustCommitment(commitment=id, change={"ends": "overtaken"}, why="Dry."), lena).entry.id
    for head in (lena, idris):
        perform(ConsentToAdjustment(adjustment=adjustment), head)
    assert (row(amara, id).state, row(amara, id).closed_how) == ("closed", "overtaken")


def test_an_adjustment_is_withdrawn_by_who_proposed_it(river, amara, lena, idris):
    id = in_force(amara, lena)
    adjustment = perform(AdjustCommitment(commitment=id, change={"method": "By eye."}, why="So."), lena).entry.id
    not_there(WithdrawAdjustment(adjustment=adjustment), idris)
    perform(WithdrawAdjustment(adjustment=adjustment), lena)
    refused(ConsentToAdjustment(adjustment=adjustment), idris, "not open any more")


# ---- days and circles ------------------------------------------------------------------------------------------------


def test_days_follow_the_event_that_they_hang_on(river, amara, lena, clock):
    clock.at("2025-05-05T09:00")
    id = in_force(amara, lena, due="within 10 days of Day 1")
    other = in_force(amara, lena, due=f"simultaneous_with {id}", what="Open the gate.")
    assert row(amara, id).due_on == "" and state(amara, id) == "not_yet_due"
    perform(NameEvent(event="day 1", on="2025-05-20"), amara)
    assert row(amara, id).due_on == row(amara, other).due_on == "2025-05-30"
    perform(NameEvent(event="Day 1", on="2025-06-01"), amara)
    assert row(amara, id).due_on == row(amara, other).due_on == "2025-06-11"


def test_it_is_not_due_before_it_could_be_kept(river, amara, lena, clock):
    clock.at("2025-05-05T09:00")
    refused(ProposeCommitment(who=["north"], what="X.", due="2025-05-04"), amara, "day has passed")
    perform(NameEvent(event="Entry into force", on="2025-06-01"), amara)
    refused(ProposeCommitment(who=["north"], what="X.", due="2025-05-31"), amara, "before entry into force")
    id = propose(amara, due="2025-06-02")
    clock.at("2025-06-03T09:00")
    refused(AcceptCommitment(commitment=id), lena, "Its day has passed")


def test_those_that_wait_for_each_other_are_named(river, amara, lena, idris):
    first = in_force(amara, lena, what="Open the gate.")
    second = in_force(amara, lena, what="Read the gauge.", due=f"after {first}")
    sentence = refused(
        AdjustCommitment(commitment=first, change={"due": f"after {second}"}, why="So."), lena, "wait for each other"
    )
    assert "“Open the gate.” → “Read the gauge.” → “Open the gate.”" in sentence


def test_together_with_each_other_is_no_circle(river, amara, lena, idris):
    first = in_force(amara, lena, what="Open the gate.")
    second = in_force(amara, lena, what="Read the gauge.", due=f"simultaneous_with {first}")
    change = {"due": f"simultaneous_with {second}"}
    adjustment = perform(AdjustCommitment(commitment=first, change=change, why="So."), lena).entry.id
    for head in (lena, idris):
        perform(ConsentToAdjustment(adjustment=adjustment), head)
    newer = row(amara, row(amara, first).superseded_by)
    assert (newer.due, newer.due_on, newer.state) == (f"simultaneous_with {second}", "", "in_force")
    assert row(amara, second).due == f"simultaneous_with {newer.id}"


def test_what_waits_for_the_old_term_waits_for_the_new_one(river, amara, lena, idris):
    first = in_force(amara, lena, what="Open the gate.")
    second = in_force(amara, lena, what="Read the gauge.", due=f"after {first}")
    adjustment = perform(AdjustCommitment(commitment=first, change={"method": "By eye."}, why="So."), lena).entry.id
    for head in (lena, idris):
        perform(ConsentToAdjustment(adjustment=adjustment), head)
    assert row(amara, second).due == f"after {row(amara, first).superseded_by}"


@pytest.mark.parametrize("line", ["soon", "within x days of Day 1", "within 9999 days of Day 1", "2025-02-30", "after"])
def test_a_day_that_nobody_could_read_is_refused(line):
    with pytest.raises(ValueError, match="Say by when"):
        ProposeCommitment(who=["north"], what="X.", due=line)


def test_another_rooms_commitment_is_not_waited_for(river, amara, lena, idris):
    caucus = propose(amara, who=["north"], to=[], book=river.book("caucus", "north").id)
    with pytest.raises(NotThere):
        perform(ProposeCommitment(who=["south"], what="X.", due=f"after {caucus}"), idris)
    refused(ProposeCommitment(who=["south"], what="X.", due=f"after {caucus}"), amara, "another room")


# ---- missed ----------------------------------------------------------------------------------------------------------


def test_the_clock_notes_a_day_that_passed(river, amara, lena, clock):
    clock.at("2025-05-05T09:00")
    id = in_force(amara, lena, due="2025-05-20")
    clock.at("2025-05-23T09:00")
    clock.ring()
    missed = Entry.objects.get(kind="followup.miss")
    assert missed.by is None and missed.at.startswith("2025-05-20T2")  # the end of that day in the host city
    assert row(amara, id).missed and state(amara, id, date(2025, 5, 23)) == "overdue"


def test_what_is_reported_done_is_not_missed(river, amara, lena, clock):
    clock.at("2025-05-05T09:00")
    id = in_force(amara, lena, due="2025-05-20")
    perform(ReportProgress(commitment=id, progress="done"), lena)
    clock.at("2025-05-23T09:00")
    clock.ring()
    assert not Entry.objects.filter(kind="followup.miss").exists()
    assert not row(amara, id).missed


# ---- after the talks -------------------------------------------------------------------------------------------------


def test_it_goes_on_after_the_talks_are_concluded_and_takes_evidence_then(river, amara, lena, idris):
    id = in_force(amara, lena, verifier="third_party")
    plenary = river.book("plenary").id
    concluded(amara, lena, idris)
    attached = AttachFile(file=laid(lena.id, plenary, "day,level", id), about=id, title="Readings of May")
    file = perform(attached, now(lena)).entry.id
    perform(ReportProgress(commitment=id, progress="done", files=[file]), now(lena))
    perform(VerifyCommitment(commitment=id, finding="met", files=[file]), now(amara))
    propose(now(amara), what="And every week.")
    assert state(amara, id) == "verified"
