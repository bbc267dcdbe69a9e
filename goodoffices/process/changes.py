"""What changed about the process itself since a reader left: ground rules, rounds, sessions and programmes."""

from collections.abc import Iterator, Mapping
from typing import Any

from goodoffices.process.extensions import Change
from goodoffices.process.models import GroundRules, Programme, Round, Seat, Session


def rules(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    yield _changed(GroundRules, seat, heads)


def rounds(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    yield _changed(Round, seat, heads)


def sessions(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    yield _changed(Session, seat, heads)


def programmes(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    yield _changed(Programme, seat, heads)


def _changed(model: Any, seat: Seat, heads: Mapping[str, int]) -> Change:
    rows = model.objects.seen_by(seat).changed_after(heads).select_related("book")
    return Change(list(rows.order_by("book__name", "number")))
