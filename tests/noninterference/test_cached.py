"""Hot against cold: whatever is remembered, each reader is told in each language what it would be told if nothing were.

Everybody warms everything first, in both languages. Then every cached function is asked once more by each seat, and without
its cache; the answers are the same. A key that forgets one of its parts fails here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import translation

from goodoffices.record import cache
from goodoffices.record.memory import forget_everything
from tests.cast import client_of
from tests.noninterference.private_acts import Table
from tests.noninterference.test_cost import addresses

LANGUAGES = ("en", "ar")
CAST = ("amara", "lena", "nils", "idris", "wanda")
Call = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]


@contextmanager
def calls_noted(found: set[Call]) -> Iterator[None]:
    """What pages ask of cached functions: which one, and with what."""
    honest = cache._remembered

    def remembered(memory: Any, until: str, reader: Any, what: Any, read: Callable[[], Any]) -> Any:
        if what[0] in cache.CACHED:
            found.add((what[0], what[2], what[3]))
        return honest(memory, until, reader, what, read)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_remembered", remembered)
        yield


@pytest.fixture
def table(database: Any, keyed: Any) -> Table:
    return Table.laid()


def warmed(table: Table) -> set[Call]:
    """Everybody looks at everything, in both languages; every call of a cached function that came of it."""
    calls: set[Call] = set()
    with calls_noted(calls):
        for language in LANGUAGES:
            for name in CAST:
                client = client_of(table.seat(name), headers={"accept-language": language})
                for page in addresses(table, table.seat("idris")):
                    client.get(page)
    return calls


def answers(table: Table, calls: set[Call], cold: bool) -> dict[Any, Any]:
    """By call, reader and language: what the function answers, with its cache or without."""
    found = {}
    for name, args, kwargs in sorted(calls, key=repr):
        function = cache.CACHED[name].__wrapped__ if cold else cache.CACHED[name]  # type: ignore[attr-defined]
        for who in CAST:
            for language in LANGUAGES:
                with translation.override(language):
                    found[name, args, kwargs, who, language] = _plain(function, table.seat(who), args, dict(kwargs))
    return found


def _plain(function: Callable[..., Any], seat: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    try:
        answer = function(seat, *args, **kwargs)
    except Exception as problem:  # not theirs to ask; or, with a broken key, what comes of it
        return type(problem).__name__
    return _written(answer)


def _written(answer: Any) -> Any:
    """Rows as their columns, lazy words in the language of now: what two answers can be compared by."""
    if hasattr(answer, "_meta"):
        return {key: _written(value) for key, value in vars(answer).items() if key != "_state"}
    if isinstance(answer, dict):
        return {str(_written(key)): _written(value) for key, value in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [_written(each) for each in answer]
    if isinstance(answer, (set, frozenset)):
        return sorted(map(repr, answer))
    if hasattr(answer, "__dataclass_fields__"):
        return {name: _written(getattr(answer, name)) for name in answer.__dataclass_fields__}
    return answer if answer is None or isinstance(answer, (bool, int, float)) else str(answer)


#: What no page of this table asks: the side of a thing that has no party of its own, which acts ask about.
ASKED_BY_ACTS = {"goodoffices.process.models.seats.sides_of_seats"}

#: What the key of a cache must not leave out, and a key that does.
MUTANTS: dict[str, Callable[[Any], Any]] = {
    "language": lambda key: (*key[:2], None, *key[3:]),
    "books and their versions": lambda key: (*key[:3], None, *key[4:]),
    "arguments": lambda key: ((*key[0][:2],), *key[1:]),
    "the function": lambda key: (("", *key[0][1:]), *key[1:]),
    "the module": lambda key: ((key[0][0].rpartition(".")[2], *key[0][1:]), *key[1:]),
    "the seat": lambda key: ((key[0][0], None, *key[0][2:]), *key[1:]),
}


def test_what_is_cached_is_what_would_be_read_anew(table: Table) -> None:
    forget_everything()
    calls = warmed(table) | {(name, (), ()) for name in ASKED_BY_ACTS}
    assert {name for name, _args, _kwargs in calls} == set(cache.CACHED), "no page asks some cached function"
    with a_namesake() as namesake:
        calls.add((namesake, (), ()))
        cold = answers(table, calls, cold=True)
        assert _hot(table, calls) == cold
        # And a key that leaves something out is noticed: else this test could not fail.
        unnoticed = []
        for part in MUTANTS:
            forget_everything()
            with a_key_without(part):
                if _hot(table, calls) == cold:
                    unnoticed.append(part)
    assert unnoticed == []


def _hot(table: Table, calls: set[Call]) -> dict[Any, Any]:
    answers(table, calls, cold=False)  # what no page has asked is remembered from here on, too
    return answers(table, calls, cold=False)


@contextmanager
def a_namesake() -> Iterator[str]:
    """A function of another office, called as one of the offices' own is. (Two of the same name once shared their answers.)"""

    def closed_rooms(seat: Any) -> str:
        return f"Another office’s answer, from {len(seat.books())} books"

    closed_rooms.__module__, closed_rooms.__qualname__ = "goodoffices.another.models", "closed_rooms"
    name = "goodoffices.another.models.closed_rooms"
    cache.cached(until="structure")(closed_rooms)
    try:
        yield name
    finally:
        del cache.CACHED[name]


@contextmanager
def a_key_without(part: str) -> Iterator[None]:
    change, gets, puts = MUTANTS[part], cache.Memory.get, cache.Memory.put
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache.Memory, "get", lambda self, key: gets(self, _changed(change, key)))
        patch.setattr(cache.Memory, "put", lambda self, key, value: puts(self, _changed(change, key), value))
        yield


def _changed(change: Callable[[Any], Any], key: Any) -> Any:
    """Only the keys of cached answers: (what, process, language, versions, heads)."""
    return change(key) if isinstance(key, tuple) and len(key) == 5 and isinstance(key[0], tuple) else key
