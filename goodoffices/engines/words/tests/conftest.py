import sqlite3
from collections.abc import Callable, Iterator

import pytest

from goodoffices.engines.words import Index


@pytest.fixture
def new_index() -> Iterator[Callable[[], Index]]:
    """Makes empty indexes, each in a database of its own."""
    made = []

    def make() -> Index:
        made.append(Index(sqlite3.connect(":memory:")))
        made[-1].create()
        return made[-1]

    yield make
    for index in made:
        index.connection.close()  # type: ignore[attr-defined]


@pytest.fixture
def index(new_index: Callable[[], Index]) -> Index:
    return new_index()
