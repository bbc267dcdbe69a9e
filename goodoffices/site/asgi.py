"""The one entry point of the server: streams go to the live floor, everything else to Django on a few threads."""

import os
import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.site.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from servestatic import ServeStatic  # noqa: E402

from goodoffices.live.hub import Hub, current  # noqa: E402
from goodoffices.live.stream import client_stream, page_stream  # noqa: E402
from goodoffices.live.wsgi import OnThreads, path_of  # noqa: E402
from goodoffices.site.act_door import ActDoor  # noqa: E402
from goodoffices.site.large_bodies import bounds_of_a_file  # noqa: E402

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

STREAMS = (
    (re.compile(r"/api/processes/([^/]+)/stream"), client_stream),
    (re.compile(r"/processes/([^/]+)/live"), page_stream),
)
# Around Django, not as middleware, which is asynchronous and would cost every page two hops between threads.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
statics = ServeStatic(
    WSGIHandler(),
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    immutable_file_test=r"\.[0-9a-f]{12}\.\w+$",
    allow_all_origins=False,
)
pages = OnThreads(ActDoor(statics), threads=6, more=bounds_of_a_file)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000})
    elif scope["method"] == "GET" and (stream := _stream_at(path_of(scope))):
        await stream(scope, receive, send)
    else:
        await pages(scope, receive, send)


def _stream_at(path: str) -> Callable[..., Awaitable[None]] | None:
    for address, stream in STREAMS:
        if found := address.fullmatch(path):
            return partial(stream, found[1])
    return None


async def _lifespan(receive: Receive, send: Send) -> None:
    """The server says when it starts and when it stops; the live hub is open in between."""
    await receive()
    Hub().open()
    await send({"type": "lifespan.startup.complete"})

    await receive()
    if hub := current():
        hub.close()
    pages.close()
    await send({"type": "lifespan.shutdown.complete"})
