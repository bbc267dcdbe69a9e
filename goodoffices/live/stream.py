"""The stream itself: a raw ASGI application beside Django, since a streaming response there holds a thread per listener.

Subscribe first, then replay from the record after the cursor, then go on with what was published meanwhile.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from goodoffices.live import problems, sse
from goodoffices.live.authentication import Unknown, subscriber_with_cookies, subscriber_with_token
from goodoffices.live.cursor import BadCursor, decode
from goodoffices.live.hub import Hub, TooManyStreams, current
from goodoffices.live.listener import Listener, Send
from goodoffices.live.replay import replay_for
from goodoffices.live.subscriber import CLIENT, Subscriber
from goodoffices.live.wsgi import is_for_us
from goodoffices.record.acts import NotThere

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
LAST_MESSAGE_TIMEOUT = 2.0  # seconds that a listener may take to receive the last message


async def client_stream(process: str, scope: Scope, receive: Receive, send: Send) -> None:
    """For clients of the API, by a seat's token."""
    headers = dict(scope["headers"])
    scheme, _space, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    token = token.strip() if scheme.lower() == "bearer" else ""
    await _stream(scope, receive, send, subscriber_with_token, process, token)


async def page_stream(process: str, scope: Scope, receive: Receive, send: Send) -> None:
    """For pages, by the session's cookie alone."""
    headers = dict(scope["headers"])
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    languages = headers.get(b"accept-language", b"").decode("latin-1")
    await _stream(scope, receive, send, subscriber_with_cookies, process, cookies, languages)


async def _stream(
    scope: Scope, receive: Receive, send: Send, authenticate: Callable[..., Subscriber], *credentials: str
) -> None:
    if not is_for_us(scope):
        await problems.answer(send, problems.OTHER_HOST)
        return
    hub = current()
    if hub is None:
        await problems.answer(send, problems.CLOSING)
        return
    try:
        subscriber = await hub.query(authenticate, *credentials)
        cursor = _cursor(scope)
        while (listener := hub.join(subscriber, send)) is None:
            subscriber = await hub.query(authenticate, *credentials)
    except Unknown:
        await problems.answer(send, problems.NO_TOKEN)
    except NotThere:
        await problems.answer(send, problems.NOT_THERE)
    except BadCursor:
        await problems.answer(send, problems.NO_CURSOR)
    except TooManyStreams:
        await problems.answer(send, problems.TOO_MANY_STREAMS)
    else:
        await _serve(hub, listener, cursor, receive, send)


async def _serve(hub: Hub, listener: Listener, cursor: dict[str, int] | None, receive: Receive, send: Send) -> None:
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _until_disconnected(hub, listener, cursor, receive, send)
    finally:
        hub.leave(listener)
    if listener.ended:
        await _end_answer(listener, send)


async def _until_disconnected(
    hub: Hub, listener: Listener, cursor: dict[str, int] | None, receive: Receive, send: Send
) -> None:
    try:
        await _catch_up(hub, listener, cursor, send)
        while (await receive())["type"] != "http.disconnect":
            pass
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if not listener.ended or task is None:
            raise
        task.uncancel()  # the hub ended this stream


def _cursor(scope: Scope) -> dict[str, int] | None:
    """How far the listener has come: what its own client remembers goes before what the address says."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    remembered = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    text = remembered or query.get("after", [""])[-1]
    return decode(text) if text else None


async def _catch_up(hub: Hub, listener: Listener, cursor: dict[str, int] | None, send: Send) -> None:
    subscriber = listener.subscriber
    opening = sse.HEARTBEAT  # some bytes at once: proxies and clients then know that the stream is open
    # From now on: what was acknowledged before this listener came may be published only now.
    # (A book that was opened between the heads and the books is sent from its first entry on.)
    heads = {book: subscriber.heads.get(book, 0) for book, _first in subscriber.books}
    if subscriber.reads_plenary and subscriber.channel != CLIENT:
        opening += hub.attendance.snapshot(subscriber.process)
    if cursor is not None:
        missed, heads = await hub.query(replay_for, subscriber, cursor, hub.publisher.rendering)
        opening += missed
    await send({"type": "http.response.body", "body": opening, "more_body": True})
    listener.start(heads)


async def _end_answer(listener: Listener, send: Send) -> None:
    """End the answer. If it is permanent, a page gets an event that says so, and does not connect again."""
    last = sse.event("ended", {}) if listener.permanently and listener.subscriber.channel != CLIENT else b""
    with contextlib.suppress(TimeoutError):  # who does not even take this is cut off by the server
        async with asyncio.timeout(LAST_MESSAGE_TIMEOUT):
            await send({"type": "http.response.body", "body": last, "more_body": False})
