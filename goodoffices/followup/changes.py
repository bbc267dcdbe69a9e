"""Commitments and checks that came or changed since a reader left."""

from collections.abc import Iterator, Mapping

from goodoffices.followup.models import Check, Commitment
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat


def commitments(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Commitment.objects.seen_by(seat).changed_after(heads).exclude(state="superseded").select_related("book")
    yield Change(list(rows.order_by("book__name", "number")))


def checks(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    rows = Check.objects.seen_by(seat).changed_after(heads).exclude(state__in=("planned", "replaced"))
    yield Change(list(rows.select_related("book").order_by("day", "place")))
