"""Half-sent requests are let go of; whole ones, slow bodies and quiet streams are not."""

import asyncio
import logging
from typing import Any

import pytest
import uvicorn

from goodoffices.live import head_timeout
from goodoffices.live.head_timeout import ImpatientProtocol


async def _answers(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(0.3 if scope["path"] == "/slow" else 0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


async def _talk(*pieces: tuple[float, bytes]) -> bytes:
    """What a client is told that sends these pieces, each after so many seconds, until the connection is closed."""
    config = uvicorn.Config(
        _answers, http=ImpatientProtocol, lifespan="off", log_config=None, port=0, timeout_keep_alive=1
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for wait, piece in pieces:
            await asyncio.sleep(wait)
            writer.write(piece)
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()
        server.should_exit = True
        await task


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head_timeout, "HEAD_TIMEOUT", 0.2)
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


@pytest.mark.parametrize("half", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n"])
def test_a_half_sent_head_is_let_go(half):
    assert asyncio.run(_talk((0, half))) == b""


def test_so_is_the_second_on_a_connection():
    said = asyncio.run(_talk((0, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"), (0.1, b"GET / HTTP/1.1\r\nHost:")))
    assert said.count(b"200 OK") == 1


def test_a_slow_answer_and_a_slow_body_are_waited_for():
    assert b"200 OK" in asyncio.run(_talk((0, b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")))
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"
    assert b"200 OK" in asyncio.run(_talk((0, head), (0.4, b"1234")))
