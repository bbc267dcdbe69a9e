"""What resources of this office have in common: whose a row is, as far as its readers are told, and where it stands."""

from collections.abc import Iterable
from typing import Any

from ninja import Schema

from goodoffices.process.models import Seat
from goodoffices.record.things import Thing


class Judged(Schema):
    """Whose something is, as far as its readers are told, and where it stands."""

    id: str
    by: str | None
    party: str | None
    book: str
    citation: str


def cited(row: Any) -> dict[str, str]:
    return {"id": row.id, "book": row.book_id, "citation": row.citation}


def judged(row: Any) -> dict[str, Any]:
    """A judge by the seat's id only where judges are named; by the party where they are not, and it is told."""
    return {**cited(row), **by(row)}


def by(row: Any) -> dict[str, str | None]:
    seat = row.seat_id if row.named == "seat" else None
    return {"by": seat, "party": row.party.key if row.party and row.named != "nobody" else None}


def things_seen(seat: Seat, ids: Iterable[str | None]) -> dict[str | None, str]:
    """Those of these things that the seat reads."""
    found = Thing.objects.seen_by(seat).filter(id__in=[id for id in ids if id]).values_list("id", flat=True)
    return {id: id for id in found}
