"""What South's pages cost does not depend on what is done behind closed doors: the same statements, the same cache misses.

Time itself is measured by `python -m benchmarks timing`; here it is counted, so that it cannot depend on the machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from goodoffices.accounts.models import Token
from goodoffices.consultation.models import Statement
from goodoffices.record.memory import Memory
from tests.cast import client_of
from tests.noninterference.private_acts import PRIVATE, Table


class Cost(dict[str, tuple[int, int]]):
    """By address: how many statements the database was asked, and how many answers the cache did not have."""


def addresses(table: Table, idris: Any) -> list[str]:
    """Every page of the process that needs no more than the process, a room, a statement and an entry."""
    plenary = table.room("plenary", "")
    said = Statement.objects.seen_by(idris).order_by("-number").first()
    given = {"process": table.process, "room": plenary, "book": plenary, "number": 1, "statement": said.id}
    return sorted(
        {address for pattern, names in _patterns(get_resolver()) if (address := _address(pattern, names, given))}
    )


def _patterns(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, (*names, pattern.namespace) if pattern.namespace else names)
        elif pattern.name:
            yield pattern, names


def _address(pattern: URLPattern, names: tuple[str, ...], given: dict[str, Any]) -> str | None:
    wanted = set(pattern.pattern.converters)
    for kwargs in ({**dict.fromkeys(wanted & set(given)), "process": None}, dict.fromkeys(wanted & set(given))):
        try:
            return reverse(":".join([*names, pattern.name or ""]), kwargs={name: given[name] for name in kwargs})
        except (NoReverseMatch, KeyError):
            continue
    return None


@contextmanager
def counted() -> Iterator[list[int]]:
    cost, honest = [0, 0], Memory.put

    def ask(execute: Any, sql: str, *more: Any) -> Any:
        cost[0] += 1
        return execute(sql, *more)

    def put(self: Any, key: Any, value: Any) -> Any:
        cost[1] += 1
        return honest(self, key, value)

    with connection.execute_wrapper(ask), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "put", put)
        yield cost


def costs(client: Client, pages: list[str]) -> Cost:
    found = Cost()
    for page in pages:
        with counted() as cost:
            client.get(page)
        found[page] = (cost[0], cost[1])
    return found


@pytest.fixture
def told(database: Any, keyed: Any) -> tuple[Table, Client, list[str]]:
    table = Table.laid()
    idris = table.seat("idris")
    token = Token.issue(idris.id, "his own", "go_" + "x" * 40)
    client = client_of(idris, headers={"authorization": f"Bearer {token}"})
    pages = [page for page in addresses(table, idris) if client.get(page).status_code == 200]
    assert len(pages) > 25, pages
    return table, client, pages


def test_private_acts_make_no_page_of_the_other_side_cost_more(told: tuple[Table, Client, list[str]]) -> None:
    table, client, pages = told
    costs(client, pages)
    usual = costs(client, pages)
    for act in PRIVATE.values():
        act(table)
    assert costs(client, pages) == usual


@pytest.mark.long
def test_no_single_private_act_does(told: tuple[Table, Client, list[str]]) -> None:
    table, client, pages = told
    costs(client, pages)
    usual = costs(client, pages)
    for name, act in PRIVATE.items():
        act(table)
        assert costs(client, pages) == usual, name


def test_an_act_that_the_other_side_reads_does(told: tuple[Table, Client, list[str]]) -> None:
    """Else the test above could not fail."""
    table, client, pages = told
    costs(client, pages)
    usual = costs(client, pages)
    table.do("lena", "consultation.make_statement", room=table.room("plenary", ""), text="And good evening.")
    assert costs(client, pages) != usual


MOST_AFTER_WORDS = 12
DEARER = ("/seats/", "/minutes")  # a form for every way to seat somebody; all that was said in a room, set for paper


def test_a_page_after_plain_words_asks_a_dozen_statements_at_most(told: tuple[Table, Client, list[str]]) -> None:
    table, client, pages = told
    costs(client, pages)
    over = {}
    # Rooms first: after words for every other page more is unread than a room shows, and it looks for where that begins.
    in_order = sorted([page for page in pages if not page.endswith(DEARER)], key=lambda page: "/rooms/" not in page)
    for page in in_order:
        table.do("lena", "consultation.make_statement", room=table.room("plenary", ""), text="And good evening.")
        (asked, _missed) = costs(client, [page])[page]
        if asked > MOST_AFTER_WORDS:
            over[page.replace(table.process, "…")] = asked
    assert over == {}
