"""Witnesses over HTTP: what they are offered, the proof they need, and what they send back."""

from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from ninja import Field, Path, Query, Router, Schema
from pydantic import ConfigDict, StringConstraints

from goodoffices.record.requests import SeatedRequest
from goodoffices.witnesses import queries
from goodoffices.witnesses.receiving import take

router = Router(tags=["witnesses"])
Number = Annotated[int, Field(ge=0, lt=2**53)]


class WitnessOut(Schema):
    """A witness, and the last checkpoint of this book that it has signed. `party` is null for the third party."""

    witness: str
    party: str | None
    verifier: str
    mine: bool
    size: int | None
    at: str | None
    line: str | None


class WatchedOut(Schema):
    """A book as witnesses are offered it: `checkpoint` is the latest on the clock, null before the first."""

    book: str
    name: str
    origin: str
    key: str
    checkpoint: str | None
    witnesses: list[WitnessOut]


class Consistency(Schema):
    """Between two sizes, the first and the last that the seat reads where they are not given: hashes in base64, as in RFC 9162."""

    model_config = ConfigDict(populate_by_name=True)

    old: int = Field(alias="from")
    to: int
    proof: list[str]


class CosignatureIn(Schema):
    """A checkpoint as it was offered, with the witness's line below the host's."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    note: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class CosignatureOut(Schema):
    size: int
    verifier: str
    line: str


@router.get("/books/{book}/witnesses", response=WatchedOut, summary="The checkpoint on the clock, and who has signed")
def watched(request: SeatedRequest, process: Path[str], book: Path[str]) -> dict[str, Any]:
    return queries.told(queries.watched(request.auth, book))


@router.get("/books/{book}/consistency", response=Consistency, by_alias=True, summary="A proof between two sizes")
def consistency(
    request: SeatedRequest,
    process: Path[str],
    book: Path[str],
    old: Annotated[int | None, Query(alias="from", ge=1, lt=2**53)] = None,
    to: Annotated[int | None, Query(ge=1, lt=2**53)] = None,
) -> dict[str, Any]:
    return queries.proof(request.auth, book, old, to)


# house: submits: a witness's line below a checkpoint: what it says of the record is not itself an act
@router.post(
    "/books/{book}/cosignatures", response={201: CosignatureOut, 200: CosignatureOut}, summary="Send a cosignature"
)
def cosign(request: SeatedRequest, process: Path[str], book: Path[str], asked: CosignatureIn) -> HttpResponse:
    row, new = take(request.auth, book, asked.note)
    told = {"size": row.size, "verifier": row.witness, "line": row.line}
    return JsonResponse(told, status=201 if new else 200)
