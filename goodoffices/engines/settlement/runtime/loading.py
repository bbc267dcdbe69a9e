"""Time that no budget counts: loading compiled code, compiling it where it is not cached yet, and what is done instead.

It would otherwise decide what a budget of a few seconds can find, and so the first answer of a process would differ from the
next one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

_seconds = 0.0
_depth = 0
_begun = 0.0


@contextmanager
def not_counted() -> Iterator[None]:
    """Whatever is done in here is not counted. Nested uses count once."""
    global _seconds, _depth, _begun
    if not _depth:
        _begun = time.perf_counter()
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        if not _depth:
            _seconds += time.perf_counter() - _begun


def seconds() -> float:
    """How much was not counted so far, in this process; while something is not counted, it grows."""
    return _seconds + (time.perf_counter() - _begun if _depth else 0.0)
