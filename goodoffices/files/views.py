"""Files: the list of all, each on its page, its bytes; and the door through which files come from pages."""

import logging
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from goodoffices.files import pieces, queries, storing
from goodoffices.files.labels import ACCEPTED, DAMAGED, TAKEN_BACK
from goodoffices.files.resuming import OutOfStep
from goodoffices.files.sending import Sent, send, sent_in
from goodoffices.files.serving import download
from goodoffices.files.uploading import Busy, bound
from goodoffices.process.door import gone_to
from goodoffices.process.labels import LANGUAGES, NOT_KEPT, OTHER_WORDS
from goodoffices.process.posting import misfits
from goodoffices.record.acts import NotThere, OtherBody, Refused
from goodoffices.record.requests import SeatedRequest

log = logging.getLogger(__name__)


@require_safe
def files(request: SeatedRequest, process: str) -> HttpResponse:
    return render(request, "files/files.html", {"files": queries.files_seen_by(request.seat)})


@require_safe
def file(request: SeatedRequest, process: str, file: str) -> HttpResponse:
    found = queries.file_seen_by(request.seat, file)
    mine = found.stands and found.seat_id == request.seat.id
    context = {"file": found, "mine": mine, "languages": LANGUAGES, "accepted": ACCEPTED}
    return render(request, "files/file.html", context)


@require_safe
def content(request: SeatedRequest, process: str, file: str) -> HttpResponse:
    """The bytes of a file."""
    found = queries.file_read_by(request.seat, file)
    if not found.given:
        return _said(request, str(TAKEN_BACK), HTTPStatus.GONE)
    try:
        return download(found)
    except storing.Damaged:
        log.error("the bytes of a file are missing or altered: %s", found.id)
        return _said(request, str(DAMAGED), HTTPStatus.INTERNAL_SERVER_ERROR)


# house: submits: bytes come with it, which have to be bounded while they stream and examined before the act
@csrf_exempt
@require_POST
def attach(request: SeatedRequest, process: str) -> HttpResponse:
    """Take in a file. The form is read, and its token checked, only once it is bounded."""
    bound(request, request.seat)
    try:
        return _attach(request)
    except Refused as refusal:
        return _refused(request, str(refusal))
    except OtherBody:
        return _refused(request, str(OTHER_WORDS))
    except OperationalError as problem:  # the form's own key makes a second sending harmless
        log.error("a file was not kept: %s", problem)
        return _refused(request, str(NOT_KEPT), HTTPStatus.INSUFFICIENT_STORAGE)


@csrf_protect
def _attach(request: SeatedRequest) -> HttpResponse:
    sent = sent_in(request)
    try:
        done = send(request.seat, sent, _key(request, sent))
    except ValidationError as problem:
        return _refused(request, "", misfits=misfits(problem, sent.kind))
    return gone_to(request, reverse("files:file", args=[request.seat.process_id, done.entry.id]))


# house: submits: pieces of a file, of which nothing is on record yet
@require_POST
def uploads(request: SeatedRequest, process: str) -> HttpResponse:
    """Begin a file that comes in pieces."""
    try:
        return JsonResponse(pieces.begun(request.seat, request.POST), status=201)
    except ValidationError:
        raise NotThere from None
    except Refused as refusal:
        return _in_json(str(refusal), 422)
    except OperationalError as problem:
        log.error("a file was not kept: %s", problem)
        return _in_json(str(NOT_KEPT), HTTPStatus.INSUFFICIENT_STORAGE)


# house: submits: pieces of a file, of which nothing is on record yet
@require_http_methods(["GET", "PATCH", "DELETE"])
def upload(request: SeatedRequest, process: str, upload: str) -> HttpResponse:
    """How far it is; a further piece of it; or no more of it."""
    try:
        if request.method == "DELETE":
            pieces.cancelled(request.seat, upload)
            return HttpResponse(status=204)
        known = pieces.state(request.seat, upload)
        return JsonResponse(known if request.method == "GET" else pieces.taken(request.seat, upload, request))
    except OutOfStep:
        return JsonResponse(pieces.state(request.seat, upload), status=409)
    except Busy as busy:
        return _in_json(str(busy), HTTPStatus.SERVICE_UNAVAILABLE)
    except Refused as refusal:
        return _in_json(str(refusal), 422)
    except OperationalError as problem:
        log.error("a piece of a file was not kept: %s", problem)
        return _in_json(str(NOT_KEPT), HTTPStatus.INSUFFICIENT_STORAGE)


def _in_json(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _key(request: SeatedRequest, sent: Sent) -> str | None:
    """What makes a second sending of the same form the same act: see `process.door`."""
    if given := request.POST.get("key", "")[:200]:
        return given
    drawn_with = request.POST.get("csrfmiddlewaretoken", "")
    if len(drawn_with) != CSRF_TOKEN_LENGTH:
        return None
    return "file-" + sha256(repr([drawn_with, request.path, sorted(sent.data.items())]).encode()).hexdigest()


def _refused(request: SeatedRequest, sentence: str, status: int = 422, **known: Any) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "process/_problem.html", {"sentence": sentence, "now": [], **known}, status=status)
    return _said(request, sentence, status, **known)


def _said(request: SeatedRequest, sentence: str, status: int, **known: Any) -> HttpResponse:
    return render(request, "files/not_taken.html", {"sentence": sentence, "now": [], **known}, status=status)
