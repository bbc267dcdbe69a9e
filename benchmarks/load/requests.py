"""Whole requests as bytes. Statements carry the moment they were sent at, for those who hear them."""

import json
from itertools import count
from time import perf_counter_ns

from benchmarks.host import LINE, Table

SENT = b"sent at "  # followed by 19 digits
CSRF = "b" * 32
_numbers = count(1)


def statement(table: Table, token: str) -> bytes:
    """A statement as a client of the API makes it, with a key as the contract advises."""
    asked = {
        "kind": "consultation.make_statement",
        "data": {"room": table.room, "text": _text()},
        "key": f"bench-{next(_numbers)}",
    }
    path = f"/api/processes/{table.process}/acts"
    return _post(path, json.dumps(asked).encode(), "application/json", f"Authorization: Bearer {token}\r\n")


def form(table: Table, session: str) -> bytes:
    """A statement as a page's form sends it through htmx."""
    path = f"/processes/{table.process}/acts/consultation.make_statement"
    text, room = _text().replace(" ", "+"), f"/processes/{table.process}/rooms/{table.room}/"
    fields = f"key=bench-{next(_numbers)}&stay=&then={room}&room={table.room}&speech_act=statement&text={text}"
    body = f"csrfmiddlewaretoken={CSRF}&{fields}".encode()
    headers = f"Cookie: {session}; csrftoken={CSRF}\r\nHX-Request: true\r\n"
    return _post(path, body, "application/x-www-form-urlencoded", headers)


def page(path: str, session: str = "") -> bytes:
    cookie = f"Cookie: {session}\r\n" if session else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\n{cookie}\r\n".encode()


def room(table: Table, session: str) -> bytes:
    return page(f"/processes/{table.process}/rooms/{table.room}/", session)


def stream(table: Table, session: str) -> bytes:
    """A page's open stream, from now on."""
    return page(f"/processes/{table.process}/live", session)


def _text() -> str:
    return f"{LINE.format(n=2025)}{SENT.decode()}{perf_counter_ns():019d} and not later."


def _post(path: str, body: bytes, kind: str, headers: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return head.encode() + body
