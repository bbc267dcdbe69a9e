"""What crosses at the reveal of a blind decision is one bit: whatever the answers are, an equal outcome looks the same."""

import pytest
from django.db import transaction

from goodoffices.decisions.acts import AnswerDecision, PutDecision
from goodoffices.decisions.models import Decision
from goodoffices.decisions.tests.clocks import Clock
from goodoffices.record.memory import forget_everything
from goodoffices.record.models import Book
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.table import now

PAGES = ("", "decisions/", "decisions/{decision}/", "decisions/{decision}/decision.json", "decisions/record/", "agenda/",
         "record/{plenary}/", "briefing/brief/")  # fmt: skip
RESOURCES = ("/decisions", "/books/{plenary}/entries", "/books/{plenary}/copy")

# What North says, and in which order; South says no. All come to “no match”.
VECTORS = [[], ["yes"], ["no"], ["yes_if"], ["no", "yes_if", "yes"]]


class _Undo(Exception):
    pass


def told(reader, north, lena, idris, amara, clock):
    """Everything that a reader finds before and after the reveal, in a world in which North has said this."""
    found = []
    try:
        with transaction.atomic():
            clock.set("2025-05-02T10:00:00.000Z")
            id = perform(PutDecision(words="Forty days.", method="blind"), amara).entry.id
            decision = Decision.objects.seen_by(amara).get(id=id)
            perform(AnswerDecision(decision=id, answer="no"), idris)
            for answer in north:
                condition = "If thirty." if answer == "yes_if" else ""
                perform(AnswerDecision(decision=id, answer=answer, condition=condition), lena)
            found.append(everything(reader, decision))
            clock.at(decision, 30)
            clock.ring()
            found.append(everything(reader, decision))
            raise _Undo
    except _Undo:
        forget_everything()
        return found


def everything(reader, decision):
    places = {"decision": decision.id, "plenary": decision.book_id}
    browser, api = client_of(now(reader)), Api(now(reader))
    pages = [browser.get(f"/processes/{reader.process_id}/{page.format(**places)}") for page in PAGES]
    answers = [api.get(each.format(**places)) for each in RESOURCES]
    assert {answer.status_code for answer in [*pages, *answers]} == {200}
    return [without_token(answer) for answer in [*pages, *answers]]


def without_token(answer):
    import re

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce-[^\']+|X-CSRFToken[^}]+', b"", body)
    return re.sub(rb'(nonce|hx-headers[^=]*)="[^"]+"', b"", body)


@pytest.mark.parametrize("who", ["idris", "amara"])
def test_equal_outcomes_are_the_same_bytes(request, who, lena, idris, amara, monkeypatch):
    clock = Clock(monkeypatch)
    reader = request.getfixturevalue(who)
    worlds = [told(reader, north, lena, idris, amara, clock) for north in VECTORS]
    for north, world in zip(VECTORS, worlds, strict=True):
        assert world == worlds[0], f"North’s {north} shows to {who}"
    before, after = worlds[0]
    assert before != after


def test_another_outcome_is_another_word_and_the_answers_stay(river, lena, idris, amara, monkeypatch):
    """The test above can fail: where both say yes, the reveal says so."""
    clock = Clock(monkeypatch)
    id = perform(PutDecision(words="Forty days.", method="blind"), amara).entry.id
    for head in (lena, idris):
        perform(AnswerDecision(decision=id, answer="yes"), head)
    decision = Decision.objects.seen_by(amara).get(id=id)
    clock.at(decision, 1)
    clock.ring()
    page = client_of(now(amara)).get(f"/processes/{river.process}/decisions/{id}/").text
    assert "Match" in page
    plenary = Book.objects.get(id=decision.book_id)
    assert [entry.facts for entry in plenary.entries.filter(kind="decisions.reveal")] == [{"match": True}]
