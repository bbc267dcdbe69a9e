"""The same over real sockets, behind the server that people run."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn

from goodoffices.consultation.acts import MakeStatement
from goodoffices.live.tests.house import Event, as_client, as_page, eventually
from goodoffices.record.perform import perform


class Served:
    """uvicorn on a free port of this machine, in a thread."""

    def __enter__(self) -> "Served":
        settings = uvicorn.Config(
            "goodoffices.site.asgi:application", port=0, log_level="warning", lifespan="on", timeout_graceful_shutdown=2
        )
        self.server = uvicorn.Server(settings)
        self._thread = threading.Thread(target=self.server.run)
        self._thread.start()
        eventually(lambda: self.server.started)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def request(self, method: str, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers or {})
        return connection.getresponse()


@pytest.fixture
def served(river) -> Iterator[Served]:
    with Served() as served:
        yield served


def next_event(answer: http.client.HTTPResponse) -> Event:
    """The next event of a stream, comments left out."""
    lines: list[str] = []
    while True:
        line = answer.readline().decode()
        assert line, "the stream has ended"
        if line != "\n":
            lines.append(line.rstrip("\n"))
        elif all(line.startswith(":") for line in lines):
            lines.clear()
        else:
            return Event("\n".join(lines))


def test_a_statement_reaches_a_client_and_a_page(served, river, lena, idris):
    plenary = river.book("plenary")
    client = served.request("GET", f"/api/processes/{river.process}/stream", as_client(idris))
    page = served.request("GET", f"/processes/{river.process}/live", as_page(idris))
    assert client.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert next_event(page).name == "presence"

    entry = perform(MakeStatement(room=plenary.id, text="Thirty days."), lena).entry

    assert next_event(client).json == {"book": plenary.id, "number": entry.number}
    shown = next_event(page)
    while shown.name == "presence":
        shown = next_event(page)
    assert "Thirty days." in shown.data
    assert next_event(page).place == (plenary.id, entry.number)


def test_a_body_far_too_long_is_answered_in_words_also_to_one_who_sends_it_all_first(served, river):
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("POST", f"/api/processes/{river.process}/acts", body=b"x" * 20_000_000)
    answer = connection.getresponse()
    assert (answer.status, answer.headers["content-type"]) == (422, "application/problem+json")
    assert b"too long" in answer.read()


def test_head_and_pages_are_answered_beside_open_streams(served, river, idris):
    streams = [served.request("GET", f"/api/processes/{river.process}/stream", as_client(idris)) for _ in range(20)]
    assert all(stream.status == 200 for stream in streams)
    health = served.request("GET", "/healthz")
    assert (health.status, health.read()) == (200, b'{"status": "ok"}')
    head = served.request("HEAD", "/healthz")
    assert (head.status, head.read()) == (200, b"")


def test_a_client_that_takes_nothing_holds_up_nobody(served, river, lena, idris, amara):
    plenary = river.book("plenary")
    deaf = socket.create_connection(("127.0.0.1", served.port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lines = [
        f"GET /processes/{river.process}/live HTTP/1.1",
        "host: localhost",
        f"cookie: {as_page(idris)['cookie']}",
        "",
        "",
    ]
    deaf.sendall("\r\n".join(lines).encode())
    client = served.request("GET", f"/api/processes/{river.process}/stream", as_client(amara))
    for _ in range(60):
        entry = perform(MakeStatement(room=plenary.id, text="words " * 3_000), lena).entry
        assert next_event(client).place == (plenary.id, entry.number)
    deaf.close()


def test_the_server_stops_while_streams_are_open(river, idris):
    with Served() as served:
        stream = served.request("GET", f"/api/processes/{river.process}/stream", as_client(idris))
        assert stream.status == 200
    assert stream.readline() in (b": \n", b"")
