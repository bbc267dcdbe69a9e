"""The stream itself: a raw ASGI application beside Django, since a streaming response there holds a thread per listener.

Subscribe first, then replay from the record after the cursor, then go on with what was published meanwhile.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from goodoffices.live import problems, sse
from goodoffices.live.authentication import CLIENT, Subscriber, Unknown, subscriber_with_cookies, subscriber_with_token
from goodoffices.live.catching_up import missed_by
from goodoffices.live.cursor import BadCursor, decode
from goodoffices.live.hub import Full, Hub, current
from goodoffices.live.listener import Listener
from goodoffices.live.wsgi import is_for_us
from goodoffices.record.acts import NotThere

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
FAREWELL = 2.0  # seconds that a listener who is shown out may take to hear it


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


async def _stream(scope: Scope, receive: Receive, send: Send, ask_in: Callable[..., Subscriber], *shown: str) -> None:
    if not is_for_us(scope):
        await problems.answer(send, problems.OTHER_HOST)
        return
    hub = current()
    if hub is None:
        await problems.answer(send, problems.CLOSING)
        return
    try:
        subscriber = await hub.at_the_door(ask_in, *shown)
        cursor = _cursor(scope)
        while (listener := hub.join(subscriber, send)) is None:
            subscriber = await hub.at_the_door(ask_in, *shown)
    except Unknown:
        await problems.answer(send, problems.NO_TOKEN)
    except NotThere:
        await problems.answer(send, problems.NOT_THERE)
    except BadCursor:
        await problems.answer(send, problems.NO_CURSOR)
    except Full:
        await problems.answer(send, problems.FULL)
    else:
        await _serve(hub, listener, cursor, receive, send)


async def _serve(hub: Hub, listener: Listener, cursor: dict[str, int] | None, receive: Receive, send: Send) -> None:
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _until_gone(hub, listener, cursor, receive, send)
    finally:
        hub.leave(listener)
    if listener.ended:
        await _farewell(listener, send)


async def _until_gone(
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
        task.uncancel()  # it was the hub that sent us home


def _cursor(scope: Scope) -> dict[str, int] | None:
    """Where the listener has been told up to: what its own client remembers goes before what the address says."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    remembered = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    text = remembered or query.get("after", [""])[-1]
    return decode(text) if text else None


async def _catch_up(hub: Hub, listener: Listener, cursor: dict[str, int] | None, send: Send) -> None:
    subscriber = listener.subscriber
    opening = sse.BEAT  # some bytes at once: proxies and clients then know that the line stands
    # From now on: what was acknowledged before this listener came may be published only now.
    # (A book that was opened between the heads and the books is told from its first entry on.)
    heads = {book: subscriber.heads.get(book, 0) for book, _first in subscriber.books}
    if subscriber.reads_the_table and subscriber.channel != CLIENT:
        opening += hub.attendance.greeting(subscriber.process)
    if cursor is not None:
        missed, heads = await hub.at_the_door(missed_by, subscriber, cursor, hub.rendering)
        opening += missed
    await send({"type": "http.response.body", "body": opening, "more_body": True})
    listener.release(heads)


async def _farewell(listener: Listener, send: Send) -> None:
    """End the answer. A page is told when it is for good, so that it does not knock again."""
    last = sse.event("ended", {}) if listener.banished and listener.subscriber.channel != CLIENT else b""
    with contextlib.suppress(TimeoutError):  # who does not even take this is cut off by the server
        async with asyncio.timeout(FAREWELL):
            await send({"type": "http.response.body", "body": last, "more_body": False})
