"""Where ids, salts and times come from. Drawn inside the lock, before sealing; `apply` never draws.

A test puts a keyed source in place, so that the same entry of the same book draws the same things in two worlds.
"""

# house: clock or chance: the one place from which acts draw

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from goodoffices.record.timestamps import written

ID_BYTES = 15  # 120 bits, 24 letters


def spelled(raw: bytes) -> str:
    """An id: lower-case base32, no padding, safe in addresses, file names and on a command line."""
    return base64.b32encode(raw).decode().rstrip("=").lower()


def derived(id: str, *parts: object) -> str:
    """The id of a further row that the same entry makes."""
    return spelled(hashlib.sha256("\0".join([id, *map(str, parts)]).encode()).digest()[:ID_BYTES])


class Source:
    """The host's own chance and clock."""

    def raw(self, place: str, size: int) -> bytes:
        return secrets.token_bytes(size)

    def now(self, place: str) -> str:
        return written(datetime.now(UTC))


class KeyedSource(Source):
    """For tests: everything drawn is a function of a seed and of the place (book, number, slot) it is drawn for."""

    def __init__(self, seed: str = "") -> None:
        self.seed = seed

    def raw(self, place: str, size: int) -> bytes:
        return hashlib.shake_256(f"{self.seed}\0{place}".encode()).digest(size)

    def now(self, place: str) -> str:
        number = int(place.rsplit("/", 1)[-1])
        hours, minutes = divmod(number, 60)
        days, hours = divmod(hours, 24)
        return f"2025-04-{10 + min(days, 20):02d}T{hours:02d}:{minutes:02d}:00.000Z"


class Draw:
    """What one entry may draw: named slots of the source, for its own place."""

    def __init__(self, source: Source, book: str, number: int) -> None:
        self.source, self.place = source, f"{book}/{number}"

    def id(self, slot: str = "id") -> str:
        return spelled(self.source.raw(f"{slot}@{self.place}", ID_BYTES))

    def salt(self) -> bytes:
        return self.source.raw(f"salt@{self.place}", 32)

    def now(self) -> str:
        return self.source.now(self.place)


def now_in(book: str, head: int) -> str:
    """What the next entry of a book would draw for the time, for what is refused once its moment has come."""
    return Draw(source(), book, head + 1).now()


_source: ContextVar[Source] = ContextVar("source", default=Source())  # noqa: B039  (it holds nothing)


def source() -> Source:
    return _source.get()


@contextmanager
def drawing_from(other: Source) -> Iterator[None]:
    token = _source.set(other)
    try:
        yield
    finally:
        _source.reset(token)
