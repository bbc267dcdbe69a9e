"""What an answer rests on: the tables that the database was asked about while it was worked out.

`noted()` collects their names. What is found in a memory instead of being read says so with `note`, so that an answer made
of other answers rests on all that they rest on. A table of recorded rows has a version in each book (`record.structure`).
Some are special:

- `record_entry`: entries never change, they only come. Its version is the head of the book. Who reads a single entry by its
  number rests on nothing (`steadfast`).
- Tables at which others point, and which grow with every statement (`pointed_at` of a model), have two versions. Who reaches
  a row by its key is not concerned by new ones, and rests on what changes in the table (`record_thing`). Who looks among all
  rests on what comes, too (`record_thing+`).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

ENTRIES = "record_entry"
NEW = "+"  # after the name of a table: that rows come to it
#: A book's own columns: its kind, key and name never change, and its head and versions are what a reader was read with.
CONSTANT = frozenset({"record_book", "record_register"})

_noting: ContextVar[set[str] | None] = ContextVar("the tables that are being noted", default=None)
_TABLE = re.compile(r"\b(?:FROM|JOIN) \"?(\w+)\"?")
_BY_KEY = re.compile(r'\bJOIN "(\w+)"(?: (\w+))? ON \("?\w+"?\."\w+" = "?(\w+)"?\."id"\)')


@contextmanager
def noted() -> Iterator[set[str]]:
    """A set that grows by every table that is asked about inside. What surrounds it rests on them, too."""
    around, found = _noting.get(), set[str]()
    token = _noting.set(found)
    try:
        if around is None:
            with connection.execute_wrapper(_note_what_is_asked):
                yield found
        else:
            yield found
    finally:
        _noting.reset(token)
        if around is not None:
            around |= found


@contextmanager
def steadfast() -> Iterator[None]:
    """What is asked inside can never change: it is no source."""
    token = _noting.set(set())
    try:
        yield
    finally:
        _noting.reset(token)


def note(tables: frozenset[str]) -> None:
    if (found := _noting.get()) is not None:
        found |= tables


def _note_what_is_asked(execute: Any, sql: str, *more: Any) -> Any:
    note(tables_in(sql))
    return execute(sql, *more)


# house: kept between requests: which tables a statement names
@lru_cache(maxsize=4_096)
def tables_in(sql: str) -> frozenset[str]:
    """
    >>> sorted(tables_in('SELECT * FROM "a" INNER JOIN "record_thing" ON ("a"."about_id" = "record_thing"."id") WHERE EXISTS(SELECT 1 FROM b U0)'))
    ['a', 'b', 'record_thing']
    >>> sorted(tables_in('SELECT "id" FROM "record_thing" JOIN record_book b'))
    ['record_thing', 'record_thing+']
    """
    named = _TABLE.findall(sql)
    by_key = [table for table, alias, joined in _BY_KEY.findall(sql) if joined == (alias or table)]
    looked_among = [table for table in pointed_at() if named.count(table) > by_key.count(table)]
    return frozenset(named) - CONSTANT | {table + NEW for table in looked_among}


# house: kept between requests: the tables of the offices that are installed
@cache
def _recorded() -> tuple[Any, ...]:
    """The models of recorded rows. They are told by what they declare: `record.models` stands above this file."""
    return tuple([model for model in apps.get_models() if hasattr(model, "pointed_at")])


# house: kept between requests: the same
@cache
def versioned() -> frozenset[str]:
    """Every table that has a version in each book."""
    return frozenset({model._meta.db_table for model in _recorded()} | {ENTRIES} | {t + NEW for t in pointed_at()})


# house: kept between requests: the same
@cache
def pointed_at() -> frozenset[str]:
    """Those whose new rows are counted by themselves."""
    return frozenset(model._meta.db_table for model in _recorded() if model.pointed_at)


# house: kept between requests: the same
@cache
def steady() -> frozenset[str]:
    """Those that change seldom: who and what there is."""
    return frozenset(model._meta.db_table for model in _recorded() if model.structural or model.lasting)


# house: kept between requests: the same
@cache
def seating() -> frozenset[str]:
    """Those that say who sits where, under which rules, and so who reads what."""
    return frozenset(model._meta.db_table for model in _recorded() if model.seating)


def unversioned(tables: frozenset[str]) -> frozenset[str]:
    """Of these, those of which nobody can say whether they have changed."""
    return tables - versioned()
