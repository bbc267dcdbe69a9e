"""Programmes as pages show them: in the order of their times, with what clashes."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from goodoffices.process.days import host_time
from goodoffices.process.models import Programme, ProgrammeItem, Seat
from goodoffices.record.cache import cached
from goodoffices.record.fields import looks_like
from goodoffices.record.timestamps import moment


def programmes_of(seat: Seat, **wanted: Any) -> list[Programme]:
    """Those that are wanted, each with its items, and with what its form holds at first."""
    found = list(Programme.objects.seen_by(seat).filter(**wanted).select_related("book", "session", "round"))
    items: dict[str, list[ProgrammeItem]] = {}
    for item in ProgrammeItem.objects.seen_by(seat).filter(programme__in=[p.id for p in found]).select_related("book"):
        item.until = _hour(seat, item.ends)
        items.setdefault(item.programme_id, []).append(item)
    for programme in found:
        programme.shown = items.get(programme.id, [])
        stands = [item for item in programme.shown if item.current]
        programme.clashes = clashes(stands)
        programme.called_off = not stands
        programme.now = {"items": [_as_asked(seat, item) for item in stands]}
    return found


@cached
def days_with_programmes(seat: Seat) -> frozenset[str]:
    """ISO days on which this seat reads one: most days have none, and every visit of today’s page asks."""
    return frozenset(Programme.objects.seen_by(seat).values_list("day", flat=True))


def programmes_on(seat: Seat, day: str) -> list[Programme]:
    return programmes_of(seat, day=day) if day in days_with_programmes(seat) else []


def clashes(items: Iterable[ProgrammeItem]) -> list[tuple[ProgrammeItem, ProgrammeItem]]:
    """Which two are in one room at the same time. That is said, and not refused: a room may have a door between."""
    placed = [item for item in items if item.room]
    return [
        (one, other)
        for one, other in combinations(placed, 2)
        if looks_like(one.room) == looks_like(other.room) and one.begins < other.ends and other.begins < one.ends
    ]


def _as_asked(seat: Seat, item: ProgrammeItem) -> dict[str, str]:
    return {"since": _hour(seat, item.begins), "to": item.until, "item": item.text, "room": item.room}


def _hour(seat: Seat, at: str) -> str:
    return f"{host_time(seat.process, moment(at)):%H:%M}"
