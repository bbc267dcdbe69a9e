"""What happens to a commitment in the meantime: another room's day, an adjustment overtaken, a side that leaves, the public."""

import pytest

from goodoffices.followup.acts import (
    AcceptCommitment,
    AdjustCommitment,
    CloseCommitment,
    ConsentToAdjustment,
    ConsentToPublicity,
    NameEvent,
    ReportProgress,
    VerifyCommitment,
    WithdrawCommitment,
)
from goodoffices.followup.models import Adjustment, PublicCommitment
from goodoffices.followup.sides import THIRD_PARTY
from goodoffices.followup.terms import lacking
from goodoffices.followup.tests.test_commitments import in_force, propose, row
from goodoffices.followup.todo import what_waits
from goodoffices.process.acts import LeaveTalks
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import now, refused


@pytest.fixture
def mina(river, amara, lena, idris):
    """The head of East, a third party at the table."""
    return accepts_rules(admitted(amara, lena, idris))


def adjust(by, commitment, **change):
    return perform(AdjustCommitment(commitment=commitment, change=change, why="So."), by).entry.id


def consented(adjustment, *heads):
    for head in heads:
        perform(ConsentToAdjustment(adjustment=adjustment), now(head))


def asked(seat):
    return [each.sentence for each in what_waits(now(seat))]


# ---- days of other rooms ---------------------------------------------------------------------------------------------


def test_a_day_that_another_room_named_decides_nothing_here(river, amara, lena):
    caucus = river.book("caucus", "north").id
    perform(NameEvent(event="Day 1", on="2031-03-03", book=caucus), amara)
    table = propose(now(amara), due="within 10 days of Day 1")
    assert row(amara, table).due_on == ""
    inside = propose(now(amara), to=[], book=caucus, due="within 10 days of Day 1")
    assert row(amara, inside).due_on == "2031-03-13"
    perform(NameEvent(event="Entry into force", on="2031-09-09", book=caucus), amara)
    propose(now(amara), due="2031-01-01")


def test_what_is_due_before_entry_into_force_says_so_once_that_is_named(river, amara):
    id = propose(amara, due="2031-03-01")
    perform(NameEvent(event="Entrée en vigueur", on="2031-06-01"), amara)
    assert any("before entry into force" in sentence for sentence in lacking(now(amara), row(amara, id)))


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"date": "2031-01-01"}, "2031-01-01"),
        ({"after": "c1"}, "after c1"),
        ({"simultaneous_with": "c1"}, "simultaneous_with c1"),
        ({"within": 10, "event": "Day 1"}, "within 10 days of Day 1"),
    ],
)
def test_a_client_may_write_when_it_is_due_in_parts(given, line):
    assert AdjustCommitment(commitment="c2", change={"due": given}, why="So.").change.due == line


def test_parts_that_say_nothing_are_refused_and_not_taken_for_no_day():
    with pytest.raises(ValueError, match="Say by when"):
        AdjustCommitment(commitment="c2", change={"due": {"on_or_before": "2031-01-01"}}, why="So.")


# ---- adjustments that something overtook -----------------------------------------------------------------------------


def test_what_was_withdrawn_is_not_revived_by_a_consent(river, amara, lena, idris):
    id = propose(lena)
    adjustment = adjust(lena, id, method="By eye.")
    perform(WithdrawCommitment(commitment=id), lena)
    assert Adjustment.objects.seen_by(now(amara)).get().state == "overtaken"
    refused(ConsentToAdjustment(adjustment=adjustment), lena, "not open any more")


def test_nor_is_what_was_closed(river, amara, lena, idris):
    id = in_force(amara, lena, verifier="third_party")
    adjustment = adjust(lena, id, method="By eye.")
    perform(VerifyCommitment(commitment=id, finding="met"), amara)
    perform(CloseCommitment(commitment=id), amara)
    refused(ConsentToAdjustment(adjustment=adjustment), lena, "not open any more")
    assert row(amara, id).state == "closed"


def test_two_adjustments_together_make_no_circle(river, amara, lena, idris):
    first, second = in_force(amara, lena, what="Open the gate."), in_force(amara, lena, what="Read the gauge.")
    one, other = adjust(lena, first, due=f"after {second}"), adjust(lena, second, due=f"after {first}")
    consented(one, lena, idris)
    refused(ConsentToAdjustment(adjustment=other), lena, "wait for each other")


# ---- sides that leave ------------------------------------------------------------------------------------------------


def test_when_one_leaves_the_others_bring_it_into_force(river, amara, lena, idris, mina):
    id = propose(now(amara), who=["north", "east"])
    perform(AcceptCommitment(commitment=id), now(lena))
    assert not any("accept" in words for words in asked(lena))
    perform(LeaveTalks(), mina)
    assert any("accept" in words for words in asked(lena))
    perform(AcceptCommitment(commitment=id), now(lena))
    assert row(amara, id).state == "in_force"


def test_and_agree_to_an_adjustment(river, amara, lena, idris, mina):
    id = in_force(now(amara), now(lena), to=["south", "east"])
    adjustment = adjust(now(lena), id, method="By eye.")
    consented(adjustment, lena, idris)
    perform(LeaveTalks(), mina)
    consented(adjustment, idris)
    assert row(amara, id).state == "superseded"


def test_what_one_owed_who_left_is_ended_by_the_others_or_closed_by_the_third_party(river, amara, lena, idris, mina):
    ended, closed = (in_force(now(amara), now(mina), who=["east"], to=["north"]) for _ in range(2))
    refused(CloseCommitment(commitment=closed), now(amara), "has not found")
    perform(LeaveTalks(), mina)
    consented(adjust(now(lena), ended, ends="overtaken"), lena)
    perform(CloseCommitment(commitment=closed), now(amara))
    assert [row(amara, id).closed_how for id in (ended, closed)] == ["overtaken", "overtaken"]


def test_the_table_and_the_public_read_the_same_report_after_one_has_left(river, amara, lena, idris, mina):
    id = in_force(now(amara), now(lena), now(mina), who=["north", "east"], publicity="public")
    for head in (lena, idris, mina):
        perform(ConsentToPublicity(commitment=id), now(head))
    perform(LeaveTalks(), mina)
    perform(ReportProgress(commitment=id, progress="done"), now(lena))
    assert (row(amara, id).reported, copy_of(amara).reported) == ("done", "done")


# ---- the public ------------------------------------------------------------------------------------------------------


def copy_of(seat):
    return PublicCommitment.objects.seen_by(now(seat)).get()


@pytest.fixture
def published(river, amara, lena, idris):
    id = in_force(amara, lena, publicity="public", verifier=THIRD_PARTY, due="2031-01-01")
    for head in (lena, idris):
        perform(ConsentToPublicity(commitment=id), head)
    return id


def test_who_consents_to_a_new_term_consents_to_its_copy(published, amara, lena, idris):
    perform(ReportProgress(commitment=published, progress="done"), lena)
    consented(adjust(lena, published, what="Publish them every week.", due="2031-02-02"), lena, idris)
    copy = copy_of(amara)
    assert (copy.what, copy.due, copy.reported) == ("Publish them every week.", "2031-02-02", "")
    assert row(amara, row(amara, published).superseded_by).public == copy.id


def test_a_term_that_is_not_for_the_public_is_not_told_it(published, amara, lena, idris):
    consented(adjust(lena, published, what="SECRET new words.", publicity="parties"), lena, idris)
    newer = row(amara, row(amara, published).superseded_by)
    perform(ReportProgress(commitment=newer.id, progress="done"), now(lena))
    copy = copy_of(amara)
    assert (copy.what, copy.ended, newer.public) == ("Publish the gauge readings.", "changed", "")
    assert not any("SECRET" in str(entry.data) for entry in Entry.objects.filter(kind="followup.tell_public"))


def test_the_public_reads_that_it_ended(published, amara, lena, idris):
    consented(adjust(lena, published, ends="replaced"), lena, idris)
    assert copy_of(amara).ended == "replaced"


def test_and_that_it_was_closed(published, amara):
    perform(VerifyCommitment(commitment=published, finding="met", publicity="public"), amara)
    perform(CloseCommitment(commitment=published), amara)
    assert (copy_of(amara).found, copy_of(amara).ended) == ("met", "met")


def test_its_day_follows_in_public_too(river, amara, lena, idris):
    id = in_force(amara, lena, publicity="public", due="within 10 days of Day 1")
    for head in (lena, idris):
        perform(ConsentToPublicity(commitment=id), head)
    perform(NameEvent(event="Day 1", on="2031-03-03"), amara)
    assert copy_of(amara).due == "2031-03-13"
    perform(NameEvent(event="day 1", on="2031-03-05"), amara)
    assert copy_of(amara).due == "2031-03-15"
