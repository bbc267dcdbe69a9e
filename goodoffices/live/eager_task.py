"""Starts a coroutine at once, and makes it a task only if it has to wait. Most sends to a socket do not."""

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from functools import partial
from typing import Any

# house: kept between requests: tasks under way
_running: "set[asyncio.Task[None]]" = set()  # the loop itself holds tasks only weakly


def begin(work: Awaitable[None], done: Callable[[BaseException | None], None]) -> None:
    """Call `done` with what went wrong, or None: before returning if nothing had to be waited for, else later.

    The same as `asyncio.Task(…, eager_start=True)`, which Python has from 3.12 on, without the task in the common case.
    """
    coroutine = work if isinstance(work, types.CoroutineType) else _awaiting(work)
    try:
        waits_for = coroutine.send(None)
    except StopIteration:
        done(None)
    except Exception as problem:
        done(problem)
    else:
        task = asyncio.ensure_future(_rest(coroutine, waits_for))
        _running.add(task)
        task.add_done_callback(lambda task: _end(task, done))


async def _awaiting(work: Awaitable[None]) -> None:
    await work


@types.coroutine
def _rest(coroutine: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """What is left of a coroutine that has already said what it waits for."""
    step: Callable[[], Any]
    while True:
        try:
            answer = yield waits_for
        except BaseException as problem:  # it belongs to the coroutine
            step = partial(coroutine.throw, problem)
        else:
            step = partial(coroutine.send, answer)
        try:
            waits_for = step()
        except StopIteration:
            return


def _end(task: "asyncio.Task[None]", done: Callable[[BaseException | None], None]) -> None:
    _running.discard(task)
    done(asyncio.CancelledError() if task.cancelled() else task.exception())
