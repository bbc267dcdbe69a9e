"""The thin way in for acts of the API answers as the long way does: to the header and to the byte."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection

from goodoffices.accounts.models import Token
from goodoffices.agenda.acts import RaiseIssue, SetStatus, TableSolution, WithdrawSolution
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.site import act_door
from goodoffices.site.act_door import ActDoor
from tests.table import founded


class Answer(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


class Both:
    """The door before Django, and Django alone; whether the door let a request pass on is written down."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.long = WSGIHandler()
        self.door = ActDoor(self._passes)

    def _passes(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.passed.append(environ["PATH_INFO"])
        return self.long(environ, start_response)

    def ask(self, door: bool, process: str, token: str, body: bytes, **more: str) -> Answer:
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": f"/api/processes/{process}/acts", "QUERY_STRING": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http", "wsgi.errors": None, "HTTP_AUTHORIZATION": f"Bearer {token}", **more,
        }  # fmt: skip
        begun: list[Any] = []
        blocks = (self.door if door else self.long)(
            environ, lambda status, headers, *_: begun.extend((status, headers))
        )
        return Answer(begun[0], sorted(begun[1]), b"".join(blocks))


@pytest.fixture
def both(river) -> Iterator[Both]:
    yield Both()


@pytest.fixture
def token(lena) -> str:
    return Token.issue(lena.id, "a program")


def act(kind: str, data: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"kind": kind, "data": data, **more}).encode()


def test_an_act_is_answered_at_the_door_as_by_the_long_way(river, both, token):
    body = act("agenda.raise_issue", {"title": "Wasser – مياه"})
    door, long = (both.ask(way, river.process, token, body) for way in (True, False))
    assert both.passed == []
    assert (door.status, long.status) == ("201 Created", "201 Created")
    assert _without_length(door) == _without_length(long)
    assert {**door.told, "number": 0, "id": 0, "at": 0, "citation": 0} == {
        **long.told, "number": 0, "id": 0, "at": 0, "citation": 0,
    }  # fmt: skip
    assert door.told["number"] + 1 == long.told["number"]
    names = {name.lower() for name, _value in door.headers}
    assert {"content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy"} <= names


def test_every_refusal_reads_as_by_the_long_way(river, both, token, lena, amara):
    issue = perform(RaiseIssue(title="Water"), lena).entry
    perform(SetStatus(issue=issue.id, status="tense", words="“Since” <May>"), amara)
    gone = perform(TableSolution(issue=issue.id, title="Half"), lena).entry.id
    perform(WithdrawSolution(solution=gone), lena)
    both.ask(True, river.process, token, act("agenda.raise_issue", {"title": "Once"}, key="k"))
    seen = {"book": issue.book_id, "number": issue.number}
    bodies = {
        "200": act("agenda.raise_issue", {"title": "Once"}, key="k"),
        "404": act("agenda.set_status", {"issue": "nothing", "status": "open"}),
        "412": act("agenda.set_status", {"issue": issue.id, "status": "agreed"}, seen=seen),
        "422": act("agenda.support_solution", {"solution": gone}),
        "422 ": act("agenda.raise_issue", {"title": "Twice"}, key="k"),
        "422  ": act("no.such_kind", {}),
        "422   ": act("agenda.raise_issue", {"title": "", "more": 1}),
    }
    head = Entry.objects.count()
    for language in ("en", "ar"):
        for status, body in bodies.items():
            more = {"HTTP_ACCEPT_LANGUAGE": language}
            door, long = (both.ask(way, river.process, token, body, **more) for way in (True, False))
            assert door == long, body
            assert door.status.startswith(status.strip())
    assert both.passed == []
    assert Entry.objects.count() == head


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (b"not json", {}),
        (b"[]", {}),
        (b'{"kind": 5, "data": {}}', {}),
        (b'{"kind":"x","data":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}}", {}),
        (b'{"kind":"agenda.raise_issue","data":{"title":"' + b"x" * 3_000_000 + b'"}}', {}),
        (b"{}", {"HTTP_AUTHORIZATION": "Bearer nonsense"}),
        (b"{}", {"HTTP_AUTHORIZATION": "Basic bGVuYTpsZW5h"}),
        (b"{}", {"HTTP_AUTHORIZATION": ""}),
        (act("agenda.raise_issue", {"title": "x"}), {"HTTP_HOST": "elsewhere.example"}),
    ],
    ids=range(9),
)
def test_what_is_odd_before_anything_can_happen_takes_the_long_way(river, both, token, body, more):
    head = Entry.objects.count()
    door, long = (both.ask(way, river.process, token, body, **more) for way in (True, False))
    assert door == long
    assert len(both.passed) == 1
    assert Entry.objects.count() == head


def test_in_another_process_a_token_opens_nothing(both, token):
    elsewhere = founded("Talks on the Sea", "north", "south").process_id
    answer = both.ask(True, elsewhere, token, act("agenda.raise_issue", {"title": "x"}))
    assert answer.status.startswith("404")
    assert both.passed


def test_an_act_is_performed_once_whatever_breaks(river, both, token, lena, monkeypatch):
    """What failed inside is answered here: on the long way it would be tried again unasked."""
    body = act("agenda.raise_issue", {"title": "x"})
    for broken, status in ((OperationalError("disk is full"), "507"), (ZeroDivisionError(), "500")):
        tries = []

        def fails(*_args: Any, broken: Exception = broken, tries: list[int] = tries) -> Any:
            tries.append(1)
            raise broken

        monkeypatch.setattr(act_door, "answer_to", fails)
        answer = both.ask(True, river.process, token, body)
        assert (answer.status[:3], len(tries)) == (status, 1)
        assert answer.told["status"] == int(status)
    assert both.passed == []


def test_plain_words_cost_nine_statements_and_the_transaction(river, both, token):
    room = river.book("plenary").id
    asked: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        asked.append(sql.split("(")[0])
        return execute(sql, *more)

    for number in range(2):  # what changes seldom is read with the first
        asked.clear()
        with connection.execute_wrapper(note):
            said = {"room": room, "text": "Good evening."}
            both.ask(True, river.process, token, act("consultation.make_statement", said, key=f"k{number}"))
    assert both.passed == []
    assert [sql for sql in asked if sql.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]
    assert len(asked) == 9 + 1, asked


def test_pages_and_everything_else_pass_the_door_by(river, both, token):
    answer = both.ask(
        True, river.process, token, b"", PATH_INFO=f"/api/processes/{river.process}/seats", REQUEST_METHOD="GET"
    )
    assert answer.status.startswith("200")
    assert both.passed


def _without_length(answer: Answer) -> list[tuple[str, str]]:
    return [pair for pair in answer.headers if pair[0] != "Content-Length"]
