"""The Istanbul case up to a day: played once by each worker, and copied into every test."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from goodoffices.cases.loading import Case, read, shipped
from goodoffices.cases.playing import Played, play
from tests.databases import copied, database_file, settled

Istanbul = Callable[..., Played]


@pytest.fixture(scope="session")
def case() -> Case:
    return read(shipped("istanbul"))


@pytest.fixture(scope="session")
def istanbul_once(
    case: Case, template_database: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Callable[[date | None], tuple[Path, Played]]:
    @cache
    def once(until: date | None) -> tuple[Path, Played]:
        path = copied(template_database, tmp_path_factory.mktemp("istanbul") / "played.sqlite3")
        with django_db_blocker.unblock(), database_file(path):
            played = play(case, until)
            settled()
        return path, played

    return once


@pytest.fixture
def istanbul(database: Path, istanbul_once: Callable[[date | None], tuple[Path, Played]]) -> Istanbul:
    """`istanbul(until)`: the case played up to that day, in place of whatever this test's database held."""

    def brought(until: date | None = None) -> Played:
        # Played before this test's connection is closed: playing takes the connection for another file meanwhile.
        path, played = istanbul_once(until)
        connections["default"].close()
        copied(path, database)
        return deepcopy(played)

    return brought
