"""A party leaves the talks: whoever stays completes what waited for it, by saying it once more."""

import pytest

from goodoffices.followup.acts import (
    AdoptChecks,
    AdoptLadder,
    CloseDispute,
    ConsentToCheck,
    ExtendLevel,
    FrameChecks,
    HoldCheck,
    ProposeLadder,
)
from goodoffices.followup.models import Check, Framework, Ladder
from goodoffices.followup.tests.dispute_cast import LEVELS, VIENNA, alleged, dispute, in_force, ladder
from goodoffices.followup.todo import what_waits
from goodoffices.process.acts import LeaveTalks
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.perform import perform
from tests.table import commission, now, refused


@pytest.fixture
def mina(river, amara, lena, idris):
    """The head of East, the third party at the table."""
    return accepts_rules(admitted(amara, lena, idris))


def waiting(seat):
    return " ".join(each.sentence for each in what_waits(now(seat)))


def said_by_two_and_then_one_leaves(act, lena, idris, mina, because):
    """Nobody is waited for any more; and still nothing happens by itself, until one of those who stay says it again."""
    for head in (lena, idris):
        perform(act, now(head))
    refused(act, now(lena), because)
    perform(LeaveTalks(words="We go."), now(mina))


def test_a_ladder_is_adopted_by_those_who_stay(river, clock, amara, lena, idris, mina):
    id = perform(ProposeLadder(levels=LEVELS, places=[VIENNA]), now(amara)).entry.id
    said_by_two_and_then_one_leaves(AdoptLadder(ladder=id), lena, idris, mina, "waiting for the other parties")
    assert Ladder.objects.seen_by(now(lena)).get(id=id).state == "proposed"
    assert "All parties at the table have adopted the ladder" in waiting(lena)
    perform(AdoptLadder(ladder=id), now(idris))
    assert Ladder.objects.seen_by(now(lena)).get(id=id).state == "adopted"


def test_a_framework_is_adopted_by_those_who_stay(river, clock, amara, lena, idris, mina):
    id = perform(FrameChecks(first="2025-06-02", level="Experts"), now(amara)).entry.id
    said_by_two_and_then_one_leaves(AdoptChecks(framework=id), lena, idris, mina, "waiting for the others")
    assert "adopted the framework of regular follow-ups: adopt it once more" in waiting(lena)
    perform(AdoptChecks(framework=id), now(lena))
    assert Framework.objects.seen_by(now(lena)).get(id=id).state == "adopted"


def test_the_report_of_a_check_is_consented_to_by_those_who_stay(river, clock, amara, lena, idris, mina):
    framework = perform(FrameChecks(first="2025-06-02", level="Experts"), now(amara)).entry.id
    for head in (lena, idris, mina):
        perform(AdoptChecks(framework=framework), now(head))
    clock.at("2025-06-02T12:00")
    check = Check.objects.seen_by(now(amara)).order_by("day").first().id
    perform(HoldCheck(check_=check, present=["Experts"]), now(amara))
    said_by_two_and_then_one_leaves(ConsentToCheck(check_=check), lena, idris, mina, "waiting for the others")
    assert "consent once more" in waiting(lena)
    perform(ConsentToCheck(check_=check), now(lena))
    assert Check.objects.seen_by(now(lena)).get(id=check).state == "held"


@pytest.fixture
def id(river, clock, amara, lena, idris, mina):
    """South alleges that North and East do not keep what they owe together."""
    ladder(now(amara), now(lena), now(idris), now(mina))
    commission(amara, "joint", lena, idris, mina)
    owed = in_force(now(amara), now(lena), now(mina), who=["north", "east"])
    return alleged(idris, owed, commission="joint")


def test_a_dispute_is_closed_by_the_sides_that_stay(id, lena, idris, mina):
    act = CloseDispute(dispute=id, how="settled")
    said_by_two_and_then_one_leaves(act, lena, idris, mina, "waiting for the other side")
    assert dispute(lena, id).open
    perform(act, now(lena))
    assert dispute(idris, id).how == "settled"


def test_a_level_is_extended_by_the_sides_that_stay(id, lena, idris, mina):
    before = dispute(lena, id).last_day
    act = ExtendLevel(dispute=id, days=2)
    said_by_two_and_then_one_leaves(act, lena, idris, mina, "waiting for the other side")
    perform(act, now(idris))
    assert dispute(lena, id).last_day > before
