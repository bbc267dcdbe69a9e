"""Makes Ctrl-C wait while code is being loaded or compiled.

A half-loaded module breaks everything after it, and an exception in a compiler's callback is lost.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

AGAIN = 0.05  # seconds
COMPILERS = {"numba", "llvmlite"}


@contextmanager
def between_steps() -> Iterator[None]:
    """Within, Ctrl-C raises KeyboardInterrupt as ever, but never in the middle of an import: then once it is over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting = _Waiting()
    before = signal.signal(signal.SIGINT, waiting.pressed)
    try:
        yield
    finally:
        waiting.over()
        signal.signal(signal.SIGINT, before)


class _Waiting:
    """Ctrl-C, pressed and not yet obeyed: it is pressed again, a little later, as often as that takes."""

    def __init__(self) -> None:
        self.timer: threading.Timer | None = None

    def pressed(self, _number: int, frame: FrameType | None) -> None:
        self.over()
        if not _loading(frame):
            raise KeyboardInterrupt
        main = threading.main_thread().ident
        assert main is not None
        self.timer = threading.Timer(AGAIN, signal.pthread_kill, (main, signal.SIGINT))
        self.timer.daemon = True
        self.timer.start()

    def over(self) -> None:
        if self.timer is not None:
            self.timer.cancel()


def _loading(frame: FrameType | None) -> bool:
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib") or not COMPILERS.isdisjoint(Path(file).parts):
            return True
        frame = frame.f_back
    return False
