"""Who is told, after the commit, that a book grew. The live floor listens; the record knows only that somebody may."""

from collections.abc import Callable
from typing import NamedTuple

from goodoffices.record.appending import Row


class Grown(NamedTuple):
    process: str
    book: str
    number: int
    row: Row  # the entry as it was written, so that nobody has to read it back


# house: kept between requests: who wants to be told
_listeners: list[Callable[[Grown], None]] = []


def on_growth(listener: Callable[[Grown], None]) -> None:
    if listener not in _listeners:
        _listeners.append(listener)


def no_longer(listener: Callable[[Grown], None]) -> None:
    if listener in _listeners:
        _listeners.remove(listener)


def announce(grown: Grown) -> None:
    for listener in list(_listeners):
        listener(grown)
