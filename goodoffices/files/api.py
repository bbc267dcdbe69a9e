"""Files over HTTP: sending one, and fetching its bytes."""

import logging
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from ninja import Field, Path, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import ValidationError

from goodoffices.files import pieces, queries, storing
from goodoffices.files.labels import DAMAGED, OUT_OF_STEP, TAKEN_BACK
from goodoffices.files.resuming import OutOfStep
from goodoffices.files.sending import send, sent_in
from goodoffices.files.serving import download
from goodoffices.files.uploading import Busy, bound
from goodoffices.record.api import BadAct, Performed, errors_by_field, performed
from goodoffices.record.requests import SeatedRequest

router = Router(tags=["files"])
log = logging.getLogger(__name__)

_TEXT = {"type": "string"}
MULTIPART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "about": {
                            **_TEXT,
                            "description": "The thing it belongs to; needed, unless it supersedes a file.",
                        },
                        "title": {**_TEXT, "description": "Needed, unless it supersedes a file."},
                        "language": _TEXT,
                        "original_of": _TEXT,
                        "supersedes": {**_TEXT, "description": "The file of which this is a newer version."},
                        "key": {**_TEXT, "description": "Makes a second sending of the same file the same act."},
                    },
                }
            }
        },
    }
}


# house: submits: bytes come with it, which have to be examined before the act
@router.post(
    "/files", response={201: Performed, 200: Performed}, summary="Attach a file to a thing", openapi_extra=MULTIPART
)
def attach(request: SeatedRequest, process: Path[str]) -> HttpResponse:
    bound(request, request.auth)
    sent, key = sent_in(request), request.POST.get("key", "")
    if len(key) > 200:
        raise BadAct({"key": ["A key has 200 characters at most."]})
    try:
        done = send(request.auth, sent, key or None)
    except ValidationError as problem:
        raise BadAct(errors_by_field(problem)) from None
    return JsonResponse(performed(done.entry), status=200 if done.repeated else 201)


class UploadIn(Schema):
    """A file that comes in pieces: for which thing, or as a newer version of which file; `size` in bytes."""

    about: str = ""
    supersedes: str = ""
    name: Annotated[str, Field(min_length=1, max_length=1_000)]
    size: Annotated[int, Field(ge=1, lt=2**53)]


class Upload(Schema):
    """How far it is. Once it is whole and examined, `file` names it to `files.attach` and `files.supersede`."""

    upload: str
    offset: int
    size: int
    file: str | None
    piece: int | None = None


# house: submits: pieces of a file, of which nothing is on record yet
@router.post("/files/uploads", response={201: Upload}, summary="Begin a file that comes in pieces")
def begin(request: SeatedRequest, process: Path[str], asked: UploadIn) -> Status[dict[str, Any]]:
    try:
        return Status(201, pieces.begun(request.auth, asked.dict()))
    except ValidationError as problem:
        raise BadAct(errors_by_field(problem)) from None


@router.get("/files/uploads/{token}", response=Upload, summary="How far a file in pieces is")
def state(request: SeatedRequest, process: Path[str], token: Path[str]) -> dict[str, Any]:
    return pieces.state(request.auth, token)


# house: submits: pieces of a file, of which nothing is on record yet
@router.patch("/files/uploads/{token}", response=Upload, summary="Send a piece, from Upload-Offset on")
def piece(request: SeatedRequest, process: Path[str], token: Path[str]) -> dict[str, Any]:
    try:
        return pieces.taken(request.auth, token, request)
    except OutOfStep:
        raise HttpError(HTTPStatus.CONFLICT, str(OUT_OF_STEP)) from None
    except Busy as busy:
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, str(busy)) from None


# house: submits: pieces of a file, of which nothing is on record yet
# house: writes: the method of an address, not a row
@router.delete("/files/uploads/{token}", response={204: None}, summary="Give up a file in pieces")
def give_up(request: SeatedRequest, process: Path[str], token: Path[str]) -> Status[None]:
    pieces.cancelled(request.auth, token)
    return Status(204, None)


@router.get("/files/{file}", response=None, summary="The bytes of a file, as a download")
def content(request: SeatedRequest, process: Path[str], file: str) -> HttpResponse:
    found = queries.file_read_by(request.auth, file)
    if not found.given:
        raise HttpError(HTTPStatus.GONE, str(TAKEN_BACK))
    try:
        return download(found)
    except storing.Damaged:
        log.error("the bytes of a file are missing or altered: %s", found.id)
        raise HttpError(HTTPStatus.INTERNAL_SERVER_ERROR, str(DAMAGED)) from None
