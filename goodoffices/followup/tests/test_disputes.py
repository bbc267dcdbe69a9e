"""Concerns and disputes: who may do what, in which book, and what others learn of it."""

import re
from datetime import date

import pytest

from goodoffices.followup.acts import (
    AdjustCommitment,
    Allege,
    CloseDispute,
    ConsentToAdjustment,
    Find,
    FindFacts,
    NoteDissent,
    RaiseConcern,
    Respond,
    SettleConcern,
)
from goodoffices.followup.dispute_waits import days, waiting
from goodoffices.followup.disputes import members_to_send
from goodoffices.followup.models import Commitment, Concern, Dispute, DisputeFinding, Dissent
from goodoffices.followup.queries import lines_for
from goodoffices.followup.tests.dispute_cast import alleged, dispute, in_force
from goodoffices.process.acts import ChangeCommission, WithdrawConsent
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, commission, not_there, now, refused


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def joint(river, clock, amara, lena, idris, sara):
    """A commission of both heads and the secretariat; the mediator is not in it."""
    return commission(amara, "joint", lena, idris, sara)


@pytest.fixture
def owed(river, clock, amara, lena):
    return in_force(amara, lena)


@pytest.fixture
def id(joint, owed, idris):
    return alleged(idris, owed)


# ---- a quiet concern -------------------------------------------------------------------------------------------------


def test_a_concern_stays_in_its_caucus_until_it_is_settled_there(river, amara, lena, idris, owed):
    other, page = client_of(lena), f"/processes/{river.process}/commitments/"
    before = [other.get(page).content, other.get(f"{page}{owed}/").content, other.get(f"{page}disputes/").content]
    concern = perform(RaiseConcern(commitment=owed, words="Two weeks without a reading."), idris).entry
    assert str(concern.book.audience) == "caucus:south"
    assert [each.address for each in waiting(now(amara))] == [f"{page}disputes/#concern-{concern.id}"]
    perform(SettleConcern(concern=concern.id, how="North had a storm; they publish again."), amara)
    assert not Concern.objects.seen_by(lena).exists()
    assert Concern.objects.seen_by(idris).get().how.startswith("North had")
    after = [other.get(page).content, other.get(f"{page}{owed}/").content, other.get(f"{page}disputes/").content]
    assert [strip(each) for each in after] == [strip(each) for each in before]


def strip(page: bytes) -> bytes:
    """Without the tokens against forgery, which each answer draws."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page)


def test_heads_raise_concerns_and_the_third_party_or_who_raised_it_settles_them(river, amara, lena, idris, owed, sara):
    act = RaiseConcern(commitment=owed, words="Two weeks.")
    salma = admit(idris, "adviser", "Adviser, South", "south")
    not_there(act, salma, amara)
    one, two = (perform(act, idris).entry.id for _time in range(2))
    not_there(SettleConcern(concern=one, how="So."), lena, now(salma))
    perform(SettleConcern(concern=one, how="We spoke."), idris)
    perform(SettleConcern(concern=two, how="We spoke."), sara)
    refused(SettleConcern(concern=one, how="Twice."), amara, "has been settled")
    refused(RaiseConcern(commitment=in_force(amara), words="Not yet."), idris, "not in force")


# ---- an allegation ---------------------------------------------------------------------------------------------------


def test_it_stands_in_the_commissions_book_and_nobody_else_reads_it(river, amara, lena, idris, sara, joint, owed):
    before = Entry.objects.filter(book__kind="plenary").count()
    id = alleged(idris, owed)
    assert dispute(sara, id).audience == joint.audience
    assert (dispute(lena, id).party.key, dispute(lena, id).against) == ("south", ["north"])
    for outsider in (amara, admit(lena, "delegate", "Delegate, North", "north")):
        assert not Dispute.objects.seen_by(now(outsider)).exists()
        client = client_of(now(outsider))
        assert client.get(f"/processes/{river.process}/commitments/disputes/{id}/").status_code == 404
        assert "disputed" not in client.get(f"/processes/{river.process}/commitments/{owed}/").text.casefold()
        not_there(Respond(dispute=id, words="What?"), now(outsider))
    assert Entry.objects.filter(book__kind="plenary").count() == before + 1  # the delegate's admission
    assert 'data-status="disputed"' in client_of(lena).get(f"/processes/{river.process}/commitments/{owed}/").text


def adjusted(commitment, by, *heads):
    """Adjusted by consent of these heads; the term that stands from then on."""
    act = AdjustCommitment(commitment=commitment, change={"what": "Publish daily."}, why="Clearer.")
    adjustment = perform(act, now(by)).entry.id
    for head in heads:
        perform(ConsentToAdjustment(adjustment=adjustment), now(head))
    newer = Commitment.objects.seen_by(now(by)).select_related("book").get(id=commitment).superseded_by
    return Commitment.objects.seen_by(now(by)).select_related("book").get(id=newer)


def test_against_a_superseded_term_the_one_that_stands_is_named(river, amara, lena, idris, joint, owed):
    newer = adjusted(owed, lena, lena, idris)
    for act in (Allege(commitment=owed, words="Late."), RaiseConcern(commitment=owed, words="Late.")):
        assert newer.citation in refused(act, now(idris), "superseded")
        newest = act.model_copy(update={"commitment": newer.id})
        assert perform(newest, now(idris))


def test_a_dispute_stays_with_the_commitment_when_its_term_is_adjusted(river, amara, lena, idris, sara, joint, owed):
    id, concern = alleged(idris, owed), perform(RaiseConcern(commitment=owed, words="Late."), idris).entry.id
    newer = adjusted(owed, lena, lena, idris)
    base = f"/processes/{river.process}/commitments/"
    for reader in (lena, idris, sara):
        matrix, page = (client_of(now(reader)).get(address).text for address in (base, newer.page()))
        assert 'data-status="disputed"' in matrix and 'data-status="disputed"' in page
        assert f"disputes/{id}/" in page and (concern in page) == (reader in (idris, sara))
        assert [line.state for line in lines_for(now(reader), [newer], date(2025, 5, 5))] == ["disputed"]
    for outsider in (amara, admit(lena, "delegate", "Delegate, North", "north")):
        for address in (base, newer.page()):
            assert "disputed" not in client_of(now(outsider)).get(address).text.casefold()
    perform(CloseDispute(dispute=id, how="withdrawn"), now(idris))
    assert "disputed" not in {line.state for line in lines_for(now(lena), [newer], date(2025, 5, 5))}


def test_what_cannot_be_alleged_says_why(river, amara, lena, idris, owed):
    refused(Allege(commitment=owed, words="Late."), idris, "not a member of a joint commission")
    commission(amara, "joint", lena, idris)
    refused(Allege(commitment=owed, words="Late."), now(lena), "Only your own party owes this")
    refused(Allege(commitment=in_force(amara), words="Late."), now(idris), "not in force")
    not_there(Allege(commitment=owed, words="Late."), amara)
    not_there(Allege(commitment=owed, words="Late.", commission="other"), now(idris))
    commission(amara, "second", lena, idris)
    refused(Allege(commitment=owed, words="Late."), now(idris), "several joint commissions")
    id = perform(Allege(commitment=owed, words="Late.", commission="second"), now(idris)).entry.id
    assert dispute(lena, id).audience.key == "second"


def test_a_co_chair_alleges_where_the_head_is_no_member(river, amara, lena, idris, owed):
    from goodoffices.process.acts import SetUpCommission

    salma = admit(idris, "adviser", "Adviser, South", "south")
    omar = admit(idris, "delegate", "Delegate, South", "south")
    members = [lena.id, salma.id, omar.id]
    perform(SetUpCommission(commission="c", name="Experts", members=members, co_chairs=[lena.id, salma.id]), amara)
    not_there(Allege(commitment=owed, words="Late."), now(omar))
    assert dispute(lena, alleged(salma, owed)).against == ["north"]


def test_talks_that_rest_stop_no_dispute(river, lena, idris, owed, joint):
    perform(WithdrawConsent(words="Not so."), lena)
    id = alleged(idris, owed)
    perform(Respond(dispute=id, words="We rest."), now(lena))
    assert dispute(idris, id).state == "responded"


# ---- from the response to the end ------------------------------------------------------------------------------------


def test_the_accused_side_responds_once(river, lena, idris, sara, id):
    not_there(Respond(dispute=id, words="We did."), now(idris), now(sara))
    perform(Respond(dispute=id, words="We did."), now(lena))
    refused(Respond(dispute=id, words="Really."), now(lena), "has responded")
    assert dispute(idris, id).state == "responded"


def test_facts_are_found_by_a_member_until_a_day(river, lena, idris, sara, amara, id):
    def act(**given):
        return FindFacts(**{"dispute": id, "who": sara.id, "method": "Read the gauge.", "until": "2025-05-20", **given})

    not_there(act(), now(lena), now(idris))
    refused(act(until="2025-05-04"), now(sara), "past")
    refused(act(who=amara.id), now(sara), "member of the commission")
    perform(act(), now(sara))
    assert dispute(idris, id).state == "examined"
    assert [each.sentence for each in waiting(now(sara))] == ["Find the facts about “Publish the gauge readings.”."]
    assert [each.day for each in days(now(lena))] == ["2025-05-20"] and days(now(amara)) == ()


def test_a_finding_with_dissent_and_another_noted_later(river, lena, idris, sara, id):
    def act(**given):
        return Find(**{"dispute": id, "finding": "partly", "words": "Ten of thirty days are missing.", **given})

    refused(NoteDissent(dispute=id, words="No."), now(lena), "Nothing has been found")
    not_there(act(), now(lena))
    refused(act(dissent=[{"party": "east", "words": "No."}]), now(sara), "Only a side")
    perform(act(dissent=[{"party": "south", "words": "All are missing."}]), now(sara))
    perform(NoteDissent(dispute=id, words="None is missing."), now(lena))
    assert dispute(idris, id).state == "found"
    noted = Dissent.objects.seen_by(now(idris)).order_by("number")
    assert [(each.side, each.noted) for each in noted] == [("south", False), ("north", True)]
    page = client_of(now(idris)).get(f"/processes/{river.process}/commitments/disputes/{id}/").text
    for words in ("partly borne out", "All are missing.", "None is missing.", "as recorded with the finding"):
        assert words in page


def test_nobody_finds_facts_or_records_a_finding_in_a_dispute_of_their_own_side(river, amara, lena, idris, owed):
    commission(amara, "joint", lena, idris)
    nils = admit(lena, "delegate", "Delegate, North", "north")
    perform(ChangeCommission(commission="joint", welcome=[nils.id]), amara)
    id = alleged(idris, owed)
    not_there(Find(dispute=id, finding="not_upheld"), now(nils))
    # No rapporteur and nobody of the third party: the co-chairs conduct it, and find nothing in it.
    sends = FindFacts(dispute=id, who=nils.id, method="Look.", until="2025-05-20")
    for co_chair in (lena, idris):
        refused(Find(dispute=id, finding="upheld"), now(co_chair), "Your own side is in this dispute")
        refused(sends, now(co_chair), "Every member of the commission is of a side")
    page = client_of(now(lena)).get(f"/processes/{river.process}/commitments/disputes/{id}/").text
    assert "Your own side is in this dispute" in page and "acts/followup.find" not in page
    joon = admit(amara, "interpreter", "Interpreter")
    perform(ChangeCommission(commission="joint", welcome=[joon.id]), amara)
    refused(sends, now(idris), "of their own side")
    perform(FindFacts(**{**sends.asked(), "who": joon.id}), now(idris))
    assert [each.name for each in members_to_send(now(lena), dispute(lena, id))] == [joon.name]


def test_whoever_is_sent_for_the_facts_records_the_finding_and_no_dissent(river, amara, lena, idris, owed):
    commission(amara, "joint", lena, idris)
    joon = admit(amara, "interpreter", "Interpreter")
    perform(ChangeCommission(commission="joint", welcome=[joon.id]), amara)
    id = alleged(idris, owed)
    not_there(Find(dispute=id, finding="upheld"), now(joon))
    perform(FindFacts(dispute=id, who=joon.id, method="Look.", until="2025-05-20"), now(idris))
    told = [{"party": "south", "words": "It was worse."}]
    refused(Find(dispute=id, finding="upheld", dissent=told), now(joon), "its own dissent")
    perform(Find(dispute=id, finding="upheld"), now(joon))
    assert dispute(lena, id).state == "found"
    page = client_of(now(lena)).get(f"/processes/{river.process}/commitments/disputes/{id}/")
    assert page.status_code == 200 and DisputeFinding.objects.seen_by(now(lena)).get().in_words()


def test_a_rapporteur_of_a_side_conducts_the_commission_and_finds_nothing(river, amara, lena, idris, sara, joint, owed):
    nils = admit(lena, "delegate", "Delegate, North", "north")
    perform(ChangeCommission(commission="joint", welcome=[nils.id], rapporteur=nils.id), amara)
    id = alleged(idris, owed)
    refused(Find(dispute=id, finding="not_upheld"), now(nils), "Your own side")
    assert perform(FindFacts(dispute=id, who=sara.id, method="Look.", until="2025-05-20"), now(nils))


def test_it_closes_when_both_sides_ask_for_the_same(river, lena, idris, sara, id):
    not_there(CloseDispute(dispute=id, how="settled"), now(sara))
    refused(CloseDispute(dispute=id, how="as_found"), now(lena), "Nothing has been found")
    refused(CloseDispute(dispute=id, how="withdrawn"), now(lena), "Only who alleged it")
    perform(CloseDispute(dispute=id, how="settled"), now(lena))
    refused(CloseDispute(dispute=id, how="settled"), now(lena), "waiting for the other side")
    perform(CloseDispute(dispute=id, how="unresolved"), now(idris))
    assert dispute(lena, id).open
    perform(CloseDispute(dispute=id, how="settled", words="They publish again."), now(idris))
    found = dispute(lena, id)
    assert (found.state, found.how, found.closing_words) == ("closed", "settled", "They publish again.")
    for act in (Respond(dispute=id, words="Still."), CloseDispute(dispute=id, how="unresolved")):
        refused(act, now(lena), "is closed")


def test_who_alleged_it_withdraws_it_alone(river, lena, idris, id):
    perform(CloseDispute(dispute=id, how="withdrawn"), now(idris))
    assert dispute(lena, id).how == "withdrawn"


# ---- pages -----------------------------------------------------------------------------------------------------------


def test_the_way_through_the_pages(river, amara, lena, idris, sara, joint, owed):
    from tests.forms import form_on

    south, north, rapporteur = client_of(now(idris)), client_of(now(lena)), client_of(now(sara))
    page = f"/processes/{river.process}/commitments/"
    form_on(south, f"{page}{owed}/", "followup.raise_concern").send(south, words="Two weeks.")
    (concern,) = Concern.objects.seen_by(now(idris))
    assert "The mediator tries quietly" in south.get(f"{page}disputes/").text and concern.open
    form_on(south, f"{page}disputes/", "followup.allege").confirm(south, words="Four weeks.")
    (found,) = Dispute.objects.seen_by(now(idris))
    here = f"{page}disputes/{found.id}/"
    assert "Four weeks." in north.get(here).text and "No ladder was in force" in north.get(here).text
    form_on(north, here, "followup.respond").send(north, words="A storm.")
    form_on(rapporteur, here, "followup.fact_find").send(
        rapporteur, who=sara.id, method="Read the gauge.", until="2025-05-20"
    )
    form_on(rapporteur, here, "followup.find").confirm(
        rapporteur, finding="upheld", words="Nothing was published.",
        **{"dissent-0-party": "north", "dissent-0-words": "There was a storm."},
    )  # fmt: skip
    form_on(north, here, "followup.close").confirm(north, how="as_found")
    form_on(south, here, "followup.close").confirm(south, how="as_found")
    assert "Closed on the finding" in north.get(here).text
    assert "Closed: Closed on the finding." in south.get(f"{page}disputes/").text
    assert "There was a storm." in south.get(here).text
