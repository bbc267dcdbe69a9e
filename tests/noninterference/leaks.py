"""Leaks put back on purpose, one of each sort that we could think of. The comparison has to catch every one of them.

They stand in the offices, in `tests/leaks.py`, and join by being there. Found a new sort? Write it down in the office that
would let it in: what it is, who notices, which question gives it away, and the smallest patch that lets it in.

    @seed("idris", "briefing/brief/$")         told apart by asking: a pattern for `Probe.about`, the rarer the quicker
    @seed("idris", "…", also=("chairing",))    the same, and it shows only where that office has been at work, too; None: all
    @in_streams("idris")                       told apart by listening
    @late("entries$")                          told to whoever was admitted later
    def a_desk_that_counts_every_caucus() -> Iterator[None]:
        \"""What the leak is, in a sentence.\"""
        with patch.object(…):
            yield
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.db import connection

from goodoffices.consultation.models import Statement
from goodoffices.process import middleware
from goodoffices.process.models import Seat
from goodoffices.record.models import Recorded, ScopedQuerySet
from tests.noninterference import answers
from tests.noninterference.members import Setting
from tests.offices import brought

Leak = Callable[[], AbstractContextManager[Any]]
ANSWERS, STREAMS, LATE = "answers", "streams", "late"


@dataclass(frozen=True)
class Seed:
    name: str
    sort: str
    leak: Leak
    shows_in: str  # ANSWERS, STREAMS or LATE
    noticed_by: str  # one of the cast, who must not be able to tell the worlds apart, and now can
    asked: str  # where it shows: no other questions are asked
    while_played: bool  # the leak is in the record: it has to be there while the history is played
    visited: bool  # it shows in what the server remembers: somebody has to have looked at the pages, too
    setting: Setting
    office: str
    also: tuple[str, ...] | None = ()  # offices whose history it needs besides that of its own; None: all of them

    @property
    def played(self) -> tuple[str, ...] | None:
        """The offices whose part of the long history is played; None for the whole of it."""
        return None if self.also is None else (self.office, *self.also)

    def __str__(self) -> str:
        """What its test is called, so that `pytest -k` finds those of an office."""
        return f"{self.office}-{self.name}"


def seeds(shows_in: str) -> list[Seed]:
    """Every leak that the offices have, of those that show in this way."""
    found = [
        value for module in brought("leaks").values() for value in vars(module).values() if isinstance(value, Seed)
    ]
    return [each for each in found if each.shows_in == shows_in]


Sown = Callable[[Callable[[], Iterator[None]]], Seed]


def seed(
    noticed_by: str,
    asked: str,
    while_played: bool = False,
    visited: bool = False,
    setting: Setting = Setting(),  # noqa: B008
    also: tuple[str, ...] | None = (),
) -> Sown:
    return _sown(ANSWERS, noticed_by, asked, while_played, visited, setting, also)


def in_streams(noticed_by: str, setting: Setting = Setting()) -> Sown:  # noqa: B008
    return _sown(STREAMS, noticed_by, "", True, False, setting)


def late(asked: str) -> Sown:
    return _sown(LATE, "", asked, False, False, Setting())


def _sown(
    shows_in: str,
    noticed_by: str,
    asked: str,
    while_played: bool,
    visited: bool,
    setting: Setting,
    also: tuple[str, ...] | None = (),
) -> Sown:
    def put_in(leak: Callable[[], Iterator[None]]) -> Seed:
        sort = (leak.__doc__ or "").strip()
        office = leak.__module__.split(".")[1]
        return Seed(
            leak.__name__,
            sort,
            contextmanager(leak),
            shows_in,
            noticed_by,
            asked,
            while_played,
            visited,
            setting,
            office,
            also,
        )

    return put_in


# ---- what several leaks are made of ----------------------------------------------------------------------------------


@contextmanager
def unscoped(model: type[Recorded]) -> Iterator[None]:
    """Rows of this table are read by everybody."""
    honest = ScopedQuerySet.seen_by

    def seen_by(self: ScopedQuerySet, seat: Any) -> Any:
        return all_rows(self) if self.model is model else honest(self, seat)

    with patch.object(ScopedQuerySet, "seen_by", seen_by):
        yield


def all_rows(self: Any) -> Any:
    rows = self.all()
    rows._scoped = True
    return rows


def with_left(id: str) -> Any:
    return Seat._base_manager.select_related("process", "party").filter(id=id).first()


def in_spite_of_leaving(honest: Any) -> Any:
    def books_of(seat: Any, rows: Any = None) -> Any:
        left, seat.left = seat.left, None
        try:
            return honest(seat, rows)
        finally:
            seat.left = left

    return books_of


def busy(process: str) -> bool:
    return Statement._base_manager.filter(book__register_id=process).count() > 20


@contextmanager
def before_views(call: Callable[..., Any]) -> Iterator[None]:
    """`call(honest, self, request, view, args, kwargs)` in place of what stands before every page of a process."""
    honest = middleware.SeatMiddleware.process_view
    answers._application.cache_clear()  # Django binds it when it starts
    with patch.object(middleware.SeatMiddleware, "process_view", lambda *given: call(honest, *given)):
        yield
    answers._application.cache_clear()


@contextmanager
def header(name: str, value: Callable[[Any], str]) -> Iterator[None]:
    honest = middleware.SeatMiddleware.__call__

    def call(self: Any, request: Any) -> Any:
        answer = honest(self, request)
        answer[name] = value(request)
        return answer

    with patch.object(middleware.SeatMiddleware, "__call__", call):
        yield


def elsewhere(question: Callable[[], Any]) -> Any:
    """Ask the database from a thread of its own: the loop's may not."""

    def asked() -> Any:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()
