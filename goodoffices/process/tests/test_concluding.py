"""How talks end: every head consents, or seven days pass; and how they are resumed."""

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.process.acts import (
    ConcludeOnNotice,
    ConcludeProcess,
    ConsentToConclusion,
    FrameRound,
    LeaveTalks,
    ObjectToConclusion,
    OpenRound,
    ProposeConclusion,
    ProposeResumption,
)
from goodoffices.process.models import Motion, MotionVoice, Process, Seat
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import admit, concluded, not_there, now, refused


@pytest.fixture
def sara(river, amara) -> Seat:
    return admit(amara, "secretariat", "Secretariat")


def process_of(seat):
    return Process.objects.seen_by(seat).get()


def proposed(by, outcome="agreement", words="Signed at Vienna."):
    return perform(ProposeConclusion(outcome=outcome, words=words), by).entry.id


def test_the_talks_end_when_every_head_consents(river, amara, lena, idris, sara):
    not_there(ProposeConclusion(outcome="agreement", words="Signed."), lena, idris, sara)
    motion = proposed(amara)
    not_there(ConsentToConclusion(motion=motion), amara, sara)
    perform(ConsentToConclusion(motion=motion), lena)
    assert process_of(amara).state == "open"
    refused(ConsentToConclusion(motion=motion), lena, "already")
    done = perform(ConsentToConclusion(motion=motion), idris).entry
    ended = process_of(amara)
    assert (ended.state, ended.ended_as, ended.ended_how, ended.ended_at) == (
        "concluded", "agreement", "consent", done.at,
    )  # fmt: skip
    refused(proposed_again(), now(amara), "already concluded")
    page = client_of(lena).get(f"/processes/{river.process}/").content.decode()
    assert "Concluded with an agreement" in page
    assert "Signed at Vienna." in page


def proposed_again():
    return ProposeConclusion(outcome="agreement", words="Again.")


def test_the_third_party_alone_ends_nothing(river, amara, sara, lena):
    refused(ConcludeProcess(outcome="Over."), amara, "every head consents")
    refused(ConcludeProcess(outcome="Over."), sara, "every head consents")
    not_there(ConcludeProcess(outcome="Over."), lena)


def test_on_notice_the_lead_ends_the_talks_after_seven_days(river, amara, lena, idris, sara, monkeypatch):
    motion = proposed(amara, "ended_without", "Nothing came of it.")
    perform(ObjectToConclusion(motion=motion, words="We want to go on."), idris)
    not_there(ConcludeOnNotice(motion=motion), lena, sara)
    refused(ConcludeOnNotice(motion=motion), amara, "Seven days")
    at = Motion.objects.seen_by(amara).get().notice_ends
    from goodoffices.record.source import Draw

    monkeypatch.setattr(Draw, "now", lambda self: at)
    perform(ConcludeOnNotice(motion=motion), amara)
    ended = process_of(amara)
    assert (ended.state, ended.ended_as, ended.ended_how, ended.ended_by) == (
        "concluded", "ended_without", "notice", amara.name,
    )  # fmt: skip
    page = client_of(lena).get(f"/processes/{river.process}/coming-and-going/").content.decode()
    assert "We want to go on." in page
    assert "seven days’ notice" in page


def test_an_objection_blocks_consent_until_it_is_given_up(river, amara, lena, idris):
    motion = proposed(amara)
    perform(ObjectToConclusion(motion=motion, words="Not yet."), idris)
    perform(ConsentToConclusion(motion=motion), lena)
    assert process_of(amara).state == "open"
    perform(ConsentToConclusion(motion=motion), idris)
    assert process_of(amara).state == "concluded"
    assert MotionVoice.objects.seen_by(amara).filter(current=True, says="objects").count() == 0


def test_a_new_proposal_takes_the_place_of_the_one_before(river, amara, lena):
    first, second = proposed(amara), proposed(amara, "ended_without")
    refused(ConsentToConclusion(motion=first), lena, "decided")
    perform(ConsentToConclusion(motion=second), lena)


def test_when_the_last_who_did_not_consent_leaves_the_talks_end(river, amara, lena, idris):
    motion = proposed(amara, "ended_without")
    perform(ConsentToConclusion(motion=motion), lena)
    perform(LeaveTalks(), idris)
    assert process_of(amara).state == "concluded"


def test_a_round_is_concluded_first(river, amara, lena):
    motion = proposed(amara)
    framed = perform(FrameRound(title="Round one"), amara).entry.id
    perform(OpenRound(round=framed), amara)
    refused(ConsentToConclusion(motion=motion), lena, "A round is open")
    refused(proposed_again(), amara, "A round is open")


def test_adjourned_talks_are_resumed_with_every_heads_consent(river, amara, lena, idris, sara):
    refused(ProposeResumption(), amara, "not adjourned")
    concluded(amara, lena, idris, outcome="adjourned_sine_die")
    assert process_of(amara).state == "adjourned"
    refused(RaiseIssue(title="Now"), now(lena), "adjourned")
    not_there(ProposeResumption(), sara, lena)
    motion = perform(ProposeResumption(words="It has rained."), now(amara)).entry.id
    refused(ConcludeOnNotice(motion=motion), now(amara), "every head")
    perform(ConsentToConclusion(motion=motion), now(lena))
    assert process_of(amara).state == "adjourned"
    perform(ConsentToConclusion(motion=motion), now(idris))
    ended = process_of(amara)
    assert (ended.state, ended.ended_as, ended.outcome) == ("open", "", "")
    perform(RaiseIssue(title="Now"), now(lena))


@pytest.mark.parametrize("terms", [{"outcome": "victory", "words": "x"}, {"outcome": "agreement", "words": "  "}])
def test_a_proposal_has_its_shape(terms):
    with pytest.raises(ValueError, match=r"outcome|words"):
        ProposeConclusion(**terms)
