"""Django's WSGI handler behind ASGI, on a few persistent threads.

`a2wsgi` was tried first and does most of this. What it does not: it takes a body cut off by a broken connection for a
whole one (half a statement would be recorded, for ever), it lets `X_Forwarded_Proto` pass for `X-Forwarded-Proto`, and
a slow client holds a thread while it sends or fetches. Here a thread sees only whole requests and gives back whole
answers; what is large waits in a file. It is also quicker: one hop to a thread and back, not four.
"""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from goodoffices.live import problems

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Environ = dict[str, Any]

IN_MEMORY = 1_000_000
BLOCK = 256 * 1024
WRAPPING = 64_000  # what a form or a part of it adds to what Django counts
REQUEST_TIMEOUT = 60.0  # seconds that a whole request may take to arrive
LINGER_TIMEOUT = 5.0  # seconds that a client who sends too much may take to read the answer


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: SpooledTemporaryFile[bytes]


class Bounds(NamedTuple):
    """How much of a request is taken in: so many bytes, in so many seconds."""

    most: int
    seconds: float


class OnThreads:
    """An ASGI application that calls a WSGI one. Bodies beyond `most` bytes are not even taken in.

    `more` is asked about those that are larger, or do not say how large: whose they are, and how much that one may send.
    """

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        threads: int = 6,
        most: int | None = None,
        more: Callable[[Scope], Bounds | None] = lambda scope: None,
    ) -> None:
        self.app, self.threads, self.more = app, threads, more
        # Who sends it is not known yet: no more of it is stored than Django would look at.
        self.most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + WRAPPING if most is None else most
        self._pool: ThreadPoolExecutor | None = None

    def close(self) -> None:
        """Let the threads go once they have answered what they are at."""
        if self._pool:
            self._pool.shutdown(wait=False)
        self._pool = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(IN_MEMORY) as body:
            most, seconds = await self._bounds(scope)
            try:
                async with asyncio.timeout(seconds):
                    taken = most + 1 if _announced(scope) > most else await self._take(receive, body, most)
            except TimeoutError:
                await _refuse(send, HTTPStatus.REQUEST_TIMEOUT, "This took too long to arrive. Send it again.")
                return
            except OSError:  # the disk on which it waits is full
                await _refuse(
                    send, HTTPStatus.INSUFFICIENT_STORAGE, "This host cannot take it now. Send it again later."
                )
                return
            if taken is None:
                return  # the client disconnected before the request was whole: nothing is asked
            if taken > most:
                await _too_long(path_of(scope), receive, send)
                return
            body.seek(0)
            answer = await self._on_a_thread(self._call, environ(scope, body, taken))
        with answer.body:
            await _give(answer, scope["method"], send)

    async def _bounds(self, scope: Scope) -> Bounds:
        usual = Bounds(self.most, REQUEST_TIMEOUT)
        if _announced(scope) <= self.most and b"transfer-encoding" not in dict(scope["headers"]):
            return usual
        return await self._on_a_thread(self.more, scope) or usual

    async def _on_a_thread(self, work: Callable[[Any], Any], given: Any) -> Any:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="goodoffices-page")
        # A context of its own: no language or time zone is left over from the thread's last request.
        return await asyncio.get_running_loop().run_in_executor(self._pool, Context().run, work, given)

    async def _take(self, receive: Receive, body: "SpooledTemporaryFile[bytes]", most: int) -> int | None:
        taken, more = 0, True
        while more and taken <= most:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            block = message.get("body", b"")
            taken += len(block)
            if taken <= most:
                body.write(block)
            more = message.get("more_body", False)
        return taken

    def _call(self, environ: Environ) -> Answer:
        begun: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            begun[:] = [
                int(status[:3]),
                [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            ]

        body: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - given on, and closed there
        response = self.app(environ, start_response)
        try:
            for block in response:
                body.write(block)
        finally:
            getattr(response, "close", lambda: None)()  # Django's `request_finished`
        return Answer(begun[0], begun[1], body)


def environ(scope: Scope, body: "SpooledTemporaryFile[bytes]", length: int) -> Environ:
    """A request as a WSGI application gets it (PEP 3333)."""
    host, port = scope.get("server") or ("localhost", 80)
    variables: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", "").encode().decode("latin-1"),
        "PATH_INFO": path_of(scope).encode().decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or [""])[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    variables |= _headers(scope)
    variables["CONTENT_TYPE"] = variables.pop("HTTP_CONTENT_TYPE", "")
    variables.pop("HTTP_CONTENT_LENGTH", None)
    variables["CONTENT_LENGTH"] = str(length) if length else ""
    return variables


def _headers(scope: Scope) -> dict[str, str]:
    variables: dict[str, str] = {}
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue  # its WSGI name would be the same as that of the header with a hyphen
        name = "HTTP_" + raw.decode("latin-1").upper().replace("-", "_")
        join = "; " if name == "HTTP_COOKIE" else ","
        variables[name] = (
            variables[name] + join + value.decode("latin-1") if name in variables else value.decode("latin-1")
        )
    return variables


def is_for_us(scope: Scope) -> bool:
    """Whether the request names a host that this one answers for, as Django finds for a page."""
    host, port = scope.get("server") or ("localhost", 80)
    request = HttpRequest()
    request.META = {"SERVER_NAME": host, "SERVER_PORT": str(port or 0), **_headers(scope)}
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def path_of(scope: Scope) -> str:
    """The path below the folder that the host serves this site from."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def _give(answer: Answer, method: str, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    left = 0 if method == "HEAD" else answer.body.tell()
    answer.body.seek(0)
    while left > BLOCK:
        left -= BLOCK
        await send({"type": "http.response.body", "body": answer.body.read(BLOCK), "more_body": True})
    await send({"type": "http.response.body", "body": answer.body.read(left), "more_body": False})


async def _too_long(path: str, receive: Receive, send: Send) -> None:
    """Say so at once. What still comes is let go by for a moment: cut off while sending, few would read the answer."""
    problem = problems.TOO_LONG
    if path.startswith("/api/"):
        body = problem.document()
        await _begin(send, problem.status, problems.headers_of(body), body)
    else:
        await _begin_words(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problem.detail)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER_TIMEOUT):
            while (await receive()).get("more_body", False):
                pass
    await _end(send)


async def _refuse(send: Send, status: HTTPStatus, sentence: str) -> None:
    await _begin_words(send, status, sentence)
    await _end(send)


async def _begin_words(send: Send, status: HTTPStatus, sentence: str) -> None:
    words = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(words))]
    await _begin(send, status.value, headers, words)


async def _begin(send: Send, status: int, headers: problems.Headers, body: bytes) -> None:
    """A whole answer, whose connection is closed at its end."""
    await send({"type": "http.response.start", "status": status, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _end(send: Send) -> None:
    await send({"type": "http.response.body", "body": b"", "more_body": False})
