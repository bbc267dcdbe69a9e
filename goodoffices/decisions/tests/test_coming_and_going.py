"""Decisions while parties join and leave, and while heads change their minds elsewhere."""

import pytest

from goodoffices.agenda.acts import AcceptSolution, AmendIssue, RaiseIssue, ReserveSolution, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.decisions.acts import BreakSilence, ConsentToDecision, NoteReceipt, PutDecision, WithdrawDecision
from goodoffices.decisions.models import Decision, Objection
from goodoffices.decisions.tests.clocks import Clock
from goodoffices.process.acts import LeaveTalks
from goodoffices.process.tests.test_coming_and_going import accepts_rules, admitted
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from tests.cast import Api
from tests.table import book, not_there, now, refused, rules


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def issue(river, lena, clock):
    return perform(RaiseIssue(title="Water levels", summary="Who reads the gauge."), lena).entry.id


@pytest.fixture
def solution(lena, issue):
    return perform(TableSolution(issue=issue, title="Forty days", text="Notice of forty days."), lena).entry.id


@pytest.fixture
def mina(river, amara, lena, idris, solution):
    """The head of East, which joined after the solution was tabled and does not read it."""
    return accepts_rules(admitted(amara, lena, idris))


def put(by, **given):
    return found(by, perform(PutDecision(**given), now(by)).entry.id)


def found(seat, id):
    return Decision.objects.seen_by(now(seat)).get(id=id)


# ---- Who joined later


def test_a_head_who_does_not_read_the_subject_breaks_the_silence_on_its_frozen_words(amara, mina, solution):
    decision = put(amara, about=solution, method="silence")
    assert found(mina, decision.id).frozen == "Forty days\nNotice of forty days."
    perform(BreakSilence(decision=decision.id, words="We need fifty.", amendment="Fifty days."), mina)
    assert found(amara, decision.id).state == "broken"


def test_a_head_who_does_not_read_the_subject_consents_to_its_frozen_words(amara, lena, idris, mina, solution):
    decision = put(amara, about=solution)
    for head in (lena, idris, mina):
        perform(ConsentToDecision(decision=decision.id), now(head))
    assert found(amara, decision.id).state == "adopted"


def test_a_head_who_does_not_read_the_subject_is_told_that_it_was_reworded(amara, lena, mina, issue):
    decision = put(amara, about=issue)
    perform(AmendIssue(issue=issue, title="Levels", summary="Both gauges."), now(lena))
    refused(ConsentToDecision(decision=decision.id), mina, "reworded")


# ---- Who leaves


def test_the_clock_adopts_nothing_once_everybody_who_was_asked_has_left(river, amara, lena, clock):
    caucus = book(amara, "caucus", "north")
    issue = perform(RaiseIssue(title="Between us", book=caucus.id), lena).entry.id
    solution = perform(TableSolution(issue=issue, title="Ten days", book=caucus.id), lena).entry.id
    decision = put(amara, about=solution, expires="2025-05-09T12:00")
    perform(LeaveTalks(words="We go."), now(lena))
    clock.at(decision)
    clock.ring()
    assert (found(amara, decision.id).state, found(amara, decision.id).why) == ("void", "nobody")


def test_the_clock_adopts_by_consent_no_words_that_were_changed(amara, lena, idris, mina, issue, clock):
    decision = put(amara, about=issue, expires="2025-05-09T12:00")
    for head in (lena, idris):
        perform(ConsentToDecision(decision=decision.id), now(head))
    perform(AmendIssue(issue=issue, title="Levels", summary="Both gauges."), now(lena))
    perform(LeaveTalks(words="We go."), now(mina))
    clock.at(decision)
    clock.ring()
    assert (found(amara, decision.id).state, found(amara, decision.id).why) == ("void", "reworded")


def test_what_a_party_put_and_left_behind_is_withdrawn_by_the_mediator(amara, lena, idris, mina, issue):
    rules(amara, [lena, idris, mina], heads_put=True)
    decision = put(mina, words="We meet in East.")
    not_there(WithdrawDecision(decision=decision.id), now(amara))
    perform(LeaveTalks(words="We go."), now(mina))
    perform(WithdrawDecision(decision=decision.id), now(amara))
    assert found(amara, decision.id).state == "withdrawn"


# ---- Who changes its mind on the agenda


def test_a_reservation_on_the_agenda_takes_the_consent_back(amara, lena, idris, solution):
    decision = put(amara, about=solution)
    perform(AcceptSolution(solution=solution), now(lena))
    perform(ReserveSolution(solution=solution, words="We ask at home."), now(lena))
    perform(AcceptSolution(solution=solution), now(idris))
    assert found(amara, decision.id).state == "put"
    assert Solution.objects.seen_by(now(amara)).get(id=solution).state == "tabled"
    perform(AcceptSolution(solution=solution), now(lena))
    assert found(amara, decision.id).state == "adopted"


# ---- Objections


def test_under_chatham_house_no_fact_and_no_tabled_amendment_says_who_objected(amara, lena, idris, solution):
    rules(amara, [lena, idris], chatham_house=True)
    decision = put(amara, about=solution, method="silence")
    broken = perform(BreakSilence(decision=decision.id, words="Too few.", amendment="Fifty days."), now(idris)).entry
    assert set(broken.facts) == {"objection", "named"}
    assert Objection.objects.seen_by(now(lena)).get().party is None
    assert Entry.objects.filter(book=broken.book).latest("number").number == broken.number
    told = Api(now(lena)).get(f"/books/{broken.book_id}/entries?after={broken.number - 1}").text
    assert "Too few." in told and now(idris).party_id not in told


@pytest.mark.parametrize(
    ("amendment", "tabled"),
    [("Fifty days.", "Fifty days."), ("\u200fخمسون يومًا\u200f", "خمسون يومًا"), ("\u200f\nFifty.", None)],
)
def test_an_objection_stands_whatever_becomes_of_its_amendment(amara, idris, solution, amendment, tabled):
    decision = put(amara, about=solution, method="silence")
    perform(BreakSilence(decision=decision.id, words="Too few.", amendment=amendment), now(idris))
    assert found(amara, decision.id).state == "broken"
    titles = set(Solution.objects.seen_by(now(amara)).exclude(id=solution).values_list("title", flat=True))
    assert titles == ({tabled} if tabled else set())


def test_receipts_of_those_who_joined_later_count(amara, lena, idris, mina, solution, clock):
    decision = put(amara, about=solution, method="silence")
    for head in (lena, idris, mina):
        perform(NoteReceipt(decision=decision.id), now(head))
    clock.at(decision)
    clock.ring()
    assert found(amara, decision.id).state == "adopted"
