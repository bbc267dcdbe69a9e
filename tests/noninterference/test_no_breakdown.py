"""No input is answered by an error of our own: neither the longest that is allowed, nor the oddest that can be asked.

(What is asked comes from the same places as in the comparison of two worlds, so that a new kind or address joins by itself.)
"""

import json
import types
import typing
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from pydantic import StringConstraints, ValidationError
from pydantic_core import PydanticUndefined

from goodoffices.interpretation.import_terms import LANGUAGES
from goodoffices.record.acts import KINDS, Act
from tests.noninterference.answers import Broken, ask, look_in
from tests.noninterference.asking import JSON, Known, Pick, Probe, _value, addresses, known
from tests.noninterference.heeding import query_names
from tests.noninterference.laying import Stage
from tests.noninterference.members import Setting
from tests.noninterference.worlds import World

ODD = (
    "", " ", "0", "-1", "1e9", "9" * 30, "0001-01-01", "9999-12-31", "2025-02-30", "0000-00-00", "+10000-01-1", "\u0660",
    "\x00", "\ud800".encode("utf-8", "surrogatepass"), "é" * 5_000, "%", "'", "left-999999999999", "a.1~b.99999999999999",
)  # fmt: skip
ASKING = ("amara", "olga")


@pytest.fixture
def world(stage: Stage) -> World:
    return stage.world(Setting())


def test_the_longest_that_each_act_may_hold_breaks_nothing(world: World) -> None:
    done: set[str] = set()
    with world:
        world.do(
            "lena", "text.table_draft", {"title": "A text", "text": "1. Each Party [shall][should] give notice.\n"}
        )
        for name in ("amara", "lena"):
            credentials, pick = world.sign_in(name), Pick(known(world, world, name), None)
            look_in(world, credentials)
            for kind, act in sorted(KINDS.items()):
                for data in longest_of(act, pick):
                    body = json.dumps({"kind": kind, "data": data, "key": "k" * 200}).encode()
                    probe = Probe("POST", f"/api/processes/{world.process}/acts", body, JSON, about=f"{kind}, longest")
                    if (status := ask(world, probe, credentials).status[:3]) == "201":
                        done.add(kind)
                    assert status in ("201", "404", "412", "422"), f"{kind}: {status}"
    # A test of refusals alone would show little.
    assert len(done) > len(KINDS) // 5, f"only these could be done at their longest: {sorted(done)}"


def test_odd_values_in_addresses_break_nothing(world: World) -> None:
    with world:
        for name in ASKING:
            credentials, at = world.sign_in(name), known(world, world, name)
            look_in(world, credentials)
            broken = [problem for probe in odd_questions(at) if (problem := breakdown(world, probe, credentials))]
            assert broken == []


def test_a_breakdown_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin_of(process: Any, day: Any) -> str:
        raise OverflowError

    monkeypatch.setattr("goodoffices.briefing.since.begin_of", begin_of)
    with world:
        probe = Probe("GET", f"/api/processes/{world.process}/brief?since=2025-01-01")
        assert breakdown(world, probe, world.sign_in("lena"))


def breakdown(world: World, probe: Probe, credentials: dict[str, str]) -> str:
    try:
        ask(world, probe, credentials)
    except Broken as problem:
        return str(problem)
    return ""


def odd_questions(at: Known) -> Iterator[Probe]:
    """Every name that is read from a query, wherever a seat's pages and calls are, with every odd value."""
    inside = [address for address in addresses() if "process" in address.names]
    for turn, address in enumerate(inside):
        path = address.route % at.fill(address)
        for value in [*ODD[turn % len(ODD) :], *ODD][:2]:  # some at each address, all of them somewhere
            query = urlencode(dict.fromkeys(sorted(query_names()), value))
            yield Probe("GET", f"{path}?{query}", about=f"{address.route}, {value!r}")
    for value in ODD:  # one by one where dates are asked for: beside others a value may never be looked at
        for address in inside:
            if "brief" in address.route:
                yield Probe("GET", f"{address.route % at.fill(address)}?{urlencode({'since': value})}")


def longest_of(act: type[Act], pick: Pick) -> Iterator[dict[str, Any]]:
    """The act as one may do it, in each book, with every text as long as its field takes; where shapes exclude each
    other, without those."""
    older = getattr(act, "older", ())
    for book in _books(pick):
        data = {}
        for name, info in act.model_fields.items():
            if name in older:
                continue
            longest = _longest(info.annotation, info.metadata)
            data[name] = _value(name, info, pick, book) if longest is PydanticUndefined else longest
        if not _fits(act, data):  # a text that must be a key, a zone, or one of a few
            data = {
                n: v if _fits(act, {**data, n: v}) else _value(n, act.model_fields[n], pick, book)
                for n, v in data.items()
            }
        yield data
        yield {name: value for name, value in data.items() if act.model_fields[name].is_required()}


def _books(pick: Pick) -> list[str]:
    """The plenary, and one narrower book."""
    return [pick.known.plenary, next(id for id in pick.known.own["book"] if id != pick.known.plenary)]


def _fits(act: type[Act], data: dict[str, Any]) -> bool:
    try:
        act(**data)
    except ValidationError:
        return False
    return True


def _longest(annotation: Any, metadata: Any = ()) -> Any:
    """The longest value of a type; undefined for ids, choices and what has no length."""
    if typing.get_origin(annotation) is typing.Annotated:
        plain, *more = typing.get_args(annotation)
        return _longest(plain, [*metadata, *more])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return _longest(next(arg for arg in typing.get_args(annotation) if arg is not type(None)), metadata)
    if typing.get_origin(annotation) is list:
        each, most = _longest(typing.get_args(annotation)[0]), _most(metadata)
        return PydanticUndefined if each is PydanticUndefined or not most else [each] * most
    if typing.get_origin(annotation) is dict:
        each = _longest(typing.get_args(annotation)[1])
        return PydanticUndefined if each is PydanticUndefined else dict.fromkeys(list(LANGUAGES)[:15], each)
    if annotation is str and (most := _most(metadata)) and not _patterned(metadata):
        return ("“ماء” <b>&amp;" * most)[:most]
    return {date: "9999-12-31"}.get(annotation, PydanticUndefined) if annotation is not Literal else PydanticUndefined


def _most(metadata: Any) -> int:
    return next((m for each in metadata if (m := getattr(each, "max_length", None))), 0)


def _patterned(metadata: Any) -> bool:
    return any(isinstance(each, StringConstraints) and each.pattern for each in metadata)
