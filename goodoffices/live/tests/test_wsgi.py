"""Django behind the adapter: what a2wsgi was found wanting in, and what no adapter may get wrong."""

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from goodoffices.live import wsgi
from goodoffices.live.wsgi import OnThreads

closed: list[str] = []
threads: set[int] = set()
connections: set[int] = set()


def echo(request: HttpRequest) -> HttpResponse:
    told = {
        name: request.META.get(name, "")
        for name in ("CONTENT_LENGTH", "QUERY_STRING", "HTTP_X_FORWARDED_PROTO", "HTTP_COOKIE", "REMOTE_ADDR")
    }
    return HttpResponse(f"{request.method} {request.path} {told} {request.body!r}", headers={"X-Made": "here"})


class Kept:
    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        return b"x" * size

    def close(self) -> None:
        closed.append("file")


def file(request: HttpRequest) -> FileResponse:
    return FileResponse(Kept(600_000), content_type="text/plain")


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    def blocks():
        try:
            yield b"one"
            yield b"two"
        finally:
            closed.append("generator")

    return StreamingHttpResponse(blocks())


def asking(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    threads.add(threading.get_ident())
    connections.add(id(connection.connection))
    return HttpResponse()


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError


urlpatterns = [
    path("echo", echo),
    path("file", file),
    path("streamed", streamed),
    path("asking", asking),
    path("broken", broken),
]
handler404 = "goodoffices.live.tests.test_wsgi.nothing"
handler500 = "goodoffices.live.tests.test_wsgi.sorry"


def nothing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("nothing", status=404)


def sorry(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sorry", status=500)


@pytest.fixture
def app(settings, database):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    closed.clear()
    app = OnThreads(WSGIHandler(), threads=3, most=5_000_000)
    yield app
    app.close()


def ask(
    app: Any, address: str, *bodies: bytes, method: str = "GET", headers: Any = (), cut: bool = False, root: str = ""
) -> list[dict[str, Any]]:
    """What comes of a request whose body arrives in these pieces; `cut` off before its end."""
    where, _mark, query = address.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": where, "root_path": root,
        "query_string": query.encode("latin-1"), "headers": [(b"host", b"testserver"), *headers],
        "server": ("testserver", 80), "client": ("192.0.2.7", 1),
    }  # fmt: skip
    pieces = [{"type": "http.request", "body": body, "more_body": True} for body in bodies]
    pieces += [{"type": "http.disconnect"} if cut else {"type": "http.request", "body": b"", "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return pieces.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def body(sent: list[dict[str, Any]]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


def test_a_request_comes_through_whole(app):
    sent = ask(
        app, "/echo?a=1", b"half ", b"a statement", method="POST", headers=[(b"cookie", b"a=1"), (b"cookie", b"b=2")]
    )
    assert sent[0]["status"] == 200
    assert (b"x-made", b"here") in sent[0]["headers"]
    assert b"POST /echo" in body(sent)
    assert b"b'half a statement'" in body(sent)
    assert b"'CONTENT_LENGTH': '16'" in body(sent)
    assert b"'QUERY_STRING': 'a=1'" in body(sent)
    assert b"'HTTP_COOKIE': 'a=1; b=2'" in body(sent)
    assert b"'REMOTE_ADDR': '192.0.2.7'" in body(sent)
    assert sent[-1]["more_body"] is False


def test_a_request_cut_off_in_the_middle_never_happened(app, monkeypatch):
    called = []
    monkeypatch.setattr(app, "app", lambda *_: called.append(1))
    assert ask(app, "/echo", b"half ", method="POST", cut=True) == []
    assert not called


def test_a_header_with_an_underscore_does_not_pass_for_the_one_with_a_hyphen(app):
    assert b"'HTTP_X_FORWARDED_PROTO': ''" in body(ask(app, "/echo", headers=[(b"x_forwarded_proto", b"https")]))
    assert b"'HTTP_X_FORWARDED_PROTO': 'https'" in body(ask(app, "/echo", headers=[(b"x-forwarded-proto", b"https")]))


def test_an_address_that_is_no_ascii_is_answered(app):
    sent = ask(app, "/echo?q=\xff")
    assert sent[0]["status"] == 200
    assert ask(app, "/كتاب")[0]["status"] == 404


def test_a_site_in_a_folder_finds_its_pages(app):
    assert b"GET /talks/echo" in body(ask(app, "/talks/echo", root="/talks"))


@pytest.mark.parametrize("address", ["/file", "/streamed", "/echo"])
def test_head_sends_no_body(app, address):
    sent = ask(app, address, method="HEAD")
    assert sent[0]["status"] == 200
    assert body(sent) == b""


def test_files_and_streams_arrive_whole_and_are_closed(app):
    sent = ask(app, "/file")
    assert body(sent) == b"x" * 600_000
    assert len(sent) > 2  # in blocks
    assert body(ask(app, "/streamed")) == b"onetwo"
    assert closed == ["file", "generator"]


def test_a_body_beyond_what_django_takes_is_refused_by_django_and_one_beyond_measure_at_once(app, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    assert ask(app, "/echo", b"x" * 1_001, method="POST")[0]["status"] in (400, 413)
    assert ask(app, "/echo", *[b"x" * 1_000_000] * 6, method="POST")[0]["status"] == 413
    assert ask(app, "/echo", method="POST", headers=[(b"content-length", b"5000001")])[0]["status"] == 413


def test_no_more_is_kept_of_a_body_than_django_would_look_at(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    app = OnThreads(WSGIHandler())
    assert app.most == 65_000
    assert ask(app, "/echo", *[b"x" * 1_000] * 66, method="POST")[0]["status"] == 413


@pytest.mark.parametrize("announced", [[], [(b"content-length", b"5000001")]])
def test_a_body_too_long_for_the_api_is_a_problem_in_words(app, announced):
    sent = ask(app, "/api/processes/p/acts", *[b"x" * 1_000_000] * 6, method="POST", headers=announced)
    assert sent[0]["status"] == 422
    assert dict(sent[0]["headers"])[b"content-type"] == b"application/problem+json"
    assert dict(sent[0]["headers"])[b"connection"] == b"close"
    told = json.loads(body(sent))
    assert (told["type"], told["status"]) == ("/problems/shape", 422)
    assert told["errors"] == {"body": ["This is too long. Send it in parts."]}


def never_whole(app: Any, *bodies: bytes) -> list[dict[str, Any]]:
    """What is answered to a request of which no more comes than this."""
    scope = {"type": "http", "method": "POST", "path": "/echo", "headers": [], "http_version": "1.1"}
    pieces, sent = [{"type": "http.request", "body": body, "more_body": True} for body in bodies], []

    async def receive() -> dict[str, Any]:
        return pieces.pop(0) if pieces else await asyncio.Event().wait()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_a_body_that_never_ends_is_not_waited_for(app, monkeypatch):
    monkeypatch.setattr(wsgi, "REQUEST_TIMEOUT", 0.05)
    sent = never_whole(app, b"half ")
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert sent[-1]["more_body"] is False


def test_whoever_sends_too_much_is_answered_while_they_send_and_heard_out_for_a_moment_only(app, monkeypatch):
    monkeypatch.setattr(wsgi, "LINGER_TIMEOUT", 0.05)
    sent = never_whole(app, *[b"x" * 1_000_000] * 8)
    assert sent[0]["status"] == 413
    assert [message.get("more_body") for message in sent] == [None, True, False]


def test_every_request_is_finished_even_one_that_broke(app):
    finished = []

    def note(**_: Any) -> None:
        finished.append(1)

    request_finished.connect(note)
    try:
        assert ask(app, "/broken")[0]["status"] == 500
        ask(app, "/echo")
    finally:
        request_finished.disconnect(note)
    assert len(finished) == 2


def test_an_answer_that_need_not_be_closed_is_given(app):
    app.app = lambda environ, start_response: start_response("304 Not Modified", []) or []
    assert [message["type"] for message in ask(app, "/")] == ["http.response.start", "http.response.body"]


def test_threads_and_their_connections_are_few_and_kept(app):
    threads.clear()
    connections.clear()
    for _ in range(20):
        assert ask(app, "/asking")[0]["status"] == 200
    assert 1 <= len(threads) <= 3
    assert len(connections) == len(threads)


def test_a_language_does_not_stay_behind_on_the_thread(app, settings):
    from django.utils import translation

    spoken: list[str] = []

    def wsgi(environ: Any, start_response: Callable[..., Any]) -> Any:
        spoken.append(translation.get_language())
        translation.activate("ar")
        start_response("200 OK", [])
        return HttpResponse()

    app.app = wsgi
    for _ in range(6):
        ask(app, "/")
    assert set(spoken) == {"en"}
