"""One writer at a time, and one sync for all who wait.

SQLite has a single writer, and a durable commit waits for the disk. Threads that want to write queue here; whoever
comes to the turn does everything that waits, each piece of work in a savepoint of its own, in one transaction: eight
senders share one sync instead of polling for eight. A piece that fails takes nothing else with it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.utils import translation

T = TypeVar("T")

MOST_AT_ONCE = 64

_turn = threading.RLock()
# house: kept between requests: who waits for the turn
_waiting: "list[_Work[Any]]" = []
_listed = threading.Lock()


class _Work(Generic[T]):
    """A piece of work, done in the name of the thread that asked for it, by whichever comes first: in its context and its
    language."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work, self._thread = work, threading.get_ident()
        self._context, self._language = copy_context(), translation.get_language()
        self.finished = False
        self.error: BaseException | None = None

    def do(self) -> None:
        if self._thread == threading.get_ident():
            self._result = self._work()
            return
        with translation.override(self._language):
            self._result = self._context.run(self._work)

    def outcome(self) -> T:
        if self.error is not None:
            raise self.error
        return self._result


def write(work: Callable[[], T]) -> T:
    """Do `work` in a transaction that is durable when this returns; what it raises undoes it, and it alone."""
    if connection.in_atomic_block:
        return work()
    if not _waiting and _turn.acquire(blocking=False):  # nobody else is writing, so there is no need to queue
        try:
            with transaction.atomic():
                return work()
        finally:
            _turn.release()

    mine = _Work(work)
    with _listed:
        _waiting.append(mine)
    with _turn:
        if not mine.finished:
            _do_together(_next(mine))
    return mine.outcome()


@contextmanager
def one_writer() -> Iterator[None]:
    """One transaction for a whole sequence of writing, such as the import of a case."""
    with _turn, transaction.atomic():
        yield


def _next(mine: _Work[Any]) -> list[_Work[Any]]:
    """Those who wait, in the order of their coming; this one among them in any case."""
    with _listed:
        batch = _waiting[:MOST_AT_ONCE]
        if mine not in batch:
            batch = [*batch[:-1], mine]
        for work in batch:
            _waiting.remove(work)
    return batch


def _do_together(batch: list[_Work[Any]]) -> None:
    alone = len(batch) == 1
    try:
        with transaction.atomic():
            for work in batch:
                _do(work, savepoint=not alone)
    except BaseException as problem:  # raised again in the thread of whoever asked
        for work in batch:
            work.error = work.error or problem
    finally:
        for work in batch:
            work.finished = True


def _do(work: _Work[Any], savepoint: bool) -> None:
    if not savepoint:
        work.do()
        return
    try:
        with transaction.atomic():
            work.do()
    except Exception as problem:
        work.error = problem
        if connection.needs_rollback:
            # The database gave up the whole transaction (a full disk, say), not this piece of it: nothing of the batch is
            # kept, so nobody may be told that theirs is.
            raise
