"""Decisions: who puts them, how they are settled, and what the clock finds when the time has run out."""

import pytest

from goodoffices.agenda.acts import AcceptSolution, AmendIssue, RaiseIssue, TableSolution, WithdrawSolution
from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.models import Issue, Settlement, Solution, Stance
from goodoffices.decisions.acts import (
    AnswerDecision,
    BreakSilence,
    ConsentToDecision,
    ExpireDecision,
    ExplainPosition,
    NoteReceipt,
    PutDecision,
    RevealDecision,
    WithdrawConsentToDecision,
    WithdrawDecision,
)
from goodoffices.decisions.models import Answer, Decision, hash_of
from goodoffices.decisions.tests.clocks import Clock
from goodoffices.record.acts import NotThere, Stale
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.table import admit, book, founded, not_there, now, refused, rules, say


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def solution(river, lena, clock):
    issue = perform(RaiseIssue(title="Water levels"), lena).entry.id
    return perform(TableSolution(issue=issue, title="Forty days", text="Notice of forty days."), lena).entry.id


def put(by, **given):
    return found(by, perform(PutDecision(**given), by).entry.id)


def found(seat, id):
    return Decision.objects.seen_by(now(seat)).select_related("book", "subject").get(id=id)


def agreement(seat):
    here = now(seat)
    (issue,) = with_agreements(here, Issue.objects.seen_by(here).filter(title="Water levels"))
    return issue.shown_status


def test_a_wording_is_frozen_with_its_hash(river, amara, solution):
    decision = put(amara, about=solution, method="consent")
    assert decision.frozen == "Forty days\nNotice of forty days."
    assert decision.wording_hash == hash_of(decision.frozen)
    assert Entry.objects.get(book=decision.book, number=decision.number).facts["wording_hash"] == decision.wording_hash


def test_with_the_last_consent_it_is_adopted_and_the_agenda_derives_it(river, amara, lena, idris, solution):
    decision = put(amara, about=solution)
    perform(ConsentToDecision(decision=decision.id), lena)
    assert found(amara, decision.id).state == "put" and agreement(amara) != "agreed_ad_ref"
    refused(ConsentToDecision(decision=decision.id), lena, "already")
    perform(WithdrawConsentToDecision(decision=decision.id), lena)
    perform(ConsentToDecision(decision=decision.id), idris)
    assert found(amara, decision.id).state == "put"
    last = perform(ConsentToDecision(decision=decision.id), lena).entry
    done = found(amara, decision.id)
    assert (done.state, done.ended, done.ended_at) == ("adopted", last.number, last.at)
    assert Settlement.objects.seen_by(amara).get().how == "consent"
    assert Solution.objects.seen_by(amara).get(id=solution).state == "accepted_ad_ref"
    assert {s.stance for s in Stance.objects.seen_by(amara).filter(current=True)} == {"accepts"}
    assert agreement(amara) == "agreed_ad_ref"
    refused(WithdrawConsentToDecision(decision=decision.id), lena, "decided")


def test_accepting_the_solution_on_the_agenda_counts_as_consent(river, amara, lena, idris, solution):
    decision = put(amara, about=solution)
    perform(AcceptSolution(solution=solution), lena)
    perform(AcceptSolution(solution=solution), idris)
    assert found(amara, decision.id).state == "adopted"
    assert agreement(amara) == "agreed_ad_ref"


def test_who_may_put_what(river, amara, lena, idris, solution):
    not_there(PutDecision(about=solution, method="consent"), lena)
    rules(amara, [lena, idris], heads_put=True)
    not_there(PutDecision(about=solution, method="silence"), now(lena))
    assert put(now(lena), about=solution, method="consent").state == "put"
    refused(PutDecision(about=solution), now(amara), "already")
    refused(PutDecision(), now(amara), "nothing to decide")


def test_what_has_changed_or_been_withdrawn_is_not_decided(river, amara, lena, solution):
    with pytest.raises(Stale):
        perform(PutDecision(about=solution, wording=1), amara)
    perform(WithdrawSolution(solution=solution), lena)
    refused(PutDecision(about=solution), amara, "withdrawn")


def test_consent_to_another_wording_is_stale(river, amara, lena):
    issue = perform(RaiseIssue(title="Gauges"), amara).entry.id
    decision = put(amara, about=issue)
    perform(AmendIssue(issue=issue, title="Gauges and buoys"), amara)
    with pytest.raises(Stale):
        perform(ConsentToDecision(decision=decision.id), lena)


# ---- Silence


def test_silence_lasts_three_days_unless_said_and_one_day_at_least(river, amara, clock, solution):
    refused(PutDecision(about=solution, method="silence", expires="2025-05-01T10:00:00Z"), amara, "past")
    refused(PutDecision(about=solution, method="silence", expires="2025-05-03T09:59:00Z"), amara, "24 hours")
    refused(PutDecision(about=solution, method="silence", expires="2028-05-03T09:59:00Z"), amara, "two years")
    assert put(amara, about=solution, method="silence").expires == "2025-05-05T10:00:00.000Z"


def test_it_is_adopted_when_every_party_has_noted_receipt_and_nobody_objects(
    river, amara, lena, idris, clock, solution
):
    decision = put(amara, about=solution, method="silence")
    perform(NoteReceipt(decision=decision.id), lena)
    refused(NoteReceipt(decision=decision.id), lena, "noted")
    perform(NoteReceipt(decision=decision.id), idris)
    assert found(amara, decision.id).receipts is None
    clock.at(decision, -1)
    clock.ring()
    assert found(amara, decision.id).state == "put"
    clock.at(decision, 5)
    clock.ring()
    done = found(amara, decision.id)
    assert (done.state, done.receipts, done.ended_at) == ("adopted", 2, decision.expires)
    entry = Entry.objects.get(book=done.book, number=done.ended)
    assert (entry.kind, entry.by, entry.at) == ("decisions.expire", None, decision.expires)
    assert agreement(amara) == "agreed_ad_ref"


def test_without_every_receipt_it_is_void(river, amara, lena, clock, solution):
    decision = put(amara, about=solution, method="silence")
    perform(NoteReceipt(decision=decision.id), lena)
    clock.at(decision)
    clock.ring()
    done = found(amara, decision.id)
    assert (done.state, done.why, done.receipts) == ("void", "no_receipt", 1)
    assert not Settlement.objects.seen_by(amara).exists()


def test_the_next_act_in_the_book_finds_it_expired(river, amara, lena, idris, clock, solution):
    """Whoever is late meets the outcome, not the open procedure; and the clock's entry comes first."""
    decision = put(amara, about=solution, method="silence")
    for head in (lena, idris):
        perform(NoteReceipt(decision=decision.id), head)
    clock.at(decision, 0)
    refused_late = BreakSilence(decision=decision.id, words="Too late.")
    with pytest.raises(Exception, match="Adopted"):
        perform(refused_late, lena)
    said = say(amara, river.book("plenary"), "After it.")
    expired = Entry.objects.get(book=said.book_id, number=said.number - 1)
    assert expired.kind == "decisions.expire" and expired.at <= said.at
    assert found(amara, decision.id).state == "adopted"


def test_one_objection_breaks_it_and_a_second_comes_too_late(river, amara, lena, idris, clock, solution):
    decision = put(amara, about=solution, method="silence")
    perform(BreakSilence(decision=decision.id, words="Not forty.", amendment="Thirty days.\nOf notice."), idris)
    assert found(lena, decision.id).state == "broken"
    refused(BreakSilence(decision=decision.id, words="Nor we."), lena, "decided")
    assert Solution.objects.seen_by(now(lena)).filter(title="Thirty days.").exists()
    clock.at(decision, 5)
    clock.ring()
    assert found(lena, decision.id).state == "broken"
    assert not Entry.objects.filter(kind="decisions.expire").exists()


def test_silence_does_not_run_against_an_empty_chair(river, clock):
    mediator = founded("Talks on the Sea", "north", "south")
    said = say(mediator, book(mediator, "caucus", "north"), "We meet on Monday.").id
    refused(PutDecision(about=said, method="silence"), mediator, "empty chair")
    admit(mediator, "head", "Head of North", "north")
    assert put(now(mediator), about=said, method="silence").state == "put"


@pytest.mark.parametrize(
    ("begins", "until", "expires"),
    [
        ("2025-10-24T12:00:00.000Z", "2025-10-26T10:00", "2025-10-26T09:00:00.000Z"),  # summer time ends that night
        ("2026-03-27T12:00:00.000Z", "2026-03-29T10:00", "2026-03-29T08:00:00.000Z"),  # and begins
    ],
)
def test_the_time_is_that_of_the_host_city(river, clock, begins, until, expires):
    mediator = founded("Talks on the Sea", "north", zone="Europe/Vienna")
    admit(mediator, "head", "Head of North", "north")
    said = say(mediator, book(mediator, "caucus", "north"), "We meet on Monday.").id
    clock.set(begins)
    assert put(now(mediator), about=said, method="silence", expires=until).expires == expires


def test_the_secretariat_puts_nothing_to_a_decision(river, amara, solution):
    sara = admit(amara, "secretariat", "Secretariat")
    not_there(PutDecision(about=solution), sara)


def test_a_stopped_server_changes_nothing(river, amara, lena, idris, clock, solution):
    decision = put(amara, about=solution, method="silence")
    for head in (lena, idris):
        perform(NoteReceipt(decision=decision.id), head)
    clock.at(decision, 3 * 86_400)
    clock.ring()
    assert found(amara, decision.id).ended_at == decision.expires


# ---- Blind acceptance


@pytest.mark.parametrize(
    ("north", "south", "state"),
    [
        ("yes", "yes", "match"),
        ("yes", "no", "no_match"),
        ("yes", "yes_if", "no_match"),
        ("yes", None, "no_match"),
        (None, None, "no_match"),
    ],
)
def test_only_yes_from_all_is_a_match(river, amara, lena, idris, clock, solution, north, south, state):
    decision = put(amara, about=solution, method="blind")
    for head, answer in ((lena, north), (idris, south)):
        if answer:
            condition = "If thirty." if answer == "yes_if" else ""
            perform(AnswerDecision(decision=decision.id, answer=answer, condition=condition), head)
    clock.ring()
    assert found(amara, decision.id).state == "put", "revealed at expiry, however early all have answered"
    clock.at(decision, 1)
    clock.ring()
    done = found(amara, decision.id)
    assert (done.state, done.ended_at) == (state, decision.expires)
    facts = Entry.objects.get(book=done.book, number=done.ended).facts
    assert facts == {"match": state == "match"}
    assert (agreement(amara) == "agreed_ad_ref") is (state == "match")


def test_an_answer_stands_in_the_delegations_book_and_may_be_changed_in_time(
    river, amara, lena, idris, clock, solution
):
    decision = put(amara, about=solution, method="blind")
    first = perform(AnswerDecision(decision=decision.id, answer="no"), lena).entry
    assert first.book.audience.kind == "delegation"
    for other in (amara, idris):
        assert not Answer.objects.seen_by(now(other)).exists()
    perform(AnswerDecision(decision=decision.id, answer="yes"), lena)
    assert Answer.objects.seen_by(now(lena)).get(current=True).answer == "yes"
    refused(AnswerDecision(decision=decision.id, answer="yes_if"), lena, "condition")
    refused(AnswerDecision(decision=decision.id, answer="no", condition="If."), lena, "Yes, if")
    clock.at(decision)
    with pytest.raises(Exception, match="run out"):
        perform(AnswerDecision(decision=decision.id, answer="no"), lena)
    not_there(AnswerDecision(decision=decision.id, answer="yes"), amara)


def test_what_was_put_may_be_withdrawn_by_who_put_it(river, amara, lena, clock, solution):
    decision = put(amara, about=solution, method="blind")
    not_there(WithdrawDecision(decision=decision.id), lena)
    perform(WithdrawDecision(decision=decision.id), amara)
    assert found(lena, decision.id).state == "withdrawn"
    clock.at(decision, 5)
    clock.ring()
    assert found(lena, decision.id).state == "withdrawn"


def test_own_words_are_put_in_the_plenary_and_explained_once_adopted(river, amara, lena, idris, clock):
    decision = put(amara, words="The next round is held in Vienna.", method="consent")
    refused(ExplainPosition(decision=decision.id, words="We read it so."), lena, "adopted")
    for head in (lena, idris):
        perform(ConsentToDecision(decision=decision.id), head)
    perform(ExplainPosition(decision=decision.id, words="Vienna, or nearby."), lena)
    not_there(ExplainPosition(decision=decision.id, words="Mine."), amara)


def test_nobody_but_the_clock_does_what_the_clock_does(river, amara, solution):
    decision = put(amara, about=solution, method="blind")
    for act in (RevealDecision(decision=decision.id), ExpireDecision(decision=decision.id)):
        with pytest.raises(NotThere):
            perform(act, amara)


def test_observers_and_delegates_decide_nothing(river, amara, lena, solution):
    decision = put(amara, about=solution)
    delegate = admit(lena, "delegate", "Delegate of North", "north")
    not_there(ConsentToDecision(decision=decision.id), now(delegate))
