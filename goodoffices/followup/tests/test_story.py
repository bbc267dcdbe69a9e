"""The story of a commitment: from its clause to its end, with what was missed and, for those who read it, disputed."""

import re

import pytest

from goodoffices.followup.acts import (
    AdjustCommitment,
    CloseCommitment,
    CloseDispute,
    ConsentToAdjustment,
    Find,
    ReportProgress,
    Respond,
    VerifyCommitment,
    WithdrawCommitment,
)
from goodoffices.followup.queries import story, terms_of_story
from goodoffices.followup.tests.dispute_cast import alleged, dispute
from goodoffices.followup.tests.test_commitments import in_force, propose, row
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, commission, now


@pytest.fixture
def sara(river, amara):
    return admit(amara, "secretariat", "Secretariat")


@pytest.fixture
def nils(river, lena):
    """Of the table, and of no commission."""
    return admit(lena, "delegate", "Delegate, North", "north")


def sorts(seat, id):
    seat = now(seat)
    return [chapter.sort for chapter in story(seat, terms_of_story(seat, row(seat, id)))]


def page(seat, id):
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/commitments/{id}/")
    assert answer.status_code == 200
    return answer.text


def told(seat, id):
    return page(seat, id).split('class="story"')[1]


def adjusted(id, by, *heads, **change):
    change = perform(AdjustCommitment(commitment=id, change=change, why="The dam broke."), now(by)).entry.id
    entries = [perform(ConsentToAdjustment(adjustment=change), now(head)).entry for head in heads]
    return entries[-1]


def test_it_tells_that_a_day_passed_and_when_it_ended(river, clock, amara, lena, idris):
    id = in_force(amara, lena, verifier="third_party", due="2025-05-20")
    clock.at("2025-05-21T10:00")
    clock.ring()
    perform(ReportProgress(commitment=id, progress="done"), lena)
    perform(VerifyCommitment(commitment=id, finding="met"), amara)
    perform(CloseCommitment(commitment=id), amara)
    assert sorts(idris, id) == ["term", "voice", "passed", "report", "finding", "closure"]
    text = told(idris, id)
    assert "Its day, 20 May 2025, passed, and it was not reported done" in text
    assert "Closed: it is met" in text


def test_it_tells_each_day_that_passed_also_before_another_was_agreed(river, clock, amara, lena, idris):
    id = in_force(amara, lena, due="2025-05-20")
    clock.at("2025-05-21T10:00")
    clock.ring()
    adjusted(id, amara, lena, idris, due="2025-06-20")
    newest = terms_of_story(now(amara), row(amara, id))[-1].id
    clock.at("2025-06-21T10:00")
    clock.ring()
    assert sorts(lena, newest).count("passed") == 2
    assert "20 May 2025, passed" in told(lena, newest) and "20 June 2025, passed" in told(lena, newest)


def test_it_ends_with_an_adjustment_that_ends_it_or_with_its_withdrawal(river, clock, amara, lena, idris):
    ended, taken_back = in_force(amara, lena), propose(amara)
    adjusted(ended, amara, lena, idris, ends="overtaken")
    perform(WithdrawCommitment(commitment=taken_back), amara)
    assert sorts(lena, ended)[-1] == sorts(lena, taken_back)[-1] == "closure"
    assert "Closed: events have overtaken it" in told(lena, ended)
    assert ">Withdrawn</p>" in told(lena, taken_back)


def test_disputes_stand_in_it_for_those_alone_who_read_them(river, clock, amara, lena, idris, sara, nils):
    commission(amara, "joint", lena, idris, sara)
    id = in_force(amara, lena)
    before = told(nils, id)
    clock.at("2025-05-06T10:00")
    disputed = alleged(idris, id)
    perform(Respond(dispute=disputed, words="It was published."), now(lena))
    perform(Find(dispute=disputed, finding="partly", words="Half of it was."), now(sara))
    for head in (lena, idris):
        perform(CloseDispute(dispute=disputed, how="as_found", words="So be it."), now(head))
    assert sorts(lena, id) == ["term", "voice", "dispute", "response", "dispute_finding", "dispute_closing"]
    assert sorts(nils, id) == ["term", "voice"]
    text = told(lena, id)
    for words in (
        "South</bdi> alleged",
        "Nothing has been published",
        "North</bdi> responded",
        "Half of it was",
        "So be it",
    ):
        assert words in text
    assert f'href="{dispute(lena, disputed).page()}"' in text
    assert "Closed on the finding" in text
    assert plain(told(nils, id)) == plain(before)


def test_a_dispute_of_an_earlier_term_belongs_to_the_newest(river, clock, amara, lena, idris, sara, nils):
    commission(amara, "joint", lena, idris, sara)
    id = in_force(amara, lena)
    clock.at("2025-05-06T10:00")
    disputed = alleged(idris, id)
    adjusted(id, amara, lena, idris, what="Publish every gauge reading.")
    newest = terms_of_story(now(lena), row(lena, id))[-1].id
    assert newest != id and "dispute" in sorts(lena, newest)
    text = page(lena, newest)
    assert 'data-status="disputed"' in text
    assert f'href="{dispute(lena, disputed).page()}"' in text.split('class="story"')[0]
    assert 'data-status="disputed"' not in page(nils, newest)
    perform(CloseDispute(dispute=disputed, how="withdrawn"), now(idris))
    assert 'data-status="disputed"' not in page(lena, newest)


def plain(text):
    """Without what every page draws for itself."""
    return re.sub(r'(value|content|nonce)="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", text)
