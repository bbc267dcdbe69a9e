"""Binding binds: cannot be corrected or struck, withdrawn by who decides alone, and not once others have relied on it."""

import pytest

from goodoffices.agenda.acts import AcceptSolution, DeclineSolution, RaiseIssue, ReserveSolution, TableSolution
from goodoffices.consultation.acts import AmendStatement, StrikeStatement, WithdrawBinding
from goodoffices.consultation.models import Statement, Unbinding
from goodoffices.process.acts import HandOver
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.forms import form_on, forms_in
from tests.table import admit, not_there, now, refused, rules, say


@pytest.fixture
def offer(lena, plenary) -> str:
    return say(lena, plenary, "We admit 100 inspections a year.", binding=True).id


def kinds_on(seat, statement):
    page = client_of(now(seat)).get(Statement.objects.seen_by(seat).get(id=statement).page()).content.decode()
    return page, {form.action.rsplit("/", 1)[-1] for form in forms_in("", page)}


def test_binding_words_are_neither_corrected_nor_struck(lena, offer):
    refused(
        AmendStatement(statement=offer, text="We admit 10 inspections a year."), lena, "cannot be corrected or struck"
    )
    refused(StrikeStatement(statement=offer), lena, "cannot be corrected or struck")
    _page, kinds = kinds_on(lena, offer)
    assert "consultation.withdraw_binding" in kinds
    assert not kinds & {"consultation.amend_statement", "consultation.strike_statement"}


def test_the_head_withdraws_that_they_bind_and_they_stay_readable(river, lena, idris, offer):
    perform(WithdrawBinding(statement=offer, words="The budget was cut."), lena)
    statement = Statement.objects.seen_by(idris).get(id=offer)
    assert (statement.binds, statement.state, statement.words) == (False, "unbound", "We admit 100 inspections a year.")
    page, _kinds = kinds_on(idris, offer)
    assert "We admit 100 inspections a year." in page and "The budget was cut." in page
    assert "It was binding, and no longer is:" in page and 'class="seal"' not in page
    for act in (AmendStatement(statement=offer, text="Ten."), StrikeStatement(statement=offer)):
        refused(act, now(lena), "cannot be corrected or struck")
    refused(WithdrawBinding(statement=offer, words="Again."), now(lena), "already been withdrawn")


def test_only_who_decides_for_the_party_withdraws_it(river, amara, lena, idris, offer):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    not_there(WithdrawBinding(statement=offer, words="No."), marek, amara, idris)
    perform(HandOver(seat=marek.id), lena)
    not_there(WithdrawBinding(statement=offer, words="No."), now(lena) if not now(lena).decides else idris)
    perform(WithdrawBinding(statement=offer, words="A new head, new instructions."), now(marek))


def test_what_does_not_bind_is_not_withdrawn_so(lena, plenary):
    plain = say(lena, plenary, "We might.").id
    refused(WithdrawBinding(statement=plain, words="No."), lena, "does not bind")


def test_it_stands_once_an_accepted_solution_cites_it(river, lena, idris, plenary, offer):
    citation = Statement.objects.seen_by(lena).select_related("book").get(id=offer).citation
    issue = perform(RaiseIssue(title="Inspections"), idris).entry.id
    solution = perform(TableSolution(issue=issue, title="A roster", text=f"As offered in {citation}."), idris).entry.id
    perform(AcceptSolution(solution=solution), idris)
    refused(WithdrawBinding(statement=offer, words="No."), lena, "on the strength of these words")
    _page, kinds = kinds_on(lena, offer)
    assert "consultation.withdraw_binding" not in kinds
    perform(ReserveSolution(solution=solution), now(idris))
    perform(WithdrawBinding(statement=offer, words="Nobody relies on it."), now(lena))


def test_a_longer_number_is_another_citation(river, lena, idris, plenary, offer):
    citation = Statement.objects.seen_by(lena).select_related("book").get(id=offer).citation
    issue = perform(RaiseIssue(title="Inspections"), idris).entry.id
    solution = perform(TableSolution(issue=issue, title="A roster", text=f"As in {citation}7."), idris).entry.id
    perform(AcceptSolution(solution=solution), idris)
    perform(WithdrawBinding(statement=offer, words="Free."), now(lena))


def test_it_stands_while_an_issue_it_names_is_agreed(river, amara, lena, idris, plenary):
    issue = perform(RaiseIssue(title="Inspections"), idris).entry.id
    offer = say(lena, plenary, "We admit 100 a year.", binding=True, issues=[issue]).id
    solution = perform(TableSolution(issue=issue, title="A roster"), idris).entry.id
    for head in (lena, idris):
        perform(AcceptSolution(solution=solution), now(head))
    refused(WithdrawBinding(statement=offer, words="No."), now(lena), "on the strength of these words")
    perform(DeclineSolution(solution=solution), now(idris))
    perform(WithdrawBinding(statement=offer, words="It was declined."), now(lena))
    assert Unbinding.objects.seen_by(amara).count() == 1


def test_under_chatham_house_the_speaker_alone_withdraws_it(river, amara, lena, idris, plenary):
    rules(amara, [lena, idris], chatham_house=True)
    offer = say(now(lena), plenary, "We admit 100 a year.", binding=True).id
    not_there(WithdrawBinding(statement=offer, words="No."), now(idris), now(amara))
    entry = perform(WithdrawBinding(statement=offer, words="No more."), now(lena)).entry
    assert entry.by is None


def test_it_is_read_back_before_it_is_sent(lena, offer):
    assert WithdrawBinding(statement=offer, words="No.").commits()
    page = Statement.objects.seen_by(lena).get(id=offer).page()
    form = form_on(client_of(lena), page, "consultation.withdraw_binding")
    asked = form.send(client_of(lena), words="We spoke too soon.")
    assert "They cannot bind again." in asked.text and "We spoke too soon." in asked.text
    assert Unbinding.objects.seen_by(lena).count() == 0
    form.confirm(client_of(lena), words="We spoke too soon.")
    assert Unbinding.objects.seen_by(lena).count() == 1
