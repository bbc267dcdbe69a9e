"""The record over HTTP: performing acts, reading books, taking copies and proofs."""

from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from ninja import Field, Path, Query, Router, Schema
from pydantic import ConfigDict, StringConstraints, ValidationError

from goodoffices.record.acts import KINDS, Act, NotThere, Refused
from goodoffices.record.checkpoints import checkpoint
from goodoffices.record.copy import copy_for, proof
from goodoffices.record.ended import all_readable, readable
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import IfUnchangedSince, perform
from goodoffices.record.requests import SeatedRequest

PAGE = 500
Number = Annotated[int, Field(ge=0, lt=2**53)]
router = Router(tags=["record"])


class SeenIn(Schema):
    """The head of a book when the form was drawn."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    book: str
    number: Number


class ActIn(Schema):
    """An act to perform; what `data` holds depends on `kind`."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    kind: str
    data: dict[str, Any]
    key: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    seen: SeenIn | None = None


class Performed(Schema):
    book: str
    number: int
    kind: str
    by: str | None
    at: str
    citation: str
    id: str | None


class EntryOut(Schema):
    number: int
    kind: str
    by: str | None
    at: str
    citation: str
    id: str | None
    data: dict[str, Any]
    facts: dict[str, Any]


class Entries(Schema):
    entries: list[EntryOut]
    head: int


class BookOut(Schema):
    book: str
    name: str
    kind: str
    head: int
    checkpoint: str


class Books(Schema):
    books: list[BookOut]


class BadAct(Exception):
    """The shape of an act is wrong: `errors` per field."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("The act has not the shape of its kind.")
        self.errors = errors


@router.post("/acts", response={201: Performed, 200: Performed}, summary="Perform an act")
def acts(request: SeatedRequest, process: Path[str], asked: ActIn) -> HttpResponse:
    return answer_to(request.auth, asked)


def answer_to(seat: Any, asked: ActIn) -> HttpResponse:
    """Perform what is asked; raises BadAct, and what `perform` raises."""
    if asked.kind not in KINDS:
        raise BadAct({"kind": [f"There is no act of the kind “{asked.kind}”."]})
    try:
        act = KINDS[asked.kind](**asked.data)
    except ValidationError as problem:
        raise BadAct(errors_by_field(problem)) from None

    seen = IfUnchangedSince(asked.seen.book, asked.seen.number) if asked.seen else None
    try:
        done = perform(act, seat, key=asked.key, seen=seen)
    except Refused as refusal:
        refusal.field = _as_sent(act, refusal.field)
        raise
    # Built here without validation, which would take longer than building it.
    status = 200 if done.repeated else 201
    return JsonResponse(performed(done.entry), status=status, content_type="application/json; charset=utf-8")


def _as_sent(act: Act, field: str) -> str:
    """The name by which clients send a field, where it is a word of Python's own in our code."""
    info = type(act).model_fields.get(field)
    return (info.alias or field) if info else field


@router.get("/books", response=Books, summary="The books that this seat reads")
def books(request: SeatedRequest, process: Path[str]) -> dict[str, Any]:
    return {
        "books": [
            {"book": b.id, "name": b.name, "kind": b.kind, "head": b.head, "checkpoint": checkpoint(b)}
            for b in all_readable(request.auth)
        ]
    }


@router.get("/books/{book}/entries", response=Entries, summary="Entries of a book, ascending")
def entries(
    request: SeatedRequest, process: Path[str], book: str, after: Annotated[int, Query(ge=0)] = 0
) -> dict[str, Any]:
    seat = request.auth
    found, begins = readable(seat, book)
    first = max(min(after, found.head) + 1, begins)
    rows = found.entries.filter(number__gte=first, number__lte=found.head).select_related("book").order_by("number")
    return {"entries": [told(entry) for entry in rows[:PAGE]], "head": found.head}


@router.get("/books/{book}/copy", response=None, summary="The book as a file")
def copy(request: SeatedRequest, process: Path[str], book: str) -> StreamingHttpResponse:
    return copy_response(request.auth, readable(request.auth, book)[0])


@router.get("/books/{book}/entries/{number}/proof", response=None, summary="A tlog-proof of one entry")
def entry_proof(request: SeatedRequest, process: Path[str], book: str, number: int) -> HttpResponse:
    seat = request.auth
    found, first = readable(seat, book)
    if not first <= number <= found.head:
        raise NotThere
    answer = HttpResponse(proof(found, number), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.kind}-{number}.tlog-proof"'
    return answer


def copy_response(seat: Any, book: Book) -> StreamingHttpResponse:
    """The reader's copy of a book, as a download."""
    answer = StreamingHttpResponse(copy_for(seat, book), content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{book.audience}-{book.head}.jsonl"'.replace(":", "-")
    return answer


def performed(entry: Entry) -> dict[str, Any]:
    """The answer to an act."""
    return {
        "book": entry.book_id,
        "number": entry.number,
        "kind": entry.kind,
        "by": entry.by,
        "at": entry.at,
        "citation": entry.citation,
        "id": entry.act.thing(entry.facts),
    }


def told(entry: Entry) -> dict[str, Any]:
    """An entry as its readers are told it: neither salt nor position nor actor."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "by": entry.by,
        "at": entry.at,
        "citation": entry.citation,
        "id": entry.act.thing(entry.facts),
        "data": entry.data,
        "facts": entry.facts,
    }


def errors_by_field(problem: ValidationError) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for error in problem.errors():
        errors.setdefault(".".join(map(str, error["loc"])) or "data", []).append(error["msg"])
    return errors
