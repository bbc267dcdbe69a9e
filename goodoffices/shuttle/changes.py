"""Releases that were given, conveyed or revoked since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat
from goodoffices.shuttle.models import Release


def releases(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Release.objects.seen_by(seat).changed_after(heads).select_related("book", "to", "about")
    yield Change(list(rows.order_by("book__name", "number")))
