"""The cache of a server process for everything that readers are shown. There is no other.

An answer is remembered under a version of the books that its reader reads, and of no other book: an act elsewhere must not
make one's own page slower, or its time would tell of the act.

    @cached(until="structure")                # while the structure of the reader's books stays as it is
    def closed_rooms(seat): ...

    @cached(until="movement", per="seat")     # until an act of more than plain words in one of them; for this seat alone
    def waiting(seat): ...

    @cached(until="heads")                    # until one of the reader's books grows
    def said(seat, room): ...

The decorator itself puts into the key: the function's module and name, the process, the reader's books with the numbers
from which it reads them and their versions, the language, the seat (`per="seat"`), and all arguments. It refuses rows as
arguments: a row is the same to Python as long as its id is. Nobody may change what a cached function returns.
"""
# house: kept between requests: the one cache; its keys are compared in tests/noninterference/test_cached.py

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import partial, wraps
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

from goodoffices.record.memory import Memory
from goodoffices.record.structure import version_of_table, versions_of

P = ParamSpec("P")
T = TypeVar("T")

Until = Literal["structure", "movement", "heads"]
Per = Literal["books", "seat"]
BookVersions = tuple[tuple[str, int, int], ...]  # book, the first number that is read, the version of its structure

_answers: dict[Until, Memory[tuple[Any]]] = {
    "structure": Memory(20_000),
    "movement": Memory(2_000),
    "heads": Memory(1_000),
}
_parts: dict[Until, Memory[tuple[Any]]] = {
    "structure": Memory(5_000),
    "movement": Memory(2_000),
    "heads": Memory(2_000),
}

#: Every cached function by its full name, for the test that asks each of them in two worlds, languages and seats.
CACHED: dict[str, Callable[..., Any]] = {}


class CachedReader(Protocol):
    """A reader, as far as an answer to it can be remembered."""

    @property
    def id(self) -> str: ...

    @property
    def process_id(self) -> str: ...

    @property
    def structure(self) -> BookVersions | None:
        """Its books and their versions; None if it was read without them, and then nothing is remembered."""

    @property
    def movement(self) -> tuple[int, ...]:
        """For each of these books, the number of its last entry that was more than plain words."""

    @property
    def heads(self) -> tuple[int, ...]:
        """The heads of these books, in the same order."""


R = TypeVar("R", bound=CachedReader)


def cached(
    until: Until, per: Per = "books"
) -> Callable[[Callable[Concatenate[R, P], T]], Callable[Concatenate[R, P], T]]:
    """Remember what a function answers a reader, which is its first argument."""

    def decorate(read: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
        name = f"{read.__module__}.{read.__qualname__}"

        @wraps(read)
        def answer(reader: R, *args: P.args, **kwargs: P.kwargs) -> T:
            what = (name, reader.id if per == "seat" else None, _plain(args), _plain(tuple(sorted(kwargs.items()))))
            return _remembered(_answers[until], until, reader, what, partial(read, reader, *args, **kwargs))

        CACHED[name] = answer
        return answer

    return decorate


def cached_part(reader: CachedReader, until: Until, name: str, given: tuple[Any, ...], make: Callable[[], T]) -> T:
    """Remember a part of a page, for one seat and for what is given."""
    return _remembered(_parts[until], until, reader, (name, reader.id, _plain(given)), make)


def remembered_of_table(process: str, version: int | None, what: Hashable, read: Callable[[], T]) -> T:
    """Remember something about who sits at the table, which is the same for every reader, under the plenary's version.

    For the questions that come before there is a reader: the seat itself, and which audiences it belongs to.
    """
    if version is None:
        return read()
    memory, key = _answers["structure"], ("table", process, version, what)
    if (known := memory.get(key)) is not None:
        value: T = known[0]
        return value
    value = read()
    if not connection.in_atomic_block or version_of_table(process) == version:
        memory.put(key, (value,))
    return value


def _remembered(
    memory: Memory[tuple[Any]], until: Until, reader: CachedReader, what: Hashable, read: Callable[[], T]
) -> T:
    structure = reader.structure
    # Inside a transaction the heads may still be rolled back.
    if structure is None or (until != "structure" and connection.in_atomic_block):
        return read()
    grown = reader.heads if until == "heads" else reader.movement if until == "movement" else None
    key = (what, reader.process_id, get_language(), structure, grown)
    if (known := memory.get(key)) is not None:
        value: T = known[0]
        return value
    value = read()
    # The versions were read before the rows, so a cached value may be newer than its version, never older. But inside a
    # transaction we may have changed the rows since.
    if not connection.in_atomic_block or _unchanged(structure):
        memory.put(key, (value,))
    return value


def _unchanged(structure: BookVersions) -> bool:
    now: Mapping[str, int] = versions_of(book for book, _first, _version in structure)
    return all(now.get(book) == version for book, _first, version in structure)


def _plain(given: tuple[Any, ...]) -> Hashable:
    """What is given, where all of it may stand in a key."""
    for each in given:
        if isinstance(each, Model):
            raise TypeError(f"give what is asked about {type(each).__name__}, not the row")
        if isinstance(each, tuple):
            _plain(each)
        elif is_dataclass(each):
            _plain(tuple(getattr(each, field.name) for field in fields(each)))
    hash(given)
    return given
