"""The fast path for acts of the API: token, shape, `perform`, answer, without Django's middleware and URL resolver.

What is asked and what comes of it stands in `record/api.py`, and what a refusal reads like in `site/api.py`: as for a request
that takes the long way. Whatever is odd about a request before anything can happen (no good token, another process, a body
that is no act, a cookie, a host that is not ours) takes the long way, which says what is wrong with it.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string

from goodoffices.process.seats import Claimed, seat_claimed_with
from goodoffices.record.api import ActIn, answer_to
from goodoffices.site.api import failed, problem_of

Environ = dict[str, Any]
Start = Callable[..., Any]
Headers = tuple[tuple[str, str], ...]

ADDRESS = re.compile(r"/api/processes/([^/]+)/acts")

log = logging.getLogger(__name__)


class ActDoor:
    """A WSGI application before another: answers acts of the API, and leaves everything else to the other."""

    def __init__(self, app: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self.app = app
        self._added: dict[tuple[bool, str], Headers] = {}  # two for each language

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        found = environ["REQUEST_METHOD"] == "POST" and ADDRESS.fullmatch(environ["PATH_INFO"])
        if not found or "HTTP_COOKIE" in environ or environ["QUERY_STRING"]:
            return self.app(environ, start_response)
        close_old_connections()  # as Django does before and after each request
        try:
            told = self._told(found[1], environ)
        finally:
            close_old_connections()
        if told is None:
            return self.app(environ, start_response)
        answer, added = told
        length = ("Content-Length", str(len(answer.content)))
        start_response(f"{answer.status_code} {answer.reason_phrase}", [*answer.items(), length, *added])
        return (answer.content,)

    def _told(self, process: str, environ: Environ) -> tuple[HttpResponse, Headers] | None:
        """The answer and what every answer says beside it; None if the request takes the long way."""
        request = WSGIRequest(dict(environ))  # it rewrites the path in what it is given
        seat, asked = _seat(environ, process), _act_in(environ)
        if seat is None or asked is None or not _is_for_us(request):
            return None
        translation.activate(language := translation.get_language_from_request(request))
        return _answer(seat, asked), self._headers(request, language)

    def _headers(self, request: HttpRequest, language: str) -> Headers:
        """What the middleware adds to an answer: asked of the middleware itself, once."""
        key = (request.is_secure(), language)
        if key not in self._added:
            self._added[key] = added_by_middleware(request)
        return self._added[key]


def added_by_middleware(request: HttpRequest) -> Headers:
    """The headers that an answer to this request gets on its way through all of the middleware."""

    def bare(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(content_type="application/json")

    handler: Callable[[HttpRequest], HttpResponse] = bare
    for path in reversed(settings.MIDDLEWARE):
        handler = import_string(path)(handler)
    of_the_body = ("Content-Type", "Content-Length")
    return tuple((name, value) for name, value in handler(request).items() if name not in of_the_body)


def _seat(environ: Environ, process: str) -> Claimed | None:
    scheme, _space, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    seat = seat_claimed_with(token) if scheme.lower() == "bearer" and token else None
    return seat if seat is not None and seat.process_id == process else None


def _act_in(environ: Environ) -> ActIn | None:
    if int(environ["CONTENT_LENGTH"] or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return None
    body = environ["wsgi.input"].read()
    environ["wsgi.input"].seek(0)
    try:
        return ActIn.model_validate(json.loads(body))
    except (ValueError, RecursionError):  # pydantic's own is a ValueError, too
        return None


def _is_for_us(request: HttpRequest) -> bool:
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def _answer(seat: Claimed, asked: ActIn) -> HttpResponse:
    try:
        return answer_to(seat, asked)
    except Exception as exc:
        if answer := problem_of(exc):
            return answer
        log.exception("an act failed: %s", asked.kind)  # never with what it holds
        return failed(HTTPStatus.INTERNAL_SERVER_ERROR)
