"""A cache for what never changes: small, bounded, and emptied when tables are rebuilt.

(What changes now and then is remembered under a version that changes with it: `record.cache`.)
"""

# house: kept between requests: small and bounded; the key holds all that the thing depends on

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")

_memories: "list[Memory[object]]" = []


class Memory(Generic[V]):
    """The latest `most` things asked for, by key. The key holds all that the thing depends on."""

    def __init__(self, most: int) -> None:
        self._most, self._kept, self._lock = most, OrderedDict[Hashable, V](), threading.Lock()
        _memories.append(self)  # type: ignore[arg-type]

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: Hashable, value: V) -> V:
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


def forget_everything() -> None:
    for memory in _memories:
        memory.clear()
