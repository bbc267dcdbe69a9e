"""Problem documents for refused streams, in the same form as the API's (RFC 9457)."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Problem(NamedTuple):
    status: int
    type: str
    title: str
    detail: str
    field: str = ""  # the one that is wrong

    def document(self) -> bytes:
        detail = f"{self.field}: {self.detail}" if self.field else self.detail
        document = {"type": f"/problems/{self.type}", "title": self.title, "status": self.status, "detail": detail}
        errors = {"errors": {self.field: [self.detail]}} if self.field else {}
        return json.dumps({**document, **errors}).encode()


OTHER_HOST = Problem(
    400, "host", "Another host", "This host does not answer under that name. Use the address that you were given."
)
NO_TOKEN = Problem(401, "no-token", "No valid token", "Send “Authorization: Bearer …” with a token of your seat.")
NOT_THERE = Problem(404, "not-there", "Nothing here", "There is nothing here that your seat can see or do.")
NO_CURSOR = Problem(
    422, "shape", "Not the shape expected", "this is no cursor. Take one from the stream, or leave it out.", "after"
)
TOO_LONG = Problem(422, "shape", "Not the shape expected", "This is too long. Send it in parts.", "body")
CLOSING = Problem(503, "closing", "Not now", "The service is starting or closing. Try again in a moment.")
TOO_MANY_STREAMS = Problem(
    503, "full", "No line free", "As many streams are open as this host can hold. Close some, or try again later."
)


async def answer(send: Send, problem: Problem) -> None:
    body = problem.document()
    headers = headers_of(body)
    headers += [(b"www-authenticate", b"Bearer")] if problem.status == 401 else []
    headers += [(b"connection", b"close")] if problem is TOO_MANY_STREAMS else []
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def headers_of(body: bytes) -> Headers:
    return [(b"content-type", b"application/problem+json"), (b"content-length", b"%d" % len(body))]
