"""Hot against cold: whatever is remembered, each reader is told in each language what it would be told if nothing were.

Everybody warms everything first, in both languages. Then every cached function is asked once more by each seat, and without
its cache; the answers are the same. A key that forgets one of its parts fails here.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor
from django.urls import reverse
from django.utils import translation

from goodoffices.assessment.models import Implication, Precedent, Sheet
from goodoffices.assessment.tests.things import filled as assessed
from goodoffices.record import cache
from goodoffices.record.memory import forget_everything
from goodoffices.record.models import Recorded
from goodoffices.text.models import Draft
from goodoffices.text.tests.things import filled
from tests.cast import client_of
from tests.noninterference.private_acts import PRIVATE, Table
from tests.noninterference.test_cost import addresses

LANGUAGES = ("en", "ar")
MOST_CALLS = 3  # of each function: enough to tell its arguments apart
CAST = ("amara", "lena", "nils", "idris", "wanda")
Call = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]


@contextmanager
def calls_noted(found: set[Call]) -> Iterator[None]:
    """What pages ask of cached functions: which one, and with what."""
    honest = cache._remembered

    def remembered(memory: Any, reader: Any, what: Any, *more: Any) -> Any:
        if what[0] in cache.CACHED:
            found.add((what[0], what[2], what[3]))
        return honest(memory, reader, what, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_remembered", remembered)
        yield


@pytest.fixture
def table(database: Any, keyed: Any) -> Table:
    laid = Table.laid()
    filled(laid.seat("amara"), laid.seat("lena"), laid.seat("idris"))  # a text with all that can be in one
    assessed(laid.seat("amara"), laid.seat("lena"), laid.seat("idris"))
    return laid


def warmed(table: Table) -> set[Call]:
    """Everybody looks at everything, in both languages; some calls of each cached function that came of it."""
    calls: set[Call] = set()
    with calls_noted(calls), translation.override("en"):  # what pages are asked in last does not stay
        for language in LANGUAGES:
            for name in CAST:
                client = client_of(table.seat(name), headers={"accept-language": language})
                client.get(
                    reverse("briefing:today", args=[table.seat(name).process_id])
                )  # shown first: about the talks
                reader = table.seat("idris")
                for page in [*addresses(table, reader), *of_texts(reader), *of_assessments(reader)]:
                    client.get(page)
    by_function: dict[str, list[Call]] = {}
    for call in sorted(calls, key=repr):
        by_function.setdefault(call[0], []).append(call)
    return {call for each in by_function.values() for call in each[:MOST_CALLS]}


def of_texts(reader: Any) -> list[str]:
    """The pages of every text that this reader has before them."""
    drafts = Draft.objects.seen_by(reader).values_list("id", flat=True)
    views = ("text:draft", "text:criticism", "text:clauses")
    return [reverse(view, args=[reader.process_id, draft]) for draft in drafts for view in views]


def of_assessments(reader: Any) -> list[str]:
    """The pages of every sheet that this reader has before them, of an implication of it, and of every precedent."""
    process = reader.process_id
    sheets = Sheet.objects.seen_by(reader).values_list("id", flat=True)
    cells = Implication.objects.seen_by(reader).filter(row__place=1, column__place=1).values_list("id", flat=True)
    precedents = Precedent.objects.seen_by(reader).values_list("id", flat=True)
    return [
        *[reverse(view, args=[process, id]) for id in sheets for view in ("assessment:sheet", "assessment:rounds")],
        *[reverse("assessment:implication", args=[process, id]) for id in cells],
        *[reverse("assessment:precedent", args=[process, id]) for id in precedents],
    ]


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


#: What no page of this table asks: the side of a thing that has no party of its own, which acts ask about; and who opened a
#: sidebar, where there is none.
ASKED_BY_ACTS = {
    "goodoffices.process.models.seats.sides_of_seats",
    "goodoffices.process.models.seats.sidebars_opened_by",
}

#: What the key of a cache must not leave out, and a key that does.
MUTANTS: dict[str, Callable[[Any], Any]] = {
    "language": lambda key: (*key[:2], None, *key[3:]),
    "books": lambda key: (*key[:3], None),
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


def test_what_is_cached_is_read_anew_once_something_that_it_rests_on_has_changed(table: Table) -> None:
    """After one act of every sort, and some that all read: nothing that was remembered before is told any more."""
    forget_everything()
    calls = warmed(table)
    before = answers(table, calls, cold=False)
    for act in PRIVATE.values():
        act(table)
    plenary = table.room("plenary", "")
    said = table.do("idris", "consultation.make_statement", room=plenary, text="When?", speech_act="question")
    table.do("lena", "consultation.make_statement", room=plenary, text="Soon.", answers=said)
    table.do("amara", "process.admit_seat", role="secretariat", name="Secretariat")
    hot, cold = answers(table, calls, cold=False), answers(table, calls, cold=True)
    assert hot == cold
    changed = {name for name, *rest in cold if before[name, *rest] != cold[name, *rest]}
    assert len(changed) > 15, "these acts change too few answers for this to mean much"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache.Answer, "stands", lambda self, reader: True)
        forget_everything()
        answers(table, calls, cold=False)
        table.do("amara", "agenda.raise_issue", title="Floods")
        assert answers(table, calls, cold=False) != answers(table, calls, cold=True)


def test_nothing_is_read_later_for_a_row_that_is_remembered(table: Table) -> None:
    """Whoever read it first would rest on what was read, and whoever finds it there afterwards would not."""
    forget_everything()
    shared: dict[int, Any] = {}
    later, honest = set(), ForwardManyToOneDescriptor.get_object

    def read_later(self: Any, instance: Any) -> Any:
        if id(instance) in shared:
            later.add(f"{type(instance).__name__}.{self.field.name}")
        return honest(self, instance)

    def kept(self: Any, key: Any, answer: Any) -> Any:
        if isinstance(answer, cache.Answer):
            shared.update((id(row), row) for row in _rows(answer.value))
        return put(self, key, answer)

    put = cache.Memory.put
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ForwardManyToOneDescriptor, "get_object", read_later)
        patch.setattr(cache.Memory, "put", kept)
        warmed(table)
    assert len(shared) > 50
    assert later == set()


def _rows(answer: Any) -> Iterator[Any]:
    """The rows of recorded tables in an answer, and those that hang on them."""
    if isinstance(answer, Recorded):
        yield answer
        yield from _rows([*vars(answer).values(), *answer._state.fields_cache.values()])
    elif isinstance(answer, Mapping):
        yield from _rows([*answer.keys(), *answer.values()])
    elif isinstance(answer, (list, tuple, set, frozenset)):
        for each in answer:
            yield from _rows(each)
    elif is_dataclass(answer):
        yield from _rows([getattr(answer, field.name) for field in fields(answer)])


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
    cache.cached(closed_rooms)
    try:
        yield name
    finally:
        del cache.CACHED[name]


@contextmanager
def a_key_without(part: str) -> Iterator[None]:
    change, gets, puts = MUTANTS[part], cache.Memory.get, cache.Memory.put
    with pytest.MonkeyPatch.context() as patch:
        if part == "books":  # their versions give away most of what a key without them would mix up
            patch.setattr(cache.Answer, "stands", lambda self, reader: True)
        patch.setattr(cache.Memory, "get", lambda self, key: gets(self, _changed(change, key)))
        patch.setattr(cache.Memory, "put", lambda self, key, value: puts(self, _changed(change, key), value))
        yield


def _changed(change: Callable[[Any], Any], key: Any) -> Any:
    """Only the keys of cached answers: (what, process, language, books)."""
    return change(key) if isinstance(key, tuple) and len(key) == 4 and isinstance(key[0], tuple) else key
