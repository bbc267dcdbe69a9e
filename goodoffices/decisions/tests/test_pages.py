"""Pages of decisions: what stands on them, for whom, and what may be done there."""

import hashlib
import io
import json

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodoffices.agenda.acts import AmendIssue, RaiseIssue, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import MakeStatement
from goodoffices.decisions.acts import AnswerDecision, BreakSilence, ConsentToDecision, ExplainPosition, PutDecision
from goodoffices.engines.ledger import checker
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import now, rules


@pytest.fixture
def solution(lena):
    issue = perform(RaiseIssue(title="Water levels"), lena).entry.id
    return perform(TableSolution(issue=issue, title="Forty days", text="Notice of forty days."), lena).entry


def page_of(seat, rest=""):
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/decisions/{rest}")
    assert answer.status_code == 200
    return answer.text


def today_of(seat):
    client = client_of(now(seat))
    client.get(f"/processes/{seat.process_id}/")  # the first visit is to what these talks are about
    return client.get(f"/processes/{seat.process_id}/").text


def test_a_head_finds_the_wording_the_hash_and_its_form(river, amara, lena, solution):
    id = perform(PutDecision(about=solution.id, method="blind"), amara).entry.id
    page = page_of(lena, f"{id}/")
    assert "Notice of forty days." in page
    assert hashlib.sha256(b"Forty days\nNotice of forty days.").hexdigest() in page
    assert "acts/decisions.answer" in page and "acts/decisions.consent" not in page
    assert "acts/decisions.answer" not in page_of(amara, f"{id}/")


def test_an_answer_is_read_by_its_delegation_alone(river, amara, lena, idris, solution):
    id = perform(PutDecision(about=solution.id, method="blind"), amara).entry.id
    perform(AnswerDecision(decision=id, answer="yes_if", condition="If it is thirty."), lena)
    assert "If it is thirty." in page_of(lena, f"{id}/")
    for other in (amara, idris):
        assert "If it is thirty." not in page_of(other, f"{id}/")


def test_it_waits_for_the_heads_and_stands_beside_its_thing(river, amara, lena, idris, solution):
    id = perform(PutDecision(about=solution.id), amara).entry.id
    perform(ConsentToDecision(decision=id), lena)
    assert "is waiting for your consent" in today_of(idris)
    assert "is waiting for your consent" not in today_of(lena)
    page = Solution.objects.seen_by(amara).select_related("book").get(id=solution.id).page()
    assert f"decisions/{id}/" in client_of(now(amara)).get(page).text


def test_a_form_for_words_that_have_changed_is_412_with_a_sentence(river, amara, lena):
    issue = perform(RaiseIssue(title="Gauges"), amara).entry.id
    decision = perform(PutDecision(about=issue, method="consent"), amara).entry.id
    client, page = client_of(now(lena)), f"/processes/{lena.process_id}/decisions/{decision}/"
    form = form_on(client, page, "decisions.consent")
    perform(AmendIssue(issue=issue, title="Gauges and buoys"), amara)
    answer = form.send(client)
    assert (answer.status_code, "This has changed since you opened it." in answer.text) == (412, True)


def test_the_record_of_decisions_holds_what_was_adopted(river, amara, lena, idris):
    id = perform(PutDecision(words="We meet in Vienna."), amara).entry.id
    assert "We meet in Vienna." not in page_of(lena, "record/")
    for head in (lena, idris):
        perform(ConsentToDecision(decision=id), head)
    assert "We meet in Vienna." in page_of(lena, "record/")


def test_another_process_and_another_book_are_not_there(river, amara, lena, idris):
    said = perform(MakeStatement(room=river.book("caucus", "north").id, text="Between us."), lena).entry.id
    id = perform(PutDecision(about=said), amara).entry.id
    assert "Between us." in page_of(lena, f"{id}/")
    for rest in (f"{id}/", f"{id}/decision.json", f"{id}/decision.pdf", "x" * 24 + "/"):
        assert client_of(now(idris)).get(f"/processes/{river.process}/decisions/{rest}").status_code == 404


def test_the_api_tells_them_as_the_contract_says(river, amara, lena, solution):
    id = perform(PutDecision(about=solution.id, method="silence"), amara).entry.id
    (told,) = Api(now(lena)).get("/decisions").json()["decisions"]
    assert told["id"] == id and told["about"] == solution.id and told["state"] == "put"
    assert set(told) == {"id", "about", "wording", "wording_hash", "method", "state", "expires", "citation"}


def test_the_file_holds_the_entries_with_their_proofs(river, amara, lena, idris):
    id = perform(PutDecision(words="We meet in Vienna."), amara).entry.id
    for head in (lena, idris):
        perform(ConsentToDecision(decision=id), head)
    file = json.loads(page_of(lena, f"{id}/decision.json"))
    assert file["format"] == "goodoffices-decision/1" and file["decision"]["state"] == "adopted"
    assert [entry["kind"] for entry in file["entries"]] == ["decisions.put", "decisions.consent", "decisions.consent"]
    report = checker.verify([json.dumps(file)], key=file["key"])
    assert report.ok, report.sentences
    file["entries"][0]["facts"]["frozen"] = "We meet in Geneva."
    assert not checker.verify([json.dumps(file)]).ok


def one_sheet(seat, id) -> str:
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/decisions/{id}/decision.pdf")
    assert answer["Content-Type"] == "application/pdf"
    (page,) = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(page.extract_text().split())


def test_one_sheet_says_what_was_adopted_how_and_by_whom(river, amara, lena, idris):
    id = perform(PutDecision(words="We meet in Vienna.\n\nIn spring."), amara).entry.id
    for head in (lena, idris):
        perform(ConsentToDecision(decision=id), head)
    perform(ExplainPosition(decision=id, words="A place nearby is as good."), idris)
    words = one_sheet(lena, id)
    for said in ("We meet in Vienna.", "In spring.", "Consented: North; South", "South: A place nearby is as good."):
        assert said in words


@pytest.mark.parametrize(("hidden", "told"), [(False, "Objection, South: Not yet."), (True, "Objection: Not yet.")])
def test_one_sheet_names_who_broke_a_silence_as_the_rules_attribute(river, amara, lena, idris, hidden, told):
    rules(amara, [lena, idris], chatham_house=hidden)
    id = perform(PutDecision(words="We meet in Vienna.", method="silence"), now(amara)).entry.id
    perform(BreakSilence(decision=id, words="Not yet."), now(idris))
    assert told in one_sheet(lena, id)


def test_it_asks_as_much_for_many_as_for_one(river, amara, lena):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(lena)
        return len(asked)

    perform(PutDecision(words="The first."), amara)
    queries()  # the first visit fills what is cached
    perform(PutDecision(words="The second."), amara)
    few = queries()
    for n in range(8):
        perform(PutDecision(words=f"Number {n}."), amara)
    assert queries() == few
