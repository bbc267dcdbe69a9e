"""The cache of a server process for everything that readers are shown. There is no other.

An answer is remembered as long as nothing changes in the tables that it was read from, in the books that its reader
reads. Changes in other books make nothing anew: an act elsewhere must not make one's own page slower, or its time would
tell of the act.

    @cached                           # the same for all who read the same books
    def closed_rooms(seat): ...

    @cached(per="seat")               # for this seat alone
    def waiting(seat): ...

Which tables an answer rests on is not declared: `record.sources` notes what is asked while it is worked out. The decorator
puts into the key: the function's module and name, the process, the reader's books with the numbers from which it reads
them, the language, the seat (`per="seat"`), and all arguments. It refuses rows as arguments: a row is the same to Python
as long as its id is. Nobody may change what a cached function returns.
"""
# house: kept between requests: the one cache; its keys are compared in tests/noninterference/test_cached.py

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial, wraps
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar, overload

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.translation import get_language

from goodoffices.record import sources
from goodoffices.record.memory import Memory
from goodoffices.record.sources import ENTRIES, steady, unversioned, versioned
from goodoffices.record.structure import version_of_table, versions_of

P = ParamSpec("P")
T = TypeVar("T")

Per = Literal["books", "seat"]
Reads = tuple[tuple[str, int], ...]  # a book, and the first number that is read in it
Versions = tuple[str, ...]  # of each of these books, as the database writes them
Known = tuple[tuple[int, ...], ...]  # of each of these books, the versions of some tables

_answers = Memory["Answer"](20_000)
_parts = Memory["Answer"](5_000)
_of_table = Memory[tuple[Any]](5_000)

#: Every cached function by its full name, for the test that asks each of them in two worlds, languages and seats.
CACHED: dict[str, Callable[..., Any]] = {}


class CachedReader(Protocol):
    """A reader, as far as an answer to it can be remembered."""

    @property
    def id(self) -> str: ...

    @property
    def process_id(self) -> str: ...

    @property
    def reads(self) -> Reads: ...

    @property
    def rests_on(self) -> frozenset[str]:
        """The tables that say who this reader is and what it reads. Every answer to it rests on them."""

    @property
    def versions(self) -> Versions | None:
        """Of its books, in the order of `reads`; None if it was read without them, and then nothing is remembered."""

    @property
    def versions_by_table(self) -> tuple[Mapping[str, int], ...]:
        """The same, taken apart; the head of a book is the version of its entries."""


R = TypeVar("R", bound=CachedReader)
Question = Callable[Concatenate[R, P], T]


class Answer:
    """What is remembered: a value, the tables that it rests on, and their versions when it was worked out."""

    __slots__ = ("known", "tables", "value", "versions")

    def __init__(self, value: Any, tables: frozenset[str], reader: CachedReader) -> None:
        self.value, self.tables = value, tables
        self.known, self.versions = _known(reader, tables), reader.versions

    def stands(self, reader: CachedReader) -> bool:
        if self.versions == reader.versions and ENTRIES not in self.tables:
            return True
        if self.known != _known(reader, self.tables):
            return False
        self.versions = reader.versions  # so that the next to ask need not compare table by table
        return True


@overload
def cached(read: Callable[Concatenate[R, P], T], /) -> Callable[Concatenate[R, P], T]: ...


@overload
def cached(*, per: Per) -> Callable[[Callable[Concatenate[R, P], T]], Callable[Concatenate[R, P], T]]: ...


def cached(read: Any = None, /, *, per: Per = "books") -> Any:
    """Remember what a function answers a reader, which is its first argument."""
    return _cached(read, per) if read else partial(_cached, per=per)


def _cached(read: Callable[Concatenate[R, P], T], per: Per) -> Callable[Concatenate[R, P], T]:
    name = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def answer(reader: R, *args: P.args, **kwargs: P.kwargs) -> T:
        what = (name, reader.id if per == "seat" else None, _plain(args), _plain(tuple(sorted(kwargs.items()))))
        return _remembered(_answers, reader, what, partial(read, reader, *args, **kwargs))

    CACHED[name] = answer
    return answer


def cached_part(reader: CachedReader, until: str, name: str, given: tuple[Any, ...], make: Callable[[], T]) -> T:
    """Remember a part of a page, for one seat and for what is given.

    What a template shows may have been read before it came to this part, so it says what that rests on: `structure`, all
    that changes seldom; `heads`, all that is recorded; `table`, nothing but who sits at the table under which rules, on which
    every answer rests; or names of tables. What is read inside is noted.
    """
    return _remembered(_parts, reader, (name, reader.id, _plain(given)), make, tables_named(until))


# house: kept between requests: what these names mean
@cache
def tables_named(until: str) -> frozenset[str]:
    """Raises ValueError for a name that means nothing."""
    known = {"table": frozenset[str](), "structure": steady(), "heads": versioned()}
    if unknown := set(until.split()) - known.keys() - versioned():
        raise ValueError(f"no table is called {min(unknown)}, and nothing else that a part could rest on")
    return frozenset[str]().union(*[known.get(name, frozenset({name})) for name in until.split()])


def remembered_of_table(process: str, version: int | None, what: Hashable, read: Callable[[], T]) -> T:
    """Remember something about who sits at the table, which is the same for every reader, under the plenary's version.

    For the questions that come before there is a reader: the seat itself, and which audiences it belongs to.
    """
    if version is None:
        return read()
    key = (process, version, what)
    if (known := _of_table.get(key)) is not None:
        value: T = known[0]
        return value
    value = read()
    if not connection.in_atomic_block or version_of_table(process) == version:
        _of_table.put(key, (value,))
    return value


def _remembered(
    memory: Memory[Answer],
    reader: CachedReader,
    what: Hashable,
    read: Callable[[], T],
    tables: frozenset[str] = frozenset(),
) -> T:
    """`tables`: what the answer rests on besides what is asked while it is worked out."""
    if reader.versions is None:
        return read()
    key = (what, reader.process_id, get_language(), reader.reads)
    answer = memory.get(key)
    if answer is not None and answer.stands(reader) and _may_answer(answer.tables):
        sources.note(answer.tables)
        found: T = answer.value
        return found
    with sources.noted() as noted:
        value = read()
    answer = Answer(value, tables | noted | reader.rests_on, reader)
    if _may_be_kept(answer, reader):
        memory.put(key, answer)
    return value


def _known(reader: CachedReader, tables: frozenset[str]) -> Known:
    return tuple([tuple([book.get(table, 0) for table in tables]) for book in reader.versions_by_table])


def _may_answer(tables: frozenset[str]) -> bool:
    """Inside a transaction, what is being written is asked anew."""
    return not connection.in_atomic_block or tables <= steady()


def _may_be_kept(answer: Answer, reader: CachedReader) -> bool:
    if isinstance(answer.value, QuerySet):
        raise TypeError("a query is not an answer: its rows would be read later, or by another reader")
    if unversioned(answer.tables):
        return False
    # The versions were read before the rows, so a cached value may be newer than its version, never older. But inside a
    # transaction we may have changed the rows since, and all may be taken back.
    return not connection.in_atomic_block or (answer.tables <= steady() and _unchanged(reader))


def _unchanged(reader: CachedReader) -> bool:
    now = versions_of(book for book, _first in reader.reads)
    return tuple([now.get(book) for book, _first in reader.reads]) == reader.versions


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
