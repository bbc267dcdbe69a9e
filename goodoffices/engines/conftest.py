"""No test of an engine goes on for ever: searches and generated drafts are the likeliest to."""

import signal
import threading
from collections.abc import Iterator
from types import FrameType

import pytest

#: Seconds of processor time, so that a busy machine fails nobody; compiling every kernel takes about a hundred of them.
ENOUGH = 300


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker compiles the kernels of `settlement`, which takes a hundred seconds, and one those of `crossimpact`."""
    for item in items:
        if item.nodeid.startswith("goodoffices/engines/settlement/"):
            item.add_marker(pytest.mark.xdist_group("kernels"))
        if item.nodeid.startswith("goodoffices/engines/crossimpact/"):
            item.add_marker(pytest.mark.xdist_group("crossimpact"))


class GoesOn(BaseException):
    """Not an `Exception`: hypothesis would try the same example again, smaller."""


@pytest.fixture(autouse=True)
def ends(request: pytest.FixtureRequest) -> Iterator[None]:
    """Breaks the test off; its traceback then shows where it was."""
    if threading.current_thread() is not threading.main_thread() or request.node.get_closest_marker("long"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise GoesOn(f"{request.node.name} has used {ENOUGH} seconds of a processor. Bound what it does.")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
