"""The API: every office's part of it under one address, one way to sign in, one shape of problem."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as BadRequest
from ninja.security import HttpBearer

from goodoffices import __version__
from goodoffices.process.labels import NOT_KEPT
from goodoffices.process.models import Seat
from goodoffices.process.seats import seat_with_token
from goodoffices.record.acts import NotThere, OtherBody, Refused, Stale
from goodoffices.record.api import BadAct
from goodoffices.record.office import offices
from goodoffices.site.openapi import PROBLEM, Described

OTHERWISE = "This host cannot answer that. See /api/openapi.json for what can be asked, and how."

log = logging.getLogger(__name__)


class SeatToken(HttpBearer):
    """A token is a seat's. In another process than its own there is nothing for it to see."""

    def authenticate(self, request: HttpRequest, token: str) -> Seat | None:
        seat = seat_with_token(token)
        if seat is None:
            return None
        if request.resolver_match and request.resolver_match.kwargs.get("process") != seat.process_id:
            raise NotThere
        return seat


api = Described(
    title="Good Offices",
    version=__version__,
    description="What outside clients can do. The record is the API, too.",
    auth=SeatToken(),
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api",
)
for office in offices():
    if office.router:
        api.add_router("/processes/{process}", office.resolve(office.router))


class ProblemsMiddleware:
    """Below /api/ all that goes wrong is a problem: also what no office answers, such as an unknown address or method."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code < 400 or not request.path_info.startswith("/api/") or answer["Content-Type"] == PROBLEM:
            return answer
        if answer.status_code == 404:
            return _not_there(request, Http404())
        told = failed(answer.status_code)
        if answer.has_header("Allow"):
            told["Allow"] = answer["Allow"]
        return told


def failed(status: int) -> HttpResponse:
    """The problem of an answer that no office gives."""
    return problem(status, "http", HTTPStatus(status).phrase, _(OTHERWISE))


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def problem(status: int, name: str, title: str, detail: str, **more: Any) -> HttpResponse:
    """An `application/problem+json` answer (RFC 9457)."""
    body = {"type": f"/problems/{name}", "title": title, "status": status, "detail": detail, **more}
    answer = JsonResponse(body, status=status, content_type=PROBLEM)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def problem_of(exc: Exception) -> HttpResponse | None:
    """The answer to an act that came to nothing; None for what nobody has foreseen."""
    handlers: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
        (NotThere, _not_there),
        (BadAct, _bad_act),
        (OtherBody, _other_body),
        (Stale, _stale),
        (Refused, _refused),
        (OperationalError, _not_written),
    )
    return next((handler(HttpRequest(), exc) for kind, handler in handlers if isinstance(exc, kind)), None)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, exc: Exception) -> HttpResponse:
    return problem(
        401,
        "no-token",
        _("No valid token"),
        _("Send “Authorization: Bearer …” with a token of your seat. Tokens are made on the page “Tokens”."),
    )


@api.exception_handler(NotThere)
@api.exception_handler(Http404)
def _not_there(request: HttpRequest, exc: Exception) -> HttpResponse:
    return problem(404, "not-there", _("Nothing here"), _("There is nothing here that your seat can see or do."))


@api.exception_handler(BadRequest)
def _bad_request(request: HttpRequest, exc: BadRequest) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for error in exc.errors:
        place = [str(part) for part in error["loc"] if part not in ("body", "asked", "query", "path")]
        errors.setdefault(".".join(place) or "body", []).append(str(error["msg"]))
    return _shape(errors)


@api.exception_handler(BadAct)
def _bad_act(request: HttpRequest, exc: BadAct) -> HttpResponse:
    return _shape(exc.errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, exc: HttpError) -> HttpResponse:
    return (
        _shape({"body": [str(exc)]}) if exc.status_code == 400 else problem(exc.status_code, "http", str(exc), str(exc))
    )


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, exc: Exception) -> HttpResponse:
    return _shape({"body": [_("This is too long. Send it in parts.")]})


@api.exception_handler(OperationalError)
def _not_written(request: HttpRequest, exc: Exception) -> HttpResponse:
    log.error("an answer failed at the database: %s", exc)
    return problem(HTTPStatus.INSUFFICIENT_STORAGE, "not-written", _("Not written"), str(NOT_KEPT))


@api.exception_handler(OtherBody)
def _other_body(request: HttpRequest, exc: Exception) -> HttpResponse:
    return problem(
        422,
        "other-body",
        _("Key used before"),
        _("This key has been used for another act. Use a new key."),
        errors={"key": [_("Used before, with other content.")]},
    )


@api.exception_handler(Stale)
def _stale(request: HttpRequest, exc: Stale) -> HttpResponse:
    return problem(412, "stale", _("Changed meanwhile"), str(exc), now=exc.thing.told())


@api.exception_handler(Refused)
def _refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    errors = {exc.field: [str(exc)]} if exc.field else {}
    return problem(422, "refused", _("Not now, or not so"), str(exc), errors=errors)


def _shape(errors: dict[str, list[str]]) -> HttpResponse:
    first = next(iter(errors.items()))
    return problem(422, "shape", _("Not the shape expected"), f"{first[0]}: {first[1][0]}", errors=errors)
